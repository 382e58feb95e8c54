"""A network of 400 stores with as many cases as asked for, and a table that counts what is read of it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any, NamedTuple

from msgspec.structs import replace

from shared import ids
from shared.alerts.models import Alert, CasePlace, Closing, Hold, Spam
from shared.alerts.opening import open_alert
from shared.feedback.models import Feedback, Respondent, Score
from shared.rules.ruleset import Fired
from shared.scope.people import Person, User
from shared.scope.places import Group, Place, PlaceTree
from shared.search.words import lookups
from shared.storage import word_keys
from shared.storage.alerts import alert_item
from shared.storage.config import ConfigStore
from shared.storage.keys import Item, Key, Kind
from shared.storage.people import People
from shared.storage.table import EVERYTHING, Span, Table
from tools.demo.rules import RULES

NOW = datetime(2026, 3, 17, 9, 5, tzinfo=UTC)
REGIONS, STORES, GROUP = 10, 400, 40
STORE, FIRST = "s30", 290
"""The store of the agent, and the first case there; its region is the manager's, and it is in the group."""
COMMON = "attente"
"""A word of one comment in nineteen."""
_UNIT = 4096
_INDEXED = 3
"""Words of a case that are put into the table: its reference, its customer's name and the common one if it has it.
All of them would be fifteen million items."""
_COMMENT = "Une {word} de quarante minutes à la caisse, personne pour me renseigner, et le rayon était vide."
OWNER = Person("store", "Nadia Benali")

PEOPLE = {
    "store agent": User(OWNER.id, "s@example.com", OWNER.name, "agent", "fr", (STORE,)),
    "regional manager": User("region", "r@example.com", "Inès Faure", "manager", "fr", ("r0",)),
    "head office": User("head", "h@example.com", "Paul Viel", "viewer", "fr", ("net",)),
    "group of 40 stores": User("group", "g@example.com", "Anne Roy", "manager", "fr", groups=("g",)),
}


class Read(NamedTuple):
    """What was read: calls, items, and read units (4 KB each; half of one from an index)."""

    calls: int
    items: int
    units: float


class Counting:
    """A table that counts what is read of it, as DynamoDB charges for it."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._read = Read(0, 0, 0)

    def take(self) -> Read:
        """What was read since the last time."""
        taken, self._read = self._read, Read(0, 0, 0)
        return taken

    def get(self, key: Key) -> Item | None:
        """One item."""
        return self.get_many([key])[0]

    def get_many(self, wanted: Sequence[Key]) -> list[Item | None]:
        """Some items: each is rounded up to a unit."""
        found = self._table.get_many(wanted)
        units = sum(max(1, ceil(_size(item) / _UNIT)) if item else 1 for item in found)
        self._add(ceil(len(wanted) / 100), len(found), units)
        return found

    def query(self, partition: str, span: Span = EVERYTHING, *, index: str | None = None, limit: int | None = None,
              forward: bool = True) -> list[Item]:  # fmt: skip
        """Items in a row: the sum is rounded up."""
        found = self._table.query(partition, span, index=index, limit=limit, forward=forward)
        units = max(1, ceil(sum(map(_size, found)) / _UNIT))
        self._add(1, len(found), units / 2 if index else units)
        return found

    def _add(self, calls: int, items: int, units: float) -> None:
        read = self._read
        self._read = Read(read.calls + calls, read.items + items, read.units + units)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)


def _size(item: Item) -> int:
    return sum(len(name) + (len(value) if isinstance(value, str | bytes) else 8) for name, value in item.items())


def places() -> list[Place]:
    """A network, ten regions and 400 stores."""
    regions = [Place(f"r{number}", f"Région {number}", "net") for number in range(REGIONS)]
    stores = [Place(f"s{number}", f"Magasin {number}", f"r{number % REGIONS}") for number in range(STORES)]
    return [Place("net", "Halles Verdier"), *regions, *stores]


def set_up(table: Table) -> None:
    """The configuration and the people."""
    group = Group("g", "Forty stores", tuple(f"s{number}" for number in range(0, STORES, STORES // GROUP)))
    store = ConfigStore(table)
    for batch in range(0, len(places()), 90):
        version = store.load().version
        store.save_many([("PLACE", one.id, one) for one in places()[batch : batch + 90]], if_config=version)
    store.save("GROUP", group.id, group, if_config=store.load().version)
    for person in PEOPLE.values():
        People(table).save(person)


def items(count: int) -> Iterator[Item]:
    """The items of this many cases and the words they are found by: a fifth open, one in fifty on hold, one in a
    hundred spam, the rest closed; every third open case has an owner."""
    tree = PlaceTree(places())
    here = {place.id: _case_place(tree, place) for place in tree.places.values()}
    pattern, _ = open_alert(_feedback(0), here["s0"], [Fired(RULES[2], ())])
    for number in range(count):
        # A stride that shares no factor with 400, so that states and stores are not the same numbers.
        case = _case(pattern, number, here[f"s{number * 7 % STORES}"])
        yield alert_item(case)
        wanted = {COMMON, f"client{number}", f"ref:{case.id[1:7]}"}
        for word in [one for one in lookups(case) if one in wanted][:_INDEXED]:
            pk, sk = word_keys.word(word, case.path, case.created_at, case.id)
            yield {"pk": pk, "sk": sk, "kind": Kind.WORD}


def _case_place(tree: PlaceTree, place: Place) -> CasePlace:
    path = tree.path(place.id)
    return CasePlace(place.id, place.name, path, tuple(tree.places[one].name for one in path))


def _case(pattern: Alert, number: int, place: CasePlace) -> Alert:
    feedback, at = _feedback(number), NOW - timedelta(minutes=number % 500_000)
    drawn = _drawn(number)
    urgency = timedelta(minutes=drawn // 100 % 20_000 - 500)
    owner = (
        OWNER if place.id == STORE and drawn % 2 else Person(f"u{drawn % 900}", "X") if drawn % 3 == 0 else None
    )
    case = replace(
        pattern,
        id=ids.alert_id(feedback.id),
        feedback=feedback,
        place=place,
        kind="message" if drawn // 7 % 10 == 3 else "alert",
        priority="P1" if drawn // 11 % 500 == 0 else "P2",
        created_at=at,
        due_at=NOW + urgency,
        expires_at=NOW + urgency + timedelta(days=2),
        owner=owner,
    )
    share = drawn % 100
    if share < 20:
        return case
    if share < 22:
        return replace(case, hold=Hold(OWNER, at))
    if share < 23:
        return replace(case, status="spam", spam=Spam(OWNER, at))
    return replace(case, status="closed", closing=Closing("void", "Sans suite", None, OWNER, at, ()))


def _drawn(number: int) -> int:
    """A number that has nothing to do with the store (Knuth, The Art of Computer Programming, 6.4)."""
    return (number * 2_654_435_761 & 0xFFFFFFFF) >> 8


def _feedback(number: int) -> Feedback:
    at = NOW - timedelta(minutes=number % 500_000)
    return Feedback(
        id=ids.feedback_id("web", str(number)),
        source_id="web",
        source_kind="standard_webhooks",
        response_id=str(number),
        delivery_id=f"msg_{number}",
        kind="survey",
        submitted_at=at,
        received_at=at,
        channel="store",
        language="fr",
        score=Score(number % 7, 0, 10, "nps"),
        comment=_COMMENT.format(word=COMMON if number % 19 == 0 else "file"),
        contact_requested=True,
        respondent=Respondent(id=f"c{number}", name=f"Client{number}", email=f"c{number}@example.com"),
    )
