"""The API is loaded domain by domain, and no route is left out."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import functions.api.routes
from functions.api.app import DOMAINS, PREFIX, whole


def test_every_module_of_routes_belongs_to_a_domain() -> None:
    named = {module for modules in DOMAINS.values() for module in modules}
    there = {path.stem for path in Path(functions.api.routes.__path__[0]).glob("*.py") if path.stem != "__init__"}
    assert named == there


def test_every_path_begins_with_its_domain() -> None:
    """Otherwise a request for it would be answered by others, who do not know it."""
    for module in {module for modules in DOMAINS.values() for module in modules}:
        paths = [route[0] for route in import_module(f"functions.api.routes.{module}").router._routes]
        firsts = {path.strip("/").split("/")[0] for path in paths}
        assert firsts == {domain for domain, modules in DOMAINS.items() if module in modules}, module


def test_the_whole_holds_every_route_once() -> None:
    app = whole()
    found = [(route.method, route.path) for route in [*app._static_routes, *app._dynamic_routes]]
    assert len(found) == len(set(found))
    assert all(path.startswith(f"{PREFIX}/") for _, path in found)


def test_a_request_loads_its_own_domain_only() -> None:
    program = (
        "import json, sys\n"
        "from functions.api.app import _domain\n"
        "_domain('me')\n"
        "print(json.dumps([name for name in sys.modules if name.startswith('functions.api.routes.')]))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == ["functions.api.routes.reader"]
