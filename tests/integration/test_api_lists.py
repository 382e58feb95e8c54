"""Lists, counts and pages: the right cases, each once, within the perimeter."""

import pytest
from msgspec.structs import replace

from tests.integration.world import World


def ids_of(world: World, query: str = "", as_: str = "u-claire") -> list[str]:
    reply = world.get("/alerts", query, as_)
    assert reply.status == 200, reply.body
    return [row["id"] for row in reply.body["items"]]


def counts_of(world: World, as_: str = "u-claire", query: str = "") -> dict[str, int]:
    reply = world.get("/alerts/counts", query, as_)
    assert reply.status == 200, reply.body
    return {section: count["count"] for section, count in reply.body.items()}


def test_a_list_is_sorted_by_due_and_shows_rows(world: World) -> None:
    first = world.raise_case(1)
    world.wait(minutes=1)
    second = world.raise_case(2)
    assert ids_of(world) == [first.id, second.id]
    row = world.get("/alerts").body["items"][0]
    assert (row["reference"], row["status"], row["label"]) == (f"A-{first.id[1:7].upper()}", "new", "Rule r-low")
    assert row["score"] == {"value": 2, "min": 0, "max": 10, "kind": "nps", "class": "low"}
    assert row["place"] == {"id": "lyon", "name": "Lyon Part-Dieu"}
    assert "email" not in str(row), "contact data is not in lists"


def test_sections_and_their_counts_agree(world: World) -> None:
    cases = [world.raise_case(number) for number in range(1, 6)]
    world.post(f"/alerts/{cases[0].id}/take", {"version": 1})
    world.post(f"/alerts/{cases[1].id}/close", {"version": 1, "reason": "void"})
    world.post(f"/alerts/{cases[2].id}/take", {"version": 1}, "u-marc")
    expected = {
        "inbox": [0, 2, 3, 4],
        "alerts": [0, 2, 3, 4],
        "messages": [],
        "mine": [0],
        "unassigned": [3, 4],
        "late": [],
        "done": [1],
        "on_hold": [],
        "spam": [],
    }
    for section, numbers in expected.items():
        assert set(ids_of(world, f"section={section}")) == {cases[number].id for number in numbers}, section
    assert counts_of(world) == {section: len(numbers) for section, numbers in expected.items()}
    world.wait(hours=49)
    assert len(ids_of(world, "section=late")) == 4 == counts_of(world)["late"]


def test_done_shows_the_last_closed_first_and_pages(world: World) -> None:
    cases = [world.raise_case(number) for number in range(1, 6)]
    for case in cases:
        world.wait(minutes=1)
        assert world.post(f"/alerts/{case.id}/close", {"version": 1, "reason": "void"}).status == 200
    assert pages(world, "section=done", 2) == [case.id for case in reversed(cases)]


def pages(world: World, query: str, limit: int, as_: str = "u-claire") -> list[str]:
    """All rows of a section, page by page."""
    found: list[str] = []
    cursor = ""
    for _ in range(50):
        reply = world.get("/alerts", f"{query}&limit={limit}{cursor}", as_)
        assert reply.status == 200, reply.body
        assert len(reply.body["items"]) <= limit
        found += [row["id"] for row in reply.body["items"]]
        if reply.body["next_cursor"] is None:
            return found
        cursor = f"&cursor={reply.body['next_cursor']}"
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("section", ["inbox", "unassigned", "alerts", "late", "mine"])
@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_pages_neither_repeat_nor_skip(world: World, section: str, limit: int) -> None:
    stores = ("LYON-PARTDIEU", "ANNECY", "PARIS-É")
    cases = [world.raise_case(number, place_code=stores[number % 3]) for number in range(1, 8)]
    if section == "mine":
        for case in cases:
            assert world.post(f"/alerts/{case.id}/take", {"version": 1}, "u-admin").status == 200
    world.wait(hours=72)
    found = pages(world, f"section={section}", limit, "u-admin")
    assert sorted(found) == sorted(case.id for case in cases)


def test_mine_is_held_against_the_perimeter(world: World) -> None:
    cases = [
        world.raise_case(number, place_code=("ANNECY", "LYON-PARTDIEU")[number % 2]) for number in range(1, 9)
    ]
    for case in cases:
        assert world.post(f"/alerts/{case.id}/take", {"version": 1}, "u-marc").status == 200
    marc = world.people.get("u-marc")
    assert marc is not None
    world.people.save(replace(marc, nodes=("lyon",)))
    found = pages(world, "section=mine", 2, "u-marc")
    assert sorted(found) == sorted(case.id for case in cases if case.path[-1] == "lyon")
    assert counts_of(world, "u-marc")["mine"] == 4


@pytest.mark.parametrize(
    ("as_", "stores"),
    [
        ("u-claire", {"LYON-PARTDIEU"}),
        ("u-region", {"LYON-PARTDIEU", "ANNECY"}),
        ("u-paris", {"PARIS-É"}),
        ("u-viewer", {"LYON-PARTDIEU", "ANNECY", "PARIS-É"}),
        ("u-admin", {"LYON-PARTDIEU", "ANNECY", "PARIS-É", "NOWHERE"}),
    ],
)
def test_lists_counts_and_details_obey_one_perimeter(world: World, as_: str, stores: set[str]) -> None:
    cases = {
        code: world.raise_case(number, place_code=code)
        for number, code in enumerate(("LYON-PARTDIEU", "ANNECY", "PARIS-É", "NOWHERE"), start=1)
    }
    seen = {cases[code].id for code in stores}
    assert set(ids_of(world, as_=as_)) == seen
    assert counts_of(world, as_)["inbox"] == len(seen)
    for case in cases.values():
        expected = 200 if case.id in seen else 404
        assert world.get(f"/alerts/{case.id}", as_=as_).status == expected
        assert world.get(f"/alerts/{case.id}/timeline", as_=as_).status == expected


@pytest.mark.parametrize(
    ("place", "as_", "status", "found"),
    [
        ("lyon", "u-region", 200, 1),
        ("ara", "u-region", 200, 2),
        ("net", "u-region", 200, 2),
        ("paris", "u-region", 404, 0),
        ("idf", "u-region", 404, 0),
        ("gone", "u-region", 404, 0),
        ("paris", "u-admin", 200, 1),
        ("?", "u-admin", 404, 0),
        ("net", "u-admin", 200, 3),
        ("ara", "u-claire", 200, 1),
    ],
)
def test_narrowing_to_a_place(world: World, place: str, as_: str, status: int, found: int) -> None:
    for number, code in enumerate(("LYON-PARTDIEU", "ANNECY", "PARIS-É", "NOWHERE"), start=1):
        world.raise_case(number, place_code=code)
    for path in ("/alerts", "/alerts/counts"):
        reply = world.get(path, f"place={place}", as_)
        assert reply.status == status
    if status == 200:
        assert (
            len(ids_of(world, f"place={place}", as_)) == found == counts_of(world, as_, f"place={place}")["inbox"]
        )


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=101",
        "limit=1000000000",
        "limit=abc",
        "limit=",
        "section=everything",
        "section=",
        f"place={'x' * 65}",
        f"cursor={'x' * 1001}",
        "sort=created_at",
        "place=lyon&place=annecy",
        "status=late",
        "priority=P4",
        "urgent=perhaps",
        "q=x",
        f"q={'x' * 201}",
        "q=%20%20%20",
        "&".join(f"filter{number}=x" for number in range(50)),
    ],
)
def test_parameters_that_are_refused(world: World, query: str) -> None:
    reply = world.get("/alerts", query)
    assert (reply.status, reply.code) == (422, "invalid")
    assert reply.body["errors"][0]["path"].startswith("$query.")


def test_a_cursor_holds_for_its_person_and_filters_only(world: World) -> None:
    for number in range(1, 6):
        world.raise_case(number)
    cursor = world.get("/alerts", "limit=2").body["next_cursor"]
    assert world.get("/alerts", f"limit=2&cursor={cursor}").status == 200
    bad = [
        ("u-marc", f"cursor={cursor}"),
        ("u-claire", f"section=late&cursor={cursor}"),
        ("u-claire", f"place=lyon&cursor={cursor}"),
        ("u-claire", "cursor=zzz"),
        ("u-claire", "cursor="),
        ("u-claire", "cursor=%C3%A9"),
        *(
            ("u-claire", f"cursor={cursor[:at]}{'A' if cursor[at] != 'A' else 'B'}{cursor[at + 1 :]}")
            for at in (0, 30, 50, 80)
        ),
    ]
    for as_, query in bad:
        reply = world.get("/alerts", query, as_)
        assert (reply.status, reply.code) == (400, "bad_cursor"), query
