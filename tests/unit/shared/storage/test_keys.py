"""Keys of the table and sections of the inbox."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts.models import Alert, Hold
from shared.feedback.models import Respondent
from shared.scope.perimeter import Perimeter
from shared.scope.places import MAX_LEVELS
from shared.storage import keys, sections
from shared.storage.alerts import Slice, alert_item, event_item
from shared.storage.keys import TABLE_INDEXES, Kind
from shared.storage.sections import Section
from shared.storage.table import Span
from tests.support.builders import ALWAYS, CLAIRE, HOUR, NOW, alert, closing, feedback, opened, rule, tree

LEVELS = {"l0", "l1", "l2"}
DUE = "2026-03-19T09:05:00.000Z"
NEW = alert()
UNPLACED_CASE = opened(feedback(place_code="NOWHERE"), rule(criteria=ALWAYS))[0]


def levels(suffix: str) -> dict[str, str]:
    return {"l0": f"net#{suffix}", "l1": f"ara#{suffix}", "l2": f"lyon#{suffix}"}


STATES: list[tuple[str, Alert, dict[str, str]]] = [
    ("new", NEW, {**levels("open#alert#0"), "due": DUE, "tick": "CASE", "tick_at": DUE}),
    (
        "a message",
        replace(NEW, kind="message"),
        {**levels("open#message#0"), "due": DUE, "tick": "CASE", "tick_at": DUE},
    ),
    (
        "assigned",
        replace(NEW, status="assigned", owner=CLAIRE),
        {**levels("open#alert#1"), "due": DUE, "tick": "CASE", "tick_at": DUE, "owner_key": "u-claire#open"},
    ),
    (
        "contacted",
        replace(NEW, status="contacted", owner=CLAIRE, due_at=NOW + HOUR),
        {
            **levels("open#alert#1"),
            "due": "2026-03-17T10:05:00.000Z",
            "tick": "CASE",
            "tick_at": DUE,
            "owner_key": "u-claire#open",
        },
    ),
    ("expired stays open, without a tick", replace(NEW, status="expired"), {**levels("open#alert#0"), "due": DUE}),
    (
        "closed sorts by its closing",
        replace(NEW, status="closed", owner=CLAIRE, closing=closing(NOW + HOUR)),
        {**levels("done#alert"), "due": "2026-03-17T10:05:00.000Z", "owner_key": "u-claire#done"},
    ),
    ("spam", replace(NEW, status="spam"), {**levels("spam#alert"), "due": DUE}),
    ("unplaced", UNPLACED_CASE, {"l0": "?#open#alert#0", "due": DUE, "tick": "CASE", "tick_at": DUE}),
]


@pytest.mark.parametrize(("why", "case", "expected"), STATES, ids=[row[0] for row in STATES])
def test_index_keys_of_a_case(why: str, case: Alert, expected: dict[str, str]) -> None:
    found = keys.alert_index_keys(case)
    ends = {"due": f"#9{case.id}", "tick_at": f"#{case.id}"}
    timed = {name: f"{expected[name]}{end}" for name, end in ends.items() if name in expected}
    assert found == {**expected, **timed, "respondent_key": "A#C-20418"}


def test_a_case_without_a_known_respondent_is_in_no_history() -> None:
    anonymous = opened(feedback(respondent=Respondent(name="Ana")))[0]
    assert "respondent_key" not in keys.alert_index_keys(anonymous)


def test_every_index_key_of_a_case_belongs_to_an_index() -> None:
    known = {name for index in TABLE_INDEXES.values() for name in index[:2]}
    for _, case, _ in STATES:
        assert set(keys.alert_index_keys(case)) <= known


def test_the_item_of_a_case() -> None:
    item = alert_item(NEW)
    assert (item["pk"], item["sk"], item["kind"], item["version"]) == (f"A#{NEW.id}", "A", "alert", 1)
    assert {"body", "row", "due", "tick"} <= set(item)
    assert keys.alert_id_of(str(item["pk"])) == NEW.id


def test_events_stand_behind_their_case_in_order() -> None:
    found = [keys.event("a1", version)[1] for version in (1, 2, 10, 99_999, 100_000)]
    assert found == sorted(found)
    assert all(key > keys.alert("a1")[1] for key in found), "the timeline is one range behind the case itself"


def test_only_events_somebody_is_told_of_enter_the_outbox() -> None:
    _, raised = opened(feedback())
    item = event_item(raised)
    assert (item["kind"], item["tick"]) == (Kind.EVENT, keys.OUTBOX)
    assert item["tick_at"] == "2026-03-17T09:10:00.000Z#" + str(item["pk"])
    assert "tick" not in event_item(replace(raised, type="taken"))


def test_deliveries_stand_beside_their_event() -> None:
    event = keys.event("a1", 3)
    row = keys.delivery(event, "email", "u1")
    assert row[0] == event[0]
    assert row[1].startswith(keys.deliveries(event))
    assert not row[1].startswith(keys.deliveries(keys.event("a1", 30)))


def test_kinds_of_items_never_share_a_key() -> None:
    found = [
        keys.feedback("x"),
        keys.revision("x", ""),
        keys.revision("x", "F"),
        keys.fetch("x", "x"),
        keys.unplaced_mark("x"),
        keys.unplaced_code("x", "x"),
        keys.raw_part("x", 0),
        keys.quarantine("x", "x"),
        keys.alert("x"),
        keys.event("x", 1),
        keys.delivery(keys.event("x", 1), "email", "x"),
        keys.notice("x", "x"),
        keys.answer("x", "x"),
        keys.user("x"),
        keys.member("x", "x"),
        keys.config("RULE", "x"),
        keys.CONFIG_VERSION,
    ]
    assert len(set(found)) == len(found)


def test_the_states_of_a_feedback_are_one_range_with_its_mark() -> None:
    partition, after, before = keys.states("x")
    inside = [keys.feedback("x"), keys.revision("x", ""), keys.revision("x", "~"), keys.unplaced_mark("x")]
    assert all(pk == partition and after < sk < before for pk, sk in inside)
    assert keys.feedback_id_of(partition) == "x"


def test_cases_and_feedback_of_a_respondent_never_mix() -> None:
    """Whatever the id a tool gives its respondents."""
    odd = ["x", "A#x", "F#x", ""]
    assert not {*map(keys.respondent_cases, odd)} & {*map(keys.respondent_feedback, odd)}


def test_the_indexes_are_one_per_level_and_four_more() -> None:
    assert set(TABLE_INDEXES) == {
        *(f"level{n}" for n in range(MAX_LEVELS)),
        "owner",
        "respondent",
        "tick",
        "source_day",
    }


ARA = Perimeter(frozenset({"ara"}))
TWO = Perimeter(frozenset({"lyon", "idf", "gone"}))
ALL = Perimeter(everything=True)


def open_slices(level: int, node: str, kinds: str = "am", owned: str = "01") -> list[Slice]:
    names = {"a": "alert", "m": "message"}
    return [Slice(f"level{level}", f"{node}#open#{names[kind]}#{flag}") for kind in kinds for flag in owned]


SLICES: list[tuple[Section, Perimeter, list[Slice]]] = [
    (Section.INBOX, ARA, open_slices(1, "ara")),
    (Section.LATE, ARA, open_slices(1, "ara")),
    (Section.ALERTS, ARA, open_slices(1, "ara", kinds="a")),
    (Section.MESSAGES, ARA, open_slices(1, "ara", kinds="m")),
    (Section.UNASSIGNED, ARA, open_slices(1, "ara", owned="0")),
    (Section.DONE, ARA, [Slice("level1", "ara#done#alert"), Slice("level1", "ara#done#message")]),
    (Section.INBOX, TWO, [*open_slices(1, "idf"), *open_slices(2, "lyon")]),
    (Section.INBOX, ALL, [*open_slices(0, "net"), *open_slices(0, "?")]),
    (Section.INBOX, Perimeter(), []),
    (Section.MINE, ARA, [Slice("owner", "u1#open")]),
    (Section.MINE, Perimeter(), [Slice("owner", "u1#open")]),
]


@pytest.mark.parametrize(("section", "perimeter", "expected"), SLICES)
def test_slices(section: Section, perimeter: Perimeter, expected: list[Slice]) -> None:
    assert sections.slices(section, perimeter, tree(), "u1") == expected


CASES_IN: dict[str, tuple[Alert, set[Section]]] = {
    "new alert": (NEW, {Section.INBOX, Section.ALERTS, Section.UNASSIGNED, Section.LATE}),
    "new message": (
        replace(NEW, kind="message"),
        {Section.INBOX, Section.MESSAGES, Section.UNASSIGNED, Section.LATE},
    ),
    "own alert": (
        replace(NEW, status="assigned", owner=CLAIRE),
        {Section.INBOX, Section.ALERTS, Section.MINE, Section.LATE},
    ),
    "expired": (replace(NEW, status="expired"), {Section.INBOX, Section.ALERTS, Section.UNASSIGNED, Section.LATE}),
    "closed": (replace(NEW, status="closed", owner=CLAIRE, closing=closing()), {Section.DONE}),
    "spam": (replace(NEW, status="spam"), {Section.SPAM}),
    "on hold": (replace(NEW, hold=Hold(CLAIRE, NOW)), {Section.ON_HOLD}),
    "worked with another": (replace(NEW, attached_to="a-other"), set()),
}


@pytest.mark.parametrize("name", list(CASES_IN))
@pytest.mark.parametrize("nodes", [{"net"}, {"ara"}, {"lyon"}], ids=["network", "region", "store"])
def test_a_case_is_in_its_sections_once(name: str, nodes: set[str]) -> None:
    case, expected = CASES_IN[name]
    found = keys.alert_index_keys(case)
    partitions = [(index, found.get(TABLE_INDEXES[index].hash)) for index in TABLE_INDEXES]
    for section in Section:
        asked = sections.slices(section, Perimeter(frozenset(nodes)), tree(), CLAIRE.id)
        hits = sum((part.index_name, part.partition) in partitions for part in asked)
        assert hits == (section in expected), section


@pytest.mark.parametrize(
    ("section", "after", "expected"),
    [
        (Section.INBOX, None, Span()),
        (Section.INBOX, "x", Span(after="x")),
        (Section.LATE, None, Span(before="2026-03-17T09:05:00.000Z")),
        (Section.LATE, "x", Span(after="x", before="2026-03-17T09:05:00.000Z")),
        (Section.DONE, None, Span()),
        (Section.DONE, "x", Span(before="x")),
    ],
)
def test_spans(section: Section, after: Any, expected: Span) -> None:
    assert sections.span(section, NOW, after) == expected
    assert sections.newest_first(section) is (section in (Section.DONE, Section.SPAM))


def test_late_ends_just_before_the_present_millisecond() -> None:
    bound = sections.span(Section.LATE, NOW).before
    assert bound is not None
    assert keys.alert_index_keys(replace(NEW, due_at=NOW - timedelta(milliseconds=1)))["due"] < bound
    assert keys.alert_index_keys(replace(NEW, due_at=NOW))["due"] > bound
