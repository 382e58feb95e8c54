"""``boucle openapi``: writes the API description that the frontend's types are made from."""

import subprocess
import sys
from typing import Annotated

import typer

from tools.cli.output import result, told
from tools.local.errors import LocalError
from tools.local.paths import ROOT

FILE = ROOT / "docs" / "api" / "openapi.json"


def openapi(
    as_json: Annotated[bool, typer.Option("--json", help="Write the result as JSON.")] = False,
) -> None:
    """Write docs/api/openapi.json from the API's own code."""
    with told():
        before = FILE.read_bytes() if FILE.exists() else b""
        # A process of its own: the API's modules expect a function's environment.
        done = subprocess.run(
            [sys.executable, "-m", "tools.openapi"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            reason = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise LocalError(f"The API description could not be made ({' '.join(reason)}): correct functions/api.")
    changed = FILE.read_bytes() != before
    name = FILE.relative_to(ROOT).as_posix()
    result(
        {"file": name, "changed": changed}, f"{name} {'written' if changed else 'is current'}.", as_json=as_json
    )
