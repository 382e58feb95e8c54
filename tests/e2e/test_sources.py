"""Every survey tool, on the deployed stack: an admin adds the source, the tool posts its own delivery, and the
right feedback is there; also what is announced only, what cannot be read, and what comes from an unknown place."""

import base64
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from shared import ids
from tests.e2e.test_path import ADMIN, LYON_AGENT, PARIS_AGENT, PATIENCE, complaint, open_case
from tests.support.vendors import ANSWERS, Vendor, vendor
from tools.local.description import StackDescription
from tools.local.stack import RunningStack

type Api = Callable[[str], httpx.Client]
type Post = Callable[..., httpx.Response]
type Eventually = Callable[..., Any]

EVENTS = Path(__file__).parents[1] / "events"


def sample(name: str) -> dict[str, Any]:
    """A delivery as the tool sends it, with its secret and headers."""
    return dict(json.loads((EVENTS / f"{name}.json").read_text("utf-8")))


def raw_body(event: dict[str, Any]) -> bytes:
    """The bytes the tool sends."""
    if "body" in event:
        return json.dumps(event["body"], ensure_ascii=False, separators=(",", ":")).encode()
    if "boundary" not in event["headers"]["Content-Type"]:
        return urlencode(event["form"]).encode()
    boundary = event["headers"]["Content-Type"].partition("boundary=")[2]
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in event["form"].items()
    ]
    return "".join([*parts, f"--{boundary}--\r\n"]).encode()


def signed_now(event: dict[str, Any], raw: bytes) -> dict[str, str]:
    """The headers of the sample; where they carry a time it is now, and the signature is of now."""
    headers = dict(event["headers"])
    secret = event["_meta"].get("secret", "")
    if "webhook-signature" in headers:
        stamp = str(int(time.time()))
        key = base64.b64decode(secret.removeprefix("whsec_"))
        mac = hmac.digest(key, f"{headers['webhook-id']}.{stamp}.".encode() + raw, hashlib.sha256)
        return {**headers, "webhook-timestamp": stamp, "webhook-signature": f"v1,{base64.b64encode(mac).decode()}"}
    if "X-Zendesk-Webhook-Signature" in headers:
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        mac = hmac.digest(secret.encode(), stamp.encode() + raw, hashlib.sha256)
        signed = {"X-Zendesk-Webhook-Signature": base64.b64encode(mac).decode()}
        return {**headers, "X-Zendesk-Webhook-Signature-Timestamp": stamp, **signed}
    return headers


TOOLS = [
    ("standard-webhooks", "standard_webhooks", "avis-000451", 1, "Le vendeur s'est moqué", "signed by the list"),
    ("typeform", "typeform", "k7m2p9q4r8s1t5v3w6x0y2z4a8b6", 2, "J'ai trouvé un morceau", "base64 behind sha256="),
    ("tally", "tally", "rT4lly01", 4, "Colis livré chez le voisin", "bare base64"),
    ("jotform", "jotform", "5901234567890123456", 2, "Une heure d'attente", "multipart, unsigned"),
    ("google-forms", "google_forms", "2_ABaOnuTestReponse1", 1, "The mechanic scratched", "our own script"),
    ("formbricks", "formbricks", "cm8resp0001test", 5, "Le rayon frais sent", "Standard Webhooks of another"),
    ("delighted", "delighted", "70441", 3, "Conseillère désagréable", "hex behind sha256="),
    ("zendesk-csat", "zendesk_csat", "48211", None, "Still waiting for", "time and body signed"),
    ("alchemer", "alchemer", None, 1, "Prix affiché différent", "a header of the admin's choice"),
    ("limesurvey", "limesurvey", None, 0, "Intoxication après le plateau", "a token in the body"),
    ("trustpilot", "trustpilot", "65f6test0000000000000001", 1, "Déçu par le retrait", "a list of events"),
]
SETTINGS: dict[str, dict[str, str]] = {}


def create(client: httpx.Client, kind: str, secret: str | None, settings: dict[str, str]) -> dict[str, Any]:
    """Adds a source as an admin does; the answer has its address."""
    kinds = {one["kind"]: one for one in client.get("/sources/kinds").json()["items"]}
    theirs = secret if kinds[kind]["secret"] == "theirs" or secret else None
    body = {"name": f"{kind} {uuid.uuid4().hex[:6]}", "kind": kind, "secret": theirs, "settings": settings}
    answer = client.post("/sources", json={name: value for name, value in body.items() if value is not None})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def kept(client: httpx.Client, feedback_id: str, eventually: Eventually) -> dict[str, Any]:
    """The feedback of an id, as soon as it is there."""

    def ask() -> dict[str, Any] | None:
        answer = client.get(f"/feedback/{feedback_id}")
        return dict(answer.json()) if answer.status_code == 200 else None

    return dict(eventually(ask, PATIENCE))


@pytest.mark.parametrize(("name", "kind", "response", "score", "words", "why"), TOOLS, ids=[t[0] for t in TOOLS])
def test_a_tool_is_added_and_its_own_delivery_becomes_feedback(
    api: Api, eventually: Eventually, name: str, kind: str, response: str | None, score: float | None, words: str,
    why: str,
) -> None:  # fmt: skip
    claire, event = api(ADMIN), sample(name)
    source = create(claire, kind, event["_meta"].get("secret"), SETTINGS.get(kind, {}))
    raw = raw_body(event)
    posted = httpx.post(
        source["address"], content=raw, headers=signed_now(event, raw), timeout=30, trust_env=False
    )
    assert posted.status_code == 202, posted.text
    again = httpx.post(source["address"], content=raw, headers=signed_now(event, raw), timeout=30, trust_env=False)
    assert (again.status_code, "true" in again.text) == (202, True), again.text
    listed = eventually(lambda: claire.get("/feedback", params={"source": source["id"]}).json()["items"], PATIENCE)
    assert len(listed) == 1
    found = kept(claire, listed[0]["id"], eventually)["feedback"]
    if response:
        assert found["id"] == ids.feedback_id(source["id"], response)
    assert (found["comment"] or "").startswith(words)
    assert (found["score"] or {}).get("value") == score or (score is None and found["score"] is not None)
    assert ("unsigned" in found["flags"]) is (not source["signed"])
    shown = claire.get(f"/sources/{source['id']}").json()
    assert shown["health"]["status"] in ("receiving", "waiting"), shown["health"]
    assert (shown["address"] is None) is (not source["signed"])
    assert event["_meta"].get("secret", "no secret") not in json.dumps(shown)


@pytest.fixture(scope="module")
def vendors(stack: RunningStack) -> Iterator[Vendor]:
    """The vendors' APIs on loopback, which the deployed jobs function asks instead of the real ones."""
    client = stack.clients.of("lambda")
    name = "boucle-demo-jobs"
    environment = client.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    with vendor(dict(ANSWERS)) as standing:
        changed = {**environment, "VENDOR_ORIGINS": json.dumps(standing.origins)}
        client.update_function_configuration(FunctionName=name, Environment={"Variables": changed})
        yield standing
        client.update_function_configuration(FunctionName=name, Environment={"Variables": environment})


THIN = [
    ("surveymonkey", "surveymonkey", "118200455031", {"access_token": "sm-token"}, 2, "Deux heures d'attente"),
    (
        "qualtrics", "qualtrics", "R_2ZtestAvis00001", {"data_center": "fra1", "api_token": "q-token"}, 3,
        "Personne ne répond",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "response", "credential", "score", "words"), THIN, ids=[t[0] for t in THIN]
)
def test_what_is_announced_is_fetched(
    api: Api, eventually: Eventually, vendors: Vendor, name: str, kind: str, response: str,
    credential: dict[str, str], score: int, words: str,
) -> None:  # fmt: skip
    claire, event = api(ADMIN), sample(name)
    source = create(claire, kind, event["_meta"]["secret"], {})
    assert claire.post(f"/sources/{source['id']}/credential", json=credential).status_code == 204
    raw = raw_body(event)
    posted = httpx.post(source["address"], content=raw, headers=event["headers"], timeout=30, trust_env=False)
    assert posted.status_code == 202, posted.text
    found = kept(claire, ids.feedback_id(source["id"], response), eventually)["feedback"]
    assert (found["score"]["value"], found["comment"].startswith(words)) == (score, True)
    assert found["submitted_at"] < found["received_at"]
    assert vendors.asked


def test_a_wrong_scale_waits_in_quarantine_until_the_mapping_is_mended(api: Api, eventually: Eventually) -> None:
    """Ten out of what was taken for five: quarantined, mapped, replayed, and there once."""
    claire, secret = api(ADMIN), "whsec_" + base64.b64encode(b"e2e-secret-of-thirty-two-bytes!!").decode()
    proof = {"scheme": "hmac", "header": "x-signature", "algorithm": "sha256", "encoding": "hex", "key": "text"}
    source = create(claire, "generic", secret, {**proof, "template": "{body}"})
    body = json.dumps(
        {"id": "r-1", "note": 8, "scale": "1 à 5", "texte": "Rien à redire", "magasin": "LYON-PARTDIEU"}
    )
    mac = hmac.digest(secret.encode(), body.encode(), hashlib.sha256).hex()
    headers = {"content-type": "application/json", "x-signature": mac}
    wrong = {"version": source["version"], "mapping": {"score": {"path": "note", "min": 1, "max": 5}}}
    mapped = claire.put(f"/sources/{source['id']}/mapping", json=wrong)
    assert mapped.status_code == 200, mapped.text
    posted = httpx.post(source["address"], content=body, headers=headers, timeout=30, trust_env=False)
    assert (posted.status_code, posted.json()["quarantined"]) == (202, "bad_score"), posted.text
    (group,) = claire.get("/quarantine", params={"source": source["id"]}).json()["items"]
    assert (group["code"], group["count"], group["fix"]) == ("bad_score", 1, "score")
    right = {"version": mapped.json()["version"], "mapping": {"score": {"path": "note", "min": 0, "max": 10}}}
    assert claire.put(f"/sources/{source['id']}/mapping", json=right).status_code == 200
    job = claire.post("/quarantine/replay", json={"source": source["id"]}).json()
    done = eventually(lambda: _ended(claire, job["id"]), PATIENCE)
    assert done["status"] == "done", done
    assert kept(claire, ids.feedback_id(source["id"], "r-1"), eventually)["feedback"]["score"]["value"] == 8
    assert claire.get("/quarantine", params={"source": source["id"]}).json()["items"] == []


def test_an_unknown_place_is_for_admins_until_its_code_is_mapped(
    api: Api, post_webhook: Post, eventually: Eventually, stack: RunningStack
) -> None:
    code = f"LYON-{uuid.uuid4().hex[:6]}"
    claire, julie = api(ADMIN), api(LYON_AGENT)
    _, body = complaint("Un cafard dans la salade.", store=code)
    case = "a" + post_webhook(body).json()["feedback_id"][1:]
    assert open_case(claire, case, eventually)["place"] is None
    assert julie.get(f"/alerts/{case}").status_code == 404
    eventually(
        lambda: [one for one in claire.get("/places/unknown").json()["items"] if one["code"] == code], PATIENCE
    )
    place = next(one for one in claire.get("/places").json()["items"] if one["code"] == "LYON-PARTDIEU")
    job = claire.post(f"/places/{place['id']}/codes", json={"code": code}).json()
    assert eventually(lambda: _ended(claire, job["id"]), PATIENCE)["status"] == "done"
    assert open_case(julie, case, eventually)["place"]["name"] == "Lyon Part-Dieu"
    assert api(PARIS_AGENT).get(f"/alerts/{case}").status_code == 404
    told = eventually(lambda: _mails_about(stack, case, LYON_AGENT), PATIENCE)
    assert len(told) == 1


def test_a_late_comment_adds_its_rule_and_tells_nobody_twice(
    api: Api, post_webhook: Post, eventually: Eventually, stack: RunningStack
) -> None:
    """The score first, the words minutes later, the first delivery once more behind them."""
    julie = api(LYON_AGENT)
    _, first = complaint("", wantsContact=True)
    early = {**json.loads(first), "timestamp": "2026-03-17T07:45:00.000Z"}
    late = {**early, "timestamp": "2026-03-17T07:49:00.000Z"}
    late["data"] = {**early["data"], "comment": "Du verre dans le yaourt."}
    case = "a" + post_webhook(json.dumps(early).encode()).json()["feedback_id"][1:]
    assert [t["label"] for t in open_case(julie, case, eventually)["triggers"]] == ["Rappel demandé"]
    eventually(lambda: _mails_about(stack, case, LYON_AGENT), PATIENCE)
    post_webhook(json.dumps(late).encode())
    post_webhook(json.dumps(early).encode())
    both = eventually(lambda: _case_with(julie, case, 3), PATIENCE)
    assert {t["label"] for t in both["triggers"]} == {
        "Sécurité alimentaire",
        "Rappel demandé",
        "Détracteur avec commentaire",
    }
    assert both["comment"] == "Du verre dans le yaourt."
    assert len(_mails_about(stack, case, LYON_AGENT)) == 1


def test_a_file_of_old_answers_comes_in_once_and_raises_nothing(
    api: Api, account: StackDescription, eventually: Eventually
) -> None:
    claire = api(ADMIN)
    rows = [f"old-{n};{n % 11};Commentaire {n};LYON-PARTDIEU;2026-0{1 + n % 9}-15" for n in range(60)]
    raw = ("Identifiant;Note;Commentaire;Magasin;Date\n" + "\n".join(rows) + "\n").encode("utf-16")
    asked = {"name": "anciens.csv", "source": account.sources[0].id, "size": len(raw)}
    job = claire.post("/imports", json=asked).json()
    media = {"content-type": "application/octet-stream"}
    assert claire.put(f"/imports/{job['id']}/parts/0", content=raw, headers=media).status_code == 204
    tried = _imported(claire, job["id"], "dry_run", eventually)
    assert (tried["rows"], tried["rejected"]) == (60, 0), tried
    first = _imported(claire, job["id"], "all", eventually)
    assert (first["created"], first["duplicates"]) == (60, 0), first
    again = _imported(claire, job["id"], "all", eventually)
    assert (again["created"], again["duplicates"]) == (0, 60), again
    detail = kept(claire, ids.feedback_id(account.sources[0].id, "old-0"), eventually)
    assert (detail["feedback"]["comment"], detail["alert_id"]) == ("Commentaire 0", None)


def test_a_complaint_taken_by_phone_goes_the_same_way(api: Api, eventually: Eventually) -> None:
    julie = api(LYON_AGENT)
    lyon = next(one for one in julie.get("/places").json()["items"] if one["code"] == "LYON-PARTDIEU")
    body = {"place": lyon["id"], "channel": "phone", "comment": "Un client a glissé à l'entrée.", "language": "fr"}
    key = {"Idempotency-Key": uuid.uuid4().hex}
    made = julie.post("/feedback", json=body, headers=key)
    assert made.status_code == 201, made.text
    assert julie.post("/feedback", json=body, headers=key).json() == made.json()
    case = open_case(julie, "a" + made.json()["feedback_id"][1:], eventually)
    assert case["feedback"]["channel"] == "phone"
    assert api(PARIS_AGENT).post("/feedback", json=body).status_code == 404


def _ended(client: httpx.Client, job_id: str) -> dict[str, Any] | None:
    job = dict(client.get(f"/jobs/{job_id}").json())
    return job if job["status"] in ("done", "failed", "cancelled") else None


def _imported(client: httpx.Client, job_id: str, mode: str, eventually: Eventually) -> dict[str, Any]:
    started = client.post(f"/imports/{job_id}/start", json={"mode": mode})
    assert started.status_code == 202, started.text
    job = eventually(lambda: _ended(client, job_id), PATIENCE)
    assert job["status"] == "done", job
    return dict(job["result"])


def _case_with(client: httpx.Client, case: str, triggers: int) -> dict[str, Any] | None:
    found = dict(client.get(f"/alerts/{case}").json())
    return found if len(found["triggers"]) == triggers else None


def _mails_about(stack: RunningStack, case: str, email: str) -> list[dict[str, Any]]:
    return [mail for mail in stack.mailbox.as_json() if case in mail["text"] and mail["to"] == [email]]


def _is_unknown(client: httpx.Client, code: str) -> bool:
    return any(one["code"] == code for one in client.get("/places/unknown").json()["items"])
