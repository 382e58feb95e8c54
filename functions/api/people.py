"""People as the API shows them, who may look at whom, and what a request makes of one."""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from functions.api.reader import Reader
from functions.api.schemas import users as schemas
from functions.api.wiring import Wiring
from shared import clock
from shared.accounts import checking
from shared.errors import Fault, Forbidden, Invalid, NotFound, OwnAccount, StaleVersion, VersionRequired
from shared.scope.people import Absence, User, fold_email
from shared.storage.config import Config

_INVITED_BY_MANAGERS = ("agent", "viewer")


def user_view(user: User) -> dict[str, Any]:
    """A person, ready for JSON."""
    places, groups = checking.scope_of(user)
    away = user.absence
    return {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "role": user.role,
        "locale": user.locale,
        "places": list(places),
        "groups": list(groups),
        "departments": list(user.departments),
        "departments_only": user.departments_only,
        "disabled": user.disabled,
        "absence": {
            "since": clock.iso(away.since),
            "until": clock.iso(away.until),
            "replacement": away.replacement,
        }
        if away
        else None,
        "version": user.version,
        "status": "disabled" if user.disabled else "invited" if user.invited else "active",
    }


def shown(reader: Reader, user: User) -> bool:
    """Whether the reader may look at a person: admins at everybody, managers at those within their perimeter,
    everybody at themselves."""
    if user.id == reader.user.id or reader.user.may("people"):
        return True
    return reader.user.may("invite") and checking.inside(user, reader.user, reader.perimeter, reader.config.tree)


def found(ports: Wiring, reader: Reader, user_id: str) -> User:
    """The person of an id, or the reader for ``me``. Raises NotFound, or Forbidden for a role that sees nobody."""
    if user_id in ("me", reader.user.id):
        return reader.user
    reader.require("invite")
    user = ports.people.get(user_id)
    if user is None or not shown(reader, user):
        raise NotFound
    return user


def current(user: User, version: int | None) -> User:
    """The person at the version named. Raises VersionRequired, or StaleVersion with the person as they are."""
    if version is None:
        raise VersionRequired("Send the version of the person you are looking at")
    if version != user.version:
        refusal = StaleVersion("Somebody has changed this person since you opened them")
        refusal.more["current"] = user_view(user)
        raise refusal
    return user


def invitee(reader: Reader, body: schemas.UserIn) -> User:
    """The person to invite, without an id. Raises Forbidden for a role above what the reader may give, Invalid."""
    if not reader.user.may("people") and body.role not in _INVITED_BY_MANAGERS:
        raise Forbidden("Managers invite agents and viewers")
    empty = User("", body.email.strip(), "", body.role, body.locale)
    person = _with(empty, body)
    outside = checking.faults_outside(person, reader.user, reader.perimeter, reader.config.tree)
    faults = [*checking.faults_of_address(body.email), *_faults(person, reader.config), *outside]
    if faults:
        raise Invalid(errors=list(dict.fromkeys(faults)))
    return person


def changed(reader: Reader, user: User, body: schemas.UserChange) -> User:
    """The person as they should become. Raises Invalid, or OwnAccount for an admin who would be none any more."""
    if user.id == reader.user.id and body.role != user.role:
        raise OwnAccount("Another admin has to change your role")
    faults = _faults(after := _with(user, body), reader.config)
    if body.email is not None and fold_email(body.email) != fold_email(user.email):
        faults.append(Fault("$.email", "fixed", "an address stays; invite the new one and disable this one"))
    if faults:
        raise Invalid(errors=faults)
    return after


def away(ports: Wiring, user: User, body: schemas.AbsenceIn | None, now: datetime) -> User:
    """The person with this absence. Raises Invalid."""
    if body is None:
        return replace(user, absence=None)
    faults: list[Fault] = []
    since, until = (_moment(name, getattr(body, name), faults) for name in ("since", "until"))
    if since is None or until is None:
        raise Invalid(errors=faults)
    absence = Absence(since, until, body.replacement)
    other = ports.people.get(body.replacement) if body.replacement else None
    if faults := checking.faults_of_absence(absence, user.id, other, now):
        raise Invalid(errors=faults)
    return replace(user, absence=absence)


def _faults(person: User, config: Config) -> list[Fault]:
    return checking.faults_of(person, config.tree, config.departments)


def _with(user: User, body: schemas.UserBody) -> User:
    return replace(
        user,
        name=body.name.strip(),
        role=body.role,
        locale=body.locale,
        nodes=tuple(dict.fromkeys(body.places)),
        groups=tuple(dict.fromkeys(body.groups)),
        departments=tuple(dict.fromkeys(body.departments)),
        departments_only=body.departments_only,
    )


def _moment(name: str, text: str, faults: list[Fault]) -> datetime | None:
    try:
        return clock.parse(text)
    except ValueError:
        told = "write a time with its zone, like 2026-03-17T09:05:00Z"
        faults.append(Fault(f"$.absence.{name}", "bad_time", told))
        return None
