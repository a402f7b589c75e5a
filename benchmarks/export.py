"""Export: seconds, CPU seconds and memory of each format, beside only reading the rows.

`python -m benchmarks.export [FILE] [--articles 100000]`; formats take turns, figures are medians.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.corpus import wanted
from benchmarks.measure import ROUNDS, most, ran, timed
from crawler.exporting import export
from pipelines.storage.exporting import Selection, export_rows
from pipelines.storage.sqlite import open_reader

_ONE = "--one"  # one export in a process of its own


def exported(database: Path, target: str) -> list[float]:
    """Rows, seconds, CPU seconds, and the most memory in MB before and after one export ("-": only read)."""
    before, rows = most(), 0

    def work() -> None:
        nonlocal rows
        with closing(open_reader(database)) as reader:
            if target == "-":
                rows = sum(1 for _ in export_rows(reader, Selection()))
            else:
                rows = export(reader, Selection(), Path(target))

    cpu, wall = timed(work)
    return [rows, wall, cpu, before, most()]


def measured(database: Path, target: str) -> list[float]:
    """The same, in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.export", _ONE, str(database), target]
    figures = list(json.loads(ran(words)[1].splitlines()[-1]))
    if not figures[0]:
        raise SystemExit(f"no row was exported from {database}: no figure")
    return figures


def main() -> None:
    """Print a line a format."""
    database, articles = wanted()
    told: dict[str, list[list[float]]] = {}
    with tempfile.TemporaryDirectory(dir=database.parent) as folder:
        for _ in range(ROUNDS):
            told.setdefault("read only", []).append([*measured(database, "-"), 0])
            for suffix in ("csv", "jsonl", "parquet"):
                path = Path(folder) / f"articles.{suffix}"
                figures = [*measured(database, str(path)), path.stat().st_size]
                told.setdefault(suffix, []).append(figures)
                path.unlink()
    medians = {
        name: [statistics.median(column) for column in zip(*runs, strict=True)]
        for name, runs in told.items()
    }
    plain = medians["read only"]
    if len({rows for rows, *_ in medians.values()}) != 1:
        raise SystemExit(f"the formats have different numbers of rows: {medians}")
    print(
        f"{articles} articles; memory (MB) of the program before, and the most it held; medians of {ROUNDS}"
    )
    print(
        f"{'':<10}{'rows':>9}{'seconds':>9}{'ratio':>8}{'CPU s':>8}{'ratio':>8}"
        f"{'before':>8}{'most':>7}{'file MB':>9}"
    )
    for name, (rows, spent, cpu, before, after, size) in medians.items():
        print(
            f"{name:<10}{rows:>9.0f}{spent:>9.1f}{spent / plain[1]:>7.1f}x{cpu:>8.1f}"
            f"{cpu / plain[2]:>7.1f}x{before:>8.0f}{after:>7.0f}{size / 1e6:>9.0f}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == [_ONE]:
        print(json.dumps(exported(Path(sys.argv[2]), sys.argv[3])))
    else:
        main()
