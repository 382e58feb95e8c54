"""The API on FastAPI, Mangum and boto3: the same routes, the same models, the same domain code behind them.

Choices a careful author makes are made here: no documentation pages at run time, no lifespan, one client per
process, and ``async`` routes, as a Lambda environment serves one request at a time and needs no thread pool.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal

import boto3
import msgspec
from fastapi import APIRouter, Depends, FastAPI, Header, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from mangum import Mangum

from functions.api import lists
from functions.api.commands import execute
from functions.api.counting import counts
from functions.api.filters import Filters
from functions.api.placing import place_view
from functions.api.reader import Reader, reader
from functions.api.schemas import alerts as schemas
from functions.api.schemas import commands as bodies
from functions.api.schemas.places import PlaceList, PlaceOut
from functions.api.schemas.rules import RuleChange, RuleIn, RuleList, RuleOut
from functions.api.schemas.settings import Me
from functions.api.views import alert_view, timeline_view
from functions.api.wiring import ApiSettings, Wiring, wired
from shared import clock, ids
from shared.alerts import conversation, ending, ownership
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert
from shared.alerts.reasons import DEFAULT_REASONS
from shared.errors import AppError, Duplicate, Fault, Invalid, NotFound, SignedOut, StaleVersion, VersionRequired
from shared.rules.criteria import InvalidCriteria, parse_criteria
from shared.rules.models import Rule
from shared.scope.people import RIGHTS, Person
from shared.storage.sections import Section
from shared.storage.table import DynamoTable

PROBLEM = "application/problem+json"

type Act = Callable[[Alert, Person, datetime], Change | None]
type Name = Literal["inbox", "alerts", "messages", "mine", "unassigned", "late", "done"]
AlertId = Annotated[str, Path(pattern=r"^a[a-z2-7]{24}$")]
RuleId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[a-z0-9_-]+$")]
PlaceId = Annotated[str | None, Query(max_length=64)]
Key = Annotated[str | None, Header(alias="idempotency-key", min_length=1, max_length=255)]


@cache
def client() -> Any:
    """The one client of the process."""
    return boto3.client("dynamodb")


@cache
def wiring() -> Wiring:
    """The parts, around that client."""
    settings = ApiSettings.from_environment()
    return wired(settings, DynamoTable(client(), settings.table_name), clock.now)


class Signed:
    """The parts and the person behind the access token."""

    def __init__(self, request: Request) -> None:
        claims = request.scope["aws.event"]["requestContext"]["authorizer"]["jwt"]["claims"]
        if claims.get("token_use") != "access" or not claims.get("sub"):
            raise SignedOut
        self.ports = wiring()
        self.reader: Reader = reader(self.ports, str(claims["sub"]))


SignedIn = Annotated[Signed, Depends()]
router = APIRouter(prefix="/v1")


@router.get("/me")
async def get_me(signed: SignedIn) -> Me:
    """The reader."""
    user, settings, tree = signed.reader.user, signed.ports.settings, signed.reader.config.tree
    places = [tree.places[node] for node in user.nodes if node in tree.places]
    shown: dict[str, Any] = {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "role": user.role,
        "locale": user.locale,
        "rights": list(RIGHTS[user.role]),
        "perimeter": {
            "everything": signed.reader.perimeter.everything,
            "places": [{"id": place.id, "name": place.name} for place in places],
        },
        "tenant": {"name": settings.tenant_name, "zone": settings.zone, "locale": settings.locale},
        "settings": {
            "reasons": [
                {"id": reason.id, "label": reason.label, "note_required": reason.note_required}
                for reason in DEFAULT_REASONS
            ]
        },
    }
    return Me.model_validate(shown)


@router.get("/alerts", response_model=schemas.AlertPage)
async def list_alerts(
    signed: SignedIn,
    section: Name = "inbox",
    place: PlaceId = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> Response:
    """A page of a section, passed through as JSON."""
    ports, wanted = signed.ports, Filters(section=Section(section), place=place)
    body = lists.page(ports.alerts, signed.reader, ports.cursors, wanted, ports.now(), limit=limit, cursor=cursor)
    return Response(body, media_type="application/json")


@router.get("/alerts/counts")
async def count_alerts(signed: SignedIn, place: PlaceId = None) -> schemas.Counts:
    """How many in each section."""
    found = counts(signed.ports.alerts, signed.reader, Filters(place=place), signed.ports.now())
    shown = {section.value: {"count": tally.number, "more": tally.more} for section, tally in found.items()}
    return schemas.Counts.model_validate(shown)


@router.get("/alerts/{alert_id}")
async def get_alert(signed: SignedIn, alert_id: AlertId) -> schemas.Alert:
    """One case."""
    alert = signed.reader.visible(signed.ports.alerts.get(alert_id))
    return schemas.Alert.model_validate(alert_view(alert, signed.reader))


@router.get("/alerts/{alert_id}/timeline")
async def get_timeline(signed: SignedIn, alert_id: AlertId) -> schemas.Timeline:
    """The life of a case."""
    signed.reader.visible(signed.ports.alerts.get(alert_id))
    return schemas.Timeline.model_validate(timeline_view(*signed.ports.alerts.timeline(alert_id)))


@router.post("/alerts/{alert_id}/take")
async def take_alert(signed: SignedIn, alert_id: AlertId, body: bodies.TakeIn, key: Key = None) -> schemas.Alert:
    """Take a case."""
    return _command(signed, alert_id, body, "take", key, ownership.take)


@router.post("/alerts/{alert_id}/notes")
async def add_note(signed: SignedIn, alert_id: AlertId, body: bodies.NoteIn, key: Key = None) -> schemas.Alert:
    """Add an internal note."""
    return _command(
        signed,
        alert_id,
        body,
        "notes",
        key,
        lambda case, by, now: conversation.note(case, by, now, text=body.text),
    )


@router.post("/alerts/{alert_id}/contact")
async def record_contact(
    signed: SignedIn, alert_id: AlertId, body: bodies.ContactIn, key: Key = None
) -> schemas.Alert:
    """Record a contact."""
    try:
        at = clock.parse(body.contacted_at) if body.contacted_at else None
    except ValueError:
        raise Invalid(errors=[Fault("$.contacted_at", "bad_time", "write a time with its zone")]) from None
    return _command(
        signed,
        alert_id,
        body,
        "contact",
        key,
        lambda case, by, now: conversation.contact(
            case, by, now, channel=body.channel, outcome=body.outcome, note=body.note, contacted_at=at
        ),
    )


@router.post("/alerts/{alert_id}/close")
async def close_alert(signed: SignedIn, alert_id: AlertId, body: bodies.CloseIn, key: Key = None) -> schemas.Alert:
    """Close a case."""
    return _command(
        signed,
        alert_id,
        body,
        "close",
        key,
        lambda case, by, now: ending.close(
            case, by, now, reason=body.reason, reasons=DEFAULT_REASONS, note=body.note
        ),
    )


@router.post("/alerts/{alert_id}/reopen")
async def reopen_alert(
    signed: SignedIn, alert_id: AlertId, body: bodies.ReopenIn, key: Key = None
) -> schemas.Alert:
    """Reopen a case."""
    return _command(
        signed,
        alert_id,
        body,
        "reopen",
        key,
        lambda case, by, now: ending.reopen(case, by, now, reason=body.reason),
    )


@router.get("/places")
async def list_places(signed: SignedIn) -> PlaceList:
    """Places in the reader's perimeter."""
    tree, perimeter = signed.reader.config.tree, signed.reader.perimeter
    whole = signed.reader.user.may("people")
    seen = {place.id for place in tree.places.values() if perimeter.holds(tree.path(place.id))}
    inside = sorted((tree.places[one] for one in seen), key=lambda place: place.name)
    return PlaceList(
        items=[
            PlaceOut.model_validate(
                place_view(one, whole=whole, parent=one.parent if one.parent in seen else None)
            )
            for one in inside
        ]
    )


@router.get("/rules")
async def list_rules(signed: SignedIn) -> RuleList:
    """The rules of the account."""
    signed.reader.require("rules")
    rules = sorted(signed.reader.config.rules.values(), key=lambda rule: rule.label)
    return RuleList(items=[_out(rule) for rule in rules])


@router.post("/rules", status_code=201)
async def create_rule(signed: SignedIn, body: RuleIn) -> RuleOut:
    """Write a rule."""
    signed.reader.require("rules")
    rule = _rule(ids.new_id("r"), 1, body, signed.reader)
    signed.ports.config_store.save("RULE", rule.id, rule, if_config=signed.reader.config.version)
    return _out(rule)


@router.get("/rules/{rule_id}")
async def get_rule(signed: SignedIn, rule_id: RuleId) -> RuleOut:
    """One rule."""
    signed.reader.require("rules")
    return _out(_existing(signed.reader, rule_id))


@router.put("/rules/{rule_id}")
async def replace_rule(signed: SignedIn, rule_id: RuleId, body: RuleChange) -> RuleOut:
    """Change a rule."""
    signed.reader.require("rules")
    existing = _existing(signed.reader, rule_id)
    if body.version is None:
        raise VersionRequired
    if body.version != existing.version:
        raise StaleVersion("The rule has changed since you opened it")
    rule = _rule(rule_id, existing.version + 1, body, signed.reader)
    signed.ports.config_store.save("RULE", rule.id, rule, if_config=signed.reader.config.version)
    return _out(rule)


def _command(
    signed: Signed, alert_id: str, body: bodies.CommandIn, verb: str, key: str | None, act: Act
) -> schemas.Alert:
    request = verb.encode() + alert_id.encode() + msgspec.json.encode(body.model_dump())
    alert = execute(signed.ports, signed.reader, alert_id, act, version=body.version, key=key, request=request)
    return schemas.Alert.model_validate(alert_view(alert, signed.reader))


def _existing(reader: Reader, rule_id: str) -> Rule:
    rule = reader.config.rules.get(rule_id)
    if rule is None:
        raise NotFound
    return rule


def _rule(rule_id: str, version: int, body: RuleIn, reader: Reader) -> Rule:
    try:
        parse_criteria(body.criteria)
    except InvalidCriteria as invalid:
        raise Invalid("The criteria cannot be evaluated", errors=invalid.faults) from None
    label = body.label.strip()
    others = (other for other in reader.config.rules.values() if other.id != rule_id)
    if any(other.label.casefold() == label.casefold() for other in others):
        raise Duplicate("Another rule has this label")
    given = body.model_dump(include={"kind", "priority", "expires_in", "notify", "status", "criteria"})
    return Rule(id=rule_id, version=version, label=label, **given)


def _out(rule: Rule) -> RuleOut:
    return RuleOut.model_validate(msgspec.to_builtins(rule))


app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
app.include_router(router)


@app.exception_handler(AppError)
async def refused(request: Request, refusal: AppError) -> JSONResponse:
    """A refusal as a problem body."""
    body = {
        "type": "about:blank",
        "title": refusal.title,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.detail,
        "request_id": request.scope["aws.event"]["requestContext"]["requestId"],
        "errors": [fault._asdict() for fault in refusal.errors],
        **refusal.more,
    }
    return JSONResponse(body, refusal.status, media_type=PROBLEM)


@app.exception_handler(RequestValidationError)
async def malformed(request: Request, fault: RequestValidationError) -> JSONResponse:
    """A request of the wrong shape."""
    errors = [
        Fault(".".join(str(step) for step in error["loc"]), str(error["type"]), str(error["msg"]))
        for error in fault.errors()
    ]
    return await refused(request, Invalid(errors=errors))


lambda_handler = Mangum(app, lifespan="off")
