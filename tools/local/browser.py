"""Finds Chromium for browser tests, and installs it where this machine's package manager can."""

import os
import shutil
import subprocess
import sys

from tools.local.errors import LocalError

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_INSTALL_SECONDS = 600


def find_browser() -> str:
    """Path of a Chromium, installed first if need be. ``CHROMIUM_PATH`` names another one.

    Raises LocalError, saying what to install, when there is none and none can be installed.
    """
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        if not os.access(named, os.X_OK):
            raise LocalError(f"CHROMIUM_PATH names {named}, which is no program: correct it, or remove it.")
        return named
    found = _on_path()
    if found is None:
        _install()
        found = _on_path()
    if found is None:
        raise LocalError("The browser tests need Chromium: install the package chromium, or set CHROMIUM_PATH.")
    return found


def _on_path() -> str | None:
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def _install() -> None:
    """Tries the system's packages, as root or with sudo that asks nothing; failing quietly is fine here."""
    apt = shutil.which("apt-get")
    if apt is None:
        return
    prefix: list[str] = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None:
            return
        prefix = [sudo, "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            [*prefix, apt, *arguments], env=environment, capture_output=True, check=False, timeout=_INSTALL_SECONDS
        )
        if done.returncode != 0:
            return


def main() -> int:
    """Prints the browser's path; returns 1 with one sentence when there is none."""
    try:
        sys.stdout.write(find_browser() + "\n")
    except LocalError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
