"""One walk through a listing: where it stands, what it has seen, how far it vouches."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.storage.base import Task
from pipelines.storage.known import Known


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
    #: Ids of the articles of the page before, as they stood there: boxes ("latest", "most read")
    #: repeat on every page.
    before: tuple[int, ...] = ()
    #: Address of the page before; None on the root.
    previous: str | None = None
    #: Deepest page behind an article that was news: from there the walk looks back.
    look_from: str | None = None

    def hints_for_next(
        self, here: str, digest: str, articles: Sequence[Known], look_from: str | None
    ) -> dict[str, Any]:
        """What the page after `here` must carry for the walk to go on from it."""
        return {
            "before": [page.id for page in articles],
            "previous": here,
            "look_from": look_from,
            "root": self.root_url,
            "mark": self.mark,
            "digest": digest,
            "walked": self.pages,
            "repeats": self.repeats_with(digest),
        }

    def repeats_with(self, digest: str) -> int:
        """Repeats in a row when this page's articles have this digest."""
        return self.repeats + 1 if digest == self.digest else 0


def walk_of(conn: sqlite3.Connection, task: Task) -> Walk:
    """The walk that led to this listing page, or the one that begins here."""
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
                tuple(hints.get("before", ())),
                hints.get("previous"),
                hints.get("look_from"),
            )
    mark = conn.execute("SELECT max(id) FROM pages").fetchone()[0]
    conn.execute("UPDATE pages SET walk_mark = ? WHERE id = ?", (mark, task.page_id))
    return Walk(task.page_id, task.url, mark, None, 1, 0)


def has_news(conn: sqlite3.Connection, walk: Walk, pages: Sequence[int]) -> bool:
    """Whether any of the articles (ids of their pages) is none that a finished walk met."""
    walked_to = conn.execute(
        "SELECT walked_to FROM pages WHERE id = ?", (walk.root_id,)
    ).fetchone()[0]
    if walked_to is None:
        return bool(pages)
    return any(
        page > walked_to and not _was_seen(conn, walk.root_id, page, walked_to) for page in pages
    )


def _was_seen(conn: sqlite3.Connection, root_id: int, page_id: int, walked_to: int) -> bool:
    row = conn.execute(
        "SELECT mark FROM walk_seen WHERE root_id = ? AND page_id = ?", (root_id, page_id)
    ).fetchone()
    return row is not None and row["mark"] == walked_to


def remember(conn: sqlite3.Connection, root_id: int, mark: int, articles: Sequence[Known]) -> None:
    """The walk met these: once it is finished they are no news."""
    conn.executemany(
        "INSERT OR REPLACE INTO walk_seen (root_id, page_id, mark) VALUES (?, ?, ?)",
        ((root_id, page.id, mark) for page in articles if page.id > mark),
    )


def finish(conn: sqlite3.Connection, root_id: int, mark: int) -> None:
    """The walk that began at this mark met everything: from now on that is no news."""
    conn.execute(
        "UPDATE pages SET walked_to = ?1 WHERE id = ?2 AND ifnull(walked_to, 0) <= ?1",
        (mark, root_id),
    )
    conn.execute(
        "DELETE FROM walk_seen WHERE root_id = ? AND page_id <= ("
        "SELECT walked_to FROM pages WHERE id = ?)",
        (root_id, root_id),
    )
