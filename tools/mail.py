"""The mail's HTML: compiled from MJML while developing and committed, so that sending needs neither Node nor MJML.

``python -m tools.mail`` writes it; ``--check`` fails when the committed files are stale. The source is
``tools/mjml/mail.mjml``. What repeats or may be absent stands there between ``<!--part NAME-->`` and
``<!--/part-->``; it becomes a file of its own and leaves ``${NAME}`` behind.
"""

import re
import subprocess
import sys
from pathlib import Path

from tools.local.environment import run_quietly, tool_environment
from tools.local.errors import LocalError
from tools.local.fingerprint import fingerprint
from tools.local.paths import ROOT

SOURCES = ROOT / "tools" / "mjml"
TARGET = ROOT / "shared" / "notifications" / "templates"

# The innermost parts: none holds the start of another.
_PART = re.compile(r"<!--part (\w+)-->((?:(?!<!--part ).)*?)<!--/part-->", re.DOTALL)
_TIMEOUT = 60


def compiled() -> dict[str, str]:
    """The HTML by file name, from the MJML. Installs the locked compiler if needed. Raises LocalError."""
    environment = tool_environment()
    _install(environment)
    done = subprocess.run(
        ["node", "compile.mjs"], input=(SOURCES / "mail.mjml").read_text(encoding="utf-8"), cwd=SOURCES,
        env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=_TIMEOUT,
    )  # fmt: skip
    if done.returncode != 0:
        raise LocalError(f"tools/mjml/mail.mjml does not compile, correct it: {done.stderr.strip()[-500:]}")
    return {f"{name}.html": html for name, html in split(done.stdout).items()}


def split(html: str) -> dict[str, str]:
    """The parts of a compiled page by name, indentation taken out; what is around them is ``page``."""
    parts: dict[str, str] = {}
    page = html
    while found := _PART.search(page):
        name, inner = found.groups()
        parts[name] = _flat(inner)
        page = f"{page[: found.start()]}${{{name}}}{page[found.end() :]}"
    return parts | {"page": _flat(page)}


def _flat(html: str) -> str:
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


def _install(environment: dict[str, str]) -> None:
    stamp = SOURCES / "node_modules" / ".boucle-installed"
    wanted = fingerprint([SOURCES / "package-lock.json"])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    run_quietly(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"],
        problem="The mail compiler could not be installed", environment=environment, folder=SOURCES,
    )  # fmt: skip
    stamp.write_text(wanted, encoding="utf-8")


def _committed() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in _files()}


def _files() -> list[Path]:
    return sorted(TARGET.glob("*.html"))


def write() -> None:
    """Writes the files and removes those that the source no longer makes."""
    files = compiled()
    TARGET.mkdir(exist_ok=True)
    for path in _files():
        if path.name not in files:
            path.unlink()
    for name, html in files.items():
        (TARGET / name).write_text(html, encoding="utf-8")


def current() -> bool:
    """Whether the committed files are what the source says."""
    return _committed() == compiled()


def main() -> int:
    """Writes or checks; answers the exit status."""
    try:
        if "--check" not in sys.argv[1:]:
            write()
            return 0
        if current():
            return 0
        sys.stderr.write(
            "shared/notifications/templates is stale: run `python -m tools.mail` and commit the result\n"
        )
    except LocalError as problem:
        sys.stderr.write(f"{problem}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
