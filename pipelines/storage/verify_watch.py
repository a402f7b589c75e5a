"""Invariants of monitors and alerts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pipelines.storage.findings import Finding, fault

_HEALED_OPEN = """
    SELECT alert_id, channel FROM alert_deliveries d JOIN alerts a ON a.id = d.alert_id
    WHERE d.event = 'healed' AND a.closed_at IS NULL
"""
_HALF_CLOSED = """
    SELECT id, subject FROM alerts
    WHERE (closed_at IS NULL) <> (closed_run IS NULL) OR closed_at < opened_at
"""
_MORE_THAN_ALL = """
    SELECT run_id, measure, subject, part FROM monitor_facts WHERE amount > total OR amount < 0
"""


def alerts_are_whole(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Alerts break before they heal; no count is more than what it is of."""
    tables = conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'alerts'").fetchall()
    if not tables:
        return  # a schema from before them
    for row in conn.execute(_HEALED_OPEN):
        yield fault(f"alert {row[0]} is open, and was told as healed by {row[1]}")
    for row in conn.execute(_HALF_CLOSED):
        yield fault(f"alert {row[0]} ({row[1]}) is closed by no run, or before it was opened")
    for row in conn.execute(_MORE_THAN_ALL):
        yield fault(f"run {row[0]} counts more {row[1]} {row[2]} {row[3]} than there are")
