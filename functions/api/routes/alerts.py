"""Cases: lists, counts, one case, its timeline, and the commands. One verb, one body, one function of the
lifecycle; all saved by the same few lines."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import lists
from functions.api.commands import execute
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas import alerts as schemas
from functions.api.views import alert_view, timeline_view
from shared import clock
from shared.alerts import lifecycle
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert
from shared.alerts.reasons import DEFAULT_REASONS
from shared.errors import Fault, Invalid
from shared.scope.people import Person
from shared.storage.sections import Section

router = APIGatewayHttpRouter()

type AlertId = Annotated[str, Path(pattern=r"^a[a-z2-7]{24}$")]
type Act = Callable[[Alert, Person, datetime], Change | None]


_PAGE: OpenAPIResponse = {
    "description": "Successful Response",
    "content": {"application/json": {"model": schemas.AlertPage}},
}


@router.get(
    "/alerts",
    operation_id="listAlerts",
    summary="A page of a section",
    tags=["alerts"],
    responses={200: _PAGE},
)
def list_alerts(
    section: Annotated[
        Literal["inbox", "alerts", "messages", "mine", "unassigned", "late", "done"], Query()
    ] = "inbox",
    place: Annotated[str | None, Query(max_length=64)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> Response[str]:
    """Open sections are sorted by due_at, the most pressing first; done by closing, the latest first."""
    ports, reader = signed_in(router)
    body = lists.page(ports.alerts, reader, Section(section), ports.now(), limit=limit, cursor=cursor, place=place)
    return Response(status_code=200, content_type="application/json", body=body.decode())


@router.get("/alerts/counts", operation_id="countAlerts", summary="How many in each section", tags=["alerts"])
def count_alerts(place: Annotated[str | None, Query(max_length=64)] = None) -> schemas.Counts:
    """Counted to 99 within the reader's perimeter."""
    ports, reader = signed_in(router)
    found = lists.counts(ports.alerts, reader, ports.now(), place)
    shown = {
        section.value: {"count": min(n, lists.SHOWN), "more": n > lists.SHOWN} for section, n in found.items()
    }
    return schemas.Counts.model_validate(shown)


@router.get("/alerts/<alert_id>", operation_id="getAlert", summary="One case", tags=["alerts"])
def get_alert(alert_id: AlertId) -> schemas.Alert:
    """The case with its feedback, its triggers and why they fired."""
    ports, reader = signed_in(router)
    return schemas.Alert.model_validate(alert_view(reader.visible(ports.alerts.get(alert_id)), reader))


@router.get(
    "/alerts/<alert_id>/timeline", operation_id="getTimeline", summary="The life of a case", tags=["alerts"]
)
def get_timeline(alert_id: AlertId) -> schemas.Timeline:
    """Every step, oldest first, and how many people were told."""
    ports, reader = signed_in(router)
    reader.visible(ports.alerts.get(alert_id))
    return schemas.Timeline.model_validate(timeline_view(*ports.alerts.timeline(alert_id)))


@router.post("/alerts/<alert_id>/take", operation_id="takeAlert", summary="Take a case", tags=["alerts"])
def take_alert(alert_id: AlertId, body: schemas.TakeIn) -> schemas.Alert:
    """Makes the reader its owner; 409 if somebody else is."""
    return _command(alert_id, body, "take", lifecycle.take)


@router.post("/alerts/<alert_id>/notes", operation_id="addNote", summary="Add an internal note", tags=["alerts"])
def add_note(alert_id: AlertId, body: schemas.NoteIn) -> schemas.Alert:
    """Colleagues read it, customers never."""
    return _command(alert_id, body, "notes", lambda case, by, now: lifecycle.note(case, by, now, text=body.text))


@router.post(
    "/alerts/<alert_id>/contact", operation_id="recordContact", summary="Record a contact", tags=["alerts"]
)
def record_contact(alert_id: AlertId, body: schemas.ContactIn) -> schemas.Alert:
    """Only an outcome ``reached`` stops the first-contact clock."""
    at = _moment(body.contacted_at)
    return _command(
        alert_id,
        body,
        "contact",
        lambda case, by, now: lifecycle.contact(
            case, by, now, channel=body.channel, outcome=body.outcome, note=body.note, contacted_at=at
        ),
    )


@router.post("/alerts/<alert_id>/close", operation_id="closeAlert", summary="Close a case", tags=["alerts"])
def close_alert(alert_id: AlertId, body: schemas.CloseIn) -> schemas.Alert:
    """Always with a reason of the list, and a note where the reason asks for one."""
    return _command(
        alert_id,
        body,
        "close",
        lambda case, by, now: lifecycle.close(
            case, by, now, reason=body.reason, reasons=DEFAULT_REASONS, note=body.note
        ),
    )


@router.post("/alerts/<alert_id>/reopen", operation_id="reopenAlert", summary="Reopen a case", tags=["alerts"])
def reopen_alert(alert_id: AlertId, body: schemas.ReopenIn) -> schemas.Alert:
    """Takes a closing back."""
    return _command(
        alert_id, body, "reopen", lambda case, by, now: lifecycle.reopen(case, by, now, reason=body.reason)
    )


def _command(alert_id: str, body: schemas.CommandIn, verb: str, act: Act) -> schemas.Alert:
    ports, reader = signed_in(router)
    request = verb.encode() + alert_id.encode() + msgspec.json.encode(body.model_dump())
    alert = execute(
        ports, reader, alert_id, act, version=body.version, key=idempotency_key(router), request=request
    )
    return schemas.Alert.model_validate(alert_view(alert, reader))


def _moment(text: str | None) -> datetime | None:
    try:
        return clock.parse(text) if text else None
    except ValueError:
        faults = [Fault("$.contacted_at", "bad_time", "write a time with its zone, like 2026-03-17T09:05:00Z")]
        raise Invalid(errors=faults) from None
