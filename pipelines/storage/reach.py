"""By which index open pages are reached, so that what a window leaves out costs a lease nothing."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.storage.base import Mode
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


def reaches(mode: Mode) -> tuple[Reach, ...]:
    """Listings first, then articles; those of a window by their days."""
    if mode.window.since or mode.window.until:
        return _LISTINGS, _DATED, _UNDATED
    return _LISTINGS, _ARTICLES
