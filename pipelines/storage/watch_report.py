"""What a report tells of monitors and alerts."""

from __future__ import annotations

from typing import Any

from pipelines.storage.connection import Connection

Row = dict[str, Any]

_RESULTS = """
    SELECT monitor, subject, state, value, threshold, message FROM monitor_results
    WHERE run_id = ? AND state <> 'ok' ORDER BY state DESC, monitor, subject
"""
_ALERTS = """
    SELECT a.paper, a.subject, a.monitor, a.message, a.opened_run, a.opened_at,
        (SELECT min(told_at) FROM alert_deliveries d WHERE d.alert_id = a.id AND event = 'broke')
            AS told_at,
        (SELECT max(failure) FROM alert_deliveries d WHERE d.alert_id = a.id AND event = 'broke')
            AS failure
    FROM alerts a WHERE a.closed_at IS NULL AND (?1 IS NULL OR a.paper = ?1) ORDER BY a.id
"""


def monitors_of(reader: Connection, run_id: int) -> list[Row]:
    """Monitors of a run that failed or could not judge, failures first."""
    return _rows(reader, _RESULTS, run_id)


def open_alerts(reader: Connection, paper: str | None = None) -> list[Row]:
    """Alerts that are open, of one newspaper or of all; whether somebody was told, or why not."""
    return _rows(reader, _ALERTS, paper)


def _rows(reader: Connection, sql: str, value: object) -> list[Row]:
    with reader.read() as conn:
        if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'alerts'").fetchall():
            return []  # a schema from before them: the next run brings it up to date
        return [dict(row) for row in conn.execute(sql, (value,))]
