"""The way back of a walk: what moved up between two of its pages is met after all.

When the newspaper takes an article back while its listing is walked, all that stand behind it move
up by one place. The one that stood on top of the next page then ends the page that was read
already, and no page of the walk shows it. So a walk ends where it began: from the deepest page
behind an article that was news it reads its pages again, each before the one that it came from. On
the way down nothing that is pushed down is missed, on the way back nothing that moved up. Where the
site honours conditional requests the way back costs no body; a walk whose page ended with articles
known before has none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.storage.base import Run, Task
from pipelines.storage.frontier import REOPEN, as_json, read_hints
from pipelines.storage.known import Known
from pipelines.storage.walk import Walk, finish, has_news, remember


def look_from(
    conn: sqlite3.Connection, walk: Walk, here: str, articles: Sequence[int]
) -> str | None:
    """Where the way back must begin, now that `here` shows these articles (ids of their pages).

    What stood last on the page before decides: if a finished walk met it, all behind it is known.
    """
    shown = set(articles)
    own = [page for page in walk.before if page not in shown]
    return here if own and has_news(conn, walk, own[-1:]) else walk.look_from


def turn(conn: sqlite3.Connection, run: Run, walk: Walk, start: str | None, *, vouch: bool) -> None:
    """The way down is over: look back from `start`, or be done when nothing can have moved up."""
    back = {"run": run.id, "root": walk.root_url, "mark": walk.mark, "vouch": vouch}
    _go_on(conn, start, back)


def looks_back(task: Task) -> bool:
    """Whether this visit is one of the way back, of this very run."""
    return back_in(task.hints) == task.run.id


def go_back(conn: sqlite3.Connection, task: Task, articles: Sequence[Known]) -> None:
    """On to the page before this one, which was read, was unchanged, or is not there any more."""
    back = task.hints["back"]
    remember(conn, _root_id(conn, back), back["mark"], articles)
    _go_on(conn, task.hints.get("previous"), back)


def _go_on(conn: sqlite3.Connection, url: str | None, back: Mapping[str, Any]) -> None:
    """Make this page due again, or the first before it that ended; behind the root, be done.

    The page that is being closed is leased: read a moment ago, it is passed over.
    """
    while url is not None:
        row = conn.execute("SELECT id, state, hints FROM pages WHERE url = ?", (url,)).fetchone()
        hints = read_hints(row["hints"])
        if row["state"] in {"done", "dead"}:
            marked = as_json(hints | {"back": dict(back)})
            conn.execute(f"{REOPEN}, hints = ? WHERE id = ?", (marked, row["id"]))
            return
        url = hints.get("previous")
    if back["vouch"]:
        finish(conn, _root_id(conn, back), back["mark"])


def _root_id(conn: sqlite3.Connection, back: Mapping[str, Any]) -> int:
    row = conn.execute("SELECT id FROM pages WHERE url = ?", (back["root"],)).fetchone()
    return int(row["id"])


def back_in(hints: Mapping[str, Any]) -> int | None:
    """Run in which the page is read on the way back; what an earlier run left there is nothing."""
    back = hints.get("back")
    return None if back is None else int(back["run"])
