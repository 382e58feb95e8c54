"""Who is at work on which case just now. One row per person, so that reading all of them is one small query."""

from datetime import datetime, timedelta

import msgspec

from shared.scope.people import Person
from shared.storage import codec, keys
from shared.storage.keys import Item, Kind
from shared.storage.table import Table

GONE_AFTER = timedelta(seconds=45)


class Present(msgspec.Struct, frozen=True, omit_defaults=True):
    """A person on a case, seen last at ``seen_at``. ``place_id`` and ``reserved`` say who may know of the case."""

    person: Person
    alert_id: str
    since: datetime
    seen_at: datetime
    typing: bool = False
    place_id: str | None = None
    reserved: str | None = None


class Presence(msgspec.Struct, frozen=True):
    """The store of presence. A beat is one write and one query of as many rows of some 200 bytes as people have
    been at work in the last days."""

    table: Table

    def beat(self, present: Present) -> None:
        """Says where a person is: one write. It holds for GONE_AFTER."""
        pk, sk = keys.presence(present.person.id)
        ttl = int((present.seen_at + GONE_AFTER).timestamp())
        row: Item = {"pk": pk, "sk": sk, "kind": Kind.PRESENCE, "body": codec.encode(present), "ttl": ttl}
        self.table.put(row)

    def leave(self, user_id: str, now: datetime) -> None:
        """Says that a person is at no case any more: one write."""
        pk, sk = keys.presence(user_id)
        self.table.put({"pk": pk, "sk": sk, "kind": Kind.PRESENCE, "ttl": int(now.timestamp())})

    def others(self, user_id: str, now: datetime) -> list[Present]:
        """Everybody else who was there less than GONE_AFTER ago: one query. DynamoDB deletes what is past its time
        within days only, so it is left out here."""
        items = self.table.query(keys.PRESENCE)
        found = [codec.decode(item["body"], Present) for item in items if "body" in item]
        return [one for one in found if one.person.id != user_id and now - one.seen_at < GONE_AFTER]
