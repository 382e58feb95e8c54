"""Presence: a heartbeat that says where one is and answers where the others are."""

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api.request import signed_in
from functions.api.schemas.common import PersonOut
from functions.api.schemas.presence import PresenceIn, PresenceOut, PresentOut
from shared.clock import iso
from shared.storage.presence import Presence, Present

router = APIGatewayHttpRouter()


@router.put("/presence", operation_id="beat", summary="Say where you are, see where others are", tags=["alerts"])
def beat(body: PresenceIn) -> PresenceOut:
    """Holds for 45 seconds; send it every 20 while the page is looked at. Costs one write and one query of some
    200 bytes a person, beside the read of the case that says whether the reader may be there."""
    ports, reader = signed_in(router)
    presence, now, me = Presence(ports.table), ports.now(), reader.user.person
    if body.alert_id is None:
        presence.leave(me.id, now)
    else:
        case = reader.visible(ports.alerts.get(body.alert_id))
        place = case.place.id if case.place else None
        presence.beat(Present(me, case.id, now, now, body.typing, place, case.reserved))
    seen = [one for one in presence.others(me.id, now) if reader.covers(one.place_id, one.reserved)]
    return PresenceOut(
        items=[
            PresentOut(
                alert_id=one.alert_id,
                person=PersonOut(id=one.person.id, name=one.person.name),
                typing=one.typing,
                since=iso(one.since),
            )
            for one in seen
        ]
    )
