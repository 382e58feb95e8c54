"""Views under a mapping: roles by path, by hint, or not at all; what is left, and what must never be shown."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.feedback.draft import Draft
from shared.feedback.mapping import ROLES, Mapping, ScorePath, check_mapping, draft_of, is_plain, propose
from shared.feedback.models import Answer, Respondent, Score
from shared.feedback.sources import HookSource
from shared.feedback.strict_json import Unusable
from shared.feedback.view import FIVE, NPS, Cell, Scale, View

VIEW = View(
    response_id="r1",
    cells=(
        Cell("answers.nps", "Recommandation", 3, "score", NPS),
        Cell("answers.propre", "Propreté", "4", "score", FIVE),
        Cell("answers.verbatim", "Pourquoi ?", "Attente", "comment"),
        Cell("answers.autre", "Autre chose ?", "Rien"),
        Cell("answers.rappel", "Rappel ?", "oui", "contact_requested"),
        Cell("answers.motif", "Motif", ("Caisse", "Accueil"), "motive"),
        Cell("answers.mail", "E-mail", "a@example.com", "respondent.email"),
        Cell("answers.mail2", "Autre e-mail", "b@example.com", "respondent.email"),
        Cell("hidden.store", "store", "LYON", "place", part="attribute"),
        Cell("hidden.client", "client", "C-1", "respondent.id", part="attribute"),
        Cell("hidden.region", "region", "ara", part="attribute"),
        Cell("date", "date", "2026-03-17T07:44:31Z", "submitted_at", part="frame"),
        Cell("lang", "lang", "fr-FR", "language", part="frame"),
    ),
    title="Visite",
)


def source(**changes: Any) -> HookSource:
    return HookSource("s", "generic", **changes)


def mapped(**paths: Any) -> HookSource:
    return source(mapping=Mapping(**paths))


def test_hints_decide_where_the_mapping_says_nothing() -> None:
    read = draft_of(VIEW, source())
    assert read.score == Score(3, 0, 10, "nps")
    assert read.scores == {"nps": Score(3, 0, 10, "nps"), "propre": Score(4, 1, 5, "rating")}
    assert read.comment == "Attente"
    assert read.contact_requested is True
    assert read.motives == ("Caisse", "Accueil")
    assert (read.place_code, read.language, read.campaign) == ("LYON", "fr", "Visite")
    assert read.submitted == "2026-03-17T07:44:31Z"
    assert read.respondent == Respondent(id="C-1", email="a@example.com", attributes={"region": "ara"})


def test_answers_are_all_questions_but_the_comment_and_contact_data() -> None:
    assert [answer.key for answer in draft_of(VIEW, source()).answers] == [
        "nps", "propre", "autre", "rappel", "motif",
    ]  # fmt: skip
    assert Answer("propre", "Propreté", 4.0) in draft_of(VIEW, source()).answers, "a rating as text is a number"


def test_the_mapping_wins_over_hints() -> None:
    read = draft_of(
        VIEW,
        mapped(
            score=ScorePath("answers.propre", 1, 5),
            comment="answers.autre",
            place="hidden.region",
            motive="answers.verbatim",
        ),
    )
    assert read.score == Score(4, 1, 5, "rating")
    assert (read.comment, read.place_code, read.motives) == ("Rien", "ara", ("Attente",))
    assert "autre" not in [answer.key for answer in read.answers]
    assert read.respondent.attributes == {"store": "LYON"}, "what plays no role now is an attribute"


def test_the_scale_of_the_mapping_wins_over_the_guess() -> None:
    read = draft_of(VIEW, mapped(score=ScorePath("answers.nps", 0, 20)))
    assert read.score == Score(3, 0, 20, "rating")
    with pytest.raises(Unusable) as fault:
        draft_of(VIEW, mapped(score=ScorePath("answers.nps", 1, 2)))
    assert (fault.value.code, fault.value.path) == ("bad_score", "answers.nps")


def test_only_the_main_score_must_be_on_its_scale() -> None:
    cells = (Cell("a.main", "m", 3, "score", FIVE), Cell("a.side", "s", 9, "score", FIVE))
    read = draft_of(View("r", cells), source())
    assert read.scores == {"main": Score(3, 1, 5, "rating")}
    assert Answer("side", "s", 9) in read.answers


def test_a_mapped_path_that_is_not_there_is_not_guessed_around() -> None:
    read = draft_of(VIEW, mapped(comment="answers.gone", score=ScorePath("answers.gone", 0, 10)))
    assert (read.comment, read.score) == (None, None)


def test_a_role_a_source_does_not_have_is_not_guessed() -> None:
    read = draft_of(VIEW, mapped(contact_requested="", motive=""))
    assert (read.contact_requested, read.motives) == (None, ())


@pytest.mark.parametrize("value", ["", None, ()])
def test_what_the_mapping_requires_must_be_there(value: Any) -> None:
    wanting = source(mapping=Mapping(comment="answers.c", required=("comment",)))
    with pytest.raises(Unusable) as fault:
        draft_of(View("r", (Cell("answers.c", "c", value),)), wanting)
    assert (fault.value.code, fault.value.path) == ("mapping:comment", "answers.c")
    with pytest.raises(Unusable):
        draft_of(View("r"), wanting)
    assert draft_of(View("r", deleted=True), wanting).withdrawn, "a withdrawal says nothing else"
    assert draft_of(View("r", (Cell("answers.c", "c", "x"),)), wanting).comment == "x"


def test_a_comment_that_is_no_text_is_a_fault_of_the_mapping() -> None:
    with pytest.raises(Unusable) as fault:
        draft_of(View("r", (Cell("answers.c", "c", ("a", "b"), "comment"),)), source())
    assert fault.value.code == "mapping:comment"


def test_contact_data_goes_nowhere_but_to_the_respondent() -> None:
    by_path = mapped(respondent_phone="answers.autre", respondent_name="hidden.region")
    read = draft_of(VIEW, by_path)
    assert (read.respondent.phone, read.respondent.name) == ("Rien", "ara")
    shown = msgspec.json.encode([read.answers, read.respondent.attributes]).decode()
    assert not [text for text in ("Rien", "ara", "a@example.com", "b@example.com", "C-1") if text in shown]


def test_the_source_says_what_the_delivery_does_not() -> None:
    bare, full = View("r"), View("r", (Cell("c", "c", "web", "channel"), Cell("k", "k", "Own", "campaign")))
    one = source(channel="sms", campaign="Spring", language="en")
    read = draft_of(bare, one)
    assert (read.channel, read.campaign, read.language) == ("sms", "Spring", "en")
    read = draft_of(full, one)
    assert (read.channel, read.campaign) == ("web", "Own")
    assert draft_of(View("r", title="Form"), source()).campaign == "Form"


def test_the_content_is_what_is_said_whatever_it_is_taken_for() -> None:
    turned = msgspec.structs.replace(VIEW, cells=tuple(reversed(VIEW.cells)), revision="9")
    unhinted = msgspec.structs.replace(VIEW, cells=tuple(Cell(c.path, "x", c.value) for c in VIEW.cells))
    assert draft_of(VIEW, source()).content_hash == draft_of(turned, source()).content_hash
    assert draft_of(VIEW, source()).content_hash == draft_of(unhinted, source()).content_hash
    other = msgspec.structs.replace(VIEW, cells=VIEW.cells[1:])
    assert draft_of(VIEW, source()).content_hash != draft_of(other, source()).content_hash


def test_a_proposal_is_what_the_hints_amount_to() -> None:
    proposed = propose(VIEW)
    assert proposed == Mapping(
        score=ScorePath("answers.nps", 0, 10, "nps"),
        comment="answers.verbatim",
        contact_requested="answers.rappel",
        motive="answers.motif",
        place="hidden.store",
        language="lang",
        submitted_at="date",
        respondent_id="hidden.client",
        respondent_email="answers.mail",
    )
    assert check_mapping(proposed) == []
    assert draft_of(VIEW, source(mapping=proposed)) == draft_of(VIEW, source())


def test_a_mapping_reads_as_the_api_shows_it() -> None:
    shown = msgspec.to_builtins(propose(VIEW))
    assert shown["respondent.email"] == "answers.mail"
    assert shown["score"] == {"path": "answers.nps", "min": 0, "max": 10, "kind": "nps"}
    assert msgspec.convert(shown, Mapping) == propose(VIEW)
    assert {role.replace(".", "_") for role in ROLES} | {"required"} == set(Mapping.__struct_fields__)


PLAIN = ["a", "answers.nps", "hidden.store", "a.b.c.d.e.f.g.h", "q-1", "0", "data.0.note", "réponses.Note_1_à_5"]
BAD: list[tuple[str, str]] = [
    ("__proto__", "the prototype of everything in JavaScript"),
    ("a.__proto__.b", "the same below"),
    ("constructor", "a road to it"),
    ("a.prototype", "another"),
    ("a[*].b.c", "a wildcard"),
    ("*", "all of it"),
    ("a.*", "all below"),
    ("a..b", "an empty step"),
    (".a", "an empty first step"),
    ("a.", "an empty last step"),
    ("$.a", "JSONPath"),
    ("$..a", "a search"),
    ("a[0]", "an index in brackets"),
    ("a b", "a space"),
    (" a", "a space before"),
    ("a\n", "a line end"),
    ("a/b", "another separator"),
    ("{{a}}", "a template"),
    (".".join("abcdefghi"), "nine steps"),
    (".".join("a" * 50), "fifty steps"),
    ("a" * 81, "a step of 81 characters"),
    (".".join(["a" * 80] * 3), "243 characters"),
    ("e\u0301", "a letter in two parts"),
    ("a\u202eb", "a mark that turns text round"),
]


@pytest.mark.parametrize("path", PLAIN)
def test_plain_paths(path: str) -> None:
    assert is_plain(path)
    assert check_mapping(Mapping(comment=path)) == []


@pytest.mark.parametrize(("path", "why"), BAD, ids=[case[1] for case in BAD])
def test_paths_that_are_refused_at_save(path: str, why: str) -> None:
    for mapping, where in (
        (Mapping(comment=path), "$.mapping.comment"),
        (Mapping(respondent_email=path), "$.mapping.respondent.email"),
        (Mapping(score=ScorePath(path, 0, 10)), "$.mapping.score"),
    ):
        assert [(fault.path, fault.code) for fault in check_mapping(mapping)] == [(where, "bad_path")], why


@pytest.mark.parametrize(
    ("score", "good"),
    [
        (ScorePath("a", 0, 10, "nps"), True),
        (ScorePath("a", 1, 5), True),
        (ScorePath("a", -2, 2), True),
        (ScorePath("a", 5, 1), False),
        (ScorePath("a", 1, 1), False),
        (ScorePath("a", 1, 5, "nps"), False),
        (ScorePath("a", 0, 10**6), False),
        (ScorePath("a", float("nan"), 5), False),
    ],
)
def test_scales_of_a_mapping(score: ScorePath, good: bool) -> None:
    assert [fault.code for fault in check_mapping(Mapping(score=score))] == ([] if good else ["bad_scale"])


_VALUES = st.none() | st.booleans() | st.integers(-20, 20) | st.text(max_size=20) | st.tuples(st.text(max_size=5))
_CELLS = st.builds(
    Cell,
    path=st.sampled_from(["a", "answers.x", "hidden.y", "z.z.z"]),
    label=st.text(max_size=10),
    value=_VALUES,
    hint=st.none() | st.sampled_from(ROLES),
    scale=st.none() | st.sampled_from([NPS, FIVE, Scale(0, 1)]),
    part=st.sampled_from(["answer", "attribute", "frame"]),
)


def _drafted(view: View) -> tuple[Draft | None, str]:
    try:
        return draft_of(view, source()), ""
    except Unusable as fault:
        return None, fault.code


@given(st.lists(_CELLS, max_size=8), st.sampled_from(ROLES))
def test_any_view_becomes_a_draft_or_is_set_aside(cells: list[Cell], role: Any) -> None:
    view = View("r", tuple(cells))
    read, code = _drafted(view)
    if read is None:
        assert code in ("bad_score", "mapping:comment")
        return
    hinted = {cell.value for cell in cells if cell.hint == "respondent.email" and isinstance(cell.value, str)}
    emails = {value for value in hinted if "@" in value}
    assert not emails & {answer.value for answer in read.answers}
    assert check_mapping(propose(view)) == []
