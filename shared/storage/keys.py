"""Every key of the table, built and parsed here and nowhere else.

An open case carries one key per level of its place path, ``node#state#kind#owned``, in the index of that level and
sorted by ``due``: any section of any node is one to four queries merged, whatever the number of cases. Partitions:
an index key holds the open cases of one node, so the busiest is the root's; at 1,000 writes a second per partition
(AWS, DynamoDB quotas) it takes more case changes than a network of thousands of stores makes.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Literal, NamedTuple

from shared.alerts.models import Alert
from shared.clock import iso
from shared.rules.models import CaseKind
from shared.scope.places import MAX_LEVELS, UNPLACED

type State = Literal["open", "done", "spam"]
type Item = dict[str, str | int | bytes]
type Key = tuple[str, str]
type ConfigSection = Literal["RULE", "PLACE", "GROUP", "SOURCE", "LIST"]


class Index(NamedTuple):
    """A global secondary index: its key attributes and what it projects beside the table's keys."""

    hash: str
    range: str
    include: tuple[str, ...] = ()


TABLE_INDEXES: Mapping[str, Index] = MappingProxyType(
    {
        **{f"level{level}": Index(f"l{level}", "due", ("row",)) for level in range(MAX_LEVELS)},
        "owner": Index("owner_key", "due", ("row",)),
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
    ALERT = "alert"
    EVENT = "event"
    DELIVERY = "delivery"
    ANSWER = "answer"
    USER = "user"
    MEMBER = "member"
    CONFIG = "config"


CASES_DUE = "CASE"
JOBS_DUE = "JOB"
FETCHES_DUE = "FETCH"
OUTBOX = "OUTBOX"
CONFIG = "CONFIG"
CONFIG_VERSION: Key = (CONFIG, "VERSION")


def feedback(feedback_id: str) -> Key:
    """One feedback."""
    return f"F#{feedback_id}", "F"


def revision(feedback_id: str, content_hash: str) -> Key:
    """An earlier state of a feedback, beside the latest."""
    return f"F#{feedback_id}", f"R#{content_hash[:32]}"


def fetch(feedback_id: str, event_hash: str) -> Key:
    """The order to fetch what a thin event only announced."""
    return f"F#{feedback_id}", f"T#{event_hash[:32]}"


def source_day(source_id: str, moment: datetime) -> dict[str, str]:
    """The index attributes that list a feedback under its source and UTC day, in order of time."""
    return {"source_day": source_day_partition(source_id, moment), "at": iso(moment)}


def source_day_partition(source_id: str, moment: datetime) -> str:
    """The feedback of one source on one UTC day."""
    return f"{source_id}#{iso(moment)[:10]}"


def unplaced(code: str) -> str:
    """The tick partition of feedback whose place code is not known. ``code`` as ``place_code`` folds it."""
    return f"UNPLACED#{code}"


def job(job_id: str) -> Key:
    """A piece of long work and how far it is."""
    return f"J#{job_id}", "J"


def job_part(job_id: str, kind: Literal["input", "line"], number: int) -> Key:
    """A piece of a job's input, or a line of its report."""
    return f"J#{job_id}", f"{kind}#{number:08d}"


def history(kind: Literal["RULE", "LIST", "SOURCE"], entity_id: str, version: int) -> Key:
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


def user(user_id: str) -> Key:
    """A person, by the subject of their token."""
    return f"U#{user_id}", "U"


def member(node: str, user_id: str) -> Key:
    """The pointer to a person under a node of their perimeter."""
    return f"NODE#{node}", f"U#{user_id}"


ADMINS = "@admins"
"""A node beside the tree under which admins are listed."""


def members(node: str) -> str:
    """The partition of everyone listed under a node."""
    return f"NODE#{node}"


def config(kind: ConfigSection, entity_id: str) -> Key:
    """A rule, place, group, source or keyword list, in the one partition of the configuration."""
    return CONFIG, f"{kind}#{entity_id}"


def alert_id_of(pk: str) -> str:
    """The id in the key of a case."""
    return pk.removeprefix("A#")


def node_key(node: str, state: State, kind: CaseKind, *, owned: bool) -> str:
    """The partition of a node's cases. Ended cases are not split by owner: no section asks."""
    return f"{node}#{state}#{kind}#{int(owned)}" if state == "open" else f"{node}#{state}#{kind}"


def owner_key(user_id: str, state: State) -> str:
    """The partition of the cases a person owns."""
    return f"{user_id}#{state}"


def state_of(alert: Alert) -> State:
    """The part of the lists a case is in: expired cases stay with the open ones, for they can still be treated."""
    return "done" if alert.status == "closed" else "spam" if alert.status == "spam" else "open"


def alert_index_keys(alert: Alert) -> dict[str, str]:
    """The sparse index attributes of a case. ``due`` ends with the id, so that it is unique and pages never repeat
    or skip a case. Only a case that can still expire has a tick."""
    state = state_of(alert)
    at = alert.closing.at if alert.closing else alert.due_at
    keys = {"due": f"{iso(at)}#{alert.id}"}
    for level, node in enumerate(alert.path or (UNPLACED,)):
        keys[f"l{level}"] = node_key(node, state, alert.kind, owned=alert.owner is not None)
    if alert.owner is not None:
        keys["owner_key"] = owner_key(alert.owner.id, state)
    if alert.feedback.respondent.id:
        keys["respondent_key"] = f"{alert.feedback.respondent.id}"
    if state == "open" and alert.status != "expired":
        keys |= {"tick": CASES_DUE, "tick_at": f"{iso(alert.expires_at)}#{alert.id}"}
    return keys
