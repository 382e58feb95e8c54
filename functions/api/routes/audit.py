"""The audit: who did what, when, and what it changed."""

from datetime import UTC, date, timedelta
from typing import Annotated, NamedTuple

from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api.reader import Reader
from functions.api.request import signed_in
from functions.api.schemas.audit import AuditEntry, AuditPage, SubjectOut
from functions.api.schemas.common import PersonOut
from functions.api.wiring import Wiring
from shared.account.audit import Entry
from shared.clock import iso
from shared.errors import Fault, Invalid
from shared.storage.audit import Audit

router = APIGatewayHttpRouter()

MAX_DAYS = 366
_USUAL = timedelta(days=7)
_READS = 8
_SLICE = 100


@router.get("/audit", operation_id="listAudit", summary="Who did what", tags=["audit"])
def list_audit(
    since: Annotated[
        date | None, Query(alias="from", description="The first UTC day; a week back without it")
    ] = None,
    until: Annotated[date | None, Query(alias="to", description="The last UTC day; today without it")] = None,
    who: Annotated[str | None, Query(max_length=64)] = None,
    kind: Annotated[str | None, Query(alias="type", max_length=40)] = None,
    alert: Annotated[str | None, Query(pattern=r"^a[a-z2-7]{24}$")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> AuditPage:
    """Every change of a case, of the settings, rules, people and sources, and every look at contact data, the
    latest first. Admins read all of it, managers what concerns the cases of their perimeter. At most 800 rows are
    looked at for one page, so a filtered page may be short; go on while there is a cursor."""
    ports, reader = signed_in(router)
    reader.require("audit")
    last = until or ports.now().astimezone(UTC).date()
    first = since or last - _USUAL
    if not first <= last <= first + timedelta(days=MAX_DAYS):
        message = f"choose a last day from the first one on, at most {MAX_DAYS} days later"
        raise Invalid(errors=[Fault("$.to", "out_of_range", message)])
    filters = ("audit", reader.user.id, first.isoformat(), last.isoformat(), who, kind, alert)
    position = ports.cursors.position_of(cursor, *filters)
    look = Look(ports, reader, Wanted(who, kind, alert))
    entries, following = look.page(_start(position, last), first, limit)
    return AuditPage(
        items=[_out(one) for one in entries],
        next_cursor=ports.cursors.marked(following, *filters) if following else None,
    )


class Wanted(NamedTuple):
    """What is looked for; None for all."""

    who: str | None
    kind: str | None
    alert_id: str | None

    def takes(self, entry: Entry) -> bool:
        """Whether an entry is one of those."""
        pairs = ((self.who, entry.by.id), (self.kind, entry.type), (self.alert_id, entry.alert_id))
        return all(asked is None or asked == found for asked, found in pairs)


class Look(NamedTuple):
    """One request's look at the audit."""

    ports: Wiring
    reader: Reader
    wanted: Wanted

    def page(self, start: tuple[date, str | None], first: date, limit: int) -> tuple[list[Entry], str | None]:
        """The entries that are wanted and may be seen, from ``start`` back to the first day, and where the next
        page starts."""
        audit, found = Audit(self.ports.table), list[Entry]()
        day, after = start
        for _ in range(_READS):
            if day < first:
                return found, None
            page = audit.of_day(day, after=after, limit=_SLICE)
            fitting = self._seen([one for one in page.entries if self.wanted.takes(one)])
            room = limit - len(found)
            found += fitting[:room]
            if len(fitting) > room or (len(found) == limit and fitting):
                last = found[-1]
                return found, f"{day.isoformat()}|{iso(last.at)}#{last.id}"
            day, after = (day, page.after) if page.after else (day - timedelta(days=1), None)
        return found, f"{day.isoformat()}|{after or ''}" if day >= first else None

    def _seen(self, entries: list[Entry]) -> list[Entry]:
        """Those the reader may see: admins all, managers those of cases in their perimeter (one read of them)."""
        if self.reader.user.may("people"):
            return entries
        ids = sorted({one.alert_id for one in entries if one.alert_id})
        cases = self.ports.alerts.get_many(ids)
        seen = {case.id for case in cases if case and self.reader.sees(case)}
        return [one for one in entries if one.alert_id in seen]


def _start(position: str | None, last: date) -> tuple[date, str | None]:
    if position is None:
        return last, None
    day, _, after = position.partition("|")
    return date.fromisoformat(day), after or None


def _out(entry: Entry) -> AuditEntry:
    subject = entry.subject
    return AuditEntry(
        id=entry.id,
        at=iso(entry.at),
        by=PersonOut(id=entry.by.id, name=entry.by.name),
        type=entry.type,
        alert_id=entry.alert_id,
        subject=SubjectOut(kind=subject.kind, id=subject.id, name=subject.name) if subject else None,
        changes=entry.changes,
        data=entry.data,
    )
