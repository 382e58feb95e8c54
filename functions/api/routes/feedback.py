"""Feedback: entering it for a customer, and looking at what came in."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import feedback_views as views
from functions.api.once import once
from functions.api.reader import Reader
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas import feedback as schemas
from functions.api.wiring import Wiring
from shared import clock, ids
from shared.errors import Fault, IdempotencyKeyReused, Invalid, NotFound
from shared.feedback import manual
from shared.feedback.models import Respondent, Score, Stored
from shared.scope.places import Place, own_code
from shared.storage.feedbacks import Feedbacks
from shared.storage.table import Conflict

router = APIGatewayHttpRouter()

type FeedbackId = Annotated[str, Path(pattern=r"^f[a-z2-7]{24}$")]

_LOOK_BACK = 400
_TRIES = 3


@router.post(
    "/feedback",
    operation_id="createFeedback",
    summary="Enter feedback for a customer",
    tags=["feedback"],
    status_code=201,
)
def create_feedback(body: schemas.FeedbackIn) -> Response[schemas.FeedbackMade]:
    """It takes the path of every other feedback: rules decide on it, and people are told. Its place must be in the
    reader's perimeter."""
    ports, reader = signed_in(router)
    place = _own_place(reader, body.place)
    reader.require("treat")
    request = msgspec.json.encode(["createFeedback", body.model_dump()])
    entry_id = _entry_id(ports, reader, idempotency_key(router), request)
    entry = _entry(entry_id, body, place, reader, ports.now())
    feedback = manual.feedback_of(entry, ports.now())
    # What was entered is what must be equal: the time of a repetition may differ.
    content_hash = hashlib.sha256(request).hexdigest()
    stored = Feedbacks(ports.table).add(feedback, msgspec.json.encode(entry), content_hash)
    if stored is Stored.CONFLICT:
        raise IdempotencyKeyReused
    made = schemas.FeedbackMade(feedback_id=feedback.id)
    return Response(status_code=201, content_type="application/json", body=made)


@router.get("/feedback", operation_id="listFeedback", summary="Feedback of a source", tags=["feedback"])
def list_feedback(
    source: Annotated[str, Query(min_length=1, max_length=64)],
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> schemas.FeedbackPage:
    """The newest first, by when it was given or received. Reads one query of keys for each day back to the last of
    the page, 400 at most, and the items."""
    ports, reader = signed_in(router)
    reader.require("rules")
    if source not in reader.config.sources and source != manual.SOURCE:
        raise NotFound
    position = ports.cursors.position_of(cursor, reader.user.id, "feedback", source)
    found, following = _ids_before(ports, source, position, limit)
    feedbacks = Feedbacks(ports.table).get_many(found)
    following = ports.cursors.marked(following, reader.user.id, "feedback", source) if following else None
    items = [views.row_view(feedback, reader) for feedback in feedbacks if feedback]
    return schemas.FeedbackPage.model_validate({"items": items, "next_cursor": following})


@router.get("/feedback/<feedback_id>", operation_id="getFeedback", summary="One feedback", tags=["feedback"])
def get_feedback(feedback_id: FeedbackId) -> schemas.FeedbackDetail:
    """The feedback with all its states, its case, and what the rules of today say of it, fired or not."""
    ports, reader = signed_in(router)
    reader.require("rules")
    feedbacks = Feedbacks(ports.table)
    states = feedbacks.states(feedback_id).states
    if not states:
        raise NotFound
    latest = states[-1]
    first = min(states, key=lambda state: state.received_at)
    zone, sent = ports.settings.zone, feedbacks.count_before(first)
    shown = {
        "feedback": views.feedback_view(latest, reader),
        "revisions": [views.revision_view(one) for one in states],
        "alert_id": _case_of(ports, reader, feedback_id),
        "verdicts": views.verdict_views(latest, reader, zone, sent),
    }
    return schemas.FeedbackDetail.model_validate(shown)


def _own_place(reader: Reader, place_id: str) -> Place:
    tree = reader.config.tree
    if place_id not in tree.places or not reader.perimeter.holds(tree.path(place_id)):
        raise NotFound
    return tree.places[place_id]


def _entry_id(ports: Wiring, reader: Reader, key: str | None, request: bytes) -> str:
    """The id of this entry, kept with its key before the entry itself: what broke off behind it is finished by the
    same request."""
    for _ in range(_TRIES):
        only = once(ports, reader, key, request, ids.new_id("m"))
        try:
            if only.mark:
                ports.table.transact([only.mark])
        except Conflict:
            continue  # the same request twice at once: the other has written it
        return only.id
    raise IdempotencyKeyReused


def _entry(entry_id: str, body: schemas.FeedbackIn, place: Place, reader: Reader, now: datetime) -> manual.Entry:
    comment = (body.comment or "").strip()
    faults = [] if comment or body.score or body.contact_requested else [
        Fault("$", "empty", "give a comment, a score or the wish to be called")
    ]  # fmt: skip
    score = _score(body.score, faults)
    submitted = _moment(body.submitted_at, now, faults)
    if faults:
        raise Invalid(errors=faults)
    given = body.respondent
    person = Respondent(given.id, given.name, given.email, given.phone) if given else Respondent()
    return manual.Entry(
        entry_id=entry_id,
        entered_by=reader.user.id,
        place_code=place.code or own_code(place.id),
        channel=body.channel,
        submitted_at=submitted,
        score=score,
        comment=comment or None,
        contact_requested=body.contact_requested,
        motive=body.motive,
        language=body.language,
        respondent=person,
    )


def _score(given: schemas.ScoreIn | None, faults: list[Fault]) -> Score | None:
    if given is None:
        return None
    ten = (given.min, given.max) == (0, 10)
    kind = given.kind or ("nps" if ten and given.value.is_integer() else "rating")
    on_scale = given.min < given.max and given.min <= given.value <= given.max
    if not on_scale or (kind == "nps" and not (ten and given.value.is_integer())):
        faults.append(
            Fault("$.score", "bad_score", "the value must lie on its scale; NPS is a whole number of 0 to 10")
        )
        return None
    return Score(given.value, given.min, given.max, kind)


def _moment(text: str | None, now: datetime, faults: list[Fault]) -> datetime:
    if text is None:
        return now
    try:
        moment = clock.parse(text)
    except ValueError:
        moment = None
    if moment is None or not now - timedelta(days=366) <= moment <= now + timedelta(minutes=5):
        message = "write a time of the last year with its zone, like 2026-03-17T09:05:00Z"
        faults.append(Fault("$.submitted_at", "bad_time", message))
        return now
    return min(moment, now)


def _ids_before(ports: Wiring, source: str, position: str | None, limit: int) -> tuple[list[str], str | None]:
    """Ids of a source's feedback, the newest first, from behind a position; and the position of the last of a full
    page."""
    feedbacks, before = Feedbacks(ports.table), position
    day = date.fromisoformat(position[:10]) if position else ports.now().astimezone(UTC).date()
    found, empty = list[str](), 0
    while empty < _LOOK_BACK:
        page = feedbacks.of_day(source, day, after=before, limit=limit - len(found), newest_first=True)
        found += page.ids
        if len(found) == limit:
            return found, page.after
        before, empty = None, 0 if page.ids else empty + 1
        day -= timedelta(days=1)
    return found, None


def _case_of(ports: Wiring, reader: Reader, feedback_id: str) -> str | None:
    try:
        return reader.visible(ports.alerts.get(ids.alert_id(feedback_id))).id
    except NotFound:
        return None
