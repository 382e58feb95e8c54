"""Google Business Profile: ``GET /v4/{review name}`` with an access token made from the stored refresh token
(developers.google.com/my-business/reference/rest/v4/accounts.locations.reviews; RFC 6749, 6).

Two calls a review.
"""

import re
from typing import Any

from shared.feedback.cells import Cells
from shared.feedback.models import FetchOrder
from shared.feedback.readers import mapping, short
from shared.feedback.times import revision_of
from shared.feedback.view import FIVE, View
from shared.fetching.api import Api
from shared.fetching.http import NotFetched

_TOKENS = "https://oauth2.googleapis.com"
_REVIEWS = "https://mybusiness.googleapis.com"
_NAME = re.compile(r"accounts/[0-9]{1,30}/locations/[0-9]{1,30}/reviews/[A-Za-z0-9_-]{1,200}")
_STARS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5}
# Google puts its own translation before or behind the customer's words, each under its heading.
_ORIGINAL = re.compile(r"\(Original\)\s*(.*)", re.DOTALL)
_TRANSLATED = re.compile(r"\s*\(Translated by Google\).*", re.DOTALL)


def fetch(order: FetchOrder, credential: dict[str, str], api: Api) -> View | None:
    """The review behind a notification, None when it has been deleted. Raises NotFetched."""
    name = order.params.get("name", "")
    if not _NAME.fullmatch(name):
        raise NotFetched("refused")
    form = {
        "grant_type": "refresh_token",
        "client_id": credential.get("client_id", ""),
        "client_secret": credential.get("client_secret", ""),
        "refresh_token": credential.get("refresh_token", ""),
    }
    token = mapping(api.post_form(_TOKENS, "/token", form), "$").get("access_token")
    if not isinstance(token, str):
        raise NotFetched("credential_refused")
    review = api.get(_REVIEWS, f"/v4/{name}", {"authorization": f"Bearer {token}"})
    return None if review is None else view(mapping(review, "$"), order)


def view(review: dict[str, Any], order: FetchOrder) -> View:
    """The review laid flat. Google gives a display name at most, never a way to reach the customer."""
    person = mapping(review.get("reviewer"), "$.reviewer")
    name = None if person.get("isAnonymous") is True else short(person.get("displayName"))
    location = order.params.get("name", "").split("/reviews/")[0].rsplit("/", 1)[-1]
    comment = review.get("comment")
    cells = Cells()
    cells.add("", "starRating", _STARS.get(str(review.get("starRating"))), hint="score", scale=FIVE)
    cells.add("", "comment", _own_words(comment) if isinstance(comment, str) else None, hint="comment")
    cells.hidden("location", location, "place")
    cells.hidden("reviewer", name, "respondent.name")
    return View(
        response_id=order.response_id,
        cells=cells.done(),
        revision=revision_of(review.get("updateTime")),
        review=True,
        submitted=short(review.get("updateTime")) or short(review.get("createTime")),
    )


def _own_words(comment: str) -> str:
    original = _ORIGINAL.search(comment)
    return original.group(1).strip() if original else _TRANSLATED.sub("", comment).strip() or comment
