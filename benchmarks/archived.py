"""Pages of 60 KB, each unlike the others, as a crawl archives them: for benchmarks of reading them again."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from benchmarks.pages60k import OWN_LINKS, Page, pages, with_own_links
from benchmarks.texts import Writer
from crawler.catalogue import newspapers
from pipelines.archive import WarcArchive
from pipelines.items import RawPage
from pipelines.links import link_to
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.storage import closing
from pipelines.storage.base import PageEnd, Run
from pipelines.storage.base_mode import Mode
from pipelines.storage.sqlite import SqliteStore
from pipelines.urls import Address, read_address

FETCHED, NOW = "2026-11-24T00:00:00.000Z", "2026-11-24T00:00:01.000Z"
PAPER = newspapers()["baolongan"]
_BATCH = 1_000


def unlike_pages(count: int) -> Iterator[Page]:
    """So many pages, each with an address, a number, a headline, a text and links of its own."""
    made = pages("baolongan")
    writer = Writer()
    for n in range(count):
        page = made[n % len(made)]
        number = str(300_000 + n)
        title = f"{page.title} {number}"
        html = page.html.replace(page.title, title)
        # Prints of one text would be near-duplicates of one another, thousands of them.
        paragraphs = page.body.split("\n\n")
        own = range(500_000 + OWN_LINKS * n, 500_000 + OWN_LINKS * (n + 1))
        html = with_own_links(html, (f"/tin-xa-ven-song-a{place}.html" for place in own))
        for old, new in zip(paragraphs, writer.body(n).split("\n\n"), strict=False):
            html = html.replace(old, new)
        url = f"https://baolongan.vn/bai-a{number}.html"
        yield page._replace(url=url, html=html, title=title)


def raw(page: Page) -> RawPage:
    """The page as its server answers with it."""
    return RawPage(
        url=page.url,
        paper=PAPER.name,
        kind=PageKind.ARTICLE,
        fetched_at=FETCHED,
        status=200,
        headers=[("Content-Type", "text/html; charset=utf-8")],
        body=page.html.encode(),
    )


def filled(folder: Path, count: int) -> tuple[Path, dict[str, float]]:
    """A database whose pages were refused once, and their archive; bytes a page of it."""
    database = folder / "news.db"
    store = SqliteStore.open(database)
    run = store.begin_run(PAPER.name, "backfill", {}, NOW, 10**9)
    kept = WarcArchive(folder / "news.archive", PAPER.name, run.id)
    packed = bodies = 0
    batch: dict[str, RawPage] = {}
    for n, page in enumerate(map(raw, unlike_pages(count)), 1):
        page.archive_ref = kept.append(page)
        packed += len(gzip.compress(page.body, 6))
        bodies += len(page.body)
        batch[page.url] = page
        if len(batch) == _BATCH or n == count:
            _refuse(store, run, batch)
            batch = {}
    store.end_run(run, NOW, "complete", 0, {})
    store.close_connection()
    kept.close()
    size = sum(file.stat().st_size for file in (folder / "news.archive").iterdir())
    return database, {"archive": size / count, "gzip": packed / count, "body": bodies / count}


def _refuse(store: SqliteStore, run: Run, batch: dict[str, RawPage]) -> None:
    """End the pages as an older parser would have that found no title."""
    links = []
    for url in batch:
        address = read_address(url, PAPER)
        assert isinstance(address, Address)
        links.append(link_to(address, PageKind.ARTICLE))
    store.add(run, links, NOW, None)
    tasks = store.lease(run, Mode(), len(batch), NOW)
    with store.connection.write() as conn:
        for task in tasks:
            page = batch[task.url]
            end = PageEnd(task, Outcome.REJECTED, NOW, NOW, reason=Reason.NO_TITLE)
            end.archive_ref, end.http_status, end.bytes = page.archive_ref, 200, len(page.body)
            closing.close(conn, end, Mode())
