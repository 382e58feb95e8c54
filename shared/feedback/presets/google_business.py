"""Google Business Profile by Pub/Sub push: proven by Google's identity token in ``Authorization``
(cloud.google.com/pubsub/docs/authenticate-push-subscriptions): its audience and service account are those of the
source. The event is base64 in ``message.data`` and names the review, which is fetched; the spelling of its keys is
not documented, so that both usual ones are read."""

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.errors import SignatureInvalid
from shared.feedback import readers, strict_json
from shared.feedback.presets.oidc import bearer, claims
from shared.feedback.presets.preset import Need, Preset, Steps, Words
from shared.feedback.sources import HookSource
from shared.feedback.strict_json import Unusable
from shared.feedback.view import Announced, Ignored, Read

_EVENTS = ("NEW_REVIEW", "UPDATED_REVIEW")


def verify(source: HookSource, headers: Mapping[str, str], _raw: bytes, now: datetime) -> str:
    """Checks the token, whom it is for and who sends it."""
    said = claims(bearer(headers.get("authorization", "")), source.keys, now)
    expected = (source.settings.get("audience"), source.settings.get("service_account"))
    if (
        not all(expected)
        or (said.get("aud"), said.get("email")) != expected
        or said.get("email_verified") is not True
    ):
        raise SignatureInvalid
    return ""


def unpack(payload: Any, _source: HookSource) -> Any:
    """The envelope with the message's data opened."""
    message = payload.get("message") if isinstance(payload, dict) else None
    if not isinstance(message, dict) or not isinstance(message.get("data"), str):
        return payload
    try:
        data = strict_json.parse(base64.b64decode(message["data"], validate=True))
    except ValueError:
        raise Unusable("bad_encoding", "$.message.data") from None
    return {**payload, "message": {**message, "data": data}}


def read(payload: Any, _source: HookSource) -> Read:
    """Reads which review it is; the publication of the message dates the event until the review is fetched."""
    message = readers.inside(payload, "message")
    data = readers.inside(message, "data")
    event = data.get("notificationType", data.get("notification_type"))
    if event not in _EVENTS:
        return Ignored(str(event)[:80])
    name = readers.required(data.get("reviewName", data.get("review_name")), "$.message.data.reviewName")
    at = message.get("publishTime", message.get("publish_time"))
    return Announced(
        response_id=name,
        event_id=readers.required(message.get("messageId", message.get("message_id")), "$.message.messageId"),
        event_at=readers.short(at),
        params={"name": name},
    )


PRESET = Preset(
    kind="google_business",
    name="Google Business Profile",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Dans Google Cloud, créez un sujet Pub/Sub et autorisez mybusiness-api-pubsub à y publier.",
            "Créez un abonnement push vers l'adresse, avec authentification : compte de service et audience.",
            "Indiquez-les ici, activez NEW_REVIEW et UPDATED_REVIEW dans NotificationSetting,",
            "puis donnez l'identifiant OAuth et le jeton d'actualisation qui lisent les avis.",
        ),
        en=(
            "In Google Cloud, create a Pub/Sub topic and let mybusiness-api-pubsub publish to it.",
            "Create a push subscription to the address, with authentication: service account and audience.",
            "Tell us both here, switch on NEW_REVIEW and UPDATED_REVIEW in NotificationSetting,",
            "then give the OAuth client and the refresh token that read reviews.",
        ),
    ),
    secret="none",
    thin=True,
    unpack=unpack,
    needs=(
        Need("audience", Words("Audience de l'abonnement push", "Audience of the push subscription")),
        Need("service_account", Words("Compte de service qui signe", "Service account that signs")),
        Need("client_id", Words("Client OAuth", "OAuth client"), secret=True),
        Need("client_secret", Words("Secret du client OAuth", "Secret of the OAuth client"), secret=True),
        Need("refresh_token", Words("Jeton d'actualisation", "Refresh token"), secret=True),
    ),
)
