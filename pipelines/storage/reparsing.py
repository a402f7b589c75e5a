"""Archived pages chosen to be read again, and what a reading of today writes."""

from __future__ import annotations

import sqlite3
from typing import Any

from pipelines.outcomes import LINK_KINDS, STATE_AFTER, Outcome, PageKind, PageState
from pipelines.storage import articles, mending, revisiting, runs, storing
from pipelines.storage.base import PageEnd, Run, Task
from pipelines.storage.base_reparse import Change, Choice, Kept, Reclosed, Reread
from pipelines.storage.closing import KEEPS_VALIDATORS, LED_TO, put_links, record_visit
from pipelines.storage.frontier import read_hints
from pipelines.storage.storing import Stored

#: An answer that ended its page; what is open is left to the crawl, its article is read all the same.
_ENDED = "p.state = 'done'"
#: Of articles the index is read, not the rows with their texts. Where a redirect was met on its way, the answer is that of another page.
_CHOSEN = f"""
    FROM pages p LEFT JOIN articles a INDEXED BY articles_kept
      ON a.id = p.article_id AND a.status <> 'forgotten'
    WHERE p.paper = :paper AND (p.article_id IS NULL OR a.id IS NOT NULL)
      AND (a.archive_ref IS NOT NULL OR (
        p.archive_ref IS NOT NULL AND {_ENDED} AND p.outcome <> 'skipped'
        AND ifnull(p.reason, '') <> 'redirect'))
      AND (:outcome IS NULL OR p.outcome = :outcome)
      AND (:since IS NULL OR (p.kind = 'article'
        AND ifnull(substr(a.published_at, 1, 10), ifnull(p.day, '9999')) >= :since))
"""
_BATCH = 500
_STORED = frozenset({Outcome.STORED_NEW, Outcome.STORED_UPDATE, Outcome.UNCHANGED})


def _values(paper: str, choice: Choice) -> dict[str, Any]:
    return {"paper": paper, "outcome": choice.outcome, "since": choice.since}


def count(conn: sqlite3.Connection, paper: str, choice: Choice) -> int:
    """How many pages there are to read."""
    return int(conn.execute(f"SELECT count(*) {_CHOSEN}", _values(paper, choice)).fetchone()[0])


def papers(conn: sqlite3.Connection) -> list[str]:
    """Newspapers with archived pages."""
    found = conn.execute(
        "SELECT DISTINCT paper FROM pages WHERE archive_ref IS NOT NULL ORDER BY paper"
    )
    return [row["paper"] for row in found]


def chosen(conn: sqlite3.Connection, paper: str, choice: Choice, after: int) -> list[Kept]:
    """The next pages behind page id `after`, in the order in which they were met."""
    rows = conn.execute(
        f"""
        SELECT p.id, p.url, p.host, p.kind, p.state, p.outcome, p.hints, p.article_id,
            p.archive_ref, a.archive_ref AS base_ref
        {_CHOSEN} AND p.id > :after ORDER BY p.id LIMIT {_BATCH}
        """,
        {**_values(paper, choice), "after": after},
    ).fetchall()
    return [_kept(row) for row in rows]


def _kept(row: sqlite3.Row) -> Kept:
    ended = row["state"] == PageState.DONE and row["archive_ref"] != row["base_ref"]
    return Kept(
        page_id=row["id"],
        url=row["url"],
        host=row["host"],
        kind=PageKind(row["kind"]),
        state=row["state"],
        outcome=row["outcome"],
        hints=read_hints(row["hints"]),
        article_id=row["article_id"],
        base_ref=row["base_ref"],
        newest_ref=row["archive_ref"] if ended else None,
    )


def reclose(
    conn: sqlite3.Connection,
    run: Run,
    kept: Kept,
    base: Reread | None,
    newest: Reread | None,
    now: str,
    since: str | None = None,
) -> Reclosed:
    """Write what the two answers of a page say today, in the caller's transaction.

    `base` is the page behind the article's row, `newest` a later answer; at least one is given.
    """
    changes: tuple[Change, ...] = ()
    cause: str | None = None
    stored: Stored | None = None
    if base is not None:
        row = _row(conn, kept.article_id)
        stored, changes = mending.mend(conn, run, row, base, now)
        cause = "parser" if stored.outcome is Outcome.STORED_UPDATE else None
    told = newest or base
    assert told is not None
    end = end_of(run, kept, told, now)
    if newest is not None:
        after = end_of_answer(conn, end, newest, base.fetched_at if base else None, since)
        if after is None:
            put_links(conn, end)  # the worker sends each link once, with whatever page it met first
            return Reclosed(None, before=kept.outcome)
        cause = cause or {Outcome.STORED_NEW: "first", Outcome.STORED_UPDATE: "edit"}.get(
            after.outcome
        )
        same = after.outcome in {Outcome.UNCHANGED, Outcome.DUPLICATE}
        if stored is None or stored.outcome is not Outcome.STORED_UPDATE or not same:
            stored = after
    assert stored is not None
    if stored.outcome is Outcome.UNCHANGED and kept.outcome == Outcome.DUPLICATE:
        stored = stored._replace(outcome=Outcome.DUPLICATE)  # one more address of its article
    outcome = close_page(conn, kept, end, stored, told.link_count)
    return Reclosed(outcome, stored.reason, stored.article_id, changes, cause, kept.outcome)


def _row(conn: sqlite3.Connection, article_id: int | None) -> sqlite3.Row:
    row = conn.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
    assert isinstance(row, sqlite3.Row)
    return row


def end_of(run: Run, kept: Kept, told: Reread, now: str) -> PageEnd:
    """The visit that an answer ends."""
    return PageEnd(
        task=Task(kept.page_id, kept.url, kept.host, kept.kind, 1, run, kept.hints),
        outcome=told.outcome,
        reason=told.reason,
        detail=told.detail,
        started_at=now,
        finished_at=now,
        duration_ms=told.duration_ms,
        http_status=told.status,
        bytes=told.size,
        links=told.links,
        met_urls=told.met_urls,
        article=told.article,
        archive_ref=told.ref,
        seen_at=told.fetched_at,
    )


def end_of_answer(
    conn: sqlite3.Connection, end: PageEnd, told: Reread, base_at: str | None, since: str | None
) -> Stored | None:
    """What an answer means for the articles; None: a new article of a day before `since`."""
    if told.article is None:
        if told.outcome is Outcome.WITHDRAWN:
            return storing.withdraw(conn, end)
        return Stored(told.outcome or Outcome.REJECTED, told.reason, None, None)
    row = articles.find(conn, told.article)
    if row is None and since and (told.article.published_at or since) < since:
        return None
    if row is not None and _is_older(row, told, base_at):
        if base_at is None and (stored := storing.older(conn, end, row)) is not None:
            return stored
        own = end.task.page_id in _pages_of(conn, row["id"])
        outcome = Outcome.UNCHANGED if own else Outcome.DUPLICATE
        return Stored(outcome, None, row["id"], row["version"])
    return storing.store(conn, end, row)


def _is_older(row: sqlite3.Row, told: Reread, base_at: str | None) -> bool:
    """An answer that says otherwise, from before the text that is stored was seen last."""
    assert told.article is not None
    if row["content_hash"] == told.article.content_hash:
        return False
    return told.fetched_at <= (base_at or row["last_seen_at"])


def _pages_of(conn: sqlite3.Connection, article_id: int) -> set[int]:
    found = conn.execute("SELECT id FROM pages WHERE article_id = ?", (article_id,))
    return {row["id"] for row in found}


def close_page(
    conn: sqlite3.Connection, kept: Kept, end: PageEnd, stored: Stored, links: int
) -> Outcome:
    """End the page, unless it is open, and write its visit; `links` is what a visit counts."""
    outcome = stored.outcome
    known = put_links(conn, end)
    if kept.state in {PageState.DONE, PageState.DEAD}:
        if outcome is Outcome.DEFERRED and kept.state == PageState.DEAD:
            outcome = Outcome.FAILED  # its tries are used up
        _write_page(conn, kept, end, stored, outcome)
    new = sum(page.new for page in known if page.link.kind in LED_TO)
    record_visit(conn, end, stored, outcome, links, new)
    runs.count(conn, end.task.run, outcome)
    return outcome


def _write_page(
    conn: sqlite3.Connection, kept: Kept, end: PageEnd, stored: Stored, outcome: Outcome
) -> None:
    keeps = outcome in KEEPS_VALIDATORS or kept.kind in LINK_KINDS
    conn.execute(
        """
        UPDATE pages SET state = ?, outcome = ?, reason = ?, run_id = ?, next_attempt_at = ?,
            etag = CASE WHEN ? THEN etag END, last_modified = CASE WHEN ? THEN last_modified END,
            article_id = ifnull(?, article_id)
        WHERE id = ?
        """,
        (
            STATE_AFTER[outcome],
            outcome,
            stored.reason,
            end.task.run.id,
            end.finished_at if outcome is Outcome.DEFERRED else None,
            keeps,
            keeps,
            stored.article_id if outcome in _STORED | {Outcome.DUPLICATE} else None,
            kept.page_id,
        ),
    )
    if outcome in _STORED and kept.article_id is None:
        revisiting.plan(conn, end, outcome, stored.article_id)
