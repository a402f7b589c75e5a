"""What was told of a database that cannot be written, where the database cannot say so.

One empty file a channel, and one for the run, beside the database: making it needs no block of a full disk. Where none
can be made (a read-only disk) it is made in the folder of temporary files, and where that fails too
the alert is told again by the next run, for silence would be worse. The next run that writes its end
takes the marks into `alerts`, and tells that it has healed.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from crawler import clock
from crawler.runs.alerts.channels import Channel
from crawler.runs.alerts.telling import not_told, storage_broke

logger = logging.getLogger(__name__)

_CHANNELS = ("command", "webhook")
_RUN = "run"


def storage_failed(database: Path, paper: str, why: str, using: Sequence[Channel]) -> None:
    """Tell, on each channel that was not told before; never raises."""
    _mark(database, paper, _RUN)
    for channel in using:
        if any(_exists(place) for place in _places(database, paper, channel.name)):
            continue
        failure = channel.send(storage_broke(paper, why, clock.now()))
        if failure:
            not_told(channel, failure)
        else:
            _mark(database, paper, channel.name)


def failed_before(database: Path | None, paper: str) -> bool:
    """An earlier run could not write its end: it was not killed, though its row looks like that."""
    return database is not None and any(map(_exists, _places(database, paper, _RUN)))


def told_since(database: Path | None, paper: str) -> dict[str, str]:
    """Channel to the time (UTC) at which a storage failure was told on it."""
    found = {}
    for channel in _CHANNELS:
        for place in _places(database, paper, channel) if database else ():
            if _exists(place):
                moment = datetime.fromtimestamp(place.stat().st_mtime, UTC)
                found[channel] = clock.stamp(moment)
    return found


def forget(database: Path | None, paper: str) -> None:
    """The database has it now."""
    for channel in (_RUN, *_CHANNELS):
        for place in _places(database, paper, channel) if database else ():
            try:
                place.unlink(missing_ok=True)
            except OSError as error:
                logger.warning("%s cannot be removed: %s", place, error)


def _mark(database: Path, paper: str, channel: str) -> None:
    for place in _places(database, paper, channel):
        try:
            place.touch()
            moment = datetime.fromisoformat(clock.now()).timestamp()
            os.utime(place, (moment, moment))
        except OSError as error:
            logger.warning("%s cannot be made: %s", place, error)
        else:
            return


def _places(database: Path, paper: str, channel: str) -> Iterator[Path]:
    yield database.with_name(f"{database.name}.{paper}.storage-failed.{channel}")
    name = hashlib.sha256(f"{database}\n{paper}\n{channel}".encode()).hexdigest()[:16]
    yield Path(tempfile.gettempdir()) / f"baotinh-storage-{name}"


def _exists(place: Path) -> bool:
    try:
        # In a folder that all may write to, somebody else's file says nothing.
        return place.stat().st_uid == os.getuid()
    except OSError:
        return False
