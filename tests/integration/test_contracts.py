"""The contract of the table and the promises of the stores, on moto."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from shared.storage.table import DynamoTable
from tests.support.clients import TABLE, client
from tests.support.dynamo import create_table
from tests.support.feedback_contract import FeedbackContract
from tests.support.store_contract import StoreContract
from tests.support.table_contract import TableContract


@pytest.fixture
def table() -> Iterator[DynamoTable]:
    with mock_aws():
        create_table(client("dynamodb"), TABLE)
        yield DynamoTable(client("dynamodb"), TABLE)


class TestTable(TableContract):
    """Every case of the table's contract."""


class TestStores(StoreContract):
    """Every promise of the stores."""


class TestFeedback(FeedbackContract):
    """Every promise of the stores of feedback."""
