"""Times as the store keeps them: UTC text that sorts, `2026-11-24T11:32:06.123Z`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def after(moment: str, seconds: float) -> str:
    """The time `seconds` after `moment`, in the same form."""
    later = datetime.fromisoformat(moment).astimezone(UTC) + timedelta(seconds=seconds)
    return later.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def between(start: str, end: str) -> float:
    """Seconds from `start` to `end`; negative when `end` is earlier."""
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()
