"""The audit: every act of a person, in order, for those who may read it."""

from typing import Any

from tests.integration.world import World


def read(world: World, query: str = "", as_: str = "u-admin") -> list[dict[str, Any]]:
    """Entries but those of looks at contact data, which come with most of what people do."""
    answer = world.get("/audit", query, as_=as_)
    assert answer.status == 200, answer.body
    return [one for one in answer.body["items"] if not one["type"].startswith("contact_")]


def work(world: World) -> tuple[str, str]:
    """A case of Lyon that was taken and annotated, then one of Paris that was taken."""
    lyon, paris = world.raise_case(1).id, world.raise_case(2, place_code="PARIS-É").id
    world.post(f"/alerts/{lyon}/take", {"version": 1})
    world.wait(seconds=1)
    world.post(f"/alerts/{lyon}/notes", {"version": 2, "text": "called"})
    world.wait(seconds=1)
    world.post(f"/alerts/{paris}/take", {"version": 1}, as_="u-paris")
    return lyon, paris


def test_who_did_what_the_latest_first_with_before_and_after(world: World) -> None:
    lyon, paris = work(world)
    found = read(world)
    assert [(one["type"], one["by"]["id"], one["alert_id"]) for one in found] == [
        ("taken", "u-paris", paris),
        ("noted", "u-claire", lyon),
        ("taken", "u-claire", lyon),
    ]
    assert found[2]["changes"]["status"] == ["new", "assigned"]


def test_filters_and_pages(world: World) -> None:
    lyon, _ = work(world)
    assert len(read(world, "who=u-claire")) == 2
    assert len(read(world, "type=taken")) == 2
    assert len(read(world, f"alert={lyon}&type=taken")) == 1
    assert read(world, "from=2026-01-01&to=2026-01-02") == []
    seen, cursor = [], ""
    while True:
        answer = world.get("/audit", f"limit=1{cursor}", as_="u-admin").body
        seen += [one["id"] for one in answer["items"] if not one["type"].startswith("contact_")]
        if answer["next_cursor"] is None:
            break
        cursor = f"&cursor={answer['next_cursor']}"
    assert seen == [one["id"] for one in read(world)]


def test_days_far_back_are_reached_page_by_page(world: World) -> None:
    work(world)
    world.wait(days=40)
    cursor, pages, found = "", 0, []
    while pages < 20:
        answer = world.get("/audit", f"from=2026-03-01{cursor}", as_="u-admin").body
        found += [one for one in answer["items"] if not one["type"].startswith("contact_")]
        pages += 1
        if answer["next_cursor"] is None:
            break
        cursor = f"&cursor={answer['next_cursor']}"
    assert len(found) == 3


def test_managers_read_what_concerns_their_perimeter(world: World) -> None:
    lyon, _ = work(world)
    assert {one["alert_id"] for one in read(world, as_="u-region")} == {lyon}


def test_others_read_nothing(world: World) -> None:
    for person in ("u-claire", "u-viewer"):
        assert world.get("/audit", as_=person).status == 403


def test_bad_spans_are_refused(world: World) -> None:
    for query in ("from=2026-03-02&to=2026-03-01", "from=2024-01-01&to=2026-01-01", "from=x", "limit=0"):
        assert world.get("/audit", query, as_="u-admin").status == 422, query


def test_a_cursor_of_other_filters_is_refused(world: World) -> None:
    work(world)
    cursor = world.get("/audit", "limit=1", as_="u-admin").body["next_cursor"]
    assert world.get("/audit", f"limit=1&who=u-claire&cursor={cursor}", as_="u-admin").status == 400
    assert world.get("/audit", f"limit=1&cursor={cursor}", as_="u-region").status == 400


def test_settings_and_rules_are_in_it(world: World) -> None:
    made = world.post("/keyword-lists", {"name": "Glass", "words": ["verre"]}, as_="u-admin")
    assert made.status == 201, made.body
    (entry,) = read(world)
    assert (entry["type"], entry["subject"]) == (
        "created",
        {"kind": "list", "id": made.body["id"], "name": "Glass"},
    )


def test_every_look_at_contact_data_is_in_it_once_a_day(world: World) -> None:
    case = world.raise_case().id
    for _ in range(2):
        world.get(f"/alerts/{case}")
    world.get(f"/alerts/{case}", as_="u-viewer")
    world.wait(days=1)
    world.get(f"/alerts/{case}")
    found = world.get("/audit", as_="u-admin").body["items"]
    assert [(one["type"], one["by"]["id"], one["alert_id"]) for one in found] == [
        ("contact_seen", "u-claire", case),
        ("contact_seen", "u-claire", case),
    ]
