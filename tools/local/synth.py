"""Synthesises the stacks of one tenant, or reuses the assembly made from the same sources."""

import json
import os
import shlex
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.local.environment import run_quietly, tool_environment
from tools.local.errors import LocalError
from tools.local.fingerprint import fingerprint
from tools.local.paths import CACHE, ROOT

_SOURCES = ("cdk.json", "infra", "shared", "functions", "pyproject.toml", "uv.lock")
_KEPT_ASSEMBLIES = 6


@dataclass(frozen=True)
class Assembly:
    """A synthesised cloud assembly on disk."""

    folder: Path

    def stack_template(self, stack: str) -> dict[str, Any]:
        """The CloudFormation template of one stack, as JSON values. Raises LocalError when it is absent."""
        template: dict[str, Any] = json.loads((self.folder / self._artifact(stack)["templateFile"]).read_text())
        return template

    def template_path(self, stack: str) -> Path:
        """The template file of one stack."""
        return self.folder / str(self._artifact(stack)["templateFile"])

    def assets(self, stack: str) -> dict[str, Any]:
        """The file assets of one stack: identifier to source and destinations."""
        manifest = json.loads((self.folder / f"{stack}.assets.json").read_text())
        files: dict[str, Any] = manifest["files"]
        return files

    def _artifact(self, stack: str) -> dict[str, Any]:
        artifacts = json.loads((self.folder / "manifest.json").read_text())["artifacts"]
        for name, artifact in artifacts.items():
            properties: dict[str, Any] = artifact.get("properties", {})
            if artifact["type"] == "aws:cloudformation:stack" and properties.get("stackName", name) == stack:
                return properties
        raise LocalError(
            f"The synthesised application has no stack {stack}: check infra/app.py and the tenant's name."
        )


def local_context(tenant: str, frontend_url: str) -> dict[str, str]:
    """The CDK context of a local run: this machine's architecture and the front server's address."""
    architecture = "arm64" if os.uname().machine in {"arm64", "aarch64"} else "x86_64"
    return {"tenant": tenant, "architecture": architecture, "frontend_url": frontend_url, "local": "true"}


def synthesise(context: dict[str, str]) -> tuple[Assembly, bool]:
    """The assembly for this context, and whether it had to be made. Needs no network and no account."""
    folder = CACHE / "synth" / fingerprint([ROOT / name for name in _SOURCES], extra=context)
    if (folder / "manifest.json").exists():
        os.utime(folder)
        return Assembly(folder), False
    folder.parent.mkdir(parents=True, exist_ok=True)
    working = Path(tempfile.mkdtemp(dir=folder.parent, prefix="new-"))
    try:
        _run_application(working, context)
        shutil.rmtree(folder, ignore_errors=True)
        working.rename(folder)
    finally:
        shutil.rmtree(working, ignore_errors=True)
    _forget_old(folder.parent)
    return Assembly(folder), True


def _run_application(output: Path, context: dict[str, str]) -> None:
    """Runs the CDK application the way the cdk command does: context and output folder by environment."""
    settings = json.loads((ROOT / "cdk.json").read_text())
    environment = {
        **tool_environment(),
        "CDK_OUTDIR": str(output),
        "CDK_CONTEXT_JSON": json.dumps({**settings.get("context", {}), **context}),
        "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1",
    }
    run_quietly(
        shlex.split(settings["app"]), problem="The stacks could not be synthesised", environment=environment
    )


def _forget_old(folder: Path) -> None:
    """Keeps the assemblies used last; an older one is made again when asked for."""
    known = sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    for path in known[:-_KEPT_ASSEMBLIES]:
        shutil.rmtree(path, ignore_errors=True)
