"""Conditions in words."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts.models import Trigger
from shared.feedback.models import Score
from shared.notifications.phrases import PHRASES
from shared.notifications.why import marked_spans, why
from shared.rules.fields import FIELDS
from shared.rules.models import Condition
from shared.rules.operators import NEGATIONS, OPERATORS
from shared.scope.people import Locale
from tests.support import builders

COMMENT = "Du verre dans la salade, fils coupé. Je veux être rappelée. Du verre !"


def told(*conditions: Condition, locale: Locale = "fr", **feedback: Any) -> str:
    """What is said of conditions, in one trigger."""
    alert = builders.alert()
    trigger = Trigger("r", 1, "Sécurité", "P1", True, conditions)
    changed = replace(alert.feedback, **({"comment": COMMENT} | feedback))
    return why(replace(alert, triggers=(trigger,), feedback=changed), locale)


def on(
    field: str, operator: str, operand: Any, value: Any = "x", *, negated: bool = False, spans: Any = ()
) -> Condition:
    return Condition(field, operator, operand, value, negated, spans)


@pytest.mark.parametrize(
    ("condition", "french", "english", "reason"),
    [
        (
            on("score", "<", 5, 2),
            "note inférieure à 5 sur 10",
            "score below 5 out of 10",
            "with its scale (design, 11)",
        ),
        (
            on("score", "<", 5, 8, negated=True),
            "note de 5 sur 10 au moins",
            "score of at least 5 out of 10",
            "it counted because it was false",
        ),
        (on("score", "=", "6.5", 6.5), "note : 6,5 sur 10", "score: 6.5 out of 10", "decimals"),
        (
            on("score", "between", [0, 6], 2),
            "note entre 0 et 6 sur 10",
            "score between 0 and 6 out of 10",
            "a range",
        ),
        (
            on("score", "notBetween", "0,6", 8),
            "note qui n’est pas entre 0 et 6 sur 10",
            "score not between 0 and 6 out of 10",
            "a range as one text, refused",
        ),
        (
            on("score", "notBetween", [0, 6], None),
            "sans note",
            "without score",
            "absent: nothing to compare (design, 10)",
        ),
        (on("score", "null", None, None), "sans note", "without score", "null is absence"),
        (on("score", "notNull", None, 2), "avec note", "with score", "presence"),
        (on("score", "null", None, 2, negated=True), "avec note", "with score", "not absent"),
        (
            on("score.percent", "<=", 40, 20),
            "note en pourcentage de 40 % au plus",
            "score in percent of at most 40%",
            "%",
        ),
        (on("score.class", "=", "low", "low"), "note : détracteur", "score: detractor", "NPS words on 0-10"),
        (
            on("score.accueil", ">", 3, 4),
            "note « accueil » supérieure à 3",
            "score “accueil” above 3",
            "no scale known",
        ),
        (
            on("comment.length", ">", 200, 300),
            "longueur du commentaire supérieure à 200",
            "comment length above 200",
            "n",
        ),
        (on("contact_requested", "=", True, True), "rappel demandé", "callback requested", "a flag"),
        (on("contact_requested", "=", False, False), "rappel non demandé", "callback not requested", "unset"),
        (
            on("contact_requested", "!=", True, False),
            "rappel non demandé",
            "callback not requested",
            "two negations",
        ),
        (
            on("contact_requested", "!=", True, None),
            "sans demande de rappel",
            "without callback request",
            "unknown",
        ),
        (on("channel", "=", "email", "email"), "canal : email", "channel: email", "a choice"),
        (on("channel", "!=", "email", "sms"), "canal autre que email", "channel other than email", "another"),
        (on("channel", "in", "email, sms", "sms"), "canal : email, sms", "channel: email, sms", "one text"),
        (on("channel", "notIn", ["email"], "web"), "canal autre que email", "channel other than email", "a list"),
        (
            on("comment", "contains", "gluten", "x"),
            "commentaire contenant « gluten »",
            "comment containing “gluten”",
            "text",
        ),
        (
            on("comment", "doesNotMention", ["merci"], "x"),
            "commentaire sans : merci",
            "comment without: merci",
            "words not there",
        ),
        (
            on("answer.rayon", "=", "fruits", "fruits"),
            "réponse « rayon » : fruits",
            "answer “rayon”: fruits",
            "family",
        ),
        (on("respondent.tier", "=", "or", "Or"), "niveau de fidélité : or", "loyalty tier: or", "a known one"),
        (
            on("respondent.ville", "=", "Lyon", "Lyon"),
            "information « ville » : Lyon",
            "detail “ville”: Lyon",
            "any",
        ),
        (
            on("place", "within", ["ara", "gone"], ["net", "ara", "lyon"]),
            "établissement : Auvergne-Rhône-Alpes",
            "place: Auvergne-Rhône-Alpes",
            "places by name, never by id",
        ),
        (
            on("place", "notWithin", ["idf"], ["net", "ara", "lyon"]),
            "établissement hors de la sélection",
            "place outside the selection",
            "a place elsewhere has no name here",
        ),
        (
            on("submitted_at", "<", "2026-10-01", "2026-09-30T10:00:00+02:00"),
            "réponse d’avant le 2026-10-01",
            "answer before 2026-10-01",
            "a date",
        ),
        (
            on("submitted_at", "<", "2026-10-01", "x", negated=True),
            "réponse à partir du 2026-10-01",
            "answer from 2026-10-01 on",
            "it counted because it was false",
        ),
        (
            on("submitted_at", "=", "2026-10-01T14:30", "x"),
            "réponse du 2026-10-01 14:30",
            "answer of 2026-10-01 14:30",
            "to the minute",
        ),
        (
            on("submitted_at", "between", "2026-10-01,2026-10-31", "x"),
            "réponse entre le 2026-10-01 et le 2026-10-31",
            "answer between 2026-10-01 and 2026-10-31",
            "a period",
        ),
        (
            on("submitted_at", "notBetween", ["2026-10-01", "2026-10-31"], "x"),
            "réponse hors de la période du 2026-10-01 au 2026-10-31",
            "answer outside 2026-10-01 to 2026-10-31",
            "outside a period",
        ),
        (
            on("submitted_at.weekday", "in", "6,7", 6),
            "jour de réponse : samedi, dimanche",
            "day of the answer: Saturday, Sunday",
            "days by name",
        ),
        (
            on("submitted_at.weekday", "<=", 5, 6, negated=True),
            "jour de réponse : samedi, dimanche",
            "day of the answer: Saturday, Sunday",
            "days that are left",
        ),
        (
            on("submitted_at.weekday", "notBetween", [1, 5], 6),
            "jour de réponse : samedi, dimanche",
            "day of the answer: Saturday, Sunday",
            "days outside",
        ),
        (
            on("submitted_at.hour", ">=", 18, 19),
            "heure de réponse de 18 au moins",
            "hour of the answer of at least 18",
            "an hour",
        ),
        (
            on("respondent.feedbacks_90d", ">", 2, 4),
            "quantité de retours du client en 90 jours supérieure à 2",
            "number of the customer’s feedbacks in 90 days above 2",
            "a count",
        ),
        (
            on("respondent.basket", "between", [100.5, 200], 120),
            "information « basket » entre 100,5 et 200",
            "detail “basket” between 100.5 and 200",
            "a figure of a family",
        ),
        (
            on("answer.code", "in", ["01", "02"], "01"),
            "réponse « code » : 01, 02",
            "answer “code”: 01, 02",
            "codes stay as written",
        ),
        (
            on("sub_motive", "matches", "^cai", "caisse"),
            "sous-motif conforme au modèle « ^cai »",
            "sub-reason matching “^cai”",
            "a pattern",
        ),
        (on("tags", "=", "pilote", ["pilote"]), "étiquette : pilote", "tag: pilote", "a list field"),
        (
            on("comment", "doesNotMention", "Sécurité alimentaire", "x"),
            "commentaire sans : Sécurité alimentaire",
            "comment without: Sécurité alimentaire",
            "a named list",
        ),
        (on("hologram", "=", "x", "x"), "hologram : x", "hologram: x", "a field of a later version"),
        (on("channel", "=", "a\r\nb\u202e", "x"), "canal : a b", "channel: a b", "cleaned"),
        (on("channel", "=", "{field}{0}", "x"), "canal : {field}{0}", "channel: {field}{0}", "not a pattern"),
    ],
)
def test_condition_in_words(condition: Condition, french: str, english: str, reason: str) -> None:
    assert told(condition).replace("\u202f", " ") == french, reason
    assert told(condition, locale="en") == english, reason


@pytest.mark.parametrize(
    ("score", "shown", "reason"),
    [
        (Score(2, 1, 5, "rating"), "note : basse", "no NPS word on another scale"),
        (Score(2, 0, 5, "nps"), "note : basse", "called NPS, but not on 0-10"),
        (Score(2, 0, 10, "rating"), "note : basse", "on 0-10, but no NPS"),
        (Score(2, 0, 10, "nps"), "note : détracteur", "NPS"),
    ],
)
def test_class_words_follow_the_scale(score: Score, shown: str, reason: str) -> None:
    said = told(on("score.class", "=", "low", "low"), score=score)
    assert said.replace("\u202f", " ") == shown, reason


def test_words_found_come_first_once_each_in_order() -> None:
    low = on("score", "<", 5, 2)
    phrase = on("comment", "mentions", ["etre rappele*"], "x", spans=((45, 58),))
    inner = on("comment", "mentions", ["rappele*"], "x", spans=((50, 58),))
    glass = on("comment", "mentions", ["verre"], "x", spans=((3, 8), (63, 68)))
    assert (
        told(low, phrase, inner, glass, low)
        == "commentaire\u202f: verre, être rappelée\u202f; note inférieure à 5 sur 10"
    )


def test_a_long_list_is_counted() -> None:
    many = [on("channel", "=", f"c{number}", "x") for number in range(8)]
    assert told(*many, locale="en").endswith("channel: c5; 2 other conditions")
    assert told(*many[:7]).replace("\u202f", " ").endswith("canal : c5 ; 1 autre condition")


def test_spans_are_those_of_the_comment_over_all_triggers() -> None:
    first = Trigger("r1", 1, "A", "P1", True, (on("comment", "mentions", [], "x", spans=((3, 8), (0, 2))),))
    second = Trigger("r2", 1, "B", "P2", True, (on("comment", "mentions", [], "x", spans=((3, 8),)),))
    elsewhere = Trigger("r3", 1, "C", "P3", True, (on("answer.x", "mentions", [], "x", spans=((9, 11),)),))
    assert marked_spans(replace(builders.alert(), triggers=(first, second, elsewhere))) == [(0, 2), (3, 8)]


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_every_field_and_operator_has_words(locale: Locale) -> None:
    phrases = PHRASES[locale]
    assert set(phrases.fields) == set(FIELDS)
    assert set(phrases.holds) == set(phrases.fails) == set(OPERATORS)
    assert set(NEGATIONS.values()) <= set(phrases.fails)
