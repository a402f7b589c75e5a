"""What a run keeps to (mode, window, given addresses), as a condition on `pages`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from pipelines.outcomes import PageKind
from pipelines.storage.base import Mode

#: Condition and its parameters by name.
Condition = tuple[str, dict[str, str]]


def inside(mode: Mode) -> Condition:
    """SQL that is true for pages the run may ask (`temp.wanted` must hold `only_urls`)."""
    window = mode.window
    terms: list[str] = []
    values: dict[str, str] = {}
    if mode.only_urls:
        terms.append("url IN (SELECT url FROM temp.wanted)")
    if window.hosts:
        terms.append(f"host IN ({_listed('host', window.hosts, values)})")
    if window.sections:
        terms.append(f"({_sections(window.sections, values)})")
    if window.since or window.until:
        values |= {"since": window.since or "", "until": window.until or "9999-99-99"}
        terms.append(
            "(kind <> 'article' OR day BETWEEN :since AND :until"
            " OR (day IS NULL AND ifnull(hints ->> 'undated', 0) = 0))"
        )
    return " AND ".join(terms) or "1", values


def _listed(name: str, items: Sequence[str], values: dict[str, str]) -> str:
    values |= {f"{name}{n}": item for n, item in enumerate(items)}
    return ", ".join(f":{name}{n}" for n in range(len(items)))


def _sections(sections: Sequence[str], values: dict[str, str]) -> str:
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
    return (since or "") <= published_at[:10] <= (until or "9999-99-99")


def walks(kind: PageKind) -> bool:
    """True for the kinds whose pages lead to a next page."""
    return kind in {PageKind.LISTING, PageKind.FRONT}


def remember_wanted(conn: sqlite3.Connection, urls: Sequence[str]) -> None:
    """Fill `temp.wanted`, so that ten thousand given addresses are looked up by index."""
    conn.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (url TEXT PRIMARY KEY) WITHOUT ROWID")
    conn.execute("DELETE FROM temp.wanted")
    conn.executemany("INSERT OR IGNORE INTO temp.wanted VALUES (?)", ((url,) for url in urls))
