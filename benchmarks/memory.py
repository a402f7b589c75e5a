"""Memory of one long crawl: what it holds, and what an article costs, after so many articles.

`python -m benchmarks.memory [PAGES]`: the large sample newspaper with articles of 60 KB (`benchmarks.fastsite`)
is crawled once by the real command, which is looked at five times a second. 100,000 pages take half
an hour or more; `make bench` takes 5,000. Ratios are to the first tenth: until then caches fill. Memory is the most of
each tenth, time the median of its looks.
"""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks import measure
from benchmarks.fastsite import serving
from benchmarks.measure import ROOT, ROUNDS
from tests.crawling import command, crawl_words, environment

_SECONDS = 0.2
_PARTS = 10


class Look(NamedTuple):
    """A crawl at one moment: articles, megabytes, CPU seconds and seconds of the clock so far."""

    articles: int
    memory: float
    cpu: float
    wall: float


def stored(database: Path) -> int:
    """Articles so far; 0 while the database is being made."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def looks(port: int, database: Path) -> list[Look]:
    """A crawl, which must end well."""
    words = crawl_words(
        "baomau", database, f"http://127.0.0.1:{port}", "-a", "mode=backfill", "-s",
        "CONCURRENT_REQUESTS_PER_DOMAIN=8", "-s", "LOG_LEVEL=ERROR",
    )  # fmt: skip
    found = []
    with subprocess.Popen(
        command(*words), cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL
    ) as crawl:
        try:
            while crawl.poll() is None:
                count, memory = stored(database), measure.held(crawl.pid)
                # Not waited for yet, a process that has ended has its times still.
                used, now = measure.cpu_of(crawl.pid), time.perf_counter()
                found.append(Look(count, memory, used, now))
                time.sleep(_SECONDS)
        except BaseException:
            crawl.kill()
            raise
    if crawl.returncode:
        raise SystemExit(f"the crawl ended with {crawl.returncode}")
    return found


def costs(found: Sequence[Look]) -> tuple[float, float]:
    """CPU and wall milliseconds an article: medians between looks."""
    steps = [(one, two) for one, two in pairwise(found) if two.articles > one.articles]
    if len(steps) < ROUNDS:
        raise SystemExit(
            f"only {len(steps)} looks in a tenth of the crawl, for a median of at least {ROUNDS}:"
            " take more pages"
        )
    cpu = statistics.median((b.cpu - a.cpu) / (b.articles - a.articles) for a, b in steps)
    wall = statistics.median((b.wall - a.wall) / (b.articles - a.articles) for a, b in steps)
    return cpu * 1000, wall * 1000


def main(pages: int = 5_000) -> None:
    """Print a row for each tenth of the pages."""
    with tempfile.TemporaryDirectory() as folder, serving(pages) as port:
        database = Path(folder) / "n.db"
        found = looks(port, database)
        if stored(database) != pages:
            raise SystemExit(f"{pages} articles were served, {stored(database)} are stored")
    rows = []
    for part in range(_PARTS):
        low, high = pages * part / _PARTS, pages * (part + 1) / _PARTS
        inside = [look for look in found if low < look.articles <= high]
        rows.append((high, max((look.memory for look in inside), default=0.0), *costs(inside)))
    print(
        f"{'articles':>12}{'MB at most':>12}{'ratio':>9}{'CPU ms each':>13}{'ratio':>9}{'wall ms each':>14}{'ratio':>9}"
    )
    _, *firsts = rows[0]
    for high, *values in rows:
        memory, cpu, wall = (
            (value, value / first) for value, first in zip(values, firsts, strict=True)
        )
        print(f"{high:>12,.0f}{memory[0]:>12.0f}{memory[1]:>7.2f} x", end="")
        print(f"{cpu[0]:>13.2f}{cpu[1]:>7.2f} x{wall[0]:>14.2f}{wall[1]:>7.2f} x")


if __name__ == "__main__":
    measure.start(main)
