"""What `scrapy verify` says: one line each."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """One line of `scrapy verify`."""

    #: A note is no fault: the next run mends it, or it only counts something.
    kind: Literal["fault", "note"]
    text: str


def fault(text: str) -> Finding:
    """A line that says what is not sound."""
    return Finding("fault", text)
