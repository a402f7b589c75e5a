"""What was told of a database that cannot be written, where the database cannot say so.

One empty file a channel, beside the database: making it needs no block of a full disk. Where none
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


def storage_failed(database: Path, paper: str, why: str, using: Sequence[Channel]) -> None:
    """Tell, on each channel that was not told before; never raises."""
    for channel in using:
        if any(_exists(place) for place in _places(database, paper, channel.name)):
            continue
        failure = channel.send(storage_broke(paper, why, clock.now()))
        if failure:
            not_told(channel, failure)
        else:
            _mark(database, paper, channel.name)


def told_since(database: Path | None, paper: str) -> dict[str, str]:
    """Channel to the time (UTC) at which a storage failure was told on it."""
    found = {}
    for channel in ("command", "webhook"):
        for place in _places(database, paper, channel) if database else ():
            if _exists(place):
                moment = datetime.fromtimestamp(place.stat().st_mtime, UTC)
                found[channel] = clock.stamp(moment)
    return found


def forget(database: Path | None, paper: str) -> None:
    """The database has it now."""
    for channel in ("command", "webhook"):
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
    yield database.with_name(f"{database.name}.{paper}.storage-told-by-{channel}")
    name = hashlib.sha256(f"{database}\n{paper}\n{channel}".encode()).hexdigest()[:16]
    yield Path(tempfile.gettempdir()) / f"baotinh-storage-{name}"


def _exists(place: Path) -> bool:
    try:
        # In a folder that all may write to, somebody else's file says nothing.
        return place.stat().st_uid == os.getuid()
    except OSError:
        return False
