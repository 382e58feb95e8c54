"""Trees to a plan: each rule as conjunctions of comparisons, each comparison once however many rules share it.

NOT is pushed down to the comparisons, so a conjunction is a set of (comparison, wanted outcome). An "and" of "or"s
multiplies; where it would come to more than ``MOST`` conjunctions, its largest parts stay whole and are decided by
their tree, while the rest of the rule keeps its place in the tables."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from shared.rules.criteria import NO_LISTS, Comparison, Group, Node, parse_criteria
from shared.rules.engine import columns, comments
from shared.rules.engine.plan import Asked, Column, Decision, Plan, Rules, stored
from shared.rules.models import KeywordList, Rule

MOST = 16
"""Conjunctions that an "and" may come to. An "or" may have as many as a rule has conditions."""
_MOST_ADDED = 64

type Term = tuple[int, bool]
"""A node and the outcome that is wanted of it."""
type Terms = frozenset[Term]


class Place(NamedTuple):
    """Where a node was first met."""

    node: Node
    rule: int
    path: tuple[int, ...]


class _Nodes:
    """Comparisons and whole groups, each with its number."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self._numbers: dict[Any, int] = {}

    def number(self, node: Node, rule: int, path: tuple[int, ...]) -> int:
        key: Any = (rule, path)
        if isinstance(node, Comparison):
            key = (node.name, node.positive, node.operand)
        number = self._numbers.setdefault(key, len(self.places))
        if number == len(self.places):
            self.places.append(Place(node, rule, path))
        return number


def compile_plan(
    rules: Mapping[str, Rule],
    lists: Mapping[str, KeywordList] = NO_LISTS,
    parsed: Callable[[int, Group], None] = lambda _rule, _tree: None,
) -> Plan:
    """The plan of all rules by id, but drafts. Rules that cannot be read or parsed are named as unusable and left
    out. ``parsed`` is given each tree with the place of its rule."""
    nodes = _Nodes()
    found: list[tuple[Terms, int]] = []
    usable: list[str] = []
    unusable: list[str] = []
    limited: list[int] = []
    for rule_id in sorted(rules):
        place = len(usable)
        try:
            rule = rules[rule_id]
            if rule.status == "draft":
                continue
            tree = parse_criteria(rule.criteria, lists=lists)
            conjunctions = dict.fromkeys(_conjunctions(nodes, tree, place, (), wanted=True))
        except Exception:  # noqa: BLE001 - what one rule holds must not stop the others
            unusable.append(rule_id)
            continue
        usable.append(rule_id)
        if rule.status != "active":
            limited.append(place)
        parsed(place, tree)
        found += [(terms, place) for terms in conjunctions]
    return _plan(Rules(usable, unusable, limited), nodes.places, found)


def _conjunctions(nodes: _Nodes, node: Node, rule: int, path: tuple[int, ...], *, wanted: bool) -> list[Terms]:
    """The conjunctions under which a node has the wanted outcome."""
    if isinstance(node, Comparison):
        return [frozenset([(nodes.number(node, rule, path), wanted is not node.negative)])]
    inside = wanted is not node.negated
    parts = [
        _conjunctions(nodes, part, rule, (*path, index), wanted=inside) for index, part in enumerate(node.parts)
    ]
    if node.every is not inside:
        if sum(map(len, parts)) > _MOST_ADDED:
            return [frozenset([(nodes.number(node, rule, path), wanted)])]
        return [terms for part in parts for terms in part]
    product: list[Terms] = [frozenset()]
    for index in sorted(range(len(parts)), key=lambda index: len(parts[index])):
        part = parts[index]
        if len(product) * len(part) > MOST:
            part = [_whole(nodes, node.parts[index], rule, (*path, index), wanted=inside)]
        product = [both for left in product for right in part if not _contradicts(both := left | right)]
    return product


def _whole(nodes: _Nodes, part: Node, rule: int, path: tuple[int, ...], *, wanted: bool) -> Terms:
    return frozenset([(nodes.number(part, rule, path), wanted)])


def _contradicts(terms: Terms) -> bool:
    return any((node, not wanted) in terms for node, wanted in terms)


def _plan(rules: Rules, places: Sequence[Place], found: list[tuple[Terms, int]]) -> Plan:
    worded = {
        number: keywords
        for number, place in enumerate(places)
        if isinstance(place.node, Comparison) and (keywords := comments.keywords_of(place.node)) is not None
    }
    needs: list[list[int]] = [[] for _ in places]
    forbids: list[list[int]] = [[] for _ in places]
    for bit, (terms, _) in enumerate(found):
        for number, wanted in terms:
            (needs if wanted else forbids)[number].append(bit)
    tabled: dict[str, list[Asked]] = {}
    left: set[int] = set()
    for number, (node, _, _) in enumerate(places):
        if number in worded:
            continue
        if isinstance(node, Comparison) and columns.answers(node):
            asked = Asked(node.positive, stored(node.operand), needs[number], forbids[number])
            tabled.setdefault(node.name, []).append(asked)
        else:
            left.add(number)
    kept = _Kept(places)
    decisions: dict[int, list[Decision]] = {}
    for bit, (terms, _) in enumerate(found):
        mine = [(kept.number(number), wanted) for number, wanted in sorted(terms) if number in left]
        if mine:
            decisions[bit] = mine
    asks = [(worded[number], needs[number], forbids[number], number) for number in sorted(worded)]
    return Plan(
        rules=rules,
        fields=sorted({place.node.name for place in places if isinstance(place.node, Comparison)}),
        owners=[rule for _, rule in found],
        columns=[Column(name, asked) for name, asked in sorted(tabled.items(), key=_weight)],
        words=comments.compile_words(asks, kept.number),
        parts=kept.parts,
        decisions=decisions,
    )


def _weight(column: tuple[str, list[Asked]]) -> tuple[int, str]:
    """Fields that more conjunctions need come first: they leave fewer."""
    return -sum(len(asked.needs) for asked in column[1]), column[0]


class _Kept:
    """The nodes that must be asked while running."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._numbers: dict[int, int] = {}
        self.parts: list[tuple[int, list[int]]] = []

    def number(self, place: int) -> int:
        number = self._numbers.setdefault(place, len(self.parts))
        if number == len(self.parts):
            self.parts.append((self._places[place].rule, list(self._places[place].path)))
        return number
