"""What holds when the system has come to rest: nothing lost, nobody forgotten, nothing overdue."""

from collections import Counter

from shared.feedback.models import Feedback
from shared.storage import codec
from shared.storage.keys import Kind
from tests.simulator import invariants, reference
from tests.simulator.invariants import alerts, items, states_of
from tests.simulator.telling import OPENING
from tests.simulator.world import World


def i1_every_genuine_webhook_ends_somewhere(world: World) -> None:
    """I1: every webhook the source insisted on was answered 2xx in the end."""
    answered = {delivery.body for delivery, _ in world.journal.accepted}
    for delivery in world.journal.posted:
        assert delivery.forged or delivery.body in answered, f"{delivery.webhook_id} was never taken"


def i5_everyone_entitled_got_one_mail(world: World) -> None:
    """I5: whoever was to be told each time an event was worked has a row in the ledger, and exactly one mail
    unless the provider refused it or its fate could not be known."""
    mails = Counter((mail.subject, mail.user_id) for mail in world.mailer.sent)
    rows = {(str(item["pk"]), str(item["sk"])): item for item in items(world, Kind.DELIVERY)}
    events = {(str(item["pk"]), str(item["sk"])): str(item["type"]) for item in items(world, Kind.EVENT)}
    for (pk, sk), runs in world.journal.entitled.items():
        # That a case is there people are told in its first event's name.
        told = "000001" if events[pk, sk] in OPENING else sk[2:]
        for user_id in frozenset.intersection(*runs):
            key = (pk, f"D#{told}#email#{user_id}")
            assert key in rows, f"{user_id} was never told of {pk} {sk}"
            subject = (pk[2:], int(told)) if pk.startswith("A#") else (f"{pk[2:]}-{sk[2:]}", 1)
            if key in world.journal.ambiguous:
                assert mails[subject, user_id] or rows[key]["attempts"] == 2, (
                    f"{user_id} was given up on too early"
                )
            elif rows[key]["state"] == "failed":
                assert mails[subject, user_id] == 0
            else:
                assert mails[subject, user_id] == 1, f"{user_id} got {mails[subject, user_id]} mails: {subject}"


def i7_nothing_is_overdue(world: World) -> None:
    """I7: every case whose time is up has expired, at its deadline, unless it was closed before."""
    now = world.clock()
    for case in alerts(world):
        if case.status in ("new", "assigned", "contacted") and case.attached_to is None:
            assert case.expires_at > now, f"{case.id} should have expired"
        if case.expired_at is not None:
            assert case.expired_at == case.expires_at


def i3_cases_show_the_latest_state(world: World) -> None:
    """I3: a case shows the latest state that was not taken back, whether the answer was corrected and what it said
    first, and whether it has been taken back since; and it is where the answer says, unless a person had it or it
    had ended by then."""
    for case in alerts(world):
        states = states_of(world, case.feedback.id)
        given = [state for state in states if not state.deleted]
        assert case.feedback.revision == given[-1].revision
        assert case.revised is (len(given) > 1)
        first = given[0].data["metrics"]["nps"] if case.revised else None
        assert (case.first_score.value if case.first_score else None) == first
        assert case.withdrawn_at == (states[-1].received_at if states[-1].deleted else None)
        types = {event.type for event in invariants.histories(world)[case.id]}
        if not types & {"taken", "closed"}:
            place = reference.place_of_case(states, world.codes())
            assert (case.place.id if case.place else None) == place, f"{case.id} is not at {place}"


def b30_what_waits_for_its_place(world: World) -> None:
    """B30: exactly the feedback whose code is not known waits, under that code and no other."""
    waiting = {str(item["pk"])[2:]: str(item["tick"]) for item in items(world, Kind.UNPLACED) if "tick" in item}
    expected = {}
    for item in items(world, Kind.FEEDBACK):
        feedback_id = str(item["pk"])[2:]
        given = [state for state in states_of(world, feedback_id) if not state.deleted]
        store = given[-1].data["scope"]["store"] if given else None
        if store and reference.place_of(given[-1].data, world.codes()) is None:
            expected[feedback_id] = f"UNPLACED#{store.strip().casefold()}"
    assert waiting == expected


def i8_what_came_in_went_through(world: World) -> None:
    """I8: every feedback was evaluated to the end, and no dead letter is left."""
    for item in items(world, Kind.FEEDBACK):
        feedback_id = codec.decode(item["body"], Feedback).id
        assert world.journal.decided[feedback_id], f"{feedback_id} was never evaluated"
    assert not world.evaluate_queue.dead
    assert not world.notify_queue.dead


AT_REST = (
    i1_every_genuine_webhook_ends_somewhere,
    i3_cases_show_the_latest_state,
    b30_what_waits_for_its_place,
    i5_everyone_entitled_got_one_mail,
    i7_nothing_is_overdue,
    i8_what_came_in_went_through,
)


def check(world: World) -> None:
    """These and all that hold always."""
    invariants.check(world)
    for invariant in AT_REST:
        invariant(world)
