"""/v1/*: what people do in their browser."""

from typing import Any

from functions.api.app import resolve


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Resolves one request (API Gateway payload format 2.0); the JWT authorizer has checked the token."""
    return resolve(event, context)
