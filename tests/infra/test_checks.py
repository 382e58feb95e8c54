"""cdk-nag and cfn-lint on the templates: clean, or accepted with a reason that still has its finding."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import infra.build
from infra import nag
from infra.packaging import ROOT
from tests.infra.assembly import Assembly

type Finding = tuple[str, str]


def _findings(report: Path) -> set[Finding]:
    """Construct paths and rules of a validation report, with the tenant's name taken out."""
    plugins = json.loads(report.read_text("utf-8"))["pluginReports"]
    return {
        (
            construct["constructPath"].removeprefix("boucle-demo"),
            violation["ruleName"].removeprefix("Annotation::").replace("/demo/", "/TENANT/"),
        )
        for plugin in plugins
        for violation in plugin["violations"]
        for construct in violation["violatingConstructs"]
    }


def test_nothing_is_found_that_is_not_accepted(assembly: Assembly) -> None:
    assert _findings(assembly.folder / "validation-report.json") == set()


def test_every_accepted_finding_is_still_found_without_its_acceptance(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, frontend: Path
) -> None:
    monkeypatch.setattr(nag, "ACCEPTED", ())
    app = infra.build.build_app({"tenant": "demo"}, outdir=tmp_path, frontend=frontend)
    with pytest.raises(RuntimeError, match=r"^ValidationFailed"):
        app.synth()
    found = _findings(tmp_path / "validation-report.json")
    monkeypatch.undo()
    for accepted in nag.ACCEPTED:
        for rule in accepted.rules:
            short = rule.partition("::")[2]
            assert any(path.startswith(accepted.where) and name == short for path, name in found), (
                f"{rule} is not found under '{accepted.where}' any more: drop its acceptance"
            )


def test_every_acceptance_says_why() -> None:
    for accepted in nag.ACCEPTED:
        assert len(accepted.reason) > 40
        assert accepted.reason.endswith(".")


def test_cfn_lint_finds_nothing_beyond_what_its_file_accepts(assembly: Assembly) -> None:
    templates = [str(stack.path) for stack in assembly.stacks]
    done = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), *templates],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
