"""A database of any size for the benchmarks: the sample newspaper's generator, through the store.

`python -m benchmarks.corpus FILE --articles 100000`. Articles go in as a crawl puts them in (leased,
closed, indexed for search); the pages are not made into HTML and read again, and near-duplicates are
not looked for: texts put together from few patterns are all alike, and search and export do not care.
"""

from __future__ import annotations

import argparse
import time
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

from crawler.samplepaper.large import LargeSource
from crawler.samplepaper.model import Article as Filed
from pipelines.items import Article, Author, Image, Link, Source
from pipelines.outcomes import PageKind
from pipelines.storage import similar
from pipelines.storage.base import Mode, PageEnd
from pipelines.storage.sqlite import SqliteStore
from pipelines.text import fold, words

HOST = "https://bench.example"
NOW = "2026-01-01T00:00:00.000Z"
FIRST, BATCH = 100_000, 500


def stored(filed: Filed) -> Article:
    """The article as the stages would hand it to the store."""
    body = "\n\n".join(block["p"] for block in filed.blocks if "p" in block)
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
    """Fill `path` up to so many articles, oldest first; what is there already stays."""
    with patch.object(similar, "index"):
        _build(path, articles)


def _build(path: Path, articles: int) -> None:
    source = LargeSource(articles)
    store = SqliteStore.open(path)
    done = store.connection.raw.execute("SELECT count(*) FROM articles").fetchone()[0]
    run = store.begin_run("bench", "backfill", {}, NOW, 10**9)
    started = time.perf_counter()
    for first in range(done, articles, BATCH):
        made = {}
        for index in range(first, min(first + BATCH, articles)):
            filed = source.article(FIRST + index)
            assert filed is not None
            article = stored(filed)
            made[article.url] = article
        store.add(run, [Link(url, PageKind.ARTICLE) for url in made], NOW, None)
        for task in store.lease(run, Mode(), BATCH, NOW):
            store.close(PageEnd(task, None, NOW, NOW, article=made[task.url], http_status=200),
                        Mode())  # fmt: skip
        if first % 10_000 == 0 and first > done:
            print(f"{first} articles, {(first - done) / (time.perf_counter() - started):.0f}/s")
    store.end_run(run, NOW, "complete", 0, {"requests": articles})
    store.close_connection()


def wanted(default: int = 100_000) -> tuple[Path, int]:
    """The database that the command line names, made when it is not there."""
    parser = argparse.ArgumentParser()
    parser.add_argument("database", type=Path, nargs="?", default=Path("output/bench.db"))
    parser.add_argument("--articles", type=int, default=default)
    opts = parser.parse_args()
    build(opts.database, opts.articles)
    return opts.database, opts.articles


if __name__ == "__main__":
    wanted()
