"""Synthesises each tenant once: the first synth of a process takes seconds, for CDK starts its own runtime."""

from pathlib import Path

import pytest

from tests.infra.assembly import Assembly, Stack

TENANTS = ("demo", "acme")


@pytest.fixture(scope="session")
def frontend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stands for the built frontend."""
    dist = tmp_path_factory.mktemp("dist")
    (dist / "assets").mkdir()
    (dist / "assets" / "index-0a1b2c3d.js").write_text("export {}\n", "utf-8")
    (dist / "index.html").write_text("<!doctype html>\n", "utf-8")
    return dist


@pytest.fixture(scope="session")
def assemblies(tmp_path_factory: pytest.TempPathFactory, frontend: Path) -> dict[str, Assembly]:
    """All tenants of the repository, synthesised."""
    return {name: Assembly.synthesise(name, tmp_path_factory.mktemp(name), frontend) for name in TENANTS}


@pytest.fixture(scope="session", params=TENANTS)
def assembly(request: pytest.FixtureRequest, assemblies: dict[str, Assembly]) -> Assembly:
    """Each tenant in turn."""
    return assemblies[request.param]


@pytest.fixture(scope="session")
def core(assembly: Assembly) -> Stack:
    """Each tenant's core stack in turn."""
    return assembly.core


@pytest.fixture(scope="session")
def web(assembly: Assembly) -> Stack:
    """Each tenant's frontend stack in turn."""
    return assembly.web


@pytest.fixture(scope="session")
def mail(assembly: Assembly) -> Stack:
    """Each tenant's mail stack in turn."""
    return assembly.mail
