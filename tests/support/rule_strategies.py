"""Random criteria of every operator and field, and feedback they have something to say about."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from shared.feedback.models import Answer, Feedback, Respondent, Score
from shared.rules.fields import FIELDS, FieldType, Subject, field
from shared.rules.models import KeywordList
from shared.rules.operators import NEGATIONS, OPERATORS
from tests.support.builders import NOW, feedback

WORDS = (
    "casse",
    "Cassé",
    "CASSÉES",
    "accueil",
    "pas",
    "content",
    "contents",
    "très",
    "remboursé",
    "livraison",
    "été",
)
LISTS = {
    one.id: one
    for one in (
        KeywordList("l-plain", 1, "Plain", ("casse", "pas content", "rembours*")),
        KeywordList("l-forms", 1, "Forms", ("cassé", "pas content", "colis"), inflected=True),
        KeywordList("l-french", 1, "French", ("accueil", "pas"), exceptions=("pas content",), language="fr"),
        KeywordList("l-english", 1, "English", ("content", "delivery"), inflected=True, language="en"),
    )
}
TEXTS = ("web", "Web", "WÈB", "store", "12", "12,5", "true", "x y", "é")
NUMBERS = (-1, 0, 1, 2, 2.5, 6, 7, 9, 10, 12, 12.5)
DATES = (
    "2026-03-17", "2026-03-16", "2026-03-17T08:05", "2026-03-17T09:05:00", "2026-03-17T08:05:00Z",
    "2026-03-17T10:05:00+01:00",
)  # fmt: skip
PLACES = ("net", "ara", "lyon", "g-city")
NAMES = (*FIELDS, "score.csat", "answer.one", "answer.two", "respondent.plan")

_PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
KEYWORDS = st.builds(lambda text, star: text + star, _PHRASES, st.sampled_from(["", "", "*"]))
_SOME_KEYWORDS = st.lists(KEYWORDS, min_size=1, max_size=3)
_MENTIONED = _SOME_KEYWORDS | st.fixed_dictionaries(
    {"words": _SOME_KEYWORDS},
    optional={
        "lists": st.lists(st.sampled_from(sorted(LISTS)), max_size=2),
        "except": st.lists(KEYWORDS, max_size=2),
        "inflected": st.booleans(),
        "language": st.sampled_from(["fr", "en", None]),
    },
)
_ONE: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.NUMBER: st.sampled_from(NUMBERS),
    FieldType.FLAG: st.booleans(),
    FieldType.DATE: st.sampled_from(DATES),
    FieldType.OPEN: st.sampled_from([*TEXTS, *NUMBERS, True, False]),
    FieldType.PLACE: st.sampled_from(PLACES),
}
_ORDERED = {FieldType.DATE: DATES}
_RANGES = {
    FieldType.DATE: [("2026-03-16", "2026-03-17"), ("2026-03-16T08:00", "2026-03-17"), (DATES[4], DATES[5])],
}


def _value(operator: str, kind: FieldType) -> st.SearchStrategy[Any]:
    match operator:
        case "mentions":
            return _MENTIONED
        case "matches":
            return st.sampled_from(["cass.", "^web$", "pas.*content", "[0-9]+"])
        case "contains" | "beginsWith" | "endsWith":
            return st.sampled_from([*WORDS, "w", "1", "pas c"])
        case "within":
            return st.lists(st.sampled_from(PLACES), min_size=1, max_size=2)
        case "between":
            pairs = _RANGES.get(kind, [(0, 6), (2, 2.5), (7, 12)])
            return st.sampled_from([list(pair) for pair in pairs])
        case "in":
            return st.lists(_one(kind), min_size=1, max_size=3)
        case "notNull":
            return st.none()
        case "<" | "<=" | ">" | ">=":
            return st.sampled_from(_ORDERED.get(kind, NUMBERS))
    return _one(kind)


def _one(kind: FieldType) -> st.SearchStrategy[Any]:
    return _ONE.get(kind, st.sampled_from(TEXTS))


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    """One condition; fields are met as often as they have operators."""
    name = draw(st.sampled_from((*NAMES, "comment", "comment", "comment")))
    known = field(name)
    assert known is not None
    taken = sorted(name for name, operator in OPERATORS.items() if known.type in operator.types)
    positive = draw(st.sampled_from(taken))
    negatives = [negative for negative, turned in NEGATIONS.items() if turned == positive]
    written = draw(st.sampled_from([positive, *negatives]))
    return {"field": name, "operator": written, "value": draw(_value(positive, known.type))}


def criteria(leaves: int = 8) -> st.SearchStrategy[dict[str, Any]]:
    """A tree of conditions."""

    def group(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
        return st.builds(
            lambda parts, combinator, flag: {"combinator": combinator, "rules": parts, "not": flag},
            st.lists(inner, min_size=1, max_size=4),
            st.sampled_from(["and", "or"]),
            st.booleans(),
        )

    return group(st.recursive(conditions(), group, max_leaves=leaves))


_JOINTS = st.sampled_from([" ", " ", " ", "-", ", ", "\u00ad", "\u200b", " 😀 ", "\ufe0f", " и ", "’", "\n"])
COMMENTS = st.builds(
    lambda parts: "".join(part for pair in parts for part in pair),
    st.lists(st.tuples(st.sampled_from(WORDS), _JOINTS), max_size=12),
)
_OPEN = st.sampled_from([*TEXTS, *NUMBERS, True, False, 1.0, None])
_SCORES = st.sampled_from([None, *(Score(value, 0, 10, "nps") for value in (0, 2, 6, 7, 9.5, 10))])


def feedbacks() -> st.SearchStrategy[Feedback]:
    """Feedback of which anything may be absent."""
    return st.builds(
        feedback,
        score=_SCORES,
        scores=st.dictionaries(st.just("csat"), st.just(Score(4, 1, 5, "rating"))),
        comment=st.none() | COMMENTS,
        contact_requested=st.sampled_from([None, True, False]),
        channel=st.sampled_from([None, *TEXTS]),
        campaign=st.sampled_from([None, *TEXTS]),
        language=st.sampled_from([None, "fr", "fr-FR", "en", "English", "de", ""]),
        motives=st.lists(st.sampled_from(TEXTS), max_size=3).map(tuple),
        tags=st.lists(st.sampled_from(TEXTS), max_size=3).map(tuple),
        sub_motive=st.sampled_from([None, *TEXTS]),
        submitted_at=st.sampled_from([NOW, NOW - timedelta(hours=1), datetime(2026, 3, 16, 23, 30, tzinfo=UTC)]),
        answers=st.lists(
            st.builds(Answer, st.sampled_from(["one", "two"]), st.just("One"), _OPEN), max_size=2
        ).map(tuple),
        respondent=st.builds(
            Respondent,
            tier=st.sampled_from([None, *TEXTS]),
            attributes=st.dictionaries(st.just("plan"), _OPEN),
        ),
    )


def subjects() -> st.SearchStrategy[Subject]:
    """The same as rules see it, in a place and a zone or not."""
    return st.builds(
        Subject,
        feedbacks(),
        st.sampled_from([(), ("net",), ("net", "ara", "lyon"), ("net", "idf", "g-city")]),
        zone=st.sampled_from(["UTC", "Europe/Paris"]),
        feedbacks_90d=st.sampled_from([None, 0, 1, 7]),
    )
