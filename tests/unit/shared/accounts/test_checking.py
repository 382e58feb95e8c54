"""What somebody may give others to see: never more than they see themselves."""

from typing import Any

import pytest

from shared.accounts import checking
from shared.scope.people import User
from shared.scope.places import Group, PlaceTree
from tests.support.builders import PLACES, user

TREE = PlaceTree(PLACES, (Group("g-alps", "Alps", ("lyon", "annecy")), Group("g-all", "All", ("lyon", "paris"))))
REGION = user("u-region", role="manager", nodes=("ara",), departments=("hr",))
ONLY = user("u-hr", role="manager", nodes=("ara",), departments=("hr",), departments_only=True)
ADMIN = user("u-admin", role="admin", nodes=())

GIVEN: list[tuple[User, dict[str, Any], str | None, str]] = [
    (REGION, {"nodes": ("lyon",)}, None, "a store of theirs"),
    (REGION, {"nodes": ("ara",)}, None, "all that they see"),
    (REGION, {"nodes": ("net",)}, "$.places[0]", "what is above"),
    (REGION, {"nodes": ("lyon", "paris")}, "$.places[1]", "a store of others"),
    (REGION, {"nodes": ()}, "$.places", "nothing at all"),
    (REGION, {"nodes": (), "groups": ("g-alps",)}, None, "a group wholly theirs"),
    (REGION, {"groups": ("g-all",)}, "$.groups[0]", "a group that reaches further"),
    (REGION, {"departments": ("hr",)}, None, "their department"),
    (REGION, {"departments": ("legal",)}, "$.departments[0]", "another's department"),
    (REGION, {"departments": ("hr",), "departments_only": True}, None, "less than they see"),
    (ONLY, {"departments": ("hr",), "departments_only": True}, None, "as little as they see"),
    (ONLY, {"departments": ("hr",)}, "$.departments_only", "the cases beside, which they do not see"),
    (ADMIN, {"nodes": ("net",), "departments": ("legal",)}, None, "an admin gives anything"),
]


@pytest.mark.parametrize(("by", "changes", "path", "why"), GIVEN, ids=[row[3] for row in GIVEN])
def test_nobody_gives_more_than_they_see(by: User, changes: dict[str, Any], path: str | None, why: str) -> None:
    person = user("u-new", **changes)
    faults = checking.faults_outside(person, by, by.perimeter(TREE), TREE)
    assert [one.path for one in faults] == ([path] if path else []), why
    assert checking.inside(person, by, by.perimeter(TREE), TREE) is (path is None)
