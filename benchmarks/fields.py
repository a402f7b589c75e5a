"""Reading a page of 60 KB: CPU milliseconds and what comes out right, ours beside the peers.

`python -m benchmarks.fields [ROUNDS]`. The peers run in `.venv-peers` and `.venv-fundus` (see the
Makefile); where those are missing, ours stand alone. Times are medians of the process's own CPU time.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.pages60k import Page, pages
from crawler.catalogue import newspapers
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import read_fields

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".venv-peers" / "bin" / "python"
NAMES = ("trafilatura", "newspaper4k", "goose3", "news-please")
FUNDUS = ROOT / ".venv-fundus" / "bin" / "python"
FETCHED = "2026-11-24T00:00:00Z"
#: A goal for fields and dates together, in milliseconds, by what there is to go by, on the machine on
#: which newspaper4k took 25 ms a page: that peer is the yardstick on any other.
GOALS = {"family_a": 1.0, "mediatech": 1.0, "structure only": 2.5}
YARDSTICK, YARDSTICK_MS = "newspaper4k", 25.0


def sets() -> dict[str, list[Page]]:
    """The pages of each row of the table."""
    return {
        "family_a": pages("baolongan") + pages("baocantho"),
        "mediatech": pages("baotayninh"),
        "structure only": [
            page for paper in ("baolongan", "baotayninh") for page in pages(paper, stripped=True)
        ],
    }


def median_ms(work: Callable[[Page], Any], batch: list[Page], rounds: int) -> float:
    """The median over all pages of the least CPU time that a page took."""
    times: dict[str, list[int]] = {page.url: [] for page in batch}
    # Page after page, as in a crawl: what is remembered of one page's lines is gone at its next turn.
    for _ in range(rounds):
        for page in batch:
            start = time.process_time_ns()
            work(page)
            times[page.url].append(time.process_time_ns() - start)
    return statistics.median(min(each) for each in times.values()) / 1e6


def own(batch: list[Page], rounds: int) -> dict[str, float]:
    """Our three steps apart, and the share of right answers."""
    papers = newspapers()
    documents = {page.url: parse(page.html.encode(), "text/html", page.url) for page in batch}

    def parsed(page: Page) -> Any:
        return parse(page.html.encode(), "text/html", page.url)

    def read(page: Page) -> Any:
        paper, document = papers[page.paper], documents[page.url]
        document.cache.clear()
        fields = read_fields(document, paper, paper.rule_sets[0], {})
        dates = read_dates(document, fields, paper, paper.rule_sets[0], FETCHED, {})
        return fields, dates

    right = [0, 0]
    for page in batch:
        fields, dates = read(page)
        right[0] += fields.title == page.title
        right[1] += (dates.published_at or "")[:16] == page.minute
    return {
        "parse": median_ms(parsed, batch, rounds),
        "read": median_ms(read, batch, rounds),
        "title": right[0] / len(batch),
        "minute": right[1] / len(batch),
    }


def peers(
    batch: list[Page], python: Path = PEERS, names: Sequence[str] = NAMES
) -> dict[str, dict[str, float]]:
    """What the peers need, in an environment of their own (or in that of `python`)."""
    if not python.is_file():
        return {}
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump([page._asdict() for page in batch], file)
        file.flush()
        script = Path(__file__).with_name("peers.py")
        done = subprocess.run(
            [str(python), "-I", str(script), file.name, *names],
            capture_output=True,
            text=True,
            check=False,
        )
    # Of each that could not be imported a line is there.
    print(done.stderr[-2_000:], end="", file=sys.stderr)
    if done.returncode:
        return {}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def main(rounds: int = 15) -> None:
    """Print the table."""
    print(f"{'':<34}{'ms':>8}{'ours':>8}{'title':>8}{'minute':>8}")
    yardstick: float | None = None
    for name, batch in sets().items():
        ours = own(batch, rounds)
        size = statistics.mean(len(page.html.encode()) for page in batch) / 1_000
        both = ours["parse"] + ours["read"]
        print(f"{name}: {len(batch)} pages of {size:.0f} KB")
        print(f"{'  parse (decode, lxml)':<34}{ours['parse']:>8.2f}")
        print(f"{f'  fields and dates (goal {GOALS[name]})':<34}{ours['read']:>8.2f}")
        right = f"{ours['title']:>8.0%}{ours['minute']:>8.0%}"
        print(f"{'  ours, both':<34}{both:>8.2f}{'1.0 x':>8}{right}")
        theirs = peers(batch)
        if name == "family_a":  # what the parser for Fundus is written for
            theirs |= peers(batch, FUNDUS, ("fundus",))
        if yardstick is None and YARDSTICK in theirs:
            # Of the first set: on pages whose text a peer does not find it has little to do.
            yardstick = theirs[YARDSTICK]["ms"]
        if yardstick is not None:
            goal = GOALS[name] * yardstick / YARDSTICK_MS
            print(f"{'    the goal on this machine':<34}{goal:>8.2f}{ours['read'] / goal:>7.2f} x")
        for peer, told in theirs.items():
            ratio = f"{told['ms'] / both:.1f} x"
            right = f"{told['title']:>8.0%}{told['minute']:>8.0%}"
            print(f"{f'  {peer}':<34}{told['ms']:>8.2f}{ratio:>8}{right}")
    for missing in (place for place in (PEERS, FUNDUS) if not place.is_file()):
        print(f"Not measured, for it is not installed: make {missing.parts[-3]}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
