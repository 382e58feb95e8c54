"""What directory files change, and every line that cannot be used (B62, B63)."""

import pytest
from msgspec.structs import replace

from shared.directory.people import plan_users
from shared.directory.places import Known, plan_groups, plan_places
from shared.directory.plan import Plan
from shared.directory.sheet import Kind, Row, rows
from shared.imports.text import BadFile
from shared.scope.people import User
from shared.scope.places import Group, PlaceTree
from tests.support.builders import PLACES, user

TREE = PlaceTree(PLACES, [Group("g", "Old town", ("lyon",))])
BOSS = user("u-boss", email="boss@example.com", role="admin", nodes=())
OTHER = user("u-other", email="other@example.com", role="admin", nodes=())
NORA = user("u-nora", email="Nora@example.com", name="Nora", locale="en")
EVERYBODY = (BOSS, OTHER, NORA)
KNOWN = Known({"c1"}, {"nora@example.com": NORA, "view@example.com": replace(NORA, role="viewer")})


def read(kind: Kind, text: str) -> list[Row]:
    found, faults = rows(kind, text)
    assert faults == []
    return found


def places(text: str, tree: PlaceTree = TREE) -> Plan:
    return plan_places(read("places", text), tree, KNOWN)


def groups(text: str) -> Plan:
    return plan_groups(read("groups", text), TREE, lambda group: group == "g")


def people(text: str, users: tuple[User, ...] = EVERYBODY) -> Plan:
    return plan_users(read("users", text), users, TREE, {"hr"}, BOSS.id)


def told(plan: Plan) -> list[tuple[int, str, str]]:
    return [(one.line, one.path, one.code) for one in plan.errors]


def made(plan: Plan) -> list[tuple[str, str]]:
    return [
        (step.change, step.after.email if isinstance(step.after, User) else step.after.id) for step in plan.steps
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "names", ["id,name,parent,remove", "Identifiant,Nom,Parent,Supprimer", "ID,NAME,PARENT,REMOVE"]
)
def test_files_are_read_however_spreadsheets_write_them(separator: str, names: str) -> None:
    text = f"\ufeff{names}\r\n gre , Grenoble,ara,\r\n\r\nannecy,,,oui\r\n".replace(",", separator)
    plan = places(text)
    assert (made(plan), plan.errors, plan.lines) == ([("added", "gre"), ("removed", "annecy")], [], 2)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("name\nLyon\n", "column_missing"),
        ("id,Identifiant\na,b\n", "column_twice"),
        ("id,name\n" + "a,b\n" * 5001, "too_many_lines"),
        (",".join(["id"] * 600) + "\n", "too_many_columns"),
    ],
)
def test_files_that_cannot_be_used(text: str, code: str) -> None:
    with pytest.raises(BadFile) as refused:
        rows("places", text)
    assert refused.value.code == code


def test_lines_that_cannot_be_read_are_told_and_the_others_stay() -> None:
    good, faults = rows("places", 'id,name\na,"one\ntwo"\nb\nc,"x"y\nd,D\x00\ne,E\n')
    assert [row.cells["id"] for row in good] == ["a", "e"]
    assert [(one.line, one.code) for one in faults] == [(4, "ragged"), (5, "bad_quoting"), (6, "nul")]


def test_places_are_added_from_the_top_whatever_their_order() -> None:
    plan = places("id,name,parent\ns2,Store,r2\nr2,Region,net\nnew,New,\n")
    assert made(plan) == [("added", "r2"), ("added", "new"), ("added", "s2")]
    assert plan.errors == []


def test_columns_that_are_not_there_change_nothing_and_empty_cells_empty_it() -> None:
    plan = places("id,name\nlyon,Lyon Gare\nannecy,Annecy\nparis,\n")
    assert made(plan) == [("changed", "lyon")]
    assert plan.unchanged == 2
    (step,) = plan.steps
    assert step.after == replace(TREE.places["lyon"], name="Lyon Gare", version=2)
    (emptied,) = places("id,code,owner\nlyon,,Nora@Example.com\n").steps
    assert emptied.after == replace(TREE.places["lyon"], code=None, owner="u-nora", version=2)
    assert made(places("id,parent\nlyon,PARIS-é\n")) == [("changed", "lyon")], (
        "places are named by their codes too"
    )
    assert made(places("id,code\nlyon,ANNECY2\nannecy,LYON-PARTDIEU\n")) == [
        ("changed", "lyon"),
        ("changed", "annecy"),
    ]


PLACE_ERRORS = [
    ("id,name\n,X\n", "id", "bad_id"),
    ("id,name\n../x,X\n", "id", "bad_id"),
    ("id,name\nunknown,X\n", "id", "bad_id"),
    ("id,name\ng,X\n", "id", "duplicate"),
    ("id,name\nnew,\n", "name", "bad_name"),
    ("id,name,parent\nnew,New,gone\n", "parent", "unknown_parent"),
    ("id,parent\nara,lyon\n", "parent", "circle"),
    ("id,parent\nlyon,lyon\n", "parent", "circle"),
    ("id,code\nlyon,annecy\n", "code", "code_taken"),
    ("id,aliases\nlyon,x|annecy\n", "aliases[1]", "code_taken"),
    ("id,calendar\nlyon,c9\n", "calendar", "unknown_calendar"),
    ("id,owner\nlyon,nobody@example.com\n", "owner", "unknown_person"),
    ("id,owner\nlyon,view@example.com\n", "owner", "unknown_person"),
    ("id,remove\nara,yes\n", "remove", "in_use"),
    ("id,remove\nlyon,perhaps\n", "remove", "bad_flag"),
]


@pytest.mark.parametrize(
    ("text", "column", "code"), PLACE_ERRORS, ids=[row[2] + " " + row[1] for row in PLACE_ERRORS]
)
def test_lines_of_places_that_are_refused(text: str, column: str, code: str) -> None:
    plan = places(text)
    assert (told(plan), plan.steps) == ([(2, column, code)], [])


def test_an_id_twice_and_a_whole_branch_that_goes() -> None:
    assert told(places("id,name\nnew,A\nnew,B\n")) == [(3, "id", "duplicate")]
    plan = places("id,remove\nara,yes\nlyon,x\nannecy,1\nnever,yes\n")
    assert made(plan) == [("removed", "lyon"), ("removed", "annecy"), ("removed", "ara")]
    assert (plan.unchanged, plan.errors) == (1, [])


def test_groups() -> None:
    plan = groups("id,name,places\nnorth,North,PARIS-É|annecy|annecy\ng,Old town,lyon\n")
    assert made(plan) == [("added", "north")]
    assert plan.steps[0].after == Group("north", "North", ("paris", "annecy"))
    assert plan.unchanged == 1
    assert told(groups("id,name,places\nh,H,lyon|gone\nlyon,X,\ni,OLD TOWN,\nj,,\n")) == [
        (2, "places[1]", "unknown_place"), (3, "id", "duplicate"), (4, "name", "duplicate"),
        (5, "name", "bad_name"),
    ]  # fmt: skip
    assert told(groups("id,remove\ng,yes\n")) == [(2, "remove", "in_use")]
    assert groups("id,remove\nh,yes\n").unchanged == 1


def test_people_are_added_changed_and_let_in_no_more() -> None:
    plan = people(
        "email,name,role,locale,places,departments,departments_only,remove\n"
        "max@example.com,Max,agent,en,lyon|PARIS-É,hr,oui,\n"
        "NORA@example.com,Nora Lind,,,annecy,,no,\n"
        "other@example.com,,,,,,,yes\n"
        "gone@example.com,Gone,agent,,,,,yes\n"
    )
    assert plan.errors == []
    assert made(plan) == [
        ("added", "max@example.com"), ("changed", "Nora@example.com"), ("removed", "other@example.com"),
    ]  # fmt: skip
    new = plan.steps[0].after
    assert new == User(
        "", "max@example.com", "Max", "agent", "en", ("lyon", "paris"), departments=("hr",), departments_only=True
    )
    assert plan.steps[1].after == replace(NORA, name="Nora Lind", nodes=("annecy",))
    assert plan.unchanged == 1


PEOPLE_ERRORS = [
    ("email,name,role\nx,X,agent\n", "email", "bad_email"),
    ("email,name,role\nmax@example.com,,agent\n", "name", "bad_name"),
    ("email,name,role\nmax@example.com,Max,\n", "role", "bad_role"),
    ("email,role\nnora@example.com,boss\n", "role", "bad_role"),
    ("email,locale\nnora@example.com,de\n", "locale", "bad_locale"),
    ("email,places\nnora@example.com,lyon|gone\n", "places[1]", "unknown_place"),
    ("email,groups\nnora@example.com,gone\n", "groups[0]", "unknown_group"),
    ("email,departments\nnora@example.com,gone\n", "departments[0]", "unknown_department"),
    ("email,places\nnora@example.com," + "|".join(f"p{n}" for n in range(51)) + "\n", "places", "too_long"),
    ("email,remove\nnora@example.com,maybe\n", "remove", "bad_flag"),
    ("email,remove\nboss@example.com,yes\n", "email", "own_account"),
    ("email,role\nBOSS@example.com,agent\n", "email", "own_account"),
]


@pytest.mark.parametrize(
    ("text", "column", "code"), PEOPLE_ERRORS, ids=[row[2] + " " + row[1] for row in PEOPLE_ERRORS]
)
def test_lines_of_people_that_are_refused(text: str, column: str, code: str) -> None:
    plan = people(text)
    assert (2, column, code) in told(plan)
    assert plan.steps == []


def test_an_address_twice_in_another_case_is_the_second_ones_fault() -> None:
    plan = people("email,name,role\nmax@example.com,Max,agent\nMAX@Example.com,Max,viewer\n")
    assert told(plan) == [(3, "email", "duplicate")]
    assert made(plan) == [("added", "max@example.com")]


def test_the_last_admin_stays_whatever_the_file_says() -> None:
    only = (replace(BOSS, id="u-else"), OTHER, NORA)
    plan = people("email,remove,role\nother@example.com,yes,\nboss@example.com,,agent\n", only)
    assert told(plan) == [(3, "email", "last_admin")]
    plan = people(
        "email,role,remove\nnora@example.com,admin,\nother@example.com,,yes\nboss@example.com,agent,\n", only
    )
    assert plan.errors == [], "another has become one just before"
    assert len(plan.steps) == 3
