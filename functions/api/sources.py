"""Changing a source: the configuration first, which says who and when and lets one admin at a time through, then
its secrets, then what ingest reads of both. Whatever crashes on the way, the same request again ends right."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Mapping
from datetime import timedelta

from msgspec.structs import replace

from functions.api.reader import Reader
from functions.api.wiring import Wiring
from shared import ids
from shared.errors import Duplicate, Fault, Invalid, NotFound, StaleVersion, VersionRequired
from shared.feedback.presets import check_settings, preset
from shared.feedback.sources import Secret, Source
from shared.storage.source_rows import Change
from shared.storage.sources import Dossier, require_room, with_credential, with_secret, with_token
from shared.storage.table import Put

_MIN_SECRET = 8
_MIN_KEY = 16
_MAX_ID = 40
# Kinds whose secrets are those of Standard Webhooks.
_WHSEC = frozenset({"standard_webhooks", "google_forms", "formbricks"})


def existing(reader: Reader, source_id: str) -> Source:
    """The source of an id. Raises NotFound."""
    source = reader.config.sources.get(source_id)
    if source is None:
        raise NotFound
    return source


def create(ports: Wiring, reader: Reader, draft: Source, secret: str | None, mark: Put | None) -> Source:
    """Makes a source with a live address: 7 calls to Parameter Store and 1 transaction. Last of all the
    configuration names it: after a crash nobody has seen it, and the same request takes up the same documents."""
    _check(reader, draft)
    source = replace(draft, id=_free_id(draft.name, reader))
    token = ids.new_token()

    def begun(dossier: Dossier) -> Dossier:
        # Nothing ends here, as it may be another admin's who makes the same at this moment.
        added = replace(dossier, tokens=(*dossier.tokens, Secret(token)))
        if secret is None:
            return added
        return replace(added, secrets=(*added.secrets, Secret(secret)), secret_at=ports.now())

    require_room(source, begun(Dossier(source.id)))
    ports.vault.change(source.id, ports.now(), begun)
    ports.vault.publish(source.id, lambda: source, ports.now)
    ports.heard.begin(source.id, ports.now())
    extra = [mark] if mark else []
    ports.sources.save(
        source, "created", reader.user.person, ports.now(), if_config=reader.config.version, extra=extra
    )
    return source


def change(
    ports: Wiring, reader: Reader, before: Source, after: Source, version: int | None, what: Change
) -> Source:
    """Saves ``after`` as the next version: 1 transaction and 5 calls to Parameter Store for one live address.
    Repeating the change that made the present version publishes it again, which heals a crash behind the saving.
    Raises VersionRequired, StaleVersion or Invalid."""
    if version is None:
        raise VersionRequired("Send the version of the source you are looking at")
    if version == before.version - 1 and replace(after, version=before.version) == before:
        publish(ports, before.id)
        return before
    if version != before.version:
        raise StaleVersion("The source has changed since you opened it")
    _check(reader, after)
    require_room(after, ports.vault.read(before.id) or Dossier(before.id))
    saved = replace(after, version=version + 1)
    ports.sources.save(saved, what, reader.user.person, ports.now(), if_config=reader.config.version)
    publish(ports, saved.id)
    return saved


def new_secret(ports: Wiring, reader: Reader, source: Source, value: str, overlap: timedelta) -> None:
    """Makes a secret live; those before it end after the overlap. 1 transaction and 7 calls to Parameter Store for
    one live address."""
    check_secret(source, value, "$.value")
    after = with_secret(_dossier(ports, source), value, ports.now(), overlap)
    require_room(source, after)
    _note(ports, reader, source, "secret")
    ports.vault.change(source.id, ports.now(), lambda now: with_secret(now, value, ports.now(), overlap))
    publish(ports, source.id)


def new_address(ports: Wiring, reader: Reader, source: Source, overlap: timedelta) -> str:
    """Makes an address live and answers its token; those before it end after the overlap. 1 transaction and 8
    calls to Parameter Store."""
    token = ids.new_token()
    with_token(_dossier(ports, source), token, ports.now(), overlap)
    _note(ports, reader, source, "address")
    ports.vault.change(source.id, ports.now(), lambda now: with_token(now, token, ports.now(), overlap))
    publish(ports, source.id)
    return token


def new_credential(ports: Wiring, reader: Reader, source: Source, values: Mapping[str, str]) -> None:
    """Keeps what fetching needs, whole: 1 transaction and 2 calls to Parameter Store. Raises Invalid for what the
    kind does not ask for, or does and is missing."""
    needs = {need.name: need for need in preset(source.kind).needs if need.secret}
    faults = [
        Fault(f"$.{name}", "unknown_field", "This kind of source has no such thing")
        for name in values.keys() - needs
    ]
    for name, need in needs.items():
        if not values.get(name) and not need.optional:
            faults.append(Fault(f"$.{name}", "required", "Fill this in"))
        elif values.get(name) and need.choices and values[name] not in need.choices:
            faults.append(Fault(f"$.{name}", "bad_value", f"Choose one of {', '.join(need.choices)}"))
    if faults:
        raise Invalid(errors=faults)
    _note(ports, reader, source, "credential")
    kept = {name: value.strip() for name, value in values.items() if value}
    ports.vault.change(source.id, ports.now(), lambda now: with_credential(now, kept, ports.now()))


def publish(ports: Wiring, source_id: str) -> None:
    """Makes what ingest reads out of configuration and dossier as they are now."""
    ports.vault.publish(source_id, lambda: ports.sources.get(source_id), ports.now)


def check_secret(source: Source, value: str, path: str) -> None:
    """Raises Invalid for a secret that the kind cannot have."""
    fault = _secret_fault(source, value)
    if fault:
        raise Invalid(errors=[Fault(path, *fault)])


def _secret_fault(source: Source, value: str) -> tuple[str, str] | None:
    if preset(source.kind).secret == "none":  # noqa: S105 - nobody makes one up
        return "no_secret", "This kind of source does not sign"
    if value != value.strip() or not value.isprintable() or len(value) < _MIN_SECRET:
        return "bad_secret", f"At least {_MIN_SECRET} characters, without spaces around them"
    if source.kind in _WHSEC and _key_length(value) < _MIN_KEY:
        return "bad_secret", "whsec_ and base64, as the tool shows it"
    if source.kind == "surveymonkey" and "&" not in value.strip("&"):
        return "bad_secret", "The app's Client ID, the sign & and its Secret"
    return None


def _key_length(value: str) -> int:
    try:
        return len(base64.b64decode(value.removeprefix("whsec_"), validate=True))
    except (binascii.Error, ValueError):
        return 0


def _check(reader: Reader, source: Source) -> None:
    faults = check_settings(source.kind, source.settings)
    if faults:
        raise Invalid(errors=faults)
    others = [one for one in reader.config.sources.values() if one.id != source.id]
    if any(one.name.casefold() == source.name.casefold() for one in others):
        raise Duplicate("Another source has this name")


def _note(ports: Wiring, reader: Reader, source: Source, what: Change) -> None:
    """The version that stands for a change of what is secret."""
    saved = replace(source, version=source.version + 1)
    ports.sources.save(saved, what, reader.user.person, ports.now(), if_config=reader.config.version)


def _dossier(ports: Wiring, source: Source) -> Dossier:
    return ports.vault.read(source.id) or Dossier(source.id)


def _free_id(name: str, reader: Reader) -> str:
    """An id from the name, the same at every try: what a crash has left is taken up again."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    first = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_MAX_ID].strip("-") or "source"
    number, free = 2, first
    while free in reader.config.sources:
        free, number = f"{first}-{number}", number + 1
    return free
