"""AWS clients, one of each per process. botocore rather than boto3: the same clients, a tenth less to start."""

from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config


@cache
def _session() -> botocore.session.Session:
    return botocore.session.get_session()


@cache
def client(service: str, *, attempts: int = 3) -> Any:
    """The client of a service. ``attempts`` is the total number of tries: 1 where a blind second try could
    do something twice, as SES would (its SendEmail has no idempotency token)."""
    config = Config(
        retries={"total_max_attempts": attempts, "mode": "standard"}, connect_timeout=2, read_timeout=8
    )
    return _session().create_client(service, config=config)
