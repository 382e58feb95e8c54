"""Which file answers which address."""

import gzip
from pathlib import Path

import pytest

from tools.local.site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html>home")
    (dist / "assets" / "app-1a2b.js").write_text("x" * 5000)
    (dist / "robots.txt").write_text("User-agent: *")
    (tmp_path / "secret.txt").write_text("not for anyone")
    return Site(dist)


@pytest.mark.parametrize("path", ["/", "/alerts/a1", "/inbox/late?x=1", "/é"])
def test_a_path_without_extension_is_the_application(site: Site, path: str) -> None:
    page = site.page(path.split("?")[0])
    assert page is not None
    assert page.body == b"<!doctype html>home"
    assert (page.content_type, page.cache) == ("text/html; charset=utf-8", "no-cache")


@pytest.mark.parametrize(
    "path",
    [
        "/missing.js",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/..%2fsecret.txt",
        "/a\0.js",
        "/" + "a" * 5000 + ".js",
    ],
)
def test_a_missing_file_or_one_outside_is_not_found(site: Site, path: str) -> None:
    assert site.page(path) is None


def test_hashed_files_are_kept_for_ever_and_compressed(site: Site) -> None:
    page = site.page("/assets/app-1a2b.js")
    assert page is not None
    assert page.content_type == "application/javascript; charset=utf-8"
    assert "immutable" in page.cache
    assert page.compressed is not None
    assert gzip.decompress(page.compressed) == page.body


def test_small_files_are_sent_as_they_are(site: Site) -> None:
    page = site.page("/robots.txt")
    assert page is not None
    assert page.compressed is None


def test_a_changed_file_is_read_again(site: Site) -> None:
    site.page("/robots.txt")
    (site.folder / "robots.txt").write_text("changed, and longer")
    page = site.page("/robots.txt")
    assert page is not None
    assert page.body == b"changed, and longer"
