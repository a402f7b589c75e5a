"""Reading a page of 60 KB: time, memory and what comes out right, ours beside the peers.

`python -m benchmarks.fields [ROUNDS]`. The peers run in `.venv-peers` and `.venv-fundus` (see the
Makefile); where those are missing, ours stand alone. Everybody reads every page in every round, in a process
of its own; times are medians over the pages of each page's median. Ours take a tenth of a second: they are read
once more after each peer, and the median of these turns counts, for a machine's moods last for seconds.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import measure
from benchmarks.measure import ROOT, ROUNDS
from benchmarks.pages60k import Page, pages
from crawler.catalogue import newspapers
from crawler.process import collect_seldom
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import read_fields

PEERS = ROOT / ".venv-peers" / "bin" / "python"
NAMES = ("trafilatura", "newspaper4k", "goose3", "news-please")
FUNDUS = ROOT / ".venv-fundus" / "bin" / "python"
FETCHED = "2026-11-24T00:00:00Z"
#: A goal for fields and dates together, in milliseconds, by what there is to go by, on the machine on
#: which newspaper4k took 25 ms a page: that peer is the yardstick on any other.
GOALS = {"family_a": 1.0, "mediatech": 1.0, "structure only": 2.5}
_ONE = "--one"  # ours alone, in a process of its own
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


def own(batch: list[Page], rounds: int) -> dict[str, float]:
    """Our steps apart and together, and the share of right answers; the memory manager as in a crawl."""
    collect_seldom()
    papers = newspapers()
    documents = {page.url: parse(page.html.encode(), "text/html", page.url) for page in batch}

    def parsed(page: Page) -> Any:
        return parse(page.html.encode(), "text/html", page.url)

    def read(page: Page, document: Any = None) -> Any:
        paper, document = papers[page.paper], document or documents[page.url]
        document.cache.clear()
        fields = read_fields(document, paper, paper.rule_sets[0], {})
        dates = read_dates(document, fields, paper, paper.rule_sets[0], FETCHED, {})
        return fields, dates

    right = [0, 0]
    for page in batch:
        fields, dates = read(page)
        right[0] += fields.title == page.title
        right[1] += (dates.published_at or "")[:16] == page.minute
    told = {"title": right[0] / len(batch), "minute": right[1] / len(batch)}
    for name, work in (("parse ", parsed), ("read ", read), ("", lambda p: read(p, parsed(p)))):
        cpu, wall = measure.item_by_item(work, batch, rounds)
        told |= {f"{name}ms": cpu, f"{name}wall": wall}
    return told | {"mb": measure.most()}


def peers(
    batch: list[Page], python: Path = PEERS, names: Sequence[str] = NAMES, rounds: int = ROUNDS
) -> dict[str, dict[str, float]]:
    """What the peers need, in an environment of their own (or in that of `python`); {}: it is not there."""
    if not python.is_file():
        return {}
    script = Path(__file__).with_name("peers.py")
    told = {}
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump([page._asdict() for page in batch], file)
        file.flush()
        for name in names:
            words = [str(python), "-I", str(script), file.name, name, str(rounds)]
            told[name] = dict(json.loads(measure.ran(words)[1].splitlines()[-1]))
    return told


def _turn(name: str, rounds: int) -> dict[str, float]:
    return dict(measure.answered("benchmarks.fields", _ONE, name, rounds))


def line(name: str, told: dict[str, float], ours: dict[str, float], kind: str = "") -> None:
    """One row; ratios are to ours, both steps together."""
    cpu, wall = told[f"{kind}ms"], told[f"{kind}wall"]
    print(f"{f'  {name}':<34}{cpu:>8.2f}{cpu / ours['ms']:>7.2f} x", end="")
    print(f"{wall:>9.2f}{wall / ours['wall']:>7.2f} x", end="")
    whole = "" if kind else f"{told['mb']:>7.0f}{told['title']:>8.0%}{told['minute']:>8.0%}"
    print(whole)


def main(rounds: int = ROUNDS) -> None:
    """Print the table."""
    print(f"medians of {rounds} rounds")
    print(
        f"{'':<34}{'CPU ms':>8}{'ratio':>9}{'wall ms':>9}{'ratio':>9}{'MB':>7}{'title':>8}{'minute':>8}"
    )
    yardstick: float | None = None
    for name, batch in sets().items():
        turns = [_turn(name, rounds)]
        theirs: dict[str, dict[str, float]] = {}
        asked = [(PEERS, peer) for peer in NAMES]
        if name == "family_a":  # what the parser for Fundus is written for
            asked.append((FUNDUS, "fundus"))
        for python, peer in asked:
            theirs |= peers(batch, python, (peer,), rounds)
            turns.append(_turn(name, rounds))
        ours = {key: statistics.median(turn[key] for turn in turns) for key in turns[0]}
        size = statistics.mean(len(page.html.encode()) for page in batch) / 1_000
        print(f"{name}: {len(batch)} pages of {size:.0f} KB")
        line("parse (decode, lxml)", ours, ours, "parse ")
        line(f"fields and dates (goal {GOALS[name]})", ours, ours, "read ")
        line("ours, both", ours, ours)
        if yardstick is None and YARDSTICK in theirs:
            # Of the first set: on pages whose text a peer does not find it has little to do.
            yardstick = theirs[YARDSTICK]["ms"]
        if yardstick is not None:
            goal = GOALS[name] * yardstick / YARDSTICK_MS
            beside = f"fields and dates are {ours['read ms'] / goal:.2f} x"
            print(f"{'    the goal on this machine':<34}{goal:>8.2f}   {beside}")
        for peer, told in theirs.items():
            line(peer, told, ours)
    for missing in (place for place in (PEERS, FUNDUS) if not place.is_file()):
        print(f"Not measured, for it is not installed: make {missing.parts[-3]}")


if __name__ == "__main__":
    if sys.argv[1:2] == [_ONE]:
        print(json.dumps(own(sets()[sys.argv[2]], int(sys.argv[3]))))
    else:
        measure.start(main)
