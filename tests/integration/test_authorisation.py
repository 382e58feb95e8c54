"""Who may do what: every operation of the API by every role, inside and outside the perimeter, and for those who
are not signed in. An operation without a row fails."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from moto import mock_aws

from functions.api.app import whole
from tests.integration.world import World

ROLES = {"A": "u-admin", "M": "u-region", "G": "u-claire", "V": "u-viewer"}
"""Admin, manager, agent, viewer."""


class Row(NamedTuple):
    """Who may; ``{case}`` in the path is a case: one that all four see, then one that admins alone see."""

    operation: str
    method: str
    path: str
    may: str
    body: Any = None
    why: str = ""


_V: dict[str, Any] = {"version": 1}
_RULE = {
    "label": "Matrix", "kind": "alert", "priority": "P2", "expires_in": 3600, "notify": True,
    "criteria": {"combinator": "and", "rules": [{"field": "score", "operator": "<=", "value": 1}]},
    "status": "draft",
}  # fmt: skip
_CRITERIA = _RULE["criteria"]
_LIST = {"name": "Matrix", "words": ["verre"]}
_USER = {"email": "new@example.com", "name": "New", "role": "agent", "locale": "fr", "places": ["lyon"]}
_ID = "x" + "2" * 16

CASES = [
    Row("listAlerts", "GET", "/alerts", "AMGV"),
    Row("countAlerts", "GET", "/alerts/counts", "AMGV"),
    Row("getAlert", "GET", "/alerts/{case}", "AMGV"),
    Row("getTimeline", "GET", "/alerts/{case}/timeline", "AMGV"),
    Row("getRespondent", "GET", "/respondents/C-20418", "AMGV"),
    Row("getAlertPlan", "GET", "/alerts/{case}/plan", "AMGV"),
    Row("takeAlert", "POST", "/alerts/{case}/take", "AMG", _V),
    Row("takeNextAlert", "POST", "/alerts/next", "AMG", {}),
    Row("listColleagues", "GET", "/alerts/{case}/colleagues", "AMG"),
    Row("assignAlert", "POST", "/alerts/{case}/assign", "AMG", {**_V, "to": "u-claire"}),
    Row("transferAlert", "POST", "/alerts/{case}/transfer", "AMG", {**_V, "to": "u-marc"}),
    Row("delegateAlert", "POST", "/alerts/{case}/delegate", "AMG", {**_V, "to": "sav@example.com"}),
    Row("shareAlert", "POST", "/alerts/{case}/share", "AMG", {**_V, "with": ["u-marc"]}),
    Row("recordContact", "POST", "/alerts/{case}/contact", "AMG", {
        **_V, "channel": "phone", "outcome": "no_answer",
    }),
    Row("addNote", "POST", "/alerts/{case}/notes", "AMG", {**_V, "text": "x"}),
    Row("editNote", "PUT", "/alerts/{case}/notes/2", "AMG", {**_V, "text": "x"}),
    Row("deleteNote", "DELETE", "/alerts/{case}/notes/2", "AMG"),
    Row("holdAlert", "POST", "/alerts/{case}/hold", "AMG", {**_V, "or_reply": True}),
    Row("resumeAlert", "POST", "/alerts/{case}/resume", "AMG", _V),
    Row("doAction", "POST", "/alerts/{case}/actions", "AMG", {**_V, "action": "a", "status": "s"}),
    Row("closeAlert", "POST", "/alerts/{case}/close", "AMG", {**_V, "reason": "void"}),
    Row("reopenAlert", "POST", "/alerts/{case}/reopen", "AMG", _V),
    Row("markSpam", "POST", "/alerts/{case}/spam", "AMG", _V),
    Row("unmarkSpam", "POST", "/alerts/{case}/unspam", "AMG", _V),
    Row("revealContact", "POST", "/alerts/{case}/reveal", "AMG", {}, "viewers see contact data masked for good"),
    Row("bulkAlerts", "POST", "/alerts/bulk", "AMG", {"command": "take", "ids": ["a1"]}),
    Row("undoBulk", "POST", f"/alerts/bulk/j{'2' * 16}/undo", "AMG", {}),
    Row("beat", "PUT", "/presence", "AMGV", {}),
    Row("getMe", "GET", "/me", "AMGV"),
    Row("listPlaces", "GET", "/places", "AMGV"),
    Row("getJob", "GET", f"/jobs/j{'2' * 16}", "AMGV", why="one's own; what is another's is admins'"),
    Row("cancelJob", "POST", f"/jobs/j{'2' * 16}/cancel", "AMGV", why="one's own; what is another's is admins'"),
    Row("createFeedback", "POST", "/feedback", "AMG", {
        "place": "lyon", "channel": "phone", "comment": "x", "contact_requested": False,
    }),
    Row("listAudit", "GET", "/audit", "AM"),
]  # fmt: skip

RULES = [
    Row("listRules", "GET", "/rules", "AM"),
    Row("getRule", "GET", "/rules/r-low", "AM"),
    Row("listFields", "GET", "/rules/fields", "AM"),
    Row("listFindings", "GET", "/rules/findings", "A"),
    Row("listRuleVersions", "GET", "/rules/r-low/versions", "AM"),
    Row("exportRules", "GET", "/rules/export", "AM"),
    Row("listKeywordLists", "GET", "/keyword-lists", "AM"),
    Row("getKeywordList", "GET", "/keyword-lists/k1", "AM"),
    Row("createRule", "POST", "/rules", "A", _RULE),
    Row("replaceRule", "PUT", "/rules/r-low", "A", {**_RULE, **_V}),
    Row("deleteRule", "DELETE", "/rules/r-none?version=1", "A"),
    Row("restoreRule", "POST", "/rules/r-low/restore", "A", {**_V, "to": 1}),
    Row("checkRule", "POST", "/rules/check", "A", {"criteria": _CRITERIA, "feedback_id": "f" + "2" * 24}),
    Row("previewRule", "POST", "/rules/preview", "A", {"rule": _RULE, "id": None, "days": 30}),
    Row("backtestRule", "POST", "/rules/backtest", "A", {"rule": _RULE, "id": None, "days": 30}),
    Row("importRules", "POST", "/rules/import", "A", {"rules": [], "keyword_lists": [], "dry_run": True}),
    Row("createKeywordList", "POST", "/keyword-lists", "A", _LIST),
    Row("replaceKeywordList", "PUT", "/keyword-lists/k1", "A", {**_LIST, **_V}),
    Row("deleteKeywordList", "DELETE", "/keyword-lists/k1?version=1", "A"),
]

SOURCES = [
    Row("listSources", "GET", "/sources", "A"),
    Row("listSourceKinds", "GET", "/sources/kinds", "A"),
    Row("getSource", "GET", "/sources/s1", "A"),
    Row("listSourceHistory", "GET", "/sources/s1/history", "A"),
    Row("listDeliveries", "GET", "/sources/s1/deliveries", "A"),
    Row("createSource", "POST", "/sources", "A", {"name": "Matrix", "kind": "standard_webhooks"}),
    Row("replaceSource", "PUT", "/sources/s1", "A", {**_V, "name": "M"}),
    Row("rotateAddress", "POST", "/sources/s1/address", "A", {"overlap_hours": 24}),
    Row("rotateSecret", "POST", "/sources/s1/secret", "A", {"value": None, "overlap_hours": 24}),
    Row("setCredential", "POST", "/sources/s1/credential", "A", {"token": "x"}),
    Row("replaceMapping", "PUT", "/sources/s1/mapping", "A", {**_V, "mapping": {}}),
    Row("previewMapping", "POST", "/sources/s1/mapping/preview", "A", {"mapping": None, "delivery_id": None}),
    Row("listQuarantine", "GET", "/quarantine", "A"),
    Row("getQuarantined", "GET", f"/quarantine/s1/q{'2' * 24}", "A"),
    Row("replayQuarantine", "POST", "/quarantine/replay", "A", {"source": "s1", "code": None}),
    Row("listFeedback", "GET", "/feedback?source=s1", "A"),
    Row("getFeedback", "GET", f"/feedback/f{'2' * 24}", "A"),
    Row("listUnknownPlaces", "GET", "/places/unknown", "A"),
    Row("addPlaceCode", "POST", "/places/lyon/codes", "A", {"code": "MATRIX"}),
    Row("createImport", "POST", "/imports", "A", {"name": "x.csv", "source": "s1", "size": 1}),
    Row("putImportPart", "PUT", f"/imports/j{'2' * 16}/parts/0", "A", b"x"),
    Row("startImport", "POST", f"/imports/j{'2' * 16}/start", "A", {"mode": "dry_run"}),
    Row("listJobs", "GET", "/jobs", "A"),
    Row("listJobLines", "GET", f"/jobs/j{'2' * 16}/lines", "A"),
]

PEOPLE = [
    Row("listUsers", "GET", "/users", "AM"),
    Row("getUser", "GET", "/users/u-marc", "AM"),
    Row("inviteUser", "POST", "/users", "AM", _USER, "managers within their perimeter"),
    Row("replaceUser", "PUT", "/users/u-claire", "A", {**_V, **_USER, "email": "u-claire@example.com"}),
    Row("setAbsence", "PUT", "/users/me/absence", "AMGV", {**_V, "absence": None}),
    Row("disableUser", "POST", "/users/u-marc/disable", "A", {**_V, "reassign_to": None}),
    Row("enableUser", "POST", "/users/u-marc/enable", "A", _V),
    Row("previewSight", "GET", "/users/u-claire/sees?alert=a1", "A"),
]

_REASON = {"label": {"fr": "Autre", "en": "Other"}, "note_required": False}
_MOTIVE = {"label": {"fr": "Autre", "en": "Other"}, "codes": []}
_DEPARTMENT = {"name": "Matrix", "restricted": False}
_CALENDAR = {"name": "Matrix", "zone": "Europe/Paris", "week": [[["09:00", "18:00"]]] * 7}
_PLAN = {
    "name": "Matrix",
    "actions": [{"id": "call", "name": "Call", "statuses": [{"id": "done", "label": "Done"}]}],
    "exit_states": [{"id": "end", "label": "End"}],
}
_PLACE = {"name": "Matrix", "parent": "net"}
_GROUP = {"name": "Matrix", "places": ["lyon"]}


def _crud(one: str, many: str, plural: str, body: Any, there: str, read: str = "A") -> list[Row]:
    """The five operations of something that admins set up."""
    path = f"/{plural}/{there}"
    return [
        Row(f"list{many}", "GET", f"/{plural}", read),
        Row(f"get{one}", "GET", path, read),
        Row(f"create{one}", "POST", f"/{plural}", "A", body),
        Row(f"replace{one}", "PUT", path, "A", {**body, **_V}),
        Row(f"delete{one}", "DELETE", f"{path}?version=9", "A"),
    ]


SETTINGS = [
    Row("getSettings", "GET", "/settings", "AMGV", why="the others see what their screens need"),
    Row("changeSettings", "PATCH", "/settings", "A", {"version": 0, "view": "three"}),
    *_crud("Reason", "Reasons", "reasons", _REASON, "void", "AM"),
    *_crud("Motive", "Motives", "motives", _MOTIVE, "m1", "AM"),
    *_crud("Department", "Departments", "departments", _DEPARTMENT, "d1", "AM"),
    *_crud("Calendar", "Calendars", "calendars", _CALENDAR, "c1", "AM"),
    Row("previewCalendar", "GET", "/calendars/c1/preview", "AM"),
    *_crud("Plan", "Plans", "plans", _PLAN, "p1", "AM"),
    *[row for row in _crud("Place", "Places", "places", _PLACE, "lyon", "AMGV") if row.operation != "listPlaces"],
    *_crud("Group", "Groups", "groups", _GROUP, "g1", "AMGV"),
    Row("importDirectory", "POST", "/directory/imports", "A", {
        "kind": "places", "text": "id;name", "mode": "dry_run",
    }),
]  # fmt: skip

MATRIX = [*CASES, *RULES, *SOURCES, *PEOPLE, *SETTINGS]


def _operations() -> set[str]:
    schema = whole().get_openapi_schema(title="x", version="1").model_dump(exclude_none=True)
    methods = ("get", "post", "put", "patch", "delete")
    return {
        item[method]["operationId"] for item in schema["paths"].values() for method in methods if method in item
    }


def test_every_operation_has_its_row_and_only_one() -> None:
    named = [row.operation for row in MATRIX]
    assert len(named) == len(set(named))
    assert set(named) == _operations()


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """One tenant for all rows: what one of them has changed is no reason to let anybody else in."""
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        yield World(patch)


@pytest.fixture(scope="module")
def cases(world: World) -> dict[str, str]:
    """A case that all four roles see, and one without a known place, which admins alone see."""
    return {"inside": world.raise_case(1).id, "outside": world.raise_case(2, place_code="NOWHERE").id}


def _call(world: World, row: Row, case: str, as_: str, **more: Any) -> int:
    path, _, query = row.path.format(case=case).partition("?")
    headers = {"content-type": "application/octet-stream"} if isinstance(row.body, bytes) else {}
    return world.call(row.method, path, as_=as_, body=row.body, query=query, headers=headers, **more).status


@pytest.mark.parametrize("row", MATRIX, ids=[row.operation for row in MATRIX])
def test_who_may(world: World, cases: dict[str, str], row: Row) -> None:
    named = "{case}" in row.path
    for letter in "VGMA":
        status = _call(world, row, cases["inside"], ROLES[letter])
        if letter in row.may:
            assert status < 500
            refused = (401, 403, 404) if named and row.operation not in ABSENT else (401, 403)
            assert status not in refused, f"{letter}: {status}"
        else:
            assert status == 403, f"{letter}: {status}"
        if named and letter != "A":
            assert _call(world, row, cases["outside"], ROLES[letter]) == 404, f"{letter} outside"


ABSENT = ("editNote", "deleteNote", "getAlertPlan", "doAction")
"""The case is found; the note or plan of it is not there."""

NOBODY: list[tuple[str, str, dict[str, Any] | None]] = [
    ("without a token", "u-claire", {}),
    ("a disabled user", "u-gone", None),
    ("a user that is not in the table, as of another pool", "u-nobody", None),
    ("an ID token", "u-claire", {"sub": "u-claire", "token_use": "id"}),
    ("a token of a machine, without a subject", "u-claire", {"token_use": "access"}),
]


def test_nobody_else_may(world: World) -> None:
    answered = [
        (row.operation, why, status)
        for row in MATRIX
        for why, as_, claims in NOBODY
        if (status := _call(world, row, "a" + "2" * 24, as_, **({} if claims is None else {"claims": claims})))
        != 401
    ]
    assert answered == []
