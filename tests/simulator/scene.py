"""The tenant that simulations run in: a small network of stores, its people and its rules."""

from shared.rules.models import Rule
from shared.scope.people import User
from shared.scope.places import Place
from shared.storage.keys import ConfigSection

SOURCE_ID = "till"
TOKEN = "token-of-the-till"
SECRET = "whsec_c2ltdWxhdG9yLXNlY3JldC1vZi0zMi1ieXRlcy1sb25n"

PLACES = (
    Place("net", "Network"),
    Place("north", "North", parent="net"),
    Place("south", "South", parent="net"),
    Place("n1", "North 1", parent="north", code="N1"),
    Place("n2", "North 2", parent="north", code="N2"),
    Place("s1", "South 1", parent="south", code="S1"),
    Place("s2", "South 2", parent="south", code="S2"),
)
PARENTS = {place.id: place.parent for place in PLACES}
CODES = {place.code: place.id for place in PLACES if place.code}

USERS = (
    User("ada", "ada@demo.example", "Ada", "admin", "en", ("net",)),
    User("max", "max@demo.example", "Max", "manager", "fr", ("north",)),
    User("ann", "ann@demo.example", "Ann", "agent", "fr", ("n1",)),
    User("bob", "bob@demo.example", "Bob", "agent", "en", ("n1", "s1")),
    User("eve", "eve@demo.example", "Eve", "agent", "en", ("s2", "south")),
    User("vic", "vic@demo.example", "Vic", "viewer", "en", ("south",)),
)

_HOUR = 3600


def rule(
    rule_id: str, field: str, operator: str, value: object, *, priority: str = "P2", kind: str = "alert",
    hours: int = 168, notify: bool = True, status: str = "active", version: int = 1,
) -> Rule:  # fmt: skip
    """A rule of one condition."""
    criteria = {"combinator": "and", "rules": [{"field": field, "operator": operator, "value": value}]}
    return Rule(
        rule_id, version, rule_id, kind, priority, hours * _HOUR, notify, criteria, status,  # type: ignore[arg-type]
    )  # fmt: skip


RULES = (
    rule("detractor", "score", "<=", 6),
    rule("keyword", "comment", "mentions", ["refund", "verre*"], priority="P1", hours=24),
    rule("conversation", "contact_requested", "=", True, priority="P3", kind="message", hours=336),
    rule("quiet", "place", "within", ["north"], priority="P3", hours=1, notify=False, status="draft"),
)


def entities() -> list[tuple[ConfigSection, str, Place | Rule]]:
    """Everything of the configuration, as ConfigStore.save_many takes it."""
    places: list[tuple[ConfigSection, str, Place | Rule]] = [("PLACE", place.id, place) for place in PLACES]
    return places + [("RULE", one.id, one) for one in RULES]
