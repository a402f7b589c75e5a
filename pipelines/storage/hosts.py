"""Politeness that outlives a process: when a host may be asked next."""

from __future__ import annotations

import sqlite3

from pipelines.outcomes import COUNTS_AS_TRY
from pipelines.storage.base import Run


def hold(conn: sqlite3.Connection, paper: str, host: str, next_request_at: str) -> None:
    """Not before this time; a later one that is known already stays."""
    conn.execute(
        """
        INSERT INTO hosts (host, paper, next_request_at) VALUES (?, ?, ?)
        ON CONFLICT (host) DO UPDATE SET
            next_request_at = max(ifnull(next_request_at, ''), excluded.next_request_at)
        """,
        (host, paper, next_request_at),
    )


def note(
    conn: sqlite3.Connection, run: Run, host: str, robots: str | None, circuit: str, now: str
) -> None:
    """What a run learnt of a host: robots.txt, and whether it was left alone ("open")."""
    if circuit == "open":
        _forgive(conn, run, host)
    conn.execute(
        """
        INSERT INTO hosts (host, paper, robots_status, robots_fetched_at, circuit)
        VALUES (?1, ?2, ?3, CASE WHEN ?3 IS NULL THEN NULL ELSE ?5 END, ?4)
        ON CONFLICT (host) DO UPDATE SET circuit = excluded.circuit,
            robots_status = ifnull(excluded.robots_status, robots_status),
            robots_fetched_at = ifnull(excluded.robots_fetched_at, robots_fetched_at)
        """,
        (host, run.paper, robots, circuit, now),
    )


def _forgive(conn: sqlite3.Connection, run: Run, host: str) -> None:
    """The host was at fault: pages it refused or sent away have used up no try, and are due at once.

    A pause that the host asked for is its own (`next_request_at`), not that of single pages.
    """
    counted = ", ".join(f"'{reason}'" for reason in sorted(COUNTS_AS_TRY))
    conn.execute(
        f"""
        UPDATE pages SET state = 'retry', outcome = 'deferred', next_attempt_at = NULL,
            attempts = max(0, attempts - (
                SELECT count(*) FROM visits
                WHERE visits.page_id = pages.id AND visits.run_id = pages.run_id
                    AND visits.outcome IN ('deferred', 'failed') AND visits.reason IN ({counted})))
        WHERE paper = ? AND host = ? AND run_id = ? AND outcome IN ('deferred', 'failed')
            AND state IN ('retry', 'dead')
        """,  # noqa: S608
        (run.paper, host, run.id),
    )
    # Sent to another host by all pages alike, these have not been asked yet.
    conn.execute(
        "UPDATE pages SET state = 'pending', outcome = NULL, reason = NULL WHERE paper = ?"
        " AND host = ? AND run_id = ? AND outcome = 'skipped' AND reason = 'off_site'",
        (run.paper, host, run.id),
    )


def due(conn: sqlite3.Connection, paper: str, host: str) -> str | None:
    """The stored time; None when the host was never held."""
    row = conn.execute(
        "SELECT next_request_at FROM hosts WHERE host = ? AND paper = ?", (host, paper)
    ).fetchone()
    return row["next_request_at"] if row else None
