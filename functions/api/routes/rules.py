"""Rules: what admins write, every version of it, and going back. Saving checks the criteria, so what is stored can
always be evaluated."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from msgspec.structs import replace

from functions.api import ruling, trying
from functions.api.reader import Reader
from functions.api.request import idempotency_key, signed_in
from functions.api.ruling import Asked, Writes
from functions.api.schemas import rules as schemas
from functions.api.schemas.common import PersonOut, Request
from functions.api.wiring import Wiring
from shared import clock, ids
from shared.errors import Fault, Invalid, NotFound
from shared.rules.advice import Finding
from shared.rules.models import Rule
from shared.storage.config import Config
from shared.storage.rule_history import Change, RuleHistory, Saved

router = APIGatewayHttpRouter()

type RuleId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[a-z0-9_-]+$")]
type VersionQuery = Annotated[int | None, Query(ge=1, description="The version the deletion is based on")]


@router.get("/rules", operation_id="listRules", summary="The rules of the account", tags=["rules"])
def list_rules() -> schemas.RuleList:
    """All rules, by label."""
    ports, reader = signed_in(router)
    reader.require("rules_read")
    rules = sorted(reader.config.rules.values(), key=lambda rule: rule.label)
    saved = RuleHistory(ports.table).saved(rules)
    return schemas.RuleList(items=[_out(rule, saved.get(rule.id)) for rule in rules])


@router.post("/rules", operation_id="createRule", summary="Write a rule", tags=["rules"], status_code=201)
def create_rule(body: schemas.RuleIn) -> Response[schemas.RuleSaved]:
    """Saves a new rule; it applies to what arrives from a second later on. One that takes in very much needs
    ``confirm``."""
    ports, reader = signed_in(router)
    reader.require("rules")
    now, found = ports.now(), list[Finding]()

    def decide(config: Config, rule_id: str) -> tuple[Writes, Rule]:
        rule = ruling.checked(rule_of(rule_id, 1, body), config)
        ruling.require_owners(ports, rule, config)
        found[:] = trying.advised(ports, config, rule, None, confirm=body.confirm)
        return ruling.writes_of(rule, "created", reader.user.person, now), rule

    asked = _asked("createRule", body, ids.new_id("r"))
    rule = ruling.save(ports, reader, decide, asked, _done)
    return Response(status_code=201, content_type="application/json", body=_saved(ports, rule, found))


@router.get("/rules/<rule_id>", operation_id="getRule", summary="One rule", tags=["rules"])
def get_rule(rule_id: RuleId) -> schemas.RuleOut:
    """The rule as it is."""
    ports, reader = signed_in(router)
    reader.require("rules_read")
    rule = ruling.present(reader.config.rules.get(rule_id))
    return _now(ports, rule)


@router.put("/rules/<rule_id>", operation_id="replaceRule", summary="Change a rule", tags=["rules"])
def replace_rule(rule_id: RuleId, body: schemas.RuleChange) -> schemas.RuleSaved:
    """Saves the rule as its next version; cases keep the version that raised them."""
    ports, reader = signed_in(router)
    reader.require("rules")

    def next_of(existing: Rule) -> Rule:
        return rule_of(rule_id, existing.version + 1, body)

    return _changed(ports, reader, rule_id, body.version, next_of, "changed", confirm=body.confirm)


@router.delete(
    "/rules/<rule_id>", operation_id="deleteRule", summary="Delete a rule", tags=["rules"], status_code=204
)
def delete_rule(rule_id: RuleId, version: VersionQuery = None) -> Response[None]:
    """The rule decides on nothing any more. Its versions stay, and so do the cases it raised, with its label."""
    ports, reader = signed_in(router)
    reader.require("rules")
    now = ports.now()

    def decide(config: Config, _id: str) -> tuple[Writes, None]:
        existing = _current(ports, config, rule_id, version)
        gone = replace(existing, version=existing.version + 1)
        known = ruling.known_version(ports, existing)
        return ruling.writes_of(gone, "deleted", reader.user.person, now, before=existing, known=known), None

    ruling.save(ports, reader, decide)
    return Response(status_code=204, content_type="application/json")


@router.get("/rules/<rule_id>/versions", operation_id="listRuleVersions", summary="Its versions", tags=["rules"])
def list_versions(rule_id: RuleId) -> schemas.RuleVersions:
    """Every version, the newest first, also of a rule that was deleted."""
    ports, reader = signed_in(router)
    reader.require("rules_read")
    versions = _versions(ports, reader.config, rule_id)
    if not versions:
        raise NotFound
    shown = [
        schemas.RuleVersionOut(
            version=one.version,
            at=clock.iso(one.at) if one.at else None,
            by=_person(one),
            change=one.change,
            rule=_out(one.what, one),
        )
        for one in versions
    ]
    return schemas.RuleVersions(items=shown)


@router.post(
    "/rules/<rule_id>/restore", operation_id="restoreRule", summary="Go back to a version", tags=["rules"]
)
def restore_rule(rule_id: RuleId, body: schemas.RestoreIn) -> schemas.RuleSaved:
    """Saves an earlier version as the next one."""
    ports, reader = signed_in(router)
    reader.require("rules")

    def next_of(existing: Rule) -> Rule:
        versions = _versions(ports, reader.config, rule_id)
        wanted = next((one.what for one in versions if one.version == body.to), None)
        if wanted is None:
            raise Invalid(errors=[Fault("$.to", "unknown_version", "choose one of its versions")])
        return replace(wanted, version=existing.version + 1)

    asked = _asked(f"restoreRule {rule_id}", body, rule_id)
    return _changed(ports, reader, rule_id, body.version, next_of, "restored", confirm=body.confirm, asked=asked)


def _changed(
    ports: Wiring, reader: Reader, rule_id: str, version: int | None, next_of: Callable[[Rule], Rule],
    change: Change, *, confirm: bool, asked: Asked = ruling.UNMARKED,
) -> schemas.RuleSaved:  # fmt: skip
    now, found = ports.now(), list[Finding]()

    def decide(config: Config, _id: str) -> tuple[Writes, Rule]:
        existing = _current(ports, config, rule_id, version)
        rule = ruling.checked(next_of(existing), config)
        ruling.require_owners(ports, rule, config)
        found[:] = trying.advised(ports, config, rule, existing, confirm=confirm)
        known = ruling.known_version(ports, existing)
        return ruling.writes_of(rule, change, reader.user.person, now, before=existing, known=known), rule

    rule = ruling.save(ports, reader, decide, asked, _done)
    return _saved(ports, rule, found)


def _asked(verb: str, body: Request, made: str) -> Asked:
    return Asked(idempotency_key(router), verb.encode() + msgspec.json.encode(body.model_dump()), made)


def _done(config: Config, rule_id: str) -> Rule:
    return ruling.present(config.rules.get(rule_id))


def _current(ports: Wiring, config: Config, rule_id: str, version: int | None) -> Rule:
    return ruling.current(config.rules.get(rule_id), version, "rule", lambda rule: _now(ports, rule))


def _now(ports: Wiring, rule: Rule) -> schemas.RuleOut:
    return _out(rule, RuleHistory(ports.table).saved([rule]).get(rule.id))


def _versions(ports: Wiring, config: Config, rule_id: str) -> list[Saved[Rule]]:
    versions = RuleHistory(ports.table).of_rule(rule_id)
    rule = config.rules.get(rule_id)
    if rule is not None and rule.version not in {one.version for one in versions}:
        versions.insert(0, Saved(rule.version, None, "created", rule))
    return versions


def rule_of(rule_id: str, version: int, body: schemas.RuleBody) -> Rule:
    """The rule in a request. Raises Invalid for a time that cannot be read."""
    return Rule(
        id=rule_id,
        version=version,
        label=body.label.strip(),
        kind=body.kind,
        priority=body.priority,
        expires_in=body.expires_in,
        notify=body.notify,
        criteria=body.criteria,
        status=body.status,
        paused_until=_moment(body.paused_until),
        owners=dict(body.owners),
        assign=body.assign,
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return clock.parse(text) if text else None
    except ValueError:
        faults = [Fault("$.paused_until", "bad_time", "write a time with its zone, like 2026-03-17T09:05:00Z")]
        raise Invalid(errors=faults) from None


def _saved(ports: Wiring, rule: Rule, found: list[Finding]) -> schemas.RuleSaved:
    shown = _now(ports, rule)
    findings = [msgspec.to_builtins(one) for one in found]
    return schemas.RuleSaved.model_validate({**shown.model_dump(), "findings": findings})


def _out(rule: Rule, saved: Saved[Rule] | None) -> schemas.RuleOut:
    return schemas.RuleOut(
        id=rule.id,
        version=rule.version,
        label=rule.label,
        kind=rule.kind,
        priority=rule.priority,
        expires_in=rule.expires_in,
        notify=rule.notify,
        status=rule.status,
        paused_until=clock.iso(rule.paused_until) if rule.paused_until else None,
        criteria=rule.criteria,
        owners=rule.owners,
        assign=rule.assign,
        saved_at=clock.iso(saved.at) if saved and saved.at else None,
        saved_by=_person(saved) if saved else None,
    )


def _person(saved: Saved[Rule]) -> PersonOut | None:
    return PersonOut(id=saved.by.id, name=saved.by.name) if saved.by else None
