"""``make test``: every check, the fast ones first, and the counts at the end.

``python -m tools.local.checks NAME...`` runs some of them; ``all`` runs all, even after one has failed.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from rich.console import Console
from rich.table import Table

from tools.local.browser import find_browser
from tools.local.environment import tool_environment
from tools.local.errors import LocalError
from tools.local.frontend import FRONTEND, install_frontend
from tools.local.paths import LOCAL, ROOT, build_lock

_REPORTS = LOCAL / "reports"
_TESTS = ROOT / "tests"
# Folders that need more than Python; all others are the suite "unit".
_OWN_SUITES = ("infra", "storage", "local", "e2e")
_PYTHON = sys.executable
# Tests that need nothing but Python need nothing of each other either; those of a file share what they set up.
_ALL_CORES = ("--numprocesses", "auto", "--dist", "loadfile")


@dataclass
class Suite:
    """A part of ``make test``: commands, and where they leave their counts."""

    name: str
    commands: list[list[str]]
    reports: list[Path] = field(default_factory=list)
    folder: Path = ROOT
    before: Callable[[], object] | None = None
    browser: bool = False


@dataclass
class Result:
    """How a suite went. A check that counts no tests counts as one."""

    name: str
    passed: int
    failed: int
    skipped: int
    seconds: float


def _folders_with_tests() -> list[str]:
    """Folders of tests/ in which there is a test, so that a new one is never forgotten."""
    return sorted(path.name for path in _TESTS.iterdir() if path.is_dir() and any(path.rglob("test_*.py")))


def _pytest(name: str, folders: list[str], *options: str) -> Suite:
    report = _REPORTS / f"{name}.xml"
    paths = [f"tests/{folder}" for folder in folders]
    command = [_PYTHON, "-m", "pytest", "-q", *options, "--junitxml", str(report), *paths]
    return Suite(name, [command] if paths else [], [report])


def suites() -> list[Suite]:
    """All suites, the fast ones first."""
    found = _folders_with_tests()
    unit, browser = _REPORTS / "frontend.xml", _REPORTS / "browser.xml"
    junit = ["--reporter=default", "--reporter=junit"]
    return [
        Suite(
            "lint",
            [
                [_PYTHON, "-m", "ruff", "check", "."],
                [_PYTHON, "-m", "ruff", "format", "--check", "."],
                ["lint-imports", "--no-cache"],
                [_PYTHON, "-m", "tools.openapi", "--check"],
                [_PYTHON, "-m", "tools.holidays", "--check"],
            ],
        ),
        Suite("types", [[_PYTHON, "-m", "mypy"]]),
        _pytest("unit", [name for name in found if name not in _OWN_SUITES], *_ALL_CORES),
        Suite(
            "frontend",
            [
                ["npm", "run", "--silent", "check"],
                ["npm", "run", "--silent", "types:check"],
                ["npm", "run", "--silent", "test", "--", *junit, f"--outputFile.junit={unit}"],
            ],
            [unit],
            FRONTEND,
            _install_frontend,
        ),
        _pytest("storage", [name for name in found if name == "storage"]),
        _pytest("infra", [name for name in found if name == "infra"]),
        _pytest("local", [name for name in found if name == "local"]),
        Suite(
            "browser",
            [["npm", "run", "--silent", "test:browser", "--", *junit, f"--outputFile.junit={browser}"]],
            [browser],
            FRONTEND,
            _install_frontend,
            browser=True,
        ),
        _pytest("e2e", [name for name in found if name == "e2e"]),
    ]


def _install_frontend() -> None:
    with build_lock():
        install_frontend()


def run(suite: Suite, console: Console) -> Result:
    """Runs the commands of a suite, all of them, with their output shown."""
    console.rule(f"[bold]{suite.name}", align="left")
    started = time.monotonic()
    for report in suite.reports:
        report.unlink(missing_ok=True)
    environment = {**tool_environment(), "CI": "true"}
    try:
        if suite.before is not None:
            suite.before()
        if suite.browser:
            environment["CHROMIUM_PATH"] = find_browser()
    except LocalError as error:
        console.print(f"[red]{str(error).replace('[', '(')}[/]")
        return Result(suite.name, 0, 1, 0, time.monotonic() - started)
    codes = [
        subprocess.run(command, cwd=suite.folder, env=environment, check=False).returncode
        for command in suite.commands
    ]
    passed, failed, skipped = _counts(suite.reports)
    counted = len(suite.reports)
    others = codes[: len(codes) - counted] if counted else codes
    passed += sum(code == 0 for code in others)
    failed += sum(code != 0 for code in others)
    if counted and codes and codes[-1] != 0 and failed == 0:
        failed += 1  # the runner itself failed, or found no test
    return Result(suite.name, passed, failed, skipped, time.monotonic() - started)


def _counts(reports: list[Path]) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of JUnit files; a file that was never written counts nothing."""
    total = failed = skipped = 0
    for report in reports:
        if not report.exists():
            continue
        for suite in ElementTree.parse(report).iter("testsuite"):  # noqa: S314  written by our own runners
            total += int(suite.get("tests", "0"))
            failed += int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
            skipped += int(suite.get("skipped", "0"))
    return total - failed - skipped, failed, skipped


def main(wanted: list[str]) -> int:
    """Runs the named suites; 0 when nothing failed, 1 when something did, 2 for an unknown name."""
    console = Console(highlight=False)
    known = {suite.name: suite for suite in suites()}
    known_groups = {"all": list(known), "frontend": ["frontend", "browser"]}
    names = [one for name in wanted for one in known_groups.get(name, [name])]
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        console.print(f"Name one or more of: all, {', '.join(known)}.")
        return 2
    _REPORTS.mkdir(parents=True, exist_ok=True)
    results = [run(known[name], console) for name in names if known[name].commands]
    _summary(console, results)
    return 1 if any(result.failed for result in results) else 0


def _summary(console: Console, results: list[Result]) -> None:
    table = Table(box=None, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column("")
    for column in ("passed", "failed", "skipped", "seconds"):
        table.add_column(column, justify="right")
    for one in results:
        shown = f"[red]{one.failed}[/]" if one.failed else "0"
        table.add_row(one.name, str(one.passed), shown, str(one.skipped), f"{one.seconds:.0f}")
    console.rule(align="left")
    console.print(table)
    passed, failed = sum(one.passed for one in results), sum(one.failed for one in results)
    skipped = sum(one.skipped for one in results)
    last = f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")
    console.print(f"\n{last}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
