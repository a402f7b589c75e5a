"""The pages of `make web`: how long each takes to come, beside the search that it shows.

`python -m benchmarks.web [FILE] [--articles 100000]`: the server in a process of its own, one request at a time
over loopback, 20 rounds. CPU is the server's, the mean of the rounds (it is counted in hundredths of a second), MB
what the server has held at most until then. Pages that leave counts out for want of time are marked.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from benchmarks import measure
from benchmarks.corpus import wanted
from benchmarks.search import at
from pipelines.storage.search import search
from pipelines.storage.sqlite import open_reader

ROUNDS = 20
_LISTED = 'href="/article/'
_UNCOUNTED = "Too many to count"
WORDS = ("nong dan", "sầu riêng")


def pages(database: Path) -> dict[str, str]:
    """Name to path."""
    found = [
        ("front", "/"),
        ("all articles", "/search"),
        ("article", "/article/1"),
        ("runs", "/runs"),
    ]
    found += [
        (f"{words}, {order or 'best'}", f"/search?q={quote(words)}&order={order}")
        for words in WORDS
        for order in ("", "newest")
    ]
    found += [
        ("one month of it", f"/search?q={quote(WORDS[0])}&month=2022-05"),
        ("25th page of it", f"/search?q={quote(WORDS[0])}&page=25"),
        ("Datasette's table", f"/{database.stem}/articles"),
    ]
    return dict(found)


@contextmanager
def served(database: Path) -> Iterator[tuple[str, int]]:
    """The address of a running `make web`, and its process."""
    words = [sys.executable, "-m", "crawler.web", str(database), "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            told = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            if not told:
                raise SystemExit(f"`make web` of {database} did not start")
            yield told[0], process.pid
        finally:
            process.terminate()


def timed(url: str, pid: int) -> tuple[list[float], float, bool]:
    """Milliseconds of each round, sorted; of the server's CPU a round; whether counts were left out."""
    spent, text, used = [], "", measure.cpu_of(pid)
    for _ in range(ROUNDS):
        started = time.perf_counter()
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{url} was answered with {error.code}: no figure") from error
        spent.append((time.perf_counter() - started) * 1000)
    cpu = (measure.cpu_of(pid) - used) * 1000 / ROUNDS
    if "/search" in url and _LISTED not in text:
        raise SystemExit(f"{url} lists no article: no figures; take more articles")
    return sorted(spent), cpu, _UNCOUNTED in text


def plain(database: Path) -> tuple[float, float]:
    """CPU and wall milliseconds of the search alone that the first search page shows: medians."""
    with closing(open_reader(database)) as reader:
        found = search(reader, WORDS[0], 21)
        if not found:
            raise SystemExit(f"nothing matches {WORDS[0]!r}: no figure")
        return measure.item_by_item(lambda text: search(reader, text, 21), [WORDS[0]], ROUNDS)


def main() -> None:
    """Print a line a page."""
    database, articles = wanted()
    alone_cpu, alone = plain(database)
    rows = []
    with served(database) as (url, pid):
        for name, path in pages(database).items():
            spent, cpu, uncounted = timed(url + path, pid)
            p50 = at(0.5, spent)
            note = "  without counts" if uncounted else ""
            rows.append(
                f"{name:<24}{p50:>9.1f}{at(0.99, spent):>9.1f}{p50 / alone:>8.1f} x"
                f"{cpu:>9.1f}{cpu / alone_cpu:>8.1f} x{measure.most(pid):>7.0f}{note}"
            )
    told = f"takes {alone:.1f} ms, CPU {alone_cpu:.1f} ms"
    print(f"{articles} articles; the search {WORDS[0]!r} alone {told}")
    print(f"{'milliseconds':<24}{'p50':>9}{'p99':>9}{'to it':>10}{'CPU':>9}{'to it':>10}{'MB':>7}")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
