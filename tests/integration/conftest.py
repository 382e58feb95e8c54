"""One fresh tenant per test."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from tests.integration.world import World


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with mock_aws():
        yield World(monkeypatch)
