"""A table with the key design, in moto or any other DynamoDB, and a count of the calls made."""

from collections import Counter
from typing import Any

from shared.storage.keys import TABLE_INDEXES


def create_table(client: Any, name: str) -> None:
    """Creates the table as the stack does: the same keys, indexes and projections."""
    attributes = {"pk", "sk"} | {name for index in TABLE_INDEXES.values() for name in index[:2]}
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": one, "AttributeType": "S"} for one in sorted(attributes)],
        KeySchema=_keys("pk", "sk"),
        GlobalSecondaryIndexes=[
            {
                "IndexName": index_name,
                "KeySchema": _keys(index.hash, index.range),
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(index.include)}
                if index.include
                else {"ProjectionType": "KEYS_ONLY"},
            }
            for index_name, index in TABLE_INDEXES.items()
        ],
    )


def _keys(hash_name: str, range_name: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": hash_name, "KeyType": "HASH"},
        {"AttributeName": range_name, "KeyType": "RANGE"},
    ]


class Calls:
    """Counts the calls of a client by operation, as botocore is about to make them."""

    def __init__(self, client: Any) -> None:
        self.made: Counter[str] = Counter()
        client.meta.events.register("before-call", self._count)

    def _count(self, model: Any, **_: Any) -> None:
        self.made[model.name] += 1

    def take(self) -> dict[str, int]:
        """The calls since the last time."""
        taken = dict(self.made)
        self.made.clear()
        return taken


def everything(client: Any, name: str) -> list[dict[str, Any]]:
    """Every item of the table: tests look at what is really there."""
    items: list[dict[str, Any]] = []
    start: dict[str, Any] = {}
    while True:
        page = client.scan(TableName=name, ConsistentRead=True, **start)
        items += page["Items"]
        if "LastEvaluatedKey" not in page:
            return items
        start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
