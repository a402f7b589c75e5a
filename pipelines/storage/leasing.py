# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""Which pages are taken up next, and what is left for later."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from pipelines import CODE_VERSION
from pipelines.outcomes import PageKind
from pipelines.rules import Window
from pipelines.storage.base import Run, Task
from pipelines.storage.base_mode import Mode
from pipelines.storage.frontier import read_hints
from pipelines.storage.looking_back import back_in
from pipelines.storage.reach import Reach, numbers_on, reaches
from pipelines.storage.tables_frontier import OPEN
from pipelines.storage.tables_narrow import DUE
from pipelines.storage.times import between
from pipelines.storage.window import inside, walks

_COLUMNS = """
    id, url, host, kind, attempts, hints, etag, last_modified, archive_ref, article_id, walked_to,
    walk_mark,
    (SELECT code_version FROM runs WHERE runs.id = pages.run_id AND mode <> 'reparse') AS read_by
"""

_OF_PAPER = f"paper = :paper AND {OPEN}"


def hosts_of(conn: sqlite3.Connection, paper: str) -> list[str]:
    """Hosts of the newspaper with open pages: one step in the index for each, not one a page."""
    rows = conn.execute(
        f"""
        WITH RECURSIVE found (host) AS (
            SELECT min(host) FROM pages WHERE paper = ?1 AND {OPEN}
            UNION ALL
            SELECT (SELECT min(host) FROM pages WHERE paper = ?1 AND {OPEN} AND host > found.host)
            FROM found WHERE found.host IS NOT NULL
        ) SELECT host FROM found WHERE host IS NOT NULL
        """,
        (paper,),
    )
    return [row["host"] for row in rows]


def due(
    conn: sqlite3.Connection, run: Run, mode: Mode, limit: int, now: str, hosts: Sequence[str]
) -> list[Task]:
    """Up to `limit` due pages: listings first, then articles; given addresses in their order.

    Within each the oldest first, section by section where there are sections. In a window of days
    the newest day first, then those without a day.
    """
    condition, values = inside(mode)
    tasks: list[Task] = []
    for reach, place in _ways(conn, run, mode, hosts):
        rows = conn.execute(
            f"""
            SELECT {_COLUMNS} FROM {reach.source}
              AND {DUE} <= :now AND {condition}
            ORDER BY {reach.order} LIMIT :limit
            """,
            {**values, **place, "now": now, "limit": limit - len(tasks)},
        ).fetchall()
        tasks.extend(_task(row, run, mode) for row in rows)
        if len(tasks) == limit:
            break
    return tasks


def _ways(
    conn: sqlite3.Connection, run: Run, mode: Mode, hosts: Sequence[str]
) -> list[tuple[Reach, dict[str, Any]]]:
    """Every way to open pages of the hosts with the values it needs, in the order of their turns."""
    found = [
        (
            reach,
            {"paper": run.paper, "on": host, **numbers_on(mode, host), "section_on": reach.section},
        )
        for host in hosts
        for reach in reaches(conn, run.paper, mode, host)
    ]
    return sorted(found, key=lambda way: way[0].turn)


def _task(row: sqlite3.Row, run: Run, mode: Mode) -> Task:
    kind = PageKind(row["kind"])
    hints = read_hints(row["hints"])
    # On its way back a walk takes nothing from a page that it has read a moment ago.
    back = back_in(hints) == run.id
    walking = "root" in hints
    conditional = back or _may_ask_conditionally(row, kind, mode, walking=walking)
    return Task(
        page_id=row["id"],
        url=row["url"],
        host=row["host"],
        kind=kind,
        attempt=row["attempts"] + 1,
        run=run,
        hints=hints,
        etag=row["etag"] if conditional else None,
        last_modified=row["last_modified"] if conditional else None,
        archive_ref=row["archive_ref"],
    )


def _may_ask_conditionally(row: sqlite3.Row, kind: PageKind, mode: Mode, *, walking: bool) -> bool:
    """A 304 must never hide links: not in a backfill, an unfinished walk, or under new rules."""
    if kind is PageKind.ARTICLE:
        return row["article_id"] is not None
    if mode.backfill or walking or row["read_by"] != CODE_VERSION:
        return False
    return not walks(kind) or row["walk_mark"] == row["walked_to"]


def take(conn: sqlite3.Connection, run: Run, mode: Mode, tasks: Sequence[Task]) -> None:
    """Mark pages as leased by the run, and given addresses as looked up so far."""
    # One statement: for each SQLite keeps a copy of every page of the file that it touches, of each index.
    conn.execute(
        "UPDATE pages SET state = 'leased', leased_by = ?, outcome = NULL, reason = NULL"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (run.id, _ids(tasks)),
    )
    if mode.only_urls:
        conn.executemany(
            "INSERT OR REPLACE INTO temp.wanted_from"
            " SELECT ?, place FROM temp.wanted WHERE url = ?",
            ((task.host, task.url) for task in tasks),
        )


def give_back(conn: sqlite3.Connection, tasks: Sequence[Task]) -> None:
    """Pending again: no outcome, no try counted."""
    for run in {task.run.id for task in tasks}:
        conn.execute(
            "UPDATE pages SET state = 'pending', leased_by = NULL WHERE state = 'leased'"
            " AND leased_by = ? AND id IN (SELECT value FROM json_each(?))",
            (run, _ids(tasks)),
        )


def _ids(tasks: Sequence[Task]) -> str:
    return json.dumps([task.page_id for task in tasks])


def waiting(conn: sqlite3.Connection, run: Run, mode: Mode, now: str) -> tuple[int, float | None]:
    """Open pages inside the window; seconds until the first is due."""
    counts = list(_counts(conn, run, mode))
    first = min((first for _, first in counts if first is not None), default=None)
    return sum(pages for pages, _ in counts), _seconds(first, now)


def _counts(conn: sqlite3.Connection, run: Run, mode: Mode) -> Iterator[tuple[int, str | None]]:
    """Open pages inside the window and when the first is due, in parts of which none is in two."""
    condition, values = inside(mode)
    ways = [(f"pages WHERE {_OF_PAPER}", {"paper": run.paper})]
    # What a refresh has chosen is looked up; what is narrowed is counted where it stands in an index.
    if not mode.refresh and (mode.given or mode.window != Window()):
        ways = [
            (reach.source, place)
            for reach, place in _ways(conn, run, mode, hosts_of(conn, run.paper))
        ]
    for source, place in ways:
        yield conn.execute(
            f"""
            SELECT count(*) AS pages, min({DUE}) AS first
            FROM {source} AND {condition}
            """,
            {**values, **place},
        ).fetchone()


def due_in(conn: sqlite3.Connection, run: Run, mode: Mode, now: str, host: str) -> float | None:
    """Seconds until the first open page of `host` inside the window is due."""
    if due(conn, run, mode, 1, now, [host]):
        return 0.0
    # What is open now waits for another try. A window of days has few of those; the others' index is
    # in the order in which they are due.
    condition, values = inside(mode)
    firsts = [
        conn.execute(
            f"""
            SELECT next_attempt_at FROM {reach.source}
              AND {DUE} > :now AND {condition} ORDER BY {DUE} LIMIT 1
            """,
            {**values, **place, "now": now},
        ).fetchone()
        for reach, place in _ways(conn, run, mode, [host])
    ]
    return _seconds(min((first[0] for first in firsts if first), default=None), now)


def _seconds(first: str | None, now: str) -> float | None:
    if first is None:
        return None
    return max(0.0, between(now, first)) if first else 0.0


def left_out(conn: sqlite3.Connection, run: Run, mode: Mode) -> int:
    """Open pages of the newspaper outside the window."""
    # Not counted one by one: what is outside may be all pages of many years.
    whole = conn.execute(
        f"SELECT count(*) FROM pages INDEXED BY pages_waiting WHERE {_OF_PAPER}",
        {"paper": run.paper},
    ).fetchone()[0]
    return int(whole) - sum(pages for pages, _ in _counts(conn, run, mode))
