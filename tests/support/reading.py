"""A payload as a preset reads it, without a request around it."""

from typing import Any

from shared.feedback.draft import complete
from shared.feedback.mapping import draft_of
from shared.feedback.models import Feedback
from shared.feedback.presets import is_signed, preset
from shared.feedback.sources import HookSource, SourceKind
from shared.feedback.view import Read, View
from tests.support import hooks
from tests.support.builders import NOW


def read(kind: SourceKind, payload: Any, source: HookSource | None = None) -> Read:
    """What a payload says to its preset."""
    one, known = preset(kind), source or _source(kind)
    return one.read(one.unpack(payload, known), known)


def feedback_of(kind: SourceKind, payload: Any, source: HookSource | None = None) -> Feedback:
    """The feedback a payload becomes."""
    known = source or _source(kind)
    view = read(kind, payload, known)
    assert isinstance(view, View), view
    flags = () if is_signed(known) else ("unsigned",)
    return complete(draft_of(view, known), known, "", NOW, flags=flags)


def _source(kind: SourceKind) -> HookSource:
    return hooks.sample_source(kind) if kind in hooks.SAMPLES else HookSource(f"s-{kind}", kind)
