"""Addresses and secrets of sources, in Parameter Store and nowhere else.

Two kinds of SecureString under the tenant's path. ``sources/<id>`` is the dossier of a source: the truth about its
tokens, secrets and credential. ``hooks/<token hash>`` is made from the dossier and the configuration, one for each
live token, and is all that ingest reads. The dossier is written first: a crash behind it leaves hooks that are
older than the dossier, and the next change of the source, the same request again for one, writes them anew.

Nothing that lives is taken back on the way: a change adds, and sets ends that lie ahead. Ends are written down, so
that two admins at once are merged without losing what either was shown, and an end holds even if the cleaning up
never comes. Parameter Store has no conditional write; its version numbers tell afterwards who came between.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from shared import ids
from shared.errors import Fault, Invalid, StaleVersion
from shared.feedback.sources import HookSource, Secret, Source

MAX_BYTES = 4096
"""What a standard parameter holds (AWS, Parameter Store quotas); an advanced one costs money each month."""

MAX_LIVE = 4
_FORGET_AFTER = timedelta(days=1)
_RECENT = timedelta(minutes=1)
_TRIES = 5


class Dossier(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that is secret about a source, the newest last. ``tokens`` are the ends of its addresses, ``secrets``
    what signs or stands in a header or body, ``credential`` what fetching needs (thin sources)."""

    source_id: str
    tokens: tuple[Secret, ...] = ()
    secrets: tuple[Secret, ...] = ()
    secret_at: datetime | None = None
    credential: dict[str, str] = {}
    credential_at: datetime | None = None

    def address(self, now: datetime) -> str | None:
        """The token people are to use now."""
        live = [token.value for token in self.tokens if is_live(token, now)]
        return live[-1] if live else None


def is_live(one: Secret, now: datetime) -> bool:
    """Whether a token or secret holds at this moment."""
    return one.expires_at is None or now < one.expires_at


def with_token(dossier: Dossier, value: str, now: datetime, overlap: timedelta) -> Dossier:
    """The dossier with a new address; those before end after the overlap."""
    return replace(dossier, tokens=_succeeded(dossier.tokens, Secret(value), now, overlap))


def with_secret(dossier: Dossier, value: str, now: datetime, overlap: timedelta) -> Dossier:
    """The dossier with a new secret; those before end after the overlap."""
    secrets = _succeeded(dossier.secrets, Secret(value), now, overlap)
    return dossier if secrets == dossier.secrets else replace(dossier, secrets=secrets, secret_at=now)


def with_credential(dossier: Dossier, credential: dict[str, str], now: datetime) -> Dossier:
    """The dossier with another credential; the one before is forgotten at once, as we are who uses it."""
    return replace(dossier, credential=credential, credential_at=now)


def hook_source(source: Source, dossier: Dossier, token: Secret) -> HookSource:
    """What ingest needs to know under one token."""
    return HookSource(
        source_id=source.id,
        kind=source.kind,
        secrets=dossier.secrets,
        disabled=source.disabled,
        campaign=source.campaign,
        channel=source.channel,
        language=source.language,
        mapping=source.mapping,
        settings=source.settings,
        until=token.expires_at,
    )


def require_room(source: Source, dossier: Dossier) -> None:
    """Raises Invalid when the hook document would not fit a parameter with two secrets of the longest kind kept
    here, so that a rotation is never refused for the length of a mapping."""
    longest = max((secret for secret in dossier.secrets), key=lambda one: len(one.value), default=Secret("x" * 64))
    ends = datetime.max.replace(tzinfo=UTC)
    padded = replace(dossier, secrets=(replace(longest, expires_at=ends), longest))
    _encoded(hook_source(source, padded, Secret("", ends)), "$.mapping")


class Vault:
    """The documents of all sources. Costs are calls to Parameter Store when nobody interferes."""

    def __init__(self, connect: Callable[[], Any], prefix: str) -> None:
        self._connect = connect
        self._prefix = prefix
        self._recent: dict[str, tuple[datetime, int, Dossier | None]] = {}

    def read(self, source_id: str) -> Dossier | None:
        """The dossier of a source: 1 read."""
        return self._read(source_id)[0]

    def recent(self, source_id: str, version: int, now: datetime) -> Dossier | None:
        """The dossier for showing, a minute old at most: 1 read a minute and version of the source."""
        read_at, read_for, dossier = self._recent.get(source_id, (None, 0, None))
        if read_at is None or read_for != version or now - read_at >= _RECENT:
            dossier = self.read(source_id)
            self._recent[source_id] = (now, version, dossier)
        return dossier

    def change(self, source_id: str, now: datetime, how: Callable[[Dossier], Dossier]) -> Dossier:
        """Changes the truth and answers it: 1 read, 1 write, and 1 deletion for each token a day past its end.
        ``publish`` must follow. Raises Invalid when the dossier becomes too long, StaleVersion when too many
        interfere."""
        found, version = self._read(source_id)
        dossier = how(self._without_forgotten(found or Dossier(source_id), now))
        for _ in range(_TRIES):
            written = self._put(f"sources/{source_id}", _encoded(dossier, "$"))
            if written <= version + 1:
                return dossier
            # Ours lies over what others have written since we read: what they added is put back beside it.
            for between in range(version + 1, written):
                dossier = _merged(dossier, self._read(f"{source_id}:{between}")[0] or dossier)
            version = written
        raise StaleVersion("Others are changing this source; try again")

    def publish(self, source_id: str, find: Callable[[], Source | None], now: Callable[[], datetime]) -> None:
        """Makes the hook documents what dossier and configuration say: 2 reads, 1 write for each live token, 1
        deletion for each ended one, and ``find`` twice. Looks again at the end, since another may have changed
        either meanwhile and finished first."""
        for _ in range(_TRIES):
            (dossier, version), source = self._read(source_id), find()
            if dossier is None or source is None:
                return
            for token in dossier.tokens:
                if is_live(token, now()):
                    document = _encoded(hook_source(source, dossier, token), "$.mapping")
                    self._put(self._hook(token), document)
                else:
                    self._delete(self._hook(token))
            if self._read(source_id)[1] == version and find() == source:
                return
        raise StaleVersion("Others are changing this source; try again")

    def _without_forgotten(self, dossier: Dossier, now: datetime) -> Dossier:
        """Ended tokens leave the dossier only behind their hook documents, so that none is left over."""
        gone = [token for token in dossier.tokens if not is_live(token, now - _FORGET_AFTER)]
        for token in gone:
            self._delete(self._hook(token))
        kept = tuple(secret for secret in dossier.secrets if is_live(secret, now - _FORGET_AFTER))
        return replace(dossier, tokens=tuple(one for one in dossier.tokens if one not in gone), secrets=kept)

    @property
    def _ssm(self) -> Any:
        return self._connect()

    @staticmethod
    def _hook(token: Secret) -> str:
        return f"hooks/{ids.token_hash(token.value)}"

    def _read(self, source_id: str) -> tuple[Dossier | None, int]:
        try:
            answer = self._ssm.get_parameter(Name=f"{self._prefix}/sources/{source_id}", WithDecryption=True)
        except self._ssm.exceptions.ParameterNotFound:
            return None, 0
        parameter = answer["Parameter"]
        return msgspec.json.decode(parameter["Value"], type=Dossier), int(parameter["Version"])

    def _put(self, name: str, value: str) -> int:
        answer = self._ssm.put_parameter(
            Name=f"{self._prefix}/{name}", Value=value, Type="SecureString", Overwrite=True
        )
        return int(answer["Version"])

    def _delete(self, name: str) -> None:
        try:
            self._ssm.delete_parameter(Name=f"{self._prefix}/{name}")
        except self._ssm.exceptions.ParameterNotFound:
            return


def _succeeded(old: tuple[Secret, ...], new: Secret, now: datetime, overlap: timedelta) -> tuple[Secret, ...]:
    """The newest, without an end, behind those before it. Nothing changes when it is the newest already: the same
    request again."""
    if old and old[-1].value == new.value and is_live(old[-1], now):
        return old
    ended = [
        replace(one, expires_at=min(one.expires_at or now + overlap, now + overlap))
        for one in old
        if one.value != new.value
    ]
    if sum(is_live(one, now) for one in ended) >= MAX_LIVE:
        detail = "Too many are still live: wait until one has ended, or end them at once with an overlap of 0"
        raise Invalid(detail, errors=[Fault("$.overlap_hours", "too_many_live", detail)])
    return (*ended, new)


def _merged(ours: Dossier, theirs: Dossier) -> Dossier:
    """Both together: every token and secret of either, each with the earlier of its ends."""
    newer = max(ours, theirs, key=lambda one: one.credential_at.timestamp() if one.credential_at else 0.0)
    return replace(
        newer,
        tokens=_together(theirs.tokens, ours.tokens),
        secrets=_together(theirs.secrets, ours.secrets),
        secret_at=max((at for at in (ours.secret_at, theirs.secret_at) if at), default=None),
    )


def _together(first: tuple[Secret, ...], second: tuple[Secret, ...]) -> tuple[Secret, ...]:
    found: dict[str, Secret] = {}
    for one in (*first, *second):
        ends = [end for end in (one.expires_at, found.get(one.value, one).expires_at) if end]
        found.pop(one.value, None)
        found[one.value] = replace(one, expires_at=min(ends, default=None))
    return tuple(found.values())


def _encoded(document: Dossier | HookSource, path: str) -> str:
    raw = msgspec.json.encode(document)
    if len(raw) > MAX_BYTES:
        detail = "What is kept of this source would not fit: shorten its mapping, settings or credential"
        raise Invalid(detail, errors=[Fault(path, "too_large", f"{len(raw)} bytes where {MAX_BYTES} fit")])
    return raw.decode()
