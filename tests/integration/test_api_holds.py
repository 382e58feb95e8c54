"""Holds over the API: moments with and without a zone, the list they leave and the sweep that brings them back."""

from datetime import UTC, datetime
from typing import Any

import pytest

from functions.expire.sweep import sweep
from tests.integration.world import World

AHEAD = "2026-03-18T09:05:00Z"

MOMENTS = [
    ({"until": AHEAD}, "2026-03-18T09:05:00.000Z", "with its zone"),
    ({"until": "2026-03-18T10:05:00+01:00"}, "2026-03-18T09:05:00.000Z", "in another"),
    ({"until": "2026-03-18T10:05"}, "2026-03-18T09:05:00.000Z", "local time of the account, in winter"),
    ({"until": "2026-04-18T10:05"}, "2026-04-18T08:05:00.000Z", "in summer"),
    ({"until": "2026-10-25T02:30"}, "2026-10-25T00:30:00.000Z", "a time that happens twice: the first"),
    ({"until": "2027-03-17T09:05:00Z"}, "2027-03-17T09:05:00.000Z", "a year ahead"),
    ({"until": AHEAD, "or_reply": True}, "2026-03-18T09:05:00.000Z", "or a reply"),
    ({"until": None, "or_reply": True}, None, "a reply alone"),
]


@pytest.mark.parametrize(("body", "until", "why"), MOMENTS)
def test_until_when(world: World, body: dict[str, Any], until: str | None, why: str) -> None:
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/hold", {"version": 1, "note": "Calls back", **body})
    assert reply.status == 200, why
    assert reply.body["hold"] == {
        "until": until,
        "or_reply": body.get("or_reply", False),
        "by": {"id": "u-claire", "name": "Claire Morel"},
        "at": "2026-03-17T09:05:00.000Z",
        "note": "Calls back",
    }, why
    assert reply.body["clocks"]["hold"] == until
    assert "resume" in reply.body["may"]


REFUSED = [
    ({"until": "2026-03-17T09:04:59Z"}, "out_of_range", "past"),
    ({"until": "2026-03-17T09:05:00Z"}, "out_of_range", "now"),
    ({"until": "2027-03-18T09:05:01Z"}, "out_of_range", "more than a year ahead"),
    ({"until": "9999-12-31T23:59:59-05:00"}, "invalid", "beyond time"),
    ({"until": "2027-13-01T00:00"}, "invalid", "no month"),
    ({"until": "tomorrow"}, "invalid", "words"),
    ({"until": "2026-03-18"}, "invalid", "a day without its time"),
    ({"until": "x" * 41}, "invalid", "too long"),
    ({"until": 1773824700}, "invalid", "a number"),
    ({}, "invalid", "neither a moment nor a reply"),
    ({"or_reply": False}, "invalid", "no reply either"),
    ({"or_reply": "yes"}, "invalid", "no truth value"),
    ({"until": AHEAD, "by": "u-marc"}, "invalid", "an unknown field"),
]


@pytest.mark.parametrize(("body", "code", "why"), REFUSED)
def test_moments_that_are_refused(world: World, body: dict[str, Any], code: str, why: str) -> None:
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/hold", {"version": 1, **body})
    assert (reply.status, reply.code) == (422, code), why
    assert world.alerts.get(case.id) == case


def test_a_time_that_the_clocks_skip_is_refused_with_its_neighbours(world: World) -> None:
    world.time[0] = datetime(2027, 3, 20, 9, 0, tzinfo=UTC)
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/hold", {"version": 1, "until": "2027-03-28T02:30"})
    assert (reply.status, reply.code) == (422, "nonexistent_local_time")
    assert reply.body["neighbours"] == ["2027-03-28T00:30:00.000Z", "2027-03-28T01:30:00.000Z"]
    assert [(one["path"], one["code"]) for one in reply.body["errors"]] == [("$.until", "nonexistent_local_time")]
    for version, neighbour in enumerate(reply.body["neighbours"], 1):
        assert world.post(f"/alerts/{case.id}/hold", {"version": version, "until": neighbour}).status == 200


def ids(world: World, section: str) -> list[str]:
    return [row["id"] for row in world.get("/alerts", f"section={section}").body["items"]]


def test_a_case_on_hold_leaves_the_list_and_comes_back_first(world: World) -> None:
    waiting = world.raise_case(1)
    world.wait(minutes=1)
    case = world.raise_case(2)
    world.post(f"/alerts/{case.id}/hold", {"version": 1, "until": "2026-03-17T12:00:00Z"})
    assert (ids(world, "inbox"), ids(world, "on_hold")) == ([waiting.id], [case.id])
    world.wait(hours=3)
    assert sweep(world.alerts, lambda *_: None, world.now()).moved == 1
    assert (ids(world, "inbox"), ids(world, "on_hold")) == ([case.id, waiting.id], [])
    shown = world.get(f"/alerts/{case.id}").body
    assert (shown["returned"], shown["hold"], shown["due_at"]) == (True, None, "2026-03-17T12:00:00.000Z")
    timeline = world.get(f"/alerts/{case.id}/timeline").body["items"]
    assert [(one["type"], one["by"]) for one in timeline[1:]] == [
        ("held", {"id": "u-claire", "name": "Claire Morel"}),
        ("returned", None),
    ]
    assert timeline[2]["data"] == {}
    taken = world.post(f"/alerts/{case.id}/take", {"version": 3}).body
    assert (taken["returned"], taken["due_at"]) == (False, taken["target_at"]), "somebody is at it"


def test_resuming_before_its_end(world: World) -> None:
    case = world.raise_case()
    path = f"/alerts/{case.id}"
    assert world.post(f"{path}/resume", {"version": 1}).code == "not_held"
    world.post(f"{path}/hold", {"version": 1, "until": AHEAD})
    reply = world.post(f"{path}/resume", {"version": 2})
    assert (reply.status, reply.body["hold"], reply.body["returned"]) == (200, None, False)
    assert ids(world, "inbox") == [case.id]
