"""Action plans: what to do on cases of certain rules, campaigns or sources."""

from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import keeping
from functions.api.keeping import Kept
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas import plans as schemas
from functions.api.wiring import Wiring
from shared.errors import Duplicate, Invalid
from shared.plans.checking import faults_of
from shared.plans.models import Action, ActionStatus, ExitState, Plan
from shared.rules.words import fold
from shared.storage.config import Config

router = APIGatewayHttpRouter()

type PlanId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
type VersionQuery = Annotated[int | None, Query(ge=1, description="The version the deletion is based on")]

_TAGS = ["settings"]


@router.get("/plans", operation_id="listPlans", summary="The action plans", tags=_TAGS)
def list_plans() -> schemas.PlanList:
    """By name, archived ones too."""
    _, reader = signed_in(router)
    return schemas.PlanList(items=keeping.listed(reader, _KEPT, lambda one: one.name.casefold()))


@router.post("/plans", operation_id="createPlan", summary="Write an action plan", tags=_TAGS, status_code=201)
def create_plan(body: schemas.PlanIn) -> Response[schemas.PlanOut]:
    """Cases of its rules, campaigns and sources follow it from now on."""
    ports, reader = signed_in(router)
    request = msgspec.json.encode(body.model_dump())
    key = idempotency_key(router)
    out = keeping.create(ports, reader, _KEPT, lambda new: _made(new, 1, body), key=key, request=request)
    return Response(status_code=201, content_type="application/json", body=out)


@router.get("/plans/<plan_id>", operation_id="getPlan", summary="One action plan", tags=_TAGS)
def get_plan(plan_id: PlanId) -> schemas.PlanOut:
    """The plan in its latest version."""
    _, reader = signed_in(router)
    return keeping.got(reader, _KEPT, plan_id)


@router.put("/plans/<plan_id>", operation_id="replacePlan", summary="Change an action plan", tags=_TAGS)
def replace_plan(plan_id: PlanId, body: schemas.PlanChange) -> schemas.PlanOut:
    """Cases that have begun with an earlier version go on with that."""
    ports, reader = signed_in(router)
    return keeping.change(ports, reader, _KEPT, plan_id, body.version, lambda n: _made(plan_id, n, body))


@router.delete(
    "/plans/<plan_id>", operation_id="deletePlan", summary="Delete an action plan", tags=_TAGS, status_code=204
)
def delete_plan(plan_id: PlanId, version: VersionQuery = None) -> Response[None]:
    """No case begins with it any more; those that have go on with it."""
    ports, reader = signed_in(router)
    keeping.delete(ports, reader, _KEPT, plan_id, version)
    return Response(status_code=204, content_type="application/json")


def _made(plan_id: str, version: int, body: schemas.PlanIn) -> Plan:
    return Plan(
        id=plan_id,
        version=version,
        name=body.name.strip(),
        description=body.description.strip(),
        actions=tuple(_action(one) for one in body.actions),
        exit_states=tuple(
            ExitState(one.id, one.label.strip(), one.closes_alert, one.reason) for one in body.exit_states
        ),
        rules=tuple(dict.fromkeys(body.rules)),
        campaigns=tuple(dict.fromkeys(body.campaigns)),
        sources=tuple(dict.fromkeys(body.sources)),
        archived=body.archived,
    )


def _action(body: schemas.ActionIn) -> Action:
    statuses = (ActionStatus(one.id, one.label.strip(), one.closes_action, one.again_in) for one in body.statuses)
    return Action(
        body.id, body.name.strip(), tuple(statuses), body.description.strip(), body.closes_plan, body.comment
    )


def _check(_ports: Wiring, config: Config, one: Plan, before: Plan | None) -> None:
    # What it named already and has gone since stays: it must not stand in the way of another change.
    rules = {*config.rules, *(before.rules if before else ())}
    sources = {*config.sources, *(before.sources if before else ())}
    faults = faults_of(one, rules=rules, sources=sources, reasons=config.reasons)
    if faults:
        raise Invalid("The plan cannot be used", errors=faults)
    if any(fold(other.name) == fold(one.name) for other in config.plans.values() if other.id != one.id):
        raise Duplicate("Another plan has this name")


def _users(_ports: Wiring, _config: Config, _one: Plan) -> list[str]:
    return []


def _out(one: Plan, _config: Config) -> schemas.PlanOut:
    return schemas.PlanOut.model_validate(one)


_KEPT = Kept("PLAN", "plan", "p", lambda config: config.plans, _check, _users, _out)
