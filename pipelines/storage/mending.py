"""A stored article held against its own archived page, as today's code reads it, and mended.

The page is the same one, so whatever differs is the parser's doing: a text that differs makes a
version with cause `parser`. What comes out the same is not written.
"""

from __future__ import annotations

import sqlite3

from pipelines.items import Article
from pipelines.outcomes import Outcome, Reason
from pipelines.storage import articles, fts, history, order, parts, similar
from pipelines.storage.base import Run
from pipelines.storage.base_reparse import Change, Reread
from pipelines.storage.columns import COPIED, READING
from pipelines.storage.storing import Stored, texts

#: Told by themselves they change no column of the article.
_QUIET = frozenset({"provenance"})
#: Which code read a page is no difference, nor where the page is kept.
_UNTOLD = READING - {"rules"}


def mend(
    conn: sqlite3.Connection, run: Run, row: sqlite3.Row, base: Reread, now: str
) -> tuple[Stored, tuple[Change, ...]]:
    """Write what `base`, the row's own page, says otherwise; nothing where all is the same."""
    article = base.article
    if article is None:
        outcome, reason = base.outcome or Outcome.REJECTED, base.reason
        if outcome is Outcome.WITHDRAWN:  # it was fetched, and is no article by today's rules
            outcome = Outcome.REJECTED
        return Stored(outcome, reason, row["id"], row["version"]), ()
    if _is_another(conn, row, article):
        return Stored(Outcome.REJECTED, Reason.ID_CONFLICT, row["id"], None), ()
    changes = differences(conn, row, article)
    if not changes:
        return Stored(Outcome.UNCHANGED, None, row["id"], row["version"]), ()
    version, outcome = row["version"], Outcome.UNCHANGED
    is_new_text = row["content_hash"] != article.content_hash
    if is_new_text:
        version, outcome = version + 1, Outcome.STORED_UPDATE
        told = history.changed_fields(row, article, parts.captions(conn, row["id"]))
    _write(conn, run, row, article, changes, version, now)
    if is_new_text:
        history.add(conn, row["id"], version, article, now, "parser", told)
    else:
        history.mend_current(conn, row["id"], version)
    order.weigh(conn, article)
    return Stored(outcome, None, row["id"], version, tuple(c.field for c in changes)), changes


def differences(conn: sqlite3.Connection, row: sqlite3.Row, article: Article) -> tuple[Change, ...]:
    """What the page says otherwise than the row and what belongs to it."""
    columns = [
        Change(name, row[name], getattr(article, name))
        for name in COPIED
        if name not in _UNTOLD and row[name] != getattr(article, name)
    ]
    return (*columns, *parts.differences(conn, row["id"], article))


def _is_another(conn: sqlite3.Connection, row: sqlite3.Row, article: Article) -> bool:
    """By today's rules the page is an article that has a row of its own already."""
    found = articles.find(conn, article)
    return found is not None and found["id"] != row["id"]


def _write(
    conn: sqlite3.Connection,
    run: Run,
    row: sqlite3.Row,
    article: Article,
    changes: tuple[Change, ...],
    version: int,
    now: str,
) -> None:
    article_id, names = row["id"], {change.field for change in changes}
    is_searched = any(row[name] != value for name, value in texts(article).items())
    if is_searched:
        fts.remove(conn, article_id, fts.texts_of(row))
    if names - _QUIET:
        values = {name: getattr(article, name) for name in COPIED if name != "archive_ref"}
        moved = {"version": version, "changed_at": now, "run_id": run.id}
        articles.update(conn, article_id, {**values, **moved})
    if is_searched:
        fts.add(conn, article_id, texts(article))
    parts.replace(conn, article_id, article)
    parts.link_translations(conn, article_id, article)
    if row["body"] != article.body:
        similar.index_again(conn, article_id, row["body"], article.body, now)
    elif row["published_at"] != article.published_at:
        similar.settle(conn, [article_id], now)
