"""The front server: one origin for frontend, API, hooks, sign-in and mailbox, as CloudFront is on AWS."""

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tools.local.errors import LocalError
from tools.local.mailbox import Mailbox
from tools.local.mailbox_page import PAGE_HEADERS, mail_page
from tools.local.ports import HOST
from tools.local.site import Site
from tools.local.upstream import BadRequest, Unreachable, Upstream, as_api_gateway

# API Gateway's limits (AWS, quotas of HTTP APIs): payload and all headers together.
_PAYLOAD_BYTES = 10 * 1024 * 1024
_HEADER_BYTES = 10_240
_IDLE_SECONDS = 75
_DOTS = re.compile(r"(^|/)(\.|%2e){1,2}(/|$)", re.IGNORECASE)
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT")


@dataclass(frozen=True)
class Origins:
    """What the front server stands before."""

    emulator_port: int
    api_id: str
    pool_id: str
    site: Site
    site_headers: Mapping[str, str]
    config: Mapping[str, object]
    mailbox: Mailbox


class _Refused(Exception):
    """The request ends here, with this status and message; the connection is closed after it."""

    def __init__(self, status: HTTPStatus, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class _Handler(BaseHTTPRequestHandler):
    """One client connection. ``server.origins`` says where to look."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = _IDLE_SECONDS
    server: "_Server"

    def setup(self) -> None:
        super().setup()
        self._upstream = Upstream(self.server.origins.emulator_port)

    def finish(self) -> None:
        self._upstream.close()
        super().finish()

    def version_string(self) -> str:
        return "front"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Nothing is logged: paths hold source tokens, queries hold sign-in codes."""

    def _any_method(self) -> None:
        try:
            self._route()
        except _Refused as refusal:
            self.close_connection = True
            self._json({"message": refusal.message}, refusal.status)

    def _route(self) -> None:
        path = urlsplit(self.path).path
        if path.startswith(("/v1/", "/hooks/")) or path in {"/v1", "/hooks"}:
            self._to_api(path)
        elif self._is_sign_in(path):
            self._pass_on(self.path, self.headers.get("Host", HOST), api=False)
        else:
            self._body()
            self._own(path)

    def _is_sign_in(self, path: str) -> bool:
        query = urlsplit(self.path).query
        return (
            path.startswith(("/oauth2/", f"/{self.server.origins.pool_id}/.well-known/"))
            or (path == "/login" and self.command == "POST")
            or (path == "/logout" and "client_id=" in query)
        )

    def _to_api(self, path: str) -> None:
        if _DOTS.search(path):
            raise _Refused(HTTPStatus.BAD_REQUEST, "Bad Request")
        if sum(len(name) + len(value) + 4 for name, value in self.headers.items()) > _HEADER_BYTES:
            raise _Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "Request Header Fields Too Large")
        origins = self.server.origins
        target = f"/_aws/execute-api/{origins.api_id}/$default{self.path}"
        self._pass_on(target, f"{HOST}:{origins.emulator_port}", api=True)

    def _pass_on(self, target: str, host: str, *, api: bool) -> None:
        body = self._body()
        try:
            answer = self._upstream.send(self.command, target, self.headers.items(), body, host)
        except BadRequest:
            raise _Refused(HTTPStatus.BAD_REQUEST, "Bad Request") from None
        except Unreachable:
            raise _Refused(HTTPStatus.SERVICE_UNAVAILABLE, "Service Unavailable") from None
        if not api:
            self._answer(answer.status, answer.headers, answer.body)
            return
        answer = as_api_gateway(answer)
        own = self.server.origins.site_headers
        replaced = {name.lower() for name in own}
        kept = [(name, value) for name, value in answer.headers if name.lower() not in replaced]
        self._answer(answer.status, [*kept, *own.items()], answer.body)

    def _own(self, path: str) -> None:
        if self.command not in {"GET", "HEAD"}:
            raise _Refused(HTTPStatus.METHOD_NOT_ALLOWED, "Method Not Allowed")
        origins = self.server.origins
        if path == "/config.json":
            self._json(origins.config, HTTPStatus.OK, {**origins.site_headers, "Cache-Control": "no-store"})
        elif path == "/mailbox.json":
            self._json(origins.mailbox.as_json(), HTTPStatus.OK)
        elif path == "/mailbox":
            chosen = parse_qs(urlsplit(self.path).query).get("id", [""])[0]
            page = mail_page(origins.mailbox.mails(), chosen)
            self._answer(HTTPStatus.OK, list(PAGE_HEADERS.items()), page.encode())
        else:
            self._file(path)

    def _file(self, path: str) -> None:
        origins = self.server.origins
        page = origins.site.page(path)
        if page is None:
            self._json({"message": "Not Found"}, HTTPStatus.NOT_FOUND, origins.site_headers)
            return
        headers = {
            **origins.site_headers,
            "Content-Type": page.content_type,
            "Cache-Control": page.cache,
            "Vary": "Accept-Encoding",
        }
        body = page.body
        if page.compressed is not None and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = page.compressed
        self._answer(HTTPStatus.OK, list(headers.items()), body)

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length")
        if self.headers.get("Transfer-Encoding"):
            if length is not None or self.headers["Transfer-Encoding"].strip().lower() != "chunked":
                raise _Refused(HTTPStatus.BAD_REQUEST, "Bad Request")
            return self._chunks()
        if length is None:
            return b""
        if not length.isascii() or not length.isdecimal():
            raise _Refused(HTTPStatus.BAD_REQUEST, "Bad Request")
        if int(length) > _PAYLOAD_BYTES:
            raise _Refused(HTTPStatus.CONTENT_TOO_LARGE, "Request Too Long")
        return self._exactly(int(length))

    def _chunks(self) -> bytes:
        body = bytearray()
        while True:
            size = self.rfile.readline(64).split(b";")[0].strip()
            if not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
                raise _Refused(HTTPStatus.BAD_REQUEST, "Bad Request")
            if int(size, 16) == 0:
                while self.rfile.readline(_HEADER_BYTES).strip():
                    continue
                return bytes(body)
            if len(body) + int(size, 16) > _PAYLOAD_BYTES:
                raise _Refused(HTTPStatus.CONTENT_TOO_LARGE, "Request Too Long")
            body += self._exactly(int(size, 16))
            self.rfile.readline(2)

    def _exactly(self, length: int) -> bytes:
        body = self.rfile.read(length)
        if len(body) < length:
            raise _Refused(HTTPStatus.BAD_REQUEST, "Bad Request")
        return body

    def _json(self, value: object, status: HTTPStatus, headers: Mapping[str, str] | None = None) -> None:
        body = json.dumps(value, ensure_ascii=False).encode()
        self._answer(status, [*(headers or {}).items(), ("Content-Type", "application/json")], body)

    def _answer(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        bodiless = status in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED} or status < HTTPStatus.OK
        if not bodiless:
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if not bodiless and self.command != "HEAD":
            self.wfile.write(body)


for _method in _METHODS:
    setattr(_Handler, f"do_{_method}", _Handler._any_method)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, port: int, origins: Origins) -> None:
        self.origins = origins
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is no event worth a traceback."""


class FrontServer:
    """The server in a thread of its own."""

    def __init__(self, port: int, origins: Origins) -> None:
        try:
            self._server = _Server(port, origins)
        except OSError as error:
            raise LocalError(f"Port {port} was taken while starting: choose another with PORT=.") from error
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="front", daemon=True)

    def start(self) -> None:
        """Begins to serve."""
        self._thread.start()

    def check(self) -> None:
        """Raises LocalError when the server's thread has ended by itself."""
        if not self._thread.is_alive():
            raise LocalError("The front server ended by itself: start again with make run.")

    def stop(self) -> None:
        """Stops listening and frees the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join(timeout=5)
        self._server.server_close()
