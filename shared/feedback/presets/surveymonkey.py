"""SurveyMonkey: ``Sm-Signature`` is the base64 HMAC-SHA1 of the raw body under ``<client id>&<client secret>``,
and the address must answer HEAD when the webhook is made (SurveyMonkey/public_api_docs, includes/_webhooks.md).
Events are thin: they name the response, which is fetched."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.feedback import readers
from shared.feedback.presets.preset import Need, Preset, Steps, Words
from shared.feedback.presets.signing import Hmac, signed_body
from shared.feedback.sources import HookSource
from shared.feedback.view import Announced, Ignored, Read

_SIGNATURE = Hmac("sm-signature", algorithm="sha1")
_EVENTS = ("response_completed", "response_updated", "response_created", "response_deleted")


def verify(source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Checks the signature."""
    signed_body(source, headers, raw, now, _SIGNATURE)
    return ""


def read(payload: Any, _source: HookSource) -> Read:
    """Reads which response of which survey it is."""
    event = payload.get("event_type") if isinstance(payload, dict) else None
    if event not in _EVENTS:
        return Ignored(str(event)[:80])
    response = readers.required(payload.get("object_id"), "$.object_id")
    resources = readers.mapping(payload.get("resources"), "$.resources")
    at = readers.short(payload.get("event_datetime"))
    return Announced(
        response_id=response,
        event_id=readers.short(payload.get("event_id")) or f"{response}:{event}:{at}",
        event_at=at,
        params={"survey_id": readers.required(resources.get("survey_id"), "$.resources.survey_id")},
        deleted=event == "response_deleted",
    )


PRESET = Preset(
    kind="surveymonkey",
    name="SurveyMonkey",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Créez une application privée ; son « client id&client secret » est le secret à coller ici.",
            "Donnez son jeton d'accès, avec le droit de lire les réponses.",
            "Créez un webhook sur response_completed, response_updated et response_deleted vers l'adresse.",
        ),
        en=(
            "Create a private app; its “client id&client secret” is the secret to paste here.",
            "Give its access token, with the right to read responses.",
            "Create a webhook on response_completed, response_updated and response_deleted to the address.",
        ),
    ),
    thin=True,
    probes=("HEAD",),
    needs=(
        Need("access_token", Words("Jeton d'accès", "Access token"), secret=True),
        Need(
            "region",
            Words("Centre de données", "Data centre"),
            secret=True,
            optional=True,
            choices=("us", "eu", "ca"),
        ),
    ),
)
