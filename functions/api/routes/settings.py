"""The settings of the account."""

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import settling
from functions.api.my_settings import my_settings
from functions.api.request import signed_in
from functions.api.schemas import account as schemas
from functions.api.schemas.settings import SettingsOut

router = APIGatewayHttpRouter()


@router.get("/settings", operation_id="getSettings", summary="The settings", tags=["settings"])
def get_settings() -> schemas.SavedSettings | SettingsOut:
    """All of them for admins; for others what ``/me`` gives."""
    ports, reader = signed_in(router)
    if not reader.user.may("settings"):
        return SettingsOut.model_validate(my_settings(reader))
    return settling.shown(ports, reader.config)


@router.patch("/settings", operation_id="changeSettings", summary="Change settings", tags=["settings"])
def change_settings(body: schemas.SettingsChange) -> schemas.SavedSettings:
    """What is left out stays. Holds for what happens from a second later on. Open cases keep the clocks they have;
    only their first-contact target follows ``targets``, ``other_channels`` and ``calendar``, by a job."""
    ports, reader = signed_in(router)
    return settling.change(ports, reader, body)
