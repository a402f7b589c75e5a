"""The whole pipeline beside bare Scrapy: CPU, wall time and memory for the same requests.

`python -m benchmarks.pipeline [PAGES] [ROUNDS]`. A fast server in its own process has the large sample
newspaper with articles of 60 KB. Ours crawls it with everything on (frontier, archive, fields, dates,
near-duplicates, storage, search index), then once more without the archive; bare Scrapy downloads the
addresses that ours asked for, and nothing else. They take turns; figures are medians over the rounds.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections import defaultdict
from contextlib import closing
from pathlib import Path

from benchmarks import measure
from benchmarks.fastsite import serving
from benchmarks.measure import ROUNDS, Spent
from tests.crawling import command, crawl_words, environment

#: At most so many times the CPU of bare Scrapy, and what would be better still.
GOAL, STRETCH = 2.5, 2.0


def ours(port: int, database: Path, pages: int, *more: str) -> Spent:
    """A first crawl of everything into a new database; all `pages` articles must be stored."""
    words = crawl_words(
        "baomau", database, f"http://127.0.0.1:{port}", "-a", "mode=backfill", "-s",
        "CONCURRENT_REQUESTS_PER_DOMAIN=8", "-s", "LOG_LEVEL=ERROR", *more,
    )  # fmt: skip
    figures, _out = measure.ran(command(*words), environment())
    with closing(sqlite3.connect(database)) as connection:
        stored = connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    if stored != pages:
        raise SystemExit(f"{pages} articles were served, {stored} are stored: no figure")
    return figures


def asked(database: Path) -> list[str]:
    """`host path` of every visit that the crawl made."""
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT url FROM visits ORDER BY id").fetchall()
    places = (url.partition("://")[2].partition("/") for (url,) in rows)
    return [f"{host} /{path}" for host, _, path in places]


def main(pages: int = 5_000, rounds: int = ROUNDS) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, serving(pages) as port:
        told = in_turn(port, Path(folder), pages, rounds)
    show(told, pages)


def in_turn(port: int, folder: Path, pages: int, rounds: int) -> dict[str, list[Spent]]:
    """Everybody in turn, `rounds` times; one crawl before makes the pages and the addresses."""
    first = folder / "first.db"
    ours(port, first, pages)
    addresses = folder / "addresses.txt"
    addresses.write_text("\n".join(asked(first)), "utf-8")
    told: dict[str, list[Spent]] = defaultdict(list)
    for n in range(rounds):
        bare = [sys.executable, "-m", "benchmarks.barespider", str(port), str(addresses)]
        told["bare Scrapy"].append(measure.ran(bare, environment())[0])
        told["ours, everything on"].append(ours(port, folder / f"{n}.db", pages))
        told["ours, no archive"].append(
            ours(port, folder / f"{n}-bare.db", pages, "-s", "ARCHIVE_DIR=")
        )
    return told


def show(told: dict[str, list[Spent]], pages: int) -> None:
    """Medians, and each beside bare Scrapy."""
    medians = {name: measure.medians(runs) for name, runs in told.items()}
    bare = medians["bare Scrapy"]
    print(
        f"{pages} articles of 60 KB; medians of {len(told['bare Scrapy'])} runs, start-up included"
    )
    print(f"{'':<24}{'CPU ms a page':>15}{'ratio':>8}{'wall s':>10}{'ratio':>8}{'MB':>8}")
    for name, median in medians.items():
        print(
            f"{name:<24}{median.cpu / pages * 1000:>15.2f}{median.cpu / bare.cpu:>7.2f}x"
            f"{median.wall:>10.1f}{median.wall / bare.wall:>7.2f}x{median.memory:>8.0f}"
        )
    print(
        f"goal: at most {GOAL} times the CPU of bare Scrapy with everything on; stretch {STRETCH}"
    )


if __name__ == "__main__":
    measure.start(main)
