# ruff: noqa: S608  (SQL is put together from names of this module; values are always bound)
"""When a stored article is asked again, and which ones a refresh takes up."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import islice

from pipelines.outcomes import Outcome
from pipelines.storage.base import PageEnd, Revisits, Run
from pipelines.storage.base_mode import Mode
from pipelines.storage.tables_frontier import OPEN
from pipelines.storage.times import after, between
from pipelines.storage.window import FIRST_DAY, LAST_DAY

HOUR, DAY = 3_600.0, 86_400.0
#: An article is asked again after this share of its age: an hour old in the first hours, a week
#: after a month, so that the visits of its whole life stay few.
SHARE_OF_AGE = 0.25
SOONEST, LATEST = HOUR, 180 * DAY
#: Gone, or never there: mistakes are mended in days, not in hours.
SELDOM = 7 * DAY
#: So many unknown addresses are named.
_EXAMPLES = 3

_WITH_ARTICLE = "LEFT JOIN articles a ON a.id = p.article_id"
#: Each by the index that has its order, so that what is not due is not read.
_LEFT_OPEN = (
    f"INDEXED BY pages_revisiting {_WITH_ARTICLE} WHERE p.paper = :paper"
    f" AND p.revisit_at IS NOT NULL AND p.{OPEN}"
)
_DUE = (
    f"INDEXED BY pages_revisit {_WITH_ARTICLE} WHERE p.paper = :paper"
    " AND p.revisit_at <= :now AND p.state IN ('done', 'dead')"
)
_ANY = (
    f"{_WITH_ARTICLE} WHERE p.paper = :paper AND p.revisit_at IS NOT NULL AND p.state <> 'leased'"
)

_REVISITED = frozenset(
    {
        Outcome.STORED_NEW,
        Outcome.STORED_UPDATE,
        Outcome.UNCHANGED,
        Outcome.NOT_MODIFIED,
        Outcome.DUPLICATE,
        Outcome.WITHDRAWN,
    }
)


def pause(age_seconds: float) -> float:
    """Seconds until an article of this age is asked again."""
    return min(max(SHARE_OF_AGE * age_seconds, SOONEST), LATEST)


def plan(conn: sqlite3.Connection, end: PageEnd, outcome: Outcome, article_id: int | None) -> None:
    """After a visit: when the page is asked again by a refresh, if at all."""
    if end.task.kind != "article":
        return
    due: str | None = None
    if outcome is Outcome.FAILED:
        due = after(end.finished_at, SELDOM)
    elif outcome in _REVISITED and article_id is not None:
        due = _after_visit(conn, end, outcome, article_id)
    elif outcome in {Outcome.REJECTED, Outcome.SKIPPED, Outcome.CRASHED}:
        # One odd answer is no reason to forget an article that is there.
        due = after(end.finished_at, SELDOM) if _is_revisited(conn, end.task.page_id) else None
    elif outcome is Outcome.DEFERRED:
        return  # the page is open: what was planned holds
    conn.execute("UPDATE pages SET revisit_at = ? WHERE id = ?", (due, end.task.page_id))


def _is_revisited(conn: sqlite3.Connection, page_id: int) -> bool:
    row = conn.execute("SELECT revisit_at FROM pages WHERE id = ?", (page_id,)).fetchone()
    return row is not None and row["revisit_at"] is not None


def _after_visit(
    conn: sqlite3.Connection, end: PageEnd, outcome: Outcome, article_id: int
) -> str | None:
    row = conn.execute(
        "SELECT url, published_at, first_seen_at FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    others = "article_id = ? AND id <> ? AND revisit_at IS NOT NULL"
    if row["url"] == end.task.url:
        # One address of an article is asked again, its own if it was ever met.
        conn.execute(
            f"UPDATE pages SET revisit_at = NULL WHERE {others}", (article_id, end.task.page_id)
        )
    elif conn.execute(
        f"SELECT 1 FROM pages WHERE {others}", (article_id, end.task.page_id)
    ).fetchone():
        return None
    seconds = pause(max(0.0, between(_born(row), end.finished_at)))
    if outcome is Outcome.WITHDRAWN:
        seconds = max(4 * seconds, SELDOM)
    return after(end.finished_at, seconds)


def _born(row: sqlite3.Row) -> str:
    """Publication as a moment (a day from its start); without one, when it was first seen."""
    published = row["published_at"]
    if published is None:
        return str(row["first_seen_at"])
    return f"{published}T00:00:00Z" if len(published) == 10 else str(published)


def choose(conn: sqlite3.Connection, run: Run, mode: Mode, now: str) -> Revisits:
    """Open the pages that a refresh asks, `temp.revisits`.

    With days, numbers or addresses those are taken, due or not; else what is due, longest overdue
    first, `mode.budget` at most. What an earlier refresh left open comes first.
    """
    conn.execute("CREATE TEMP TABLE IF NOT EXISTS revisits (id INTEGER PRIMARY KEY)")
    conn.execute("DELETE FROM temp.revisits")
    terms, values = _chosen(mode)
    if mode.window.hosts:
        values |= {f"host{n}": host for n, host in enumerate(mode.window.hosts)}
        names = ", ".join(f":host{n}" for n in range(len(mode.window.hosts)))
        terms.append(f"p.host IN ({names})")
    if mode.window.sections:
        _in_sections(mode.window.sections, terms, values)
    values |= {"paper": run.paper, "now": now}
    if mode.budgeted:
        left = mode.budget
        for way in (_LEFT_OPEN, _DUE):
            left -= _take(conn, way, terms, {**values, "limit": left})
    else:
        _take(conn, _ANY, terms, {**values, "limit": -1})
    conn.execute(
        "UPDATE pages SET state = 'pending', outcome = NULL, reason = NULL,"
        " next_attempt_at = NULL, attempts = 0"
        " WHERE id IN (SELECT id FROM temp.revisits) AND state IN ('done', 'dead')"
    )
    pages = int(conn.execute("SELECT count(*) FROM temp.revisits").fetchone()[0])
    return Revisits(pages, *_unknown(conn, run, mode))


def _take(
    conn: sqlite3.Connection, way: str, terms: Sequence[str], values: dict[str, object]
) -> int:
    """Put pages into `temp.revisits`, the longest overdue first; how many."""
    return conn.execute(
        f"""
        INSERT INTO temp.revisits
        SELECT p.id FROM pages p {way} AND {" AND ".join(("1", *terms))}
        ORDER BY p.revisit_at LIMIT :limit
        """,
        values,
    ).rowcount


def _unknown(conn: sqlite3.Connection, run: Run, mode: Mode) -> tuple[int, tuple[str, ...]]:
    """Named addresses or numbers that there is nothing to refresh of, and the first of them."""
    if mode.only_urls:
        found = conn.execute(
            "SELECT url FROM temp.wanted WHERE url NOT IN (SELECT url FROM article_urls)"
            " AND url NOT IN (SELECT p.url FROM pages p JOIN temp.revisits r ON r.id = p.id)"
            " ORDER BY url"
        ).fetchall()
        return len(found), tuple(row["url"] for row in found[:_EXAMPLES])
    if mode.numbers:
        first, last = mode.numbers
        stored = {
            row["number"]
            for row in conn.execute(
                "SELECT DISTINCT CAST(source_id AS INTEGER) AS number FROM articles"
                " WHERE paper = ? AND CAST(source_id AS INTEGER) BETWEEN ? AND ?",
                (run.paper, first, last),
            )
        }
        missing = (str(number) for number in range(first, last + 1) if number not in stored)
        return last - first + 1 - len(stored), tuple(islice(missing, _EXAMPLES))
    return 0, ()


def _chosen(mode: Mode) -> tuple[list[str], dict[str, object]]:
    terms: list[str] = []
    values: dict[str, object] = {}
    if mode.only_urls:
        terms.append(
            "(p.url IN (SELECT url FROM temp.wanted) OR p.article_id IN (SELECT article_id"
            " FROM article_urls WHERE url IN (SELECT url FROM temp.wanted)))"
        )
    if mode.numbers:
        values |= {"first": mode.numbers[0], "last": mode.numbers[1]}
        terms.append("CAST(a.source_id AS INTEGER) BETWEEN :first AND :last")
    if mode.window.since or mode.window.until:
        values |= {"since": mode.window.since or FIRST_DAY, "until": mode.window.until or LAST_DAY}
        terms.append("a.published_day BETWEEN :since AND :until")
    return terms, values


def _in_sections(sections: Sequence[str], terms: list[str], values: dict[str, object]) -> None:
    values |= {f"section{n}": name for n, name in enumerate(sections)}
    tests = (
        f"a.section = :section{n} OR a.section LIKE :section{n} || '/%'"
        for n in range(len(sections))
    )
    terms.append(f"({' OR '.join(tests)})")
