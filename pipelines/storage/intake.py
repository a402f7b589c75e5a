"""Answers of other archives taken in: each becomes a visit of its address, as if it had been crawled."""

from __future__ import annotations

import sqlite3

from pipelines.items import Link
from pipelines.outcomes import Outcome
from pipelines.storage import articles, reparsing
from pipelines.storage.base import Run
from pipelines.storage.base_reparse import Kept, Reclosed, Reread
from pipelines.storage.frontier import host_of, put, read_hints

_CAUSES = {Outcome.STORED_NEW: "first", Outcome.STORED_UPDATE: "edit"}


def known_refs(conn: sqlite3.Connection, url: str) -> tuple[str, ...]:
    """Where answers of this address are archived."""
    found = conn.execute(
        "SELECT DISTINCT v.archive_ref FROM pages p JOIN visits v ON v.page_id = p.id"
        " WHERE p.url = ? AND v.archive_ref IS NOT NULL ORDER BY v.id DESC",
        (url,),
    )
    return tuple(row["archive_ref"] for row in found)


def hints_of(conn: sqlite3.Connection, url: str) -> dict[str, object]:
    """What the frontier knows of this address."""
    row = conn.execute("SELECT hints FROM pages WHERE url = ?", (url,)).fetchone()
    return read_hints(row["hints"]) if row else {}


def is_left_out(conn: sqlite3.Connection, told: Reread, since: str | None) -> bool:
    """A new article of a day before `since`."""
    article = told.article
    if article is None or since is None or (article.published_at or since) >= since:
        return False
    return articles.find(conn, article) is None


def take_in(conn: sqlite3.Connection, run: Run, link: Link, told: Reread, now: str) -> Reclosed:
    """Write one answer, in the caller's transaction; `told.ref` says where it is archived."""
    (known,) = put(conn, run, [link], now, None)
    row = conn.execute(
        "SELECT outcome, article_id, hints, archive_ref FROM pages WHERE id = ?", (known.id,)
    ).fetchone()
    kept = Kept(
        page_id=known.id,
        url=link.url,
        host=host_of(link.url),
        kind=link.kind,
        state="done" if known.new else known.state,
        outcome=row["outcome"],
        hints=read_hints(row["hints"]),
        article_id=row["article_id"],
    )
    end = reparsing.end_of(run, kept, told, now)
    stored = reparsing.end_of_answer(conn, end, told, None, None)
    assert stored is not None
    current = conn.execute(
        "SELECT version FROM articles WHERE id = ?", (stored.article_id,)
    ).fetchone()
    is_old = (
        current is not None and stored.version is not None and (stored.version < current["version"])
    )
    outcome = reparsing.close_page(conn, kept, end, stored, told.link_count)
    if row["archive_ref"] is None or (outcome in _CAUSES and not is_old):
        conn.execute("UPDATE pages SET archive_ref = ? WHERE id = ?", (told.ref, known.id))
    if kept.state != "done" and stored.article_id is not None:
        conn.execute("UPDATE pages SET article_id = ? WHERE id = ?", (stored.article_id, known.id))
    cause = "older" if is_old and outcome is Outcome.STORED_UPDATE else _CAUSES.get(outcome)
    return Reclosed(outcome, stored.reason, stored.article_id, (), cause, kept.outcome)
