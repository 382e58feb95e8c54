"""GET /v1/me: the reader."""

from typing import Any

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api.my_settings import my_settings
from functions.api.request import signed_in
from functions.api.schemas.settings import Me
from shared.scope.people import RIGHTS

router = APIGatewayHttpRouter()


@router.get("/me", operation_id="getMe", summary="The signed-in person", tags=["me"])
def get_me() -> Me:
    """User, role, rights, perimeter and what screens need of the settings."""
    ports, reader = signed_in(router)
    ports.people.came_in(reader.user)
    user, settings = reader.user, ports.settings
    places = [reader.config.tree.places[node] for node in user.nodes if node in reader.config.tree.places]
    shown: dict[str, Any] = {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "role": user.role,
        "locale": user.locale,
        "rights": list(RIGHTS[user.role]),
        "perimeter": {
            "everything": reader.perimeter.everything,
            "places": [{"id": place.id, "name": place.name} for place in places],
        },
        "tenant": {"name": settings.tenant_name, "zone": settings.zone, "locale": settings.locale},
        "settings": my_settings(reader),
    }
    return Me.model_validate(shown)
