"""Who may import whom, and how much a function loads before its first request."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PRODUCT, ROOT, sources


def test_the_contracts_of_import_linter_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def imported(tree: ast.Module) -> set[str]:
    """The top-level packages a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


USERS = {
    "botocore": {"shared/aws.py", "shared/storage/table.py", "functions/notify/email.py"},
    "boto3": set[str](),
    "moto": set[str](),
    "tests": set[str](),
    "tools": set[str](),
    "infra": set[str](),
    "secrets": {"shared/ids.py"},
    "random": set[str](),
    "requests": set[str](),
}


@pytest.mark.parametrize("package", list(USERS))
def test_who_imports_what_only_few_may(package: str) -> None:
    assert {one.path for one in sources(*PRODUCT) if package in imported(one.tree)} == USERS[package]


def test_pydantic_is_at_the_edges_only() -> None:
    users = {one.path for one in sources(*PRODUCT) if {"pydantic", "pydantic_core"} & imported(one.tree)}
    assert all(path.startswith("functions/api/") or path == "shared/scope/tenant.py" for path in users)


HEAVY = ("pydantic", "boto3", "jinja2", "shared.scope.tenant", "requests", "asyncio")


@pytest.mark.parametrize("function", ["ingest", "evaluate", "expire", "notify"])
def test_a_cold_start_loads_nothing_heavy(function: str) -> None:
    program = (
        f"import sys, functions.{function}.handler; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.split()) == (0, []), run.stderr


def test_the_api_loads_no_boto3() -> None:
    program = "import sys, functions.api.handler; print('boto3' in sys.modules, 'jinja2' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.split() == ["False", "False"], run.stderr
