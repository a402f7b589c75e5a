"""Reading the archive again: pages a second of one core, beside trafilatura on the same pages.

`python -m benchmarks.reparse [PAGES] [ROUNDS]`. Pages of 60 KB of a fixture site are archived under so many numbers,
read with today's code, then read and stored by the real `scrapy reparse`. Trafilatura runs on the same
pages in the same run (in `.venv-peers` where that is there). CPU seconds are those of all processes
together, from start to end; memory is that of all of them, sampled.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.fields import PEERS, ROOT, peers
from benchmarks.pages60k import Page, pages
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
#: Of the links of a page so many lead where no other page's do: related articles. Menus, and boxes of
#: what is new or much read, are the same on all pages that were fetched in one hour.
OWN_LINKS = 20


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
        for k in range(OWN_LINKS):
            html = html.replace(f"-a{1_000 + k}.html", f"-a{500_000 + OWN_LINKS * n + k}.html")
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


def parse_alone(database: Path, count: int) -> float:
    """CPU seconds a page: out of the archive and through all steps, nothing stored."""
    store = SqliteStore.open(database)
    refs = [
        row[0]
        for row in store.connection.raw.execute("SELECT archive_ref FROM pages LIMIT ?", (count,))
    ]
    store.close_connection()
    started = time.process_time()
    for ref in refs:
        flow.read_page(archive.read_page(database.with_suffix(".archive"), ref), PAPER)
    return (time.process_time() - started) / len(refs)


def parse_and_store(database: Path, *more: str) -> tuple[float, float, float, dict[str, object]]:
    """CPU seconds and wall seconds of `scrapy reparse`, its most memory (MB), and what it told."""
    before, started = _cpu(), time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "scrapy", "reparse", "-s", f"DATABASE={database}", *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        most = 0.0
        while process.poll() is None:
            most = max(most, _held(process.pid))
            time.sleep(0.2)
        assert process.stdout is not None
        told = json.loads(process.stdout.read().splitlines()[-1])
    return _cpu() - before, time.perf_counter() - started, most, told


def _held(pid: int) -> float:
    """Memory of a process and its children now, in MB; what they share counts for each."""
    total = 0
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        for one in (str(pid), *children):
            status = Path(f"/proc/{one}/status").read_text("utf-8")
            total += int(status.partition("VmRSS:")[2].split()[0])
    except (OSError, IndexError):  # gone in this moment
        return 0.0
    return total / 1024


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Spent(NamedTuple):
    """One `scrapy reparse`: all its processes together, from start to end."""

    cpu: float
    wall: float
    #: Megabytes at most.
    memory: float


def both_ways(database: Path, count: int) -> tuple[Spent, Spent]:
    """A copy of the database and its archive read as new, and once more with nothing to change."""
    with tempfile.TemporaryDirectory(dir=database.parent) as name:
        copy = Path(name) / "news.db"
        shutil.copyfile(database, copy)
        shutil.copytree(database.with_suffix(".archive"), copy.with_suffix(".archive"))
        *first, told = parse_and_store(copy)
        *again, same = parse_and_store(copy)
    assert told["new"] == count, told
    assert same["same"] == count, same
    return Spent(*first), Spent(*again)


def main(count: int = 2_000, rounds: int = 5) -> None:
    """Print the figures: medians over the rounds."""
    # Ours need trafilatura too, as a last resort: it is installed in any case.
    python = PEERS if PEERS.is_file() else Path(sys.executable)
    runs: list[tuple[Spent, Spent]] = []
    alone, theirs = [], []
    with tempfile.TemporaryDirectory() as name:
        database, sizes = filled(Path(name), count)
        for _ in range(rounds):
            alone.append(parse_alone(database, min(count, 1_000)))
            runs.append(both_ways(database, count))
            theirs.append(trafilatura(python))
    show(count, rounds, sizes)
    peer, own = statistics.median(theirs), statistics.median(alone)
    print(f"{'trafilatura, parse alone':<38}{1 / peer:>22,.0f}{'1.0 x':>8}")
    print(f"{'parse alone':<38}{1 / own:>22,.0f}{peer / own:>6.1f} x")
    names = ("parse and store, all new", "parse and compare, all the same")
    for line, each in zip(names, zip(*runs, strict=True), strict=True):
        cpu, wall, memory = (statistics.median(column) for column in zip(*each, strict=True))
        ratio = count / cpu * peer
        print(f"{line:<38}{count / cpu:>22,.0f}{ratio:>6.1f} x{count / wall:>10,.0f}{memory:>6.0f}")


def trafilatura(python: Path) -> float:
    """CPU seconds a page; ends the benchmark where it cannot be measured."""
    told = peers(pages("baolongan"), python, ("trafilatura",))
    if not told:
        raise SystemExit("trafilatura does not run here: nothing to compare with")
    return told["trafilatura"]["ms"] / 1_000


def show(count: int, rounds: int, sizes: dict[str, float]) -> None:
    """The head of the table."""
    told = f"{count:,} pages of {sizes['body'] / 1_000:.0f} KB, {os.cpu_count()} cores"
    print(f"{told}, medians of {rounds} rounds; {OWN_LINKS} links of each page are its own")
    print(f"{'archive, bytes a page':<38}{sizes['archive']:>10,.0f}", end="")
    print(f"   {sizes['archive'] / sizes['gzip']:.2f} x gzip of the bodies")
    print(f"{'':<38}{'pages per CPU second':>22}{'':>8}{'pages/s':>10}{'MB':>6}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
