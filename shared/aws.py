"""AWS clients, one of each per process: botocore rather than boto3, and without the work nobody here needs.
Together a fifth less to start and a third less per call (benchmarks/README.md)."""

from functools import cache
from typing import Any

import botocore
import botocore.session
import msgspec
from botocore.config import Config
from botocore.loaders import JSONFileLoader, Loader
from botocore.parsers import JSONParser, ResponseParserFactory

SERVICES = ["cognito-idp", "dynamodb", "lambda", "sesv2", "sqs", "ssm"]


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


class _Answers(JSONParser):
    """Answers of DynamoDB, whose texts and numbers stay as they came: botocore looks for each of ten types in each
    attribute. The stubs know nothing of a parser's inside."""

    def _handle_map(self, shape: Any, value: Any) -> Any:
        if shape.value.name != "AttributeValue":
            return super()._handle_map(shape, value)  # type: ignore[misc]
        return {
            name: typed if "S" in typed or "N" in typed else self._parse_shape(shape.value, typed)  # type: ignore[attr-defined]
            for name, typed in value.items()
        }


class _Parsers(ResponseParserFactory):
    def create_parser(self, protocol_name: str) -> Any:
        return _Answers() if protocol_name == "json" else super().create_parser(protocol_name)


@cache
def _session() -> botocore.session.Session:
    session = botocore.session.get_session()
    session.register_component("data_loader", _Descriptions())
    session.register_component("response_parser_factory", _Parsers())
    return session


@cache
def client(service: str, *, attempts: int = 3) -> Any:
    """The client of a service. ``attempts`` is the total number of tries: 1 where a blind second try could
    do something twice, as SES would (its SendEmail has no idempotency token)."""
    config = Config(
        retries={"total_max_attempts": attempts, "mode": "standard"},
        connect_timeout=2,
        read_timeout=8,
        # A fixed one: the default is put together from a dozen parts twice for every call.
        user_agent=f"Boucle Botocore/{botocore.__version__}",
    )
    return _session().create_client(service, config=config)
