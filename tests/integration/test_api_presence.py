"""Presence: who is on which case, for those who see the case, and gone within 45 seconds."""

from tests.integration.world import World


def beat(world: World, as_: str, alert_id: str | None, *, typing: bool = False) -> list[tuple[str, str, bool]]:
    answer = world.call("PUT", "/presence", as_=as_, body={"alert_id": alert_id, "typing": typing})
    assert answer.status == 200, answer.body
    return [(one["alert_id"], one["person"]["id"], one["typing"]) for one in answer.body["items"]]


def test_colleagues_see_each_other_until_they_go(world: World) -> None:
    case = world.raise_case().id
    assert beat(world, "u-claire", case) == []
    assert beat(world, "u-marc", case, typing=True) == [(case, "u-claire", False)]
    assert beat(world, "u-claire", case) == [(case, "u-marc", True)]
    assert beat(world, "u-marc", None) == [(case, "u-claire", False)]
    assert beat(world, "u-claire", case) == []


def test_who_falls_silent_is_gone_within_45_seconds(world: World) -> None:
    case = world.raise_case().id
    beat(world, "u-claire", case)
    world.wait(seconds=44)
    assert beat(world, "u-marc", None) == [(case, "u-claire", False)]
    world.wait(seconds=1)
    assert beat(world, "u-marc", None) == []


def test_nobody_learns_of_a_case_outside_their_perimeter(world: World) -> None:
    case = world.raise_case().id
    beat(world, "u-claire", case)
    assert beat(world, "u-paris", None) == []
    refused = world.call("PUT", "/presence", as_="u-paris", body={"alert_id": case})
    unknown = world.call("PUT", "/presence", as_="u-paris", body={"alert_id": "a" + "2" * 24})
    assert (refused.status, refused.code) == (unknown.status, unknown.code) == (404, "not_found")


def test_a_beat_costs_one_write_and_one_query(world: World) -> None:
    case = world.raise_case().id
    beat(world, "u-claire", case)
    world.calls.take()
    beat(world, "u-claire", case)
    assert world.calls.take() == {"BatchGetItem": 1, "GetItem": 1, "PutItem": 1, "Query": 1}
