"""Query parameters: each known and named once. What is passed over in silence would be taken for a filter."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from shared.errors import Fault, Invalid

_SHOWN = 80
_TOLD = 5


def refuse_strange(event: Any, known: Iterable[str]) -> None:
    """Raises Invalid for a parameter that the path does not have, or one that is there twice."""
    allowed = set(known)
    named = Counter(name for name, _ in parse_qsl(event.get("rawQueryString") or "", keep_blank_values=True))
    faults = [
        Fault(f"$query.{name}"[:_SHOWN], *_why(name in allowed))
        for name, times in named.items()
        if name not in allowed or times > 1
    ]
    if faults:
        raise Invalid(errors=faults[:_TOLD])


def _why(known: bool) -> tuple[str, str]:
    return ("repeated", "send it once") if known else ("unknown_field", "there is no such parameter")
