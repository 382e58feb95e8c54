"""The only user of DynamoDB. Small on purpose: whatever obeys ``Table`` can stand in its place, and the
simulator of the tests does."""

from collections.abc import Sequence
from itertools import batched
from typing import Any, NamedTuple, Protocol

from botocore.exceptions import ClientError

from shared import ids
from shared.storage.keys import TABLE_INDEXES, Item, Key
from shared.storage.merging import each

_BATCH = 100
_LOST_RACES = ("ConditionalCheckFailed", "TransactionConflict")


ANY_VERSION = -1


class Put(NamedTuple):
    """Writes a whole item, if it does not exist (``if_version`` None), is at that version (0: it is there and has
    none yet), or whatever is there (ANY_VERSION)."""

    item: Item
    if_version: int | None = None


class Conflict(Exception):
    """A condition of a transaction did not hold, and nothing was written. ``found`` has, for each write, the item
    that stood in its way, or None."""

    def __init__(self, found: Sequence[Item | None]) -> None:
        super().__init__("the item has changed or exists already")
        self.found = tuple(found)


class Span(NamedTuple):
    """A part of the sort keys: ``after`` and ``before`` are exclusive, ``prefix`` excludes them."""

    after: str | None = None
    before: str | None = None
    prefix: str | None = None


EVERYTHING = Span()


class Table(Protocol):
    """What stores need of the table."""

    def get(self, key: Key) -> Item | None:
        """The item, read consistently."""

    def get_many(self, keys: Sequence[Key]) -> list[Item | None]:
        """The items in the order of the keys, read consistently, 100 a call."""

    def put(self, item: Item) -> None:
        """Writes an item whatever was there."""

    def put_many(self, items: Sequence[Item]) -> None:
        """Writes items of different keys whatever was there, each by itself and several at once."""

    def put_new(self, item: Item) -> Item | None:
        """Writes an item unless its key exists; answers the one that does, or None when written."""

    def transact(self, writes: Sequence[Put]) -> None:
        """All writes or none. Raises Conflict."""

    def update(self, key: Key, changes: Item, *, remove: Sequence[str] = (), expect: Item | None = None) -> bool:
        """Sets and removes attributes of an existing item; False if it is absent or not as expected."""

    def query(
        self,
        partition: str,
        span: Span = EVERYTHING,
        *,
        index: str | None = None,
        limit: int | None = None,
        forward: bool = True,
    ) -> list[Item]:
        """Items of a partition in order of their sort key; all of them without a limit."""
        ...  # fmt: skip

    def count(self, partition: str, span: Span = EVERYTHING, *, index: str, limit: int) -> int:
        """How many items, counting no further than ``limit``."""
        ...


class DynamoTable:
    """The table on DynamoDB. A lost answer makes the SDK repeat a write that had been applied, which then meets
    itself: every write carries an ``attempt``, so that our own is recognised and not taken for another's."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name

    def get(self, key: Key) -> Item | None:
        answer = self._client.get_item(TableName=self._name, Key=_key(key), ConsistentRead=True)
        return _read(answer["Item"]) if "Item" in answer else None

    def get_many(self, keys: Sequence[Key]) -> list[Item | None]:
        found: dict[Key, Item] = {}
        for batch in batched(dict.fromkeys(keys), _BATCH, strict=False):
            found |= self._get_batch(batch)
        return [found.get(key) for key in keys]

    def _get_batch(self, keys: Sequence[Key]) -> dict[Key, Item]:
        wanted = {"Keys": [_key(key) for key in keys], "ConsistentRead": True}
        found: dict[Key, Item] = {}
        while wanted["Keys"]:
            answer = self._client.batch_get_item(RequestItems={self._name: wanted})
            for raw in answer["Responses"].get(self._name, []):
                item = _read(raw)
                found[str(item["pk"]), str(item["sk"])] = item
            wanted = answer.get("UnprocessedKeys", {}).get(self._name, {"Keys": []})
        return found

    def put(self, item: Item) -> None:
        self._client.put_item(TableName=self._name, Item=_write(item))

    def put_many(self, items: Sequence[Item]) -> None:
        # Not in batches: whoever may write a batch may delete with it, and nobody here may.
        each(self.put, items)

    def put_new(self, item: Item) -> Item | None:
        attempt = ids.new_id("")
        try:
            self._client.put_item(
                TableName=self._name,
                Item=_write({**item, "attempt": attempt}),
                ConditionExpression="attribute_not_exists(pk)",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            existing = _read(_response(error).get("Item", {}))
            return None if existing.get("attempt") == attempt else existing
        return None

    def transact(self, writes: Sequence[Put]) -> None:
        attempt = ids.new_id("")
        try:
            self._client.transact_write_items(TransactItems=[self._transact_put(put, attempt) for put in writes])
        except ClientError as error:
            if error.response["Error"]["Code"] != "TransactionCanceledException":
                raise
            reasons = _response(error).get("CancellationReasons", [])
            if not any(reason.get("Code") in _LOST_RACES for reason in reasons):
                raise
            found = [_read(reason["Item"]) if reason.get("Item") else None for reason in reasons]
            if not any(item and item.get("attempt") == attempt for item in found):
                raise Conflict(found) from None

    def _transact_put(self, put: Put, attempt: str) -> dict[str, Any]:
        condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
        if put.if_version == 0:
            condition = {"ConditionExpression": "attribute_exists(pk) AND attribute_not_exists(version)"}
        elif put.if_version is not None:
            condition = {
                "ConditionExpression": "version = :version",
                "ExpressionAttributeValues": _write({":version": put.if_version}),
            }
        item = _write({**put.item, "attempt": attempt})
        if put.if_version == ANY_VERSION:
            return {"Put": {"TableName": self._name, "Item": item}}
        returned = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
        return {"Put": {"TableName": self._name, "Item": item, **condition, **returned}}

    def update(self, key: Key, changes: Item, *, remove: Sequence[str] = (), expect: Item | None = None) -> bool:
        attempt = ids.new_id("")
        changes = {**changes, "attempt": attempt}
        names = {f"#{name}": name for name in (*changes, *remove, *(expect or {}))}
        values: Item = {f":{name}": value for name, value in changes.items()}
        values |= {f":expected_{name}": value for name, value in (expect or {}).items()}
        sets = ", ".join(f"#{name} = :{name}" for name in changes)
        removes = ", ".join(f"#{name}" for name in remove)
        conditions = ["attribute_exists(pk)", *(f"#{name} = :expected_{name}" for name in expect or {})]
        try:
            self._client.update_item(
                TableName=self._name,
                Key=_key(key),
                UpdateExpression=f"SET {sets} REMOVE {removes}" if removes else f"SET {sets}",
                ConditionExpression=" AND ".join(conditions),
                ExpressionAttributeNames=names,
                ExpressionAttributeValues=_write(values),
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            return bool(_read(_response(error).get("Item", {})).get("attempt") == attempt)
        return True

    def query(
        self, partition: str, span: Span = EVERYTHING, *, index: str | None = None, limit: int | None = None,
        forward: bool = True,
    ) -> list[Item]:  # fmt: skip
        if span.after is not None and span.before is not None and span.after >= span.before:
            return []  # DynamoDB refuses a range that ends before it begins
        request = self._request(partition, span, index) | {"ScanIndexForward": forward}
        range_name = TABLE_INDEXES[index].range if index else "sk"
        items: list[Item] = []
        while True:
            left = {} if limit is None else {"Limit": limit - len(items)}
            answer = self._client.query(**request, **left)
            items += [item for item in map(_read, answer["Items"]) if item[range_name] != span.before]
            if "LastEvaluatedKey" not in answer or len(items) == limit:
                return items
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def count(self, partition: str, span: Span = EVERYTHING, *, index: str, limit: int) -> int:
        request = self._request(partition, span, index)
        return int(self._client.query(**request, Select="COUNT", Limit=limit)["Count"])

    def _request(self, partition: str, span: Span, index: str | None) -> dict[str, Any]:
        hash_name, range_name = TABLE_INDEXES[index][:2] if index else ("pk", "sk")
        condition, values = "#hash = :hash", {":hash": partition}
        if span.prefix is not None:
            condition, values = (
                f"{condition} AND begins_with(#range, :prefix)",
                values | {":prefix": span.prefix},
            )
        elif span.after is not None and span.before is not None:
            # BETWEEN includes its ends: the lower one is passed with a character behind it, and the upper one is
            # left out of what was read.
            condition = f"{condition} AND #range BETWEEN :after AND :before"
            values |= {":after": span.after + "\0", ":before": span.before}
        elif span.after is not None:
            condition, values = f"{condition} AND #range > :after", values | {":after": span.after}
        elif span.before is not None:
            condition, values = f"{condition} AND #range < :before", values | {":before": span.before}
        names = {"#hash": hash_name} | ({"#range": range_name} if "#range" in condition else {})
        return {
            "TableName": self._name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": _write(dict(values)),
            **({"IndexName": index} if index else {"ConsistentRead": True}),
        }


def _response(error: ClientError) -> dict[str, Any]:
    # The typed stubs know neither Item nor CancellationReasons.
    return dict(error.response)


def _key(key: Key) -> dict[str, dict[str, str]]:
    return {"pk": {"S": key[0]}, "sk": {"S": key[1]}}


def _write(item: Item) -> dict[str, Any]:
    """Three types are all the table holds: text, whole numbers and bytes."""
    return {
        name: {"S": value}
        if isinstance(value, str)
        else {"B": value}
        if isinstance(value, bytes)
        else {"N": str(value)}
        for name, value in item.items()
    }


def _read(item: dict[str, Any]) -> Item:
    return {
        name: typed["S"] if "S" in typed else int(typed["N"]) if "N" in typed else bytes(typed["B"])
        for name, typed in item.items()
    }
