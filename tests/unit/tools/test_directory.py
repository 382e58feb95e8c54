"""``boucle directory``: what it sends, and what it tells."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from tools.cli import directory
from tools.cli.api import Api
from tools.cli.app import app

RUNNER = CliRunner()
COUNTS = {"lines": 3, "added": 2, "changed": 1, "removed": 0, "unchanged": 0}
LINE = {"line": 4, "code": "unknown_place", "path": "places[0]", "message": "there is no such place"}


class Server:
    """An API that takes any file; ``errors`` are found by a dry run, ``job`` is what a job becomes."""

    def __init__(self, errors: list[Any] | None = None, **job: Any) -> None:
        self.asked: list[Any] = []
        self._errors = errors or []
        self._job = {"id": "j1", "status": "done", "error": None, "result": {**COUNTS, "failed": 0}, **job}
        self._looks = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/lines"):
            return httpx.Response(200, json={"items": self._errors, "next_cursor": None})
        if request.method == "POST":
            self.asked.append(json.loads(request.content))
            if self.asked[-1]["mode"] == "dry_run":
                return httpx.Response(200, json={**COUNTS, "errors": self._errors})
        self._looks += 1
        running = {**self._job, "status": "running", "result": None, "error": None}
        return httpx.Response(200, json=self._job if self._looks > 1 else running)


def _run(monkeypatch: pytest.MonkeyPatch, server: Server, *arguments: str) -> Any:
    api = Api("http://127.0.0.1", "token", httpx.MockTransport(server))
    monkeypatch.setattr(directory, "find_api", lambda _url: api)
    monkeypatch.setattr(directory, "_POLL_SECONDS", 0)
    return RUNNER.invoke(app, ["directory", *arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "people.csv"
    made.write_text("\ufeffemail;name\nnora@example.com;Nora Élan\n", "utf-8")
    return made


def test_a_check_says_what_would_change(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    server = Server()
    done = _run(monkeypatch, server, "check", "users", str(file))
    assert (done.exit_code, done.output.strip()) == (0, "2 added, 1 changed, 0 removed, 0 unchanged")
    assert server.asked == [
        {"kind": "users", "text": "email;name\nnora@example.com;Nora Élan\n", "mode": "dry_run"}
    ]


def test_a_check_with_bad_lines_fails(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    done = _run(monkeypatch, Server([LINE]), "check", "users", str(file))
    assert done.exit_code == 1
    assert "line 4, places[0]: there is no such place (unknown_place)" in done.output


@pytest.mark.parametrize(("options", "mode"), [([], "all"), (["--partial"], "partial")])
def test_applying_waits_for_the_job(
    monkeypatch: pytest.MonkeyPatch, file: Path, options: list[str], mode: str
) -> None:
    server = Server()
    done = _run(monkeypatch, server, "apply", "users", str(file), *options, "--json")
    assert (done.exit_code, json.loads(done.stdout)["result"]["added"]) == (0, 2)
    assert server.asked[0]["mode"] == mode


@pytest.mark.parametrize(
    ("job", "told"),
    [
        ({"status": "failed", "result": None, "error": {"code": "bad_lines", "detail": "Mend them"}}, "bad_lines"),
        ({"result": {**COUNTS, "failed": 1}}, "2 added"),
        ({"status": "cancelled", "result": None}, "0 added"),
    ],
)
def test_what_is_not_whole_fails(
    monkeypatch: pytest.MonkeyPatch, file: Path, job: dict[str, Any], told: str
) -> None:
    done = _run(monkeypatch, Server([LINE], **job), "apply", "users", str(file))
    assert done.exit_code == 1
    assert told in done.output
    assert "line 4" in done.output


def test_other_kinds_and_encodings_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: Path
) -> None:
    assert _run(monkeypatch, Server(), "check", "rules", str(file)).exit_code == 2
    latin = tmp_path / "latin.csv"
    latin.write_bytes("id,name\nx,É\n".encode("latin-1"))
    assert _run(monkeypatch, Server(), "check", "places", str(latin)).exit_code == 2
