"""The one place that reads the clock for what is stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%S.%f"


def present() -> datetime:
    """The present moment: the one thing that a test which lives through weeks puts in its place."""
    return datetime.now(UTC)


def now() -> str:
    """The present in UTC, ISO 8601 with milliseconds and `Z`: it sorts as text."""
    return stamp(present())


def after(seconds: float) -> str:
    """The time `seconds` from now, in the same form."""
    return stamp(present() + timedelta(seconds=seconds))


def stamp(moment: datetime) -> str:
    """`moment` in the form of `now`."""
    return moment.astimezone(UTC).strftime(_FORM)[:-3] + "Z"


def seconds_until(text: str) -> float:
    """Seconds from now to a time in the form of `now`; negative when it has passed."""
    return (datetime.fromisoformat(text) - present()).total_seconds()


def seconds_between(start: str, end: str) -> float:
    """Seconds from one stored time to another, never negative (clocks are set back)."""
    span = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return max(0.0, span.total_seconds())
