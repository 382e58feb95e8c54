"""Forms as strangers send them: URL-encoded and multipart, read strictly into text fields. Files are dropped."""

import re
from typing import Any
from urllib.parse import unquote_to_bytes

from shared.feedback import strict_json
from shared.feedback.strict_json import MAX_KEY, Unusable

MAX_FIELDS = 2000
_MAX_HEAD = 2000
_BOUNDARY = re.compile(r""";\s*boundary=(?:"([^"\\\r\n]{1,70})"|([^\s";,]{1,70}))""", re.IGNORECASE)
_DISPOSITION = re.compile(r"^content-disposition:\s*form-data\s*(;.*)$", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(r';\s*name="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_FILE = re.compile(r";\s*filename\*?=", re.IGNORECASE)

type Fields = dict[str, Any]
"""Text by name; a list of texts for a name that ends in ``[]``, which may come several times."""


def urlencoded(raw: bytes) -> Fields:
    """The fields of ``application/x-www-form-urlencoded`` (WHATWG URL, 5.1). Raises Unusable: ``empty``,
    ``bad_encoding``, ``duplicate_key``, ``too_complex``."""
    if not raw.strip():
        raise Unusable("empty")
    if raw.count(b"&") >= MAX_FIELDS:
        raise Unusable("too_complex")
    fields: Fields = {}
    for pair in raw.split(b"&"):
        name, _, value = pair.replace(b"+", b" ").partition(b"=")
        if pair:
            _put(fields, _text(unquote_to_bytes(name)), _text(unquote_to_bytes(value)))
    return fields


def multipart(raw: bytes, content_type: str) -> Fields:
    """The text fields of ``multipart/form-data`` (RFC 7578). Raises Unusable: ``empty``, ``bad_form``,
    ``bad_encoding``, ``duplicate_key``, ``too_complex``."""
    if not raw.strip():
        raise Unusable("empty")
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise Unusable("bad_form", "boundary")
    delimiter = b"\r\n--" + (found[1] or found[2]).encode("utf-8", "surrogatepass")
    if raw.count(delimiter) > MAX_FIELDS:
        raise Unusable("too_complex")
    before, *parts = (b"\r\n" + raw).split(delimiter)
    if before.strip() or not parts or not parts.pop().startswith(b"--"):
        raise Unusable("bad_form", "boundary")
    fields: Fields = {}
    for part in parts:
        head, blank, content = part.partition(b"\r\n\r\n")
        name = _field_name(head) if blank and len(head) <= _MAX_HEAD else None
        if name is None:
            raise Unusable("bad_form", f"part {len(fields) + 1}")
        if name:
            _put(fields, name, _text(content))
    return fields


def text_json(fields: Fields, name: str) -> Any:
    """The JSON that stands as text in a field; itself when it was read before."""
    value = fields.get(name)
    if not isinstance(value, str):
        return value
    try:
        return strict_json.parse(value.encode("utf-8", "surrogatepass"))
    except Unusable as fault:
        raise Unusable(fault.code, f"{name}: {fault.path}") from None


def _field_name(head: bytes) -> str | None:
    """The name of a part's field; empty for a file, None when it has none."""
    line = _DISPOSITION.search(_text(head).replace("\r\n", "\n"))
    if line is None:
        return None
    if _FILE.search(line[1]):
        return ""
    name = _NAME.search(line[1])
    return re.sub(r"\\(.)", r"\1", name[1]) or None if name else None


def _put(fields: Fields, name: str, value: str) -> None:
    if len(name) > MAX_KEY:
        raise Unusable("too_complex")
    if name.endswith("[]"):
        fields.setdefault(name, []).append(value)
    elif name in fields:
        raise Unusable("duplicate_key", name[:80])
    else:
        fields[name] = value


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Unusable("bad_encoding") from None
