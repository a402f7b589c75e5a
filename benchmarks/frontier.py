"""The frontier at 10,000, 100,000 and 1,000,000 pending addresses: time and memory, side by side.

`python -m benchmarks.frontier [SIZE …]`. Each size is a process of its own: a database of so many
pending article addresses, then whole cycles of lease (16 pages), close without an article and
look for what is due next, as a crawl makes them; then leases of runs that keep to a part. Ratios are those to the first size. Figures are medians, by
the clock and of the processor, of 300 cycles (of fewer where fewer than 20,000 are pending).
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from benchmarks import measure
from pipelines.items import Link
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.rules import Window
from pipelines.storage.base import PageEnd, Run, Task
from pipelines.storage.base_mode import Mode
from pipelines.storage.sqlite import SqliteStore

SIZES = (10_000, 100_000, 1_000_000)
BATCH, CYCLES = 16, 300
#: Addresses a transaction when they are put in, and the fewest that medians of five can be made of.
PART, FEWEST = 1_000, 5_000
_ONE = "--one"  # one size, in a process of its own
NOW = "2026-11-01T00:00:00.000Z"
HOST = "baolongan.vn"
FIRST_DAY = date(2023, 1, 1)


def links(size: int) -> Iterator[Link]:
    """Addresses as sitemaps and listings give them."""
    for number in range(1, size + 1):
        yield Link(
            address(number),
            PageKind.ARTICLE,
            hints=_hints(number),
            number=number,
            space="main",
        )


def address(number: int) -> str:
    """Of the article with this number."""
    return f"https://{HOST}/tin-tuc-trong-tinh-so-{number}-a{number}.html"


def _hints(number: int) -> dict[str, str]:
    """One of twenty sections; every other page has a day, of a thousand days."""
    hints = {"section": f"muc-{number % 20}", "title": f"Tin tức trong tỉnh số {number}"}
    if number % 2:
        hints["date"] = (FIRST_DAY + timedelta(days=number % 1_000)).isoformat()
    return hints


class Times:
    """Microseconds by the clock and of the processor, by name."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[float, float]]] = defaultdict(list)

    def take(self, name: str, work: Callable[[], object], pages: int = 1) -> None:
        """One call, which is for so many pages."""
        cpu, wall = measure.timed(work)
        self._found[name].append((1e6 * wall / pages, 1e6 * cpu / pages))

    def medians(self) -> dict[str, float]:
        """Two figures a name."""
        told = {}
        for name, found in self._found.items():
            wall, cpu = (statistics.median(column) for column in zip(*found, strict=True))
            told |= {name: wall, f"{name}, CPU": cpu}
        return told


def fill(store: SqliteStore, run: Run, size: int, times: Times) -> None:
    """Put all addresses in, in transactions."""
    found = links(size)
    while part := list(islice(found, PART)):
        times.take(
            "put in", lambda part=part: store.add(run, part, NOW, f"https://{HOST}/"), len(part)
        )


def cycles(store: SqliteStore, run: Run, size: int, times: Times) -> None:
    """Lease, close, look what is due; then leases of a part, given back."""
    mode = Mode()
    tasks: list[Task] = []

    def lease(mode: Mode) -> None:
        tasks[:] = store.lease(run, mode, BATCH, NOW, host=HOST)

    # Half of the addresses stay, for the range of numbers.
    for _ in range(min(CYCLES, size // 2 // BATCH)):
        times.take("lease, in batches of 16", lambda: lease(mode), BATCH)
        _all_leased(tasks)
        for task in tasks:
            end = PageEnd(task, Outcome.REJECTED, NOW, NOW, Reason.NOT_FOUND, http_status=404)
            times.take("close, without an article", lambda end=end: store.close(end, mode))
        times.take("look for what is due", lambda: store.due_in(run, mode, NOW, HOST))
    middle = size // 2
    since, until = (FIRST_DAY + timedelta(days=days) for days in (500, 599))
    narrow = {
        "lease within a range of numbers": Mode(numbers=(middle + 1, middle + 500)),
        "lease of one section": Mode(window=Window(sections=("muc-7",))),
        "lease of a hundred days": Mode(window=Window(f"{since}", f"{until}")),
        "lease of given addresses": Mode(
            only_urls=tuple(address(n) for n in range(middle + 1, middle + 1_001))
        ),
    }
    for name, kept in narrow.items():
        for _ in range(50):
            times.take(name, lambda kept=kept: lease(kept), BATCH)
            _all_leased(tasks)
            store.release(tasks)


def _all_leased(tasks: Sequence[Task]) -> None:
    if len(tasks) != BATCH:
        raise SystemExit(f"{BATCH} pages were to be leased, {len(tasks)} were: no figure")


def measured(size: int) -> dict[str, float]:
    """Medians in microseconds; memory in MB over the process before."""
    before, times = measure.most(), Times()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frontier.db"
        store = SqliteStore.open(path)
        run = store.begin_run("baolongan", "incremental", {}, NOW, 3_600)
        fill(store, run, size, times)
        cycles(store, run, size, times)
        store.close_connection()
        told = times.medians() | {"file, MB": path.stat().st_size / 1e6}
    return told | {"memory over an empty process, MB": measure.most() - before}


def main(*sizes: int) -> None:
    """Each size in a process of its own; a table of figures and ratios."""
    sizes = sizes or SIZES
    if min(sizes) < FEWEST:
        raise SystemExit(f"at least {FEWEST:,} pending addresses are wanted, for medians of five")
    told = [measure.answered("benchmarks.frontier", _ONE, size) for size in sizes]
    measure.show_growth("microseconds a page", sizes, told)


if __name__ == "__main__":
    if sys.argv[1:2] == [_ONE]:
        measure.terminable()
        print(json.dumps(measured(int(sys.argv[2]))))
    else:
        measure.start(main)
