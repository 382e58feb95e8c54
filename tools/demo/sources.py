"""The two sources of the demonstration account, and how a source is put where ingest finds it."""

import base64
import secrets
from typing import Any

import msgspec

from shared.feedback.sources import HookSource, Secret, Source
from shared.ids import token_hash
from tools.local.description import DemoSource

APP_SOURCE = Source("application", "Application mobile", "standard_webhooks", campaign="Avis après achat")
STORE_SOURCE = Source("enquete-magasin", "Enquête en magasin", "typeform", channel="email", language="fr")
SOURCES: tuple[Source, ...] = (APP_SOURCE, STORE_SOURCE)


def open_source(ssm: Any, parameter_prefix: str, source: Source) -> DemoSource:
    """Gives a source a random token and secret and stores them for ingest (Parameter Store, SecureString)."""
    token = secrets.token_urlsafe(24)
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
    value = HookSource(
        source_id=source.id,
        kind=source.kind,
        secrets=(Secret(secret),),
        campaign=source.campaign,
        channel=source.channel,
        language=source.language,
    )
    ssm.put_parameter(
        Name=f"{parameter_prefix}/hooks/{token_hash(token)}",
        Value=msgspec.json.encode(value).decode(),
        Type="SecureString",
        Overwrite=True,
    )
    return DemoSource(source.id, source.kind, token, secret)
