"""`python -m benchmarks.quality [--offline] [--sets FOLDER] [--pin [--lower]]`.

Offline: our fields on the project's own pages, held against pinned floors (exit 1 below one). Else
also the peers on the same pages, and everybody on the public sets that can be fetched.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.quality import corpus, floors, public, readers
from benchmarks.quality.model import Case, scores, table

_OWN = ("text F1", "title", "minute", "author", "lead")


def main() -> int:
    """Print the tables; 1 when a figure is below its floor."""
    typed = _arguments()
    sets = corpus.corpus()
    figures = {name: _own(name, cases, alone=typed.offline) for name, cases in sets.items()}
    digest = corpus.digest(sets)
    if typed.pin:
        floors.pin(figures, digest, lower=typed.lower)
    found = floors.faults(figures, digest)
    for fault in found:
        print(f"BELOW: {fault}", file=sys.stderr)
    if not typed.offline:
        for one in public.SETS:
            _public(one, typed.sets)
    return 1 if found else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--offline", action="store_true", help="ours on our own pages alone")
    parser.add_argument("--sets", type=Path, help="folder with clones of the public sets")
    parser.add_argument("--pin", action="store_true", help="raise the floors to today's figures")
    parser.add_argument("--lower", action="store_true", help="with --pin: floors may fall")
    return parser.parse_args()


def _own(name: str, cases: list[Case], *, alone: bool) -> dict[str, float]:
    answers = readers.everybody(cases, () if alone else readers.EXTRACTORS)
    rows = {reader: scores(cases, found) for reader, found in answers.items()}
    for reader, row in rows.items():
        if reader != "ours":
            del row["lead"]  # none of them tells it from the text
    print(f"{name}: {len(cases)} pages\n{table(_OWN, rows)}", flush=True)
    return rows["ours"]


def _public(one: public.PublicSet, folder: Path | None) -> None:
    place = public.fetched(one.repository, folder)
    if place is None:
        print(f"{one.name}: {one.repository} could not be fetched; with a clone: SETS=FOLDER")
        return
    cases = one.cases(place)
    answers = readers.everybody(cases, one.peers)
    rows = {reader: one.score(place, cases, found) for reader, found in answers.items()}
    columns = list(rows["ours"])
    print(f"{one.name} ({one.repository})\n{table(columns, rows)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
