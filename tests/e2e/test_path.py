"""The whole way, on the deployed stack: a signed webhook becomes a case, people are told, the case is worked and
closed, and what nobody treats expires."""

import json
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tools.local.description import StackDescription
from tools.local.stack import RunningStack

type Api = Callable[[str], httpx.Client]
type Post = Callable[..., httpx.Response]
type Eventually = Callable[..., Any]

ADMIN = "claire.vasseur@halles-verdier.example"
# A batch refused because the machine is busy comes again after the queue's visibility timeout of three minutes.
PATIENCE = 240
LYON_AGENT = "julie.perrot@halles-verdier.example"
PARIS_AGENT = "samir.hadji@halles-verdier.example"
COVERING_LYON = {
    ADMIN: False,
    "nadia.ferrand@halles-verdier.example": True,
    "marc.delmas@halles-verdier.example": True,
    LYON_AGENT: True,
}


def complaint(comment: str, *, store: str = "LYON-PARTDIEU", **data: Any) -> tuple[str, bytes]:
    """A new answer of an unhappy customer: its response id and the bytes to post."""
    response_id = f"e2e-{uuid.uuid4().hex}"
    content = {"externalId": response_id, "scope": {"store": store}, "metrics": {"nps": 1}, "language": "fr"}
    body = {"type": "feedback.created", "data": {**content, "comment": comment, **data}}
    return response_id, json.dumps(body).encode()


def alert_id(answer: httpx.Response) -> str:
    """The id of the case that the accepted feedback may open."""
    assert answer.status_code == 202, answer.text
    return "a" + str(answer.json()["feedback_id"])[1:]


def open_case(client: httpx.Client, case: str, eventually: Eventually) -> dict[str, Any]:
    """The case as soon as it is there."""

    def ask() -> dict[str, Any] | None:
        answer = client.get(f"/alerts/{case}")
        return dict(answer.json()) if answer.status_code == 200 else None

    return dict(eventually(ask, PATIENCE))


def test_a_webhook_becomes_a_closed_case(
    api: Api, post_webhook: Post, eventually: Eventually, stack: RunningStack, account: StackDescription
) -> None:
    _, body = complaint("J'ai trouvé un morceau de verre dans la salade.", respondent={"name": "Anaïs Petit"})
    first = post_webhook(body, delivery="msg_e2e_path")
    case = alert_id(first)
    assert first.json()["duplicate"] is False
    assert post_webhook(body, delivery="msg_e2e_path").json() == {**first.json(), "duplicate": True}

    julie = api(LYON_AGENT)
    alert = open_case(julie, case, eventually)
    assert (alert["status"], alert["place"]["name"], alert["version"]) == ("new", "Lyon Part-Dieu", 1)
    words = [
        alert["comment"][start:end]
        for t in alert["triggers"]
        for c in t["conditions"]
        for start, end in c["spans"]
    ]
    assert words == ["morceau de verre"]
    assert api(PARIS_AGENT).get(f"/alerts/{case}").status_code == 404

    told = eventually(lambda: _told(stack, case, 3), PATIENCE)
    expected = {user.email for user in account.users if COVERING_LYON.get(user.email)}
    assert sorted(address for address, _ in told) == sorted(expected), "everyone concerned, nobody else, once"
    for _, mail in told:
        assert "Sécurité alimentaire" in mail
        assert "Lyon Part-Dieu" in mail
        assert f"{stack.url}/alerts/{case}" in mail

    listed = julie.get("/alerts", params={"section": "inbox", "limit": 100}).json()["items"]
    assert case in [row["id"] for row in listed]

    taken = julie.post(f"/alerts/{case}/take", json={"version": 1}).json()
    assert (taken["status"], taken["owner"]["name"]) == ("assigned", "Julie Perrot")
    stale = julie.post(f"/alerts/{case}/notes", json={"version": 1, "text": "Lot retiré."})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_version")
    assert stale.json()["current"]["version"] == 2
    noted = julie.post(f"/alerts/{case}/notes", json={"version": 2, "text": "Lot retiré du rayon."})
    assert noted.status_code == 200, noted.text
    call = {"version": 3, "channel": "phone", "outcome": "reached"}
    called = julie.post(f"/alerts/{case}/contact", json=call).json()
    assert (called["status"], called["target_at"]) == ("contacted", None)
    refused = julie.post(f"/alerts/{case}/close", json={"version": 4, "reason": "solved"})
    assert (refused.status_code, refused.json()["code"]) == (422, "note_required")
    closing = {"version": 4, "reason": "solved", "note": "Client rappelé, remboursé."}
    closed = julie.post(f"/alerts/{case}/close", json=closing).json()
    assert (closed["status"], closed["closing"]["skipped"]) == ("closed", [])

    timeline = julie.get(f"/alerts/{case}/timeline").json()
    assert [step["type"] for step in timeline["items"]] == ["raised", "taken", "noted", "contacted", "closed"]
    assert timeline["deliveries"] == {"sent": 3, "failed": 0, "unknown": 0, "pending": 0}
    done = julie.get("/alerts", params={"section": "done"}).json()["items"]
    assert done[0]["id"] == case


def _told(stack: RunningStack, case: str, count: int) -> list[tuple[str, str]]:
    mails = [(mail["to"][0], mail["text"]) for mail in stack.mailbox.as_json() if case in mail["text"]]
    return mails if len(mails) >= count else []


def test_an_untreated_case_expires_within_two_minutes_of_its_deadline(
    api: Api, post_webhook: Post, eventually: Eventually
) -> None:
    rule = {
        "label": f"Une minute {uuid.uuid4().hex[:6]}",
        "priority": "P1",
        "expires_in": 60,
        "notify": False,
        "criteria": {
            "combinator": "and",
            "rules": [{"field": "comment", "operator": "mentions", "value": ["minuterie"]}],
        },
    }
    assert api(ADMIN).post("/rules", json=rule).status_code == 201
    # The rule applies a second after it was saved; a second answer makes sure that one comes later.
    case = eventually(lambda: _raised_by(api, post_webhook, "La minuterie du four est cassée."), 30)
    alert = api(LYON_AGENT).get(f"/alerts/{case}").json()
    deadline = datetime.fromisoformat(alert["expires_at"])
    assert deadline - datetime.fromisoformat(alert["created_at"]) == timedelta(minutes=1)

    expired = eventually(lambda: _in_status(api(LYON_AGENT), case, "expired"), 190)
    assert datetime.now(UTC) - deadline < timedelta(minutes=2)
    assert expired["expired_at"] == alert["expires_at"], "the time of expiry is the deadline"
    assert expired["may"] == [
        "take",
        "assign",
        "transfer",
        "delegate",
        "share",
        "contact",
        "note",
        "hold",
        "close",
        "spam",
    ], "an expired case can still be treated"


def _raised_by(api: Api, post_webhook: Post, comment: str) -> str | None:
    case = alert_id(post_webhook(complaint(comment, metrics={"nps": 8})[1]))
    for _ in range(30):
        if api(LYON_AGENT).get(f"/alerts/{case}").status_code == 200:
            return case
    return None


def _in_status(client: httpx.Client, case: str, status: str) -> dict[str, Any] | None:
    alert = dict(client.get(f"/alerts/{case}").json())
    return alert if alert["status"] == status else None


def test_one_of_eight_takers_wins(api: Api, post_webhook: Post, eventually: Eventually) -> None:
    case = alert_id(post_webhook(complaint("Verre brisé dans le bac à glaces.")[1]))
    takers = [LYON_AGENT, *(email for email, told in COVERING_LYON.items() if told and email != LYON_AGENT)]
    open_case(api(LYON_AGENT), case, eventually)
    clients = [api(email) for email in takers]
    with ThreadPoolExecutor(len(clients)) as pool:
        answers = list(pool.map(lambda one: one.post(f"/alerts/{case}/take", json={"version": 1}), clients))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (len(clients) - 1)


def test_an_unknown_place_is_kept_for_admins_only(api: Api, post_webhook: Post, eventually: Eventually) -> None:
    case = alert_id(post_webhook(complaint("Du verre dans le pain.", store="NULLE-PART")[1]))
    alert = open_case(api(ADMIN), case, eventually)
    assert alert["place"] is None
    for email in COVERING_LYON:
        if email != ADMIN:
            assert api(email).get(f"/alerts/{case}").status_code == 404


def test_a_quiet_feedback_raises_nothing(api: Api, post_webhook: Post, eventually: Eventually) -> None:
    quiet = alert_id(post_webhook(complaint("Rien à dire.", metrics={"nps": 8})[1]))
    loud = alert_id(post_webhook(complaint("Encore du verre.")[1]))
    open_case(api(LYON_AGENT), loud, eventually)
    assert api(ADMIN).get(f"/alerts/{quiet}").status_code == 404


@pytest.mark.parametrize(
    "token", ["", "garbage", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."], ids=["none", "garbage", "alg none"]
)
def test_nobody_comes_in_without_a_good_token(stack: RunningStack, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    assert httpx.get(f"{stack.url}/v1/me", headers=headers, trust_env=False).status_code == 401
