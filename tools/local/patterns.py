"""Event patterns and input templates, as EventBridge Pipes reads them. Pure."""

import json
import re
from collections.abc import Mapping
from typing import Any

from tools.local.errors import LocalError

_VARIABLE = re.compile(r"<(\$[^<>]*|aws\.pipes\.[a-z.-]+)>")


def matches(pattern: Mapping[str, Any], event: Any) -> bool:
    """Whether an event matches a pattern: every named field must match one of its alternatives.

    Alternatives are plain values, ``prefix``, ``suffix``, ``anything-but`` (values) and ``exists``.
    Raises LocalError for another operator, so that none is ignored silently.
    """
    for name, expected in pattern.items():
        value = event.get(name, _ABSENT) if isinstance(event, Mapping) else _ABSENT
        if isinstance(expected, Mapping):
            if not matches(expected, {} if value is _ABSENT else value):
                return False
        elif not any(_alternative(wanted, value) for wanted in expected):
            return False
    return True


class _Absent:
    """The value of a field that is not in the event."""


_ABSENT = _Absent()


def _alternative(wanted: Any, value: Any) -> bool:
    if not isinstance(wanted, Mapping):
        return type(wanted) is type(value) and bool(wanted == value)
    (operator, operand), *others = wanted.items()
    if others or operator not in _OPERATORS:
        raise LocalError(
            f"The local pipes do not know the pattern {dict(wanted)}: add it to tools/local/patterns.py."
        )
    return bool(_OPERATORS[operator](operand, value))


_OPERATORS = {
    "exists": lambda operand, value: operand is not (value is _ABSENT),
    "prefix": lambda operand, value: isinstance(value, str) and value.startswith(operand),
    "suffix": lambda operand, value: isinstance(value, str) and value.endswith(operand),
    "anything-but": lambda operand, value: (
        value is not _ABSENT and value not in (operand if isinstance(operand, list) else [operand])
    ),
}


def render(template: str | None, event: Any, variables: Mapping[str, str] | None = None) -> str:
    """The text a pipe sends for one record.

    ``<$.path>`` becomes the value at that path: JSON when it stands alone, bare text inside a JSON string.
    A path that is not in the event leaves nothing. ``<aws.pipes.name>`` comes from ``variables``.
    Without a template the whole event is sent.
    """
    if not template:
        return json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    parts: list[str] = []
    position, quoted = 0, False
    for found in _VARIABLE.finditer(template):
        literal = template[position : found.start()]
        quoted ^= _unescaped_quotes(literal) % 2 == 1
        parts.append(literal)
        parts.append(_rendered(found.group(1), event, variables or {}, quoted=quoted))
        position = found.end()
    parts.append(template[position:])
    return "".join(parts)


def _unescaped_quotes(text: str) -> int:
    return len(re.findall(r'(?<!\\)(?:\\\\)*"', text))


def _rendered(name: str, event: Any, variables: Mapping[str, str], *, quoted: bool) -> str:
    value = _at(name, event) if name.startswith("$") else variables.get(name, _ABSENT)
    if value is _ABSENT:
        return ""
    text = json.dumps(value, ensure_ascii=False)
    if not quoted:
        return text
    return text[1:-1] if isinstance(value, str) else json.dumps(text)[1:-1]


def _at(path: str, event: Any) -> Any:
    value = event
    for name in path.removeprefix("$").split("."):
        if not name:
            continue
        if not isinstance(value, Mapping) or name not in value:
            return _ABSENT
        value = value[name]
    return value
