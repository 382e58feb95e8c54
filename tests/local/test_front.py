"""The front server before an upstream that tells what it received."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from tools.local.front import FrontServer, Origins
from tools.local.mailbox import Mailbox
from tools.local.ports import HOST, first_free
from tools.local.site import Site


class Echo(BaseHTTPRequestHandler):
    """Answers with the request itself; ``/boom`` fails as the emulator does when a function fails."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        """Quiet."""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, answer = (
            200,
            {
                "method": self.command,
                "path": self.path,
                "headers": list(self.headers.items()),
                "body": body.decode("latin-1"),
            },
        )
        if self.path.endswith("/boom"):
            status, answer = 502, {"errorMessage": "KeyError at line 12", "stackTrace": ["secret"]}
        raw = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("X-Own", "one")
        self.send_header("Set-Cookie", "a=1")
        self.send_header("Set-Cookie", "b=2")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(raw)


for _method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
    setattr(Echo, f"do_{_method}", Echo._answer)


class _Upstream(ThreadingHTTPServer):
    # Standard servers let five callers wait, and the tests call with forty at once.
    request_queue_size = 128


@pytest.fixture(scope="module")
def upstream() -> Iterator[int]:
    server = _Upstream((HOST, 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def _start(upstream_port: int, folder: Path) -> tuple[FrontServer, str]:
    dist = folder / "dist"
    dist.mkdir(exist_ok=True)
    (dist / "index.html").write_text("<!doctype html>home")
    port = first_free(8600)
    origins = Origins(
        emulator_port=upstream_port,
        api_id="boucledemo",
        pool_id="eu-west-3_Pool",
        site=Site(dist),
        site_headers={"X-Frame-Options": "DENY"},
        config={"tenant": "demo"},
        mailbox=Mailbox(upstream_port),
    )
    server = FrontServer(port, origins)
    server.start()
    return server, f"http://{HOST}:{port}"


@pytest.fixture
def front(upstream: int, tmp_path: Path) -> Iterator[str]:
    server, url = _start(upstream, tmp_path)
    yield url
    server.stop()


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_every_method_reaches_the_api_with_its_bytes(front: str, method: str) -> None:
    sent = b'{"comment":"\xc3\xa9\x00\xff"}'
    answer = httpx.request(method, f"{front}/hooks/tok%2Fen?a=%20b&a=2", content=sent, headers={"X-Mine": "1"})
    received = answer.json()
    assert received["method"] == method
    assert received["path"] == "/_aws/execute-api/boucledemo/$default/hooks/tok%2Fen?a=%20b&a=2"
    assert received["body"].encode("latin-1") == sent
    assert ["X-Mine", "1"] in received["headers"]
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_body_sent_in_chunks_arrives_whole(front: str) -> None:
    answer = httpx.post(f"{front}/v1/alerts", content=iter([b"one ", b"two ", b"three"]))
    assert answer.json()["body"] == "one two three"


def test_head_has_headers_and_no_body(front: str) -> None:
    answer = httpx.head(f"{front}/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == "19"


def test_a_failed_function_answers_as_api_gateway_does(front: str) -> None:
    answer = httpx.get(f"{front}/v1/boom")
    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})


@pytest.mark.parametrize("path", ["/v1/../_ministack/reset", "/v1/%2e%2e/_ministack/reset", "/hooks/./x"])
def test_a_path_with_dots_does_not_leave_the_api(front: str, path: str) -> None:
    assert _raw(front, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").startswith("HTTP/1.1 400")


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        ("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 11000000\r\n\r\n", 413),
        ("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc", 400),
        ("POST /v1/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
        ("GET /v1/x HTTP/1.1\r\nHost: x\r\nX-Long: " + "a" * 11_000 + "\r\n\r\n", 431),
        ("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 405),
    ],
)
def test_what_api_gateway_refuses_is_refused(front: str, request_text: str, status: int) -> None:
    assert _raw(front, request_text).startswith(f"HTTP/1.1 {status}")


def _raw(url: str, text: str) -> str:
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(text.encode("latin-1"))
        return connection.recv(4096).decode("latin-1")


def test_sign_in_paths_go_through_and_pages_do_not(front: str) -> None:
    paths = ["/oauth2/authorize?client_id=1", "/logout?client_id=1", "/eu-west-3_Pool/.well-known/jwks.json"]
    for path in paths:
        assert httpx.get(front + path).json()["path"] == path
    assert httpx.post(f"{front}/login", data={"a": "1"}).json()["path"] == "/login"
    for path in ("/login", "/logout", "/alerts/a1"):
        assert httpx.get(front + path).text == "<!doctype html>home"


def test_the_configuration_is_never_kept(front: str) -> None:
    answer = httpx.get(f"{front}/config.json")
    assert answer.json() == {"tenant": "demo"}
    assert (answer.headers["cache-control"], answer.headers["x-frame-options"]) == ("no-store", "DENY")


def test_many_requests_at_once_all_get_their_own_answer(front: str) -> None:
    answers: dict[int, Any] = {}

    def ask(number: int) -> None:
        answers[number] = httpx.post(f"{front}/hooks/t", content=str(number).encode()).json()["body"]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert answers == {number: str(number) for number in range(40)}


def test_an_upstream_that_is_gone_is_503_and_the_mailbox_is_empty(tmp_path: Path) -> None:
    server, url = _start(first_free(8650), tmp_path)
    try:
        assert httpx.post(f"{url}/hooks/t", content=b"{}").status_code == 503
        assert httpx.get(f"{url}/mailbox.json").json() == []
        assert httpx.get(f"{url}/").status_code == 200
    finally:
        server.stop()


def test_a_stopped_server_frees_its_port(upstream: int, tmp_path: Path) -> None:
    server, url = _start(upstream, tmp_path)
    httpx.get(url)
    server.stop()
    again, _ = _start(upstream, tmp_path)
    again.stop()
