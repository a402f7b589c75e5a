"""The frontier at 10,000, 100,000 and 1,000,000 pending addresses: time and memory, side by side.

`python -m benchmarks.frontier [SIZE …]`. Each size is a process of its own: a database of so many
pending article addresses, then whole cycles of lease (16 pages), close without an article and
look for what is due next, as a crawl makes them. Ratios are those to the smallest size.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from pipelines.items import Link
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.storage.base import PageEnd, Run
from pipelines.storage.base_mode import Mode
from pipelines.storage.sqlite import SqliteStore

SIZES = (10_000, 100_000, 1_000_000)
BATCH, CYCLES = 16, 300
NOW = "2026-11-01T00:00:00.000Z"
HOST = "baolongan.vn"


def links(size: int) -> Iterator[Link]:
    """Addresses as sitemaps and listings give them."""
    for number in range(1, size + 1):
        yield Link(
            f"https://{HOST}/tin-tuc-trong-tinh-so-{number}-a{number}.html",
            PageKind.ARTICLE,
            hints={"section": "kinh-te", "title": f"Tin tức trong tỉnh số {number}"},
            number=number,
            space="main",
        )


def fill(store: SqliteStore, run: Run, size: int) -> float:
    """Microseconds an address to put it in, in transactions of 1,000."""
    start = time.perf_counter()
    found = links(size)
    while part := list(islice(found, 1_000)):
        store.add(run, part, NOW, f"https://{HOST}/")
    return 1e6 * (time.perf_counter() - start) / size


def timed(work: Callable[[], object]) -> float:
    """Microseconds of one call."""
    start = time.perf_counter()
    work()
    return 1e6 * (time.perf_counter() - start)


def measure(size: int) -> dict[str, float]:
    """Medians in microseconds; memory in MB over the empty process."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore.open(Path(folder) / "frontier.db")
        run = store.begin_run("baolongan", "incremental", {}, NOW, 3_600)
        told = {"add": fill(store, run, size)}
        leases, closes, nexts = [], [], []
        mode = Mode()
        used = time.process_time()
        for _ in range(CYCLES):
            start = time.perf_counter()
            tasks = store.lease(run, mode, BATCH, NOW, host=HOST)
            leases.append(1e6 * (time.perf_counter() - start) / len(tasks))
            for task in tasks:
                end = PageEnd(task, Outcome.REJECTED, NOW, NOW, Reason.NOT_FOUND, http_status=404)
                closes.append(timed(lambda end=end: store.close(end, mode)))  # type: ignore[misc]
            nexts.append(timed(lambda: store.due_in(run, mode, NOW, HOST)))
        told["a page of all, CPU"] = 1e6 * (time.process_time() - used) / (CYCLES * BATCH)
        window = Mode(numbers=(size // 2, size // 2 + 500))
        told |= {
            "lease": statistics.median(leases),
            "close": statistics.median(closes),
            "due": statistics.median(nexts),
            "lease in numbers": statistics.median(
                timed(lambda: store.release(store.lease(run, window, BATCH, NOW, host=HOST)))
                for _ in range(50)
            )
            / BATCH,
            "file MB": (Path(folder) / "frontier.db").stat().st_size / 1e6,
        }
        store.close_connection()
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return told | {"memory MB": (after - before) / 1024}


def main(words: list[str]) -> None:
    """Each size in a process of its own; a table of figures and ratios."""
    if words[:1] == ["--one"]:
        print(json.dumps(measure(int(words[1]))))
        return
    sizes = [int(word) for word in words] or list(SIZES)
    told = {}
    for size in sizes:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.frontier", "--one", str(size)],
            capture_output=True,
            text=True,
            check=True,
        )
        told[size] = json.loads(done.stdout)
    print(f"{'microseconds a page':<22}" + "".join(f"{size:>22,}" for size in sizes))
    for name in told[sizes[0]]:
        first = told[sizes[0]][name]
        cells = (f"{told[s][name]:>12.1f} ({told[s][name] / first:5.2f} x)" for s in sizes)
        print(f"{name:<22}" + "".join(cells))


if __name__ == "__main__":
    main(sys.argv[1:])
