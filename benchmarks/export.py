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
reader = open_reader(sys.argv[1])
started = time.perf_counter()
if sys.argv[2] == "-":
    rows = sum(1 for row in export_rows(reader, Selection()))
else:
    rows = export(reader, Selection(), Path(sys.argv[2]))
spent = time.perf_counter() - started
status = Path("/proc/self/status").read_text()
peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
print(json.dumps([rows, spent, peak]))
"""


def measured(database: Path, target: str) -> tuple[int, float, float]:
    """Rows, seconds and the most memory in MB of one export."""
    words = [sys.executable, "-c", _CHILD, str(database), target]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    rows, spent, peak = json.loads(done.stdout)
    return rows, spent, peak


def main() -> None:
    """Print a line a format."""
    database, articles = wanted()
    rows, plain, memory = measured(database, "-")
    print(
        f"{articles} articles\n{'':<10}{'rows':>9}{'seconds':>9}{'ratio':>8}{'MB held':>9}{'MB file':>9}"
    )
    print(f"{'read only':<10}{rows:>9}{plain:>9.1f}{1:>7.1f}x{memory:>9.0f}")
    with tempfile.TemporaryDirectory(dir=database.parent) as folder:
        for suffix in (".csv", ".jsonl", ".parquet"):
            path = Path(folder) / f"articles{suffix}"
            rows, spent, memory = measured(database, str(path))
            size = path.stat().st_size / 1e6
            print(
                f"{suffix[1:]:<10}{rows:>9}{spent:>9.1f}{spent / plain:>7.1f}x{memory:>9.0f}{size:>9.0f}"
            )


if __name__ == "__main__":
    main()
