"""Domain objects with plain defaults; a test names only what it is about."""

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from shared import ids
from shared.account.models import Settings
from shared.alerts.house import House
from shared.alerts.models import Alert, Closing, Event
from shared.alerts.opening import open_alert, place_of
from shared.feedback.models import Feedback, Respondent, Score
from shared.rules.fields import Subject
from shared.rules.models import Rule
from shared.rules.ruleset import RuleSet
from shared.scope.people import Person, User
from shared.scope.places import Place, PlaceTree

NOW = datetime(2026, 3, 17, 9, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)

CLAIRE = Person("u-claire", "Claire Morel")
MARC = Person("u-marc", "Marc Duval")

PLACES = (
    Place("net", "Halles Verdier"),
    Place("ara", "Auvergne-Rhône-Alpes", parent="net"),
    Place("idf", "Île-de-France", parent="net"),
    Place("lyon", "Lyon Part-Dieu", parent="ara", code="LYON-PARTDIEU"),
    Place("annecy", "Annecy", parent="ara", code="ANNECY"),
    Place("paris", "Paris Bastille", parent="idf", code="PARIS-É"),
)

ALWAYS: dict[str, Any] = {
    "combinator": "and",
    "rules": [{"field": "comment.length", "operator": ">=", "value": 0}],
}
DETRACTOR: dict[str, Any] = {
    "combinator": "and",
    "rules": [{"field": "score.class", "operator": "=", "value": "low"}],
}


def tree() -> PlaceTree:
    """Three levels: a network, two regions, three stores."""
    return PlaceTree(PLACES)


def nps(value: float) -> Score:
    """A score on the NPS scale."""
    return Score(value, 0, 10, "nps")


def feedback(number: int = 1, **changes: Any) -> Feedback:
    """A detractor of the Lyon store who left a comment."""
    plain = Feedback(
        id=ids.feedback_id("s-native", f"avis-{number:06d}"),
        source_id="s-native",
        source_kind="standard_webhooks",
        response_id=f"avis-{number:06d}",
        delivery_id=f"msg_{number}",
        kind="survey",
        submitted_at=NOW - HOUR,
        received_at=NOW,
        language="fr",
        place_code="LYON-PARTDIEU",
        score=nps(2),
        comment="J'ai attendu une heure, personne à l'accueil.",
        respondent=Respondent(
            id=f"C-{20417 + number}", name="Camille Roux", email="camille.roux@example.com", phone="+33639980012"
        ),
    )
    return replace(plain, **changes)


def rule(rule_id: str = "r-low", **changes: Any) -> Rule:
    """A rule that fires on detractors and expires in two days."""
    plain = Rule(
        id=rule_id,
        version=1,
        label=f"Rule {rule_id}",
        kind="alert",
        priority="P2",
        expires_in=48 * 3600,
        notify=True,
        criteria=DETRACTOR,
    )
    return replace(plain, **changes)


QUIET = House(settings=Settings(remind_before=0))
"""An account that reminds nobody, so that a case has one clock by itself unless a test is about others."""


def opened(of: Feedback | None = None, *rules: Rule, house: House = QUIET) -> tuple[Alert, Event]:
    """The alert of a feedback under rules that all fire on it, and its first event."""
    given = of or feedback()
    place = place_of(given, tree())
    fired = RuleSet(rules or (rule(),)).fired(Subject(given, place.path if place else ()))
    return open_alert(given, place, fired, house)


def alert(number: int = 1, **changes: Any) -> Alert:
    """A new alert of the Lyon store."""
    return replace(opened(feedback(number))[0], **changes)


def closing(at: datetime = NOW, by: Person = CLAIRE) -> Closing:
    """A closing without a note."""
    return Closing("void", "No action needed", None, by, at, ("assigned", "contacted"))


def user(user_id: str = CLAIRE.id, **changes: Any) -> User:
    """An agent of the Lyon store."""
    plain = User(user_id, f"{user_id}@example.com", "Claire Morel", "agent", "fr", nodes=("lyon",))
    return replace(plain, **changes)
