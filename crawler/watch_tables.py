"""Monitors and alerts as tables of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.markup import escape
from rich.table import Table

from crawler.command import printable

_MONITOR = ("monitor", "subject", "state", "message")
#: Characters of a time down to its minute.
_MINUTE = 16


def watch_tables(
    monitors: Sequence[Mapping[str, Any]], alerts: Sequence[Mapping[str, Any]], run: int
) -> Iterator[Table]:
    """Monitors of the run that failed or could not judge, and open alerts, where there are any."""
    if monitors:
        yield _table(_MONITOR, monitors, f"Monitors of run {run} that did not say ok")
    if alerts:
        yield _alerts(alerts)


def _alerts(rows: Sequence[Mapping[str, Any]]) -> Table:
    """When each broke, and what is wrong, readable in 80 columns."""
    table = Table("paper", title="Open alerts")
    table.add_column("since", no_wrap=True)
    table.add_column("what", overflow="fold")
    for row in rows:
        told = f"told {row['told_at'][:_MINUTE]}" if row["told_at"] else "not told to anybody yet"
        lines = [
            row["subject"],
            row["message"],
            f"{told}: {row['failure']}" if row["failure"] else told,
        ]
        since = f"{row['opened_at'][:_MINUTE]}\nrun {row['opened_run']}"
        table.add_row(
            escape(printable(row["paper"])), since, escape("\n".join(map(printable, lines)))
        )
    return table


def _table(names: Sequence[str], rows: Sequence[Mapping[str, Any]], title: str) -> Table:
    table = Table(*(name.replace("_", " ") for name in names), title=title)
    for row in rows:
        table.add_row(*(escape(printable(row[name])) for name in names))
    return table
