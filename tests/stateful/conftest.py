"""Quiet logs: thousands of simulated runs would write more than anyone reads."""

import logging
from collections.abc import Iterator

import pytest

from shared.observability import logger


@pytest.fixture(autouse=True, scope="package")
def quiet_logs() -> Iterator[None]:
    before = logger.log_level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(before)
