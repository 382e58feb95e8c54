"""Keyword lists that rules share by name. Changing one changes every rule that uses it."""

from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from msgspec.structs import replace

from functions.api import ruling
from functions.api.request import idempotency_key, signed_in
from functions.api.ruling import Asked, Writes
from functions.api.schemas import rules as schemas
from shared import ids
from shared.errors import InUse
from shared.rules.changes import used_by
from shared.rules.models import KeywordList
from shared.storage.config import Config

router = APIGatewayHttpRouter()

type ListId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[a-z0-9_-]+$")]
type VersionQuery = Annotated[int | None, Query(ge=1, description="The version the deletion is based on")]

_TAGS = ["rules"]


@router.get("/keyword-lists", operation_id="listKeywordLists", summary="The keyword lists", tags=_TAGS)
def list_keyword_lists() -> schemas.KeywordLists:
    """All lists, by name, each with the rules that use it."""
    _, reader = signed_in(router)
    reader.require("rules_read")
    lists = sorted(reader.config.lists.values(), key=lambda one: one.name)
    return schemas.KeywordLists(items=[_out(one, reader.config) for one in lists])


@router.post(
    "/keyword-lists", operation_id="createKeywordList", summary="Write a keyword list", tags=_TAGS, status_code=201
)
def create_keyword_list(body: schemas.KeywordListIn) -> Response[schemas.KeywordListOut]:
    """Saves a new list, which no rule uses yet."""
    ports, reader = signed_in(router)
    reader.require("rules")
    now = ports.now()

    def decide(config: Config, list_id: str) -> tuple[Writes, schemas.KeywordListOut]:
        one = ruling.checked_list(list_of(list_id, 1, body), config)
        return ruling.writes_of(one, "created", reader.user.person, now), _out(one, config)

    def done(config: Config, list_id: str) -> schemas.KeywordListOut:
        return _out(ruling.present(config.lists.get(list_id)), config)

    request = b"createKeywordList" + msgspec.json.encode(body.model_dump())
    asked = Asked(idempotency_key(router), request, ids.new_id("k"))
    out = ruling.save(ports, reader, decide, asked, done)
    return Response(status_code=201, content_type="application/json", body=out)


@router.get("/keyword-lists/<list_id>", operation_id="getKeywordList", summary="One keyword list", tags=_TAGS)
def get_keyword_list(list_id: ListId) -> schemas.KeywordListOut:
    """The list as it is."""
    _, reader = signed_in(router)
    reader.require("rules_read")
    return _out(ruling.present(reader.config.lists.get(list_id)), reader.config)


@router.put(
    "/keyword-lists/<list_id>", operation_id="replaceKeywordList", summary="Change a keyword list", tags=_TAGS
)
def replace_keyword_list(list_id: ListId, body: schemas.KeywordListChange) -> schemas.KeywordListOut:
    """Saves the list; the rules that use it apply it from a second later on."""
    ports, reader = signed_in(router)
    reader.require("rules")
    now = ports.now()

    def decide(config: Config, _id: str) -> tuple[Writes, schemas.KeywordListOut]:
        existing = _current(config, list_id, body.version)
        one = ruling.checked_list(list_of(list_id, existing.version + 1, body), config)
        return ruling.writes_of(one, "changed", reader.user.person, now), _out(one, config)

    return ruling.save(ports, reader, decide)


@router.delete(
    "/keyword-lists/<list_id>", operation_id="deleteKeywordList", summary="Delete a keyword list", tags=_TAGS,
    status_code=204,
)  # fmt: skip
def delete_keyword_list(list_id: ListId, version: VersionQuery = None) -> Response[None]:
    """Only a list that no rule uses can be deleted, drafts included."""
    ports, reader = signed_in(router)
    reader.require("rules")
    now = ports.now()

    def decide(config: Config, _id: str) -> tuple[Writes, None]:
        existing = _current(config, list_id, version)
        users = used_by(list_id, config.rules.values())
        if users:
            raise InUse(f"Used by: {', '.join(rule.label for rule in users)}")
        gone = replace(existing, version=existing.version + 1)
        return ruling.writes_of(gone, "deleted", reader.user.person, now), None

    ruling.save(ports, reader, decide)
    return Response(status_code=204, content_type="application/json")


def list_of(list_id: str, version: int, body: schemas.KeywordListIn) -> KeywordList:
    """The list in a request."""
    return KeywordList(
        id=list_id,
        version=version,
        name=body.name.strip(),
        words=tuple(body.words),
        exceptions=tuple(body.exceptions),
        inflected=body.inflected,
        language=body.language,
    )


def _current(config: Config, list_id: str, version: int | None) -> KeywordList:
    return ruling.current(config.lists.get(list_id), version, "list", lambda one: _out(one, config))


def _out(one: KeywordList, config: Config) -> schemas.KeywordListOut:
    return schemas.KeywordListOut(
        id=one.id,
        version=one.version,
        name=one.name,
        words=list(one.words),
        exceptions=list(one.exceptions),
        inflected=one.inflected,
        language=one.language,
        used_by=[schemas.RuleRef(id=rule.id, label=rule.label) for rule in used_by(one.id, config.rules.values())],
    )
