"""The real API around a table in memory, filled with a made-up account."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple
from unittest.mock import patch

from msgspec.structs import replace

from functions.api import handler
from functions.api import request as api_request
from functions.api.wiring import wired
from shared import ids
from shared.account.models import Department, Motive
from shared.alerts.models import Alert, CasePlace, Closing, Event, Grant, Hold, Spam
from shared.alerts.models import Alert as StoredCase
from shared.feedback.models import Feedback, Respondent
from shared.scope.people import Person as Named
from shared.scope.people import User
from shared.scope.places import Group, Place
from shared.storage import merging
from shared.storage.alerts import alert_item, event_item
from shared.storage.config import ConfigStore
from shared.storage.feedbacks import Feedbacks
from shared.storage.people import People
from shared.storage.words import Words
from tests.integration.world import Context
from tests.oracle.world import HOUR, NOW, Account, Case, Person, Sent
from tests.simulator.table import MemoryTable
from tests.simulator.world import SETTINGS
from tests.support.builders import alert, feedback
from tests.support.events import http_event


class Reply(NamedTuple):
    """An answer: ``text`` is every byte of it, headers included."""

    status: int
    body: Any
    text: str

    @property
    def code(self) -> str:
        """The code of a problem body."""
        return str(self.body["code"])


class _OneByOne:
    """Instead of threads, which memory does not need."""

    map = staticmethod(map)


class Product:
    """The API over an account."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.table = MemoryTable(lambda: NOW)
        self.requests = 0
        self._ports = wired(SETTINGS, self.table, lambda: NOW)
        places = [Place(one, f"zqplace-{one}", above, code=f"C-{one}") for one, above in account.above.items()]
        motives = [Motive(f"m-{one}", {"fr": one, "en": one}, department=one) for one in account.departments]
        self._configure(
            *(("PLACE", one.id, one) for one in places),
            *(("GROUP", one, Group(one, one, of)) for one, of in account.groups.items()),
            *(
                ("DEPARTMENT", one, Department(one, one, restricted=is_))
                for one, is_ in account.departments.items()
            ),
            *(("MOTIVE", one.id, one) for one in motives),
        )
        for person in account.people.values():
            self.save(person)
        for case in account.cases:
            self.put(case)
            self._history(case)
        for sent in account.sent:
            self._send(sent)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """The handler answers for this account."""
        one_by_one = patch.object(merging, "_threads", lambda: _OneByOne)
        with one_by_one, patch.object(api_request, "wiring", lambda: self._ports):
            yield

    def call(self, method: str, path: str, as_: str, query: str = "", body: Any = None) -> Reply:
        """One request of a signed-in person."""
        self.requests += 1
        raw = json.dumps(body).encode() if body is not None else None
        claims = {"sub": as_, "token_use": "access"}
        headers = {"content-type": "application/json"}
        event = http_event(method, f"/v1{path}", query=query, body=raw, headers=headers, claims=claims)
        answer: Mapping[str, Any] = handler.lambda_handler(event, Context())
        text = str(answer.get("body") or "")
        shown = f"{answer.get('headers')} {answer.get('multiValueHeaders')} {text}"
        return Reply(int(answer["statusCode"]), json.loads(text) if text else None, shown)

    def get(self, path: str, as_: str, query: str = "") -> Reply:
        """A GET."""
        return self.call("GET", path, as_, query)

    # What changes

    def save(self, person: Person) -> None:
        """Somebody as they are now."""
        user = User(
            person.id, f"{person.id}@example.com", person.id, person.role, "fr",  # type: ignore[arg-type] # a text
            nodes=person.nodes, groups=person.groups, departments=person.departments,
            departments_only=person.departments_only, disabled=person.gone,
        )  # fmt: skip
        People(self.table).save(user)

    def place(self, place: str) -> None:
        """A place under another one now, or no longer there."""
        if place in self.account.above:
            above = self.account.above[place]
            self._configure(("PLACE", place, Place(place, f"zqplace-{place}", above, code=f"C-{place}")))
        else:
            store = ConfigStore(self.table)
            store.save_many([], if_config=store.load().version, remove=[("PLACE", place)])

    def group(self, group: str) -> None:
        """A group as it is now."""
        self._configure(("GROUP", group, Group(group, group, self.account.groups[group])))

    def put(self, case: Case, version: int = 1) -> None:
        """A case as it is now, with the words it is found by."""
        stored = stored_case(case, version)
        self.table.put(alert_item(stored))
        Words(self.table).keep(stored, NOW)

    def _configure(self, *entities: Any) -> None:
        store = ConfigStore(self.table)
        store.save_many(list(entities), if_config=store.load().version)

    def _history(self, case: Case) -> None:
        given = _feedback(case)
        Feedbacks(self.table).add(given, b"{}", given.id)
        by = Named(case.owner or "u-nobody", "x")
        note = Event(case_id(case), 2, "noted", NOW, by, {"text": case.note, "mentions": []})
        self.table.put(event_item(note))

    def _send(self, sent: Sent) -> None:
        given = replace(
            feedback(500 + sent.number),
            place_code=f"C-{sent.place}" if sent.place else "C-nowhere",
            comment=f"{sent.word} commune",
            motives=(f"m-{sent.department}",) if sent.department else (),
            respondent=Respondent(id=respondent_id(sent.respondent), name=sent.word),
        )
        Feedbacks(self.table).add(given, b"{}", given.id)


def respondent_id(number: int) -> str:
    """A customer."""
    return f"R-{number}"


def case_id(case: Case) -> str:
    """The id of a case in the product."""
    return ids.alert_id(_feedback_id(case.number))


def sent_id(sent: Sent) -> str:
    """The id of a feedback without a case."""
    return _feedback_id(500 + sent.number)


@cache
def _feedback_id(number: int) -> str:
    return feedback(number).id


def _feedback(case: Case) -> Feedback:
    return replace(
        feedback(case.number),
        place_code=f"C-{case.place}" if case.place else "C-nowhere",
        comment=f"{case.word} commune",
        channel=case.channel,
        tags=(case.tag,) if case.tag else (),
        respondent=Respondent(
            id=respondent_id(case.respondent), name=case.name, email=case.email, phone=case.phone
        ),
    )


def stored_case(case: Case, version: int) -> StoredCase:
    """The case as the product keeps it."""
    by = Named("u-x", "x")
    place = CasePlace(case.place, f"zqplace-{case.place}", case.keyed, case.keyed) if case.place else None
    one: Alert = replace(
        alert(case.number),
        id=case_id(case), version=version, kind=case.kind, status=case.status, priority=case.priority,
        feedback=_feedback(case), place=place, owner=Named(case.owner, "x") if case.owner else None,
        due_at=NOW + case.due_in * HOUR, expires_at=NOW + case.expires_in * HOUR,
        grants=tuple(Grant(Named(one, "x"), by, NOW, "shared") for one in case.given_to),
        department=case.reserved, restricted=case.reserved is not None,
        attached_to="a" + "b" * 24 if case.attached else None,
    )  # fmt: skip
    if case.state == "done":
        return replace(one, closing=Closing("void", "Void", None, by, NOW, ()))
    if case.state == "spam":
        return replace(one, spam=Spam(by, NOW))
    return replace(one, hold=Hold(by, NOW, NOW + HOUR)) if case.state == "hold" else one
