"""boto3 clients bound to one emulator."""

import threading
from typing import Any

import boto3
from botocore.config import Config

ACCOUNT = "000000000000"
REGION = "eu-west-3"
# The emulator checks signatures; these are its built-in administrator's keys, good for nothing else.
ACCESS_KEY = "test"
SECRET_KEY = "test"  # noqa: S105


class Clients:
    """One cached client per service of the emulator at ``endpoint``. Safe to share between threads."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._session = boto3.session.Session(
            aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY, region_name=REGION
        )
        self._clients: dict[str, Any] = {}
        self._lock = threading.Lock()

    def of(self, service: str) -> Any:
        """The client of a service, for example ``of("sqs")``."""
        with self._lock:
            if service not in self._clients:
                self._clients[service] = self._session.client(  # type: ignore[call-overload]
                    service,
                    endpoint_url=self.endpoint,
                    config=Config(
                        retries={"total_max_attempts": 3, "mode": "standard"},
                        connect_timeout=5,
                        read_timeout=60,
                        max_pool_connections=32,
                        s3={"addressing_style": "path"},
                        request_checksum_calculation="when_required",
                    ),
                )
            return self._clients[service]
