# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""A newspaper in numbers, for those who watch it from outside."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.storage.connection import Connection
from pipelines.storage.tables_frontier import OPEN, OUTCOMES


class Figures(NamedTuple):
    """What is stored of one newspaper."""

    #: Articles by status, pages by state, all runs by verdict, all visits by outcome.
    articles: dict[str, int]
    pages: dict[str, int]
    runs: dict[str, int]
    visits: dict[str, int]
    #: Requests of all runs.
    requests: int
    #: Open pages that wait for a later time.
    waiting: int
    #: When the oldest open page was discovered, when the newest complete run ended (UTC); None: none.
    oldest_open: str | None
    last_complete: str | None


_SUMS = ", ".join(f"sum({outcome}) AS {outcome}" for outcome in OUTCOMES)


def figures(reader: Connection, paper: str, now: str) -> Figures:
    """The figures of `paper` at `now` (UTC); raises StorageError."""
    with reader.read() as conn:

        def by(column: str, table: str) -> dict[str, int]:
            sql = f"SELECT {column}, count(*) FROM {table} WHERE paper = ? GROUP BY {column}"
            return {name: count for name, count in conn.execute(sql, (paper,)) if name is not None}

        sums = conn.execute(
            f"SELECT {_SUMS}, sum(requests) AS requests FROM runs WHERE paper = ?", (paper,)
        ).fetchone()
        waiting, oldest = conn.execute(
            f"SELECT sum(next_attempt_at > ?), min(discovered_at) FROM pages WHERE paper = ? AND {OPEN}",
            (now, paper),
        ).fetchone()
        (complete,) = conn.execute(
            "SELECT max(finished_at) FROM runs WHERE paper = ? AND verdict = 'complete'", (paper,)
        ).fetchone()
        return Figures(
            by("status", "articles"),
            by("state", "pages"),
            by("verdict", "runs"),
            {name: sums[name] or 0 for name in OUTCOMES},
            sums["requests"] or 0,
            waiting or 0,
            oldest,
            complete,
        )
