"""The web page served for tests: the command that `make web` types, in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from crawler.samplepaper import build_site, serve
from tests.crawling import ROOT, crawl, environment, rows
from tests.servers import Answer, Site, article, small_site
from tests.servers import serve as serve_small

#: What must never run or show as anything but text.
EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">Lúa"


@dataclass(frozen=True)
class Page:
    """An answer of the site."""

    status: int
    headers: Message
    text: str


@dataclass(frozen=True)
class Website:
    """A running server."""

    url: str
    database: Path

    def get(self, path: str) -> Page:
        """One page; errors are answers too."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:
                return Page(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Page(error.code, error.headers, error.read().decode())

    def article(self, condition: str) -> int:
        """Id of the one article of which this holds."""
        (row,) = rows(self.database, f"SELECT id FROM articles WHERE {condition}")
        return int(row["id"])


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "crawler.web", *words]


@contextmanager
def website(database: Path) -> Iterator[Website]:
    """Serve `database` on a free port until the block ends."""
    with subprocess.Popen(
        command(str(database), "--port", "0"),
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            told = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", told)
            assert found, told
            yield Website(found[0], database)
        finally:
            process.terminate()
            process.wait(30)


def with_evil_text() -> Site:
    """A small newspaper one of whose titles is HTML."""
    inner = small_site(4)

    def site(host: str, path: str) -> Answer | None:
        if path == "/lua-a4.html" and host == "baolongan.vn":
            title = EVIL.replace("<", "&lt;").replace('"', "&quot;")
            return Answer(article(4, title=title))
        return inner(host, path)

    return site


def two_days(folder: Path) -> Path:
    """A database of two newspapers, the sample one after its second day."""
    database, named = folder / "two.db", folder / "urls.txt"
    with serve(build_site()) as server:
        assert crawl("baomau", database, server.url).code == 0
    named.write_text("\n".join(r["url"] for r in rows(database, "SELECT url FROM articles")))
    with serve(build_site(day=2)) as server:
        assert crawl("baomau", database, server.url, "-a", f"urls=@{named}").code == 0
    with serve_small(with_evil_text()) as server:
        assert crawl("baolongan", database, server.url).code == 0
    return database


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Website]:
    """A sample newspaper of two days, served."""
    with website(two_days(tmp_path_factory.mktemp("web"))) as running:
        yield running
