"""Folders that become Lambda assets: one layer of locked dependencies, and one code folder per function.

Nothing here needs Docker or an account. A folder's name is the hash of what goes in, so a second call finds the
work done. Bytecode is compiled with unchecked hashes and with the paths of the Lambda file system: the folder is
read-only there, and without it each cold start compiles again. The same input gives the same bytes, so an
unchanged function is not deployed again.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

type Architecture = Literal["arm64", "x86_64"]

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build"
PYTHON = "3.13"

# Built folders nobody made again for a week belong to older sources.
_KEPT_SECONDS = 7 * 24 * 3600
_PLATFORMS: dict[Architecture, str] = {"arm64": "aarch64-manylinux_2_28", "x86_64": "x86_64-manylinux_2_28"}
# Not used at run time: metadata, tests, stubs, the Swagger page, pydantic's copy of its version 1, what powertools
# has for other uses, tables of zones that no code reads, and the word forms of other languages.
_DROPPED = (
    "*.dist-info", "tests", "*.pyi", "*.c", "*.h", "bin", ".lock",
    "swagger_ui/*.js", "swagger_ui/*.css", "pydantic/v1", "pydantic/mypy.py",
    "utilities/auth_alpha", "utilities/circuit_breaker", "utilities/data_masking", "utilities/feature_flags",
    "utilities/idempotency", "utilities/kafka", "utilities/parser", "utilities/streaming", "utilities/batch",
    "utilities/parameters", "utilities/validation", "pydantic/experimental", "tzdata.zi", "zone*.tab",
    "jmespath",  # botocore's own, in the runtime
    "snowballstemmer/[!ef]*_stemmer.py", "snowballstemmer/es*_stemmer.py", "snowballstemmer/fi*_stemmer.py",
)  # fmt: skip


class PackagingError(Exception):
    """An asset cannot be built. The message says what failed and what to do."""


def layer(architecture: Architecture, *, build: Path = BUILD) -> Path:
    """Folder of the dependency layer: the locked ``runtime`` group under ``python/``, as bytecode alone: what
    others have written is read in its repository, and its sources are a seventh of what a function may weigh.

    The first call for a lock file downloads wheels unless uv has them; later calls only look at the disk.
    """
    target = build / "layer" / f"{architecture}-{_digest((ROOT / 'uv.lock').read_bytes())}"
    if not target.exists():
        with _staged(target) as stage:
            _install(stage / "python", architecture)
            _strip(stage / "python")
            _compile(stage / "python", shown_as="/opt/python")
            _leave_bytecode(stage / "python")
    return target


def function_code(name: str, *, build: Path = BUILD) -> Path:
    """Folder with ``functions/*.py``, ``functions/<name>/`` and ``shared/`` at their places in the repository,
    bytecode included."""
    folder = ROOT / "functions" / name
    if not folder.is_dir():
        raise PackagingError(f"functions/{name} does not exist; restore the folder.")
    common = sorted((ROOT / "functions").glob("*.py"))
    sources = [*common, *_sources(folder), *_sources(ROOT / "shared")]
    content = b"".join(b"%s\0%s\0" % (_relative(path), path.read_bytes()) for path in sources)
    target = build / "code" / f"{name}-{_digest(content)}"
    if not target.exists():
        with _staged(target) as stage:
            for path in sources:
                copy = stage / path.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
            _compile(stage, shown_as="/var/task")
    return target


def _digest(content: bytes) -> str:
    """Name of what is built from this content, by this file, with this Python."""
    recipe = Path(__file__).read_bytes() + sys.version.encode()
    return hashlib.sha256(recipe + content).hexdigest()[:16]


def _sources(folder: Path) -> list[Path]:
    """Files of a folder in a fixed order, without what Python leaves behind."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _relative(path: Path) -> bytes:
    return path.relative_to(ROOT).as_posix().encode()


@contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """A temporary folder beside the target, so that an interrupted build never looks finished."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for old in target.parent.iterdir():
        if old.stat().st_mtime < time.time() - _KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=".building-", dir=target.parent))
    try:
        stage = folder / "asset"
        stage.mkdir()
        yield stage
        # Another process may have been faster; what it made is the same.
        if not target.exists():
            stage.rename(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _install(target: Path, architecture: Architecture) -> None:
    requirements = _run("uv", "export", "--frozen", "--only-group", "runtime", "--no-emit-project", "--no-header")
    # Wheels only and hashes checked: what was locked is what ships, and nothing is built on this machine.
    _run(
        "uv", "pip", "install", "--target", str(target), "--requirements", "-", "--require-hashes", "--no-deps",
        "--python-platform", _PLATFORMS[architecture], "--python-version", PYTHON,
        "--only-binary", ":all:", "--no-installer-metadata", "--link-mode", "copy",
        given=requirements,
    )  # fmt: skip


def _strip(target: Path) -> None:
    for pattern in _DROPPED:
        for path in target.rglob(pattern):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def _compile(folder: Path, *, shown_as: str) -> None:
    if ".".join(map(str, sys.version_info[:2])) != PYTHON:
        raise PackagingError(f"bytecode must be compiled by Python {PYTHON}; use the project's .venv.")
    # A fresh interpreter: what this one has already interned would change the bytes.
    _run(
        sys.executable, "-P", "-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash",
        "-s", str(folder), "-p", shown_as, str(folder),
    )  # fmt: skip


def _leave_bytecode(folder: Path) -> None:
    """Puts each module's bytecode in the place of its source, where Python takes it without one (importlib,
    "SourcelessFileLoader")."""
    for source in _sources(folder):
        if source.suffix == ".py":
            compiled = source.parent / "__pycache__" / f"{source.stem}.cpython-{PYTHON.replace('.', '')}.pyc"
            compiled.rename(source.with_suffix(".pyc"))
            source.unlink()
    for emptied in list(folder.rglob("__pycache__")):
        shutil.rmtree(emptied)


def _run(program: str, *arguments: str, given: str | None = None) -> str:
    """Output of a program, found beside this interpreter first. Raises PackagingError with its last words."""
    beside = Path(sys.executable).parent / program
    path = str(beside) if beside.exists() else shutil.which(program)
    if path is None:
        raise PackagingError(f"{program} is not installed; run `make` once to set up the environment.")
    environment = {name: value for name, value in os.environ.items() if "COLOR" not in name}
    environment |= {"PYTHONHASHSEED": "0", "UV_PYTHON_DOWNLOADS": "never", "NO_COLOR": "1"}
    done = subprocess.run(  # noqa: S603 - fixed programs and arguments
        [path, *arguments], cwd=ROOT, input=given, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = (done.stderr or done.stdout).strip().splitlines()[-3:]
        raise PackagingError(f"{Path(program).name} failed: {' '.join(reason)}")
    return done.stdout
