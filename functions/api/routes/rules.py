"""Rules: what admins write. Saving compiles the criteria, so what is stored can always be evaluated."""

from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api.reader import Reader
from functions.api.request import signed_in
from functions.api.schemas.settings import RuleChange, RuleIn, RuleList, RuleOut
from shared import clock, ids
from shared.errors import Duplicate, Invalid, NotFound, StaleVersion, VersionRequired
from shared.rules.criteria import InvalidCriteria, parse_criteria
from shared.rules.models import Rule

router = APIGatewayHttpRouter()

type RuleId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[a-z0-9_-]+$")]


@router.get("/rules", operation_id="listRules", summary="The rules of the account", tags=["rules"])
def list_rules() -> RuleList:
    """All rules, by label."""
    _, reader = signed_in(router)
    reader.require("rules")
    return RuleList(
        items=[_out(rule) for rule in sorted(reader.config.rules.values(), key=lambda rule: rule.label)]
    )


@router.post("/rules", operation_id="createRule", summary="Write a rule", tags=["rules"])
def create_rule(body: RuleIn) -> Response[RuleOut]:
    """Saves a new rule; it applies to what arrives from a second later on."""
    ports, reader = signed_in(router)
    reader.require("rules")
    rule = _rule(ids.new_id("r"), 1, body, reader)
    ports.config_store.save("RULE", rule.id, rule, if_config=reader.config.version)
    return Response(status_code=201, content_type="application/json", body=_out(rule))


@router.get("/rules/<rule_id>", operation_id="getRule", summary="One rule", tags=["rules"])
def get_rule(rule_id: RuleId) -> RuleOut:
    """The rule as it is."""
    _, reader = signed_in(router)
    reader.require("rules")
    return _out(_existing(reader, rule_id))


@router.put("/rules/<rule_id>", operation_id="replaceRule", summary="Change a rule", tags=["rules"])
def replace_rule(rule_id: RuleId, body: RuleChange) -> RuleOut:
    """Saves the rule as its next version; alerts keep the version that raised them."""
    ports, reader = signed_in(router)
    reader.require("rules")
    existing = _existing(reader, rule_id)
    if body.version is None:
        raise VersionRequired
    if body.version != existing.version:
        raise StaleVersion("The rule has changed since you opened it")
    rule = _rule(rule_id, existing.version + 1, body, reader)
    ports.config_store.save("RULE", rule.id, rule, if_config=reader.config.version)
    return _out(rule)


def _existing(reader: Reader, rule_id: str) -> Rule:
    rule = reader.config.rules.get(rule_id)
    if rule is None:
        raise NotFound
    return rule


def _rule(rule_id: str, version: int, body: RuleIn, reader: Reader) -> Rule:
    try:
        parse_criteria(body.criteria, lists=reader.config.lists)
    except InvalidCriteria as invalid:
        raise Invalid("The criteria cannot be evaluated", errors=invalid.faults) from None
    label = body.label.strip()
    if any(
        other.label.casefold() == label.casefold() for other in reader.config.rules.values() if other.id != rule_id
    ):
        raise Duplicate("Another rule has this label")
    return Rule(
        id=rule_id,
        version=version,
        label=label,
        kind=body.kind,
        priority=body.priority,
        expires_in=body.expires_in,
        notify=body.notify,
        criteria=body.criteria,
        status=body.status,
        paused_until=clock.parse(body.paused_until) if body.paused_until else None,
    )


def _out(rule: Rule) -> RuleOut:
    return RuleOut.model_validate({"status": "active", "paused_until": None, **msgspec.to_builtins(rule)})
