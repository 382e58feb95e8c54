"""Regular expressions written by admins. Only RE2 runs them: its time grows with the text alone, whatever the
pattern (https://github.com/google/re2/wiki/Syntax). The library is loaded by the first rule that uses it."""

import re
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

MAX_PATTERN = 500
_MAX_FOUND = 1000
_MEMORY = 1 << 20
_SURROGATES = re.compile("[\ud800-\udfff]")


class Pattern(NamedTuple):
    """A pattern that was read and found good."""

    source: str


class UnsupportedPattern(ValueError):
    """A pattern that RE2 does not run; ``position`` is the character where it stops understanding."""

    def __init__(self, position: int, problem: str) -> None:
        super().__init__(f"at character {position + 1}: {problem}")
        self.position = position


def pattern(source: str) -> Pattern:
    """The pattern of a rule. Raises UnsupportedPattern with the position."""
    if len(source) > MAX_PATTERN:
        raise UnsupportedPattern(MAX_PATTERN, f"a pattern has at most {MAX_PATTERN} characters")
    surrogate = _SURROGATES.search(source)
    if surrogate is not None:
        raise UnsupportedPattern(surrogate.start(), "this is half a character")
    if _compiled(source).search("") is not None:
        raise UnsupportedPattern(0, "this matches an empty text, and so every text")
    return Pattern(source)


def matches(text: str, wanted: Pattern) -> tuple[tuple[int, int], ...]:
    """Where the pattern matches, in code points; upper and lower case are the same, accents are not folded."""
    found = _compiled(wanted.source).finditer(_SURROGATES.sub("\ufffd", text))
    return tuple(span for span in (one.span() for one in islice(found, _MAX_FOUND)) if span[0] < span[1])


@lru_cache(maxsize=500)
def _compiled(source: str) -> Any:
    try:
        import re2  # here: 4 ms that only rules with patterns pay
    except ImportError:
        raise UnsupportedPattern(0, "patterns cannot run on this machine") from None
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return re2.compile(source, options)
    except re2.error as problem:
        raise _unsupported(source, problem.args) from None


def _unsupported(source: str, told: tuple[object, ...]) -> UnsupportedPattern:
    """RE2 quotes what it did not understand after a colon; the position is where that stands."""
    message = told[0].decode(errors="replace") if told and isinstance(told[0], bytes) else "not a pattern"
    problem, _, quoted = message.partition(": ")
    return UnsupportedPattern(max(source.rfind(quoted), 0) if quoted else 0, problem)
