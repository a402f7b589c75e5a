# ruff: noqa: S608  (SQL is put together from names of this module; values are always bound)
"""By which index open pages are reached, so that what a run leaves out costs a lease nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.storage.base_mode import Mode
from pipelines.storage.tables_frontier import OPEN


class Reach(NamedTuple):
    """One way into `pages`: index and condition (SQL after FROM pages), and the order it gives.

    No page is reached in two ways, and every page that a window or sections hold in one.
    """

    source: str
    order: str
    #: Of all hosts those with a lower turn come first.
    turn: int
    #: The section whose pages it reaches (`:section_on`); None: those of any.
    section: str | None = None


_BY_DUE = (
    f"INDEXED BY pages_due WHERE paper = :paper AND host = :on AND {OPEN}"
    " AND (kind = 'article') = {is_article}"
)
_OLDEST = "ifnull(next_attempt_at, ''), id"
_LISTINGS = Reach(_BY_DUE.format(is_article=0), _OLDEST, 0)
_ARTICLES = Reach(_BY_DUE.format(is_article=1), _OLDEST, 1)
_BY_DAY = (
    f"INDEXED BY pages_day WHERE paper = :paper AND host = :on AND kind = 'article' AND {OPEN}"
)
_BY_SECTION = (
    "INDEXED BY pages_section WHERE paper = :paper AND host = :on AND kind = 'article'"
    f" AND section = :section_on AND section IS NOT NULL AND {OPEN}"
)
_IN_DAYS, _WITHOUT_DAY = "AND day BETWEEN :since AND :until", "AND day IS NULL"
_DATED = Reach(f"{_BY_DAY} {_IN_DAYS}", "day DESC", 1)
_UNDATED = Reach(f"{_BY_DAY} {_WITHOUT_DAY}", "id", 2)
#: Within the numbers of the run on this host (`:low`, `:high`), highest first.
_BY_NUMBER = (
    "INDEXED BY pages_open_number WHERE paper = :paper AND host = :on"
    f" AND number BETWEEN :low AND :high AND number IS NOT NULL AND {OPEN}"
)
_NUMBERED = Reach(_BY_NUMBER, "number DESC", 0)
#: What is known of no day, on a host of which the window's numbers are known.
_UNDATED_NUMBERED = Reach(f"{_BY_NUMBER} AND kind = 'article' {_WITHOUT_DAY}", "number DESC", 2)
_UNDATED_WITHOUT_NUMBER = Reach(
    "INDEXED BY pages_without_number WHERE paper = :paper AND host = :on AND kind = 'article'"
    f" AND number IS NULL AND {OPEN} {_WITHOUT_DAY}",
    "id",
    2,
)
_REVISITS = Reach(
    "INDEXED BY pages_revisiting WHERE paper = :paper AND host = :on"
    f" AND revisit_at IS NOT NULL AND {OPEN}",
    "revisit_at, id",
    0,
)


def reaches(conn: sqlite3.Connection, paper: str, mode: Mode, host: str) -> tuple[Reach, ...]:
    """Listings first, then articles; those of sections and days by section, day or number."""
    if mode.refresh:
        return (_REVISITS,)
    if mode.numbers:
        return (_NUMBERED,)
    return _LISTINGS, *_articles(conn, paper, mode, host)


def _articles(conn: sqlite3.Connection, paper: str, mode: Mode, host: str) -> Iterator[Reach]:
    window = mode.window
    days = bool(window.since or window.until)
    sections = sections_on(conn, paper, host, window.sections)
    if not days:
        yield from (_of(section, "", "day DESC, id", 1) for section in sections)
        if not window.sections:
            yield _ARTICLES
        return
    yield from (_of(section, _IN_DAYS, "day DESC", 1) for section in sections)
    if not window.sections:
        yield _DATED
    if mode.probing or (not window.sections and host not in (mode.bounds or {})):
        yield _UNDATED  # probes are of no section
    elif host in (mode.bounds or {}):
        yield _UNDATED_NUMBERED
        yield _UNDATED_WITHOUT_NUMBER
    else:
        yield from (_of(section, _WITHOUT_DAY, "id", 2) for section in sections)


def _of(section: str, days: str, order: str, turn: int) -> Reach:
    return Reach(f"{_BY_SECTION} {days}", order, turn, section)


def sections_on(conn: sqlite3.Connection, paper: str, host: str, names: Sequence[str]) -> list[str]:
    """The named sections and, of each, those below it that have open articles: a step in the index each."""
    # The slash keeps "kinh-te-bien" out of "kinh-te"; "0" is what follows it.
    found = dict.fromkeys(names)
    least = (
        "SELECT min(section) FROM pages INDEXED BY pages_section WHERE paper = :paper"
        f" AND host = :on AND kind = 'article' AND section IS NOT NULL AND {OPEN}"
        " AND section < :name || '0' AND section"
    )
    for name in names:
        rows = conn.execute(
            f"""
            WITH RECURSIVE found (section) AS (
                SELECT ({least} >= :name || '/')
                UNION ALL
                SELECT ({least} > found.section) FROM found WHERE found.section IS NOT NULL
            ) SELECT section FROM found WHERE section IS NOT NULL
            """,
            {"paper": paper, "on": host, "name": name},
        )
        found |= dict.fromkeys(row["section"] for row in rows)
    return list(found)


def numbers_on(mode: Mode, host: str) -> dict[str, int]:
    """Lowest and highest number that the run asks of `host`; nothing where it has no bounds."""
    low, high = mode.numbers or (mode.bounds or {}).get(host, (0, -1))
    return {"low": low, "high": high}
