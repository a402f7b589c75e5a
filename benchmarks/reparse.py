"""Reading the archive again: pages a second of one core, beside trafilatura on the same pages.

`python -m benchmarks.reparse [PAGES] [ROUNDS]`. Pages of 60 KB of a fixture site are archived under so many numbers,
read with today's code, then read and stored by the real `scrapy reparse`. Trafilatura runs on the same
pages in the same run (in `.venv-peers` where that is there). CPU seconds are those of all processes
together, from start to end; memory is that of all of them. Everybody reads in a process of its own.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks import measure
from benchmarks.fields import PEERS, peers
from benchmarks.measure import ROUNDS, Spent
from benchmarks.pages60k import OWN_LINKS, Page, pages, with_own_links
from benchmarks.texts import Writer
from crawler.catalogue import newspapers
from pipelines import archive, flow
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
_ONE = "--one"  # parse alone, in a process of its own
#: Parse alone reads at most so many.
_ALONE = 1_000


def raw_pages(count: int) -> Iterator[RawPage]:
    """So many pages, each with an address, a number, a headline and a text of its own."""
    made: list[Page] = pages("baolongan")
    writer = Writer()
    for n in range(count):
        page = made[n % len(made)]
        number = str(300_000 + n)
        html = page.html.replace(page.title, f"{page.title} {number}")
        # Prints of one text would be near-duplicates of one another, thousands of them.
        paragraphs = page.body.split("\n\n")
        own = range(500_000 + OWN_LINKS * n, 500_000 + OWN_LINKS * (n + 1))
        html = with_own_links(html, (f"/tin-xa-ven-song-a{place}.html" for place in own))
        for old, new in zip(paragraphs, writer.body(n).split("\n\n"), strict=False):
            html = html.replace(old, new)
        yield RawPage(
            url=f"https://baolongan.vn/bai-a{number}.html",
            paper=PAPER.name,
            kind=PageKind.ARTICLE,
            fetched_at=FETCHED,
            status=200,
            headers=[("Content-Type", "text/html; charset=utf-8")],
            body=html.encode(),
        )


def filled(folder: Path, count: int) -> tuple[Path, dict[str, float]]:
    """A database whose pages were refused once, and their archive; bytes a page of it."""
    database = folder / "news.db"
    store = SqliteStore.open(database)
    run = store.begin_run(PAPER.name, "backfill", {}, NOW, 10**9)
    kept = WarcArchive(folder / "news.archive", PAPER.name, run.id)
    packed = bodies = 0
    batch: dict[str, RawPage] = {}
    for n, page in enumerate(raw_pages(count), 1):
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


def parse_alone(database: Path, count: int) -> Spent:
    """Out of the archive and through all steps, nothing stored: seconds a page, and the process's memory."""
    store = SqliteStore.open(database)
    refs = [
        row[0]
        for row in store.connection.raw.execute("SELECT archive_ref FROM pages LIMIT ?", (count,))
    ]
    store.close_connection()

    def read() -> None:
        for ref in refs:
            flow.read_page(archive.read_page(database.with_suffix(".archive"), ref), PAPER)

    cpu, wall = measure.timed(read)
    return Spent(cpu / len(refs), wall / len(refs), measure.most())


def parse_and_store(database: Path, count: int, outcome: str) -> Spent:
    """The real `scrapy reparse`, all its processes from start to end; all pages must end so. Seconds a page."""
    words = [sys.executable, "-m", "scrapy", "reparse", "-s", f"DATABASE={database}"]
    whole, out = measure.ran(words)
    told = json.loads(out.splitlines()[-1])
    if told[outcome] != count:
        raise SystemExit(f"of {count} pages {told[outcome]} are {outcome}: no figure\n{told}")
    return whole._replace(cpu=whole.cpu / count, wall=whole.wall / count)


def both_ways(database: Path, count: int) -> tuple[Spent, Spent]:
    """A copy of the database and its archive read as new, and once more with nothing to change."""
    with tempfile.TemporaryDirectory(dir=database.parent) as name:
        copy = Path(name) / "news.db"
        shutil.copyfile(database, copy)
        shutil.copytree(database.with_suffix(".archive"), copy.with_suffix(".archive"))
        return parse_and_store(copy, count, "new"), parse_and_store(copy, count, "same")


def trafilatura(python: Path) -> Spent:
    """Seconds a page; ends the benchmark where it cannot be measured."""
    told = peers(pages("baolongan"), python, ("trafilatura",), rounds=1)["trafilatura"]
    return Spent(told["ms"] / 1_000, told["wall"] / 1_000, told["mb"])


def main(count: int = 2_000, rounds: int = ROUNDS) -> None:
    """Print the figures: medians over the rounds."""
    # Ours need trafilatura too, as a last resort: it is installed in any case.
    python = PEERS if PEERS.is_file() else Path(sys.executable)
    told: dict[str, list[Spent]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        database, sizes = filled(Path(name), count)
        for _ in range(rounds):
            told["trafilatura, parse alone"].append(trafilatura(python))
            alone = measure.answered("benchmarks.reparse", _ONE, database, min(count, _ALONE))
            told["parse alone"].append(Spent(*alone))
            new, same = both_ways(database, count)
            told["parse and store, all new"].append(new)
            told["parse and compare, all the same"].append(same)
    head = f"{count:,} pages of {sizes['body'] / 1_000:.0f} KB, {os.cpu_count()} cores"
    print(f"{head}, medians of {rounds} rounds; {OWN_LINKS} links of each page are its own")
    print(f"{'archive, bytes a page':<34}{sizes['archive']:>8,.0f}", end="")
    print(f"   {sizes['archive'] / sizes['gzip']:.2f} x gzip of the bodies")
    show(told)


def show(told: dict[str, list[Spent]]) -> None:
    """A row each, beside trafilatura."""
    print(
        f"{'pages a second':<34}{'of CPU':>8}{'ratio':>9}{'of the clock':>14}{'ratio':>9}{'MB':>7}"
    )
    middle = {name: measure.medians(runs) for name, runs in told.items()}
    peer = middle["trafilatura, parse alone"]
    for name, own in middle.items():
        print(f"{name:<34}{1 / own.cpu:>8,.0f}{peer.cpu / own.cpu:>7.2f} x", end="")
        print(f"{1 / own.wall:>14,.0f}{peer.wall / own.wall:>7.2f} x{own.memory:>7.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == [_ONE]:
        print(json.dumps(parse_alone(Path(sys.argv[2]), int(sys.argv[3]))))
    else:
        measure.start(main)
