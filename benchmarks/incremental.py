"""Growth of a scheduled run: what an hour costs in a database of 10,000, 100,000 or a million articles.

`python -m benchmarks.incremental [FOLDER] [--sizes 10000 100000]`: the databases of `benchmarks.storage`
are copied and handed to the sample newspaper, as if it had crawled them; its own articles are crawled
into them, and then come hours with nothing new and hours with twenty new articles, five of each, of which
the medians are told. A run is the real `scrapy crawl`, start-up included; ratios are to the first size.
Copies are removed at the end.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks import corpus
from benchmarks.requests import Growing
from crawler.samplepaper import serve
from tests.crawling import crawl

#: Articles of the sample newspaper before and after its busy hour.
BEFORE, NEW = 300, 20
ROUNDS = 5


def handed_over(path: Path, copy: Path) -> None:
    """The database as if the sample newspaper had crawled it, in numbers of an older system."""
    shutil.copyfile(path, copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as conn:
        conn.execute("PRAGMA cache_size = -400000")
        conn.execute("BEGIN")
        conn.execute(
            "UPDATE pages SET paper = 'baomau', host = 'baomau.example', number_space = 'old',"
            " number = (SELECT CAST(source_id AS INTEGER) FROM articles WHERE id = article_id)"
        )
        conn.execute("UPDATE articles SET paper = 'baomau', number_space = 'old'")
        conn.execute("UPDATE runs SET paper = 'baomau'")
        conn.execute("DELETE FROM locks")
        conn.execute("COMMIT")
        conn.execute("PRAGMA journal_mode = WAL")


def measured(database: Path) -> dict[str, float]:
    """CPU seconds, wall seconds and requests of the hours."""
    site = Growing(BEFORE)
    with serve(site) as server:

        def hour(new: int | None = None) -> tuple[float, float]:
            before, started = _cpu(), time.perf_counter()
            done = crawl("baomau", database, server.url, timeout=1_800)
            assert done.code == 0, done.err
            assert new is None or done.summary["new"] == new, done.summary
            return _cpu() - before, time.perf_counter() - started

        hour(BEFORE)
        hour(0)  # reads the listings once more, without validators
        quiet = [hour(0) for _ in range(ROUNDS)]
        busy = []
        for n in range(1, ROUNDS + 1):
            site.grow(BEFORE + n * NEW)
            busy.append(hour(NEW))
    hours = {"quiet hour": quiet, f"hour with {NEW} new": busy}
    told = {
        name: [statistics.median(column) for column in zip(*runs, strict=True)]
        for name, runs in hours.items()
    }
    return {
        f"{name}, {unit}": value
        for name, values in told.items()
        for unit, value in zip(("CPU s", "wall s"), values, strict=True)
    }


def _cpu() -> float:
    used = os.times()
    return used.children_user + used.children_system


def main() -> None:
    """Print a column a size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=Path("output"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    opts = parser.parse_args()
    columns = []
    for size in opts.sizes:
        path = opts.folder / f"bench-{size}.db"
        corpus.build(path, size)
        with tempfile.TemporaryDirectory(dir=opts.folder) as folder:
            copy = Path(folder) / "n.db"
            handed_over(path, copy)
            columns.append(measured(copy))
    print(f"{'':<30}", *[f"{size:>18,}" for size in opts.sizes])
    for name, first in columns[0].items():
        cells = [f"{c[name]:>8.2f} ({c[name] / first:>5.2f} x)" for c in columns]
        print(f"{name:<30}", *[f"{cell:>18}" for cell in cells])


if __name__ == "__main__":
    main()
