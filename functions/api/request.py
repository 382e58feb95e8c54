"""What routes need of the request at hand."""

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api.reader import Reader, reader
from functions.api.wiring import Wiring, wiring
from shared.errors import BadIdempotencyKey, SignedOut


def signed_in(router: APIGatewayHttpRouter) -> tuple[Wiring, Reader]:
    """The parts and the person behind the access token. Only an access token will do: its claims say so."""
    authorizer = router.current_event.request_context.authorizer
    claims = (authorizer.jwt_claim if authorizer else None) or {}
    if claims.get("token_use") != "access" or not claims.get("sub"):
        raise SignedOut
    ports = wiring()
    return ports, reader(ports, str(claims["sub"]))


def idempotency_key(router: APIGatewayHttpRouter) -> str | None:
    """The Idempotency-Key header, if sent."""
    key = router.current_event.headers.get("idempotency-key")
    if key is not None and not (1 <= len(key) <= 255 and key.isascii() and key.isprintable()):
        raise BadIdempotencyKey
    return key
