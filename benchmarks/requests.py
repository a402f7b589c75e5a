"""Requests for each new article: first crawl, quiet hour, busy hour, window, against the least.

`python -m benchmarks.requests [PAGES]`: the sample newspaper (large, from a seed) served on
loopback counts what it is asked. The least possible is one request an article, and for a quiet hour
robots.txt, front page, feed, sitemap and one page for each listing. Figures are counts: they do
not depend on the machine.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from crawler.samplepaper import Answer, build_site, serve
from tests.crawling import Done, crawl

SEED = 3


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


def line(name: str, done: Done, least: int, asked: int) -> None:
    """One row of the table."""
    new = done.summary["new"]
    each = f"{asked / new:6.2f}" if new else "     -"
    print(f"{name:<34}{new:>8}{asked:>10}{least:>8}{asked / least:>8.2f} x{each:>9}")


def main(pages: int = 3_000) -> None:
    """Crawls in the order in which an operator makes them."""
    site = Growing(pages)
    print(f"{'':<34}{'new':>8}{'requests':>10}{'least':>8}{'ratio':>10}{'a new':>9}")
    with tempfile.TemporaryDirectory() as folder, serve(site) as server:
        database = Path(folder) / "n.db"

        def run(*words: str) -> tuple[Done, int]:
            before = len(server.asked)
            done = crawl("baomau", database, server.url, *words, timeout=1_800)
            assert done.code == 0, done.err
            return done, len(server.asked) - before

        window = ("-a", "mode=backfill", "-a", "since=2022-03-01", "-a", "until=2022-03-31")
        done, asked = run(*window)
        line("backfill of a month, by number", done, done.summary["new"], asked)
        done, asked = run("-a", "mode=backfill")
        line("backfill of the rest", done, done.summary["new"], asked)
        listings = sum(len(list(edition.sections())) for edition in site.source.editions.values())
        quiet = listings + 4 * len(site.source.editions)
        run()  # the first incremental run reads the listings without validators
        done, asked = run()
        line("quiet hour", done, quiet, asked)
        before = len(server.asked)
        bodies = sum(a.status == 200 for a in server.asked[before - asked :])
        print(f"  of these answered with a body: {bodies}; the other {asked - bodies} with 304")
        site.grow(pages + 5)
        done, asked = run()
        line("an hour with five new articles", done, quiet + 5, asked)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
