"""An older database brought up to date, with a copy of it as it was made before."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from glob import escape
from pathlib import Path

from pipelines.storage.base import StorageError
from pipelines.storage.connection import Connection, open_reader
from pipelines.storage.copying import alone, copy
from pipelines.storage.schema import MIGRATIONS, migrate

#: A copy is as large as file and log together, at most; what else is written meanwhile comes on top.
_SPARE = 1.1
#: So long another program that brings the database up to date is waited for.
PATIENCE_SECONDS = 300.0
_LAST_LIFE = "SELECT max(alive_at) FROM runs"


def bring_up_to_date(connection: Connection, now: str | None) -> Path | None:
    """Apply what the schema lacks; the copy made before, None where none was due (a new database).

    `now` (UTC, as stored) goes into the name of the copy; None: the time of the database's last run.
    Raises StorageError when there is no room for a copy, or another program is at it; nothing is
    changed then. Copies are never deleted.
    """
    path, applied = connection.path, _applied(connection)
    if path is None or not applied or not MIGRATIONS.pending(connection.db):
        migrate(connection.db)
        return None
    with alone(path.with_name(f"{path.name}.upgrade"), PATIENCE_SECONDS):
        if not (pending := MIGRATIONS.pending(connection.db)):
            migrate(connection.db)  # another program has just done it; the list of reasons alone
            return None
        kept = _named(path, applied[-1], now or _last_life(connection))
        for part in path.parent.glob(f"{escape(path.stem)}.m*{escape(path.suffix)}.part*"):
            part.unlink()  # of a copying that was killed: nobody else is at it now
        _check_room(path)
        _keep(path, kept)
        try:
            migrate(connection.db)
        except BaseException:
            if len(MIGRATIONS.pending(connection.db)) == len(pending):
                kept.unlink()  # nothing was changed, and the next try makes its own
            raise
    return kept


def _applied(connection: Connection) -> list[str]:
    return [migration.name for migration in MIGRATIONS.applied(connection.db)]


def _named(path: Path, step: str, now: str) -> Path:
    """`news.m001_first.20261126T021500Z.db` beside `news.db`."""
    digits = re.sub(r"[-:]|\.\d+", "", now)
    return path.with_name(f"{path.stem}.{step}.{digits}{path.suffix}")


def _last_life(connection: Connection) -> str:
    return str(connection.raw.execute(_LAST_LIFE).fetchone()[0] or "0")


def _check_room(path: Path) -> None:
    log = path.with_name(f"{path.name}-wal")
    size = path.stat().st_size + (log.stat().st_size if log.exists() else 0)
    wanted, free = int(size * _SPARE), shutil.disk_usage(path.parent).free
    if free < wanted:
        raise StorageError(
            f"{path} has an older schema, and a copy of it is made before it is brought up to date:"
            f" {wanted / 1e6:,.0f} MB are wanted in {path.parent}, {free / 1e6:,.0f} MB are free."
            " Free some room and start again; nothing was changed"
        )


def _keep(path: Path, kept: Path) -> None:
    with closing(open_reader(path).raw) as raw:
        try:
            copy(Connection(raw, str(path), writes=False), kept)
        except FileExistsError as error:
            raise StorageError(
                f"{kept} is there already: start again in a second; nothing was changed"
            ) from error
