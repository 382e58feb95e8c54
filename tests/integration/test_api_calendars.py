"""Business calendars: written by admins, shown day by day, kept while a place uses them."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.integration.world import Reply, World
from tests.support.builders import PLACES

WEEK = [*[[["09:00", "12:30"], ["14:00", "19:00"]]] * 5, [["09:00", "20:00"]], []]
CALENDAR: dict[str, Any] = {"name": "Magasins", "zone": "Europe/Paris", "week": WEEK, "country": "FR"}


def made(world: World, **changes: Any) -> Reply:
    return world.post("/calendars", {**CALENDAR, **changes}, "u-admin")


def test_one_is_written_read_and_changed(world: World) -> None:
    reply = made(world, closed=["2026-12-26", "2026-01-02"], special={"2026-12-24": [["09:00", "24:00"]]})
    assert reply.status == 201, reply.body
    assert reply.body == {
        **CALENDAR, "id": reply.body["id"], "version": 1, "subdivision": None, "used_by": [],
        "closed": ["2026-01-02", "2026-12-26"], "special": {"2026-12-24": [["09:00", "24:00"]]},
    }  # fmt: skip
    path = f"/calendars/{reply.body['id']}"
    assert world.get(path, as_="u-region").body == reply.body
    changed = world.call("PUT", path, as_="u-admin", body={**CALENDAR, "name": "Boutiques", "version": 1})
    assert (changed.status, changed.body["name"], changed.body["special"]) == (200, "Boutiques", {})


def test_days_one_by_one(world: World) -> None:
    one = made(world, closed=["2026-05-02"], special={"2026-05-01": [["10:00", "12:00"]]}).body
    reply = world.get(f"/calendars/{one['id']}/preview", "from=2026-04-30&days=4", as_="u-admin")
    morning, evening = WEEK[0]
    assert [(day["date"], day["open"]) for day in reply.body["days"]] == [
        ("2026-04-30", [morning, evening]),
        ("2026-05-01", [["10:00", "12:00"]]),
        ("2026-05-02", []),
        ("2026-05-03", []),
    ]
    assert [bool(day["holiday"]) for day in reply.body["days"]] == [False, True, False, False]
    assert len(world.get(f"/calendars/{one['id']}/preview", as_="u-admin").body["days"]) == 60


def test_one_in_use_stays_and_says_where(world: World) -> None:
    one = made(world).body
    stored = world.config.load()
    world.config.save("PLACE", "lyon", replace(PLACES[3], calendar=one["id"]), if_config=stored.version)
    path = f"/calendars/{one['id']}"
    world.wait(seconds=2)
    assert world.get(path, as_="u-admin").body["used_by"] == [
        {"kind": "place", "id": "lyon", "label": "Lyon Part-Dieu"}
    ]
    refused = world.call("DELETE", path, as_="u-admin", query="version=1")
    assert (refused.status, refused.code) == (409, "in_use")
    world.config.save("PLACE", "lyon", PLACES[3], if_config=stored.version + 1)
    assert world.call("DELETE", path, as_="u-admin", query="version=1").status == 204


def test_the_calendar_of_the_settings_stays(world: World) -> None:
    one = made(world).body
    settings = {"version": 0, "calendar": one["id"]}
    assert world.call("PATCH", "/settings", as_="u-admin", body=settings).status == 200
    assert world.call("DELETE", f"/calendars/{one['id']}", as_="u-admin", query="version=1").code == "in_use"


@pytest.mark.parametrize(
    ("changes", "path", "code", "why"),
    [
        ({"zone": "Europe/Atlantis"}, "$.zone", "unknown_zone", "no such zone"),
        ({"zone": "../etc"}, "$.zone", "unknown_zone", "no path"),
        ({"zone": "Europe"}, "$.zone", "unknown_zone", "a part of the world is no zone"),
        ({"week": WEEK[:6]}, "$.week", "too_short", "seven days"),
        ({"week": [[]] * 7}, "$.week", "never_open", "never open"),
        ({"week": [[["12:00", "09:00"]]] * 7}, "$.week[0][0]", "bad_span", "ends before it begins"),
        ({"week": [[["24:00", "24:00"]]] * 7}, "$.week[0][0]", "bad_span", "lasts no time"),
        ({"week": [[["09:00", "12:00"], ["11:00", "13:00"]]] * 7}, "$.week[0][1]", "overlap", "overlapping"),
        ({"week": [[["09:00", "12:00"], ["12:00", "13:00"]]] * 7}, "$.week[0][1]", "overlap", "touching"),
        ({"week": [[["14:00", "15:00"], ["09:00", "12:00"]]] * 7}, "$.week[0][1]", "overlap", "out of order"),
        ({"week": [[["09:00", "25:00"]]] * 7}, "$.week[0][0][1]", "string_pattern_mismatch", "no such hour"),
        ({"week": [[["09:00"]]] * 7}, "$.week[0][0]", "too_short", "half a span"),
        ({"country": "XX"}, "$.country", "unknown_country", "no such country"),
        ({"country": None, "subdivision": "57"}, "$.subdivision", "unknown_subdivision", "of no country"),
        ({"subdivision": "NOPE"}, "$.subdivision", "unknown_subdivision", "not one of France"),
        ({"closed": ["2026-02-30"]}, "$.closed[0]", "bad_date", "no such day"),
        ({"special": {"2026-13-01": []}}, "$.special.2026-13-01", "bad_date", "no such month"),
        ({"special": {"2026-12-24": [["18:00", "09:00"]]}}, "$.special.2026-12-24[0]", "bad_span", "as above"),
    ],
)  # fmt: skip
def test_what_is_refused(world: World, changes: dict[str, Any], path: str, code: str, why: str) -> None:
    reply = made(world, **changes)
    assert (reply.status, reply.code) == (422, "invalid"), why
    assert (path, code) in [(one["path"], one["code"]) for one in reply.body["errors"]], reply.body["errors"]


def test_a_day_may_last_from_midnight_to_midnight(world: World) -> None:
    assert made(world, week=[[["00:00", "24:00"]]] * 7, country=None).status == 201


@pytest.mark.parametrize("query", ["from=0001-01-01", "from=9999-12-31", "days=0", "days=401", "from=soon"])
def test_previews_that_are_refused(world: World, query: str) -> None:
    one = made(world).body
    assert world.get(f"/calendars/{one['id']}/preview", query, as_="u-admin").status == 422
