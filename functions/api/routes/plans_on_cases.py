"""The action plan of one case: what it says, and doing an action of it."""

from datetime import datetime
from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler.openapi.params import Path
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api.commands import execute
from functions.api.plan_views import plan_of, plan_view
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas.alerts import Alert as AlertOut
from functions.api.schemas.case_plans import PlanOnCase
from functions.api.schemas.plans import ActIn
from functions.api.views import shown_case
from shared.alerts.lifecycle import Steps, require
from shared.alerts.models import Alert
from shared.errors import NoPlan, NotFound
from shared.plans.acting import Done, act
from shared.scope.people import Person

router = APIGatewayHttpRouter()

type AlertId = Annotated[str, Path(pattern=r"^a[a-z2-7]{24}$")]


@router.get("/alerts/<alert_id>/plan", operation_id="getAlertPlan", summary="The plan of a case", tags=["alerts"])
def get_alert_plan(alert_id: AlertId) -> PlanOnCase:
    """In the version the case began with, and what was done of it; 404 for a case without a plan."""
    ports, reader = signed_in(router)
    alert = reader.visible(ports.alerts.get(alert_id))
    plan = plan_of(alert, reader)
    if plan is None:
        raise NotFound
    return PlanOnCase.model_validate(plan_view(alert, plan, reader))


@router.post(
    "/alerts/<alert_id>/actions", operation_id="doAction", summary="Do an action of the plan", tags=["alerts"]
)
def do_action(alert_id: AlertId, body: ActIn) -> AlertOut:
    """Records an action with its outcome. It may end the plan, which takes an exit state, and that may close the
    alert; an outcome with a next try puts the case on hold until then."""
    ports, reader = signed_in(router)
    config = reader.config
    done = Done(body.action, body.status, body.comment, body.closes_plan, body.exit_state, body.note)

    def carry_out(case: Alert, by: Person, now: datetime) -> Steps:
        require(case, "act")
        plan = plan_of(case, reader)
        if plan is None:
            raise NoPlan
        pauses = config.settings.hold_pauses
        return act(case, plan, by, now, done=done, reasons=config.reasons, pauses=pauses)

    request = b"actions" + alert_id.encode() + msgspec.json.encode(body.model_dump())
    key = idempotency_key(router)
    alert = execute(ports, reader, alert_id, carry_out, version=body.version, key=key, request=request)
    return AlertOut.model_validate(shown_case(ports, reader, alert))
