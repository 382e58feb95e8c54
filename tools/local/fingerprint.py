"""Content hashes, so that a step runs only when what it reads has changed."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.local.paths import ROOT

_SKIPPED = {"__pycache__", "node_modules", "dist", ".local", "cdk.out", ".vite", "test-results", "coverage"}


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        return
    for child in sorted(path.iterdir()):
        if child.name not in _SKIPPED:
            yield from _files(child)


def fingerprint(sources: Iterable[Path], extra: object = None) -> str:
    """A hex digest over the names and bytes of all files under ``sources`` and over ``extra`` (JSON values)."""
    digest = hashlib.sha256(json.dumps(extra, sort_keys=True).encode())
    for source in sources:
        for file in _files(source):
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:24]
