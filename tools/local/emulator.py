"""Starts and ends one AWS emulator process on the loopback address."""

import http.client
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from tools.local.aws import ACCESS_KEY, REGION, SECRET_KEY, Clients
from tools.local.environment import emulator_python
from tools.local.errors import LocalError
from tools.local.paths import StateDirectory
from tools.local.ports import HOST

_PROCESS = Path(__file__).with_name("emulator_process.py")
_START_SECONDS = 30.0
_STOP_SECONDS = 1.5
_POLL_SECONDS = 0.05
_LOG_TAIL_BYTES = 4096
# What the emulator's process may see of ours. Anything else (proxies, AWS settings) would leak into functions.
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL")


class Emulator:
    """One emulator: ``start``, then ``clients``, then ``stop``. Everything it writes lies in ``state``."""

    def __init__(self, port: int, state: StateDirectory) -> None:
        self.port = port
        self.endpoint = f"http://{HOST}:{port}"
        self.clients = Clients(self.endpoint)
        self._state = state
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the process and returns at once; ``wait_until_ready`` must follow."""
        shutil.rmtree(self._state.temporary, ignore_errors=True)
        self._state.temporary.mkdir(mode=0o700, parents=True)
        with self._state.emulator_log.open("wb") as log:
            # A session of its own: Ctrl-C reaches only the run, which then ends the emulator in order.
            self._process = subprocess.Popen(
                [str(emulator_python()), str(_PROCESS)],
                cwd=self._state.temporary,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._state.emulator_pid.write_text(str(self._process.pid))

    def wait_until_ready(self) -> None:
        """Returns when the emulator answers; raises LocalError when it ends or stays silent."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            self.check()
            if self._answers():
                return
            time.sleep(_POLL_SECONDS)
        raise LocalError(f"The AWS emulator did not answer within {_START_SECONDS:.0f} s: {self._see_log()}")

    def check(self) -> None:
        """Raises LocalError when the process has ended by itself."""
        if self._process is None:
            raise LocalError("The AWS emulator was not started: this is a defect of the local run.")
        code = self._process.poll()
        if code is not None:
            raise LocalError(f"The AWS emulator ended by itself (exit code {code}): {self._see_log()}")

    def stop(self) -> None:
        """Ends the emulator and its functions' processes, and removes its temporary files."""
        if self._process is not None:
            self._signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_STOP_SECONDS)
            # Again for the whole group: a function may still be running when its emulator has gone.
            self._signal(signal.SIGKILL)
            self._process.wait(_STOP_SECONDS)
            self._process = None
        self._state.emulator_pid.unlink(missing_ok=True)
        shutil.rmtree(self._state.temporary, ignore_errors=True)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, number)
        except ProcessLookupError:
            return

    def _environment(self) -> dict[str, str]:
        temporary = self._state.temporary
        return {
            **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            "BIND_HOST": HOST,
            "GATEWAY_PORT": str(self.port),
            "AUTH": "true",
            "LAMBDA_ACCOUNT_CONCURRENCY": "10",
            "LAMBDA_WARM_TTL_SECONDS": "3600",
            "MINISTACK_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "LOG_LEVEL": "INFO",
            "PYTHONUNBUFFERED": "1",
            "TMPDIR": str(temporary),
            "STATE_DIR": str(temporary / "state"),
            # A socket that does not exist: the emulator must never look at this machine's containers.
            "DOCKER_HOST": f"unix://{temporary}/no-docker.sock",
        }

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=1)
        try:
            connection.request("GET", "/_ministack/ready")
            return connection.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            connection.close()

    def _see_log(self) -> str:
        last = ""
        if self._state.emulator_log.exists():
            lines = self._state.emulator_log.read_bytes()[-_LOG_TAIL_BYTES:].decode(errors="replace").splitlines()
            last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        said = f'it last said "{last}", and ' if last else ""
        return f"{said}its log is {self._state.emulator_log}; then start again."
