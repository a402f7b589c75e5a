"""Monitors and alerts as tables of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from crawler.command import printable

_MONITOR = ("monitor", "subject", "state", "message")
_ALERT = ("paper", "subject", "opened_run", "opened_at", "told_at", "message", "failure")


def watch_tables(
    monitors: Sequence[Mapping[str, Any]], alerts: Sequence[Mapping[str, Any]], run: int
) -> Iterator[Table]:
    """Monitors of the run that failed or could not judge, and open alerts, where there are any."""
    if monitors:
        yield _table(_MONITOR, monitors, f"Monitors of run {run} that did not say ok")
    if alerts:
        yield _table(_ALERT, alerts, "Open alerts")


def _table(names: Sequence[str], rows: Sequence[Mapping[str, Any]], title: str) -> Table:
    table = Table(*(name.replace("_", " ") for name in names), title=title)
    for row in rows:
        table.add_row(*(escape(printable(row[name])) for name in names))
    return table
