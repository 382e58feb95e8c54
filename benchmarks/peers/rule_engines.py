"""The same rules for other engines, each in the fastest form we found for it.

All read one view of a feedback: fields by plain names, texts folded, the comment as a set of words or as a text
with blanks around each word. Which form a rule takes was chosen by measuring, as told at each class."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import datalogic_py
import json_logic
import rule_engine
import zen

from shared.rules.criteria import Comparison, Node, parse_criteria
from shared.rules.engine.cutting import text_of, tokens
from shared.rules.fields import Subject, Value, field
from shared.rules.models import Rule
from shared.rules.words import fold

type View = dict[str, Any]


class Engine(Protocol):
    """A contender: compiled once, then asked for the places of the rules that fire."""

    def match(self, subject: Subject) -> list[int]:
        """Places in order."""
        ...


class Dialect(NamedTuple):
    """How a language writes groups and comparisons."""

    every: Callable[[list[Any]], Any]
    some: Callable[[list[Any]], Any]
    turned: Callable[[Any], Any]
    test: Callable[[Comparison], Any]


def written(node: Node, dialect: Dialect) -> Any:
    """A tree in a dialect."""
    if isinstance(node, Comparison):
        test = dialect.test(node)
        return dialect.turned(test) if node.negative else test
    parts = [written(part, dialect) for part in node.parts]
    group = dialect.every(parts) if node.every else dialect.some(parts)
    return dialect.turned(group) if node.negated else group


def compared(node: Node) -> Iterator[Comparison]:
    """All comparisons of a tree."""
    if isinstance(node, Comparison):
        yield node
    else:
        for part in node.parts:
            yield from compared(part)


def plain(name: str) -> str:
    """A field's name as every language takes it."""
    return name.replace(".", "_")


def words_of(node: Comparison) -> list[str]:
    """The single words that a comparison looks for."""
    return sorted({phrase.words[0] for phrase in node.operand.phrases})


class _Views:
    """Makes the view of a feedback, with the fields that rules name and no others."""

    def __init__(self, trees: Sequence[Node], *, words: str, lists_as_text: bool = False) -> None:
        names = sorted({node.name for tree in trees for node in compared(tree)} - {"comment"})
        self._fields = [(plain(name), known.read) for name in names if (known := field(name))]
        self._words = words
        self._lists_as_text = lists_as_text

    def of(self, subject: Subject) -> View:
        view = {name: _folded(read(subject)) for name, read in self._fields}
        if self._lists_as_text:
            view = {
                name: f" {' '.join(value)} " if isinstance(value, list) else value for name, value in view.items()
            }
        found = [text_of(token) for token in tokens(subject.feedback.comment or "")]
        match self._words:
            case "text":
                view["words"] = f" {' '.join(found)} "
            case _:
                view["words"] = frozenset(found)
        return view


def _folded(value: Value) -> Any:
    if isinstance(value, str):
        return fold(value)
    return [fold(part) for part in value] if isinstance(value, tuple) else value


def trees_of(rules: Sequence[Rule]) -> list[Node]:
    """The trees that all contenders are written from."""
    return [parse_criteria(rule.criteria) for rule in rules]


# --- zen-engine


def _zen_test(node: Comparison) -> str:
    name, operand = plain(node.name), node.operand
    match node.positive:
        case "mentions":
            return (
                "(" + " or ".join(f"contains(words, {json.dumps(f' {word} ')})" for word in words_of(node)) + ")"
            )
        case "within":
            return f"({name} != null and some({name}, # in {json.dumps(list(operand))}))"
        case "notNull":
            return f"({name} != null)"
        case "between":
            return f"({name} != null and {name} >= {operand[0]} and {name} <= {operand[1]})"
        case "in" if name in ("motive", "tags"):
            return f"({name} != null and some({name}, # in {json.dumps(list(operand))}))"
        case "in":
            return f"({name} in {json.dumps(list(operand))})"
        case "=":
            return f"({name} == {json.dumps(operand)})"
    return f"({name} != null and {name} {node.positive} {operand})"


ZEN = Dialect(
    every=lambda parts: f"({' and '.join(parts)})",
    some=lambda parts: f"({' or '.join(parts)})",
    turned=lambda part: f"not ({part})",
    test=_zen_test,
)


class Zen:
    """zen-engine: one array expression of all rules, its best form by far. Words by ``contains`` on the text: 1 us
    for a list of 18 words, where lists of words take 2 to 10 us and a regular expression 78 us."""

    def __init__(self, trees: Sequence[Node]) -> None:
        self._views = _Views(trees, words="text")
        self._compiled = zen.compile_expression(f"[{', '.join(written(tree, ZEN) for tree in trees)}]")

    def match(self, subject: Subject) -> list[int]:
        found = self._compiled.evaluate(self._views.of(subject))
        return [place for place, fires in enumerate(found) if fires]


# --- rule-engine


def _rule_engine_test(node: Comparison) -> str:
    name, operand = plain(node.name), node.operand
    match node.positive:
        case "mentions":
            return f'(words =~~ " (?:{"|".join(words_of(node))}) ")'
        case "within" | "in" if name in ("place", "motive", "tags"):
            return f'({name} != null and {name} =~~ " (?:{"|".join(operand)}) ")'
        case "notNull":
            return f"({name} != null)"
        case "between":
            return f"({name} != null and {name} >= {operand[0]} and {name} <= {operand[1]})"
        case "in":
            return f"({name} in {json.dumps(list(operand))})"
        case "=":
            return f"({name} == {json.dumps(operand)})"
    return f"({name} != null and {name} {node.positive} {operand})"


RULE_ENGINE = Dialect(
    every=lambda parts: f"({' and '.join(parts)})",
    some=lambda parts: f"({' or '.join(parts)})",
    turned=lambda part: f"(not {part})",
    test=_rule_engine_test,
)


class RuleEngine:
    """rule-engine: flat names resolved from a dictionary (a dotted name costs 60 us). Words and lists by one
    regular expression each: 4 us for a list of 18 words, where ``in`` takes 57 us."""

    def __init__(self, trees: Sequence[Node]) -> None:
        self._views = _Views(trees, words="text", lists_as_text=True)
        context = rule_engine.Context(resolver=rule_engine.resolve_item)
        self._rules = [rule_engine.Rule(written(tree, RULE_ENGINE), context=context) for tree in trees]

    def match(self, subject: Subject) -> list[int]:
        view = self._views.of(subject)
        return [place for place, rule in enumerate(self._rules) if rule.matches(view)]


# --- JSONLogic


def _logic_test(node: Comparison) -> Any:
    value: Any = {"var": plain(node.name)}
    operand = node.operand
    match node.positive:
        case "mentions":
            return {"or": [{"in": [f" {word} ", {"var": "words"}]} for word in words_of(node)]}
        case "within":
            return {"some": [value, {"in": [{"var": ""}, list(operand)]}]}
        case "notNull":
            return {"!==": [value, None]}
        case "between":
            return {"and": [{"!==": [value, None]}, {"<=": [operand[0], value, operand[1]]}]}
        case "in" if node.name in ("motive", "tags"):
            return {"some": [value, {"in": [{"var": ""}, list(operand)]}]}
        case "in":
            return {"in": [value, list(operand)]}
        case "=":
            return {"===": [value, operand]}
    return {"and": [{"!==": [value, None]}, {node.positive: [value, operand]}]}


LOGIC = Dialect(
    every=lambda parts: {"and": parts},
    some=lambda parts: {"or": parts},
    turned=lambda part: {"!": [part]},
    test=_logic_test,
)


class DataLogic:
    """datalogic-py: JSONLogic in Rust, all rules in one call on data parsed once."""

    def __init__(self, trees: Sequence[Node]) -> None:
        self._views = _Views(trees, words="text")
        engine = datalogic_py.Engine()
        self._rules = [engine.compile(written(tree, LOGIC)) for tree in trees]
        self._session = engine.session()

    def match(self, subject: Subject) -> list[int]:
        data = datalogic_py.DataHandle(json.dumps(self._views.of(subject)))
        found = self._session.evaluate_many(self._rules, data)
        return [place for place, fires in enumerate(found) if fires == "true"]


class JsonLogic:
    """panzi-json-logic: JSONLogic in Python."""

    def __init__(self, trees: Sequence[Node]) -> None:
        self._views = _Views(trees, words="text")
        self._rules = [written(tree, LOGIC) for tree in trees]

    def match(self, subject: Subject) -> list[int]:
        view = self._views.of(subject)
        return [place for place, rule in enumerate(self._rules) if json_logic.jsonLogic(rule, view)]


# --- closures

type _Test = Callable[[View], bool]


def _closure_test(node: Comparison) -> _Test:
    name, operand = plain(node.name), node.operand
    match node.positive:
        case "mentions":
            wanted = frozenset(words_of(node))
            return lambda view: not wanted.isdisjoint(view["words"])
        case "notNull":
            return lambda view: view[name] is not None
        case "between":
            low, high = operand
            return lambda view: view[name] is not None and low <= view[name] <= high
        case "within" | "in" if name in ("place", "motive", "tags"):
            some = frozenset(operand)
            return lambda view: view[name] is not None and not some.isdisjoint(view[name])
        case "in":
            some = frozenset(operand)
            return lambda view: view[name] in some
        case "=":
            return lambda view: bool(view[name] == operand)
        case "<":
            return lambda view: view[name] is not None and view[name] < operand
        case "<=":
            return lambda view: view[name] is not None and view[name] <= operand
        case ">":
            return lambda view: view[name] is not None and view[name] > operand
    return lambda view: view[name] is not None and view[name] >= operand


def _every(tests: list[_Test]) -> _Test:
    def test(view: View) -> bool:
        for one in tests:  # noqa: SIM110 - faster than all() of a generator
            if not one(view):
                return False
        return True

    return test


def _some(tests: list[_Test]) -> _Test:
    def test(view: View) -> bool:
        for one in tests:  # noqa: SIM110 - as above
            if one(view):
                return True
        return False

    return test


CLOSURES = Dialect(every=_every, some=_some, turned=lambda test: lambda view: not test(view), test=_closure_test)


class Closures:
    """Each rule as nested Python functions: what is left without a library or an index."""

    def __init__(self, trees: Sequence[Node]) -> None:
        self._views = _Views(trees, words="set")
        self._tests: list[_Test] = [written(tree, CLOSURES) for tree in trees]

    def match(self, subject: Subject) -> list[int]:
        view = self._views.of(subject)
        return [place for place, test in enumerate(self._tests) if test(view)]
