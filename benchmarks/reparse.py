"""Reading the archive again: pages a second of one core, beside the peers on the same pages.

`python -m benchmarks.reparse [PAGES] [ROUNDS]`. Pages of 60 KB of a fixture site, each unlike the others, are archived,
read with today's code, then read and stored by the real `scrapy reparse`. The peers (in `.venv-peers` and
`.venv-fundus`, where those are there) read the first of the same pages in the same run, by turns. CPU seconds are those of
all processes together, from start to end; memory is that of all of them. Everybody reads in a process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks import fields, measure
from benchmarks.archived import PAPER, filled, unlike_pages
from benchmarks.measure import ROUNDS, Spent
from benchmarks.pages60k import OWN_LINKS
from pipelines import archive, flow
from pipelines.storage.sqlite import SqliteStore

_ALONE, _IN_HAND = "--alone", "--in-hand"  # in a process of its own
#: Parse alone reads at most so many pages, the peers so many: one of them takes a tenth of a second for each.
_MOST, _SHARED = 1_000, 40
YARDSTICK = "trafilatura"
#: The least share of titles that a reader must find to be compared with.
_FOUND = 0.5


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


def in_hand(count: int) -> Spent:
    """What the peers do, done by ours: fields and dates of a page in hand, seconds a page."""
    told = fields.own(list(unlike_pages(count)), 1)
    if told["title"] != 1 or told["minute"] != 1:
        raise SystemExit(f"titles or minutes are wrong, no figure: {told}")
    return Spent(told["ms"] / 1_000, told["wall"] / 1_000, told["mb"])


def peers(count: int) -> dict[str, Spent]:
    """The same of each peer that is installed; trafilatura must be."""
    batch = list(unlike_pages(count))
    told = fields.peers(batch, rounds=1) | fields.peers(batch, fields.FUNDUS, ("fundus",), 1)
    if YARDSTICK not in told:  # ours need it too, as a last resort: it is installed in any case
        told |= fields.peers(batch, Path(sys.executable), (YARDSTICK,), 1)
    for name, one in told.items():
        if one["title"] < _FOUND:  # who finds nothing is quick
            raise SystemExit(f"{name} finds {one['title']:.0%} of the titles: no figure")
    return {
        name: Spent(one["ms"] / 1_000, one["wall"] / 1_000, one["mb"]) for name, one in told.items()
    }


def main(count: int = 2_000, rounds: int = ROUNDS) -> None:
    """Print the figures: medians over the rounds."""
    told: dict[str, list[Spent]] = defaultdict(list)
    shared = min(count, _SHARED)
    with tempfile.TemporaryDirectory() as name:
        database, sizes = filled(Path(name), count)
        for _ in range(rounds):
            for peer, spent in peers(shared).items():
                told[f"{peer}, page in hand"].append(spent)
            for line, words in {
                "ours, page in hand": (_IN_HAND, shared),
                "ours, all steps, out of the archive": (_ALONE, database, min(count, _MOST)),
            }.items():
                told[line].append(Spent(*measure.answered("benchmarks.reparse", *words)))
            new, same = both_ways(database, count)
            told["ours, parse and store, all new"].append(new)
            told["ours, parse and compare, all the same"].append(same)
    head = f"{count:,} pages of {sizes['body'] / 1_000:.0f} KB, {os.cpu_count()} cores"
    print(f"{head}, medians of {rounds} rounds; {OWN_LINKS} links of each page are its own")
    print(f"in hand: the first {shared}, each read once a round after one that is not counted")
    print(f"{'archive, bytes a page':<40}{sizes['archive']:>8,.0f}", end="")
    print(f"   {sizes['archive'] / sizes['gzip']:.2f} x gzip of the bodies")
    show(told)
    for place in (fields.PEERS, fields.FUNDUS):
        if not place.is_file():
            print(f"Not measured, for it is not installed: make {place.parts[-3]}")


def show(told: dict[str, list[Spent]]) -> None:
    """A row each, beside trafilatura."""
    print(
        f"{'pages a second':<40}{'of CPU':>8}{'ratio':>9}{'of the clock':>14}{'ratio':>9}{'MB':>7}"
    )
    middle = {name: measure.medians(runs) for name, runs in told.items()}
    peer = middle[f"{YARDSTICK}, page in hand"]
    for name, own in middle.items():
        print(f"{name:<40}{1 / own.cpu:>8,.0f}{peer.cpu / own.cpu:>7.2f} x", end="")
        print(f"{1 / own.wall:>14,.0f}{peer.wall / own.wall:>7.2f} x{own.memory:>7.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == [_ALONE]:
        print(json.dumps(parse_alone(Path(sys.argv[2]), int(sys.argv[3]))))
    elif sys.argv[1:2] == [_IN_HAND]:
        print(json.dumps(in_hand(int(sys.argv[2]))))
    else:
        measure.start(main)
