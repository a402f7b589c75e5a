"""Who holds a database that cannot be written."""

from __future__ import annotations

from pathlib import Path

from pipelines.storage import locks
from pipelines.storage.base import StorageError
from pipelines.storage.connection import open_reader


def crawl_that_holds(path: Path, paper: str) -> locks.Holder | None:
    """The crawl of `paper` whose living process holds the database at `path`; None: none does.

    Asked when the database cannot be written: a crawl that was stopped in the middle of a write
    holds SQLite's own lock too, and that is "locked", not a broken store.
    """
    try:
        reader = open_reader(path)
    except StorageError:
        return None
    try:
        with reader.read() as conn:
            return locks.holder_of(conn, paper, path)
    except StorageError:  # no tables yet, or busy itself: no crawl that anybody can tell
        return None
    finally:
        reader.raw.close()
