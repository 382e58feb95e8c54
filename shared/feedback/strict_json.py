"""JSON as strangers send it: read by one strict parser, so that nobody downstream can read it differently."""

import json
import math
import re
from typing import Any, NoReturn

MAX_DEPTH = 32
MAX_NODES = 20_000
MAX_KEY = 500
MAX_DIGITS = 40

_SURROGATE = re.compile("[\ud800-\udfff]")


class Unusable(Exception):
    """An authentic delivery that cannot become feedback: it goes to quarantine under this code."""

    def __init__(self, code: str, path: str = "$") -> None:
        super().__init__(f"{code} at {path}")
        self.code = code
        self.path = clean(path)[0][:200]


def parse(raw: bytes) -> Any:
    """Decodes strict UTF-8 (a byte order mark is accepted) and parses. Raises Unusable with code ``empty``,
    ``bad_encoding``, ``bad_json``, ``duplicate_key``, ``bad_number``, ``too_deep`` or ``too_complex``."""
    if not raw.strip():
        raise Unusable("empty")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable("bad_encoding") from None
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_decimal,
        )
    except RecursionError:
        raise Unusable("too_deep") from None
    except json.JSONDecodeError as fault:
        raise Unusable("bad_json", f"line {fault.lineno} column {fault.colno}") from None
    _measure(value)
    return value


def clean(text: str) -> tuple[str, bool]:
    """Text fit to keep and show: lone surrogates become U+FFFD, control characters other than newline and tab
    go. The flag says whether a surrogate was replaced (B26, B27)."""
    replaced = _SURROGATE.sub("\ufffd", text)
    shown = "".join(
        char for char in replaced.replace("\r\n", "\n") if (char >= " " and char != "\x7f") or char in "\n\t"
    )
    return shown, replaced != text


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MAX_NODES or any(len(key) > MAX_KEY for key, _ in pairs):
        raise Unusable("too_complex")
    result = dict(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise Unusable("duplicate_key", clean(repeated)[0][:80])
    return result


def _constant(name: str) -> NoReturn:
    raise Unusable("bad_number", name)


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise Unusable("bad_number", digits[:20])
    return int(digits)


def _decimal(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise Unusable("bad_number", digits[:20])
    return value


def _measure(value: Any) -> None:
    """Refuses what is too deep or has too many parts; iterative, as depth is what it guards against."""
    level, count = [value], 0
    for depth in range(MAX_DEPTH + 1):
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
        if not below:
            return
        count += len(below)
        if count > MAX_NODES:
            raise Unusable("too_complex")
        if depth == MAX_DEPTH:
            break
        level = below
    raise Unusable("too_deep")
