"""What becomes of the article of a page: new, changed, the same, or in conflict with its number."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from pipelines.items import Article
from pipelines.outcomes import Outcome, Reason
from pipelines.similarity import wholly_different
from pipelines.storage import articles, fts, history, order, parts, similar
from pipelines.storage.base import PageEnd
from pipelines.storage.base_numbers import BY_NUMBER


class Stored(NamedTuple):
    """The outcome for one article."""

    outcome: Outcome
    reason: Reason | None
    article_id: int | None
    version: int | None
    changes: tuple[str, ...] = ()


def store(
    conn: sqlite3.Connection, end: PageEnd, row: sqlite3.Row | None, cause: str = "edit"
) -> Stored:
    """Write `end.article`; `row` is the stored article it is the same as (`articles.find`)."""
    article = end.article
    assert article is not None
    if row is None:
        stored = _new(conn, article, end)
    elif row["content_hash"] == article.content_hash:
        stored = _same(conn, row, article, end)
    elif wholly_different(article.title, article.body, row["title"], row["body"]):
        return Stored(Outcome.REJECTED, Reason.ID_CONFLICT, row["id"], None)
    else:
        stored = _changed(conn, row, article, end, cause)
    assert stored.article_id is not None
    urls = (article.url, end.task.url, *end.met_urls)
    parts.add_urls(conn, stored.article_id, end.task.page_id, urls, end.seen)
    if row is None:
        parts.resolve_translations(conn, stored.article_id)
    if row is None or stored.changes:
        order.weigh(conn, article)
    return stored


def _new(conn: sqlite3.Connection, article: Article, end: PageEnd) -> Stored:
    now = end.finished_at
    article_id = articles.insert(conn, article, now, end.seen, end.task.run.id)
    parts.insert(conn, article_id, article)
    parts.link_translations(conn, article_id, article)
    history.add(conn, article_id, 1, article, end.seen, "first", ())
    fts.add(conn, article_id, texts(article))
    similar.index(conn, article_id, article.body, now)
    return Stored(Outcome.STORED_NEW, None, article_id, 1)


def texts(article: Article) -> dict[str, str | None]:
    """What the search index holds of an article."""
    return {
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "byline": article.byline,
    }


def _same(conn: sqlite3.Connection, row: sqlite3.Row, article: Article, end: PageEnd) -> Stored:
    """The text is the stored one; columns that make no version may still have changed."""
    # Asked by its number alone, an article answers under its name: that is no other address.
    by_number = end.task.hints.get(BY_NUMBER) == 1
    own_address = by_number or end.task.url == row["url"] or article.url == end.task.url
    changes = articles.differences(row, article) if own_address else {}
    changes |= _alive(row, end)
    values: dict[str, object] = _seen_last(row, end)
    told = articles.says_more(changes)
    # Another picture, tag or section is no version either, and is not left out.
    more = parts.of_the_page(conn, row["id"], article) if own_address else ()
    if told or more:
        values |= changes if told else {}
        values |= {"changed_at": end.finished_at, "run_id": end.task.run.id}
        parts.replace(conn, row["id"], article)
        parts.link_translations(conn, row["id"], article)
    articles.update(conn, row["id"], values)
    if told:
        history.mend_current(conn, row["id"], row["version"])
    # The first visit of a page whose article came in under another address is a duplicate, also
    # when this address is the better one: which of the two was met first says nothing.
    again = own_address and _had_article(conn, end.task.page_id)
    outcome = Outcome.UNCHANGED if again else Outcome.DUPLICATE
    names = tuple(dict.fromkeys((*(changes if told else ()), *more)))
    return Stored(outcome, None, row["id"], row["version"], names)


def _had_article(conn: sqlite3.Connection, page_id: int) -> bool:
    row = conn.execute("SELECT article_id FROM pages WHERE id = ?", (page_id,)).fetchone()
    return row is not None and row["article_id"] is not None


def _alive(row: sqlite3.Row, end: PageEnd) -> dict[str, object]:
    """A withdrawn article that was there later."""
    if row["status"] != "withdrawn" or (end.seen_at and end.seen_at <= row["withdrawn_at"]):
        return {}
    return {"status": "live", "withdrawn_at": None}


def _seen_last(row: sqlite3.Row, end: PageEnd) -> dict[str, object]:
    if end.seen <= row["last_seen_at"]:
        return {}
    moved: dict[str, object] = {"last_seen_at": end.seen}
    if end.seen_at is not None:
        # An archived answer is older than the last pull of those who ask for what changed since.
        moved["changed_at"] = end.finished_at
    return moved


def _changed(
    conn: sqlite3.Connection, row: sqlite3.Row, article: Article, end: PageEnd, cause: str
) -> Stored:
    now, article_id = end.finished_at, row["id"]
    changes = history.changed_fields(row, article, parts.captions(conn, article_id))
    version = row["version"] + 1
    moved = {"version": version, "changed_at": now, "run_id": end.task.run.id}
    fts.remove(conn, article_id, fts.texts_of(row))
    moved |= articles.differences(row, article) | _alive(row, end) | _seen_last(row, end)
    articles.update(conn, article_id, moved)
    parts.replace(conn, article_id, article)
    parts.link_translations(conn, article_id, article)
    history.add(conn, article_id, version, article, end.seen, cause, changes)
    fts.add(conn, article_id, texts(article))
    if row["body"] != article.body:
        similar.index_again(conn, article_id, row["body"], article.body, now)
    elif row["published_at"] != article.published_at:
        similar.settle(conn, [article_id], now)
    return Stored(Outcome.STORED_UPDATE, None, article_id, version, changes)


def older(conn: sqlite3.Connection, end: PageEnd, row: sqlite3.Row) -> Stored | None:
    """A text from before the one that is stored, kept as an earlier version; None: it is none.

    The row stays as it is, but for the number of its version.
    """
    assert end.article is not None
    if wholly_different(end.article.title, end.article.body, row["title"], row["body"]):
        return Stored(Outcome.REJECTED, Reason.ID_CONFLICT, row["id"], None)
    number = history.add_older(conn, row, end.article, end.seen)
    if number is None:
        return None
    moved = {"version": row["version"] + 1, "changed_at": end.finished_at}
    if end.seen < row["first_seen_at"]:
        moved["first_seen_at"] = end.seen
    articles.update(conn, row["id"], moved | {"run_id": end.task.run.id})
    urls = (end.article.url, end.task.url, *end.met_urls)
    parts.add_urls(conn, row["id"], end.task.page_id, urls, end.seen)
    return Stored(Outcome.STORED_UPDATE, None, row["id"], number)


def seen(conn: sqlite3.Connection, end: PageEnd) -> Stored:
    """The page answered 304: its article is there, as it was."""
    row = articles.at_page(conn, end.task.page_id, end.task.url)
    if row is None:
        return Stored(Outcome.NOT_MODIFIED, None, None, None)
    values: dict[str, object] = {"last_seen_at": end.finished_at}
    if alive := _alive(row, end):
        values |= alive | {"changed_at": end.finished_at}
    articles.update(conn, row["id"], values)
    return Stored(Outcome.NOT_MODIFIED, None, row["id"], row["version"], tuple(alive))


def known_otherwise(conn: sqlite3.Connection, end: PageEnd) -> Stored:
    """The page leads to an article that is stored already: it is one more name of it."""
    row = conn.execute(
        "SELECT a.id, a.version FROM article_urls u JOIN articles a ON a.id = u.article_id"
        " WHERE u.url = ?",
        (end.met_urls[-1] if end.met_urls else end.task.url,),
    ).fetchone()
    if row is None:
        return Stored(Outcome.DUPLICATE, end.reason, None, None)
    parts.add_urls(
        conn, row["id"], end.task.page_id, [end.task.url, *end.met_urls], end.finished_at
    )
    return Stored(Outcome.DUPLICATE, None, row["id"], row["version"])


def withdraw(conn: sqlite3.Connection, end: PageEnd) -> Stored:
    """The page is gone. Without an article it never was one, and an alias takes none with it."""
    row = articles.at_page(conn, end.task.page_id, end.task.url)
    if row is None or _is_alias(conn, row, end.task.url):
        return Stored(Outcome.REJECTED, end.reason or Reason.NOT_FOUND, None, None)
    if (
        end.seen_at and end.seen_at < row["last_seen_at"]
    ):  # an old answer: the article was there after it
        return Stored(Outcome.REJECTED, end.reason or Reason.SOFT_404, None, None)
    if row["status"] == "live":
        gone = {"status": "withdrawn", "withdrawn_at": end.seen, "changed_at": end.finished_at}
        articles.update(conn, row["id"], {**gone, "run_id": end.task.run.id})
    return Stored(Outcome.WITHDRAWN, end.reason, row["id"], row["version"])


def _is_alias(conn: sqlite3.Connection, row: sqlite3.Row, url: str) -> bool:
    if row["url"] == url:
        return False
    own = conn.execute(
        "SELECT 1 FROM pages WHERE url = ? AND article_id = ?", (row["url"], row["id"])
    ).fetchone()
    return own is not None
