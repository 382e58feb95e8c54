"""Typeform: ``Typeform-Signature: sha256=<base64 HMAC-SHA256 of the raw body>`` under the webhook's secret as text
(typeform.com/developers/webhooks/secure-your-webhooks). Answers are typed and joined to fields by ``ref``."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.errors import SignatureMissing
from shared.feedback.models import Respondent, Score
from shared.feedback.presets import draft
from shared.feedback.presets.draft import Draft
from shared.feedback.presets.signing import hmac_base64, require_match
from shared.feedback.sources import HookSource
from shared.feedback.strict_json import Unusable

_PLACE = ("store", "place", "store_id", "store_code")
_PERSON = ("customer_id", "name", "tier", "email", "phone")
_CONTACT_WORDS = ("rappel", "recontact", "contact", "call")


def verify(source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Checks the signature; Typeform signs no id and no time, so the delivery has none of its own."""
    header = headers.get("typeform-signature", "")
    if not header:
        raise SignatureMissing
    received = [header.removeprefix("sha256=")] if header.startswith("sha256=") else []
    require_match(received, [hmac_base64(secret.encode(), raw) for secret in source.live_secrets(now)])
    return ""


def normalise(payload: Any, source: HookSource) -> Draft:
    """Reads ``form_response``: its token is the identity, its hidden fields carry place and customer."""
    form = payload.get("form_response") if isinstance(payload, dict) else None
    if not isinstance(form, dict):
        raise Unusable("mapping:form_response", "$.form_response")
    hidden = draft.mapping(form.get("hidden"), "$.form_response.hidden")
    definition = draft.mapping(form.get("definition"), "$.form_response.definition")
    fields = {
        draft.short(field.get("ref")): field
        for field in draft.listing(definition.get("fields"), "$.form_response.definition.fields")
        if isinstance(field, dict)
    }
    rows = [_Row(row, fields) for row in draft.listing(form.get("answers"), "$.form_response.answers")]
    score_row = _pick(rows, source.mapping.score, _Row.is_score)
    contact_row = _pick(rows, source.mapping.contact_requested, _Row.is_contact)
    motive_row = _pick(rows, source.mapping.motive, lambda row: row.type in ("choice", "choices"))
    comment_row = _pick(rows, source.mapping.comment, lambda row: row.field_type == "long_text") or _pick(
        rows, None, lambda row: row.field_type == "short_text"
    )
    score = score_row.score() if score_row else None
    email, phone = (
        _first(rows, "email") or hidden.get("email"),
        _first(rows, "phone_number") or hidden.get("phone"),
    )
    rest = {key: value for key, value in hidden.items() if key not in (*_PLACE, *_PERSON)}
    return Draft(
        response_id=draft.required(form.get("token"), "$.form_response.token"),
        content=form,
        submitted=form.get("submitted_at"),
        channel=source.channel,
        campaign=source.campaign or draft.short(definition.get("title")),
        language=draft.short(hidden.get("language")) or source.language,
        place_code=next((draft.short(hidden[name]) for name in _PLACE if name in hidden), None),
        score=score,
        scores={score_row.ref: score} if score_row and score else {},
        comment=comment_row.text() if comment_row else None,
        contact_requested=contact_row.value is True if contact_row else None,
        motives=motive_row.labels() if motive_row else (),
        answers=draft.answers([(row.ref, row.title, row.plain()) for row in rows if row.is_shown(comment_row)]),
        respondent=Respondent(
            id=draft.short(hidden.get("customer_id")),
            name=draft.short(hidden.get("name")),
            email=draft.short(email),
            phone=draft.short(phone),
            tier=draft.short(hidden.get("tier")),
            attributes=draft.attributes(rest),
        ),
    )


class _Row:
    """One answer joined to its field."""

    def __init__(self, row: Any, fields: dict[Any, dict[str, Any]]) -> None:
        answer = draft.mapping(row, "$.form_response.answers")
        own = draft.mapping(answer.get("field"), "$.form_response.answers.field")
        field = fields.get(draft.short(own.get("ref")), own)
        self.ref = draft.short(own.get("ref")) or draft.short(own.get("id")) or ""
        self.title = draft.short(field.get("title")) or self.ref
        self.field_type = own.get("type")
        self.type = answer.get("type")
        self.value = answer.get(self.type) if isinstance(self.type, str) else None
        self.steps = draft.mapping(field.get("properties"), "$.form_response.definition.fields").get("steps")

    def is_score(self) -> bool:
        return self.field_type in ("nps", "opinion_scale", "rating") and self.type == "number"

    def is_contact(self) -> bool:
        words = f"{self.ref} {self.title}".casefold()
        return self.type == "boolean" and any(word in words for word in _CONTACT_WORDS)

    def is_shown(self, comment: "_Row | None") -> bool:
        # Contact data belongs to the respondent, where roles mask it.
        return self is not comment and self.type not in ("email", "phone_number")

    def score(self) -> Score:
        """NPS is 0-10, an opinion scale 0 to steps - 1 (11 steps), a rating 1 to steps (5)."""
        path = f"$.form_response.answers[{self.ref}]"
        if self.field_type == "nps":
            return draft.score(self.value, 0, 10, "nps", path)
        low = 1 if self.field_type == "rating" else 0
        steps = self.steps if isinstance(self.steps, int) and 2 <= self.steps <= 11 else 5 if low else 11
        return draft.score(self.value, low, low + steps - 1, "rating", path)

    def text(self) -> str | None:
        return self.value if isinstance(self.value, str) else None

    def labels(self) -> tuple[str, ...]:
        choice = draft.mapping(self.value, f"$.form_response.answers[{self.ref}]")
        labels = [choice.get("label"), choice.get("other"), *draft.listing(choice.get("labels"), "labels")]
        return tuple(filter(None, map(draft.short, labels)))[:10]

    def plain(self) -> Any:
        return ", ".join(self.labels()) if isinstance(self.value, dict) else self.value


def _pick(rows: list[_Row], ref: str | None, test: Any) -> _Row | None:
    """The answer of the mapped reference, else the first that passes the test."""
    return next((row for row in rows if (row.ref == ref if ref else test(row))), None)


def _first(rows: list[_Row], answer_type: str) -> Any:
    return next((row.value for row in rows if row.type == answer_type), None)
