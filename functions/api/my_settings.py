"""The settings as everybody gets them: what screens need, in the reader's language."""

from typing import Any

import msgspec

from functions.api.reader import Reader
from shared.account.models import Reason


def my_settings(reader: Reader) -> dict[str, Any]:
    """Ready for JSON. What is archived is left out."""
    user, config = reader.user, reader.config
    settings, locale = config.settings, user.locale
    mine = reader.perimeter.shelves(config.restricted)
    return {
        "reasons": [_reason(one) for one in config.reasons if not one.archived],
        "labels": msgspec.to_builtins(settings.labels),
        "view": settings.view,
        "panel": [
            {
                "field": one.field,
                "label": one.label[locale],
                "format": one.format,
                "masked": user.role in one.masked_for,
            }
            for one in settings.panel
        ],
        "take_next": settings.take_next,
        "hold_pauses": settings.hold_pauses,
        "motives": [
            {"id": one.id, "label": one.label[locale], "parent": one.parent}
            for one in sorted(config.motives.values(), key=lambda one: one.label[locale])
            if not one.archived
        ],
        "departments": [
            {"id": one.id, "name": one.name}
            for one in sorted(config.departments.values(), key=lambda one: one.name)
            if not one.restricted or one.id in mine
        ],
    }


def _reason(one: Reason) -> dict[str, Any]:
    return {"id": one.id, "label": one.label, "note_required": one.note_required, "refusal": one.refusal}
