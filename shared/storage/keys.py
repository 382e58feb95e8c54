"""Every key of the table, built and parsed here and nowhere else, but those of words (``word_keys.py``).

An open case carries one key per level of its place path, ``node#state#kind#owned``, in the index of that level and
sorted by ``due``: any section of any node is one to four queries merged, whatever the number of cases. Partitions:
an index key holds the open cases of one node, so the busiest is the root's; at 1,000 writes a second per partition
(AWS, DynamoDB quotas) it takes more case changes than a network of thousands of stores makes.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple

from shared.alerts.clocks import next_tick
from shared.alerts.models import Alert
from shared.clock import iso
from shared.rules.models import CaseKind
from shared.scope.places import MAX_LEVELS, UNPLACED

type State = Literal["open", "hold", "done", "spam"]
type Item = dict[str, str | int | bytes]
type Key = tuple[str, str]
type ConfigSection = Literal[
    "RULE", "PLACE", "GROUP", "SOURCE", "LIST", "SETTINGS", "PLAN", "REASON", "MOTIVE", "DEPARTMENT", "CALENDAR"
]


class Index(NamedTuple):
    """A global secondary index: its key attributes and what it projects beside the table's keys."""

    hash: str
    range: str
    include: tuple[str, ...] = ()


TABLE_INDEXES: Mapping[str, Index] = MappingProxyType(
    {
        **{f"level{level}": Index(f"l{level}", "due", ("row",)) for level in range(MAX_LEVELS)},
        "owner": Index("owner_key", "due", ("row", "sight")),
        "respondent": Index("respondent_key", "due", ("row",)),
        "tick": Index("tick", "tick_at"),
        "source_day": Index("source_day", "at"),
    }
)


class Kind(StrEnum):
    """What an item is; the pipes filter on it."""

    FEEDBACK = "feedback"
    REVISION = "revision"
    FETCH = "fetch"
    JOB = "job"
    PART = "part"
    HISTORY = "history"
    RAW = "raw"
    QUARANTINE = "quarantine"
    UNPLACED = "unplaced"
    ALERT = "alert"
    EVENT = "event"
    DELIVERY = "delivery"
    ANSWER = "answer"
    USER = "user"
    MEMBER = "member"
    CONFIG = "config"
    HEARD = "heard"
    AUDIT = "audit"
    PRESENCE = "presence"
    WORD = "word"
    EMAIL = "email"
    ORDER = "order"
    OWN_KEY = "own_key"


QUIET = "quiet"
"""The attribute of feedback that no rule decides on: the pipe leaves it out, so that an import of old answers does
not stand before those of today."""

CASES_DUE = "CASE"
JOBS_DUE = "JOB"
FETCHES_DUE = "FETCH"
ORDERS_DUE = "ORDER"
OUTBOX = "OUTBOX"
CONFIG = "CONFIG"
CONFIG_VERSION: Key = (CONFIG, "VERSION")
CURSOR_KEY: Key = ("SECRET", "CURSOR")
"""The key under which page markers are signed."""


def feedback(feedback_id: str) -> Key:
    """One feedback."""
    return f"F#{feedback_id}", "F"


def revision(feedback_id: str, revision_text: str) -> Key:
    """A state of a feedback that is not, or no longer, the latest. One key per revision, so that two contents
    under one revision meet."""
    return f"F#{feedback_id}", f"R#{revision_text}"


def states(feedback_id: str) -> tuple[str, str, str]:
    """The partition of a feedback, and what its states and its mark lie between (both ends exclusive)."""
    return f"F#{feedback_id}", "E", "V"


def feedback_id_of(pk: str) -> str:
    """The id in the key of a feedback or of what stands beside it."""
    return pk.removeprefix("F#")


def fetch(feedback_id: str, event_hash: str) -> Key:
    """The order to fetch what a thin event only announced."""
    return f"F#{feedback_id}", f"T#{event_hash[:32]}"


def source_day(source_id: str, moment: datetime, feedback_id: str) -> dict[str, str]:
    """The index attributes that list a feedback under its source and UTC day, in order of time. ``at`` ends with
    the id, so that it is unique and pages never repeat or skip a feedback."""
    return {"source_day": source_day_partition(source_id, moment.astimezone(UTC).date()),
            "at": f"{iso(moment)}#{feedback_id}"}  # fmt: skip


def heard(source_id: str) -> Key:
    """How much a source sent on the days before today."""
    return f"S#{source_id}", "HEARD"


def source_day_partition(source_id: str, day: date) -> str:
    """The feedback of one source on one UTC day."""
    return f"{source_id}#{day.isoformat()}"


def respondent_cases(respondent_id: str) -> str:
    """The partition of a respondent's cases."""
    return f"A#{respondent_id}"


def respondent_feedback(respondent_id: str) -> str:
    """The partition of a respondent's feedback, in order of its arrival."""
    return f"F#{respondent_id}"


def unplaced(code: str) -> str:
    """The tick partition of feedback whose place code is not known. ``code`` as ``place_code`` folds it."""
    return f"UNPLACED#{code}"


def unplaced_mark(feedback_id: str) -> Key:
    """That a feedback waits for its place code to become known."""
    return f"F#{feedback_id}", "U"


UNPLACED_CODES = "UNPLACED"


def unplaced_code(source_id: str, code: str) -> Key:
    """That a source sends a code which is not known."""
    return UNPLACED_CODES, f"{source_id}#{code}"


def history(kind: ConfigSection, entity_id: str, version: int) -> Key:
    """What an admin saved as a version of a rule, list or source, with who and when."""
    return f"H#{kind}#{entity_id}", f"V#{version:06d}"


def raw_part(raw_id: str, part: int) -> Key:
    """A piece of a raw body too large for one item; the id is derived from the bytes."""
    return f"RAW#{raw_id}", f"{part:03d}"


def quarantine(source_id: str, row_id: str) -> Key:
    """An unusable delivery, beside the others of its source."""
    return f"Q#{source_id}", row_id


def alert(alert_id: str) -> Key:
    """A case; what happens to it stands behind it in the same partition."""
    return f"A#{alert_id}", "A"


def event(alert_id: str, version: int) -> Key:
    """The event that made a version of a case. Six digits keep text order that of versions."""
    return f"A#{alert_id}", f"E#{version:06d}"


def delivery(event_key: Key, channel: str, user_id: str) -> Key:
    """One message to one person about one event, beside the event."""
    return event_key[0], f"{deliveries(event_key)}{channel}#{user_id}"


def deliveries(event_key: Key) -> str:
    """What the sort keys of all messages about an event begin with."""
    return f"D#{event_key[1].removeprefix('E#')}#"


def notice(topic: str, hour: str) -> Key:
    """A notice to admins: at most one per topic and hour, as it has one key."""
    return f"N#{topic}", f"E#{hour}"


def answer(user_id: str, idempotency_key: str) -> Key:
    """What a person has done under an Idempotency-Key."""
    return f"IDEMPOTENCY#{user_id}", idempotency_key


def order_mark(order_id: str, alert_id_text: str) -> Key:
    """That a bulk order has been carried out on a case."""
    return f"J#{order_id}", f"case#{alert_id_text}"


def user(user_id: str) -> Key:
    """A person, by the subject of their token."""
    return f"U#{user_id}", "U"


def member(node: str, user_id: str) -> Key:
    """The pointer to a person under a node of their perimeter."""
    return f"NODE#{node}", f"U#{user_id}"


ADMINS = "@admins"
"""A node beside the tree under which admins are listed."""
EVERYBODY = "@everybody"
"""A node beside the tree under which everybody is listed."""


def members(node: str) -> str:
    """The partition of everyone listed under a node."""
    return f"NODE#{node}"


def config(kind: ConfigSection, entity_id: str) -> Key:
    """A rule, place, group, source or keyword list, in the one partition of the configuration."""
    return CONFIG, f"{kind}#{entity_id}"


def snapshot(part: int) -> Key:
    """A piece of the compiled rules, beside the rules."""
    return CONFIG, f"SNAPSHOT#{part:03d}"


def alert_id_of(pk: str) -> str:
    """The id in the key of a case."""
    return pk.removeprefix("A#")


def node_key(node: str, state: State, kind: CaseKind, *, owned: bool, reserved: str | None = None) -> str:
    """The partition of a node's cases. Only open ones are split by owner: no other section asks. Those of a
    restricted department stand apart, so that lists of the others never come across them."""
    shelf = f"{node}!{reserved}" if reserved else node
    return f"{shelf}#{state}#{kind}#{int(owned)}" if state == "open" else f"{shelf}#{state}#{kind}"


def owner_key(user_id: str, state: State) -> str:
    """The partition of the cases a person owns."""
    return f"{user_id}#{state}"


def state_of(alert: Alert) -> State:
    """The part of the lists a case is in: expired cases stay with the open ones, for they can still be treated."""
    if alert.status in ("closed", "spam"):
        return "done" if alert.status == "closed" else "spam"
    return "hold" if alert.hold is not None else "open"


def alert_index_keys(alert: Alert) -> dict[str, str]:
    """The sparse index attributes of a case. ``due`` ends with the rank of the customer's loyalty, which breaks
    ties, and the id, so that it is unique and pages never repeat or skip a case. Only a case to which something
    will happen by itself has a tick; one that is worked with another stands in no list, and one that a customer
    service has is not among those that nobody has."""
    if alert.attached_to is not None:
        return {}
    state = state_of(alert)
    ended = alert.closing.at if alert.closing else alert.spam.at if alert.spam else None
    keys = {"due": f"{iso(ended or alert.due_at)}#{alert.loyalty}{alert.id}"}
    for level, node in enumerate(alert.path or (UNPLACED,)):
        owned = alert.owner is not None or alert.delegated is not None
        keys[f"l{level}"] = node_key(node, state, alert.kind, owned=owned, reserved=alert.reserved)
    if alert.owner is not None:
        keys["owner_key"] = owner_key(alert.owner.id, state)
    if alert.feedback.respondent.id:
        keys["respondent_key"] = respondent_cases(alert.feedback.respondent.id)
    tick = next_tick(alert)
    if tick is not None:
        keys |= {"tick": CASES_DUE, "tick_at": f"{iso(tick)}#{alert.id}"}
    return keys


def sight(alert: Alert) -> str:
    """What a perimeter needs to know of a case in a list that is not made of one: its restricted department, and
    who sees it whatever their perimeter."""
    return f"{alert.reserved or ''}|{' '.join(sorted(alert.granted))}"


def audit(day: date, moment: datetime, audit_id: str) -> Key:
    """Something an audit asks about that is not an event of a case, under its UTC day."""
    return f"L#{day.isoformat()}", f"{iso(moment)}#{audit_id}"


def audit_day(day: date) -> str:
    """All that people did on a UTC day, in the index that lists feedback by source and day."""
    return f"AUDIT#{day.isoformat()}"


PRESENCE = "PRESENCE"


def presence(user_id: str) -> Key:
    """Where a person is at work just now: one row each, so that there are never more rows than people."""
    return PRESENCE, f"U#{user_id}"


def email(address: str) -> Key:
    """The one person with this address. ``address`` as ``fold_email`` folds it."""
    return f"EMAIL#{address}", "E"


LAST_ADMIN: Key = ("ADMINS", "A")
"""A row that grows by one whenever an admin stops being one, so that two of them cannot at the same time."""


def order(order_id: str) -> Key:
    """That the user pool is to agree with the table about one person."""
    return f"O#{order_id}", "O"


def is_order(key: Key) -> bool:
    """Whether a key is that of such an order."""
    return key[0].startswith("O#")


def order_id_of(pk: str) -> str:
    """The id in the key of an order."""
    return pk.removeprefix("O#")
