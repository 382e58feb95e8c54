"""What waited is taken up again: feedback for its place, deliveries for a mended mapping."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from functions.jobs.handler import handle
from shared import ids
from shared.feedback.mapping import Mapping
from shared.feedback.models import Feedback, Quarantined
from shared.scope.places import Place
from shared.storage import job_keys
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigStore
from shared.storage.feedbacks import Feedbacks
from shared.storage.jobs import Jobs
from shared.storage.received import Received
from shared.storage.unplaced import Unplaced
from tests.simulator.clock import SimClock
from tests.simulator.table import MemoryTable
from tests.support.builders import NOW, feedback
from tests.support.jobs import LONG, SOURCE, begun, carried_out, ports_of, world

MENDED = replace(SOURCE, kind="generic", mapping=Mapping(comment="text", required=("comment",)))


def _quarantined(
    table: MemoryTable, body: bytes, code: str = "mapping:comment", delivery: str = "d1"
) -> Quarantined:
    row = Quarantined(ids.quarantine_id(SOURCE.id, body), SOURCE.id, "generic", delivery, code, "$", NOW)
    Feedbacks(table).quarantine(row, body)
    return row


def _replayed(table: MemoryTable, clock: SimClock, **asked: Any) -> Any:
    job = carried_out(begun(table, "replay", source=SOURCE.id, **asked), ports_of(table, clock))
    return job.result or job.error


def _stored(table: MemoryTable, response: str) -> Feedback | None:
    return Feedbacks(table).get(ids.feedback_id(SOURCE.id, response))


def test_what_a_fix_makes_usable_becomes_feedback_and_leaves_quarantine() -> None:
    clock, table = world()
    ConfigStore(table).save("SOURCE", SOURCE.id, MENDED, if_config=1)
    _quarantined(table, b'{"id":"1","text":"Nul"}')
    bad = _quarantined(table, b'{"id":"2"}', code="bad_score", delivery="d2")
    clock.advance(timedelta(days=2))
    result = _replayed(table, clock)
    assert (result["rows"], result["feedback"], result["remaining"]) == (2, 1, 1)
    assert result["remaining_codes"] == {"mapping:comment": 1}
    kept = _stored(table, "1")
    assert kept is not None
    assert (kept.comment, kept.received_at) == ("Nul", NOW), "as if it had been usable when it came"
    waiting = Received(table).quarantined(SOURCE.id)
    assert [(row.id, row.code) for row in waiting] == [(bad.id, "mapping:comment")], "under what is wrong now"


def test_only_rows_of_the_code_asked_for_are_read_again() -> None:
    clock, table = world()
    ConfigStore(table).save("SOURCE", SOURCE.id, MENDED, if_config=1)
    _quarantined(table, b'{"id":"1","text":"a"}')
    _quarantined(table, b'{"id":"2","text":"b"}', code="bad_score", delivery="d2")
    assert _replayed(table, clock, code="bad_score")["feedback"] == 1
    assert (_stored(table, "1"), _stored(table, "2") is None) == (None, False)


def test_what_is_feedback_already_only_leaves() -> None:
    clock, table = world()
    ConfigStore(table).save("SOURCE", SOURCE.id, MENDED, if_config=1)
    _quarantined(table, b'{"id":"1","text":"a"}')
    _replayed(table, clock)
    assert _replayed(table, clock) is not None
    again = carried_out(begun(table, "replay", "jbbbbbbbbbbbbbbbb", source=SOURCE.id), ports_of(table, clock))
    assert again.result is not None
    assert again.result["rows"] == 0


def test_a_source_that_is_gone_is_told() -> None:
    clock, table = world()
    job = carried_out(begun(table, "replay", source="s-gone"), ports_of(table, clock))
    assert job.error is not None
    assert job.error.code == "unknown_source"


def test_feedback_that_waits_for_its_place_is_looked_at_once_it_is_known() -> None:
    clock, table = world()
    store = Feedbacks(table)
    waiting = [feedback(number, place_code="NEW-SHOP") for number in range(3)]
    for one in waiting:
        store.add(one, b"{}", one.id)
        Unplaced(table).wait(one, "NEW-SHOP")
    refused = carried_out(begun(table, "release", code="NEW-SHOP"), ports_of(table, clock))
    assert refused.error is not None
    assert refused.error.code == "unknown_code"
    shop = Place("shop", "New shop", parent="ara", code="new-shop")
    ConfigStore(table).save("PLACE", shop.id, shop, if_config=1)
    begun(table, "release", "jbbbbbbbbbbbbbbbb", code="NEW-SHOP")
    assert handle(job_keys.job("jbbbbbbbbbbbbbbbb"), ports_of(table, clock), LONG) == "done"
    done = Jobs(table).get("jbbbbbbbbbbbbbbbb")
    assert done is not None
    assert done.result == {"code": "NEW-SHOP", "looked_at": 3}
    places = [Alerts(table).get(ids.alert_id(one.id)) for one in waiting]
    assert [case.place.id if case and case.place else None for case in places] == ["shop"] * 3
    assert Unplaced(table).waiting("NEW-SHOP").ids == []
