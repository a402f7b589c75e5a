"""Alerts: opened once, healed once, and what was told of them on which channel.

A delivery is counted before it is tried and settled after it. A process that dies between the two
leaves an unsettled one, which a later run tries again: told at least once, and twice only then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from pipelines.storage.base import Run
from pipelines.storage.base_watch import Alert, Pending, Result

_COLUMNS = "id, subject, monitor, message, opened_run, opened_at, closed_at, closed_why"
#: Not told, and nobody is telling it: never tried, failed, or left by a process that died.
_FREE = """
    d.told_at IS NULL AND (d.tried_at IS NULL OR d.failure IS NOT NULL OR d.tried_at < :stale)
"""
#: What nobody was to be told when it broke is not told when it has healed: it would be news of nothing.
_BROKE = f"""
    SELECT {_COLUMNS} FROM alerts a LEFT JOIN alert_deliveries d
      ON d.alert_id = a.id AND d.event = 'broke' AND d.channel = :channel
    WHERE a.paper = :paper AND {_FREE}
      AND (a.closed_at IS NULL OR d.tried_at IS NOT NULL OR a.closed_run = :run)
    ORDER BY a.id
"""  # noqa: S608  (names of this module; values are bound)
_HEALED = f"""
    SELECT {_COLUMNS} FROM alerts a JOIN alert_deliveries first
      ON first.alert_id = a.id AND first.event = 'broke' AND first.channel = :channel
    LEFT JOIN alert_deliveries d
      ON d.alert_id = a.id AND d.event = 'healed' AND d.channel = :channel
    WHERE a.paper = :paper AND a.closed_at IS NOT NULL AND {_FREE}
      AND (first.told_at IS NOT NULL OR first.tried_at = :now)
    ORDER BY a.id
"""  # noqa: S608  (as above)


def open_ones(conn: sqlite3.Connection, paper: str) -> dict[str, Alert]:
    """Open alerts of a newspaper by subject."""
    found = conn.execute(
        f"SELECT {_COLUMNS} FROM alerts WHERE paper = ? AND closed_at IS NULL ORDER BY id",  # noqa: S608
        (paper,),
    ).fetchall()
    return {row["subject"]: Alert(*row) for row in found}


def healed(conn: sqlite3.Connection, paper: str) -> dict[str, str]:
    """When the last alert about each subject of a newspaper was closed."""
    found = conn.execute(
        "SELECT subject, max(closed_at) AS at FROM alerts WHERE paper = ? AND closed_at IS NOT NULL"
        " GROUP BY subject",
        (paper,),
    )
    return {row["subject"]: row["at"] for row in found}


def open_one(conn: sqlite3.Connection, run: Run, found: Result, now: str) -> None:
    """Open an alert; one that is open for the subject stays as it is."""
    conn.execute(
        "INSERT OR IGNORE INTO alerts (paper, subject, monitor, message, opened_run, opened_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (run.paper, found.subject, found.monitor, found.message, run.id, now),
    )


def close_one(conn: sqlite3.Connection, run: Run, alert_id: int, why: str, now: str) -> None:
    """Close an open alert."""
    conn.execute(
        "UPDATE alerts SET closed_run = ?, closed_at = ?, closed_why = ?"
        " WHERE id = ? AND closed_at IS NULL",
        (run.id, now, why, alert_id),
    )


def claim(conn: sqlite3.Connection, run: Run, channel: str, now: str, stale: str) -> list[Pending]:
    """What is to be told on the channel; each counts as tried from now on."""
    values = {"paper": run.paper, "channel": channel, "stale": stale, "run": run.id, "now": now}
    found = [Pending("broke", Alert(*row)) for row in conn.execute(_BROKE, values).fetchall()]
    _count(conn, found, channel, now)
    healed = [Pending("healed", Alert(*row)) for row in conn.execute(_HEALED, values).fetchall()]
    _count(conn, healed, channel, now)
    return found + healed


def _count(conn: sqlite3.Connection, pending: Iterable[Pending], channel: str, now: str) -> None:
    conn.executemany(
        "INSERT INTO alert_deliveries (alert_id, event, channel, tries, tried_at)"
        " VALUES (?, ?, ?, 1, ?)"
        " ON CONFLICT DO UPDATE SET tries = tries + 1, tried_at = excluded.tried_at, failure = NULL",
        ((one.alert.id, one.event, channel, now) for one in pending),
    )


def told(
    conn: sqlite3.Connection,
    pending: Iterable[Pending],
    channel: str,
    now: str,
    failure: str | None,
) -> None:
    """Settle deliveries: told, or why not."""
    conn.executemany(
        "UPDATE alert_deliveries SET told_at = ?, failure = ?"
        " WHERE alert_id = ? AND event = ? AND channel = ?",
        ((None if failure else now, failure, one.alert.id, one.event, channel) for one in pending),
    )


def storage_healed(
    conn: sqlite3.Connection, run: Run, told_at: Mapping[str, str], now: str
) -> None:
    """Write down an alert that could be told only outside the database, and that it is over."""
    row = conn.execute(
        "INSERT INTO alerts (paper, subject, monitor, message, opened_run, opened_at, closed_run,"
        " closed_at, closed_why) VALUES (?, 'storage', 'run', ?, ?, ?, ?, ?, ?)",
        (
            run.paper,
            "the database could not be used",
            run.id,
            min(told_at.values()),
            run.id,
            now,
            f"run {run.id} was written",
        ),
    )
    conn.executemany(
        "INSERT INTO alert_deliveries VALUES (?, 'broke', ?, 1, ?, ?, NULL)",
        ((row.lastrowid, channel, at, at) for channel, at in told_at.items()),
    )
