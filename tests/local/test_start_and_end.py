"""How a run fails to start, how it ends, and what it leaves behind: one sentence, an exit code, nothing."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.local.emulator import Emulator
from tools.local.environment import prepare_emulator_environment, run_quietly
from tools.local.errors import LocalError
from tools.local.paths import ROOT, StateDirectory, build_lock
from tools.local.ports import HOST, first_free, is_free, require_free
from tools.local.synth import synthesise

_READY_SECONDS = 180.0
_END_SECONDS = 20.0
_PORT = 8480


def start(state: Path, port: str, **environment: str) -> subprocess.Popen[str]:
    """``make run`` without the frontend, with its state in a folder of the test."""
    program = (
        "import sys; from pathlib import Path; from tools.local.run import main; "
        "from tools.local.stack import Options; from tools.local.paths import StateDirectory; "
        "sys.exit(main(Options(port=int(sys.argv[2]), frontend=False, state=StateDirectory(Path(sys.argv[1])))))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", program, str(state), port],
        cwd=ROOT,
        env={**os.environ, "DEMO": "0", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(run: subprocess.Popen[str], seconds: float = _END_SECONDS) -> tuple[int, str, str]:
    output, errors = run.communicate(timeout=seconds)
    return run.returncode, output, errors


def wait_until(ready: Path, run: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while not ready.exists():
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < deadline, "the stack was not ready in time"
        time.sleep(0.1)


def processes_in(state: Path) -> list[str]:
    """Command lines of processes that were started from or work in a run's folders."""
    found = []
    folders = (str(state), str(StateDirectory(state).temporary))
    for entry in Path("/proc").iterdir():
        try:
            command = (entry / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
            working = str((entry / "cwd").readlink())
        except OSError:
            continue
        if entry.name.isdecimal() and any(one in command or working.startswith(one) for one in folders):
            found.append(command)
    return found


@pytest.fixture
def port() -> int:
    return first_free(_PORT)


@pytest.fixture(scope="module", autouse=True)
def _environment() -> None:
    with build_lock():
        prepare_emulator_environment()


@pytest.fixture
def emulator(tmp_path: Path, port: int) -> Iterator[Emulator]:
    one = Emulator(port, StateDirectory(tmp_path))
    yield one
    one.stop()


def test_a_run_ends_cleanly_on_a_signal(tmp_path: Path, port: int) -> None:
    run = start(tmp_path, str(port))
    wait_until(tmp_path / "stack.json", run)
    description = json.loads((tmp_path / "stack.json").read_text())
    assert (tmp_path / "stack.json").stat().st_mode & 0o777 == 0o600
    assert [user["role"] for user in description["users"]] == ["admin"]
    assert set(description) == {
        "api_url", "hook_base", "frontend_url", "mailbox_url", "table", "region", "endpoint_url", "users",
        "sources",
    }  # fmt: skip
    assert processes_in(tmp_path)

    run.send_signal(signal.SIGINT)
    run.send_signal(signal.SIGINT)
    code, output, errors = finish(run)
    assert (code, errors) == (0, "")
    assert output.endswith("Ended. Nothing is left running.\n")
    assert processes_in(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["emulator.log", "run.lock"]
    assert not StateDirectory(tmp_path).temporary.exists()
    assert is_free(port)
    assert is_free(int(description["endpoint_url"].rsplit(":", 1)[1]))


def test_an_emulator_that_dies_ends_the_run_with_one_sentence(tmp_path: Path, port: int) -> None:
    run = start(tmp_path, str(port))
    wait_until(tmp_path / "stack.json", run)
    os.killpg(int((tmp_path / "emulator.pid").read_text()), signal.SIGKILL)
    code, _, errors = finish(run)
    assert code == 1
    assert errors.count("\n") == 1
    assert "The AWS emulator ended by itself" in errors
    assert not (tmp_path / "stack.json").exists()
    assert processes_in(tmp_path) == []


def test_an_emulator_whose_run_was_killed_ends_itself(tmp_path: Path, port: int) -> None:
    run = start(tmp_path, str(port))
    wait_until(tmp_path / "stack.json", run)
    run.kill()
    run.communicate()
    deadline = time.monotonic() + _END_SECONDS
    while processes_in(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_in(tmp_path) == []
    assert not StateDirectory(tmp_path).temporary.exists()


def test_a_port_in_use_is_told_before_anything_starts(tmp_path: Path, port: int) -> None:
    with socket.create_server((HOST, port)):
        code, output, errors = finish(start(tmp_path, str(port)))
    assert (code, output) == (1, "")
    assert errors.startswith(f"Stopped. Port {port} is already in use: stop what uses it, or choose another port")
    assert errors.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_in_the_same_folder_is_refused(tmp_path: Path, port: int) -> None:
    with StateDirectory(tmp_path).held():
        code, _, errors = finish(start(tmp_path, str(port)))
    assert (code, errors.count("\n")) == (1, 1)
    assert "A local run is already going" in errors


@pytest.mark.parametrize(
    ("text", "sentence"), [("http", "PORT must be a number"), ("70000", "PORT must be between")]
)
def test_a_wrong_port_is_told(text: str, sentence: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.local.run"],
        cwd=ROOT,
        env={**os.environ, "PORT": text},
        capture_output=True,
        text=True,
        timeout=_END_SECONDS,
        check=False,
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_missing_interpreter_is_told_by_make(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "uv.lock", ".python-version"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    done = subprocess.run(
        ["make", "run", "PYTHON=python3.13-is-not-here"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Boucle needs Python 3.13, which 'python3.13-is-not-here' is not: install it" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_an_emulator_that_cannot_start_is_told(emulator: Emulator, port: int) -> None:
    with socket.create_server((HOST, port)):
        emulator.start()
        with pytest.raises(LocalError, match=r"ended by itself \(exit code 1\)|already in use"):
            emulator.wait_until_ready()


def test_a_failing_build_tells_its_reason_in_one_sentence() -> None:
    script = "echo 'src/app.ts(4,18): error TS2304: Cannot find name x, which is needed.'; echo more; exit 2"
    with pytest.raises(
        LocalError, match=r"The frontend could not be built: .*error TS2304.* All it said is in"
    ) as told:
        run_quietly(["sh", "-c", script], problem="The frontend could not be built", environment=dict(os.environ))
    assert "\n" not in str(told.value)


def test_stacks_that_cannot_be_made_are_told() -> None:
    with build_lock(), pytest.raises(LocalError, match=r"could not be synthesised.*tenant"):
        synthesise({"tenant": "nobody", "architecture": "x86_64"})


def test_ports_are_free_or_told(port: int) -> None:
    require_free(port)
    with socket.create_server((HOST, port)), pytest.raises(LocalError, match=f"Port {port} is already in use"):
        require_free(port)
