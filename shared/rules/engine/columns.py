"""The table of a field: from what it holds to the conjunctions it does not rule out.

Values that no comparison tells apart share an answer: of a number counts only which of the rules' numbers it lies
between, of a text only whether a rule names it. An answer is learnt when it is first needed, by asking every
comparison of the field once."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.rules.criteria import Comparison
from shared.rules.engine.plan import Column, restored
from shared.rules.fields import FieldType, Subject, Value, field
from shared.rules.operators import OPERATORS, figure
from shared.rules.words import fold

_REMEMBERED = 2048
"""Values kept at hand; beyond, their classes are told anew."""
_SECONDS = 19
"""Characters of an ISO time down to the second."""
_ABSENT = object()
_ALIKE = (0, 1)
"""Values of an open field that a dictionary takes for a flag, and so are told apart each time."""

type Classify = Callable[[Any], Any]
type Read = Callable[[Subject], Any]


def mask_of(bits: Iterable[int]) -> int:
    """A number with these bits."""
    mask = 0
    for bit in bits:
        mask |= 1 << bit
    return mask


def _named(operands: Iterable[Any]) -> set[Any]:
    """All values that comparisons name."""
    found: set[Any] = set()
    for operand in operands:
        if isinstance(operand, list):
            found.update(operand)
        elif operand is not None:
            found.add(operand)
    return found


def _among_numbers(operands: Sequence[Any]) -> Classify:
    cuts = sorted({number for value in _named(operands) if (number := figure(value)) is not None})

    def classify(value: Any) -> Any:
        if value != value:
            return None
        at = bisect_left(cuts, value)
        return at, at < len(cuts) and cuts[at] == value

    return classify


def _among_texts(operands: Sequence[Any]) -> Classify:
    known = _named(operands)
    return lambda value: text if (text := fold(value)) in known else None


def _among_open(operands: Sequence[Any]) -> Classify:
    numbers, texts = _among_numbers(operands), _among_texts(operands)

    def classify(value: Any) -> Any:
        if isinstance(value, bool):
            return value
        number = figure(value)
        text = texts(value) if isinstance(value, str) else None
        return text, None if number is None else numbers(number)

    return classify


def _among_dates(operands: Sequence[Any]) -> Classify:
    # A date as exact as the day is every moment from its text to the last text that begins with it.
    cuts: dict[bool, list[str]] = {True: [], False: []}
    for when in _named(operands):
        cuts[when.zoned] += [when.text, f"{when.text}~"]
    local, zoned = sorted(cuts[False]), sorted(cuts[True])

    def classify(value: Any) -> Any:
        moment = datetime.fromisoformat(value).astimezone(UTC).isoformat() if zoned else ""
        return bisect_right(local, value[:_SECONDS]), bisect_right(zoned, moment[:_SECONDS])

    return classify


def _among_members(operands: Sequence[Any]) -> Classify:
    known = _named(operands)
    return lambda value: frozenset(known.intersection(map(fold, value)))


def _among_nodes(operands: Sequence[Any]) -> Classify:
    known = _named(operands)
    return lambda value: frozenset(known.intersection(value))


def _itself(_operands: Sequence[Any]) -> Classify:
    return lambda value: value


def _as_is(read: Read) -> Read:
    return read


def _present(read: Read) -> Read:
    return lambda subject: None if read(subject) is None else True


class _Kind(NamedTuple):
    """A type of field: the operators whose outcome follows from the class of a value, how the class is told, and
    what is read if not the value itself."""

    operators: frozenset[str]
    classes: Callable[[Sequence[Any]], Classify]
    reading: Callable[[Read], Read] = _as_is


_EQUAL = frozenset({"=", "in", "notNull"})
_ORDERED = _EQUAL | {"<", "<=", ">", ">=", "between"}
_KINDS: Mapping[FieldType, _Kind] = MappingProxyType(
    {
        FieldType.NUMBER: _Kind(_ORDERED, _among_numbers),
        FieldType.DATE: _Kind(_ORDERED, _among_dates),
        FieldType.OPEN: _Kind(_ORDERED, _among_open),
        FieldType.CHOICE: _Kind(_EQUAL, _among_texts),
        FieldType.LIST: _Kind(_EQUAL, _among_members),
        FieldType.FLAG: _Kind(_EQUAL, _itself),
        FieldType.PLACE: _Kind(frozenset({"within", "notNull"}), _among_nodes),
        FieldType.TEXT: _Kind(frozenset({"notNull"}), _itself, _present),
    }
)


def answers(node: Comparison) -> bool:
    """Whether a table can answer this comparison."""
    kind = _KINDS.get(node.field.type)
    return kind is not None and node.positive in kind.operators


class Table:
    """One column at work. ``read`` gives what a feedback holds, ``known`` the conjunctions that values met before
    do not rule out."""

    def __init__(self, column: Column, everything: int) -> None:
        found = field(column.field)
        if found is None:
            raise LookupError(column.field)
        kind = _KINDS[found.type]
        operands = [one.operand for one in column.asked]
        if found.type is FieldType.DATE:
            operands = [restored(operand) for operand in operands]
        self.read = kind.reading(found.read)
        self.known: dict[Value, int] = {}
        self._everything = everything
        self._open = found.type is FieldType.OPEN
        self._class = kind.classes(operands)
        self._answers: dict[Any, int] = {}
        self._asked = [
            (OPERATORS[one.operator].compare, operand, one.needs, one.forbids)
            for one, operand in zip(column.asked, operands, strict=True)
        ]

    def learn(self, value: Value, subject: Subject) -> int:
        """The conjunctions that a value not met before does not rule out."""
        kind = _ABSENT if value is None else self._class(value)
        mask = self._answers.get(kind)
        if mask is None:
            mask = self._answers[kind] = self._ask(value, subject)
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        if not self._open or value not in _ALIKE:
            self.known[value] = mask
        return mask

    def _ask(self, value: Value, subject: Subject) -> int:
        ruled_out = bytearray((self._everything.bit_length() + 7) // 8)
        for compare, operand, needs, forbids in self._asked:
            holds = value is not None and compare(value, operand, subject).holds
            for bit in forbids if holds else needs:
                ruled_out[bit >> 3] |= 1 << (bit & 7)
        return self._everything & ~int.from_bytes(ruled_out, "little")
