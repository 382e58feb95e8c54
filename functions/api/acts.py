"""Commands as they are sent, made into functions of the lifecycle: here their people are looked up, their times
read and what the account has set filled in."""

from collections.abc import Callable, Sequence
from datetime import datetime

from functions.api import panel
from functions.api.moments import moment, moment_or_local
from functions.api.reader import Reader
from functions.api.schemas import commands as schemas
from functions.api.wiring import Wiring
from shared.alerts import conversation, ending, holds, ownership, targets
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert, Event
from shared.errors import Forbidden
from shared.scope.people import Person, User
from shared.storage import codec, keys

type Act = Callable[[Alert, Person, datetime], Change | None]


def take(_ports: Wiring, _reader: Reader, _body: schemas.TakeIn) -> Act:
    """Makes the case the reader's."""
    return ownership.take


def assign(ports: Wiring, reader: Reader, body: schemas.AssignIn) -> Act:
    """Makes it a colleague's, or nobody's."""
    to = body.to
    if to is None:
        return ownership.unassign

    def act(case: Alert, by: Person, now: datetime) -> Change | None:
        target = targets.assignee(ports.people.get(to), reader.user, case, reader.config.tree)
        return ownership.assign(case, by, now, to=target.person, outside=target.outside)

    return act


def transfer(ports: Wiring, reader: Reader, body: schemas.TransferIn) -> Act:
    """Gives it on to a colleague, who need not see the place."""

    def act(case: Alert, by: Person, now: datetime) -> Change | None:
        to, outside = targets.colleague(ports.people.get(body.to), case, reader.config.tree)
        return ownership.transfer(case, by, now, to=to, outside=outside, note=body.note)

    return act


def delegate(_ports: Wiring, reader: Reader, body: schemas.DelegateIn) -> Act:
    """Hands it to a customer service. Only who sees contact data may send it along."""
    settings = reader.config.settings

    def act(case: Alert, by: Person, now: datetime) -> Change:
        if body.unmasked and panel.sight(reader) == "hidden":
            raise Forbidden("Contact data that you do not see stays hidden")
        address = body.to or targets.customer_service(case, reader.config.tree, settings)
        return ownership.delegate(case, by, now, address=address, note=body.note, unmasked=body.unmasked)

    return act


def share(ports: Wiring, reader: Reader, body: schemas.ShareIn) -> Act:
    """Tells colleagues, who need not see the place."""

    def act(case: Alert, by: Person, now: datetime) -> Change:
        users = _users(ports, body.with_)
        found = [
            targets.colleague(user, case, reader.config.tree, at=f"$.with[{number}]")
            for number, user in enumerate(users)
        ]
        outside = [one.person.id for one in found if one.outside]
        people = [one.person for one in found]
        return ownership.share(case, by, now, people=people, outside=outside, note=body.note)

    return act


def note(ports: Wiring, reader: Reader, body: schemas.NoteIn) -> Act:
    """Adds an internal note."""

    def act(case: Alert, by: Person, now: datetime) -> Change:
        mentions = targets.mentioned(_users(ports, body.mentions), case, reader.config.tree)
        return conversation.note(case, by, now, text=body.text, mentions=mentions)

    return act


def edit_note(number: int, ports: Wiring, _reader: Reader, body: schemas.NoteEditIn) -> Act:
    """Writes a note anew."""
    return lambda case, by, now: conversation.edit_note(
        case, by, now, number=number, text=body.text, history=_history(ports, case)
    )


def delete_note(number: int, ports: Wiring, reader: Reader, _body: schemas.CommandIn) -> Act:
    """Takes a note back; admins anybody's."""
    anybodys = reader.user.role == "admin"
    return lambda case, by, now: conversation.delete_note(
        case, by, now, number=number, history=_history(ports, case), anybodys=anybodys
    )


def contact(_ports: Wiring, _reader: Reader, body: schemas.ContactIn) -> Act:
    """Records an attempt to reach the customer."""

    def act(case: Alert, by: Person, now: datetime) -> Change:
        at = moment(body.contacted_at, "$.contacted_at")
        return conversation.contact(
            case, by, now, channel=body.channel, outcome=body.outcome, note=body.note, contacted_at=at
        )

    return act


def hold(ports: Wiring, reader: Reader, body: schemas.HoldIn) -> Act:
    """Parks the case."""

    def act(case: Alert, by: Person, now: datetime) -> Change:
        until = moment_or_local(body.until, ports.settings.zone, "$.until")
        pauses = reader.config.settings.hold_pauses
        return holds.hold(case, by, now, until=until, or_reply=body.or_reply, note=body.note, pauses=pauses)

    return act


def resume(_ports: Wiring, _reader: Reader, _body: schemas.ResumeIn) -> Act:
    """Takes a parked case up again."""
    return holds.resume


def close(_ports: Wiring, reader: Reader, body: schemas.CloseIn) -> Act:
    """Ends the case with a reason."""
    reasons = reader.config.reasons
    return lambda case, by, now: ending.close(case, by, now, reason=body.reason, reasons=reasons, note=body.note)


def reopen(ports: Wiring, reader: Reader, body: schemas.ReopenIn) -> Act:
    """Takes a closing back."""
    return lambda case, by, now: ending.reopen(
        case, by, now, reason=body.reason, owner_left=_owner_left(ports, reader, case)
    )


def spam(_ports: Wiring, _reader: Reader, _body: schemas.SpamIn) -> Act:
    """Moves the case to spam."""
    return ending.spam


def unspam(ports: Wiring, reader: Reader, _body: schemas.UnspamIn) -> Act:
    """Takes the case out of spam."""
    return lambda case, by, now: ending.unspam(case, by, now, owner_left=_owner_left(ports, reader, case))


def _users(ports: Wiring, user_ids: Sequence[str]) -> list[User | None]:
    """The users of these ids, each once, in one read."""
    wanted = list(dict.fromkeys(user_ids))
    items = ports.table.get_many([keys.user(user_id) for user_id in wanted]) if wanted else []
    return [codec.decode(item["body"], User) if item else None for item in items]


def _owner_left(ports: Wiring, reader: Reader, case: Alert) -> bool:
    """Whether the owner of an ended case has left since: open ones are given on when somebody leaves."""
    user = ports.people.get(case.owner.id) if case.owner else None
    return targets.owner_left(user, case, reader.config.tree)


def _history(ports: Wiring, case: Alert) -> list[Event]:
    return ports.alerts.timeline(case.id)[0]
