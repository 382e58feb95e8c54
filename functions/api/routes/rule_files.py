"""Rules as a file: written out, compared with what is there, and made what is there."""

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api.filing import Plan, planned, put_in_place
from functions.api.request import signed_in
from functions.api.schemas import rules as schemas
from shared.rules.files import exported

router = APIGatewayHttpRouter()


@router.get("/rules/export", operation_id="exportRules", summary="All rules as a file", tags=["rules"])
def export_rules() -> schemas.RuleFile:
    """Rules and keyword lists in a fixed order, without what means something here only."""
    _, reader = signed_in(router)
    reader.require("rules_read")
    return schemas.RuleFile.model_validate(exported(reader.config.rules.values(), reader.config.lists.values()))


@router.post("/rules/import", operation_id="importRules", summary="Make a file the rules", tags=["rules"])
def import_rules(body: schemas.ImportIn) -> schemas.ImportOut:
    """What is in the file is added or changed, what is not is removed. ``dry_run`` only says what would happen. A
    large file is applied in several steps, each of them whole; the same file again finishes what broke off."""
    ports, reader = signed_in(router)
    reader.require("rules")
    plan = planned(ports, body, reader.config)
    if not body.dry_run:
        put_in_place(ports, reader, body)
    return _out(plan, applied=not body.dry_run)


def _out(plan: Plan, *, applied: bool) -> schemas.ImportOut:
    parts = (plan.rules, plan.lists)
    return schemas.ImportOut(
        added=[one for part in parts for one in part.added],
        changed=[
            schemas.ChangedOut(id=one, fields=fields) for part in parts for one, fields in part.changed.items()
        ],
        removed=[one for part in parts for one in part.removed],
        unchanged=sum(part.unchanged for part in parts),
        applied=applied,
    )
