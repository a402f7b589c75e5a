"""Export: seconds, CPU seconds and memory of each format, beside only reading the rows.

`python -m benchmarks.export [FILE] [--articles 100000]`; formats take turns, figures are medians.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import wanted

ROUNDS = 5
#: Runs in a process of its own, so that the greatest memory it ever held is its own.
_CHILD = """
import json, sys, time
from pathlib import Path
from crawler.exporting import export
from pipelines.storage.exporting import Selection, export_rows
from pipelines.storage.sqlite import open_reader
def held():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
reader = open_reader(sys.argv[1])
before = held()
started, cpu = time.perf_counter(), time.process_time()
if sys.argv[2] == "-":
    rows = sum(1 for row in export_rows(reader, Selection()))
else:
    rows = export(reader, Selection(), Path(sys.argv[2]))
spent, cpu = time.perf_counter() - started, time.process_time() - cpu
print(json.dumps([rows, spent, cpu, before, held()]))
"""


def measured(database: Path, target: str) -> list[float]:
    """Rows, seconds, CPU seconds, and the most memory in MB before and after one export."""
    words = [sys.executable, "-c", _CHILD, str(database), target]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return list(json.loads(done.stdout))


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
    print(f"{articles} articles; memory (MB) of the program before, and the most it held\n")
    print(
        f"{'':<10}{'rows':>9}{'seconds':>9}{'ratio':>8}{'CPU s':>8}{'ratio':>8}"
        f"{'before':>8}{'most':>7}{'file MB':>9}"
    )
    for name, (rows, spent, cpu, before, most, size) in medians.items():
        print(
            f"{name:<10}{rows:>9.0f}{spent:>9.1f}{spent / plain[1]:>7.1f}x{cpu:>8.1f}"
            f"{cpu / plain[2]:>7.1f}x{before:>8.0f}{most:>7.0f}{size / 1e6:>9.0f}"
        )


if __name__ == "__main__":
    main()
