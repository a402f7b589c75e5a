"""Search: how long questions take, best first and newest first, beside a plain scan with LIKE.

`python -m benchmarks.search [FILE] [--articles 100000]`
"""

from __future__ import annotations

import resource
import time
from contextlib import closing

from benchmarks.corpus import wanted
from pipelines.storage.connection import Connection
from pipelines.storage.matching import Order
from pipelines.storage.search import search
from pipelines.storage.sqlite import open_reader

ROUNDS = 30
#: What people ask: rare and common words, with and without marks, two words, phrases, minus words.
QUESTIONS = (
    "sầu riêng", "sau rieng", "hop tac", "nong dan", "nông dân", '"hợp tác xã"', "title:sen",
    "lua -tom", "kin*", "trieu dong", "bến phà", "ho thi", "sông date:2022", "khongcotunay",
)  # fmt: skip


def matches(reader: Connection, text: str) -> int:
    """How many articles a question has for an answer."""
    return len(search(reader, text, 10**7))


def timed(reader: Connection, text: str, order: Order) -> tuple[list[float], float]:
    """Milliseconds of each round, sorted; and the processor's milliseconds a round."""
    spent, used = [], time.process_time()
    for _ in range(ROUNDS):
        started = time.perf_counter()
        search(reader, text, 20, order)
        spent.append((time.perf_counter() - started) * 1000)
    return sorted(spent), (time.process_time() - used) * 1000 / ROUNDS


def at(share: float, values: list[float]) -> float:
    """The value below which that share of them lies."""
    return values[min(int(len(values) * share), len(values) - 1)]


def scanned(reader: Connection, word: str) -> float:
    """Milliseconds of the same question asked without an index."""
    started = time.perf_counter()
    with reader.read() as conn:
        conn.execute(
            # Every row is looked at: with a LIMIT a common word would end the scan at once.
            "SELECT count(*) FROM articles WHERE title LIKE ?1 OR lead LIKE ?1 OR body LIKE ?1",
            (f"%{word}%",),
        ).fetchall()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    """Print a line a question and the whole."""
    database, articles = wanted()
    with closing(open_reader(database)) as reader:
        plain = scanned(reader, "nông dân")
        print(f"{articles} articles; a scan with LIKE takes {plain:.0f} ms; milliseconds:\n")
        print(f"{'question':<18}{'matches':>9}   {'best p50':>9}{'p99':>8}{'CPU':>8}   {'newest p50':>11}{'p99':>8}{'CPU':>8}"
              f"{'best/newest':>13}")  # fmt: skip
        total: dict[Order, list[float]] = {"relevance": [], "newest": []}
        for text in QUESTIONS:
            best, best_cpu = timed(reader, text, "relevance")
            newest, newest_cpu = timed(reader, text, "newest")
            total["relevance"] += best
            total["newest"] += newest
            print(f"{text:<18}{matches(reader, text):>9}   {at(0.5, best):>9.1f}{at(0.99, best):>8.1f}{best_cpu:>8.1f}"
                  f"   {at(0.5, newest):>11.1f}{at(0.99, newest):>8.1f}{newest_cpu:>8.1f}"
                  f"{at(0.5, best) / at(0.5, newest):>12.1f}x")  # fmt: skip
        for order, values in total.items():
            values.sort()
            p50, p99 = at(0.5, values), at(0.99, values)
            print(
                f"\n{order}: p50 {p50:.1f} ms, p99 {p99:.1f} ms; the scan takes {plain / p50:.0f}x p50"
            )
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmost memory of the process: {most:.0f} MB")


if __name__ == "__main__":
    main()
