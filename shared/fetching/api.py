"""The vendor's API as the fetchers call it."""

from typing import Any, Protocol


class Api(Protocol):
    """Both answer parsed JSON, None when there is nothing (any more), and raise NotFetched."""

    def get(self, origin: str, path: str, headers: dict[str, str]) -> Any | None:
        """GET of a path with its query."""

    def post_form(self, origin: str, path: str, form: dict[str, str]) -> Any | None:
        """POST of a form."""
        ...
