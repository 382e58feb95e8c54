"""The ``boucle`` command: results on standard output, talk on standard error, exit codes 0, 1 and 2."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from infra import tenants as tenant_files
from tools.cli import replay as replay_module
from tools.cli import tenants as tenant_commands
from tools.cli.app import app
from tools.cli.target import Target
from tools.local.paths import DEVELOPER

RUN = CliRunner()
CREATE = ["tenant", "create", "verger", "--title", "Verger & Fils", "--domain", "avis.verger.example"]
REST = ["--sender", "alertes@verger.example", "--alarm", "ops@verger.example"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tenant files go here instead of infra/tenants."""
    monkeypatch.setattr(tenant_commands, "FOLDER", tmp_path)
    monkeypatch.setattr(tenant_commands, "load", lambda name: tenant_files.load(name, tmp_path))
    monkeypatch.setattr(tenant_commands, "names", lambda: tenant_files.names(tmp_path))
    return tmp_path


def test_a_tenant_is_created_listed_and_valid(folder: Path) -> None:
    created = RUN.invoke(app, [*CREATE, *REST, "--json"])
    assert (created.exit_code, json.loads(created.stdout)) == (
        0,
        {"id": "verger", "file": "infra/tenants/verger.toml"},
    )
    listed = RUN.invoke(app, ["tenant", "list", "--json"])
    assert json.loads(listed.stdout) == [
        {"id": "verger", "name": "Verger & Fils", "locale": "fr", "frontend": "avis.verger.example"}
    ]
    valid = RUN.invoke(app, ["tenant", "validate", "--json"])
    assert (valid.exit_code, json.loads(valid.stdout)) == (0, [{"id": "verger", "valid": True, "problem": ""}])
    assert "Verger & Fils" in RUN.invoke(app, ["tenant", "list"]).stdout


def test_a_tenant_that_exists_is_not_written_over(folder: Path) -> None:
    RUN.invoke(app, [*CREATE, *REST])
    before = (folder / "verger.toml").read_text()
    again = RUN.invoke(app, [*CREATE, *REST])
    assert (again.exit_code, again.stdout) == (2, "")
    assert "exists already" in again.stderr
    assert (folder / "verger.toml").read_text() == before


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["tenant", "create", "../x", *CREATE[3:], *REST], 2, "is not a tenant name"),
        ([*CREATE[:3], "--title", 'a"b', *CREATE[5:], *REST], 2, "--title must be one line"),
        ([*CREATE, "--sender", "nobody", "--alarm", "ops@verger.example"], 1, "Nothing was written"),
        ([*CREATE, *REST, "--zone", "Mars/Base"], 1, "is not a time zone"),
    ],
)
def test_a_wrong_tenant_is_refused_and_nothing_stays(
    folder: Path, arguments: list[str], code: int, sentence: str
) -> None:
    refused = RUN.invoke(app, arguments)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert sentence in refused.stderr
    assert list(folder.iterdir()) == []


def test_a_wrong_tenant_file_fails_the_validation(folder: Path) -> None:
    (folder / "bad.toml").write_text("id = 'bad'\n")
    checked = RUN.invoke(app, ["tenant", "validate", "--json"])
    assert checked.exit_code == 1
    (row,) = json.loads(checked.stdout)
    assert (row["valid"], "is missing" in row["problem"]) == (False, True)


@pytest.mark.parametrize(
    "arguments",
    [["token", "someone@x.example"], ["seed"], ["replay", "--from", "2026-11-01", "--to", "2026-11-02"]],
)
def test_without_a_running_stack_there_is_one_sentence(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(DEVELOPER), "stack_file", property(lambda _self: tmp_path / "stack.json"))
    done = RUN.invoke(app, arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "No local stack is running: start one with make run" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["replay", "--from", "soon", "--to", "2026-11-02"], "--from must be a date"),
        (["replay", "--from", "2026-11-03", "--to", "2026-11-02"], "--from must be before --to"),
        (["seed", "--from", "x.csv"], "needs at least one --map"),
        (["seed", "--from", "x.csv", "--map", "colour=c"], "FIELD is one of"),
        (["seed", "--from", "x.csv", "--map", "comment=c", "--scale", "5-1"], "lower end first"),
        (
            ["seed", "--from", "x.csv", "--map", "comment=c", "--hook", "http://127.0.0.1/hooks/t"],
            "BOUCLE_HOOK_SECRET",
        ),
    ],
)
def test_wrong_arguments_are_told(arguments: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BOUCLE_HOOK_SECRET", raising=False)
    done = RUN.invoke(app, arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert sentence in done.stderr


class Queue:
    """A queue that refuses the first message once."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self._refused = False

    def send_message_batch(self, **asked: Any) -> dict[str, Any]:
        entries = asked["Entries"]
        failed = [] if self._refused else [{"Id": entries[0]["Id"]}]
        self._refused = True
        self.taken += [one["MessageBody"] for one in entries if one["Id"] not in {two["Id"] for two in failed}]
        return {"Failed": failed}


class Scanned:
    """A table of which a scan gives two pages."""

    def __init__(self, bodies: list[str]) -> None:
        self._bodies = bodies
        self.asked: dict[str, Any] = {}

    def get_paginator(self, operation: str) -> "Scanned":
        assert operation == "scan"
        return self

    def paginate(self, **asked: Any) -> Iterator[dict[str, Any]]:
        self.asked = asked
        half = len(self._bodies) // 2
        for page in (self._bodies[:half], self._bodies[half:]):
            yield {"Items": [{"body": {"S": body}} for body in page]}


@pytest.fixture
def replayed(monkeypatch: pytest.MonkeyPatch) -> tuple[Queue, Scanned]:
    queue, table = Queue(), Scanned([f'{{"id":"f{number}"}}' for number in range(25)])
    services: dict[str, Any] = {"sqs": queue, "dynamodb": table}
    target = Target(services.__getitem__, {"EvaluateQueueUrl": "evaluate", "TableName": "boucle"})
    monkeypatch.setattr(replay_module, "find_target", lambda _tenant: target)
    return queue, table


def test_a_replay_sends_every_feedback_of_the_window_once(replayed: tuple[Queue, Scanned]) -> None:
    queue, table = replayed
    done = RUN.invoke(app, ["replay", "--from", "2026-11-01", "--to", "2026-11-02T12:00:00+01:00", "--json"])
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"feedback": 25, "sent": True})
    assert sorted(queue.taken) == sorted(json.dumps({"body": f'{{"id":"f{n}"}}'}) for n in range(25))
    assert table.asked["ExpressionAttributeValues"][":first"] == {"S": "2026-11-01T00:00:00.000Z"}
    assert table.asked["ExpressionAttributeValues"][":last"] == {"S": "2026-11-02T11:00:00.000Z"}


def test_a_dry_replay_only_counts(replayed: tuple[Queue, Scanned]) -> None:
    done = RUN.invoke(app, ["replay", "--from", "2026-11-01", "--to", "2026-11-02", "--dry-run", "--json"])
    assert json.loads(done.stdout) == {"feedback": 25, "sent": False}
    assert replayed[0].taken == []
