"""The list of cases as it is usually written: one DynamoDB attribute per field, boto3's resource, whose
TypeDeserializer turns every attribute into a Python value, and pydantic models in the validating Powertools
router."""

import os
from functools import cache
from typing import Annotated, Any, Literal

import boto3
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Query
from boto3.dynamodb.conditions import Key

from functions.api.schemas.alerts import AlertPage

app = APIGatewayHttpResolver(enable_validation=True)


@cache
def resource() -> Any:
    """The one resource of the process."""
    return boto3.resource("dynamodb")


@cache
def _table() -> Any:
    return resource().Table(os.environ["TABLE_NAME"])


@app.get("/v1/alerts")
def list_alerts(
    section: Annotated[Literal["mine"], Query()], limit: Annotated[int, Query(ge=1, le=100)] = 25
) -> AlertPage:
    """One read for the person and the configuration's version, one query for the page of the section ``mine``."""
    table = _table()
    subject = app.current_event.request_context.authorizer.jwt_claim["sub"]
    keys = [{"pk": f"U#{subject}", "sk": "U"}, {"pk": "CONFIG", "sk": "VERSION"}]
    answer = resource().batch_get_item(RequestItems={table.name: {"Keys": keys, "ConsistentRead": True}})
    person = next(item for item in answer["Responses"][table.name] if item["sk"] == "U")
    found = table.query(
        IndexName={"mine": "owner"}[section],
        KeyConditionExpression=Key("owner_key").eq(f"{person['id']}#open"),
        Limit=limit,
    )
    return AlertPage.model_validate({"items": found["Items"], "next_cursor": None})


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Resolves one request."""
    return app.resolve(event, context)
