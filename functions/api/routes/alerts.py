"""One case, its timeline, and the commands. One verb, one body, one function of the lifecycle; all saved by the
same few lines."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import acts, colleagues
from functions.api.acts import Act
from functions.api.commands import execute
from functions.api.next_case import take_next
from functions.api.reader import Reader
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas import alerts as schemas
from functions.api.schemas import commands as bodies
from functions.api.views import shown_case, timeline_view
from functions.api.wiring import Wiring

router = APIGatewayHttpRouter()

type AlertId = Annotated[str, Path(pattern=r"^a[a-z2-7]{24}$")]
type NoteNumber = Annotated[str, Path(pattern=r"^[1-9][0-9]{0,5}$")]


@router.post("/alerts/next", operation_id="takeNextAlert", summary="Take the next case", tags=["alerts"])
def take_next_alert(body: bodies.NextIn) -> bodies.NextOut:
    """Makes the reader the owner of the most pressing case that nobody has."""
    ports, reader = signed_in(router)
    request = b"next" + msgspec.json.encode(body.model_dump())
    alert = take_next(ports, reader, body.place, key=idempotency_key(router), request=request)
    return bodies.NextOut.model_validate({"alert": shown_case(ports, reader, alert) if alert else None})


@router.get("/alerts/<alert_id>", operation_id="getAlert", summary="One case", tags=["alerts"])
def get_alert(alert_id: AlertId) -> schemas.Alert:
    """The case with its feedback, its triggers and why they fired."""
    ports, reader = signed_in(router)
    alert = reader.visible(ports.alerts.get(alert_id))
    return schemas.Alert.model_validate(shown_case(ports, reader, alert))


@router.get(
    "/alerts/<alert_id>/timeline", operation_id="getTimeline", summary="The life of a case", tags=["alerts"]
)
def get_timeline(alert_id: AlertId) -> schemas.Timeline:
    """Every step, oldest first, and how many people were told."""
    ports, reader = signed_in(router)
    reader.visible(ports.alerts.get(alert_id))
    return schemas.Timeline.model_validate(timeline_view(*ports.alerts.timeline(alert_id)))


@router.get(
    "/alerts/<alert_id>/colleagues",
    operation_id="listColleagues",
    summary="Whom a case could be given to",
    tags=["alerts"],
)
def list_colleagues(
    alert_id: AlertId, q: Annotated[str | None, Query(max_length=200)] = None
) -> bodies.Colleagues:
    """Those who see the case first; at most 50, search by name for more."""
    ports, reader = signed_in(router)
    alert = reader.visible(ports.alerts.get(alert_id))
    reader.require("treat")
    items = colleagues.colleagues(ports, reader, alert, q, ports.now())
    return bodies.Colleagues.model_validate({"items": items})


@router.post("/alerts/<alert_id>/take", operation_id="takeAlert", summary="Take a case", tags=["alerts"])
def take_alert(alert_id: AlertId, body: bodies.TakeIn) -> schemas.Alert:
    """Makes the reader its owner; 409 if somebody else is."""
    return _command(alert_id, body, "take", acts.take)


@router.post("/alerts/<alert_id>/assign", operation_id="assignAlert", summary="Assign a case", tags=["alerts"])
def assign_alert(alert_id: AlertId, body: bodies.AssignIn) -> schemas.Alert:
    """Makes it a colleague's who sees it, or nobody's when ``to`` is null."""
    return _command(alert_id, body, "assign", acts.assign)


@router.post(
    "/alerts/<alert_id>/transfer", operation_id="transferAlert", summary="Transfer a case", tags=["alerts"]
)
def transfer_alert(alert_id: AlertId, body: bodies.TransferIn) -> schemas.Alert:
    """Gives it on to a better-placed colleague; one outside the perimeter gets to see this case alone."""
    return _command(alert_id, body, "transfer", acts.transfer)


@router.post(
    "/alerts/<alert_id>/delegate", operation_id="delegateAlert", summary="Delegate a case", tags=["alerts"]
)
def delegate_alert(alert_id: AlertId, body: bodies.DelegateIn) -> schemas.Alert:
    """Hands it to a customer service by mail; contact data is masked unless said otherwise."""
    return _command(alert_id, body, "delegate", acts.delegate)


@router.post("/alerts/<alert_id>/share", operation_id="shareAlert", summary="Share a case", tags=["alerts"])
def share_alert(alert_id: AlertId, body: bodies.ShareIn) -> schemas.Alert:
    """Tells colleagues about it; its owner stays."""
    return _command(alert_id, body, "share", acts.share)


@router.post("/alerts/<alert_id>/notes", operation_id="addNote", summary="Add an internal note", tags=["alerts"])
def add_note(alert_id: AlertId, body: bodies.NoteIn) -> schemas.Alert:
    """Colleagues read it, customers never. Those mentioned are told."""
    return _command(alert_id, body, "notes", acts.note)


@router.put(
    "/alerts/<alert_id>/notes/<number>", operation_id="editNote", summary="Edit one's own note", tags=["alerts"]
)
def edit_note(alert_id: AlertId, number: NoteNumber, body: bodies.NoteEditIn) -> schemas.Alert:
    """``number`` is the version of the event that is the note."""
    return _command(alert_id, body, f"edit {number} ", partial(acts.edit_note, int(number)))


@router.delete(
    "/alerts/<alert_id>/notes/<number>", operation_id="deleteNote", summary="Delete a note", tags=["alerts"]
)
def delete_note(
    alert_id: AlertId, number: NoteNumber, version: Annotated[int | None, Query(ge=1)] = None
) -> schemas.Alert:
    """One's own within 15 minutes; admins anybody's within the same time."""
    body = bodies.CommandIn(version=version)
    return _command(alert_id, body, f"delete {number} ", partial(acts.delete_note, int(number)))


@router.post(
    "/alerts/<alert_id>/contact", operation_id="recordContact", summary="Record a contact", tags=["alerts"]
)
def record_contact(alert_id: AlertId, body: bodies.ContactIn) -> schemas.Alert:
    """Only an outcome ``reached`` stops the first-contact clock; after ``refused`` no contact is possible."""
    return _command(alert_id, body, "contact", acts.contact)


@router.post("/alerts/<alert_id>/hold", operation_id="holdAlert", summary="Put a case on hold", tags=["alerts"])
def hold_alert(alert_id: AlertId, body: bodies.HoldIn) -> schemas.Alert:
    """Until a moment within a year, until the customer replies, or whichever comes first."""
    return _command(alert_id, body, "hold", acts.hold)


@router.post("/alerts/<alert_id>/resume", operation_id="resumeAlert", summary="Resume a case", tags=["alerts"])
def resume_alert(alert_id: AlertId, body: bodies.ResumeIn) -> schemas.Alert:
    """Ends its hold."""
    return _command(alert_id, body, "resume", acts.resume)


@router.post("/alerts/<alert_id>/close", operation_id="closeAlert", summary="Close a case", tags=["alerts"])
def close_alert(alert_id: AlertId, body: bodies.CloseIn) -> schemas.Alert:
    """Always with a reason of the list, and a note where the reason asks for one."""
    return _command(alert_id, body, "close", acts.close)


@router.post("/alerts/<alert_id>/reopen", operation_id="reopenAlert", summary="Reopen a case", tags=["alerts"])
def reopen_alert(alert_id: AlertId, body: bodies.ReopenIn) -> schemas.Alert:
    """Takes a closing back."""
    return _command(alert_id, body, "reopen", acts.reopen)


@router.post("/alerts/<alert_id>/spam", operation_id="markSpam", summary="Mark a case as spam", tags=["alerts"])
def mark_spam(alert_id: AlertId, body: bodies.SpamIn) -> schemas.Alert:
    """Moves it to spam."""
    return _command(alert_id, body, "spam", acts.spam)


@router.post("/alerts/<alert_id>/unspam", operation_id="unmarkSpam", summary="Not spam", tags=["alerts"])
def unmark_spam(alert_id: AlertId, body: bodies.UnspamIn) -> schemas.Alert:
    """Takes it out of spam: it is again what it was."""
    return _command(alert_id, body, "unspam", acts.unspam)


def _command[Body: bodies.CommandIn](
    alert_id: str, body: Body, verb: str, make: Callable[[Wiring, Reader, Body], Act]
) -> schemas.Alert:
    ports, reader = signed_in(router)
    key, request = (
        idempotency_key(router),
        verb.encode() + alert_id.encode() + msgspec.json.encode(body.model_dump()),
    )
    act = make(ports, reader, body)
    alert = execute(ports, reader, alert_id, act, version=body.version, key=key, request=request)
    return schemas.Alert.model_validate(shown_case(ports, reader, alert))
