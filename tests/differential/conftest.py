"""The standard's evaluator, installed from its lock and run once for all questions of the session."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tools.local.environment import run_quietly, tool_environment
from tools.local.fingerprint import fingerprint

_FOLDER = Path(__file__).parent
_TIMEOUT = 120

type Standard = Callable[[list[dict[str, Any]], list[dict[str, Any]]], list[list[bool]]]


@pytest.fixture(scope="session")
def standard() -> Standard:
    """Answers queries on data, in one Node process per call: a row of answers per query."""
    environment = tool_environment()
    stamp = _FOLDER / "node_modules" / ".boucle-installed"
    wanted = fingerprint([_FOLDER / "package-lock.json"])
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        run_quietly(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"],
            problem="The standard's evaluator could not be installed", environment=environment, folder=_FOLDER,
        )  # fmt: skip
        stamp.write_text(wanted, encoding="utf-8")

    def answer(queries: list[dict[str, Any]], data: list[dict[str, Any]]) -> list[list[bool]]:
        done = subprocess.run(
            ["node", "evaluate.mjs"], input=json.dumps({"queries": queries, "data": data}), cwd=_FOLDER,
            env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=_TIMEOUT,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-500:]
        answers: list[list[bool]] = json.loads(done.stdout)
        return answers

    return answer
