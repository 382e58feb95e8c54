"""The time of an answer, and the feedback made of a draft."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.feedback import draft
from shared.feedback.draft import Draft
from shared.feedback.sources import HookSource
from tests.support.builders import NOW


@pytest.mark.parametrize(
    ("value", "expected", "replaced", "why"),
    [
        ("2026-03-17T08:00:00Z", datetime(2026, 3, 17, 8, tzinfo=UTC), False, "an hour ago"),
        ("2026-03-17T09:00:00+01:00", datetime(2026, 3, 17, 8, tzinfo=UTC), False, "the same elsewhere"),
        ("2026-03-17T12:00:00Z", NOW, False, "three hours ahead: their clock, held back to ours"),
        ("2026-03-18T09:05:00Z", NOW, False, "a day ahead to the second"),
        ("2026-03-18T09:05:01Z", NOW, True, "more than a day ahead"),
        ("2099-01-01T00:00:00Z", NOW, True, "far ahead"),
        ("1970-01-01T00:00:00Z", NOW, True, "the beginning of Unix time is a missing value"),
        ("2000-01-01T00:00:00Z", datetime(2000, 1, 1, tzinfo=UTC), False, "the first moment believed"),
        ("2026-03-17T08:00:00", NOW, True, "no zone"),
        ("2026-02-30T08:00:00Z", NOW, True, "no such day"),
        ("0001-01-01T00:00:00+05:00", NOW, True, "before year 1"),
        ("9999-12-31T23:59:59-05:00", NOW, True, "after year 9999"),
        ("", NOW, True, "empty"),
        (None, NOW, True, "absent"),
        (1773738300, NOW, True, "a number"),
        ({"at": "now"}, NOW, True, "an object"),
    ],
)
def test_submission_times(value: Any, expected: datetime, replaced: bool, why: str) -> None:
    assert draft.submitted_at(value, NOW) == (expected, replaced), why


@given(st.text() | st.integers() | st.none() | st.datetimes().map(str))
def test_a_submission_is_never_after_its_arrival(value: Any) -> None:
    moment, _ = draft.submitted_at(value, NOW)
    assert NOW - timedelta(days=366 * 27) < moment <= NOW


@pytest.mark.parametrize(
    ("value", "zone", "expected", "why"),
    [
        ("2026-03-16 16:40:12", "Europe/Paris", "2026-03-16T15:40:12+00:00", "winter time of the source"),
        ("2026-07-16 16:40:12", "Europe/Paris", "2026-07-16T14:40:12+00:00", "summer time of the source"),
        ("2026-03-16T16:40:12Z", "Europe/Paris", "2026-03-16T16:40:12+00:00", "its own zone goes before"),
        ("2026-03-16 16:40:12", None, None, "no zone anywhere"),
        ("2026-03-16 16:40:12", "Mars/Olympus", None, "a zone that does not exist"),
        ("0001-01-01 00:00:00", "Asia/Tokyo", None, "before year 1 in UTC"),
        ("yesterday", "Europe/Paris", None, "words"),
        (None, "Europe/Paris", None, "nothing"),
        (12, None, None, "a number"),
    ],
)
def test_moments(value: Any, zone: str | None, expected: str | None, why: str) -> None:
    moment = draft.moment_of(value, zone)
    assert (moment.isoformat() if moment else None) == expected, why


SOURCE = HookSource("s1", "limesurvey", settings={"zone": "Europe/Paris"})


def test_a_draft_becomes_feedback() -> None:
    made = Draft(response_id="r", comment="  Long\r\nwait \x07", submitted="2026-03-16 16:40:12", revision="2")
    found = draft.complete(made, SOURCE, "msg", NOW)
    assert found.comment == "Long\nwait"
    assert found.submitted_at == datetime(2026, 3, 16, 15, 40, 12, tzinfo=UTC)
    assert (found.source_id, found.source_kind, found.delivery_id, found.revision) == (
        "s1",
        "limesurvey",
        "msg",
        "2",
    )
    assert found.clock_start == found.received_at == NOW
    assert found.flags == ()


def test_what_was_answered_long_ago_starts_its_clock_then() -> None:
    start = NOW - timedelta(days=3)
    found = draft.complete(Draft(response_id="r"), SOURCE, "", NOW, starts_at=start, flags=("imported",))
    assert found.clock_start == start
    assert found.flags == ("submitted_at_replaced", "imported")


def test_a_withdrawal_has_no_time_to_mend() -> None:
    found = draft.complete(Draft(response_id="r", withdrawn=True), SOURCE, "", NOW)
    assert (found.withdrawn, found.flags) == (True, ())
