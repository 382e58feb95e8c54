"""AWS clients for tests in process. moto is imported first: it answers only for clients made after it."""

from functools import cache
from typing import Any

import moto  # noqa: F401 - imported for the hooks it sets in botocore

from shared import aws

TABLE = "boucle-acme"
PREFIX = "/boucle/acme"


@cache
def client(service: str) -> Any:
    """The product's own client of a service; one for all tests, as moto empties its backends, not the clients."""
    return aws.client(service)
