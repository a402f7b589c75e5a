"""What every benchmark measures with: the clock, CPU time and the most memory held, and medians of them.

Standard library alone: `benchmarks.peers` reads it in the peers' environments. Memory is what Linux tells in
/proc. `ru_maxrss` would not do: a child's begins with what its parent held when it started it.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeVar

ROOT = Path(__file__).parents[1]
#: Medians are of at least so many.
ROUNDS = 5
_SAMPLE_SECONDS = 0.1
_TOLD = 2_000
_PATIENCE_SECONDS = 20.0
Item = TypeVar("Item")


class Spent(NamedTuple):
    """What something took: CPU and wall seconds, and megabytes at most."""

    cpu: float
    wall: float
    memory: float


def medians(runs: Sequence[Spent]) -> Spent:
    """Each figure's median over the runs."""
    return Spent(*(statistics.median(column) for column in zip(*runs, strict=True)))


def most(pid: int | str = "self") -> float:
    """Megabytes that a process has held at most; 0 when it is gone."""
    return _memory(pid, "VmHWM:")


def held(pid: int | str = "self") -> float:
    """Megabytes that a process holds now; 0 when it is gone."""
    return _memory(pid, "VmRSS:")


def _memory(pid: int | str, name: str) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    found = status.partition(name)[2].split()  # a process that is ending has none
    return int(found[0]) / 1024 if found else 0.0


def cpu_of(pid: int) -> float:
    """CPU seconds of a running process with all its threads, to a hundredth."""
    stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds of one call."""
    started, used = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - used, time.perf_counter() - started


def item_by_item(
    work: Callable[[Item], object], batch: Sequence[Item], rounds: int
) -> tuple[float, float]:
    """CPU and wall milliseconds an item: the median over the items of each one's median.

    Item after item, then all again, as in a crawl: what is remembered of one is gone at its next turn.
    """
    times: list[list[tuple[float, float]]] = [[] for _ in batch]
    for _ in range(rounds):
        for item, found in zip(batch, times, strict=True):
            found.append(timed(lambda item=item: work(item)))  # type: ignore[misc]
    each = [[statistics.median(part) for part in zip(*found, strict=True)] for found in times]
    cpu, wall = (statistics.median(column) * 1000 for column in zip(*each, strict=True))
    return cpu, wall


def ran(words: Sequence[str], env: Mapping[str, str] | None = None) -> tuple[Spent, str]:
    """Run a process to its end, with what it took and its standard output; it must end well.

    CPU is that of its children too. So is memory: what they share counts for each.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=out, stderr=err)
        watch = _Watch(process.pid)
        try:
            _pid, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            _end(process)
            raise
        finally:
            memory = watch.stop()
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            err.seek(0)
            told = err.read().decode(errors="replace")[-_TOLD:]
            raise SystemExit(f"{' '.join(words)}\nended with {process.returncode}:\n{told}")
        out.seek(0)
        return Spent(usage.ru_utime + usage.ru_stime, wall, memory), out.read().decode()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let it end its own processes first."""
    process.terminate()
    try:
        process.wait(_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class _Watch:
    """Looks at the memory of a process and its children until it is told to stop."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most = pid, 0.0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._end.wait(_SAMPLE_SECONDS):
            try:
                path = Path(f"/proc/{self._pid}/task/{self._pid}/children")
                children = path.read_text("ascii").split()
            except (FileNotFoundError, ProcessLookupError):
                children = []
            together = held(self._pid) + sum(map(held, children))
            self._most = max(self._most, most(self._pid), together)

    def stop(self) -> float:
        """The most megabytes that were seen."""
        self._end.set()
        self._thread.join()
        return self._most


def answered(module: str, *words: object) -> Any:
    """The JSON that `python -m MODULE WORDS` prints last, in a process of its own."""
    return json.loads(ran([sys.executable, "-m", module, *map(str, words)])[1].splitlines()[-1])


def show_growth(head: str, sizes: Sequence[int], told: Sequence[Mapping[str, float]]) -> None:
    """A column a size, a row a figure; ratios are to the first size."""
    print(f"{head:<44}", *[f"{size:>20,}" for size in sizes])
    for name, first in told[0].items():
        ratios = [each[name] / first if first else float("nan") for each in told]
        cells = [
            f"{each[name]:>10,.2f} ({n:>5.2f} x)" for each, n in zip(told, ratios, strict=True)
        ]
        print(f"{name:<44}", *cells)


def terminable() -> None:
    """On SIGTERM end as on an error: temporary folders are removed, processes ended."""

    def ends(*_: object) -> NoReturn:
        raise SystemExit(128 + signal.SIGTERM)

    signal.signal(signal.SIGTERM, ends)


def start(main: Callable[..., None]) -> None:
    """Run a benchmark with the numbers of its command line."""
    terminable()
    words = sys.argv[1:]
    if not all(word.isdecimal() and int(word) for word in words):
        raise SystemExit(f"whole numbers above 0 are wanted, not {' '.join(words)}")
    main(*map(int, words))
