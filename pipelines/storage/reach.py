# ruff: noqa: S608  (SQL is put together from names of this module; values are always bound)
"""By which index open pages are reached, so that what a run leaves out costs a lease nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.storage.base_mode import Mode
from pipelines.storage.tables_frontier import OPEN
from pipelines.storage.tables_narrow import CHANGED, DUE, PROBE, UNDATED, WAITS


class Reach(NamedTuple):
    """One way into `pages`: index and condition (SQL after FROM), and the order that the index gives.

    No page is reached in two ways, and every page that a window or sections hold in one.
    """

    source: str
    order: str
    #: Of all hosts those with a lower turn come first.
    turn: int
    #: The section whose pages it reaches (`:section_on`); None: those of any.
    section: str | None = None


def _by(index: str, condition: str, order: str, turn: int) -> Reach:
    source = f"pages INDEXED BY {index} WHERE paper = :paper AND host = :on AND {condition}"
    return Reach(source, order, turn)


_BY_DUE = f"{OPEN} AND (kind = 'article') ="
_LISTINGS = _by("pages_waiting", f"{_BY_DUE} 0", f"{DUE}, state DESC, id", 0)
_ARTICLES = _by("pages_waiting", f"{_BY_DUE} 1", f"{DUE}, state DESC, id", 1)
_BY_CHANGE = f"{OPEN} AND kind <> 'article' AND (kind = 'sitemap') ="
_LEADING = _by("pages_leading", f"{_BY_CHANGE} 0", f"{CHANGED}, id", 0)
#: Those changed last before the window lead to nothing in it; a newspaper has one for each month or day.
_SITEMAPS = _by(
    "pages_leading", f"{_BY_CHANGE} 1 AND {CHANGED} >= :changed_since", f"{CHANGED}, id", 0
)
_IN_DAYS = f"{WAITS} AND day IS NOT NULL AND day BETWEEN :since AND :until"
_DATED = _by("pages_dated", _IN_DAYS, "day DESC", 1)
#: Changed last before the window: published before it, too.
_UNDATED = f"{WAITS} AND {UNDATED} AND {CHANGED} >= :changed_since AND (number IS NULL) ="
_WITHOUT_NUMBER = _by("pages_undated", f"{_UNDATED} 1", f"{CHANGED}, id", 2)
_WITH_NUMBER = _by("pages_undated", f"{_UNDATED} 0", f"{CHANGED}, id", 2)
_PROBES = _by("pages_probed", f"{WAITS} AND {UNDATED} AND {PROBE}", "id", 2)
#: Within the numbers of the run on this host (`:low`, `:high`), highest first.
_NUMBERED = "number IS NOT NULL AND number BETWEEN :low AND :high"
_BY_NUMBER = f"{OPEN} AND {_NUMBERED} AND ({UNDATED}) ="
_NUMBERS = tuple(
    _by("pages_asked_number", f"{_BY_NUMBER} {undated}", "number DESC", 0) for undated in (1, 0)
)
#: What is known of no day, on a host of which the window's numbers are known.
_IN_NUMBERS = _by("pages_asked_number", f"{_BY_NUMBER} 1 AND kind = 'article'", "number DESC", 2)
_OF_SECTION = "section IS NOT NULL AND section = :section_on AND"
_SECTION = _by("pages_section", f"{_OF_SECTION} {WAITS}", f"{DUE}, id", 1)
_SECTION_DATED = _by("pages_section_dated", f"{_OF_SECTION} {_IN_DAYS}", "day DESC", 1)
_SECTION_WITHOUT_NUMBER, _SECTION_WITH_NUMBER = (
    _by("pages_section_undated", f"{_OF_SECTION} {_UNDATED} {without}", f"{CHANGED}, id", 2)
    for without in (1, 0)
)
_REVISITS = _by("pages_revisiting", f"revisit_at IS NOT NULL AND {OPEN}", "revisit_at, id", 0)
#: Given addresses in their order, from where the host's last lease ended, then from the first one on:
#: what is done already is not looked up again by every lease.
_LAST_PLACE = "ifnull((SELECT place FROM temp.wanted_from WHERE host = :on), 0)"
_GIVEN = tuple(
    Reach(
        f"temp.wanted NOT INDEXED CROSS JOIN pages USING (url) WHERE place {beside} {_LAST_PLACE}"
        f" AND paper = :paper AND host = :on AND {OPEN}",
        "place",
        turn,
    )
    for turn, beside in enumerate((">=", "<"))
)


def reaches(conn: sqlite3.Connection, paper: str, mode: Mode, host: str) -> tuple[Reach, ...]:
    """Listings first, then articles; those of sections and days by section, day or number."""
    if mode.refresh:
        return (_REVISITS,)
    if mode.window.hosts and host not in mode.window.hosts:
        return ()
    if mode.only_urls:
        return _GIVEN
    if mode.numbers:
        return _NUMBERS
    first = (_LEADING, _SITEMAPS) if mode.window.since or mode.window.until else (_LISTINGS,)
    return *first, *_articles(conn, paper, mode, host)


def _articles(conn: sqlite3.Connection, paper: str, mode: Mode, host: str) -> Iterator[Reach]:
    window = mode.window
    days = bool(window.since or window.until)
    for section in sections_on(conn, paper, host, window.sections):
        found = _of_section(mode, host) if days else (_SECTION,)
        yield from (reach._replace(section=section) for reach in found)
    if not window.sections:
        yield from _of_days(mode, host) if days else (_ARTICLES,)
    if days and mode.probing:
        yield _PROBES  # of any section: which one they are of nobody knows
    elif days and host in (mode.bounds or {}):
        yield _IN_NUMBERS  # of any section: they are no more than the window's numbers


def _of_days(mode: Mode, host: str) -> tuple[Reach, ...]:
    if mode.probing:
        return (_DATED,)
    if host in (mode.bounds or {}):
        return _DATED, _WITHOUT_NUMBER
    return _DATED, _WITH_NUMBER, _WITHOUT_NUMBER


def _of_section(mode: Mode, host: str) -> tuple[Reach, ...]:
    if mode.probing:
        return (_SECTION_DATED,)
    if host in (mode.bounds or {}):
        return _SECTION_DATED, _SECTION_WITHOUT_NUMBER
    return _SECTION_DATED, _SECTION_WITH_NUMBER, _SECTION_WITHOUT_NUMBER


def sections_on(conn: sqlite3.Connection, paper: str, host: str, names: Sequence[str]) -> list[str]:
    """The named sections and, of each, those below it that have open articles: a step in the index each."""
    # The slash keeps "kinh-te-bien" out of "kinh-te"; "0" is what follows it.
    found = dict.fromkeys(names)
    least = (
        "SELECT min(section) FROM pages INDEXED BY pages_section WHERE paper = :paper"
        f" AND host = :on AND section IS NOT NULL AND {WAITS}"
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
