"""What ``mentions`` looks for, from the rule's JSON: words of its own, named lists, exceptions.

The value is a text, a list of texts, or ``{"words", "lists", "except", "inflected", "language"}``. Words of the
condition and each named list stand for themselves, each with its own forms, language and exceptions; what the
condition excepts is excepted for all of them.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.errors import Fault
from shared.rules.models import KeywordList, Operand
from shared.rules.operands import phrases, written_words
from shared.rules.words import Keywords, Phrase

MAX_LISTS = 10

_MEMBERS = ("words", "lists", "except", "inflected", "language")
_SPOKEN = ("fr", "en", None)


class Looked(NamedTuple):
    """Keywords, and how a person sees them: the words as written, or the name of their list."""

    keywords: Keywords
    shown: Operand


def of_list(given: KeywordList, exceptions: tuple[Phrase, ...] = ()) -> Keywords:
    """A named list ready for searching, with more exceptions. Raises ValueError."""
    own = phrases(list(given.exceptions)) if given.exceptions else ()
    if not given.words:
        raise ValueError(f"the list {given.name!r} holds no word")
    return Keywords(phrases(list(given.words)), own + exceptions, given.inflected, given.language)


def read(value: Any, path: str, lists: Mapping[str, KeywordList]) -> tuple[list[Looked], list[Fault]]:
    """What to look for, any of it, and what is wrong with the value."""
    if not isinstance(value, dict):
        value = {"words": value}
        paths = dict.fromkeys(_MEMBERS, path)
    else:
        paths = {name: f"{path}.{name}" for name in _MEMBERS}
    reader = _Reader(value, path, paths, lists)
    return reader.looked(), reader.faults


class _Reader:
    def __init__(
        self, value: dict[str, Any], path: str, paths: Mapping[str, str], lists: Mapping[str, KeywordList]
    ) -> None:
        self.value = value
        self.path = path
        self.paths = paths
        self.lists = lists
        self.faults: list[Fault] = []

    def fault(self, path: str, message: str, code: str = "bad_value") -> None:
        self.faults.append(Fault(path, code, message))

    def looked(self) -> list[Looked]:
        if not set(self.value) <= set(_MEMBERS):
            self.fault(self.path, f"keywords have {', '.join(_MEMBERS)} and nothing else")
            return []
        if not self.value.get("words") and not self.value.get("lists"):
            self.fault(self.path, "give at least one word or list")
            return []
        inflected, language = self.value.get("inflected") or False, self.value.get("language")
        if not isinstance(inflected, bool):
            self.fault(self.paths["inflected"], "use true or false")
        if language not in _SPOKEN:
            self.fault(self.paths["language"], "use 'fr', 'en' or null")
        _, exceptions = self.phrases("except")
        written, own = self.phrases("words")
        found = [Looked(Keywords(own, exceptions, inflected is True, language), [*written])] if own else []
        return found + self.named(exceptions)

    def phrases(self, member: str) -> tuple[list[str], tuple[Phrase, ...]]:
        if not self.value.get(member):
            return [], ()
        try:
            written = written_words(self.value[member])
            return written, phrases(written)
        except ValueError as problem:
            self.fault(self.paths[member], str(problem))
            return [], ()

    def named(self, exceptions: tuple[Phrase, ...]) -> list[Looked]:
        ids = self.value.get("lists") or []
        if not isinstance(ids, list) or len(ids) > MAX_LISTS:
            self.fault(self.paths["lists"], f"name at most {MAX_LISTS} lists")
            return []
        found = []
        for index, list_id in enumerate(ids):
            path = f"{self.paths['lists']}[{index}]"
            known = self.lists.get(list_id) if isinstance(list_id, str) else None
            if known is None:
                self.fault(path, "choose a list that exists", "unknown_list")
                continue
            try:
                found.append(Looked(of_list(known, exceptions), known.name))
            except ValueError as problem:
                self.fault(path, str(problem))
        return found
