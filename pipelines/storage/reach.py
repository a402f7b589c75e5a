"""By which index open pages are reached, so that what a run leaves out costs a lease nothing."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.storage.base_mode import Mode
from pipelines.storage.tables_frontier import OPEN


class Reach(NamedTuple):
    """One way into `pages`: index and condition (SQL after FROM pages), and the order it gives."""

    source: str
    order: str


_BY_DUE = (
    f"INDEXED BY pages_due WHERE paper = :paper AND host = :on AND {OPEN}"
    " AND (kind = 'article') = {is_article}"
)
_OLDEST = "ifnull(next_attempt_at, ''), id"
_LISTINGS = Reach(_BY_DUE.format(is_article=0), _OLDEST)
_ARTICLES = Reach(_BY_DUE.format(is_article=1), _OLDEST)
_BY_DAY = (
    f"INDEXED BY pages_day WHERE paper = :paper AND host = :on AND kind = 'article' AND {OPEN}"
)
_DATED = Reach(f"{_BY_DAY} AND day BETWEEN :since AND :until", "day DESC")
_UNDATED = Reach(f"{_BY_DAY} AND day IS NULL", "id")
#: Within the numbers of the run on this host (`:low`, `:high`), highest first.
_NUMBERED = Reach(
    "INDEXED BY pages_open_number WHERE paper = :paper AND host = :on"
    f" AND number BETWEEN :low AND :high AND number IS NOT NULL AND {OPEN}",
    "number DESC",
)
_REVISITS = Reach(
    "INDEXED BY pages_revisiting WHERE paper = :paper AND host = :on"
    f" AND revisit_at IS NOT NULL AND {OPEN}",
    "revisit_at, id",
)


def reaches(mode: Mode) -> tuple[Reach, ...]:
    """Listings first, then articles; those of a window by their days or numbers."""
    if mode.refresh:
        return (_REVISITS,)
    if mode.numbers:
        return (_NUMBERED,)
    if mode.window.since or mode.window.until:
        return _LISTINGS, _DATED, _NUMBERED if mode.bounds else _UNDATED
    return _LISTINGS, _ARTICLES


def numbers_on(mode: Mode, host: str) -> dict[str, int]:
    """Lowest and highest number that the run asks of `host`; nothing where it has no bounds."""
    low, high = mode.numbers or (mode.bounds or {}).get(host, (0, -1))
    return {"low": low, "high": high}
