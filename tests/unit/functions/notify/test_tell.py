"""Telling people: each once, however often the event comes and however the channel answers."""

from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from functions.notify import handler
from functions.notify.email import EmailChannel, Sender
from functions.notify.tell import Message, Outcome, Ports, Sent, tell
from functions.notify.wiring import wired
from shared.alerts.models import Event
from shared.clock import iso
from shared.notifications.render import MailTenant
from shared.storage import codec, keys
from shared.storage.alerts import Alerts, event_item
from shared.storage.config import ConfigStore
from shared.storage.deliveries import SETTLE
from shared.storage.notices import Notices
from shared.storage.people import People
from tests.simulator.table import MemoryTable
from tests.support.builders import CLAIRE, HOUR, NOW, PLACES, feedback, opened, rule, user


class Channel:
    """Answers what it is told to and remembers whom it reached."""

    name = "email"

    def __init__(self) -> None:
        self.answers: list[Outcome] = []
        self.sent: list[Message] = []

    def send(self, message: Message) -> Sent:
        self.sent.append(message)
        return Sent(self.answers.pop(0) if self.answers else Outcome.SENT, "message-1")


class Scene:
    """One raised case, two people of its place and an admin elsewhere."""

    def __init__(self) -> None:
        self.time = [NOW]
        self.table = MemoryTable(lambda: self.time[0])
        self.people = People(self.table)
        for one in (
            user("u1"),
            user("u2", nodes=("ara",)),
            user("u3", nodes=("paris",)),
            user("u9", role="admin", nodes=()),
        ):
            self.people.save(one)
        ConfigStore(self.table).save_many([("PLACE", place.id, place) for place in PLACES], if_config=0)
        case, self.event = opened(feedback())
        Alerts(self.table).open(case, self.event)
        self.key = keys.event(case.id, 1)
        self.channel = Channel()
        self.ports: Ports = wired(self.table, self.channel, lambda: self.time[0])

    def tell(self, event: Event | None = None) -> tuple[int, int]:
        return tell(self.key, event or self.event, self.ports)

    def reached(self) -> list[str]:
        return [message.user.id for message in self.channel.sent]

    def outbox(self) -> list[Any]:
        return self.table.query(keys.OUTBOX, index="tick")


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_everyone_concerned_is_told_once(scene: Scene) -> None:
    assert scene.tell() == (2, 0)
    assert scene.reached() == ["u1", "u2"]
    assert [message.told for message in scene.channel.sent] == [1, 1], "how many others got it"
    assert [message.via for message in scene.channel.sent] == ["Lyon Part-Dieu", "Auvergne-Rhône-Alpes"]
    assert scene.outbox() == []
    assert scene.tell() == (0, 0)
    assert scene.reached() == ["u1", "u2"]


def test_who_left_the_perimeter_since_is_not_told(scene: Scene) -> None:
    scene.people.save(user("u2", nodes=("idf",)))
    scene.people.save(user("u1", disabled=True))
    assert scene.tell() == (1, 0)
    assert scene.reached() == ["u9"], "no case is an orphan: where nobody is left, admins are told"
    assert scene.outbox() == []


def test_silent_rules_tell_nobody(scene: Scene) -> None:
    case, event = opened(feedback(2), rule(notify=False))
    Alerts(scene.table).open(case, event)
    assert tell(keys.event(case.id, 1), event, scene.ports) == (0, 0)


def later(scene: Scene, kind: Any, **data: Any) -> tuple[int, int]:
    event = Event(scene.event.alert_id, 2, kind, NOW, data=data)
    key = keys.event(event.alert_id, 2)
    scene.table.put_new(event_item(event, key))
    return tell(key, event, scene.ports)


NOTED = (2, "noted", {"text": "He lied", "mentions": [{"id": "u2", "name": "Two"}]})
EDITED = (3, "note_edited", {"note": 2, "text": "See me"})
DELETED = (4, "note_deleted", {"note": 2})


def noted(scene: Scene, *events: tuple[int, Any, dict[str, Any]]) -> tuple[int, int]:
    """Writes what happened to a note, and tells about it."""
    made = [Event(scene.event.alert_id, version, kind, NOW, CLAIRE, data) for version, kind, data in events]
    for event in made:
        scene.table.put_new(event_item(event))
    return tell(keys.event(scene.event.alert_id, 2), made[0], scene.ports)


def test_a_note_is_told_in_the_words_of_its_last_edit(scene: Scene) -> None:
    assert noted(scene, NOTED, EDITED) == (1, 0)
    assert [message.event.data["text"] for message in scene.channel.sent] == ["See me"]


def test_a_note_deleted_before_its_mail_is_told_to_nobody(scene: Scene) -> None:
    assert noted(scene, NOTED, EDITED, DELETED) == (0, 0)
    assert scene.reached() == []
    assert "E#000002" not in [item["sk"] for item in scene.outbox()]


@pytest.mark.parametrize("kind", ["reevaluated", "placed"])
def test_of_one_case_people_are_told_once(scene: Scene, kind: Any) -> None:
    """Whichever event comes first, and also who was not told of the first."""
    assert later(scene, kind, tells=True) == (2, 0)
    assert scene.tell() == (0, 0)
    scene.people.save(user("u4", nodes=("ara",)))
    assert later(scene, kind, tells=True) == (1, 0)
    assert scene.reached() == ["u1", "u2", "u4"]
    assert scene.outbox() == []


@pytest.mark.parametrize("kind", ["reevaluated", "placed"])
def test_a_change_that_concerns_nobody_else_costs_nothing(scene: Scene, kind: Any) -> None:
    assert later(scene, kind, labels=["Silent"]) == (0, 0)
    assert [row["sk"] for row in scene.outbox()] == ["E#000001"], "only the first event waits"


@pytest.mark.parametrize("kind", ["taken", "noted", "closed", "reopened", "expired"])
def test_other_events_tell_nobody(scene: Scene, kind: Any) -> None:
    assert scene.tell(Event(scene.event.alert_id, 2, kind, NOW)) == (0, 0)


def test_a_case_that_is_not_there_tells_nobody(scene: Scene) -> None:
    assert scene.tell(Event("a-none", 1, "raised", NOW)) == (0, 0)


def test_an_unknown_place_is_told_to_admins(scene: Scene) -> None:
    Notices(scene.table).unknown_place("NOWHERE", NOW)
    key = keys.notice("unknown_place", "2026-03-17T09")
    event = Alerts(scene.table).event(key)
    assert event is not None
    assert tell(key, event, scene.ports) == (1, 0)
    assert scene.reached() == ["u9"]
    assert scene.channel.sent[0].alert is None


def test_a_silent_source_is_told_to_admins_once_per_silence(scene: Scene) -> None:
    notices, last_at = Notices(scene.table), NOW - 2 * HOUR
    assert notices.source_silent("shop", "Shop", last_at, NOW)
    assert not notices.source_silent("shop", "Shop", last_at, NOW + HOUR), "the same silence"
    assert notices.source_silent("shop", "Shop", NOW, NOW + HOUR), "another one"
    key = keys.notice("source_silent#shop", iso(last_at))
    event = Alerts(scene.table).event(key)
    assert event is not None
    assert event.data["source"] == "Shop"
    assert tell(key, event, scene.ports) == (1, 0)
    assert scene.reached() == ["u9"]


def test_a_refusal_for_now_comes_again_for_that_person_only(scene: Scene) -> None:
    scene.channel.answers = [Outcome.RETRY, Outcome.SENT]
    assert scene.tell() == (1, 1)
    assert len(scene.outbox()) == 1
    assert scene.tell() == (1, 0)
    assert scene.reached() == ["u1", "u2", "u1"]
    assert scene.outbox() == []


def test_a_lost_outcome_is_tried_once_more_after_a_while(scene: Scene) -> None:
    scene.channel.answers = [Outcome.UNKNOWN, Outcome.SENT, Outcome.UNKNOWN]
    scene.tell()
    scene.time[0] += SETTLE - timedelta(seconds=1)
    assert scene.tell() == (0, 0), "the first may have left"
    assert len(scene.outbox()) == 1
    scene.time[0] += timedelta(seconds=1)
    scene.tell()
    assert scene.reached() == ["u1", "u2", "u1"]
    assert scene.outbox() == [], "nothing more will be done"
    scene.time[0] += SETTLE
    assert scene.tell() == (0, 0)


def test_a_failure_is_final_and_not_the_others(scene: Scene) -> None:
    scene.channel.answers = [Outcome.FAILED, Outcome.SENT]
    assert scene.tell() == (1, 0)
    assert scene.outbox() == []
    assert Alerts(scene.table).timeline(scene.event.alert_id)[1] == {"failed": 1, "sent": 1}


def message(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.key[0], "sk": scene.key[1], "body": codec.encode(scene.event)}


def test_the_queue_brings_back_what_was_refused_for_now(scene: Scene) -> None:
    scene.channel.answers = [Outcome.RETRY]
    with pytest.raises(handler.RefusedForNow):
        handler.work(message(scene), scene.ports)
    handler.work(message(scene), scene.ports)


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "to camille.roux@example.com"}}, "SendEmail")


class Ses:
    """Answers or fails as told."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.requests: list[dict[str, Any]] = []

    def send_email(self, **request: Any) -> dict[str, str]:
        self.requests.append(request)
        if self.fault:
            raise self.fault
        return {"MessageId": "ses-1"}


URL = "https://email.eu-west-3.amazonaws.com"
OUTCOMES: list[tuple[Exception | None, Sent]] = [
    (None, Sent(Outcome.SENT, "ses-1")),
    (refusal("TooManyRequestsException"), Sent(Outcome.RETRY)),
    (refusal("ThrottlingException"), Sent(Outcome.RETRY)),
    (refusal("LimitExceededException"), Sent(Outcome.RETRY)),
    (refusal("MessageRejected"), Sent(Outcome.FAILED)),
    (refusal("BadRequestException"), Sent(Outcome.FAILED)),
    (refusal("MailFromDomainNotVerifiedException"), Sent(Outcome.FAILED)),
    (refusal("InternalServiceErrorException"), Sent(Outcome.UNKNOWN)),
    (refusal("ServiceUnavailable"), Sent(Outcome.UNKNOWN)),
    (ReadTimeoutError(endpoint_url=URL), Sent(Outcome.UNKNOWN)),
    (ConnectionClosedError(endpoint_url=URL), Sent(Outcome.UNKNOWN)),
    (ConnectTimeoutError(endpoint_url=URL), Sent(Outcome.RETRY)),
    (EndpointConnectionError(endpoint_url=URL), Sent(Outcome.RETRY)),
]


@pytest.mark.parametrize(("fault", "outcome"), OUTCOMES, ids=[str(row[0])[:60] for row in OUTCOMES])
def test_what_ses_says_in_the_words_of_the_ledger(
    fault: Exception | None, outcome: Sent, caplog: pytest.LogCaptureFixture
) -> None:
    assert send(Ses(fault)) == outcome
    assert "camille" not in "".join(str(vars(line)) for line in caplog.records)


def send(ses: Ses, **changes: Any) -> Sent:
    case, event = opened(feedback())
    tenant = MailTenant("Halles Verdier", "Europe/Paris", "https://boucle.example.com")
    channel = EmailChannel(ses, Sender("alerts@example.com", "Halles Verdier", "boucle-acme"), tenant)
    return channel.send(Message(event, case, user(**changes), 0, None))


def test_a_mail_goes_to_one_person_through_the_configuration_set() -> None:
    ses = Ses()
    send(ses)
    (request,) = ses.requests
    assert request["Destination"] == {"ToAddresses": ["u-claire@example.com"]}
    assert request["FromEmailAddress"] == "alerts@example.com"
    assert request["ConfigurationSetName"] == "boucle-acme"
    assert b"To: u-claire@example.com" in request["Content"]["Raw"]["Data"]


@pytest.mark.parametrize("address", ["", "no at", "a@b, c@d", '"a b"@example.com', "a@\r\nBcc: x@example.com"])
def test_an_address_that_cannot_be_mailed_is_final(address: str) -> None:
    ses = Ses()
    assert send(ses, email=address) == Sent(Outcome.FAILED)
    assert ses.requests == []
