"""The invariants of the product, each a named check that holds at every moment, whatever has gone wrong. Those
of ``at_rest.py`` hold when nothing is left to do."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from shared import ids
from shared.alerts.models import Alert, Event
from shared.alerts.rows import row
from shared.feedback.models import Feedback, Quarantined
from shared.storage import codec, keys
from shared.storage.alerts import telling
from shared.storage.keys import Item, Kind
from tests.simulator import reference
from tests.simulator.reference import State
from tests.simulator.scene import SOURCE_ID
from tests.simulator.table import key_of
from tests.simulator.telling import OPENING
from tests.simulator.world import World

_EVENT_OF = {
    "act": "acted",
    "take": "taken", "note": "noted", "contact": "contacted", "close": "closed", "reopen": "reopened",
    "assign": "assigned", "unassign": "unassigned", "transfer": "transferred", "hold": "held",
    "resume": "resumed", "spam": "spammed", "unspam": "unspammed",
}  # fmt: skip
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
        return codec.decompress(_bytes(item), str(item["body"]))
    parts = [world.table.get(keys.raw_part(str(item["raw_id"]), n)) for n in range(int(item["raw_parts"]))]
    return codec.decompress(b"".join(_bytes(part or {}) for part in parts))


def _bytes(item: Item) -> bytes:
    raw = item["raw"]
    assert isinstance(raw, bytes)
    return raw


def data_of(raw: bytes) -> dict[str, Any]:
    """The data object of a posted body."""
    return dict(json.loads(raw)["data"])


def states_of(world: World, feedback_id: str) -> list[State]:
    """The states of an answer in the words of the reference, the latest last."""
    found = []
    for item in world.table.query(f"F#{feedback_id}"):
        if item["kind"] in (Kind.FEEDBACK, Kind.REVISION):
            feedback = codec.decode(item["body"], Feedback)
            posted = json.loads(raw_of(world, item))
            deleted = posted["type"] == "feedback.deleted"
            assert feedback.withdrawn is deleted
            found.append(State(feedback.revision, posted["data"], deleted, feedback.received_at))
    return sorted(found, key=lambda state: state.revision)


def i1_every_answered_webhook_is_kept_once(world: World) -> None:
    """I1: every 2xx has exactly one item with its raw body inside, a feedback, a state of one or a quarantine row;
    nothing of a refused one is kept."""
    kept: dict[str, list[bytes]] = defaultdict(list)
    for item in [*items(world, Kind.FEEDBACK), *items(world, Kind.REVISION)]:
        kept[codec.decode(item["body"], Feedback).id].append(raw_of(world, item))
    parked = {
        codec.decode(item["body"], Quarantined).id: raw_of(world, item) for item in items(world, Kind.QUARANTINE)
    }
    for delivery, accepted in world.journal.accepted:
        here = [parked[accepted.id]] if accepted.quarantined else kept[accepted.id]
        count = sum(_same(raw, delivery.body) for raw in here)
        assert count == 1, f"a webhook answered 202 is kept {count} times: {accepted}"
    genuine = {delivery.body for delivery in world.journal.posted if not delivery.forged}
    for raw in [*(raw for raws in kept.values() for raw in raws), *parked.values()]:
        assert raw in genuine, f"{raw!r} was never sent by the source"


def _same(raw: bytes, other: bytes) -> bool:
    return raw == other or json.loads(raw) == json.loads(other)


def i2_one_feedback_per_response(world: World) -> None:
    """I2: one feedback per source and response id, under an id derived from both; it is the state with the highest
    revision, and all others stand beside it, each once."""
    latest: dict[str, str] = {}
    for item in items(world, Kind.FEEDBACK):
        feedback = codec.decode(item["body"], Feedback)
        assert feedback.response_id not in latest, f"{feedback.response_id} is stored twice"
        latest[feedback.response_id] = feedback.revision
        assert feedback.id == ids.feedback_id(SOURCE_ID, feedback.response_id)
        assert key_of(item) == keys.feedback(feedback.id)
        assert {name for name in item if name in _INDEX_NAMES} >= {"source_day", "at"}
    for item in items(world, Kind.REVISION):
        feedback = codec.decode(item["body"], Feedback)
        assert key_of(item) == keys.revision(feedback.id, feedback.revision)
        assert feedback.revision < latest[feedback.response_id], "a state is newer than the feedback"
        assert not {name for name in item if name in _INDEX_NAMES} - {"pk", "sk"}, "a state is listed"


def i3_alerts_follow_from_feedback_and_rules(world: World) -> None:
    """I3: a case exists if and only if an evaluation of its feedback said so. It carries each rule that fires on a
    state which an evaluation had to look at, and no rule that fires on none, in a version that an evaluation used;
    and it says what the reference makes of these rules."""
    cases = {alert.feedback.id: alert for alert in alerts(world)}
    for item in items(world, Kind.FEEDBACK):
        feedback_id = codec.decode(item["body"], Feedback).id
        states, case = states_of(world, feedback_id), cases.pop(feedback_id, None)
        carried = {trigger.rule_id for trigger in case.triggers} if case else set()
        for one in world.journal.decided[feedback_id]:
            seen = [state for state in states if state.revision in one.revisions]
            wanted = reference.fired(seen, world.rule_sets[one.version].values(), world.code_sets[one.version])
            assert wanted <= carried, f"{feedback_id} lacks {wanted - carried} of configuration {one.version}"
        if case is not None:
            assert case.id == ids.alert_id(feedback_id)
            _check_case(world, case, states)
    assert not cases, f"cases without feedback: {list(cases)}"


def _check_case(world: World, case: Alert, states: list[State]) -> None:
    versions = sorted({one.version for one in world.journal.considered[case.feedback.id]})
    pinned = []
    for trigger in case.triggers:
        used = [world.rule_sets[version][trigger.rule_id] for version in versions]
        known = [rule for rule in used if rule.version == trigger.rule_version]
        assert known, f"{case.id} carries a rule that no evaluation used: {trigger}"
        pinned.append(known[0])
    codes = [world.code_sets[version] for version in versions]
    facts = reference.facts(states, pinned, codes)
    found = (case.kind, any(trigger.notify for trigger in case.triggers))
    assert found == (facts.kind, facts.notify), f"{case.id} says {found}, not {facts}"
    repeats = [one for one in alerts(world) if one.attached_to == case.id] if case.attached else []
    urgency = reference.urgency(facts, [one.priority for one in repeats])
    assert case.priority in urgency, f"{case.id} is {case.priority}, not one of {urgency}"
    if repeats:
        assert case.created_at == facts.created_at
        assert case.target_at is None or case.target_at <= facts.target_at, "a repeat makes no case wait longer"
    else:
        _check_clocks(case, facts, histories(world)[case.id])


def _check_clocks(case: Alert, facts: reference.Facts, events: list[Event]) -> None:
    """What the clocks of a case must say, unless a state came in after it had ended or started anew: then those
    that had run out stay."""
    types = [event.type for event in events]
    ended = min(
        (types.index(one) for one in ("closed", "expired", "reopened") if one in types), default=len(types)
    )
    if {"reevaluated", "placed"} & set(types[ended:]):
        return
    assert case.created_at == facts.created_at
    length = case.expires_at - (case.restarted_at or case.created_at)
    assert case.created_at + length == facts.expires_at, f"{case.id} expires at {case.expires_at}, not {facts}"
    if case.first_contact_at is None:
        assert case.target_at == facts.target_at
    else:
        assert case.target_at is None, "the target outlives the first contact"


def repeats_are_worked_with_one_case(world: World) -> None:
    """A case that is worked with another is named there once, by one event, and the other is worked by itself;
    both are of one customer. It has no event but those of its own answer, awaits nothing, and is nobody's."""
    cases = {case.id: case for case in alerts(world)}
    lives = histories(world)
    for case in cases.values():
        named = [one.alert_id for one in case.attached]
        taken_in = [event.data for event in lives[case.id] if event.type == "attached"]
        told = [data["alert_id"] for data in taken_in if not data.get("again")]
        assert {data["alert_id"] for data in taken_in} == set(told)
        assert named == told, f"{case.id} took in {told} and names {named}"
        assert sorted(named) == sorted(one.id for one in cases.values() if one.attached_to == case.id)
        if case.attached_to is not None:
            other = cases[case.attached_to]
            assert other.attached_to is None, f"{case.id} is attached to one that is attached itself"
            assert other.feedback.respondent.id == case.feedback.respondent.id is not None
            assert (case.owner, case.status, case.timers, case.attached) == (None, "new", (), ())
            assert {event.type for event in lives[case.id]} <= {"raised", "reevaluated"}


def i3_rules_apply_to_what_comes_after(world: World) -> None:
    """I3, the pin: no evaluation used a configuration that had been replaced before the moment as of which it
    asked for one, the arrival of the feedback as a rule."""
    for one in [one for considered in world.journal.considered.values() for one in considered]:
        replaced = [at for at, version in world.in_force if version == one.version + 1]
        assert not replaced or replaced[0] >= one.at, f"configuration {one.version} used too long"


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
        if pk.startswith("A#"):
            told = codec.decode((world.table.get((pk, f"E#{number}")) or {})["body"], Event).type
            assert told not in OPENING or int(number) == 1, f"{pk} {sk} is not told in the name of the first event"
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
        contacted, expired = case.first_contact_at is not None, case.expired_at is not None
        found = reference.Life(case.status, owner, contacted, expired, case.hold is not None)
        assert reference.replay(lives[case.id]) == found, f"{case.id} is {found}"
        assert (case.closing is not None) == (case.status == "closed")


def i8_nothing_is_lost_on_the_way(world: World) -> None:
    """I8: every feedback has been evaluated or waits in the stream, a queue or its dead letters; every event
    that people must be told has been told or waits in the outbox."""
    queues = world.evaluate_queue
    under_way = [message.body for message in [*queues.messages, *queues.dead]] + world.pipes[0].waiting()
    waiting = {json.loads(json.loads(body)["body"])["id"] for body in under_way}
    for item in [*items(world, Kind.FEEDBACK), *items(world, Kind.REVISION)]:
        feedback = codec.decode(item["body"], Feedback)
        decided = {one for done in world.journal.decided[feedback.id] for one in done.revisions}
        assert feedback.revision in decided or feedback.id in waiting, (
            f"{feedback.id} {feedback.revision} got lost"
        )
    for item in items(world, Kind.EVENT):
        if telling(codec.decode(item["body"], Event)) and "tick" not in item:
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
    i3_rules_apply_to_what_comes_after,
    repeats_are_worked_with_one_case,
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
