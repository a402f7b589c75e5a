"""What SQLite reports, as one sentence an operator can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.storage.base import BusyError, StorageError

#: What SQLite says, and what it means here.
_MEANINGS = (
    ("full", "the disk is full: free some space and start again; what was committed is safe"),
    ("locked", "the database is locked by another program: close it and start again"),
    ("busy", "the database is busy: another program holds it; start again when it is done"),
    ("readonly", "the database is read-only: check the permissions of the file and its folder"),
    ("read-only", "the database is read-only: check the permissions of the file and its folder"),
    ("malformed", "the database is corrupt: keep the file, and restore a copy of it"),
    ("not a database", "the file is not a SQLite database: choose another one with DATABASE"),
    ("unable to open", "the database cannot be opened: check that folder and file are accessible"),
    ("disk i/o", "the disk reports an error: check it, then start again"),
    ("no such table", "the file has no tables of baotinh: choose another one with DATABASE"),
)


@contextmanager
def told_clearly(where: str) -> Iterator[None]:
    """Turn `sqlite3.Error` into StorageError that names `where` (the database's path)."""
    try:
        yield
    except sqlite3.Error as error:
        kind = BusyError if is_busy(error) else StorageError
        raise kind(f"{where}: {_meaning(error)} ({error})") from error


def is_busy(error: sqlite3.Error) -> bool:
    """Another program holds what is wanted."""
    return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def _meaning(error: sqlite3.Error) -> str:
    text = str(error).lower()
    for mark, meaning in _MEANINGS:
        if mark in text:
            return meaning
    return "the database refused"
