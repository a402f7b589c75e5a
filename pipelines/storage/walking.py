"""Walking listings newest first without a gap, by page ids instead of clocks.

A listing's first page is the walk's root. Its `walked_to` is a mark in the ids of `pages`: whatever
the finished walk met has a smaller id, or stands in `walk_seen` under that mark. Any other article
on the listing is news, however it became known, and news sends the walk to the next page. So a walk
that was cut off is taken up again by the next run, and pages that shift meanwhile hide nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from pipelines.outcomes import PageKind, Reason
from pipelines.storage.base import PageEnd, Run, Task
from pipelines.storage.base_mode import Mode
from pipelines.storage.frontier import as_json, host_of, put, read_hints, reopen_once
from pipelines.storage.known import Known
from pipelines.storage.looking_back import back_in, go_back, look_from, looks_back, turn
from pipelines.storage.walk import Walk, has_news, remember, walk_of
from pipelines.storage.window import holds_section, walks

#: A listing page that is not there any more is where the listing ends.
_ENDS = frozenset({Reason.NOT_FOUND, Reason.REDIRECT, Reason.SOFT_404})
#: A listing that grew by exactly one page since the page before was read shows the same again,
#: once; one that does so twice in a row answers with its last page for ever.
_MOST_REPEATS = 1


def follow(conn: sqlite3.Connection, end: PageEnd, mode: Mode, known: Sequence[Known]) -> None:
    """Go on from a listing that was read: sections and sitemaps, then its own next page.

    `known` are its links, already put into the frontier, but for the one to the next page.
    """
    task = end.task
    articles = [page for page in known if page.link.kind is PageKind.ARTICLE]
    if looks_back(task):
        go_back(conn, task, articles)
        return
    _reopen_found(conn, mode, task, known)
    if not walks(task.kind):
        return
    walk = walk_of(conn, task)
    if articles:
        conn.execute("UPDATE pages SET had_articles = 1 WHERE id = ?", (task.page_id,))
    own = [page.id for page in articles if page.id not in walk.before]
    # A page without anything of its own was pushed down by one that came in meanwhile: go on.
    news = has_news(conn, walk, own) if own else bool(articles)
    remember(conn, walk.root_id, walk.mark, articles)
    start = look_from(conn, walk, task.url, [page.id for page in articles])
    digest = _digest(articles)
    fresh = bool(articles) and walk.repeats_with(digest) <= _MOST_REPEATS
    more = fresh and (mode.backfill or news or not mode.walks)
    next_link = next((link for link in end.links if link.is_next), None)
    if not more or next_link is None or walk.pages >= mode.max_listing_pages:
        turn(conn, task.run, walk, start, vouch=True)
    elif mode.walks and _reached(mode, articles):
        turn(conn, task.run, walk, start, vouch=False)
    elif mode.walks:
        (next_page,) = put(conn, task.run, [next_link], end.finished_at, task.url)
        hints = walk.hints_for_next(task.url, digest, articles, start)
        _go_on(conn, task.run, walk, next_page, hints, start)


def ended_without_links(conn: sqlite3.Connection, task: Task, reason: Reason | None) -> None:
    """A listing page was unchanged, or rejected: is it simply not there, the walk is at its end."""
    if looks_back(task):
        go_back(conn, task, [])
    elif walks(task.kind) and "root" in task.hints and reason in _ENDS:
        walk = walk_of(conn, task)
        turn(conn, task.run, walk, look_from(conn, walk, task.url, []), vouch=True)


def _reopen_found(conn: sqlite3.Connection, mode: Mode, task: Task, known: Sequence[Known]) -> None:
    """Sections and child sitemaps found here are read once in this run."""
    opens = {PageKind.SITEMAP, PageKind.FEED}
    if task.kind is PageKind.FRONT or (task.kind is PageKind.LISTING and "root" not in task.hints):
        opens.add(PageKind.LISTING)
    for page in known:
        link = page.link
        if link.kind not in opens or page.new:
            continue
        if link.kind is PageKind.SITEMAP and not _changed(conn, page) and not mode.backfill:
            continue
        if holds_section(mode, link.hints.get("section")):
            reopen_once(conn, task.run, page.id)


def _changed(conn: sqlite3.Connection, page: Known) -> bool:
    """Take over a child sitemap's `lastmod`; False when it is the one that was read already."""
    changed = page.link.hints.get("lastmod")
    if not changed:
        return True
    cursor = conn.execute(
        "UPDATE pages SET hints = json_set(ifnull(hints, '{}'), '$.lastmod', ?1) WHERE id = ?2"
        " AND hints ->> 'lastmod' IS NOT ?1",
        (changed, page.id),
    )
    return cursor.rowcount > 0


def _digest(articles: Sequence[Known]) -> str:
    digest = blake2b(digest_size=8)
    for url in sorted(page.link.url for page in articles):
        digest.update(url.encode() + b"\n")
    return digest.hexdigest()


def _reached(mode: Mode, articles: Sequence[Known]) -> bool:
    """Every article here is older than the window: the walk stops, and vouches for nothing."""
    since = mode.window.since
    return since is not None and all(_is_older(mode, page, since) for page in articles)


def _is_older(mode: Mode, page: Known, since: str) -> bool:
    if page.day is not None:
        return page.day < since
    bounds = (mode.bounds or {}).get(host_of(page.link.url))
    number = page.link.number
    return bounds is not None and number is not None and number < bounds[0]


def _go_on(
    conn: sqlite3.Connection,
    run: Run,
    walk: Walk,
    page: Known,
    learnt: Mapping[str, Any],
    start: str | None,
) -> None:
    row = conn.execute("SELECT state, run_id, hints FROM pages WHERE id = ?", (page.id,)).fetchone()
    hints = read_hints(row["hints"])
    asked = row["state"] == "leased" or back_in(hints) == run.id
    if asked or (row["state"] == "done" and row["run_id"] == run.id):
        # A circle of pages ends the walk; a page that another walk reads goes on from there.
        if (hints.get("root"), hints.get("mark")) == (walk.root_url, walk.mark):
            turn(conn, run, walk, start, vouch=True)
        return
    reopen_once(conn, run, page.id)
    hints |= learnt
    conn.execute("UPDATE pages SET hints = ? WHERE id = ?", (as_json(hints), page.id))
