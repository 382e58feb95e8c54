"""Any other tool: how it signs is told by settings, what its fields mean by words, values and the mapping. JSON
is laid flat under its own names, forms likewise; a list of objects is a delivery of several answers."""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.errors import BadId, SignatureMissing
from shared.feedback import forms, readers, strict_json
from shared.feedback.cells import Cells, segment
from shared.feedback.draft import moment_of
from shared.feedback.presets.preset import Preset, Steps
from shared.feedback.presets.proofs import NEEDS, Proof, check, proof
from shared.feedback.presets.signing import (
    MAX_SIGNATURES,
    mac,
    near,
    require_match,
    static_token,
    unix_time,
    whsec,
)
from shared.feedback.sources import HookSource
from shared.feedback.strict_json import Unusable
from shared.feedback.times import revision_of
from shared.feedback.view import Cell, Read, View

_MARK = re.compile(r"\{(body|ts|id|form\.[\w-]+)\}")
_DELIVERY = re.compile(r"[!-~]{1,255}")
_IDS = ("responseid", "submissionid", "externalid", "reviewid", "answerid", "id", "uuid", "token")
_PERSON = ("hidden", "contact", "customer", "respondent", "person", "user", "client", "metadata", "custom")


def verify(source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Checks what the settings say; returns the header of the delivery id, if they name one."""
    how = proof(source.settings)
    delivery_id = headers.get(how.id_header, "") if how.id_header else ""
    if how.scheme == "none":
        return delivery_id if _DELIVERY.fullmatch(delivery_id) else ""
    if how.id_header and not _DELIVERY.fullmatch(delivery_id):
        raise BadId
    if how.scheme == "header":
        given = headers.get(how.header, "")
        static_token(source, given.removeprefix(how.prefix) if given.startswith(how.prefix) else "", now)
    elif how.scheme == "field":
        static_token(source, _field(headers, raw, how.field), now)
    else:
        _signature(source, headers, raw, now, how, delivery_id)
    return delivery_id


def _signature(
    source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime, how: Proof, delivery_id: str
) -> None:
    given = headers.get(how.header, "") if how.header else str(_field(headers, raw, how.field) or "")
    if not given:
        raise SignatureMissing
    timestamp = headers.get(how.timestamp_header, "")
    if how.timestamp_header and moment_of(timestamp) is not None:
        near(moment_of(timestamp), now, how.tolerance)
    elif how.timestamp_header:
        unix_time(timestamp, now, how.tolerance)
    listed = given.split(how.separator)[:MAX_SIGNATURES] if how.separator else [given]
    marks = [one.strip().removeprefix(how.prefix) for one in listed if one.strip().startswith(how.prefix)]
    signed = _signed(how.template, {"body": raw, "ts": _utf8(timestamp), "id": _utf8(delivery_id)}, headers)
    wanted = [mac(_key(how, key), signed, how.algorithm, how.encoding) for key in source.live_secrets(now)]
    require_match([mark.lower() if how.encoding == "hex" else mark for mark in marks], wanted)


def _signed(template: str, values: dict[str, bytes], headers: Mapping[str, str]) -> bytes:
    """The template with its marks filled in, each once: what is put in is not read again."""
    parts = []
    for number, text in enumerate(_MARK.split(template)):
        if number % 2 == 0:
            parts.append(_utf8(text))
        elif text.startswith("form."):
            parts.append(_utf8(str(_field(headers, values["body"], text.removeprefix("form.")) or "")))
        else:
            parts.append(values[text])
    return b"".join(parts)


def _key(how: Proof, secret: str) -> bytes:
    if how.key == "pair":
        return f"{how.key_id}&{secret}".encode()
    return whsec(secret) if how.key == "base64" else secret.encode()


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _field(headers: Mapping[str, str], raw: bytes, name: str) -> Any:
    """A field of the body, before anything is proven: a body that cannot be read has none."""
    media = headers.get("content-type", "").split(";")[0].strip().lower()
    try:
        if media == "application/x-www-form-urlencoded":
            payload: Any = forms.urlencoded(raw)
        elif media == "multipart/form-data":
            payload = forms.multipart(raw, headers["content-type"])
        else:
            payload = strict_json.parse(raw)
    except Unusable:
        return None
    return payload.get(name) if isinstance(payload, dict) else None


def unpack(payload: Any, source: HookSource) -> Any:
    """The payload without the field that proves it."""
    field = source.settings.get("field")
    if not field or not isinstance(payload, dict):
        return payload
    return {key: value for key, value in payload.items() if key != field}


def split(payload: Any) -> list[Any]:
    """One payload for each object of a list."""
    if isinstance(payload, list) and payload and all(isinstance(one, dict) for one in payload):
        return payload
    return [payload]


def read(payload: Any, source: HookSource) -> Read:
    """Everything that is no object or list, under its path. Without an id the content is the identity, so that the
    same answer twice is still one."""
    if not isinstance(payload, dict):
        raise Unusable("mapping:response_id")
    cells = Cells()
    _lay(cells, "", payload, "", 0)
    laid = cells.done()
    found = {cell.path: cell for cell in laid}
    path, value = source.settings.get("deleted_when", "").partition("=")[::2]
    return View(
        response_id=_response_id(found, source.settings.get("id_path")) or _of_content(payload),
        cells=laid,
        revision=_revision(found.get(source.settings.get("time_path", "")), source.settings.get("zone")),
        deleted=bool(path) and path in found and str(found[path].value) == value,
    )


def _lay(cells: Cells, above: str, value: Any, name: str, depth: int) -> None:
    if isinstance(value, dict):
        inner = f"{above}.{segment(name)}".strip(".") if name else above
        for key, one in value.items():
            _lay(cells, inner, one, key, depth + 1)
    elif isinstance(value, list) and any(isinstance(one, dict | list) for one in value):
        _lay(cells, above, {str(number): one for number, one in enumerate(value)}, name, depth)
    elif depth <= 8:
        parts = above.lower().split(".")
        person = any(part in _PERSON for part in parts)
        cells.add(
            above,
            name,
            value,
            label=name,
            kind="attribute" if person else "answer",
            # What stands in a list stands there several times: its names are not the respondent's.
            guess=not any(part.isdigit() for part in parts),
            keep_empty=value is None,
        )


def _response_id(found: dict[str, Cell], path: str | None) -> str | None:
    if path:
        cell = found.get(path)
        return readers.required(cell.value if cell else None, path)
    # The nearest to the top, in the order of the names.
    for name in _IDS:
        for path in sorted(found, key=lambda one: one.count(".")):
            plain = path.rpartition(".")[2].replace("_", "").replace("-", "").lower()
            if plain == name and path.count(".") <= 1 and (text := readers.short(found[path].value)):
                return text
    return None


def _of_content(payload: dict[str, Any]) -> str:
    written = json.dumps(payload, sort_keys=True).encode()
    return f"content-{hashlib.sha256(written).hexdigest()[:32]}"


def _revision(cell: Cell | None, zone: str | None) -> str:
    """The time of a change; a number that counts changes sorts as well once it is padded."""
    if cell is None:
        return ""
    number = readers.as_number(cell.value)
    if number is not None and number >= 0:
        return f"{number:020.4f}"
    return revision_of(cell.value, zone=zone) or readers.short(cell.value) or ""


PRESET = Preset(
    kind="generic",
    name="Webhook",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Collez l'adresse dans l'outil et décrivez ici comment il signe, ou quel en-tête il ajoute.",
            "Envoyez un essai, puis reliez chaque champ dans l'écran des correspondances.",
        ),
        en=(
            "Paste the address into the tool and describe here how it signs, or which header it adds.",
            "Send a test, then connect each field on the mapping screen.",
        ),
    ),
    media=("json", "form", "multipart", "text"),
    proof="optional",
    unpack=unpack,
    split=split,
    needs=NEEDS,
    check=check,
)
