"""Treating cases on the deployed stack: given, parked, found, counted, worked in bulk, seen by colleagues and by
the audit; and people who come, go and are replaced."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.e2e.test_path import (
    ADMIN,
    LYON_AGENT,
    PARIS_AGENT,
    PATIENCE,
    Api,
    Eventually,
    Post,
    alert_id,
    complaint,
    open_case,
)
from tools.local.signin import SignInSettings, sign_in
from tools.local.stack import RunningStack

MANAGER = "nadia.ferrand@halles-verdier.example"
type Raise = Callable[..., dict[str, Any]]


@pytest.fixture
def raised(api: Api, post_webhook: Post, eventually: Eventually) -> Raise:
    """A function that posts a complaint and answers its case."""

    def make(comment: str, **data: Any) -> dict[str, Any]:
        _, body = complaint(comment, **data)
        return open_case(api(ADMIN), alert_id(post_webhook(body)), eventually)

    return make


def command(client: httpx.Client, case: dict[str, Any], verb: str, **body: Any) -> dict[str, Any]:
    """The case after a command that must succeed."""
    answer = client.post(f"/alerts/{case['id']}/{verb}", json={"version": case["version"], **body})
    assert answer.status_code == 200, f"{verb}: {answer.text}"
    return dict(answer.json())


def test_a_case_is_given_parked_called_about_and_closed(
    api: Api, raised: Raise, eventually: Eventually, stack: RunningStack
) -> None:
    nadia, julie = api(MANAGER), api(LYON_AGENT)
    case = raised(
        "J'attends mon remboursement depuis un mois.", respondent={"name": "Lou Brun", "phone": "+33639980077"}
    )
    found = julie.get(f"/alerts/{case['id']}/colleagues", params={"q": "julie"}).json()["items"]
    me = next(one for one in found if one["inside"])
    case = command(nadia, case, "assign", to=me["id"])
    assert (case["status"], case["owner"]["name"]) == ("assigned", "Julie Perrot")
    assert eventually(lambda: _mail(stack, LYON_AGENT, "vous a attribué ce dossier", case["id"]), PATIENCE)

    until = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    case = command(julie, case, "hold", until=until, note="Rappeler demain.")
    assert case["hold"]["until"] is not None
    listed = julie.get("/alerts", params={"section": "on_hold"}).json()["items"]
    assert case["id"] in [row["id"] for row in listed]
    inbox = julie.get("/alerts", params={"section": "inbox", "limit": 100}).json()["items"]
    assert case["id"] not in [row["id"] for row in inbox]
    skipped = julie.post(
        f"/alerts/{case['id']}/hold", json={"version": case["version"], "until": "2027-03-28T02:30"}
    ).json()
    assert (skipped["code"], len(skipped["neighbours"])) == ("nonexistent_local_time", 2)
    case = command(julie, case, "resume")

    earlier = datetime.now(UTC).isoformat()
    case = command(julie, case, "contact", channel="phone", outcome="reached", contacted_at=earlier)
    assert case["status"] == "contacted"
    case = command(julie, case, "close", reason="solved", note="Remboursée.")
    timeline = julie.get(f"/alerts/{case['id']}/timeline").json()["items"]
    assert [step["type"] for step in timeline] == ["raised", "assigned", "held", "resumed", "contacted", "closed"]

    entries = api(ADMIN).get("/audit", params={"alert": case["id"], "type": "closed"}).json()["items"]
    assert [(one["by"]["name"], one["changes"]["status"]) for one in entries] == [
        ("Julie Perrot", ["contacted", "closed"])
    ]


def _mail(stack: RunningStack, to: str, sentence: str, case: str) -> bool:
    return any(
        mail["to"] == [to] and sentence in mail["text"] and case in mail["text"]
        for mail in stack.mailbox.as_json()
    )


def test_a_case_is_found_by_its_words_its_customer_and_its_number(
    api: Api, raised: Raise, eventually: Eventually
) -> None:
    case = raised("Le trampoline livré était déchiré.", respondent={"name": "Ysé Quéméneur"})
    julie = api(LYON_AGENT)

    def found(q: str, client: httpx.Client = julie) -> list[str]:
        answer = client.get("/alerts", params={"q": q})
        assert answer.status_code == 200, answer.text
        return [row["id"] for row in answer.json()["items"]]

    eventually(lambda: found("trampoline"), PATIENCE)
    for q in ("trampoline déchiré", "quemeneur", case["reference"], "TRAMPOLINE"):
        assert found(q) == [case["id"]], q
    assert found("trampoline guitare") == []
    assert found("trampoline", api(PARIS_AGENT)) == []
    assert found(case["reference"], api(PARIS_AGENT)) == []


def test_a_second_answer_of_the_same_customer_joins_the_open_case(
    api: Api, raised: Raise, post_webhook: Post, eventually: Eventually
) -> None:
    customer = {"externalId": f"C-{uuid.uuid4().hex[:8]}", "name": "Alix Nové"}
    first = raised("La caisse était fermée.", respondent=customer)
    _, body = complaint("Et maintenant on ne me répond pas !", respondent=customer)
    second = alert_id(post_webhook(body))
    julie = api(LYON_AGENT)
    case = eventually(lambda: _with_attached(julie, first["id"]), PATIENCE)
    assert [one["alert_id"] for one in case["attached"]] == [second]
    assert case["priority"] < first["priority"] or first["priority"] == "P1"
    joined = julie.get(f"/alerts/{second}").json()
    assert joined["attached_to"] == first["id"]
    refused = julie.post(f"/alerts/{second}/take", json={"version": joined["version"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "attached")


def _with_attached(client: httpx.Client, case: str) -> dict[str, Any] | None:
    found = client.get(f"/alerts/{case}").json()
    return dict(found) if found["attached"] else None


def test_many_at_once_and_back_again(api: Api, raised: Raise, eventually: Eventually) -> None:
    found = [raised(f"Plat froid numéro {number}.")["id"] for number in range(3)]
    julie = api(LYON_AGENT)
    body = {"command": "close", "ids": [*found, "a" + "2" * 24], "args": {"reason": "void"}}
    job = julie.post("/alerts/bulk", json=body).json()
    assert {one["outcome"] for one in job["result"]["items"]} == {"done", "not_found"}
    assert job["result"]["done"] == 3
    back = julie.post(f"/alerts/bulk/{job['id']}/undo").json()
    assert back["result"]["done"] == 3
    assert {julie.get(f"/alerts/{one}").json()["status"] for one in found} == {"new"}
    preview = {
        "command": "close",
        "filter": {"section": "unassigned"},
        "args": {"reason": "void"},
        "preview": True,
    }
    assert julie.post("/alerts/bulk", json=preview).json()["preview"]["count"] >= 3


def test_colleagues_see_who_is_on_a_case(api: Api, raised: Raise) -> None:
    case = raised("Personne à la caisse.")["id"]
    julie, nadia, samir = api(LYON_AGENT), api(MANAGER), api(PARIS_AGENT)
    assert julie.put("/presence", json={"alert_id": case, "typing": True}).status_code == 200
    seen = nadia.put("/presence", json={"alert_id": None, "typing": False}).json()["items"]
    assert [(one["alert_id"], one["person"]["name"], one["typing"]) for one in seen] == [
        (case, "Julie Perrot", True)
    ]
    assert samir.put("/presence", json={"alert_id": None, "typing": False}).json()["items"] == []
    julie.put("/presence", json={"alert_id": None, "typing": False})


def test_somebody_comes_works_and_leaves(
    api: Api, raised: Raise, stack: RunningStack, eventually: Eventually
) -> None:
    """Invited, signed in for real, given a case, disabled: out at once, and the case goes to somebody else."""
    admin = api(ADMIN)
    address = f"new-{uuid.uuid4().hex[:8]}@halles-verdier.example"
    places = {place["name"]: place["id"] for place in admin.get("/places").json()["items"]}
    body = {
        "email": address,
        "name": "Noa Vidal",
        "role": "agent",
        "locale": "fr",
        "places": [places["Lyon Part-Dieu"]],
    }
    made = admin.post("/users", json=body)
    assert made.status_code == 201, made.text
    assert admin.post("/users", json={**body, "email": address.upper()}).status_code == 409
    user = made.json()
    password = "Entrée-de-Noa-2026"
    stack.clients.of("cognito-idp").admin_set_user_password(
        UserPoolId=stack.deployed.output("UserPoolId"), Username=address, Password=password, Permanent=True
    )
    token = sign_in(SignInSettings.from_config(stack.config), address, password).access_token
    with httpx.Client(
        base_url=f"{stack.url}/v1", headers={"Authorization": f"Bearer {token}"}, timeout=30, trust_env=False
    ) as noa:
        case = raised("Le livreur n'est jamais venu.")
        assert noa.get("/me").json()["name"] == "Noa Vidal"
        case = command(noa, case, "take")
        current = admin.get(f"/users/{user['id']}").json()
        gone = admin.post(
            f"/users/{user['id']}/disable", json={"version": current["version"], "reassign_to": None}
        )
        assert gone.status_code in (200, 202), gone.text
        assert noa.get("/me").status_code == 401
        assert noa.post(f"/alerts/{case['id']}/notes", json={"version": 2, "text": "x"}).status_code == 401
    free = eventually(lambda: _unowned(admin, case["id"]), PATIENCE)
    assert free["status"] == "new"


def _unowned(client: httpx.Client, case: str) -> dict[str, Any] | None:
    found = client.get(f"/alerts/{case}").json()
    return dict(found) if found["owner"] is None else None
