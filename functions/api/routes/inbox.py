"""Lists of cases and their counts: what people work from."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import finding, lists
from functions.api.counting import counts
from functions.api.filters import Filters
from functions.api.request import signed_in
from functions.api.schemas import alerts as schemas
from shared.alerts.models import Status
from shared.rules.models import Priority
from shared.storage.sections import Section

router = APIGatewayHttpRouter()

type Name = Annotated[str | None, Query(min_length=1, max_length=64)]
type Text = Annotated[str | None, Query(min_length=1, max_length=200)]

_PAGE: OpenAPIResponse = {
    "description": "Successful Response",
    "content": {"application/json": {"model": schemas.AlertPage}},
}


@router.get(
    "/alerts",
    operation_id="listAlerts",
    summary="A page of a section, or of what a search finds",
    tags=["alerts"],
    responses={200: _PAGE},
)
def list_alerts(
    section: Annotated[
        Literal["inbox", "alerts", "messages", "on_hold", "mine", "unassigned", "late", "done", "spam"] | None,
        Query(description="Without it: the inbox, or for a search every section"),
    ] = None,
    status: Annotated[Status | None, Query()] = None,
    place: Name = None,
    group: Name = None,
    rule: Name = None,
    owner: Annotated[str | None, Query(min_length=1, max_length=64, description="A user's id, me or none")] = None,
    priority: Annotated[Priority | None, Query()] = None,
    channel: Text = None,
    tag: Text = None,
    urgent: Annotated[bool, Query(description="Only what expires in less than 72 hours")] = False,
    q: Annotated[str | None, Query(min_length=2, max_length=200, description="Words to search")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response[str]:
    """Open sections are sorted by due_at, the most pressing first; done and spam by closing, the latest first;
    what a search finds by place, the newest first. A filtered page may hold fewer than the limit and still have a
    next."""
    ports, reader = signed_in(router)
    wanted = Filters(
        section=Section(section) if section else None,
        status=status, place=place, group=group, rule=rule, owner=owner, priority=priority, channel=channel,
        tag=tag, urgent=urgent, q=q,
    )  # fmt: skip
    if wanted.q is not None:
        body = finding.page(ports, reader, wanted, limit=limit, cursor=cursor)
    else:
        body = lists.page(ports.alerts, reader, ports.cursors, wanted, ports.now(), limit=limit, cursor=cursor)
    return Response(status_code=200, content_type="application/json", body=body.decode())


@router.get("/alerts/counts", operation_id="countAlerts", summary="How many in each section", tags=["alerts"])
def count_alerts(
    status: Annotated[Status | None, Query()] = None,
    place: Name = None,
    group: Name = None,
    rule: Name = None,
    owner: Annotated[str | None, Query(min_length=1, max_length=64, description="A user's id, me or none")] = None,
    priority: Annotated[Priority | None, Query()] = None,
    channel: Text = None,
    tag: Text = None,
    urgent: Annotated[bool, Query(description="Only what expires in less than 72 hours")] = False,
) -> schemas.Counts:
    """Counted to 99 within the reader's perimeter."""
    ports, reader = signed_in(router)
    wanted = Filters(
        status=status, place=place, group=group, rule=rule, owner=owner, priority=priority, channel=channel,
        tag=tag, urgent=urgent,
    )  # fmt: skip
    found = counts(ports.alerts, reader, wanted, ports.now())
    shown = {section.value: {"count": tally.number, "more": tally.more} for section, tally in found.items()}
    return schemas.Counts.model_validate(shown)
