"""Google's keys are fetched rarely, and never because of what a sender does."""

import json
from datetime import datetime, timedelta

import pytest

from functions.ingest.google_keys import GoogleKeys
from functions.ingest.wiring import HookSources
from shared import ids
from shared.feedback.sources import PublicKey
from tests.support import oidc
from tests.support.builders import NOW

KEY = oidc.public_key()


def published(*key_ids: str) -> bytes:
    """The set of keys as Google publishes it."""
    n = oidc.letters(KEY.modulus.to_bytes(256))
    return json.dumps({"keys": [{"kty": "RSA", "kid": one, "n": n, "e": "AQAB"} for one in key_ids]}).encode()


class Google:
    """What is published at the moment; an exception is raised."""

    def __init__(self) -> None:
        self.answer: bytes | OSError = published("a")
        self.asked = 0
        self.time = NOW

    def fetch(self) -> bytes:
        self.asked += 1
        if isinstance(self.answer, OSError):
            raise self.answer
        return self.answer

    def now(self) -> datetime:
        return self.time


def names(keys: tuple[PublicKey, ...]) -> list[str]:
    return [key.id for key in keys]


def test_keys_are_fetched_once_an_hour() -> None:
    google = Google()
    keys = GoogleKeys(google.fetch, google.now)
    assert google.asked == 0, "nothing before the first source needs them"
    for minutes, asked in ((0, 1), (59, 1), (60, 2)):
        google.time = NOW + timedelta(minutes=minutes)
        assert names(keys.current()) == ["a"]
        assert google.asked == asked


@pytest.mark.parametrize("failure", [OSError("no route"), b"", b"<html>", b"{}", published()])
def test_older_keys_stay_while_there_are_no_newer_ones(failure: bytes | OSError) -> None:
    google = Google()
    keys = GoogleKeys(google.fetch, google.now)
    keys.current()
    google.answer, google.time = failure, NOW + timedelta(hours=1)
    assert names(keys.current()) == ["a"]
    assert names(keys.current()) == ["a"]
    assert google.asked == 2, "no storm of fetches while Google cannot be had"
    google.answer, google.time = published("b"), NOW + timedelta(hours=1, minutes=1)
    assert names(keys.current()) == ["b"]


def test_without_any_keys_nothing_is_proven() -> None:
    google = Google()
    google.answer = OSError("no route")
    assert GoogleKeys(google.fetch, google.now).current() == ()


class Ssm:
    """Parameter Store with one source of each of two kinds."""

    class exceptions:  # noqa: N801 - named as in botocore
        class ParameterNotFound(Exception):
            """There is no such name."""

    def get_parameter(self, Name: str, WithDecryption: bool) -> dict[str, dict[str, str]]:  # noqa: N803 - as in botocore
        kind = "google_business" if Name.endswith(ids.token_hash("google")) else "typeform"
        return {"Parameter": {"Value": json.dumps({"source_id": "s", "kind": kind})}}


def test_only_a_source_of_google_asks_for_them() -> None:
    google = Google()
    keys = GoogleKeys(google.fetch, google.now)
    sources = HookSources(Ssm(), "/boucle/acme", google.now, keys.current)
    other, own = sources.find("other"), sources.find("google")
    assert other is not None
    assert own is not None
    assert (other.keys, names(own.keys), google.asked) == ((), ["a"], 1)
