"""A bulk order as it is sent, made into one that can be carried out: its values checked as those of a single
command, its people looked up, its cases found."""

from typing import Any

from pydantic import ValidationError

from functions.api import lists, problems
from functions.api.filters import Filters
from functions.api.moments import moment_or_local
from functions.api.reader import Reader
from functions.api.schemas import commands
from functions.api.schemas.bulk import BulkFilter, BulkIn
from functions.api.wiring import Wiring
from shared.alerts import ending, holds
from shared.bulk.carrying import Doer
from shared.bulk.models import MAX_IDS, MAX_MATCHING, BulkArgs, BulkCommand
from shared.errors import AppError, Fault, Invalid, UnknownPerson
from shared.storage.sections import Section

_BODIES: dict[BulkCommand, type[commands.CommandIn]] = {
    "take": commands.TakeIn,
    "assign": commands.AssignIn,
    "close": commands.CloseIn,
    "hold": commands.HoldIn,
    "resume": commands.ResumeIn,
    "note": commands.NoteIn,
    "spam": commands.SpamIn,
}
_PAGE = 100


def args_of(body: BulkIn, ports: Wiring, reader: Reader) -> BulkArgs:
    """What the command needs. All that would be wrong for every case is refused here, with its path."""
    try:
        sent = _BODIES[body.command].model_validate(body.args)
    except ValidationError as invalid:
        raise problems.invalid_at("$.args", invalid) from None
    try:
        return _looked_up(sent, ports, reader)
    except AppError as refusal:
        refusal.errors = tuple(fault._replace(path=f"$.args{fault.path[1:]}") for fault in refusal.errors)
        raise


def _looked_up(sent: commands.CommandIn, ports: Wiring, reader: Reader) -> BulkArgs:
    match sent:
        case commands.AssignIn():
            target = ports.people.get(sent.to) if sent.to else None
            if sent.to and (target is None or target.disabled or not target.may("treat")):
                fault = Fault("$.to", "unknown_person", "choose a colleague who works on cases")
                raise UnknownPerson(errors=[fault])
            return BulkArgs(to=target.person if target else None)
        case commands.CloseIn():
            ending.chosen_reason(sent.reason, reader.config.reasons, sent.note)
            return BulkArgs(reason=sent.reason, note=sent.note)
        case commands.HoldIn():
            until = moment_or_local(sent.until, ports.settings.zone, "$.until")
            holds.check_end(until, ports.now(), or_reply=sent.or_reply)
            return BulkArgs(until=until, or_reply=sent.or_reply, note=sent.note)
        case commands.NoteIn():
            if sent.mentions:
                fault = Fault("$.mentions", "not_in_bulk", "mention people in the note of one case")
                raise Invalid(errors=[fault])
            return BulkArgs(text=sent.text)
    return BulkArgs()


def cases_of(body: BulkIn, ports: Wiring, reader: Reader) -> tuple[list[str], bool]:
    """The ids of the cases, each once, and whether the filter matches more than one order takes. Raises Invalid
    for more than 500 ids, for both ids and a filter, and for neither."""
    if (body.ids is None) is (body.filter is None):
        raise Invalid(errors=[Fault("$.ids", "ids_or_filter", "send either ids or a filter")])
    if body.ids is not None:
        if len(body.ids) > MAX_IDS:
            raise Invalid(errors=[Fault("$.ids", "too_many", f"at most {MAX_IDS} at once; use a filter for more")])
        return list(dict.fromkeys(body.ids)), False
    return _matching(_filters(body.filter or BulkFilter()), ports, reader)


def _filters(sent: BulkFilter) -> Filters:
    asked: dict[str, Any] = sent.model_dump(exclude_none=True)
    return Filters(**{**asked, "section": Section(asked["section"])})


def _matching(wanted: Filters, ports: Wiring, reader: Reader) -> tuple[list[str], bool]:
    found, after = list[str](), None
    while True:
        page = lists.matching(ports.alerts, reader, wanted, ports.now(), limit=_PAGE, after=after)
        found += [str(item["pk"]).removeprefix("A#") for item in page.items]
        if page.after is None or len(found) > MAX_MATCHING:
            return found[:MAX_MATCHING], len(found) > MAX_MATCHING
        after = page.after


def doer(ports: Wiring, reader: Reader, args: BulkArgs) -> Doer:
    """Who gives the order."""
    target = ports.people.get(args.to.id) if args.to else None
    return Doer(reader.user, reader.config.tree, reader.config.settings, reader.config.reasons, target)
