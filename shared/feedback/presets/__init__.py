"""One file per survey tool, all with the same two functions, listed here. Adding a tool is one file and one row.

``verify(source, headers, raw, now)`` proves the bytes and returns the delivery id, or raises a HookError;
``normalise(payload, source)`` returns a Draft, or raises Unusable.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.feedback.presets import standard_webhooks, typeform
from shared.feedback.presets.draft import Draft
from shared.feedback.sources import HookSource


class Preset(NamedTuple):
    """How one tool proves its deliveries and lays out its payload."""

    verify: Callable[[HookSource, Mapping[str, str], bytes, datetime], str]
    normalise: Callable[[Any, HookSource], Draft]


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "standard_webhooks": Preset(standard_webhooks.verify, standard_webhooks.normalise),
        "typeform": Preset(typeform.verify, typeform.normalise),
    }
)
