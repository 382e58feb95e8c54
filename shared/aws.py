"""AWS clients, one of each per process. botocore rather than boto3: the same clients, a tenth less to start."""

from functools import cache
from typing import Any

import botocore.session
import msgspec
from botocore.config import Config
from botocore.loaders import JSONFileLoader, Loader

SERVICES = ["dynamodb", "sesv2", "sqs", "ssm"]


class _Files(JSONFileLoader):
    """Service descriptions, a megabyte and more, read by a faster parser."""

    def _load_file(self, full_path: str, open_method: Any) -> Any:
        try:
            with open_method(full_path, "rb") as file:
                return msgspec.json.decode(file.read())
        except FileNotFoundError:
            return None


class _Descriptions(Loader):
    """Service descriptions without a look into the folders of all 400 services, twice a client, only to learn that
    ours are among them."""

    FILE_LOADER_CLASS = _Files

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002 - all of ours have each type
        return SERVICES


@cache
def _session() -> botocore.session.Session:
    session = botocore.session.get_session()
    session.register_component("data_loader", _Descriptions())
    return session


@cache
def client(service: str, *, attempts: int = 3) -> Any:
    """The client of a service. ``attempts`` is the total number of tries: 1 where a blind second try could
    do something twice, as SES would (its SendEmail has no idempotency token)."""
    config = Config(
        retries={"total_max_attempts": attempts, "mode": "standard"}, connect_timeout=2, read_timeout=8
    )
    return _session().create_client(service, config=config)
