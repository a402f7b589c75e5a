"""Storage: what an article costs to store, find and compare, by how many are there already.

`python -m benchmarks.storage FOLDER [--sizes 10000 100000 1000000]`: a database of each size is made in
FOLDER (output/) unless it is there: `make bench` takes 10,000 and 100,000, the latter for search and export
too; a million articles are 13 GB and take half an hour, the first time. What is measured is put in through
the store, one article a transaction, as a crawl does, and stays in; ratios are to the first size.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from benchmarks import corpus
from pipelines.items import Article
from pipelines.similarity import read_text
from pipelines.storage import articles, similar
from pipelines.storage.sqlite import SqliteStore

#: Articles of each kind that are put in and looked for.
COUNT = 200
#: Numbers over every one that a database of the benchmark holds.
_FRESH = 900_000_000

_VERIFY = """
import json, sys, time
from pathlib import Path
from pipelines.storage.sqlite import open_reader
from pipelines.storage.verify import verify
def held():
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024
before, started = held(), time.perf_counter()
findings = sum(1 for _ in verify(open_reader(sys.argv[1])))
print(json.dumps([findings, time.perf_counter() - started, held() - before]))
"""


def measured(path: Path, size: int) -> dict[str, float]:
    """Figures of one database, by name."""
    corpus.build(path, size)
    before = path.stat().st_size
    store = SqliteStore.open(path)
    run = store.begin_run("bench", "backfill", {}, corpus.NOW, 10**9)
    conn = store.connection.raw
    try:
        base, count = conn.execute("SELECT max(id), count(*) FROM articles").fetchone()
        # Earlier measurings are in it: each takes texts that none had before.
        first = count - size
        made = [
            *corpus.made(20_000 + first, 20_000 + first + COUNT),
            *corpus.made(first, first + COUNT),
        ]
        new = [_renumbered(article, base + place) for place, article in enumerate(made)]
        fresh, prints = new[:COUNT], new[COUNT:]
        daily = [_weather(base + 2 * COUNT + day, article) for day, article in enumerate(fresh * 2)]
        told: dict[str, float] = {}
        for name, given, do in (
            ("store a new article", fresh, lambda a: corpus.put_in(store, run, [a])),
            ("store a reprint", prints, lambda a: corpus.put_in(store, run, [a])),
            ("store a weather report", daily, lambda a: corpus.put_in(store, run, [a])),
            ("find by number", fresh, lambda a: articles.find(conn, a)),
            ("near-duplicate look-up", fresh, lambda a: _looked_up(store, a)),
            ("look-up in full bands", daily, lambda a: _looked_up(store, a)),
        ):
            told |= _timed(name, given, do)
        text = conn.execute(
            "SELECT avg(length(CAST(title || ifnull(lead, '') || body AS BLOB))) FROM articles"
            " WHERE id <= 10000"
        ).fetchone()[0]
    finally:
        store.end_run(run, corpus.NOW, "complete", 0, {"requests": 0})
        store.close_connection()
    told["bytes an article"] = before / count
    told["of its text"] = before / count / text
    findings, told["verify, s"], told["verify, MB over a bare process"] = _verified(path)
    if findings:
        print(f"{path}: verify has {findings} findings")
    return told


def _renumbered(article: Article, above: int) -> Article:
    number = _FRESH + above
    return replace(article, source_id=str(number), url=f"{corpus.HOST}/fresh-{number}")


def _weather(above: int, article: Article) -> Article:
    """One of a template's daily texts: all of them fall into the same bands."""
    dice = Random(above)
    low, high, level = dice.randint(18, 27), dice.randint(28, 38), dice.randint(60, 190)
    body = (
        f"Dự báo thời tiết ngày {dice.randint(1, 28)}/{dice.randint(1, 12)}: trong tỉnh có mây, chiều tối có"
        f" mưa rào và dông vài nơi. Nhiệt độ thấp nhất {low} độ, cao nhất {high} độ. Gió tây nam cấp"
        f" {dice.randint(2, 5)}. Độ ẩm từ {dice.randint(50, 70)} đến {dice.randint(75, 98)}%. Mực nước trên"
        f" sông là {level} cm. Trong cơn dông cần đề phòng lốc, sét, mưa đá và gió giật mạnh."
    )
    return replace(_renumbered(article, above), title=f"Thời tiết {above}", body=body)


def _timed(name: str, made: Sequence[Article], do: Callable[[Article], object]) -> dict[str, float]:
    """Microseconds an article, by the clock and of the processor: medians."""
    wall, cpu = [], []
    for article in made:
        started, used = time.perf_counter(), time.process_time()
        do(article)
        wall.append((time.perf_counter() - started) * 1e6)
        cpu.append((time.process_time() - used) * 1e6)
    return {f"{name}, µs": statistics.median(wall), f"{name}, CPU µs": statistics.median(cpu)}


def _looked_up(store: SqliteStore, article: Article) -> None:
    fingerprint, keys = read_text(article.body)
    list(similar.pairs(store.connection.raw, -1, keys, fingerprint))


def _verified(path: Path) -> tuple[int, float, float]:
    words = [sys.executable, "-c", _VERIFY, str(path)]
    findings, seconds, memory = json.loads(subprocess.check_output(words, text=True))
    return findings, seconds, memory


def main() -> None:
    """Print a column a size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=Path("output"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    opts = parser.parse_args()
    columns = [measured(opts.folder / f"bench-{size}.db", size) for size in opts.sizes]
    print(f"{'':<42}", *[f"{size:>20,}" for size in opts.sizes])
    for name, first in columns[0].items():
        cells = [f"{c[name]:>10.2f} ({c[name] / first:>5.2f} x)" for c in columns]
        print(f"{name:<42}", *[f"{cell:>20}" for cell in cells])


if __name__ == "__main__":
    main()
