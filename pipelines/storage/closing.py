"""The end of a visit: article, links, page, visit and counts in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipelines.outcomes import (
    COUNTS_AS_TRY,
    LINK_KINDS,
    STATE_AFTER,
    Outcome,
    PageKind,
    PageState,
    Reason,
)
from pipelines.storage import articles, hops, revisiting, runs, storing, walking
from pipelines.storage.base import Closed, LostLeaseError, PageEnd
from pipelines.storage.base_mode import Mode
from pipelines.storage.frontier import as_json, ask_by_name, put
from pipelines.storage.known import Known
from pipelines.storage.put_before import PutBefore
from pipelines.storage.storing import Stored
from pipelines.storage.times import after
from pipelines.storage.window import holds_day, holds_section

MOST_TRIES = 5
FIRST_PAUSE_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 86_400.0

#: After these the validators of the answer are kept; after a rejection a 304 would hide the page.
KEEPS_VALIDATORS = frozenset(
    {
        Outcome.LISTED,
        Outcome.STORED_NEW,
        Outcome.STORED_UPDATE,
        Outcome.UNCHANGED,
        Outcome.DUPLICATE,
        Outcome.NOT_MODIFIED,
    }
)


#: Kinds of links that a visit counts.
LED_TO = frozenset({PageKind.ARTICLE, PageKind.SITEMAP})

#: How a listing page ends that shows nothing: unchanged, or refused.
_WITHOUT_LINKS = frozenset({Outcome.NOT_MODIFIED, Outcome.REJECTED})


def close(
    conn: sqlite3.Connection, end: PageEnd, mode: Mode, before: PutBefore | None = None
) -> Closed:
    """Write everything about one visit; the caller holds the transaction and the fence."""
    _check_lease(conn, end)
    row = articles.find(conn, end.article) if end.outcome is None and end.article else None
    if _is_outside(end, row, mode):
        return _left_out(conn, end)
    stored = _article_of(conn, end, row)
    # A walk asks in what state the links of a listing are now.
    known = put_links(conn, end, before if end.task.kind is PageKind.ARTICLE else None)
    if stored.outcome is Outcome.LISTED:
        walking.follow(conn, end, mode, known)
    elif end.task.kind in LINK_KINDS and stored.outcome in _WITHOUT_LINKS:
        walking.ended_without_links(conn, end.task, stored.reason)
    elif stored.outcome is Outcome.REJECTED:
        ask_by_name(conn, end.task.run, end.task.page_id, end.finished_at)
    closed = _end_page(conn, end, stored, known)
    outcome = closed.outcome or stored.outcome
    runs.count(conn, end.task.run, outcome)
    return replace(closed, hops=_end_hops(conn, end, stored, outcome))


def put_links(
    conn: sqlite3.Connection, end: PageEnd, before: PutBefore | None = None
) -> list[Known]:
    """Put what the page links to into the frontier."""
    # Whether the next page of a listing is taken up is for the walk to say.
    links = [link for link in end.links if not link.is_next]
    return put(conn, end.task.run, links, end.finished_at, end.task.url, before)


def _end_hops(
    conn: sqlite3.Connection, end: PageEnd, stored: Stored, outcome: Outcome
) -> tuple[tuple[Outcome, Reason | None], ...]:
    """End what the redirects of the visit led to."""
    ended = []
    for of_hop, as_stored in hops.ends(end, stored, outcome):
        _end_page(conn, of_hop, as_stored, ())
        runs.count(conn, end.task.run, as_stored.outcome)
        ended.append((as_stored.outcome, as_stored.reason))
    return tuple(ended)


def _check_lease(conn: sqlite3.Connection, end: PageEnd) -> None:
    task = end.task
    row = conn.execute(
        "SELECT state, leased_by FROM pages WHERE id = ?", (task.page_id,)
    ).fetchone()
    if row is None or row["state"] != PageState.LEASED or row["leased_by"] != task.run.id:
        raise LostLeaseError(f"{task.url} is not leased by run {task.run.id}: its end is refused")


def _is_outside(end: PageEnd, row: sqlite3.Row | None, mode: Mode) -> bool:
    """A new article of another day than the window's is left for a later run.

    So is one of another section that was asked for the day of its number alone.
    """
    if end.outcome is not None or end.article is None or row is not None:
        return False
    if end.task.hints.get("probe") and not holds_section(mode, end.article.section):
        return True
    return not holds_day(mode, end.article.published_at)


def _left_out(conn: sqlite3.Connection, end: PageEnd) -> Closed:
    assert end.article is not None
    day = (end.article.published_at or "")[:10]
    learnt: dict[str, Any] = {"date": day} if day else {"undated": True}
    conn.execute(
        "UPDATE pages SET state = 'pending', leased_by = NULL, hints = ? WHERE id = ?",
        (as_json({**end.task.hints, **learnt}), end.task.page_id),
    )
    hops.give_back(conn, end, learnt)
    return Closed(None)


def _article_of(conn: sqlite3.Connection, end: PageEnd, row: sqlite3.Row | None) -> Stored:
    if end.outcome is None:
        if end.article is None:
            raise ValueError(f"{end.task.url}: an end without an outcome needs an article")
        return storing.store(conn, end, row)
    if end.outcome is Outcome.WITHDRAWN:
        return storing.withdraw(conn, end)
    if end.outcome is Outcome.NOT_MODIFIED:
        return storing.seen(conn, end)
    if end.outcome is Outcome.DUPLICATE:
        return storing.known_otherwise(conn, end)
    return Stored(end.outcome, end.reason, None, None)


def _end_page(
    conn: sqlite3.Connection, end: PageEnd, stored: Stored, known: Sequence[Known]
) -> Closed:
    outcome, attempts, due = _after(end, stored)
    _write_page(conn, end, stored, outcome, attempts, due)
    revisiting.plan(conn, end, outcome, stored.article_id)
    told = [page for page in known if page.link.kind in LED_TO]
    new = sum(page.new for page in told)
    record_visit(conn, end, stored, outcome, len(told), new)
    return Closed(
        outcome, stored.reason, stored.article_id, stored.version, len(told), new, stored.changes
    )


def record_visit(
    conn: sqlite3.Connection, end: PageEnd, stored: Stored, outcome: Outcome, links: int, new: int
) -> None:
    """Write the visit; `links` of the kinds `LED_TO` stand on the page, `new` ones among them."""
    conn.execute(
        """
        INSERT INTO visits (run_id, page_id, url, kind, attempt, started_at, duration_ms,
            http_status, bytes, outcome, reason, detail, article_id, version, archive_ref,
            links, new_links)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            end.task.run.id,
            end.task.page_id,
            end.task.url,
            end.task.kind,
            end.task.attempt,
            end.started_at,
            end.duration_ms,
            end.http_status,
            end.bytes,
            outcome,
            stored.reason,
            end.detail,
            stored.article_id,
            stored.version,
            end.archive_ref,
            links,
            new,
        ),
    )


def _after(end: PageEnd, stored: Stored) -> tuple[Outcome, int, str | None]:
    """Outcome, tries used, and when the page is due again."""
    if stored.outcome is not Outcome.DEFERRED:
        return stored.outcome, 0, None
    attempts = end.task.attempt - (stored.reason not in COUNTS_AS_TRY)
    if attempts >= MOST_TRIES:
        return Outcome.FAILED, attempts, None
    if stored.reason is Reason.INTERRUPTED:
        return Outcome.DEFERRED, attempts, end.finished_at
    pause = end.retry_after
    if pause is None:
        pause = min(FIRST_PAUSE_SECONDS * 4 ** max(attempts - 1, 0), LONGEST_PAUSE_SECONDS)
    return Outcome.DEFERRED, attempts, after(end.finished_at, pause)


def _write_page(
    conn: sqlite3.Connection,
    end: PageEnd,
    stored: Stored,
    outcome: Outcome,
    attempts: int,
    due: str | None,
) -> None:
    fresh = outcome in KEEPS_VALIDATORS
    kept = outcome in {Outcome.DEFERRED, Outcome.NOT_MODIFIED}
    conn.execute(
        """
        UPDATE pages SET state = ?, leased_by = NULL, outcome = ?, reason = ?, attempts = ?,
            next_attempt_at = ?, run_id = ?,
            etag = CASE WHEN ? THEN ifnull(?, etag) ELSE ? END,
            last_modified = CASE WHEN ? THEN ifnull(?, last_modified) ELSE ? END,
            archive_ref = ifnull(?, archive_ref), article_id = ifnull(?, article_id)
        WHERE id = ?
        """,
        (
            STATE_AFTER[outcome],
            outcome,
            stored.reason,
            attempts,
            due,
            end.task.run.id,
            kept,
            end.etag if fresh else None,
            end.etag if fresh else None,
            kept,
            end.last_modified if fresh else None,
            end.last_modified if fresh else None,
            end.archive_ref,
            stored.article_id if stored.reason is not Reason.ID_CONFLICT else None,
            end.task.page_id,
        ),
    )
