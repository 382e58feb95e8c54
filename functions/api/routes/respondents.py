"""Customers: what they have sent before, and their contact data on request."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import history, panel
from functions.api.request import signed_in
from functions.api.schemas import alerts as alert_schemas
from functions.api.schemas import respondents as schemas

router = APIGatewayHttpRouter()

type AlertId = Annotated[str, Path(pattern=r"^a[a-z2-7]{24}$")]
type RespondentId = Annotated[str, Path(min_length=1, max_length=300)]


@router.get(
    "/respondents/<respondent_id>",
    operation_id="getRespondent",
    summary="A customer and their history",
    tags=["respondents"],
)
def get_respondent(
    respondent_id: RespondentId,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor: Annotated[str | None, Query(max_length=1000)] = None,
) -> schemas.Respondent:
    """What this customer sent to places of the reader's perimeter, the newest first: cases, and feedback without
    one. A page may hold fewer than the limit and still have a next."""
    ports, reader = signed_in(router)
    found = history.of_respondent(ports, reader, respondent_id, limit=limit, cursor=cursor)
    return schemas.Respondent.model_validate(found)


@router.post(
    "/alerts/<alert_id>/reveal", operation_id="revealContact", summary="Show contact data", tags=["alerts"]
)
def reveal_contact(alert_id: AlertId) -> alert_schemas.Revealed:
    """For roles that see contact data on request; every request is on record."""
    ports, reader = signed_in(router)
    alert = reader.visible(ports.alerts.get(alert_id))
    return alert_schemas.Revealed.model_validate(panel.reveal(ports, reader, alert))
