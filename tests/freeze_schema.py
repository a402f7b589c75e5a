"""A real database of today's schema, frozen for the tests of every migration to come.

`python -m tests.freeze_schema`, before a migration is added: two days of the sample newspaper (an edit,
a withdrawal, near-duplicates, translations) and a small site with pages that fail, all crawled by the
real command, become `tests/data/schemas/<newest migration>.db.xz`. A file once made is never made anew:
later code would not write what the code of its day wrote.
"""

from __future__ import annotations

import lzma
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from crawler.samplepaper import build_site
from crawler.samplepaper import serve as serve_sample
from pipelines.storage.schema import names
from pipelines.storage.sqlite import open_writer
from tests.crawling import crawl, rows
from tests.servers import Answer, Site, serve, small_site

FOLDER = Path(__file__).parent / "data/schemas"


def failing_site(articles: int) -> Site:
    """So many articles, of which one is gone, one answers 500 and one has no text."""
    inner = small_site(articles)

    def site(host: str, path: str) -> Answer | None:
        odd = {
            "/lua-a2.html": Answer("gone", 404),
            "/lua-a3.html": Answer("not now", 500),
            "/lua-a4.html": Answer("<html><body><h1>Lúa đầu mùa</h1></body></html>"),
        }
        return odd.get(path) or inner(host, path)

    return site


def make(database: Path) -> None:
    """Crawl into `database`; raises AssertionError when a crawl ends otherwise than it should."""
    quiet = {"settings": {"ARCHIVE_DIR": ""}}
    with serve_sample(build_site()) as server:
        assert crawl("baomau", database, server.url, **quiet).code == 0
    named = database.with_suffix(".txt")
    named.write_text("\n".join(r["url"] for r in rows(database, "SELECT url FROM articles")))
    with serve_sample(build_site(day=2)) as server:
        assert crawl("baomau", database, server.url, "-a", f"urls=@{named}", **quiet).code == 0
    # The two that come later are of a day that is left out: they stay pending.
    for articles, window in ((6, ()), (8, ("-a", "until=2026-01-07"))):
        with serve(failing_site(articles)) as small:
            assert crawl("baolongan", database, small.url, *window, **quiet).code == 0
    with closing(open_writer(database).raw) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def main() -> int:
    """Freeze the newest schema; 1 when it is frozen already."""
    path = FOLDER / f"{names()[-1]}.db.xz"
    if path.exists():
        sys.stderr.write(f"{path} is there already, and stays as it is\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "news.db"
        make(database)
        path.write_bytes(lzma.compress(database.read_bytes(), preset=9))
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
