"""Growth of a scheduled run: what an hour costs in a database of 10,000, 100,000 or a million articles.

`python -m benchmarks.incremental [FOLDER] [--sizes 10000 100000]`: the databases of `benchmarks.storage`
are copied and handed to the sample newspaper, as if it had crawled them; its own articles are crawled
into them, and then come hours with nothing new and hours with twenty new articles, five of each, of which
the medians are told: CPU, the clock, memory at most. A run is the real `scrapy crawl`, start-up included;
ratios are to the first size.
Copies are removed at the end.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks import corpus, measure
from benchmarks.measure import ROUNDS, Spent
from benchmarks.requests import Growing
from crawler.samplepaper import serve
from tests.crawling import command, crawl_words, environment

#: Articles of the sample newspaper before and after its busy hour.
BEFORE, NEW = 300, 20


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


def hour(database: Path, origin: str, new: int) -> Spent:
    """One run, in which so many articles must be new."""
    words = command(*crawl_words("baomau", database, origin))
    spent, out = measure.ran(words, environment())
    summary = json.loads(out.strip().splitlines()[-1])
    if summary["new"] != new:
        raise SystemExit(f"{new} articles should be new, {summary['new']} are: no figure")
    return spent


def measured(database: Path) -> dict[str, float]:
    """CPU seconds, wall seconds and memory of the hours."""
    site = Growing(BEFORE)
    with serve(site) as server:
        hour(database, server.url, BEFORE)
        hour(database, server.url, 0)  # reads the listings once more, without validators
        quiet = [hour(database, server.url, 0) for _ in range(ROUNDS)]
        busy = []
        for n in range(1, ROUNDS + 1):
            site.grow(BEFORE + n * NEW)
            busy.append(hour(database, server.url, NEW))
    hours = {"quiet hour": quiet, f"hour with {NEW} new": busy}
    return {
        f"{name}, {unit}": value
        for name, runs in hours.items()
        for unit, value in zip(("CPU s", "wall s", "MB"), measure.medians(runs), strict=True)
    }


def main() -> None:
    """Print a column a size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=Path("output"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    opts = parser.parse_args()
    measure.terminable()
    columns = []
    for size in opts.sizes:
        path = opts.folder / f"bench-{size}.db"
        corpus.build(path, size)
        with tempfile.TemporaryDirectory(dir=opts.folder) as folder:
            copy = Path(folder) / "n.db"
            handed_over(path, copy)
            columns.append(measured(copy))
    measure.show_growth(f"medians of {ROUNDS}", opts.sizes, columns)


if __name__ == "__main__":
    main()
