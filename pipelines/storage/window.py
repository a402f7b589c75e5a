"""What a run keeps to (mode, window, numbers, given addresses), as a condition on `pages`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from pipelines.outcomes import PageKind
from pipelines.storage.base_mode import Mode
from pipelines.storage.tables_narrow import CHANGED, PROBE, UNDATED

#: Condition and its parameters by name.
Condition = tuple[str, dict[str, Any]]

FIRST_DAY, LAST_DAY = "", "9999-99-99"


def inside(mode: Mode) -> Condition:
    """SQL that is true for pages the run may ask.

    `temp.wanted` must hold `only_urls`, and `temp.revisits` the pages of a refresh.
    """
    window = mode.window
    terms: list[str] = []
    values: dict[str, Any] = {}
    if mode.refresh:
        # Chosen by addresses, numbers and days already; the article of an address may be asked by another.
        return "id IN (SELECT id FROM temp.revisits)", values
    if mode.only_urls:
        terms.append("url IN (SELECT url FROM temp.wanted)")
    if mode.numbers:
        values |= {"first": mode.numbers[0], "last": mode.numbers[1]}
        terms.append("number BETWEEN :first AND :last")
    if window.hosts:
        terms.append(f"host IN ({_listed('host', window.hosts, values)})")
    if window.sections:
        # Probes tell the days of numbers; which section they are of nobody knows before. One that
        # has told its day, and is of another section, is left out.
        probes = f" OR {PROBE} AND {UNDATED}" if mode.probing else ""
        terms.append(f"({_sections(window.sections, values)}{probes})")
    if not mode.walks:
        terms.append("(kind <> 'listing' OR hints ->> 'root' IS NULL)")
    if window.since or window.until:
        terms.append(_days(mode, values))
    return " AND ".join(terms) or "1", values


def _days(mode: Mode, values: dict[str, Any]) -> str:
    """Articles of the days; those without a known day as far as anything else speaks for them."""
    values |= {"since": mode.window.since or FIRST_DAY, "until": mode.window.until or LAST_DAY}
    values["changed_since"] = _day_before(mode.window.since)
    # What was changed last before the window was published before it too. A sitemap's zone may be
    # another than the newspaper's: one day's grace.
    recent = f"{CHANGED} >= :changed_since"
    undated = f"{UNDATED} AND {PROBE if mode.probing else recent}"
    if not mode.probing and mode.bounds:
        places = []
        for n, (host, (first, last)) in enumerate(sorted(mode.bounds.items())):
            values |= {f"place{n}": host, f"first{n}": first, f"last{n}": last}
            places.append(f"host = :place{n} AND number NOT BETWEEN :first{n} AND :last{n}")
        undated += f" AND NOT (number IS NOT NULL AND ({' OR '.join(places)}))"
    kinds = f"(kind = 'sitemap' AND {recent}) OR kind NOT IN ('article', 'sitemap')"
    return f"({kinds} OR kind = 'article' AND (day BETWEEN :since AND :until OR ({undated})))"


def _day_before(day: str | None) -> str:
    if day is None:
        return FIRST_DAY
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _listed(name: str, items: Sequence[str], values: dict[str, Any]) -> str:
    values |= {f"{name}{n}": item for n, item in enumerate(items)}
    return ", ".join(f":{name}{n}" for n in range(len(items)))


def _sections(sections: Sequence[str], values: dict[str, Any]) -> str:
    values |= {f"section{n}": section for n, section in enumerate(sections)}
    # The slash keeps "kinh-te-bien" out of "kinh-te".
    return " OR ".join(
        f"section = :section{n} OR substr(section, 1, length(:section{n}) + 1) = :section{n} || '/'"
        for n in range(len(sections))
    )


def holds_section(mode: Mode, section: str | None) -> bool:
    """True when pages of this section are inside the run's sections."""
    wanted = mode.window.sections
    return not wanted or (
        section is not None
        and any(section == name or section.startswith(f"{name}/") for name in wanted)
    )


def holds_day(mode: Mode, published_at: str | None) -> bool:
    """True when an article of this day is inside the run's days; an unknown day never is."""
    since, until = mode.window.since, mode.window.until
    if not since and not until:
        return True
    if published_at is None:
        return False
    return (since or FIRST_DAY) <= published_at[:10] <= (until or LAST_DAY)


def walks(kind: PageKind) -> bool:
    """True for the kinds whose pages lead to a next page."""
    return kind in {PageKind.LISTING, PageKind.FRONT}


def remember_wanted(conn: sqlite3.Connection, urls: Sequence[str]) -> None:
    """Fill `temp.wanted`, in the order given, so that ten thousand addresses are looked up by index.

    `temp.wanted_from` holds the place that each host's last lease has come to.
    """
    conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS wanted (place INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE)"
    )
    conn.execute(
        "CREATE TEMP TABLE IF NOT EXISTS wanted_from (host TEXT PRIMARY KEY, place INTEGER)"
    )
    conn.execute("DELETE FROM temp.wanted")
    conn.execute("DELETE FROM temp.wanted_from")
    conn.executemany("INSERT OR IGNORE INTO temp.wanted (url) VALUES (?)", ((url,) for url in urls))
