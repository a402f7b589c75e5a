"""Memory of one long crawl: what it holds after so many articles.

`python -m benchmarks.memory [PAGES]`: the large sample newspaper with articles of 60 KB (`benchmarks.fastsite`)
is crawled once by the real command. 100,000 pages take half an hour; `make bench` takes 10,000. Ratios are
to the first tenth: until then caches fill.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.fastsite import serving
from tests.crawling import command, crawl_words, environment

ROOT = Path(__file__).parents[1]
_SECONDS = 1.0
_PARTS = 10


def held(pid: int) -> float:
    """Megabytes that a process has in memory now; 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except FileNotFoundError:
        return 0.0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(found[0]) / 1024 if found else 0.0


def stored(database: Path) -> int:
    """Articles so far; 0 while the database is being made."""
    if not database.exists():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def samples(port: int, database: Path) -> list[tuple[int, float]]:
    """(articles, megabytes) each second of a crawl, which must end well."""
    words = crawl_words(
        "baomau", database, f"http://127.0.0.1:{port}", "-a", "mode=backfill", "-s",
        "CONCURRENT_REQUESTS_PER_DOMAIN=8", "-s", "LOG_LEVEL=ERROR",
    )  # fmt: skip
    found = []
    with subprocess.Popen(
        command(*words), cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL
    ) as crawl:
        while crawl.poll() is None:
            found.append((stored(database), held(crawl.pid)))
            time.sleep(_SECONDS)
    if crawl.returncode:
        raise SystemExit(f"the crawl ended with {crawl.returncode}")
    return [sample for sample in found if sample[1]]


def main(pages: int = 10_000) -> None:
    """Print what was held at most in each tenth of the pages."""
    with tempfile.TemporaryDirectory() as folder, serving(pages) as port:
        database = Path(folder) / "n.db"
        found = samples(port, database)
        if stored(database) != pages:
            raise SystemExit(f"{pages} articles were served, {stored(database)} are stored")
    print(f"{'articles':>12}{'MB at most':>12}{'ratio':>8}")
    first = 0.0
    for part in range(1, _PARTS + 1):
        low, high = pages * (part - 1) / _PARTS, pages * part / _PARTS
        most = max((mb for count, mb in found if low < count <= high), default=0.0)
        first = first or most
        if most:
            print(f"{high:>12,.0f}{most:>12.0f}{most / first:>7.2f}x")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
