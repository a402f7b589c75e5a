"""Proof that search index and articles agree, on a read-only connection and in flat memory.

FTS5's own comparison needs the write lock for as long as it takes, which a crawl would feel. So the
words of all articles are counted (in how many of them each stands) and compared with what the index
counts. Counts go into a fixed number of places by the word's hash; only where a place differs are
the words in it looked for, article by article. Python and FTS5 do not lower every letter of the world
alike, so that an article is called different only where FTS5 itself cuts it so.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from zlib import crc32

from pipelines.storage.columns import SEARCHED
from pipelines.text import fold, fold_tone

#: Counters: far more than a newspaper has words, 8 MB.
PLACES = 1 << 20
#: As FTS5 cuts texts (unicode61): runs of letters and digits.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")

_BOTH = (
    ("articles", "articles_fts_docsize", "article {} is not in the search index"),
    ("articles_fts_docsize", "articles", "the search index holds {}, which is no article"),
)
_TEXTS = f"SELECT id, {', '.join(SEARCHED)} FROM articles ORDER BY id"  # noqa: S608
_SIZED = (
    f"SELECT id, {', '.join(SEARCHED)}, sz FROM articles JOIN articles_fts_docsize USING (id)"  # noqa: S608
    " ORDER BY id"
)
_VOCABULARY = "temp.words_of_index"


def faults(conn: sqlite3.Connection) -> Iterator[str]:
    """One line for each article that the index does not hold as it is."""
    told = False
    for there, here, text in _BOTH:
        for row in conn.execute(
            f"SELECT id FROM {there} WHERE id NOT IN (SELECT id FROM {here})"  # noqa: S608
        ):
            told = True
            yield text.format(row["id"])
    if not told:
        # With articles missing all counts differ, and those are told already.
        yield from _other_texts(conn)


def _other_texts(conn: sqlite3.Connection) -> Iterator[str]:
    conn.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {_VOCABULARY}"
        " USING fts5vocab('main', 'articles_fts', 'row')"
    )
    places, suspected = _differing(conn)
    if places:
        suspected |= {*_lacking(conn, places), *_held_too_much(conn, places)}
    if not suspected:
        return
    too_much = _terms_in(conn, places)
    with _cutter(conn):
        for article in sorted(suspected):
            if _is_other(conn, article, too_much):
                yield f"the search index holds another text of article {article}"


def _differing(conn: sqlite3.Connection) -> tuple[frozenset[int], set[int]]:
    """Places of words that stand in more articles than the index knows, or in fewer.

    And the articles of which it knows another number of words in a column.
    """
    counts = array("q", bytes(8 * PLACES))
    suspected = set()
    for row in conn.execute(_SIZED):
        words = [_WORD.findall(text) for text in (*_columns(row, fold_tone), *_columns(row, fold))]
        if [len(each) for each in words] != _sizes(row["sz"]):
            suspected.add(row["id"])
        for word in set().union(*words):
            counts[_place(word)] += 1
    for term, articles in conn.execute(f"SELECT term, doc FROM {_VOCABULARY}"):  # noqa: S608
        counts[_place(term)] -= articles
    return frozenset(place for place, count in enumerate(counts) if count), suspected


def _sizes(packed: bytes) -> list[int]:
    """How many words FTS5 counted in each column: SQLite's varints, seven bits a byte."""
    found, value = [], 0
    for byte in packed:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            found.append(value)
            value = 0
    return found


def _lacking(conn: sqlite3.Connection, places: frozenset[int]) -> Iterator[int]:
    """Articles with a word under which the index does not find them."""
    for row in conn.execute(_TEXTS):
        if any(
            _place(word) in places and not _is_found(conn, word, row["id"]) for word in _words(row)
        ):
            yield row["id"]


def _held_too_much(conn: sqlite3.Connection, places: frozenset[int]) -> Iterator[int]:
    """Articles that the index finds under a word that they do not have."""
    for term in _terms_in(conn, places):
        for (article,) in conn.execute(
            "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?", (f'"{term}"',)
        ):
            row = conn.execute(
                f"{_TEXTS.replace(' ORDER BY', ' WHERE id = ? ORDER BY')}", (article,)
            )
            if not any(term in text for text in _texts(row.fetchone())):
                yield article


def _terms_in(conn: sqlite3.Connection, places: frozenset[int]) -> list[str]:
    """Words of the index that fall into these places."""
    found = conn.execute(f"SELECT term FROM {_VOCABULARY}")  # noqa: S608
    return [term for (term,) in found if _place(term) in places]


@contextmanager
def _cutter(conn: sqlite3.Connection) -> Iterator[None]:
    """A table of its own into which one article at a time is put, to see how FTS5 cuts it."""
    made = conn.execute("SELECT sql FROM main.sqlite_master WHERE name = 'articles_fts'").fetchone()
    told = made[0].partition("(")[2].rpartition(")")[0]
    columns = [part.strip() for part in told.split(",") if "=" not in part]
    tokenize = next(part.strip() for part in told.split(",") if "tokenize" in part)
    conn.execute(
        f"CREATE VIRTUAL TABLE temp.one_article USING fts5({', '.join(columns)}, {tokenize})"
    )
    conn.execute("CREATE VIRTUAL TABLE temp.its_words USING fts5vocab('one_article', 'row')")
    try:
        yield
    finally:
        conn.execute("DROP TABLE temp.its_words")
        conn.execute("DROP TABLE temp.one_article")


def _is_other(conn: sqlite3.Connection, article: int, held: list[str]) -> bool:
    """Whether the index finds the article by other words than FTS5 cuts its text into."""
    row = conn.execute(
        f"{_TEXTS.replace(' ORDER BY', ' WHERE id = ? ORDER BY')}", (article,)
    ).fetchone()
    conn.execute("DELETE FROM temp.one_article")
    written = [fold_tone(row[name]) if row[name] else None for name in SEARCHED]
    folded = [fold(row[name]) if row[name] else None for name in SEARCHED]
    names = ", ".join((*SEARCHED, *(f"{name}_folded" for name in SEARCHED)))
    marks = ", ".join("?" * (2 * len(SEARCHED)))
    put = f"INSERT INTO temp.one_article (rowid, {names}) VALUES (1, {marks})"  # noqa: S608
    conn.execute(put, (*written, *folded))
    sizes = [
        conn.execute(f"SELECT sz FROM {table} WHERE id = ?", (number,)).fetchone()[0]  # noqa: S608
        for table, number in (("temp.one_article_docsize", 1), ("articles_fts_docsize", article))
    ]
    if sizes[0] != sizes[1]:
        return True
    own = {term for (term,) in conn.execute("SELECT term FROM temp.its_words")}
    if any(not _is_found(conn, term, article) for term in own):
        return True
    return any(term not in own and _is_found(conn, term, article) for term in held)


def _is_found(conn: sqlite3.Connection, word: str, article: int) -> bool:
    found = conn.execute(
        "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?",
        (f'"{word}"', article),
    ).fetchone()
    return found is not None


def _columns(row: sqlite3.Row, change: Callable[[str], str]) -> list[str]:
    return [change(row[name]).lower() if row[name] else "" for name in SEARCHED]


def _texts(row: sqlite3.Row) -> tuple[str, str]:
    """All that is indexed of an article: as written, and folded."""
    text = "\n".join(row[name] or "" for name in SEARCHED)
    return fold_tone(text).lower(), fold(text)


def _words(row: sqlite3.Row) -> set[str]:
    written, folded = _texts(row)
    return {*_WORD.findall(written), *_WORD.findall(folded)}


def _place(word: str) -> int:
    return crc32(word.encode("utf-8", "replace")) & (PLACES - 1)
