"""Shapes that several answers share."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

type Scalar = str | int | float | bool | None


class Request(BaseModel):
    """What is sent to us: unknown fields are refused (ASVS 8.2.3)."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


class Response(BaseModel):
    """What we answer."""

    model_config = ConfigDict(from_attributes=True, serialize_by_alias=True, defer_build=True)


class PersonOut(Response):
    """A colleague."""

    id: str
    name: str


class PlaceRef(Response):
    """A place by id and name."""

    id: str
    name: str


class FaultOut(Response):
    """One thing wrong with a request."""

    path: str
    code: str
    message: str


class Problem(Response):
    """An RFC 9457 problem body. ``code`` is stable. A stale write brings ``current``, the case or rule as it is
    now; a rule that has to be confirmed brings ``findings``."""

    model_config = ConfigDict(extra="allow")

    type: Literal["about:blank"]
    title: str
    status: int
    code: str
    detail: str
    request_id: str
    errors: list[FaultOut]
