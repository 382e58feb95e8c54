"""``boucle rule``: what it says and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner, Result

from shared.rules.advice import Code
from tools.cli import rule
from tools.cli.api import Api
from tools.cli.app import app
from tools.cli.rule_words import length, sentence

RULE: dict[str, Any] = {
    "id": "r-a",
    "label": "Détracteur",
    "kind": "alert",
    "priority": "P2",
    "expires_in": 86_400,
    "notify": True,
    "status": "active",
    "paused_until": None,
    "criteria": {"combinator": "and", "rules": [{"field": "score.class", "operator": "=", "value": "low"}]},
}
type Answer = Callable[[str, str, Any], tuple[int, Any]]


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    def write(*rules: Any, **more: Any) -> str:
        path = tmp_path / "rules.json"
        path.write_text(json.dumps({"rules": list(rules), "keyword_lists": [], **more}), encoding="utf-8")
        return str(path)

    return write


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["rule", *arguments])


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], list[tuple[str, str, Any]]]:
    """Stands in for the API: answers as told, and keeps what was asked."""

    def serve(answer: Answer) -> list[tuple[str, str, Any]]:
        asked = []

        def handle(request: httpx.Request) -> httpx.Response:
            body = json.loads(request.content) if request.content else None
            asked.append((request.method, request.url.path, body))
            assert request.headers["authorization"] == "Bearer secret-token"
            status, value = answer(*asked[-1])
            return httpx.Response(status, json=value)

        api = Api("https://boucle.test", "secret-token", httpx.MockTransport(handle))
        monkeypatch.setattr(rule, "find_api", lambda _url: api)
        monkeypatch.setattr(rule, "_POLL_SECONDS", 0)
        return asked

    return serve


def test_a_good_file_has_nothing_to_mend(file: Callable[..., str]) -> None:
    done = run("lint", file(RULE))
    assert (done.exit_code, done.stdout) == (0, "1 rules, 0 lists: nothing to mend.\n")


def test_faults_have_their_path_and_fail(file: Callable[..., str]) -> None:
    done = run("lint", file({**RULE, "criteria": {"combinator": "and", "rules": [{"field": "mood"}]}}))
    assert done.exit_code == 1
    assert done.stdout.startswith("$.rules[0].criteria.rules[0].field: ")
    shaped = run("lint", "--json", file({**RULE, "priority": "P9", "more": 1}))
    assert shaped.exit_code == 1
    assert {one["path"] for one in json.loads(shaped.stdout)["faults"]} == {
        "$.rules[0].priority",
        "$.rules[0].more",
    }


def test_advice_fails_only_when_asked_to(file: Callable[..., str]) -> None:
    wide = {
        **RULE,
        "criteria": {"combinator": "and", "rules": [{"field": "score.class", "operator": "!=", "value": "high"}]},
    }
    done = run("lint", file(wide))
    assert (done.exit_code, done.stdout.split(":")[:2]) == (0, ["r-a", " warning"])
    assert run("lint", "--strict", file(wide)).exit_code == 1
    assert run("lint", "--strict", file({**RULE, "label": "R_12"})).exit_code == 0, "advice is no warning"


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"rules": 1}'])
def test_what_is_no_file_of_rules_is_misuse(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    assert run("lint", str(path)).exit_code == 2
    assert run("lint", str(tmp_path / "none.json")).exit_code == 2


def test_export_writes_the_file(served: Any) -> None:
    filed = {"rules": [RULE], "keyword_lists": []}
    served(lambda *_: (200, filed))
    done = run("export")
    assert (done.exit_code, json.loads(done.stdout)) == (0, filed)
    assert "Détracteur" in done.stdout


def test_diff_reads_like_one(served: Any, file: Callable[..., str]) -> None:
    changes = {"added": ["r-a"], "changed": [{"id": "r-b", "fields": ["label", "notify"]}], "removed": ["r-c"],
               "unchanged": 2, "applied": False}  # fmt: skip
    asked = served(lambda *_: (200, changes))
    done = run("diff", file(RULE))
    assert done.stdout == "+ r-a\n~ r-b: label, notify\n- r-c\n2 unchanged\n"
    assert asked == [("POST", "/v1/rules/import", {"rules": [RULE], "keyword_lists": [], "dry_run": True})]


@pytest.mark.parametrize(("options", "dry", "said"), [([], True, "add --yes"), (["--yes"], False, "Applied.")])
def test_import_changes_nothing_unless_told(
    served: Any, file: Callable[..., str], options: list[str], dry: bool, said: str
) -> None:
    asked = served(lambda _m, _p, body: (200, {
        "added": [], "changed": [], "removed": [], "unchanged": 1, "applied": not body["dry_run"],
    }))  # fmt: skip
    done = run("import", *options, file(RULE))
    assert (done.exit_code, said in done.stdout) == (0, True)
    assert (asked[0][2]["dry_run"], asked[0][2]["confirm"]) == (dry, False)


def test_a_refusal_is_told_fault_by_fault(served: Any, file: Callable[..., str]) -> None:
    fault = {"path": "$.rules[0].label", "code": "duplicate", "message": "another has it"}
    problem = {"detail": "The file cannot be used", "code": "invalid", "errors": [fault]}
    served(lambda *_: (422, problem))
    done = run("import", "--yes", file(RULE))
    assert done.exit_code == 1
    assert "$.rules[0].label: another has it" in done.output


@pytest.mark.parametrize(("status", "said"), [(401, "BOUCLE_TOKEN"), (500, "500"), (502, "502")])
def test_other_refusals(served: Any, status: int, said: str) -> None:
    served(lambda *_: (status, "gateway"))
    done = run("export")
    assert (done.exit_code, said in done.output) == (1, True)


IMPACT: dict[str, Any] = {
    "days": 90, "feedbacks": 900, "complete": True, "fired": 45, "share": 0.05, "per_day": [],
    "per_place": [{"id": "lyon", "name": "Lyon", "count": 45}],
    "people": [{"id": "u", "name": "Ada", "count": 45}],
    "expired_share": 0.1, "treatment_seconds": 100_800, "overlaps": [], "previous": {"version": 7, "fired": 31},
    "samples": [],
    "findings": [{"code": "overlap", "severity": "warning", "rule_id": "r-b",
                  "params": {"label": "Rappel", "count": 6, "fired": 34, "share": 0.18}}],
}  # fmt: skip


def test_a_backtest_waits_for_its_job(served: Any) -> None:
    states = iter([("running", None), ("done", IMPACT)])

    def answer(method: str, path: str, _body: Any) -> tuple[int, Any]:
        if path == "/v1/rules":
            return 200, {"items": [{**RULE, "version": 3, "saved_at": None}]}
        status, found = ("waiting", None) if method == "POST" else next(states)
        progress = {"done": 10, "total": 90}
        return 200, {"id": "j1", "status": status, "progress": progress, "result": found, "error": None}

    asked = served(answer)
    done = run("backtest", "r-a")
    assert done.exit_code == 0, done.output
    body = asked[1][2]
    assert (body["id"], body["days"], set(body["rule"])) == ("r-a", 90, set(RULE) - {"id"})
    for line in ("45 of 900 feedbacks in 90 days, 0.5 a day, 1 people told", "version 7: 31",
                 "such cases take 1 d 4 h", "10 % of them would have expired", "   45  Lyon",
                 'warning: 6 of its 34 are also taken by "Rappel"'):  # fmt: skip
        assert line in done.stdout
    assert len(asked) == 4


NO_RULES: dict[str, Any] = {"items": []}


def test_a_backtest_of_a_rule_in_a_file_that_is_new(served: Any, file: Callable[..., str]) -> None:
    done_at_once: dict[str, Any] = {"id": "j1", "status": "done", "progress": {}, "result": IMPACT, "error": None}
    asked = served(lambda _m, p, _b: (200, NO_RULES if p == "/v1/rules" else done_at_once))
    assert run("backtest", "r-a", "--file", file(RULE), "--days", "30", "--json").exit_code == 0
    assert (asked[1][2]["id"], asked[1][2]["days"]) == (None, 30)


def test_a_backtest_that_fails_says_why(served: Any) -> None:
    error = {"code": "invalid", "detail": "a list has changed"}
    failed = {"id": "j1", "status": "failed", "progress": {}, "result": None, "error": error}
    served(lambda _m, p, _b: (200, {"items": [RULE]} if p == "/v1/rules" else failed))
    done = run("backtest", "r-a")
    assert (done.exit_code, "a list has changed" in done.output) == (1, True)
    unknown = run("backtest", "r-z")
    assert (unknown.exit_code, "use one of r-a" in unknown.output) == (1, True)


PARAMS: dict[str, Any] = {
    "share": 0.5, "fired": 5, "feedbacks": 10, "days": 30, "limit": 30, "label": "Rappel", "same": False,
    "length": 33, "expires_in": 3600, "treatment_seconds": None, "count": 2, "per_day": 1.1,
}  # fmt: skip


@pytest.mark.parametrize("code", Code.__value__.__args__)
def test_every_finding_has_its_sentence(code: str) -> None:
    assert sentence(code, PARAMS | ({"treatment_seconds": 7200} if code == "expiry_short" else {}))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(30, "0 min"), (60, "1 min"), (3600, "1 h"), (86_400, "1 d"), (100_800, "1 d 4 h"), (7200, "2 h")],
)
def test_lengths_of_time(seconds: int, text: str) -> None:
    assert length(seconds) == text
