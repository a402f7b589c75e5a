"""Times that lie ahead of the fetching: a clock that is told as UTC, or a publication to come."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from pipelines.dates.model import ParsedDate

_UTC = re.compile(r"(?<=:\d\d)(?:\.\d+)?\s?(?:Z|[+-]00:?00)\s*$")
#: Clocks of two machines differ by less.
_CLOCKS = timedelta(minutes=15)
_SOON = timedelta(hours=1)


def without_utc(text: str) -> str | None:
    """`text` of a machine without the zone at its end; None where that is not UTC."""
    zone = _UTC.search(text)
    return None if zone is None else text[: zone.start()]


def is_ahead(parsed: ParsedDate, fetched: datetime) -> bool:
    """True for a minute that lies ahead of the fetching by more than clocks differ."""
    return datetime.fromisoformat(parsed.value) > fetched + _CLOCKS


def is_late(parsed: ParsedDate, fetched: datetime, zone: timezone) -> bool:
    """True for a minute more than an hour ahead, and for a day that begins so late in `zone`."""
    moment = datetime.fromisoformat(parsed.value)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)) > fetched + _SOON
