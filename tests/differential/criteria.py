"""Random criteria that the standard can express too, random feedback, and how both are put to the standard.

The standard (react-querybuilder's export to JSONLogic, evaluated by json-logic-js) differs from ours in what
``DIFFERENCES`` of the test lists. Here those are kept out: texts are lower case without accents, numbers are
numbers, and an order is only asked of a field that is there (``guarded``)."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from msgspec.structs import replace

from shared.feedback.models import Answer, Feedback, Respondent, Scalar, Score
from shared.rules.fields import FIELDS, Subject, field
from shared.rules.operators import NEGATIONS
from tests.support.builders import feedback

ORDER = ("<", "<=", ">", ">=", "between", "notBetween")
_NUMBERS = ("score", "score.percent", "score.csat", "comment.length", "submitted_at.hour", "submitted_at.weekday")
_COUNTED = (*_NUMBERS, "respondent.feedbacks_90d", "respondent.basket", "answer.wait")
_TEXTS = ("comment", "channel", "source", "campaign", "language", "sub_motive", "respondent.tier", "answer.queue")
NAMES = (*_COUNTED, *_TEXTS, "score.class", "contact_requested", "submitted_at")
WORDS = (
    "rat",
    "email",
    "sms",
    "web",
    "fr",
    "en",
    "noel",
    "gold",
    "caisse",
    "long wait",
    "s-native",
    "low",
    "high",
)
_EQUALITY = ("=", "!=", "in", "notIn")
_PARTS = ("contains", "doesNotContain", "beginsWith", "doesNotBeginWith", "endsWith", "doesNotEndWith")


def a_feedback(random: Random) -> Feedback:
    """A feedback in which every field may be absent."""

    def maybe(value: Any) -> Any:
        return value if random.random() < 0.7 else None

    given: dict[str, Scalar] = {"basket": random.choice([0, 12, 120.5, -3]), "segment": random.choice(WORDS)}
    return replace(
        feedback(),
        submitted_at=datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=random.randrange(40_000)),
        score=maybe(Score(random.randint(0, 10), 0, 10, "nps")),
        scores={"csat": Score(random.randint(1, 5), 1, 5, "rating")} if random.random() < 0.7 else {},
        comment=maybe(" ".join(random.choices(WORDS, k=random.randint(1, 4)))),
        contact_requested=maybe(random.random() < 0.5),
        channel=maybe(random.choice(WORDS)),
        campaign=maybe(random.choice(WORDS)),
        language=maybe(random.choice(WORDS)),
        sub_motive=maybe(random.choice(WORDS)),
        answers=tuple(
            Answer(key, key, value)
            for key, value in (("wait", maybe(random.randint(0, 20))), ("queue", maybe(random.choice(WORDS))))
        ),
        respondent=Respondent(
            id="C-1",
            tier=maybe(random.choice(WORDS)),
            attributes={key: value for key, value in given.items() if random.random() < 0.7},
        ),
    )


def a_subject(random: Random) -> Subject:
    """A feedback as rules see it, in the zone of the tenant."""
    count = random.choice([None, 0, 3, 12])
    return Subject(a_feedback(random), ("net",), zone="Europe/Paris", feedbacks_90d=count)


def datum(subject: Subject) -> dict[str, Any]:
    """The subject for the standard: one flat object, without what is absent."""
    values = {name: known.read(subject) for name in {*NAMES, *FIELDS} if (known := field(name))}
    return {_flat(name): value for name, value in values.items() if value is not None}


def _flat(name: str) -> str:
    # A dot in a name is a path in JSONLogic, and "score" cannot be a number and hold "class" too.
    return name.replace(".", "_")


def a_query(random: Random, depth: int = 3) -> dict[str, Any]:
    """A group of conditions and groups."""
    rules = [
        a_query(random, depth - 1) if depth > 1 and random.random() < 0.3 else _condition(random)
        for _ in range(random.randint(1, 4))
    ]
    query: dict[str, Any] = {"combinator": random.choice(["and", "or"]), "rules": rules}
    if random.random() < 0.4:
        query["not"] = random.random() < 0.6
    if random.random() < 0.1:
        rules.append({**_condition(random), "muted": True})
    return query


def _condition(random: Random) -> dict[str, Any]:
    name = random.choice(NAMES)
    if random.random() < 0.15:
        return {"field": name, "operator": random.choice(["null", "notNull"]), "value": None}
    if name == "contact_requested":
        return {"field": name, "operator": random.choice(["=", "!="]), "value": random.random() < 0.5}
    if name == "submitted_at":
        day = f"2026-03-{random.randint(1, 29):02d}"
        return {
            "field": name,
            "operator": random.choice(["<", ">="]),
            "value": random.choice([day, f"{day}T12:30"]),
        }
    return _counted(random, name) if name in _COUNTED else _textual(random, name)


def _counted(random: Random, name: str) -> dict[str, Any]:
    operator = random.choice([*ORDER, *_EQUALITY])
    low, high = sorted(random.choices([-3, 0, 0.5, 1, 2, 3, 5, 7, 9, 12, 50, 120.5], k=2))
    if operator in ("between", "notBetween", "in", "notIn"):
        joined = operator in ("between", "notBetween") and random.random() < 0.3
        return {"field": name, "operator": operator, "value": f"{low}, {high}" if joined else [low, high]}
    return {"field": name, "operator": operator, "value": random.choice([low, str(low)])}


def _textual(random: Random, name: str) -> dict[str, Any]:
    operator = random.choice([*_EQUALITY, *_PARTS])
    if operator in ("in", "notIn"):
        chosen = random.choices(WORDS, k=random.randint(1, 3))
        return {"field": name, "operator": operator, "value": random.choice([chosen, ",".join(chosen)])}
    word = random.choice(WORDS)
    return {
        "field": name,
        "operator": operator,
        "value": word[: random.randint(2, 9)] if operator in _PARTS else word,
    }


def guarded(node: dict[str, Any]) -> dict[str, Any]:
    """The query as the standard has to be asked it: names without dots, an order only where there is a value."""
    if "rules" in node:
        return {**node, "rules": [guarded(child) for child in node["rules"]]}
    flat = {**node, "field": _flat(node["field"])}
    if node["operator"] not in ORDER:
        return flat
    positive = {**flat, "operator": NEGATIONS.get(node["operator"], node["operator"])}
    there = {"field": flat["field"], "operator": "notNull", "value": None}
    negative, muted = node["operator"] in NEGATIONS, node.get("muted", False)
    return {"combinator": "and", "not": negative, "muted": muted, "rules": [there, positive]}
