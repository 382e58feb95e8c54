"""Time, identifiers, settings and the table of refusals."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import clock, errors, ids
from shared.errors import AppError, Fault
from shared.settings import MissingSetting, Settings


def test_now_is_utc_and_keeps_what_a_stored_time_keeps() -> None:
    moment = clock.now()
    assert moment.tzinfo is UTC
    assert clock.parse(clock.iso(moment)) == moment


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("2026-03-17T09:05:00Z", "2026-03-17T09:05:00.000Z", "already UTC"),
        ("2026-03-17T10:05:00+01:00", "2026-03-17T09:05:00.000Z", "moved to UTC"),
        ("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00.000Z", "first of the doubled hour of Paris"),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00.000Z", "second of the doubled hour"),
        ("2026-03-17T09:05:00.123987Z", "2026-03-17T09:05:00.123Z", "cut to milliseconds, never rounded up"),
        ("0050-01-01T00:00:00Z", "0050-01-01T00:00:00.000Z", "four digits of year, so text order is time order"),
    ],
)
def test_times_are_read_and_written(text: str, expected: str, why: str) -> None:
    assert clock.iso(clock.parse(text)) == expected, why


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2026-02-30T10:00:00Z",
        "2026-03-17T09:05:00",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:59-05:00",
    ],
    ids=["empty", "words", "no such day", "no zone", "before year 1 in UTC", "after year 9999 in UTC"],
)
def test_what_is_no_time_raises_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        clock.parse(text)


@given(
    st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)),  # noqa: DTZ001 - made aware below
    st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)),  # noqa: DTZ001
    st.integers(-14, 14),
)
def test_text_order_is_time_order(one: datetime, other: datetime, offset: int) -> None:
    first, second = one.replace(tzinfo=UTC), other.replace(tzinfo=timezone(timedelta(hours=offset)))
    gap = abs(first - second)
    if gap >= timedelta(milliseconds=1):
        assert (clock.iso(first) < clock.iso(second)) == (first < second)


def test_ids_follow_from_the_identity_of_what_arrives() -> None:
    assert ids.feedback_id("s1", "r1") == ids.feedback_id("s1", "r1")
    assert ids.feedback_id("s1", "r1") != ids.feedback_id("s2", "r1")
    assert ids.feedback_id("s1", "1r1") != ids.feedback_id("s11", "r1"), "parts never run together"
    assert ids.alert_id(ids.feedback_id("s1", "r1"))[1:] == ids.feedback_id("s1", "r1")[1:]


def test_an_alert_is_called_by_the_start_of_its_id() -> None:
    assert ids.reference("a7k3qf2zzzzzzzzzzzzzzzzzzz") == "A-7K3QF2"


def test_quarantine_ids_follow_from_the_bytes() -> None:
    assert ids.quarantine_id("s1", b"{}") == ids.quarantine_id("s1", b"{}")
    assert ids.quarantine_id("s1", b"{}") != ids.quarantine_id("s1", b"{} ")
    assert ids.quarantine_id("s1", b"{}") != ids.quarantine_id("s2", b"{}")


@pytest.mark.parametrize("text", ["token", "", "é", "\ud800", "%00", "x" * 5000])
def test_any_text_can_be_hashed(text: str) -> None:
    assert len(ids.token_hash(text)) == 32
    assert len(ids.feedback_id("s", text)) == 25


def test_new_ids_differ() -> None:
    assert len({ids.new_id("r") for _ in range(1000)}) == 1000


def _refusals(base: type[AppError] = AppError) -> Iterator[type[AppError]]:
    for one in base.__subclasses__():
        yield one
        yield from _refusals(one)


REFUSALS = [one for one in _refusals() if one is not errors.HookError]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda one: one.__name__)
def test_a_refusal_says_what_it_is(refusal: type[AppError]) -> None:
    assert 400 <= refusal.status < 500
    assert refusal.code.isascii()
    assert refusal.code == refusal.code.lower()
    assert refusal.title
    assert refusal().detail == refusal.title, "without a detail the title stands for it"
    assert refusal("Do this").detail == "Do this"


def test_codes_are_unique() -> None:
    # What is unknown shares one code on purpose, a case or a source, and so does what is too large, a webhook or a
    # file: the sender does the same about it.
    twins = (errors.UnknownSource, errors.FileTooLarge)
    codes = [refusal.code for refusal in REFUSALS if refusal not in twins]
    assert len(codes) == len(set(codes))


def test_faults_and_more_belong_to_one_refusal() -> None:
    first, second = errors.Invalid(errors=[Fault("$.a", "b", "c")]), errors.Invalid()
    first.more["current"] = {}
    assert first.errors == (Fault("$.a", "b", "c"),)
    assert second.errors == ()
    assert second.more == {}


def test_settings_name_everything_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TENANT", raising=False)
    monkeypatch.setenv("TABLE_NAME", "")
    with pytest.raises(MissingSetting, match="TENANT, TABLE_NAME"):
        Settings.from_environment()


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENANT", "acme")
    monkeypatch.setenv("TABLE_NAME", "boucle-acme")
    assert Settings.from_environment() == Settings("acme", "boucle-acme")
