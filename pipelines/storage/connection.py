"""Opening, configuring and closing the SQLite database; transactions."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from pipelines.storage.base import StorageError
from pipelines.storage.errors import is_busy, told_clearly
from pipelines.storage.schema import check_not_newer, check_not_older
from pipelines.storage.utils import Database
from pipelines.text import fold, fold_tone

MEMORY = ":memory:"
#: Another writer's transaction lasts milliseconds; longer than this is a stuck program.
BUSY_MS = 10_000
#: Bytes of a page in a new database. A row of `articles` is some 2.8 KB: at SQLite's 4,096 each takes a
#: page of its own (docs/decisions.md). A database keeps the size it was made with.
PAGE_SIZE = 8_192
#: Bytes of the log beside the file, above which it is folded into the file and cut. SQLite folds it by
#: itself, but never cuts it while one reader or another is looking: a gigabyte in seconds.
LONGEST_LOG = 16 << 20
#: How long readers may keep the log from being cut; where they do it is tried again after so many bytes
#: more, or so many transactions: once they let go SQLite writes it from its beginning, and it grows no more.
_FOLD_MS = 50
_FOLD_AGAIN = 4 << 20
_FOLD_AFTER = 200
#: Between two tries of what SQLite itself does not wait for.
_PAUSE_MS = 50


class Connection:
    """One connection: raw for the hot path, through sqlite-utils for everything else."""

    def __init__(self, raw: sqlite3.Connection, where: str, *, writes: bool) -> None:
        self.raw = raw
        self.where = where
        self._writes = writes
        self._log = Path(f"{where}-wal")
        self._fold_at = LONGEST_LOG
        self._since_fold = 0
        self.db = Database(raw)
        #: What this database was before its schema was brought up to date; None: it was so already.
        self.kept: Path | None = None

    @property
    def path(self) -> Path | None:
        """The database file; None in memory."""
        return None if self.where == MEMORY else Path(self.where)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction, begun as a writer, rolled back when anything is raised."""
        with told_clearly(self.where):
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                yield self.raw
                if self.raw.in_transaction:  # else its user rolled it back
                    self.raw.execute("COMMIT")
            finally:
                if self.raw.in_transaction:
                    self.raw.execute("ROLLBACK")
        self._shorten_log()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """Queries alone; errors are told as in `write`."""
        with told_clearly(self.where):
            yield self.raw

    def _shorten_log(self) -> None:
        """Fold and cut the log when it has grown long; where readers hold it, once it has grown on."""
        if self.path is None:
            return
        size = self._log_size()
        self._since_fold += 1
        if size < LONGEST_LOG or (size < self._fold_at and self._since_fold < _FOLD_AFTER):
            return
        self._since_fold = 0
        with told_clearly(self.where):
            self._fold()
            self.raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        left = self._log_size()
        self._fold_at = LONGEST_LOG if left < LONGEST_LOG else size + _FOLD_AGAIN

    def _log_size(self) -> int:
        try:
            return self._log.stat().st_size
        except FileNotFoundError:
            return 0

    def close(self) -> None:
        """Fold the log into the file, so that the file alone is complete, and close."""
        with told_clearly(self.where), closing(self.raw):
            if self._writes and self.path is not None:
                self._fold()

    def _fold(self) -> None:
        # "Busy" is an answer here, no error: then readers keep the log alive, and a later fold cuts it.
        self.raw.execute(f"PRAGMA busy_timeout = {_FOLD_MS}")
        self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def open_writer(path: Path | str, now: str | None = None) -> Connection:
    """Open or make the database at `path` (":memory:" too) and bring its schema up to date.

    A copy of an older one is made before (`Connection.kept`); `now` is in its name (see `upgrading`).
    Raises StorageError when it cannot be used.
    """
    # It opens the database itself, to copy it.
    from pipelines.storage.upgrading import bring_up_to_date

    where = str(path)
    if where != MEMORY:
        _make_folder(Path(where).parent)
    with told_clearly(where):
        raw = _prepared(sqlite3.connect(where, isolation_level=None))
        try:
            connection = Connection(raw, where, writes=True)
            check_not_newer(connection.db, where)
            raw.execute(f"PRAGMA page_size = {PAGE_SIZE}")  # before the first page is written
            _keep_log(raw)
            raw.execute("PRAGMA synchronous = NORMAL")
            connection.kept = bring_up_to_date(connection, now)
            # What a statement changes is kept until it is done, in a temporary file from 64 KB on: eight pages.
            raw.execute("PRAGMA temp_store = MEMORY")
        except BaseException:
            raw.close()
            raise
    return connection


def _keep_log(raw: sqlite3.Connection) -> None:
    """Write-ahead logging. SQLite does not wait while another makes a new file the same: we do."""
    raw.execute("PRAGMA busy_timeout = 0")
    for _ in range(BUSY_MS // _PAUSE_MS):
        try:
            raw.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            time.sleep(_PAUSE_MS / 1000)
    raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    raw.execute("PRAGMA journal_mode = WAL")  # what is still in the way is told


def open_as_it_is(path: Path | str) -> Connection:
    """Open an existing database for writing without bringing its schema up to date.

    Raises StorageError as `open_reader` does, and for an older schema.
    """
    where = str(path)
    if not Path(where).is_file():
        raise StorageError(f"there is no database at {where}: crawl first, or set DATABASE")
    with told_clearly(where):
        raw = _prepared(sqlite3.connect(where, isolation_level=None))
        try:
            connection = Connection(raw, where, writes=True)
            check_not_newer(connection.db, where)
            check_not_older(connection.db, where)
        except BaseException:
            raw.close()
            raise
    return connection


def open_reader(path: Path | str) -> Connection:
    """Open an existing database read-only; never makes a file.

    Raises StorageError naming the file when it is missing, newer, or no database of ours.
    """
    where = str(path)
    if not Path(where).is_file():
        raise StorageError(f"there is no database at {where}: crawl first, or set DATABASE")
    with told_clearly(where):
        uri = f"file:{quote(str(Path(where).absolute()))}?mode=ro{_unchanging(Path(where))}"
        raw = _prepared(sqlite3.connect(uri, uri=True, isolation_level=None))
        try:
            connection = Connection(raw, where, writes=False)
            check_not_newer(connection.db, where)
        except BaseException:
            raw.close()
            raise
    return connection


def _unchanging(path: Path) -> str:
    """For a file on a read-only medium: it needs no locks, and there they cannot be made."""
    log = path.with_name(f"{path.name}-wal")
    is_fixed = os.statvfs(path).f_flag & os.ST_RDONLY
    return "&immutable=1" if is_fixed and not (log.exists() and log.stat().st_size) else ""


def _prepared(raw: sqlite3.Connection) -> sqlite3.Connection:
    raw.row_factory = sqlite3.Row
    raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    raw.execute("PRAGMA foreign_keys = ON")
    for name, function in (("fold", fold), ("fold_tone", fold_tone)):
        raw.create_function(name, 1, _nullable(function), deterministic=True)
    return raw


def _nullable(function: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda text: None if text is None else function(text)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{folder} cannot be made: {error}") from error
