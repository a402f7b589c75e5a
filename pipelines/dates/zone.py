"""The zone of a newspaper of which none is known, from two clocks that show one moment.

Machines are told 04:15 in UTC and readers 23:15 of the day before: the newspaper is five hours behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

#: Zones are half hours apart (a few quarters, which two unrelated times would meet too often).
_STEP = timedelta(minutes=30)
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)


def offset_between(moments: Iterable[str], clocks: Iterable[str]) -> str | None:
    """How far printed clocks are ahead of moments in UTC (`-05:00`); None: no zone fits, or two do.

    `moments` and `clocks` are ISO 8601; the offset of a clock is left aside.
    """
    utc = [_minute(moment) for moment in moments]
    found = {_minute(clock) - moment for clock in clocks for moment in utc}
    offsets = {offset for offset in found if _WEST <= offset <= _EAST and not offset % _STEP}
    if len(offsets) != 1:
        return None
    return datetime(2000, 1, 1, tzinfo=timezone(offsets.pop())).isoformat()[
        len("2000-01-01T00:00:00") :
    ]


def _minute(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
