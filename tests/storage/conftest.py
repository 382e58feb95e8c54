"""A real DynamoDB interface for storage tests: the emulator, with the table that the template describes."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from shared.storage.table import DynamoTable
from tools.local.aws import Clients
from tools.local.emulator import Emulator
from tools.local.environment import prepare_emulator_environment
from tools.local.paths import StateDirectory, build_lock
from tools.local.ports import first_free
from tools.local.synth import local_context, synthesise

_STACK = "boucle-demo"
_FIRST_PORT = 8380
# What create_table does not take: set apart on AWS, dropped by the emulator, asserted in tests/infra.
_SET_APART = ("PointInTimeRecoverySpecification", "TimeToLiveSpecification", "OnDemandThroughput", "Tags")


@pytest.fixture(scope="session")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    """Clients of an emulator that lives as long as the test session."""
    with build_lock():
        prepare_emulator_environment()
    emulator = Emulator(first_free(_FIRST_PORT), StateDirectory(tmp_path_factory.mktemp("emulator")))
    emulator.start()
    try:
        emulator.wait_until_ready()
        yield emulator.clients
    finally:
        emulator.stop()


@pytest.fixture(scope="session")
def table_definition() -> dict[str, Any]:
    """The table as the synthesised template describes it, in the words of ``create_table``."""
    with build_lock():
        assembly, _ = synthesise(local_context("demo", "http://127.0.0.1:8080"))
    resources = assembly.stack_template(_STACK)["Resources"].values()
    (table,) = (one["Properties"] for one in resources if one["Type"] == "AWS::DynamoDB::Table")
    definition = {name: value for name, value in table.items() if name not in _SET_APART}
    return definition | {"StreamSpecification": {"StreamEnabled": True, **table["StreamSpecification"]}}


@pytest.fixture
def dynamodb(emulated: Clients) -> Any:
    """The emulator's DynamoDB client."""
    return emulated.of("dynamodb")


@pytest.fixture
def table_name(dynamodb: Any, table_definition: dict[str, Any]) -> Iterator[str]:
    """The name of a table of this test's own, empty."""
    name = f"storage-{uuid.uuid4().hex}"
    dynamodb.create_table(TableName=name, **table_definition)
    yield name
    dynamodb.delete_table(TableName=name)


@pytest.fixture
def table(dynamodb: Any, table_name: str) -> DynamoTable:
    """The product's table over it."""
    return DynamoTable(dynamodb, table_name)
