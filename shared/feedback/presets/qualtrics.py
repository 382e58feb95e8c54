"""Qualtrics event subscriptions: ``application/x-www-form-urlencoded`` with JSON text in ``MSG`` and, when the
subscription has a shared key, its hex HMAC-SHA512 in ``HMAC`` (community.qualtrics.com, 12167: the length of the
digest is seen there, the bytes signed are our reading of it). Events are thin: the response is fetched."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.errors import SignatureMissing
from shared.feedback import forms, readers
from shared.feedback.presets.preset import ZONE, Need, Preset, Steps, Words
from shared.feedback.presets.signing import mac, require_match
from shared.feedback.sources import HookSource
from shared.feedback.strict_json import Unusable
from shared.feedback.view import Announced, Ignored, Read


def verify(source: HookSource, _headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Checks the form's signature when the source has a secret; a form that cannot be read proves nothing."""
    if source.secrets:
        try:
            fields = forms.urlencoded(raw)
        except Unusable:
            raise SignatureMissing from None
        given, message = fields.get("HMAC"), fields.get("MSG", "")
        if not given or not isinstance(given, str):
            raise SignatureMissing
        signed = str(message).encode()
        wanted = [mac(key.encode(), signed, "sha512", "hex") for key in source.live_secrets(now)]
        require_match([given.lower()], wanted)
    return ""


def unpack(payload: Any, _source: HookSource) -> Any:
    """The fields with the message opened, without the signature."""
    if not isinstance(payload, dict):
        return payload
    kept = {key: value for key, value in payload.items() if key != "HMAC"}
    return {**kept, "MSG": forms.text_json(payload, "MSG")}


def read(payload: Any, _source: HookSource) -> Read:
    """Reads which response of which survey is complete; other topics are ignored."""
    topic = str(payload.get("Topic", "")) if isinstance(payload, dict) else ""
    if topic and ".completedResponse." not in f"{topic}.":
        return Ignored(topic[:80])
    message = readers.inside(payload, "MSG")
    response = readers.required(message.get("ResponseID"), "$.MSG.ResponseID")
    at = readers.short(message.get("CompletedDate"))
    return Announced(
        response_id=response,
        event_id=f"{response}:{at or ''}",
        event_at=at,
        params={"survey_id": readers.required(message.get("SurveyID"), "$.MSG.SurveyID")},
    )


PRESET = Preset(
    kind="qualtrics",
    name="Qualtrics",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Créez un abonnement par l'API de Qualtrics (POST /API/v3/eventsubscriptions) :",
            "topics « surveyengine.completedResponse.SV_… », publicationUrl l'adresse, sharedKey le secret.",
            "Donnez le centre de données et un jeton d'API qui peut lire les réponses.",
        ),
        en=(
            "Create a subscription by the API of Qualtrics (POST /API/v3/eventsubscriptions):",
            "topics “surveyengine.completedResponse.SV_…”, publicationUrl the address, sharedKey the secret.",
            "Give the data centre and an API token that may read responses.",
        ),
    ),
    media=("form",),
    proof="optional",
    secret="ours",
    thin=True,
    probes=("GET", "HEAD"),
    unpack=unpack,
    needs=(
        Need("data_center", Words("Centre de données (fra1)", "Data centre (fra1)"), secret=True),
        Need("api_token", Words("Jeton d'API", "API token"), secret=True),
        ZONE,
    ),
)
