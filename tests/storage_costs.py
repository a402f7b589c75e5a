"""What a call asks of SQLite: steps of its machine, and plans."""

from __future__ import annotations

from collections.abc import Callable

from tests.storage_kit import Desk


def steps(desk: Desk, do: Callable[[], object]) -> int:
    """Steps of SQLite's machine, in tens."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    desk.store.connection.raw.set_progress_handler(step, 10)
    do()
    desk.store.connection.raw.set_progress_handler(None, 10)
    return taken


def plans(desk: Desk, do: Callable[[], object]) -> list[str]:
    """How the statements of `do` are answered."""
    conn, seen = desk.store.connection.raw, []
    conn.set_trace_callback(seen.append)
    do()
    conn.set_trace_callback(None)
    asked = [one for one in seen if "SELECT" in one]
    assert asked
    return [row["detail"] for one in asked for row in conn.execute(f"EXPLAIN QUERY PLAN {one}")]
