"""Export: seconds and memory of each format, beside only reading the rows.

`python -m benchmarks.export [FILE] [--articles 100000]`
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import wanted

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
started = time.perf_counter()
if sys.argv[2] == "-":
    rows = sum(1 for row in export_rows(reader, Selection()))
else:
    rows = export(reader, Selection(), Path(sys.argv[2]))
spent = time.perf_counter() - started
print(json.dumps([rows, spent, before, held()]))
"""


def measured(database: Path, target: str) -> tuple[int, float, float, float]:
    """Rows, seconds, and the most memory in MB before and after one export."""
    words = [sys.executable, "-c", _CHILD, str(database), target]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    rows, spent, before, peak = json.loads(done.stdout)
    return rows, spent, before, peak


def main() -> None:
    """Print a line a format."""
    database, articles = wanted()
    told = [("read only", *measured(database, "-"), 0)]
    with tempfile.TemporaryDirectory(dir=database.parent) as folder:
        for suffix in (".csv", ".jsonl", ".parquet"):
            path = Path(folder) / f"articles{suffix}"
            told.append((suffix[1:], *measured(database, str(path)), path.stat().st_size))
    plain = told[0][2]
    print(f"{articles} articles; memory (MB) of the program before, and the most it held\n")
    print(f"{'':<10}{'rows':>9}{'seconds':>9}{'ratio':>8}{'before':>8}{'most':>7}{'file MB':>9}")
    for name, rows, spent, before, most, size in told:
        print(
            f"{name:<10}{rows:>9}{spent:>9.1f}{spent / plain:>7.1f}x"
            f"{before:>8.0f}{most:>7.0f}{size / 1e6:>9.0f}"
        )


if __name__ == "__main__":
    main()
