"""Lets some colleagues work on the cases through the real API, so that the inbox looks like a Tuesday morning."""

import time
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, NamedTuple

import httpx

from tools.demo.people import DOMAIN
from tools.local.description import DemoUser
from tools.local.errors import LocalError
from tools.local.progress import Progress
from tools.local.signin import SignInSettings, sign_in

_TIMEOUT_SECONDS = 30.0
_WAIT_SECONDS = 20.0
_PAUSE_SECONDS = 0.3
# The same number this many times in a row: no more are on their way.
_SETTLED = 6
_PEOPLE_AT_ONCE = 3


class Step(NamedTuple):
    """One command on a case: the last part of its path, and the body without the version."""

    verb: str
    body: dict[str, Any]


def _take() -> Step:
    return Step("take", {})


def _note(text: str) -> Step:
    return Step("notes", {"text": text})


def _called(outcome: str, note: str | None = None) -> Step:
    return Step("contact", {"channel": "phone", "outcome": outcome, **({"note": note} if note else {})})


def _close(reason: str, note: str | None = None) -> Step:
    return Step("close", {"reason": reason, **({"note": note} if note else {})})


_AT_WORK: dict[str, tuple[tuple[Step, ...], ...]] = {
    "julie.perrot": (
        (_take(), _called("reached", "Très remontée au début, apaisée ensuite. Rappel promis vendredi.")),
        (_take(), _note("Vu avec le chef de rayon : le lot a été retiré ce matin."), _called("message_left")),
        (
            _take(),
            _called("reached", "Excuses faites, bon d'achat de 20 € envoyé par courrier."),
            _close("gesture", "Bon d'achat de 20 €, valable six mois."),
        ),
    ),
    "samir.hadji": (
        (_take(), _note("Ticket retrouvé en caisse 3, double passage confirmé. Compta prévenue.")),
        (_take(), _called("no_answer"), _note("Deuxième essai demain avant 10 h.")),
        (_close("no_contact"),),
    ),
    "maelle.legoff": (
        (_take(),),
        (
            _take(),
            _called("reached", "A préféré parler à la responsable, rendez-vous pris samedi."),
            _note("Apporter le cahier d'hygiène du rayon."),
        ),
        (_take(), _called("no_answer"), _close("no_answer")),
    ),
    "thomas.caron": (
        (_take(), _note("Pièce commandée chez le second fournisseur, livraison annoncée sous 48 h.")),
        (
            _take(),
            _called("reached", "Client soulagé, viendra reprendre l'appareil jeudi."),
            _close("solved", "Appareil retrouvé sur l'étagère des retours, nettoyé et rendu sans frais."),
        ),
    ),
    "emma.clarke": (
        (_take(), _called("reached", "She would like a written apology. Draft with Helen.")),
        (_take(), _note("Till roll checked, the double charge is real. Refund asked for.")),
        (
            _take(),
            _called("reached", "Very kind on the phone, happy with the voucher."),
            _close("gesture", "Ten pound voucher by post."),
        ),
        (_take(), _called("message_left")),
    ),
    "helen.marsh": (
        (_close("forwarded", "Sent to the bakery supplier with the batch number."),),
        (
            _take(),
            _called("reached"),
            _close("solved", "Refund seen on the account this morning."),
            Step("reopen", {"reason": "Rang back: only half of it arrived."}),
        ),
    ),
    "marc.delmas": ((_take(), _note("Je m'en occupe avec le siège, ne pas rappeler le client en parallèle.")),),
}


def work_on_cases(url: str, config: Mapping[str, Any], progress: Progress, users: list[DemoUser]) -> None:
    """Each colleague of the plan takes cases of their inbox and does what is written there. Raises LocalError."""
    settings = SignInSettings.from_config(config)
    planned = [
        (user, _AT_WORK[login]) for user in users if (login := user.email.removesuffix(f"@{DOMAIN}")) in _AT_WORK
    ]
    with progress.step("Working on some cases") as step, ThreadPoolExecutor(_PEOPLE_AT_ONCE) as pool:
        done = list(pool.map(lambda one: _works(url, settings, *one), planned))
        step.note(f"{sum(done)} cases")


def _works(url: str, settings: SignInSettings, user: DemoUser, plan: tuple[tuple[Step, ...], ...]) -> int:
    tokens = sign_in(settings, user.email, user.password)
    headers = {"Authorization": f"Bearer {tokens.access_token}"}
    with httpx.Client(base_url=f"{url}/v1", headers=headers, timeout=_TIMEOUT_SECONDS, trust_env=False) as api:
        return sum(
            _follow(api, case, steps) for case, steps in zip(_free_cases(api, len(plan)), plan, strict=False)
        )


def _free_cases(api: httpx.Client, wanted: int) -> Iterator[dict[str, Any]]:
    """Cases nobody has taken; waits a little for those still on their way through the queues."""
    deadline = time.monotonic() + _WAIT_SECONDS
    seen: list[int] = []
    while True:
        answer = api.get("/alerts", params={"section": "unassigned", "limit": 25})
        if answer.status_code != HTTPStatus.OK:
            raise LocalError(
                f"The inbox of a colleague answered {answer.status_code}: look at the emulator's log."
            )
        free = answer.json()["items"]
        seen.append(len(free))
        settled = len(seen) >= _SETTLED and len(set(seen[-_SETTLED:])) == 1 and free
        if len(free) >= wanted or settled or time.monotonic() > deadline:
            # Not all from the top, where the most urgent ones stay visible as such.
            return iter(free[:: max(1, len(free) // wanted)][:wanted])
        time.sleep(_PAUSE_SECONDS)


def _follow(api: httpx.Client, case: dict[str, Any], steps: tuple[Step, ...]) -> bool:
    """Runs the commands one after the other; False when a colleague was faster."""
    current = api.get(f"/alerts/{case['id']}")
    for step in steps:
        if current.status_code == HTTPStatus.CONFLICT:
            return False
        if current.status_code != HTTPStatus.OK:
            raise LocalError(f"A command on a case answered {current.status_code}: look at the emulator's log.")
        current = api.post(
            f"/alerts/{case['id']}/{step.verb}",
            json={**step.body, "version": current.json()["version"]},
            headers={"Idempotency-Key": str(uuid.uuid4())},
        )
    return current.status_code == HTTPStatus.OK
