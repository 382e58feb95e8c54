"""GET /v1/places: the tree, as far as the reader sees it."""

from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api.request import signed_in
from functions.api.schemas.settings import PlaceList, PlaceListed

router = APIGatewayHttpRouter()


@router.get("/places", operation_id="listPlaces", summary="Places in the reader's perimeter", tags=["places"])
def list_places() -> PlaceList:
    """Every place inside the perimeter; the parent is null where the perimeter begins."""
    _, reader = signed_in(router)
    tree, perimeter = reader.config.tree, reader.user.perimeter
    seen = {place.id for place in tree.places.values() if perimeter.covers(tree.path(place.id))}
    return PlaceList(
        items=[
            PlaceListed(
                id=place.id,
                name=place.name,
                parent=place.parent if place.parent in seen else None,
                code=place.code,
            )
            for place in sorted(tree.places.values(), key=lambda place: place.name)
            if place.id in seen
        ]
    )
