"""Where the local run keeps its files. Everything lives under ``.local``, which git ignores."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.local.errors import LocalError

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
CACHE = LOCAL / "cache"
MINISTACK_ENVIRONMENT = LOCAL / "ministack-venv"


_MEMORY = Path("/dev/shm")  # noqa: S108  the folder made in it is this user's alone
_ROOM_BYTES = 1 << 30


@cache
def _room_in_memory() -> bool:
    """Asked once, so that a folder made there is also looked for there."""
    return os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM_BYTES


@dataclass(frozen=True)
class StateDirectory:
    """Files of one running stack, so a test run and a developer's run never share any."""

    path: Path

    @property
    def stack_file(self) -> Path:
        """Addresses, users and sources of the running stack. It exists only while the stack is ready."""
        return self.path / "stack.json"

    @property
    def emulator_log(self) -> Path:
        """What the emulator printed since its last start."""
        return self.path / "emulator.log"

    @property
    def emulator_pid(self) -> Path:
        """The emulator's process id. It exists only while the emulator runs."""
        return self.path / "emulator.pid"

    @property
    def temporary(self) -> Path:
        """The emulator's temporary folder, removed when it ends.

        In memory where there is room: each running function unpacks over a thousand files into it.
        """
        if _room_in_memory():
            return _MEMORY / f"boucle-{hashlib.sha256(str(self.path.resolve()).encode()).hexdigest()[:12]}"
        return self.path / "tmp"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keeps a second run out of this folder; raises LocalError when one is already going."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "run.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise LocalError("A local run is already going in this folder: stop it first (Ctrl-C).") from None
            yield


DEVELOPER = StateDirectory(LOCAL)


@contextmanager
def build_lock() -> Iterator[None]:
    """One build at a time: environments, frontend and synthesis are shared by all runs of this folder."""
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
