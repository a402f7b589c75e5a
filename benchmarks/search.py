"""Search: how long questions take, best first and newest first, beside a plain scan with LIKE.

`python -m benchmarks.search [FILE] [--articles 100000]`. Times are of 30 rounds; those of the processor are medians.
"""

from __future__ import annotations

import statistics
from contextlib import closing

from benchmarks import measure
from benchmarks.corpus import wanted
from pipelines.storage.connection import Connection
from pipelines.storage.matching import Order
from pipelines.storage.search import search
from pipelines.storage.sqlite import open_reader

ROUNDS = 30
NOTHING = "khongcotunay"
#: What people ask: rare and common words, with and without marks, two words, phrases, minus words.
QUESTIONS = (
    "sầu riêng", "sau rieng", "hop tac", "nong dan", "nông dân", '"hợp tác xã"', "title:sen",
    "lua -tom", "kin*", "trieu dong", "bến phà", "ho thi", "sông date:2022", NOTHING,
)  # fmt: skip


def matches(reader: Connection, text: str) -> int:
    """How many articles a question has for an answer."""
    return len(search(reader, text, 10**7))


def timed(reader: Connection, text: str, order: Order) -> tuple[list[float], float]:
    """Milliseconds of each round, sorted; and the processor's, the median."""
    rounds = [measure.timed(lambda: search(reader, text, 20, order)) for _ in range(ROUNDS)]
    cpu, wall = ([1000 * one for one in column] for column in zip(*rounds, strict=True))
    return sorted(wall), statistics.median(cpu)


def at(share: float, values: list[float]) -> float:
    """The value below which that share of them lies."""
    return values[min(int(len(values) * share), len(values) - 1)]


def scanned(reader: Connection, word: str) -> tuple[float, float]:
    """CPU and wall milliseconds of the same question asked without an index: medians."""

    def scan() -> None:
        with reader.read() as conn:
            conn.execute(
                # Every row is looked at: with a LIMIT a common word would end the scan at once.
                "SELECT count(*) FROM articles WHERE title LIKE ?1 OR lead LIKE ?1 OR body LIKE ?1",
                (f"%{word}%",),
            ).fetchall()

    return measure.item_by_item(lambda _: scan(), [word], measure.ROUNDS)


def main() -> None:
    """Print a line a question and the whole."""
    database, articles = wanted()
    total: dict[Order, list[float]] = {"relevance": [], "newest": []}
    used: dict[Order, list[float]] = {"relevance": [], "newest": []}
    cells = {}
    with closing(open_reader(database)) as reader:
        for text in QUESTIONS:
            best, best_cpu = timed(reader, text, "relevance")
            newest, newest_cpu = timed(reader, text, "newest")
            total["relevance"] += best
            total["newest"] += newest
            used["relevance"].append(best_cpu)
            used["newest"].append(newest_cpu)
            ratio = at(0.5, best) / at(0.5, newest)
            cells[text] = (
                f"{at(0.5, best):>9.1f}{at(0.99, best):>8.1f}{best_cpu:>8.1f}{at(0.5, newest):>14.1f}"
                f"{at(0.99, newest):>8.1f}{newest_cpu:>8.1f}{ratio:>12.1f} x"
            )
        memory = measure.most()  # before anything that no page of answers asks for
        plain_cpu, plain = scanned(reader, "nông dân")
        counts = {text: matches(reader, text) for text in QUESTIONS}
    empty = [text for text, count in counts.items() if not count and text != NOTHING]
    if empty:
        raise SystemExit(f"nothing matches {', '.join(empty)}: no figures; take more articles")
    print(f"{articles} articles; a scan with LIKE takes {plain:.0f} ms, CPU {plain_cpu:.0f} ms")
    print(f"{'milliseconds':<18}{'matches':>9}{'best p50':>9}{'p99':>8}{'CPU':>8}{'newest p50':>14}{'p99':>8}{'CPU':>8}"
          f"{'best/newest':>14}")  # fmt: skip
    for text, row in cells.items():
        print(f"{text:<18}{counts[text]:>9}{row}")
    for order, values in total.items():
        values.sort()
        p50, p99, cpu = at(0.5, values), at(0.99, values), statistics.median(used[order])
        print(
            f"{order}: p50 {p50:.1f} ms, p99 {p99:.1f} ms, CPU {cpu:.1f} ms; the scan takes", end=""
        )
        print(f" {plain / p50:.0f} x p50, CPU {plain_cpu / cpu:.0f} x")
    print(f"most memory of the process that searched: {memory:.0f} MB")


if __name__ == "__main__":
    main()
