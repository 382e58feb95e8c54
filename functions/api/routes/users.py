"""People: who there is, inviting, changing, letting in no more and again, absences."""

from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from pydantic import BaseModel

from functions.api import people
from functions.api.long_work import job_view
from functions.api.once import Once, once
from functions.api.previewing import sees
from functions.api.reader import Reader
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas import users as schemas
from functions.api.schemas.jobs import JobOut
from functions.api.wiring import Wiring
from shared import ids
from shared.alerts.models import Alert
from shared.alerts.opening import place_of
from shared.errors import Fault, Invalid, NotFound, OwnAccount, Running, UnknownPerson
from shared.jobs.models import Job
from shared.rules.words import fold
from shared.scope.people import User, fold_email
from shared.storage.feedbacks import Feedbacks
from shared.storage.jobs import Jobs, creation
from shared.storage.table import Conflict

router = APIGatewayHttpRouter()

type UserId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
type CaseId = Annotated[str | None, Query(min_length=1, max_length=64, pattern=r"^[a-z0-9]+$")]

_TAGS = ["people"]
_TRIES = 3
_READ = 100
_PAGES = 10
"""Of 100 people each: how far one request looks for those it is to show."""


@router.get("/users", operation_id="listUsers", summary="The people of the account", tags=_TAGS)
def list_users(
    q: Annotated[str | None, Query(max_length=100)] = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> schemas.UserList:
    """Everybody whose name or address holds ``q``, disabled people too; managers see those within their perimeter.
    A page may hold fewer than ``limit`` and still have a next one."""
    ports, reader = signed_in(router)
    reader.require("invite")
    wanted = fold(q or "")
    after = ports.cursors.position_of(cursor, reader.user.id, "users", wanted)
    kept: list[User] = []
    for _ in range(_PAGES):
        page = ports.people.everybody(after, _READ)
        kept += [
            one for one in page.users if wanted in fold(f"{one.name}\n{one.email}") and people.shown(reader, one)
        ]
        after = page.after
        if after is None or len(kept) >= limit:
            break
    if len(kept) > limit:
        kept, after = kept[:limit], kept[limit - 1].id
    following = ports.cursors.marked(after, reader.user.id, "users", wanted) if after else None
    return schemas.UserList.model_validate(
        {"items": [people.user_view(one) for one in kept], "next_cursor": following}
    )


@router.post("/users", operation_id="inviteUser", summary="Invite somebody", tags=_TAGS, status_code=201)
def invite_user(body: schemas.UserIn) -> Response[schemas.UserOut]:
    """They get a mail with a first password. Managers invite agents and viewers within their own perimeter."""
    ports, reader = signed_in(router)
    reader.require("invite")
    person = people.invitee(reader, body)
    key, request = idempotency_key(router), _request("inviteUser", body)
    for _ in range(_TRIES):
        only = once(ports, reader, key, request, ids.order_id(fold_email(person.email)))
        if only.repeated:
            return _answer(ports.accounts.invited(only.id), 201)
        try:
            made = ports.accounts.invite(person, reader.user.person, [only.mark] if only.mark else [])
        except Conflict:
            continue  # the same address twice at once: the next look tells
        return _answer(made, 201)
    raise Running("The same address is being invited; try again")


@router.get("/users/<user_id>", operation_id="getUser", summary="One person", tags=_TAGS)
def get_user(user_id: UserId) -> schemas.UserOut:
    """The person as they are; ``me`` is the reader."""
    ports, reader = signed_in(router)
    return _out(people.found(ports, reader, user_id))


@router.put("/users/<user_id>", operation_id="replaceUser", summary="Change a person", tags=_TAGS)
def replace_user(user_id: UserId, body: schemas.UserChange) -> schemas.UserOut:
    """Role and perimeter hold from the next request of theirs on."""
    ports, reader = signed_in(router)
    before = _to_change(ports, reader, user_id, body.version)
    after = people.changed(reader, before, body)
    if after == before:
        return _out(before)
    return _out(ports.accounts.change(before, after, reader.user.person))


@router.post("/users/<user_id>/disable", operation_id="disableUser", summary="Let in no more", tags=_TAGS)
def disable_user(user_id: UserId, body: schemas.DisableIn) -> schemas.Disabled:
    """They are out at once, and all their sessions end. A job gives their open cases on."""
    ports, reader = signed_in(router)
    reader.require("people")
    only = _once(ports, reader, f"disableUser {user_id}", body, ids.new_id("j"))
    if only.repeated:
        return _disabled(people.found(ports, reader, user_id), Jobs(ports.table).get(only.id))
    before = _to_change(ports, reader, user_id, body.version)
    if before.id == reader.user.id:
        raise OwnAccount("Another admin has to disable you")
    if before.disabled:
        return _disabled(before, None)
    if body.reassign_to is not None:
        other = ports.people.get(body.reassign_to)
        if other is None or other.disabled or not other.may("treat") or other.id == before.id:
            told = "choose another colleague who works on cases"
            raise UnknownPerson(errors=[Fault("$.reassign_to", "unknown_person", told)])
    asked = {"user": before.id, "to": body.reassign_to}
    job = Job(only.id, "reassign", ports.now(), reader.user.person, asked)
    extra = [creation(job), *([only.mark] if only.mark else [])]
    return _disabled(ports.accounts.disable(before, reader.user.person, extra), job)


@router.post("/users/<user_id>/enable", operation_id="enableUser", summary="Let in again", tags=_TAGS)
def enable_user(user_id: UserId, body: schemas.EnableIn) -> schemas.UserOut:
    """With the role and perimeter they had."""
    ports, reader = signed_in(router)
    reader.require("people")
    only = _once(ports, reader, f"enableUser {user_id}", body, user_id)
    if only.repeated:
        return _out(people.found(ports, reader, user_id))
    before = _to_change(ports, reader, user_id, body.version)
    if not before.disabled:
        return _out(before)
    return _out(ports.accounts.enable(before, reader.user.person, [only.mark] if only.mark else []))


@router.put("/users/<user_id>/absence", operation_id="setAbsence", summary="Away, or back", tags=_TAGS)
def set_absence(user_id: UserId, body: schemas.AbsenceChange) -> schemas.UserOut:
    """Everybody sets their own, admins anybody's. While they are away, new cases go to whoever stands in."""
    ports, reader = signed_in(router)
    if user_id not in ("me", reader.user.id):
        reader.require("people")
    before = people.current(people.found(ports, reader, user_id), body.version)
    after = people.away(ports, before, body.absence, ports.now())
    if after == before:
        return _out(before)
    return _out(ports.accounts.change(before, after, reader.user.person))


@router.get("/users/<user_id>/sees", operation_id="previewSight", summary="Would they see it?", tags=_TAGS)
def preview_sight(user_id: UserId, alert: CaseId = None, feedback: CaseId = None) -> schemas.SeesOut:
    """Whether a person sees a case, or the case that a feedback would become, and is told about it. For admins."""
    ports, reader = signed_in(router)
    reader.require("people")
    user = people.found(ports, reader, user_id)
    if (alert is None) == (feedback is None):
        raise Invalid(errors=[Fault("$query.alert", "required", "name an alert or a feedback")])
    case, place_id = _case(ports, reader, alert, feedback)
    return schemas.SeesOut.model_validate(sees(reader, user, case, place_id))


def _case(
    ports: Wiring, reader: Reader, alert_id: str | None, feedback_id: str | None
) -> tuple[Alert | None, str | None]:
    """The case, or none for a feedback that has raised none, and the id of its place."""
    given = Feedbacks(ports.table).get(feedback_id) if feedback_id else None
    if feedback_id and given is None:
        raise NotFound
    try:
        case = reader.visible(ports.alerts.get(alert_id or ids.alert_id(feedback_id or "")))
    except NotFound:
        if given is None:
            raise
        place = place_of(given, reader.config.tree)
        return None, place.id if place else None
    return case, case.place.id if case.place else None


def _to_change(ports: Wiring, reader: Reader, user_id: str, version: int | None) -> User:
    """The person at the version the change is based on, for those who may change people."""
    user = people.found(ports, reader, user_id)
    reader.require("people")
    return people.current(user, version)


def _once(ports: Wiring, reader: Reader, name: str, body: BaseModel, new_id: str) -> Once:
    return once(ports, reader, idempotency_key(router), _request(name, body), new_id)


def _request(name: str, body: BaseModel) -> bytes:
    return name.encode() + b"\0" + msgspec.json.encode(body.model_dump())


def _out(user: User) -> schemas.UserOut:
    return schemas.UserOut.model_validate(people.user_view(user))


def _answer(user: User, status: int) -> Response[schemas.UserOut]:
    return Response(status_code=status, content_type="application/json", body=_out(user))


def _disabled(user: User, job: Job | None) -> schemas.Disabled:
    shown = JobOut.model_validate(job_view(job)) if job else None
    return schemas.Disabled(user=_out(user), job=shown)
