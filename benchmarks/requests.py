"""Requests for each new article: first crawl, quiet hour, busy hour, window, against the least.

`python -m benchmarks.requests [PAGES] [ROUNDS]`: the sample newspaper (large, from a seed) served on
loopback counts what it is asked. The least possible is one request an article, and for a quiet hour
robots.txt, front page, feed, sitemap and one page for each listing. Counts do not depend on the machine;
CPU, clock and memory are those of the crawl. All are medians of the rounds, each from an empty database.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks import measure
from benchmarks.measure import ROUNDS
from crawler.samplepaper import Answer, build_site, serve
from tests.crawling import command, crawl_words, environment

SEED = 3
SINCE, UNTIL = "2022-03-01", "2022-03-31"
NEW = 5


class Growing:
    """A newspaper whose newest articles are not out yet."""

    def __init__(self, pages: int) -> None:
        self.source = build_site(pages=pages, seed=SEED).source
        self.site = build_site(pages=pages, seed=SEED)

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> Answer:
        """What the newspaper of this moment answers."""
        return self.site.answer(host, target, headers)

    def grow(self, pages: int) -> None:
        """So many articles more."""
        self.site = build_site(pages=pages, seed=SEED)


class Hour(NamedTuple):
    """One crawl: requests, of these answered with a body, new articles, the least possible, what it took."""

    asked: int
    bodies: int
    new: int
    least: int
    cpu: float
    wall: float
    memory: float


def month(new: int) -> int:
    """The least for a window: a request an article, of which there must be some."""
    if not new:
        raise SystemExit(
            f"the sample newspaper of so few pages has no article from {SINCE} to {UNTIL}: take more"
        )
    return new


def hours(pages: int, database: Path) -> Iterator[tuple[str, Hour]]:
    """Crawls in the order in which an operator makes them."""
    site = Growing(pages)
    with serve(site) as server:

        def run(least: Callable[[int], int], new: int | None, *words: str) -> Hour:
            before = len(server.asked)
            spent, out = measure.ran(
                command(*crawl_words("baomau", database, server.url, *words)), environment()
            )
            told = json.loads(out.strip().splitlines()[-1])["new"]
            if new not in {None, told}:
                raise SystemExit(f"{new} articles should be new, {told} are: no figure")
            answers = server.asked[before:]
            bodies = sum(answer.status == 200 for answer in answers)
            return Hour(len(answers), bodies, told, least(told), *spent)

        days = ("-a", f"since={SINCE}", "-a", f"until={UNTIL}")
        first = run(month, None, "-a", "mode=backfill", *days)
        yield "backfill of a month, by number", first
        yield "backfill of the rest", run(month, pages - first.new, "-a", "mode=backfill")
        listings = sum(len(list(edition.sections())) for edition in site.source.editions.values())
        quiet = listings + 4 * len(site.source.editions)
        run(lambda _: quiet, 0)  # the first incremental run reads the listings without validators
        yield "quiet hour", run(lambda _: quiet, 0)
        site.grow(pages + NEW)
        yield f"an hour with {NEW} new articles", run(lambda new: quiet + new, NEW)


def main(pages: int = 1_000, rounds: int = ROUNDS) -> None:
    """Print a row a crawl."""
    told: dict[str, list[Hour]] = defaultdict(list)
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            for name, hour in hours(pages, Path(folder) / "n.db"):
                told[name].append(hour)
    print(f"{pages} articles; medians of {rounds} rounds")
    print(
        f"{'':<34}{'new':>7}{'requests':>10}{'bodies':>8}{'least':>7}{'ratio':>9}{'a new':>7}{'CPU s':>8}{'wall s':>8}{'MB':>6}"
    )
    for name, found in told.items():
        line(name, Hour(*(statistics.median(column) for column in zip(*found, strict=True))))


def line(name: str, hour: Hour) -> None:
    """One row of the table."""
    each = f"{hour.asked / hour.new:.2f}" if hour.new else "-"
    print(
        f"{name:<34}{hour.new:>7.0f}{hour.asked:>10.0f}{hour.bodies:>8.0f}{hour.least:>7.0f}",
        end="",
    )
    print(f"{hour.asked / hour.least:>7.2f} x{each:>7}", end="")
    print(f"{hour.cpu:>8.2f}{hour.wall:>8.2f}{hour.memory:>6.0f}")


if __name__ == "__main__":
    measure.start(main)
