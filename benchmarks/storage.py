"""Storage: what an article costs to store, find and compare, by how many are there already.

`python -m benchmarks.storage [FOLDER] [--sizes 10000 100000 1000000] [--verifies 5]`: a database of each size is made in
FOLDER (output/) unless it is there: `make bench` takes 10,000 and 100,000, the latter for search and export
too; a million articles are 13 GB (twice: a copy is measured) and take half an hour, the first time. What is
measured is put in through the store, one article a transaction, as a crawl does; ratios are to the first size. Figures
are medians: of at least 200 articles, and of five times `verify` (a quarter of an hour each at a million).
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

from benchmarks import corpus, measure
from pipelines.items import Article
from pipelines.similarity import read_text
from pipelines.storage import articles, similar
from pipelines.storage.sqlite import SqliteStore, open_reader
from pipelines.storage.verify import verify

#: Articles of each kind that are put in and looked for.
COUNT = 200
#: Numbers over every one that a database of the benchmark holds.
_FRESH = 900_000_000

_ONE, _CHECK = "--one", "--verify"  # in processes of their own


def measured(path: Path) -> dict[str, float]:
    """Figures of one database, by name."""
    before = path.stat().st_size
    store = SqliteStore.open(path)
    run = store.begin_run("bench", "backfill", {}, corpus.NOW, 10**9)
    conn = store.connection.raw
    try:
        base, count = conn.execute("SELECT max(id), count(*) FROM articles").fetchone()
        made = [*corpus.made(20_000, 20_000 + COUNT), *corpus.made(0, COUNT)]
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
    return told | {"all of it so far, MB at most": measure.most()}


def verified(path: Path) -> measure.Spent:
    """What reading all of a database through takes, and memory over the process before."""
    before, findings = measure.most(), 0

    def read() -> None:
        nonlocal findings
        with closing(open_reader(path)) as reader:
            findings = sum(1 for _ in verify(reader))

    cpu, wall = measure.timed(read)
    if findings:
        raise SystemExit(f"{path}: verify has {findings} findings")
    return measure.Spent(cpu, wall, measure.most() - before)


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
    found = [measure.timed(lambda article=article: do(article)) for article in made]  # type: ignore[misc]
    cpu, wall = (statistics.median(column) * 1e6 for column in zip(*found, strict=True))
    return {f"{name}, µs": wall, f"{name}, CPU µs": cpu}


def _looked_up(store: SqliteStore, article: Article) -> None:
    fingerprint, keys = read_text(article.body)
    list(similar.pairs(store.connection.raw, -1, keys, fingerprint))


def column(path: Path, size: int, verifies: int) -> dict[str, float]:
    """All figures of one size, each kind in processes of its own."""
    corpus.build(path, size)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        told = dict(measure.answered("benchmarks.storage", _ONE, copy))
        runs = [
            measure.Spent(*measure.answered("benchmarks.storage", _CHECK, copy))
            for _ in range(verifies)
        ]
    cpu, wall, memory = measure.medians(runs)
    over = "verify, MB over a bare process"
    return told | {"verify, s": wall, "verify, CPU s": cpu, over: memory}


def main() -> None:
    """Print a column a size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=Path("output"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--verifies", type=int, default=measure.ROUNDS)
    opts = parser.parse_args()
    measure.terminable()
    told = [column(opts.folder / f"bench-{n}.db", n, opts.verifies) for n in opts.sizes]
    measure.show_growth(f"{COUNT} articles of each kind", opts.sizes, told)


if __name__ == "__main__":
    if sys.argv[1:2] == [_ONE]:
        print(json.dumps(measured(Path(sys.argv[2]))))
    elif sys.argv[1:2] == [_CHECK]:
        print(json.dumps(verified(Path(sys.argv[2]))))
    else:
        main()
