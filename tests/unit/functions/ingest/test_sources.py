"""Sources are read from Parameter Store once a minute, known or not."""

from datetime import timedelta
from typing import Any

import pytest

from functions.ingest.wiring import CACHE_SIZE, HookSources
from shared import ids
from shared.feedback.sources import HookSource, Secret
from tests.support.builders import NOW

VALUE = '{"source_id":"s1","kind":"typeform","secrets":[{"value":"x"}],"later_field":1}'
SOURCE = HookSource("s1", "typeform", (Secret("x"),))


class ParameterNotFound(Exception):
    """Parameter Store has no such name."""


class Ssm:
    """Parameter Store with one parameter, which counts."""

    class exceptions:  # noqa: N801 - named as in botocore
        ParameterNotFound = ParameterNotFound

    def __init__(self) -> None:
        self.asked: list[str] = []

    def get_parameter(self, Name: str, WithDecryption: bool) -> Any:  # noqa: N803 - named as in botocore
        assert WithDecryption
        self.asked.append(Name)
        if Name != f"/boucle/acme/hooks/{ids.token_hash('good')}":
            raise ParameterNotFound
        return {"Parameter": {"Value": VALUE}}


@pytest.fixture
def ssm() -> Ssm:
    return Ssm()


@pytest.mark.parametrize(("token", "found"), [("good", SOURCE), ("bad", None), ("", None), ("../../x", None)])
def test_a_token_costs_one_read_a_minute_known_or_not(ssm: Ssm, token: str, found: HookSource | None) -> None:
    time = [NOW]
    sources = HookSources(ssm, "/boucle/acme", lambda: time[0])
    for seconds, reads in ((0, 1), (59, 1), (60, 2), (119, 2)):
        time[0] = NOW + timedelta(seconds=seconds)
        assert sources.find(token) == found
        assert len(ssm.asked) == reads


def test_a_copy_is_renewed_once_in_five_seconds_so_that_a_new_secret_is_known_at_once(ssm: Ssm) -> None:
    time = [NOW]
    sources = HookSources(ssm, "/boucle/acme", lambda: time[0])
    assert not sources.renew("good"), "never read"
    sources.find("good")
    time[0] = NOW + timedelta(seconds=4)
    assert not sources.renew("good"), "young enough"
    time[0] = NOW + timedelta(seconds=5)
    assert sources.renew("good")
    assert sources.find("good") == SOURCE
    assert len(ssm.asked) == 2
    sources.find("bad")
    time[0] = NOW + timedelta(seconds=50)
    assert not sources.renew("bad"), "an unknown token stays unknown for its minute"


def test_a_token_never_reaches_the_name_of_a_parameter(ssm: Ssm) -> None:
    HookSources(ssm, "/boucle/acme", lambda: NOW).find("../../x")
    assert ssm.asked == [f"/boucle/acme/hooks/{ids.token_hash('../../x')}"]


def test_guessing_does_not_fill_the_memory(ssm: Ssm) -> None:
    sources = HookSources(ssm, "/boucle/acme", lambda: NOW)
    for number in range(2 * CACHE_SIZE + 1):
        sources.find(str(number))
    assert len(sources._known) <= CACHE_SIZE
    assert sources.find("good") == SOURCE
