"""The invariants of the product, each a named check that holds at every moment, whatever has gone wrong. Those
of ``at_rest.py`` hold when nothing is left to do."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from shared import ids
from shared.alerts.models import Alert, Event
from shared.alerts.rows import row
from shared.feedback.models import Feedback, Quarantined
from shared.storage import codec, keys
from shared.storage.alerts import TELLING
from shared.storage.config import MAX_AGE
from shared.storage.keys import Item, Kind
from tests.simulator import reference
from tests.simulator.scene import SOURCE_ID
from tests.simulator.table import key_of
from tests.simulator.world import World

_EVENT_OF = {"take": "taken", "note": "noted", "contact": "contacted", "close": "closed", "reopen": "reopened"}
_INDEX_NAMES = {name for index in keys.TABLE_INDEXES.values() for name in (index.hash, index.range)}


def items(world: World, kind: Kind) -> Iterator[Item]:
    """Every item of a kind."""
    return (item for item in world.table.items() if item["kind"] == kind)


def alerts(world: World) -> list[Alert]:
    """Every case."""
    return [codec.decode(item["body"], Alert) for item in items(world, Kind.ALERT)]


def histories(world: World) -> dict[str, list[Event]]:
    """The events of every case, oldest first."""
    found: dict[str, list[Event]] = defaultdict(list)
    for item in items(world, Kind.EVENT):
        if str(item["pk"]).startswith("A#"):
            found[str(item["pk"])[2:]].append(codec.decode(item["body"], Event))
    return found


def raw_of(world: World, item: Item) -> bytes:
    """The body kept inside an item, or in the parts it names."""
    if "raw" in item:
        return codec.decompress(_bytes(item))
    parts = [world.table.get(keys.raw_part(str(item["raw_id"]), n)) for n in range(int(item["raw_parts"]))]
    return codec.decompress(b"".join(_bytes(part or {}) for part in parts))


def _bytes(item: Item) -> bytes:
    raw = item["raw"]
    assert isinstance(raw, bytes)
    return raw


def data_of(raw: bytes) -> dict[str, Any]:
    """The data object of a posted body."""
    return dict(json.loads(raw)["data"])


def i1_every_answered_webhook_is_kept_once(world: World) -> None:
    """I1: every 2xx has exactly one item with its raw body inside, a feedback or a quarantine row; nothing of a
    refused one is kept."""
    feedback = {codec.decode(item["body"], Feedback).id: item for item in items(world, Kind.FEEDBACK)}
    parked = {codec.decode(item["body"], Quarantined).id: item for item in items(world, Kind.QUARANTINE)}
    for delivery, accepted in world.journal.accepted:
        kept = parked.get(accepted.id) if accepted.quarantined else feedback.get(accepted.id)
        assert kept is not None, f"a webhook answered 202 is nowhere: {accepted}"
        raw = raw_of(world, kept)
        same = raw == delivery.body if accepted.quarantined else data_of(raw) == data_of(delivery.body)
        assert same, f"what is kept of {accepted.id} is not what was sent"
    genuine = {delivery.body for delivery in world.journal.posted if not delivery.forged}
    for item in [*feedback.values(), *parked.values()]:
        assert raw_of(world, item) in genuine, f"{key_of(item)} was never sent by the source"


def i2_one_feedback_per_response(world: World) -> None:
    """I2: one feedback per source and response id, under an id derived from both."""
    seen = Counter[str]()
    for item in items(world, Kind.FEEDBACK):
        feedback = codec.decode(item["body"], Feedback)
        seen[feedback.response_id] += 1
        assert feedback.id == ids.feedback_id(SOURCE_ID, feedback.response_id)
        assert (item["pk"], item["sk"]) == keys.feedback(feedback.id)
    assert all(count == 1 for count in seen.values()), f"stored twice: {seen.most_common(1)}"


def i3_alerts_follow_from_feedback_and_rules(world: World) -> None:
    """I3: a case exists if and only if an evaluation of its feedback said so, and says what the reference says
    under a rule set that this evaluation used."""
    cases = {alert.feedback.id: alert for alert in alerts(world)}
    for item in items(world, Kind.FEEDBACK):
        feedback = codec.decode(item["body"], Feedback)
        data = data_of(raw_of(world, item))
        case = cases.pop(feedback.id, None)
        considered = {one.version for one in world.journal.considered[feedback.id]}
        facts = {v: reference.facts(data, feedback.received_at, world.rule_sets[v].values()) for v in considered}
        if case is None:
            wanted = [v for v in world.journal.decided[feedback.id] if facts[v] is not None]
            assert not wanted, f"{feedback.id} has no case though configuration {wanted} asks for one"
        else:
            assert case.id == ids.alert_id(feedback.id)
            found = _facts(case)
            assert found in facts.values(), f"{case.id} says {found}, the reference {facts}"
    assert not cases, f"cases without feedback: {list(cases)}"


def _facts(case: Alert) -> reference.Facts:
    due = case.first_contact_at is not None
    return reference.Facts(
        triggers=frozenset((trigger.rule_id, trigger.rule_version) for trigger in case.triggers),
        kind=case.kind,
        priority=case.priority,
        place=case.place.id if case.place else None,
        created_at=case.created_at,
        expires_at=case.created_at + (case.expires_at - (case.restarted_at or case.created_at)),
        target_at=case.target_at if case.target_at and not due else _first_target(case),
        notify=any(trigger.notify for trigger in case.triggers),
    )


def _first_target(case: Alert) -> Any:
    # A contact takes the target away for good; what it was follows from the priority.
    assert case.target_at is None, "the target outlives the first contact"
    hours = {"P1": 24, "P2": 48, "P3": 72}[case.priority]
    return case.created_at + timedelta(hours=hours)


def i3_rules_apply_a_second_after_saving(world: World) -> None:
    """I3, the pin: no evaluation used a configuration that had been replaced more than a second before."""
    for one in [one for considered in world.journal.considered.values() for one in considered]:
        replaced = [at for at, version in world.in_force if version == one.version + 1]
        assert not replaced or one.at - replaced[0] < MAX_AGE, f"configuration {one.version} used too long"


def i4_one_event_per_change(world: World) -> None:
    """I4: the version of a case is the number of its events, which are numbered without a gap; every command
    answered with success left exactly one event, of its kind and by its person."""
    lives = histories(world)
    for case in alerts(world):
        numbers = [event.version for event in lives[case.id]]
        assert numbers == list(range(1, case.version + 1)), f"{case.id} v{case.version} has events {numbers}"
    assert set(lives) == {case.id for case in alerts(world)}, "events without a case"
    effects = Counter[tuple[str, int]]()
    for done in world.journal.done:
        if done.verb == "take" and done.user_id in _takers(lives[done.alert_id]):
            continue  # taking what is theirs already changes nothing
        event = lives[done.alert_id][done.seen]
        assert event.type == _EVENT_OF[done.verb], f"{done} left a {event.type}"
        assert event.by is not None
        assert event.by.id == done.user_id
        assert done.now > done.seen, f"{done} was answered with a case from before it"
        effects[done.alert_id, done.seen] += done.key is None
    assert all(count <= 1 for count in effects.values()), "one event answers two commands"


def _takers(events: list[Event]) -> set[str]:
    return {event.by.id for event in events if event.type == "taken" and event.by}


def i5_ledger_never_doubts_itself(world: World) -> None:
    """I5: a message is claimed at most twice, and twice only when its first try may or may not have left; a
    person never gets two mails about one event otherwise."""
    left = Counter((mail.subject, mail.user_id) for mail in world.mailer.sent)
    for item in items(world, Kind.DELIVERY):
        (pk, sk), attempts = key_of(item), int(item["attempts"])
        assert item["state"] in ("sending", "sent", "failed", "unknown", "retry")
        number, user_id = sk.split("#")[1], sk.split("#")[-1]
        subject = (pk[2:], int(number)) if pk.startswith("A#") else (f"{pk[2:]}-{number}", 1)
        mails = left.pop((subject, user_id), 0)
        doubtful = (pk, sk) in world.journal.ambiguous
        assert attempts <= (2 if doubtful else 1), f"{pk} {sk} was tried without need"
        assert mails <= attempts, f"{user_id} got {mails} mails about {subject}"
        assert mails >= 1 or item["state"] != "sent", f"{pk} {sk} is not sent though it says so"
    assert not left, f"mails without a row in the ledger: {left}"


def i6_only_people_in_the_perimeter_are_told(world: World) -> None:
    """I6: at the moment each mail left, its person could see the case (or was an admin, for a notice)."""
    for mail in world.mailer.sent:
        assert mail.entitled, f"{mail.user_id} was told of {mail.subject} outside the perimeter"


def i7_every_history_is_possible(world: World) -> None:
    """I7: nothing follows the closing but notes and reopening, a case expires once, has one owner, and is what
    its events make of it."""
    lives = histories(world)
    for case in alerts(world):
        owner = case.owner.id if case.owner else None
        found = reference.Life(case.status, owner, case.first_contact_at is not None, case.expired_at is not None)
        assert reference.replay(lives[case.id]) == found, f"{case.id} is {found}"
        assert (case.closing is not None) == (case.status == "closed")


def i8_nothing_is_lost_on_the_way(world: World) -> None:
    """I8: every feedback has been evaluated or waits in the stream, a queue or its dead letters; every event
    that people must be told has been told or waits in the outbox."""
    queues = world.evaluate_queue
    under_way = [message.body for message in [*queues.messages, *queues.dead]] + world.pipes[0].waiting()
    waiting = {json.loads(json.loads(body)["body"])["id"] for body in under_way}
    for item in items(world, Kind.FEEDBACK):
        feedback_id = str(item["pk"])[2:]
        assert world.journal.decided[feedback_id] or feedback_id in waiting, f"{feedback_id} got lost"
    for item in items(world, Kind.EVENT):
        if item["type"] in TELLING and "tick" not in item:
            runs = world.journal.entitled[key_of(item)]
            assert runs, f"{key_of(item)} left the outbox though nobody was told"


def index_keys_match_the_case(world: World) -> None:
    """Every case carries exactly the index keys and the list row that belong to its model, so that closing
    takes it out of the open lists and nothing else does."""
    for item in items(world, Kind.ALERT):
        case = codec.decode(item["body"], Alert)
        carried = {name: value for name, value in item.items() if name in _INDEX_NAMES}
        assert carried == keys.alert_index_keys(case), f"{case.id} carries {carried}"
        assert item["row"] == codec.encode(row(case))
        assert item["version"] == case.version


ALWAYS = (
    i1_every_answered_webhook_is_kept_once,
    i2_one_feedback_per_response,
    i3_alerts_follow_from_feedback_and_rules,
    i3_rules_apply_a_second_after_saving,
    i4_one_event_per_change,
    i5_ledger_never_doubts_itself,
    i6_only_people_in_the_perimeter_are_told,
    i7_every_history_is_possible,
    i8_nothing_is_lost_on_the_way,
    index_keys_match_the_case,
)


def check(world: World) -> None:
    """All of them."""
    for invariant in ALWAYS:
        invariant(world)
