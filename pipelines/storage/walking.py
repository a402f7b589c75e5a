"""Walking listings newest first without a gap, by page ids instead of clocks.

A listing's first page is the walk's root. Its `walked_to` is a mark in the ids of `pages`: whatever
the finished walk met has a smaller id, or stands in `walk_seen` under that mark. Any other article
on the listing is news, however it became known, and news sends the walk to the next page. So a walk
that was cut off is taken up again by the next run, and pages that shift meanwhile hide nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from pipelines.outcomes import PageKind, Reason
from pipelines.storage.base import Mode, PageEnd, Run, Task
from pipelines.storage.frontier import Known, as_json, put, read_hints, reopen_once
from pipelines.storage.window import holds_section, walks

#: A listing page that is not there any more is where the listing ends.
_ENDS = frozenset({Reason.NOT_FOUND, Reason.REDIRECT, Reason.SOFT_404})
#: A listing that grew by exactly one page since the page before was read shows the same again,
#: once; one that does so twice in a row answers with its last page for ever.
_MOST_REPEATS = 1


@dataclass(frozen=True, slots=True)
class Walk:
    """Where one walk stands."""

    root_id: int
    root_url: str
    #: Largest page id when the root was closed: what the walk may vouch for.
    mark: int
    #: Digest of the articles of the page before; None on the root.
    digest: str | None
    #: Pages walked, this one included.
    pages: int
    #: How often in a row a page held what the one before held.
    repeats: int
    #: Ids of the articles of the page before: boxes ("latest", "most read") repeat on every page.
    before: frozenset[int] = frozenset()

    def hints_for_next(self, digest: str, articles: Sequence[Known]) -> dict[str, Any]:
        """What the next page must carry for the walk to go on from it."""
        return {
            "before": sorted(page.id for page in articles),
            "root": self.root_url,
            "mark": self.mark,
            "digest": digest,
            "walked": self.pages,
            "repeats": self.repeats_with(digest),
        }

    def repeats_with(self, digest: str) -> int:
        """Repeats in a row when this page's articles have this digest."""
        return self.repeats + 1 if digest == self.digest else 0


def follow(conn: sqlite3.Connection, end: PageEnd, mode: Mode, known: Sequence[Known]) -> None:
    """Go on from a listing that was read: sections and sitemaps, then its own next page.

    `known` are its links, already put into the frontier, but for the one to the next page.
    """
    task = end.task
    _reopen_found(conn, mode, task, known)
    if not walks(task.kind):
        return
    walk = _walk_of(conn, task)
    articles = [page for page in known if page.link.kind is PageKind.ARTICLE]
    if articles:
        conn.execute("UPDATE pages SET had_articles = 1 WHERE id = ?", (task.page_id,))
    own = [page for page in articles if page.id not in walk.before]
    # A page without anything of its own was pushed down by one that came in meanwhile: go on.
    news = _has_news(conn, walk, own) if own else bool(articles)
    _remember(conn, walk, articles)
    digest = _digest(articles)
    fresh = bool(articles) and walk.repeats_with(digest) <= _MOST_REPEATS
    more = fresh and (mode.backfill or news or not mode.walks)
    next_link = next((link for link in end.links if link.is_next), None)
    if not more or next_link is None or walk.pages >= mode.max_listing_pages:
        _finish(conn, walk)
    elif mode.walks and not _reached(mode, articles):
        (next_page,) = put(conn, task.run, [next_link], end.finished_at, task.url)
        _go_on(conn, task.run, walk, next_page, walk.hints_for_next(digest, articles))


def ended_without_links(conn: sqlite3.Connection, task: Task, reason: Reason | None) -> None:
    """A listing page was rejected: when it is simply not there, the walk is at its end."""
    if walks(task.kind) and "root" in task.hints and reason in _ENDS:
        _finish(conn, _walk_of(conn, task))


def _reopen_found(conn: sqlite3.Connection, mode: Mode, task: Task, known: Sequence[Known]) -> None:
    """Sections and child sitemaps found here are read once in this run."""
    opens = {PageKind.SITEMAP, PageKind.FEED}
    if task.kind is PageKind.FRONT or (task.kind is PageKind.LISTING and "root" not in task.hints):
        opens.add(PageKind.LISTING)
    for page in known:
        link = page.link
        if link.kind not in opens or page.new:
            continue
        if link.kind is PageKind.SITEMAP:
            _tell_change(conn, page)
        if holds_section(mode, link.hints.get("section")):
            reopen_once(conn, task.run, page.id)


def _tell_change(conn: sqlite3.Connection, page: Known) -> None:
    """A child sitemap's `lastmod` is news each time: a window is bounded by it."""
    changed = page.link.hints.get("lastmod")
    if changed:
        conn.execute(
            "UPDATE pages SET hints = json_set(ifnull(hints, '{}'), '$.lastmod', ?) WHERE id = ?",
            (changed, page.id),
        )


def _walk_of(conn: sqlite3.Connection, task: Task) -> Walk:
    root = task.hints.get("root")
    if root is not None:
        row = conn.execute("SELECT id FROM pages WHERE url = ?", (root,)).fetchone()
        if row is not None:
            hints = task.hints
            return Walk(
                row["id"],
                root,
                hints["mark"],
                hints["digest"],
                hints["walked"] + 1,
                hints["repeats"],
                frozenset(hints.get("before", ())),
            )
    mark = conn.execute("SELECT max(id) FROM pages").fetchone()[0]
    conn.execute("UPDATE pages SET walk_mark = ? WHERE id = ?", (mark, task.page_id))
    return Walk(task.page_id, task.url, mark, None, 1, 0)


def _has_news(conn: sqlite3.Connection, walk: Walk, articles: Sequence[Known]) -> bool:
    walked_to = conn.execute(
        "SELECT walked_to FROM pages WHERE id = ?", (walk.root_id,)
    ).fetchone()[0]
    if walked_to is None:
        return bool(articles)
    return any(
        page.id > walked_to and not _was_seen(conn, walk.root_id, page.id, walked_to)
        for page in articles
    )


def _was_seen(conn: sqlite3.Connection, root_id: int, page_id: int, walked_to: int) -> bool:
    row = conn.execute(
        "SELECT mark FROM walk_seen WHERE root_id = ? AND page_id = ?", (root_id, page_id)
    ).fetchone()
    return row is not None and row["mark"] == walked_to


def _remember(conn: sqlite3.Connection, walk: Walk, articles: Sequence[Known]) -> None:
    conn.executemany(
        "INSERT OR REPLACE INTO walk_seen (root_id, page_id, mark) VALUES (?, ?, ?)",
        ((walk.root_id, page.id, walk.mark) for page in articles if page.id > walk.mark),
    )


def _digest(articles: Sequence[Known]) -> str:
    digest = blake2b(digest_size=8)
    for url in sorted(page.link.url for page in articles):
        digest.update(url.encode() + b"\n")
    return digest.hexdigest()


def _reached(mode: Mode, articles: Sequence[Known]) -> bool:
    """Every article here is older than the window: the walk stops, and vouches for nothing."""
    since = mode.window.since
    return since is not None and all(page.day is not None and page.day < since for page in articles)


def _go_on(
    conn: sqlite3.Connection, run: Run, walk: Walk, page: Known, learnt: Mapping[str, Any]
) -> None:
    row = conn.execute("SELECT state, run_id, hints FROM pages WHERE id = ?", (page.id,)).fetchone()
    hints = read_hints(row["hints"])
    if row["state"] == "leased" or (row["state"] == "done" and row["run_id"] == run.id):
        # A circle of pages ends the walk; a page that another walk reads goes on from there.
        if (hints.get("root"), hints.get("mark")) == (walk.root_url, walk.mark):
            _finish(conn, walk)
        return
    reopen_once(conn, run, page.id)
    hints |= learnt
    conn.execute("UPDATE pages SET hints = ? WHERE id = ?", (as_json(hints), page.id))


def _finish(conn: sqlite3.Connection, walk: Walk) -> None:
    conn.execute(
        "UPDATE pages SET walked_to = ?1 WHERE id = ?2 AND ifnull(walked_to, 0) <= ?1",
        (walk.mark, walk.root_id),
    )
    conn.execute(
        "DELETE FROM walk_seen WHERE root_id = ? AND page_id <= ("
        "SELECT walked_to FROM pages WHERE id = ?)",
        (walk.root_id, walk.root_id),
    )
