"""What a source really sent, and what a mapping makes of it."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from functions.api.wiring import Wiring
from shared.alerts.rows import shown_score
from shared.clock import iso
from shared.feedback.intake import JSON, Event, events
from shared.feedback.mapping import ROLES, Mapping, cell_of, draft_of, propose
from shared.feedback.presets import preset
from shared.feedback.sources import HookSource, Source
from shared.feedback.strict_json import Unusable, clean
from shared.feedback.view import Cell, CellValue, View
from shared.storage.received import Delivery

LAST = 50
"""Deliveries that shares are counted over."""

ENOUGH = 0.9
"""A role that fewer have is worth a warning."""

_SHOWN_TEXT = 4000
_SHOWN_CELL = 500
_LISTED = 32_000
WHOLE = 512_000
"""Bytes of a payload that are shown when one delivery is asked for."""

_SHOWN_VALUE = 80
_SECRET_NAMES = frozenset(
    {
        "apitoken",
        "apikey",
        "accesstoken",
        "refreshtoken",
        "secret",
        "password",
        "signature",
        "hmac",
        "authorization",
    }
)


class Read(NamedTuple):
    """A delivery as its preset reads it. ``views`` are its answers, ``fault`` why there are none."""

    delivery: Delivery
    payload: Any
    views: tuple[View, ...]
    fault: Unusable | None


def last(ports: Wiring, source: Source, limit: int = LAST) -> list[Read]:
    """The last deliveries of a source, the newest first."""
    return [read(one, source) for one in ports.received.last(source.id, ports.now(), limit)]


def read(delivery: Delivery, source: Source) -> Read:
    """One delivery under its source as it is now."""
    row = delivery.quarantined
    if row is None and preset(source.kind).thin:
        return _fetched(delivery)
    found = list(events(delivery.raw, (row.media if row else "") or JSON, reading(source)))
    views = tuple(event.read for event in found if isinstance(event.read, View))
    fault = next((event.read for event in found if isinstance(event.read, Unusable)), None)
    return Read(delivery, _payload(delivery, found), views, fault)


def _fetched(delivery: Delivery) -> Read:
    """An answer that was fetched: kept as it was laid out then."""
    try:
        view = msgspec.json.decode(delivery.raw, type=View)
    except msgspec.DecodeError:
        return Read(delivery, None, (), Unusable("bad_json"))
    return Read(delivery, masked(msgspec.to_builtins(view)), (view,), None)


def reading(source: Source) -> HookSource:
    """The source as presets read under it; nothing of that is secret."""
    return HookSource(
        source_id=source.id,
        kind=source.kind,
        campaign=source.campaign,
        channel=source.channel,
        language=source.language,
        mapping=source.mapping,
        settings=source.settings,
    )


def delivery_view(one: Read, largest: int = _LISTED) -> dict[str, Any]:
    """A delivery, ready for JSON. A payload of more than ``largest`` bytes is shown by its beginning, as text: an
    answer of Lambda holds 6 MB."""
    row = one.delivery.quarantined
    return {
        "id": one.delivery.id,
        "received_at": iso(one.delivery.received_at),
        "outcome": "quarantine" if row else "feedback",
        "code": row.code if row else None,
        "payload": one.payload if len(one.delivery.raw) <= largest else _beginning(one.delivery.raw),
        "cells": [cell_view(cell) for view in one.views for cell in view.cells],
    }


def cell_view(cell: Cell) -> dict[str, Any]:
    """A cell, ready for JSON."""
    value = cell.value[:_SHOWN_CELL] if isinstance(cell.value, str | tuple) else cell.value
    return {"path": cell.path, "label": cell.label, "value": plain(value)}


def plain(value: CellValue) -> Any:
    """A cell's value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def read_in_full(found: Iterable[Read], source: Source) -> int:
    """How many deliveries gave all that the mapping looks for: none waits, every path it names is there."""
    return sum(bool(one.views) and all(_is_full(view, source) for view in one.views) for one in found)


def _is_full(view: View, source: Source) -> bool:
    if view.deleted:
        return True
    try:
        draft_of(view, reading(source))
    except Unusable:
        return False
    named = [role for role in ROLES if source.mapping.path(role)]
    return all(cell_of(view, source.mapping, role) is not None for role in named)


def preview(source: Source, mapping: Mapping | None, shown: Read | None, found: list[Read]) -> dict[str, Any]:
    """What a mapping makes of a delivery, and how many of the last ones have each of its roles. Without a mapping
    the one that the delivery proposes."""
    views = [view for one in found for view in one.views if not view.deleted]
    view = next(iter(shown.views), None) if shown else next(iter(views), None)
    if mapping is None:
        mapping = propose(view) if view else Mapping()
    code, path, score = _outcome(view, source, mapping, shown.fault if shown else None)
    return {
        "mapping": msgspec.to_builtins(mapping),
        "roles": [_role(role, mapping, view, views) for role in ROLES],
        "score": msgspec.to_builtins(shown_score(score)) if score else None,
        "code": code,
        "path": path,
    }


def _outcome(
    view: View | None, source: Source, mapping: Mapping, fault: Unusable | None
) -> tuple[str | None, str | None, Any]:
    if view is None:
        return (fault.code, fault.path, None) if fault else (None, None, None)
    try:
        draft = draft_of(view, replace(reading(source), mapping=mapping))
    except Unusable as refused:
        return refused.code, refused.path, None
    return None, None, draft.score


def _role(role: Any, mapping: Mapping, view: View | None, views: list[View]) -> dict[str, Any]:
    cell = cell_of(view, mapping, role) if view else None
    path = mapping.path(role) or (cell.path if cell else None)
    having = sum(_has(one, mapping, role) for one in views)
    share = round(having / len(views), 2) if views else None
    return {
        "role": role,
        "path": path,
        "value": cell_view(cell)["value"] if cell else None,
        "found": cell is not None and cell.value not in (None, "", ()),
        "share": share,
        "warn": bool(path) and share is not None and having < ENOUGH * len(views),
    }


def _has(view: View, mapping: Mapping, role: Any) -> bool:
    cell = cell_of(view, mapping, role)
    return cell is not None and cell.value not in (None, "", ())


def value_at(one: Read, path: str) -> str | None:
    """What stands at the path of a fault: a cell, else a place in the payload. Short, for a line of a list."""
    cells = {cell.path: cell.value for view in one.views for cell in view.cells}
    found = cells[path] if path in cells else _within(one.payload, path.removeprefix("$.").split("."))
    if found is None or isinstance(found, dict):
        return None
    shown = ", ".join(map(str, found)) if isinstance(found, tuple | list) else str(found)
    return clean(shown)[0].strip()[:_SHOWN_VALUE] or None


def _within(payload: Any, steps: list[str]) -> Any:
    for step in steps:
        if isinstance(payload, list) and step.isdigit() and int(step) < len(payload):
            payload = payload[int(step)]
        elif isinstance(payload, dict):
            payload = payload.get(step)
        else:
            return None
    return payload


def _payload(delivery: Delivery, found: list[Event]) -> Any:
    """What the tool sent, one event alone or the list of them; as text where it cannot be read."""
    payloads = [event.payload for event in found if event.payload is not None]
    if not payloads:
        return _beginning(delivery.raw)
    return masked(payloads[0] if len(payloads) == 1 else payloads)


def _beginning(raw: bytes) -> str:
    return clean(raw[:_SHOWN_TEXT].decode("utf-8", "replace"))[0]


def masked(value: Any) -> Any:
    """The payload without what tools put in to prove themselves, and without halves of characters."""
    return json.loads(json.dumps(_without(value)).encode())


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            clean(str(name))[0]: "***" if _is_secret(str(name)) and inner else _without(inner)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_without(inner) for inner in value]
    return clean(value)[0] if isinstance(value, str) else value


def _is_secret(name: str) -> bool:
    return name.casefold().replace("_", "").replace("-", "") in _SECRET_NAMES
