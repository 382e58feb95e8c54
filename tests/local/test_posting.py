"""Posting many webhooks: patient with a busy receiver, and honest about the outcome."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tools.demo import posting
from tools.demo.posting import Poster
from tools.local.description import DemoSource
from tools.local.ports import HOST, first_free

SOURCE = DemoSource("application", "standard_webhooks", "token", "whsec_Y2xlLWRlLXRlc3QtbmF0aXZlLTAwMDAwMDAwMA==")

type Answer = tuple[int, bytes]
type Decide = Callable[[str, int], Answer]
ACCEPTED: Answer = (202, b'{"feedback_id": "f1", "duplicate": false}')


@pytest.fixture
def receiver() -> Iterator[Callable[[Decide], str]]:
    servers: list[ThreadingHTTPServer] = []

    def start(decide: Decide) -> str:
        seen: Counter[str] = Counter()
        lock = threading.Lock()

        class Hook(BaseHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                """Quiet."""

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                with lock:
                    seen[self.headers["webhook-id"]] += 1
                    tries = seen[self.headers["webhook-id"]]
                status, body = decide(self.headers["webhook-id"], tries)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        server = ThreadingHTTPServer((HOST, 0), Hook)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://{HOST}:{server.server_address[1]}/hooks"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "_FIRST_PAUSE_SECONDS", 0.001)


def deliveries(count: int) -> list[tuple[DemoSource, str, dict[str, Any]]]:
    return [(SOURCE, f"m{number}", {"n": number}) for number in range(count)]


def test_a_busy_receiver_is_asked_again(receiver: Callable[[Decide], str]) -> None:
    url = receiver(lambda _id, tries: (429, b"{}") if tries == 1 else (503, b"") if tries == 2 else ACCEPTED)
    counted: list[int] = []
    report = Poster(url, workers=4).post(deliveries(10), counted.append)
    assert (report.accepted, report.repeated, report.sent) == (10, 20, 10)
    assert counted == list(range(1, 11))


def test_every_outcome_is_counted(receiver: Callable[[Decide], str]) -> None:
    answers = {
        "m0": ACCEPTED,
        "m1": (202, b'{"feedback_id": "f1", "duplicate": true}'),
        "m2": (202, b'{"quarantined": "bad_score", "duplicate": false}'),
        "m3": (401, b'{"code": "signature_invalid"}'),
        "m4": (404, b"not json"),
    }
    report = Poster(receiver(lambda delivery, _tries: answers[delivery])).post(deliveries(5))
    assert (report.accepted, report.duplicates, report.quarantined) == (1, 1, 1)
    assert report.refused == {"401 signature_invalid": 1, "404": 1}


def test_a_receiver_that_never_recovers_ends_in_a_refusal(receiver: Callable[[Decide], str]) -> None:
    report = Poster(receiver(lambda _id, _tries: (500, b""))).post(deliveries(1))
    assert report.refused == {"500 after 8 tries": 1}


def test_nobody_there_is_a_refusal_not_a_crash() -> None:
    report = Poster(f"http://{HOST}:{first_free(8690)}/hooks").post(deliveries(1))
    assert report.refused == {"ConnectError after 8 tries": 1}
