# ruff: noqa: S608  (SQL is put together from names of this module; values are always bound)
"""Article numbers as the frontier knows them: which were asked, which day each belongs to.

A newspaper counts its articles upwards, so a number tells about when its article was made. `pages`
holds the number of every article address; its day comes from the stored article, else from the
listing that showed it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from pipelines.items import Link
from pipelines.outcomes import Outcome, PageState, Reason
from pipelines.storage import locks
from pipelines.storage.base import Run
from pipelines.storage.base_numbers import BY_NUMBER, Mark
from pipelines.storage.connection import Connection
from pipelines.storage.frontier import put
from pipelines.storage.tables_frontier import OPEN

#: What a server answers for a number that it never gave to an article, or has taken back.
ABSENT = (Reason.NOT_FOUND, Reason.SOFT_404, Reason.REDIRECT)
IS_ABSENT = (
    f"outcome = '{Outcome.REJECTED}' AND article_id IS NULL"
    f" AND reason IN ({', '.join(repr(str(reason)) for reason in ABSENT)})"
)
_OF_SPACE = "FROM pages WHERE paper = :paper AND number_space = :space AND number IS NOT NULL"
#: Asked by its number alone and not answered yet.
_UNANSWERED = (
    f"ifnull(hints ->> '{BY_NUMBER}', 0) = 1 AND state IN ('pending', 'leased')"
    " AND day IS NULL AND ifnull(hints ->> 'undated', 0) = 0"
)
_DAY = "coalesce((SELECT published_day FROM articles WHERE id = pages.article_id), day)"


class NumberIndex:
    """Numbers of one database (see `base.Numbers` for the methods)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, paper: str, space: str, first: int, last: int) -> set[int]:
        """Numbers that have a page."""
        return self._numbers(
            f"SELECT number {_OF_SPACE} AND number BETWEEN :first AND :last",
            paper=paper,
            space=space,
            first=first,
            last=last,
        )

    def present(self, paper: str, space: str, first: int, last: int) -> int | None:
        """Lowest number that something else is known of than that nothing answers for it."""
        with self._connection.read() as conn:
            row = conn.execute(
                f"SELECT min(number) {_OF_SPACE} AND number BETWEEN :first AND :last"
                f" AND NOT ifnull({IS_ABSENT}, 0) AND NOT ({_UNANSWERED})",
                {"paper": paper, "space": space, "first": first, "last": last},
            ).fetchone()
        return None if row[0] is None else int(row[0])

    def absent(
        self, paper: str, space: str, span: tuple[int, int], host: str, limit: int
    ) -> list[int]:
        """Numbers absent on the hosts asked so far."""
        found = self._numbers(
            f"""
            SELECT number {_OF_SPACE} AND number BETWEEN :first AND :last AND {IS_ABSENT}
              AND NOT EXISTS (
                SELECT 1 FROM pages other WHERE other.paper = :paper
                  AND other.number_space = :space AND other.number = pages.number
                  AND (other.host = :host OR other.article_id IS NOT NULL
                       OR other.state NOT IN ('done', 'dead'))
              )
            ORDER BY number LIMIT :limit
            """,
            paper=paper,
            space=space,
            first=span[0],
            last=span[1],
            host=host,
            limit=limit,
        )
        return sorted(found)

    def newest(self, paper: str, space: str, below: int = 10**9) -> tuple[int, str] | None:
        """Highest number under `below` that a page of the newspaper named, and that page's host."""
        with self._connection.read() as conn:
            row = conn.execute(
                f"SELECT number, host {_OF_SPACE} AND NOT ifnull({IS_ABSENT}, 0)"
                " AND number < :below ORDER BY number DESC LIMIT 1",
                {"paper": paper, "space": space, "below": below},
            ).fetchone()
        return (row["number"], row["host"]) if row else None

    def answered(self, url: str) -> bool | None:
        """Whether this address led to an article."""
        with self._connection.read() as conn:
            row = conn.execute(
                "SELECT state, article_id, hints ->> 'date' AS day, hints ->> 'undated' AS undated"
                " FROM pages WHERE url = ?",
                (url,),
            ).fetchone()
        if row is None or (row["state"] == PageState.LEASED and row["day"] is None):
            return None
        if row["article_id"] is not None or row["day"] is not None or row["undated"]:
            return True
        return None if row["state"] == PageState.PENDING else False

    def last_before(self, paper: str, space: str, day: str, skip: int = 0) -> Mark | None:
        """Highest number of an older day, after `skip` others."""
        return self._mark(f"{_DAY} < :day", "DESC", skip, paper=paper, space=space, day=day)

    def first_from(
        self, paper: str, space: str, day: str, above: int, skip: int = 0
    ) -> Mark | None:
        """Lowest number of that day or a later one."""
        test = f"{_DAY} >= :day AND number > :above"
        return self._mark(test, "ASC", skip, paper=paper, space=space, day=day, above=above)

    def without_day(self, paper: str, space: str, first: int, last: int) -> set[int]:
        """Numbers that were asked and gave no day."""
        return self._numbers(
            f"SELECT number {_OF_SPACE} AND number BETWEEN :first AND :last"
            " AND (state NOT IN ('pending', 'leased') OR hints ->> 'undated' = 1)"
            f" AND {_DAY} IS NULL",
            paper=paper,
            space=space,
            first=first,
            last=last,
        )

    def with_day(self, paper: str, space: str, first: int, last: int) -> set[int]:
        """Numbers whose day is known."""
        return self._numbers(
            f"SELECT number {_OF_SPACE} AND number BETWEEN :first AND :last AND {_DAY} IS NOT NULL",
            paper=paper,
            space=space,
            first=first,
            last=last,
        )

    def waits(self, paper: str, space: str, number: int) -> bool:
        """True while the number's probe is to be asked or in flight."""
        return bool(
            self._numbers(
                f"SELECT number {_OF_SPACE} AND number = :number AND state IN ('pending', 'leased')"
                " AND hints ->> 'probe' = 1 AND day IS NULL AND ifnull(hints ->> 'undated', 0) = 0",
                paper=paper,
                space=space,
                number=number,
            )
        )

    def ask(self, run: Run, links: Sequence[Link], now: str, *, probe: bool = False) -> int:
        """Put by-number addresses into the frontier."""
        with self._connection.write() as conn:
            locks.check_fence(conn, run)
            unknown = [link for link in links if not (probe and _mark_probe(conn, run, link))]
            put_in = put(conn, run, unknown, now, None)
            return len(links) - len(unknown) + sum(known.new for known in put_in)

    def reopen_failed(self, run: Run, first: int, last: int) -> int:
        """Ask dead pages again."""
        with self._connection.write() as conn:
            locks.check_fence(conn, run)
            return conn.execute(
                "UPDATE pages SET state = 'pending', outcome = NULL, reason = NULL, attempts = 0,"
                " next_attempt_at = NULL WHERE paper = ? AND state = 'dead'"
                " AND number BETWEEN ? AND ?",
                (run.paper, first, last),
            ).rowcount

    def _numbers(self, sql: str, **values: object) -> set[int]:
        with self._connection.read() as conn:
            return {row["number"] for row in conn.execute(sql, values)}

    def _mark(self, test: str, order: str, skip: int = 0, **values: object) -> Mark | None:
        with self._connection.read() as conn:
            row = conn.execute(
                f"SELECT number, {_DAY} AS known_day {_OF_SPACE} AND {test}"
                f" ORDER BY number {order} LIMIT 1 OFFSET :skip",
                {**values, "skip": skip},
            ).fetchone()
        return Mark(row["number"], row["known_day"]) if row else None


def _mark_probe(conn: sqlite3.Connection, run: Run, link: Link) -> bool:
    """An open page of the same number on the same host serves as the probe."""
    return bool(
        conn.execute(
            f"""
            UPDATE pages SET hints = json_set(ifnull(hints, '{{}}'), '$.probe', 1)
            WHERE id = (SELECT id FROM pages WHERE paper = ? AND number_space = ? AND number = ?
                AND host = (SELECT ?) AND {OPEN} LIMIT 1)
            """,
            (run.paper, link.space, link.number, link.url.split("/")[2]),
        ).rowcount
    )
