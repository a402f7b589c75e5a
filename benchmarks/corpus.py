"""A database of any size for the benchmarks.

`python -m benchmarks.corpus FILE --articles 100000`. The first 10,000 articles go in as a crawl puts
them in (leased, closed, compared, indexed for search), with texts of `benchmarks.texts`; the pages are
not made into HTML and read again. Larger databases hold them again and again, under other numbers,
addresses, days and band keys (`benchmarks.multiply`): in minutes, not hours, with as many rows, postings
and keys as a crawl would have left. What is measured is always put in through the store.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from benchmarks import measure
from benchmarks.multiply import multiply
from benchmarks.texts import Writer
from crawler.samplepaper.large import LargeSource
from crawler.samplepaper.model import Article as Filed
from pipelines.items import Article, Author, Image, Link, Source
from pipelines.outcomes import PageKind
from pipelines.storage.base import PageEnd, Run
from pipelines.storage.base_mode import Mode
from pipelines.storage.sqlite import SqliteStore
from pipelines.text import fold, words

HOST = "https://bench.example"
NOW = "2026-01-01T00:00:00.000Z"
FIRST, BATCH = 100_000, 500
#: Articles that go in one by one.
BASE = 10_000


def stored(filed: Filed, body: str) -> Article:
    """The article as the stages would hand it to the store."""
    images = [
        Image(f"{HOST}/{block['img']}", block["caption"])
        for block in filed.blocks
        if "img" in block
    ]
    told = repr((filed.title, filed.lead, body, filed.byline, filed.at))
    return Article(
        paper="bench",
        number_space="main",
        source_id=str(filed.number),
        url=f"{HOST}{filed.path}",
        language=filed.language,
        section=filed.section,
        title=filed.title,
        lead=filed.lead,
        body=body,
        byline=filed.byline,
        published_at=filed.at.isoformat(timespec="seconds"),
        published_precision="minute",
        published_raw=filed.at.strftime("%d/%m/%Y %H:%M"),
        modified_at=None,
        modified_raw=None,
        media_kind=filed.media,
        word_count=words(f"{filed.title} {filed.lead or ''} {body}"),
        content_hash=sha256(told.encode()).hexdigest(),
        text_hash=sha256(fold(body).encode()).hexdigest(),
        rules="bench",
        code_version="bench",
        archive_ref=None,
        authors=[Author(filed.byline)],
        sections=[filed.section],
        tags=list(filed.tags),
        images=images,
        provenance={"title": Source("bench", filed.title)},
    )


def build(path: Path, articles: int) -> None:
    """Fill `path` up to so many articles (at most BASE, or a multiple of it); ends where it cannot."""
    if articles < 1 or (articles > BASE and articles % BASE):
        raise SystemExit(
            f"{articles} articles: at most {BASE:,}, or a multiple of {BASE:,}, can be made"
        )
    if path.exists():
        _check(path, articles)
    path.parent.mkdir(parents=True, exist_ok=True)
    store = SqliteStore.open(path)
    if store.connection.kept is not None:
        store.connection.kept.unlink()  # an older schema's copy: what is made here can be made again
    started = time.perf_counter()
    done = store.connection.raw.execute("SELECT count(*) FROM articles").fetchone()[0]
    if done >= articles:
        store.close_connection()
        return
    run = store.begin_run("bench", "backfill", {}, NOW, 10**9)
    for first in range(done, min(articles, BASE), BATCH):
        put_in(store, run, made(first, min(first + BATCH, articles)))
    store.end_run(run, NOW, "complete", 0, {"requests": articles})
    store.close_connection()
    if articles > BASE:
        multiply(path, max(done, BASE) // BASE, articles // BASE)
    seconds = time.perf_counter() - started
    print(f"{path}: {articles} articles, filled in {seconds:.0f} s", file=sys.stderr)


def _check(path: Path, articles: int) -> None:
    """Invented articles go into no newspaper's database, and none is measured under another size's name."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute("SELECT paper, count(*) FROM articles GROUP BY paper")
            found = dict(rows.fetchall())
        except sqlite3.DatabaseError as error:
            raise SystemExit(f"{path} is no database of the benchmarks: {error}") from error
    if found.keys() - {"bench"}:
        papers = ", ".join(sorted(found))
        raise SystemExit(f"{path} holds articles of {papers}: name a file that is not there")
    if found.get("bench", 0) > articles:
        raise SystemExit(
            f"{path} holds {found['bench']} articles, not {articles}: remove it, or name its size"
        )


def made(first: int, end: int) -> list[Article]:
    """Articles of these places, the same ones whenever they are made."""
    return list(_made(first, end))


def _made(first: int, end: int) -> Iterator[Article]:
    source, writer = LargeSource(2 * BASE), Writer()
    for index in range(first, end):
        filed = source.article(FIRST + index % (2 * BASE))
        assert filed is not None
        again = index // (2 * BASE)
        number, day = FIRST + index, filed.at + timedelta(days=400 * again)
        article = stored(replace(filed, number=number, at=day), writer.body(index))
        article.url = f"{HOST}/{index}{filed.path}"
        yield article


def put_in(store: SqliteStore, run: Run, articles: list[Article]) -> None:
    """Store them as a crawl would."""
    found = {article.url: article for article in articles}
    links = [Link(url, PageKind.ARTICLE) for url in found]
    store.add(run, links, NOW, None)
    for task in store.lease(run, Mode(), len(found), NOW):
        end = PageEnd(task, None, NOW, NOW, article=found[task.url], http_status=200)
        store.close(end, Mode())


def wanted(default: int = 100_000) -> tuple[Path, int]:
    """The database that the command line names, made when it is not there; ends on SIGTERM as on an error.

    It is made in a process of its own: what a benchmark tells of its memory is not that of the making.
    """
    measure.terminable()
    database, articles = _named(default)
    words = [sys.executable, "-m", "benchmarks.corpus", str(database), "--articles", str(articles)]
    measure.ran(words)
    return database, articles


def _named(default: int = 100_000) -> tuple[Path, int]:
    parser = argparse.ArgumentParser()
    parser.add_argument("database", type=Path, nargs="?", help="default output/bench-ARTICLES.db")
    parser.add_argument("--articles", type=int, default=default)
    opts = parser.parse_args()
    return opts.database or Path(f"output/bench-{opts.articles}.db"), opts.articles


if __name__ == "__main__":
    measure.terminable()
    build(*_named())
