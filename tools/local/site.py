"""The built frontend's files, as CloudFront serves them."""

import gzip
import mimetypes
import threading
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from infra.frontend import CACHE_FOREVER, CACHE_NEVER

_COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest+json")
_WORTH_COMPRESSING = 1024


@dataclass(frozen=True)
class Page:
    """One file ready to be sent: plain and, when it is worth it, compressed."""

    content_type: str
    body: bytes
    compressed: bytes | None
    cache: str


@dataclass
class Site:
    """Files of a folder by address path; a path without extension is the application's own page."""

    folder: Path
    _pages: dict[tuple[Path, int], Page] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def page(self, path: str) -> Page | None:
        """The page at a URL path, or None when there is none."""
        relative = unquote(path).lstrip("/")
        if "\0" in relative:
            return None
        file = (self.folder / relative).resolve()
        if not file.is_relative_to(self.folder.resolve()):
            return None
        if _is_file(file):
            return self._read(file)
        index = self.folder / "index.html"
        is_page = "." not in relative.rsplit("/", 1)[-1]
        return self._read(index) if is_page and _is_file(index) else None

    def _read(self, file: Path) -> Page:
        key = (file, file.stat().st_mtime_ns)
        with self._lock:
            if key not in self._pages:
                self._pages[key] = _loaded(file, hashed=file.parent.name == "assets")
            return self._pages[key]


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:
        return False  # a name longer than the file system takes


def _loaded(file: Path, *, hashed: bool) -> Page:
    body = file.read_bytes()
    content_type = _content_type(file)
    worth = len(body) >= _WORTH_COMPRESSING and content_type.startswith(_COMPRESSED)
    return Page(
        content_type=content_type,
        body=body,
        compressed=gzip.compress(body, 6) if worth else None,
        # The build puts a content hash into the name of every file below assets/.
        cache=CACHE_FOREVER if hashed else CACHE_NEVER,
    )


def _content_type(file: Path) -> str:
    known = {".js": "application/javascript", ".mjs": "application/javascript", ".woff2": "font/woff2"}
    kind = known.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind == "application/javascript" else kind
