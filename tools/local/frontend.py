"""Installs and builds the frontend when its sources have changed."""

import sys
from pathlib import Path

from tools.local.environment import run_quietly, tool_environment
from tools.local.errors import LocalError
from tools.local.fingerprint import fingerprint
from tools.local.paths import ROOT, build_lock

FRONTEND = ROOT / "frontend"
DIST = FRONTEND / "dist"
_SOURCES = (
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "vite.config.ts",
)


def install_frontend() -> bool:
    """Installs the locked packages when the lock has changed; says whether it had to. Raises LocalError."""
    modules = FRONTEND / "node_modules"
    if not (FRONTEND / "package-lock.json").exists():
        raise LocalError("frontend/package-lock.json is missing: restore it, then try again.")
    return _once(
        modules / ".boucle-installed",
        fingerprint([FRONTEND / "package-lock.json"]),
        ["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"],
        "The frontend's packages could not be installed",
    )


def build_frontend() -> bool:
    """Builds ``frontend/dist`` when a source has changed; says whether it had to. Raises LocalError."""
    if not (DIST / "index.html").exists():
        (DIST / ".boucle-built").unlink(missing_ok=True)
    return _once(
        DIST / ".boucle-built",
        fingerprint([FRONTEND / name for name in _SOURCES]),
        ["npm", "run", "--silent", "build"],
        "The frontend could not be built",
    )


def _once(stamp: Path, wanted: str, command: list[str], problem: str) -> bool:
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    run_quietly(command, problem=problem, environment=tool_environment(), folder=FRONTEND)
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(wanted)
    return True


def main() -> int:
    """Builds the frontend; answers the exit status."""
    try:
        with build_lock():
            install_frontend()
            build_frontend()
    except LocalError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
