"""Departments: who deals with certain motives, and whose cases only their own people see."""

from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import keeping
from functions.api.keeping import Kept
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas import account as schemas
from functions.api.wiring import Wiring
from shared.account.models import Department
from shared.errors import Duplicate, Fault, InUse, Invalid
from shared.rules.words import fold
from shared.scope.perimeter import Perimeter
from shared.storage import sections
from shared.storage.config import Config
from shared.storage.table import EVERYTHING

router = APIGatewayHttpRouter()

type DepartmentId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
type VersionQuery = Annotated[int | None, Query(ge=1, description="The version the deletion is based on")]

_TAGS = ["settings"]


@router.get("/departments", operation_id="listDepartments", summary="The departments", tags=_TAGS)
def list_departments() -> schemas.DepartmentList:
    """By name."""
    _, reader = signed_in(router)
    return schemas.DepartmentList(items=keeping.listed(reader, _KEPT, lambda one: one.name.casefold()))


@router.post(
    "/departments", operation_id="createDepartment", summary="Add a department", tags=_TAGS, status_code=201
)
def create_department(body: schemas.DepartmentIn) -> Response[schemas.DepartmentOut]:
    """Motives can name it from now on."""
    ports, reader = signed_in(router)
    request = msgspec.json.encode(body.model_dump())
    key = idempotency_key(router)
    out = keeping.create(ports, reader, _KEPT, lambda new: _made(new, 1, body), key=key, request=request)
    return Response(status_code=201, content_type="application/json", body=out)


@router.get("/departments/<department_id>", operation_id="getDepartment", summary="One department", tags=_TAGS)
def get_department(department_id: DepartmentId) -> schemas.DepartmentOut:
    """The department as it is."""
    _, reader = signed_in(router)
    return keeping.got(reader, _KEPT, department_id)


@router.put(
    "/departments/<department_id>", operation_id="replaceDepartment", summary="Change a department", tags=_TAGS
)
def replace_department(department_id: DepartmentId, body: schemas.DepartmentChange) -> schemas.DepartmentOut:
    """Restricting one holds for cases opened from now on; lifting it is possible while it has no cases."""
    ports, reader = signed_in(router)
    return keeping.change(
        ports, reader, _KEPT, department_id, body.version, lambda n: _made(department_id, n, body)
    )


@router.delete(
    "/departments/<department_id>",
    operation_id="deleteDepartment",
    summary="Delete a department",
    tags=_TAGS,
    status_code=204,
)
def delete_department(department_id: DepartmentId, version: VersionQuery = None) -> Response[None]:
    """Only one that no motive names, nobody belongs to and, if it is restricted, has no cases."""
    ports, reader = signed_in(router)
    keeping.delete(ports, reader, _KEPT, department_id, version)
    return Response(status_code=204, content_type="application/json")


_STATES = (
    sections.SHAPES[sections.Section.INBOX],
    sections.SHAPES[sections.Section.ON_HOLD],
    sections.SHAPES[sections.Section.DONE],
    sections.SHAPES[sections.Section.SPAM],
)


def _made(department_id: str, version: int, body: schemas.DepartmentIn) -> Department:
    return Department(department_id, body.name.strip(), version, body.owner, body.restricted)


def _check(ports: Wiring, config: Config, one: Department, before: Department | None) -> None:
    if any(fold(other.name) == fold(one.name) for other in config.departments.values() if other.id != one.id):
        raise Duplicate("Another department has this name")
    if one.owner is not None:
        owner = ports.people.get(one.owner)
        if owner is None or owner.disabled or not owner.may("treat"):
            faults = [Fault("$.owner", "unknown_person", "choose a colleague who works on cases")]
            raise Invalid("The department cannot be used", errors=faults)
    if before is not None and before.restricted and not one.restricted and _has_cases(ports, config, one.id):
        raise InUse("It has cases that only its own people may see")


def _users(ports: Wiring, config: Config, one: Department) -> list[str]:
    users = sorted(motive.label["en"] for motive in config.motives.values() if motive.department == one.id)
    users += _members(ports, one.id)
    return users + (["its cases"] if one.restricted and _has_cases(ports, config, one.id) else [])


def _members(ports: Wiring, department_id: str) -> list[str]:
    found, after = list[str](), None
    while True:
        page = ports.people.everybody(after)
        found += [user.name for user in page.users if department_id in user.departments]
        after = page.after
        if after is None:
            return sorted(found)


def _has_cases(ports: Wiring, config: Config, department_id: str) -> bool:
    """Whether any case, in whatever state, stands apart for this department: a read of one item for each part."""
    everything = Perimeter(everything=True)
    parts = [
        part
        for shape in _STATES
        for part in sections.shelved(everything, config.tree, (department_id,), shape)
        if part.reserved == department_id
    ]
    return bool(ports.alerts.page(parts, EVERYTHING, 1, forward=True))


def _out(one: Department, _config: Config) -> schemas.DepartmentOut:
    return schemas.DepartmentOut.model_validate(one)


_KEPT = Kept("DEPARTMENT", "department", "d", lambda config: config.departments, _check, _users, _out)
