"""The table's contract, held by the emulated DynamoDB with the table of the template."""

from tests.support.table_contract import TableContract


class TestDynamoTable(TableContract):
    """Every case of the contract; the ``table`` fixture is the emulator's."""
