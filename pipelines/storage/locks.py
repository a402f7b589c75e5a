"""One lock a newspaper and database: who may write, told apart by a fence that only grows."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pipelines.storage.base import LockedError, LostLeaseError, Run
from pipelines.storage.holder import file_for, is_held


class Taken(NamedTuple):
    """A lock that may be taken: with this fence, and this file to be held (None in memory)."""

    fence: int
    file: Path | None


class Holder(NamedTuple):
    """Who holds a newspaper's lock: `process` as it was told when the lock was taken."""

    run_id: int
    lease_until: str
    process: str


def next_holder(conn: sqlite3.Connection, paper: str, now: str, database: Path | None) -> Taken:
    """What a new crawl of `paper` must take; raises LockedError while another holds it.

    A holder whose process is gone is passed over at once; one that lives (or is stopped) keeps
    the lock until its lease ends.
    """
    row = conn.execute(
        "SELECT fence, lease_until, lock_file, run_id FROM locks WHERE paper = ?", (paper,)
    ).fetchone()
    fence = row["fence"] + 1 if row else 1
    if row and row["run_id"] is not None and row["lease_until"] > now and _lives(row, database):
        raise LockedError(
            f"another crawl of {paper} (run {row['run_id']}) is running on this database;"
            f" its lease ends at {row['lease_until']}"
        )
    return Taken(fence, file_for(database, paper, fence) if database else None)


def holder_of(conn: sqlite3.Connection, paper: str, database: Path) -> Holder | None:
    """Whose living process holds the lock of `paper`; None when nobody does."""
    row = conn.execute(
        "SELECT lock_file, run_id, lease_until FROM locks WHERE paper = ?", (paper,)
    ).fetchone()
    if row is None or row["run_id"] is None or not _lives(row, database):
        return None
    process = ""
    if row["lock_file"] is not None:
        with suppress(OSError):  # gone in this moment: then it is told nothing of
            process = database.with_name(row["lock_file"]).read_text("utf-8")
    return Holder(row["run_id"], row["lease_until"], process)


def _lives(row: sqlite3.Row, database: Path | None) -> bool:
    if database is None or row["lock_file"] is None:
        return True
    return is_held(database.with_name(row["lock_file"]))


def take(
    conn: sqlite3.Connection, paper: str, taken: Taken, run_id: int, worker: str, lease_until: str
) -> None:
    """Write the new holder into the row; older fences are refused from here on."""
    # The name alone is stored: a database that is moved with its folder keeps its locks right.
    conn.execute(
        """
        INSERT INTO locks (paper, fence, worker, lease_until, lock_file, run_id)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (paper) DO UPDATE SET
            fence = ?2, worker = ?3, lease_until = ?4, lock_file = ?5, run_id = ?6
        """,
        (paper, taken.fence, worker, lease_until, taken.file.name if taken.file else None, run_id),
    )


def prolong(conn: sqlite3.Connection, run: Run, lease_until: str) -> None:
    """Renew the lease of a run that holds the lock (checked by `check_fence` before)."""
    conn.execute("UPDATE locks SET lease_until = ? WHERE paper = ?", (lease_until, run.paper))


def give_back(conn: sqlite3.Connection, run: Run) -> None:
    """The lock is free; the fence stays, so that it goes on growing."""
    conn.execute(
        "UPDATE locks SET lease_until = NULL, lock_file = NULL, run_id = NULL WHERE paper = ?",
        (run.paper,),
    )


def check_fence(conn: sqlite3.Connection, run: Run) -> None:
    """Raise LostLeaseError unless `run` still holds its newspaper's lock. Call inside `write`."""
    row = conn.execute("SELECT fence, run_id FROM locks WHERE paper = ?", (run.paper,)).fetchone()
    if row is None or row["fence"] != run.fence or row["run_id"] != run.id:
        raise LostLeaseError(
            f"run {run.id} no longer holds the lock of {run.paper}: what it still sends is refused"
        )
