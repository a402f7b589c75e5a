# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""The frontier: addresses put in, taken up again, looked at."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from pipelines.items import Link
from pipelines.outcomes import LINK_KINDS, PageKind
from pipelines.storage.base import Run
from pipelines.storage.base_hops import HOP
from pipelines.storage.base_mode import Mode
from pipelines.storage.base_numbers import BY_NUMBER
from pipelines.storage.known import Known
from pipelines.storage.put_before import PutBefore
from pipelines.storage.window import inside


def put(
    conn: sqlite3.Connection,
    run: Run,
    links: Iterable[Link],
    now: str,
    found_on: str | None,
    before: PutBefore | None = None,
) -> list[Known]:
    """Put links into the frontier; known pages keep their state, open ones get missing hints.

    What is in `before` is not looked up again: its `state` is that of the first time.
    """
    if before is None:
        return [_put(conn, run, link, now, found_on) for link in links]
    known = []
    for link in links:
        page = before.known(link)
        if page is None:
            page = _put(conn, run, link, now, found_on)
            before.learn(page)
        known.append(page)
    return known


_PAGE = (
    "SELECT id, state, hints, run_id, day, article_id,"
    f" hints ->> '{BY_NUMBER}' AS by_number, hints ->> '{HOP}' AS hop FROM pages"
)
_MET_BEFORE = (
    "SELECT p.id FROM article_urls u JOIN pages p ON p.article_id = u.article_id WHERE u.url = ?"
    " AND p.state = 'done' ORDER BY p.id LIMIT 1"
)


def _put(conn: sqlite3.Connection, run: Run, link: Link, now: str, found_on: str | None) -> Known:
    row = own = conn.execute(f"{_PAGE} WHERE url = ?", (link.url,)).fetchone()
    if row is None and found_on is not None and link.kind is PageKind.ARTICLE:
        row = _known_otherwise(conn, run, link, now)
    hints = {key: value for key, value in link.hints.items() if value is not None}
    if row is None:
        known = insert(conn, run, link, hints, now, found_on)
    else:
        day = row["day"]
        if link.kind in LINK_KINDS and row["hop"] and row["run_id"] != run.id:
            # It was met only as the end of a redirect; now it is one of its own.
            conn.execute(
                f"{REOPEN}, hints = json_remove(hints, '$.{HOP}') WHERE id = ?", (row["id"],)
            )
        if row["state"] in {"pending", "retry"} and hints:
            fill_hints(conn, row["id"], row["hints"], hints)
            day = day or _day(hints)
        settled = own is not None and not row["by_number"]
        known = Known(row["id"], link, False, row["state"], row["run_id"], day, settled)
    if not (row and row["by_number"]):
        for alias in link.aliases:
            _alias(conn, alias, known.id, row["article_id"] if row else None, now)
    return known


def _known_otherwise(
    conn: sqlite3.Connection, run: Run, link: Link, now: str
) -> sqlite3.Row | None:
    """The page of an article that was met under this address, or is being asked by its number."""
    row = conn.execute(f"{_PAGE} WHERE id = ({_MET_BEFORE})", (link.url,)).fetchone()
    if row is None and link.number is not None:
        row = conn.execute(
            f"{_PAGE} WHERE paper = ? AND number_space = ? AND number = ? AND host = ?"
            f" AND hints ->> '{BY_NUMBER}' = 1 AND state IN ('pending', 'leased', 'retry')",
            (run.paper, link.space, link.number, host_of(link.url)),
        ).fetchone()
        if row is not None:
            _alias(conn, link.url, row["id"], None, now)
    return row if isinstance(row, sqlite3.Row) else None


def ask_by_name(conn: sqlite3.Connection, run: Run, page_id: int, now: str) -> None:
    """Nothing answered for a number alone: the addresses that pages gave it are asked after all."""
    found = conn.execute(
        "SELECT a.url, p.number_space, p.number FROM page_aliases a JOIN pages p ON p.id = a.page_id"
        f" WHERE p.id = ? AND p.hints ->> '{BY_NUMBER}' = 1",
        (page_id,),
    ).fetchall()
    for row in found:
        link = Link(row["url"], PageKind.ARTICLE, number=row["number"], space=row["number_space"])
        _put(conn, run, link, now, None)


def insert(
    conn: sqlite3.Connection,
    run: Run,
    link: Link,
    hints: Mapping[str, Any],
    now: str,
    found_on: str | None,
) -> Known:
    """A new page, pending."""
    cursor = conn.execute(
        """
        INSERT INTO pages (url, paper, host, kind, discovered_from, discovered_at, hints,
            number_space, number)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            link.url,
            run.paper,
            host_of(link.url),
            link.kind,
            found_on,
            now,
            as_json(hints),
            link.space,
            link.number,
        ),
    )
    assert cursor.lastrowid is not None
    return Known(cursor.lastrowid, link, True, "pending", None, _day(hints))


def _day(hints: Mapping[str, Any]) -> str | None:
    date = hints.get("date")
    return str(date)[:10] if date else None


def as_json(hints: Mapping[str, Any]) -> str | None:
    """Hints as they are stored; NULL for none."""
    return json.dumps(dict(hints), ensure_ascii=False, sort_keys=True) if hints else None


def read_hints(text: str | None) -> dict[str, Any]:
    """Hints as they were stored."""
    return dict(json.loads(text)) if text else {}


def fill_hints(
    conn: sqlite3.Connection, page_id: int, stored: str | None, hints: Mapping[str, Any]
) -> None:
    """Add what an open page does not know yet; what it knows stays."""
    known = read_hints(stored)
    if hints.keys() - known.keys():
        conn.execute(
            "UPDATE pages SET hints = ? WHERE id = ?", (as_json({**hints, **known}), page_id)
        )


def _alias(
    conn: sqlite3.Connection, alias: str, page_id: int, article_id: int | None, now: str
) -> None:
    if article_id is None:
        conn.execute("INSERT OR IGNORE INTO page_aliases VALUES (?, ?, ?)", (alias, page_id, now))
    else:
        conn.execute(
            "INSERT OR IGNORE INTO article_urls VALUES (?, ?, ?)", (alias, article_id, now)
        )


def host_of(url: str) -> str:
    """Host name of a canonical address."""
    return urlsplit(url).hostname or ""


#: Makes a page due again; its outcome belonged to the visit before.
REOPEN = """
    UPDATE pages SET state = 'pending', outcome = NULL, reason = NULL, next_attempt_at = NULL,
        attempts = CASE WHEN state = 'retry' THEN attempts ELSE 0 END
"""


def reopen(conn: sqlite3.Connection, run: Run, urls: Iterable[str]) -> int:
    """Make known pages of the newspaper pending again; leased ones are on their way already."""
    done = 0
    for url in urls:
        done += conn.execute(
            f"{REOPEN} WHERE url = ? AND paper = ? AND state IN ('done', 'retry', 'dead')",
            (url, run.paper),
        ).rowcount
    return done


#: The host was at fault, not the page: waiting for it says nothing about a later run.
_OF_THE_HOST = "('dns', 'tls', 'connection', 'robots_unavailable', 'blocked', 'interrupted')"


def ask_afresh(conn: sqlite3.Connection, paper: str) -> None:
    """At the start of a run: what failed with its host, or crashed unarchived, is due at once."""
    conn.execute(
        f"""UPDATE pages SET next_attempt_at = NULL
            WHERE paper = ? AND state = 'retry' AND reason IN {_OF_THE_HOST}""",
        (paper,),
    )
    # Nothing but asking again can read a page that crashed before it was archived.
    conn.execute(
        f"{REOPEN} WHERE paper = ? AND outcome = 'crashed' AND archive_ref IS NULL", (paper,)
    )


def reopen_listings(conn: sqlite3.Connection, run: Run, mode: Mode) -> int:
    """Make every listing, feed and sitemap that was ever read due again, first pages only.

    A child sitemap is left to its index, which says when the child was changed last: a newspaper
    has one for each month of its life.
    """
    condition, values = inside(mode)
    if not mode.backfill:
        condition += " AND NOT (kind = 'sitemap' AND hints ->> 'lastmod' IS NOT NULL)"
    return conn.execute(
        f"""{REOPEN} WHERE paper = :paper AND kind <> 'article' AND state IN ('done', 'dead')
            AND outcome IN ('listed', 'not_modified', 'failed') AND hints ->> 'root' IS NULL
            AND {condition}""",
        {**values, "paper": run.paper},
    ).rowcount


def reopen_once(conn: sqlite3.Connection, run: Run, page_id: int) -> bool:
    """Make a page pending that ended before this run; False when this run has had it."""
    return bool(
        conn.execute(
            f"""{REOPEN} WHERE id = ? AND state IN ('done', 'dead')
                AND ifnull(run_id, 0) <> ?""",
            (page_id, run.id),
        ).rowcount
    )
