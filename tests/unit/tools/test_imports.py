"""``boucle import``: what it sends, and what it tells."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from tools.cli import imports
from tools.cli.api import Api
from tools.cli.app import app

RUNNER = CliRunner()


class Server:
    """An API that takes any import; ``ends`` is the job it answers in the end."""

    def __init__(self, **ends: Any) -> None:
        self.calls: list[tuple[str, str]] = []
        self.asked: list[Any] = []
        self.parts: list[bytes] = []
        self._looks = 0
        self._ends = {"id": "j1", "status": "done", "progress": {"done": 3, "total": 3}, "error": None, **ends}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.calls.append((request.method, request.url.path))
        if request.method == "PUT":
            self.parts.append(request.content)
            return httpx.Response(204)
        if request.url.path.endswith("/lines"):
            line = {"line": 4, "code": "bad_time", "path": "date", "message": "The date cannot be read"}
            return httpx.Response(200, json={"items": [line], "next_cursor": None})
        if request.method == "POST":
            self.asked.append(json.loads(request.content))
        self._looks += request.method == "GET"
        running = {**self._ends, "status": "running", "result": None, "error": None}
        return httpx.Response(200, json=self._ends if self._looks > 1 else running)


RESULT = {
    "mode": "partial", "rows": 3, "created": 2, "updated": 0, "duplicates": 0, "rejected": 1,
    "columns": {"id": "Id", "score": {"path": "Note", "min": 1, "max": 5, "kind": "rating"}},
}  # fmt: skip


def _run(monkeypatch: pytest.MonkeyPatch, server: Server, *arguments: str) -> Any:
    api = Api("http://127.0.0.1", "token", httpx.MockTransport(server))
    monkeypatch.setattr(imports, "find_api", lambda _url: api)
    monkeypatch.setattr(imports, "_POLL_SECONDS", 0)
    return RUNNER.invoke(app, ["import", *arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "old.csv"
    made.write_bytes(b"x" * (imports.PART + 5))
    return made


def test_a_file_goes_in_parts_and_the_outcome_is_told(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    server = Server(result=RESULT)
    done = _run(
        monkeypatch, server, str(file), "--source", "s-web", "--mode", "partial", "--column", "id=Id",
        "--scale", "1-5",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert b"".join(server.parts) == file.read_bytes()
    assert server.asked[0] == {
        "name": "old.csv", "source": "s-web", "alerts": False, "mail": False, "size": imports.PART + 5,
        "columns": {"id": "Id"}, "scale": {"min": 1.0, "max": 5.0, "kind": "rating"},
    }  # fmt: skip
    assert server.asked[1] == {"mode": "partial"}
    assert "3 lines: 2 created, 0 updated, 0 duplicates, 1 rejected" in done.stdout
    assert "columns: id = Id; score = Note" in done.stdout
    assert "line 4: The date cannot be read (bad_time)" in done.stdout


def test_a_dry_run_says_that_nothing_was_written(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    server = Server(result={**RESULT, "mode": "dry_run"})
    done = _run(monkeypatch, server, str(file), "--source", "s-web")
    assert server.asked[1] == {"mode": "dry_run"}
    assert "(nothing was written)" in done.stdout


def test_a_failed_import_is_an_exit_code(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    error = {"code": "empty", "detail": "The file is empty"}
    server = Server(status="failed", result=None, error=error)
    done = _run(monkeypatch, server, str(file), "--source", "s-web", "--mode", "all")
    assert done.exit_code == 1
    assert "The file is empty (empty)" in done.stdout


MISUSED = [
    (["--mode", "some"], "--mode is one of"),
    (["--column", "comment"], "--column takes a role"),
    (["--scale", "high"], "--scale takes nps"),
]


@pytest.mark.parametrize(("arguments", "sentence"), MISUSED)
def test_arguments_that_make_no_sense_are_told(
    monkeypatch: pytest.MonkeyPatch, file: Path, arguments: list[str], sentence: str
) -> None:
    done = _run(monkeypatch, Server(), str(file), "--source", "s-web", *arguments)
    assert done.exit_code == 2
    assert sentence in done.output
