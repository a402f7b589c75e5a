# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""Proof that the archive holds what the articles were made of.

How an archived page is read and parsed is not the storage's business: that is handed in.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipelines.storage.findings import Finding, fault

#: Why the archived page behind a reference is not sound; None when it is.
ArchiveCheck = Callable[[str], str | None]
#: What is torn behind the last page of a file that is known by this reference; None: nothing.
TailCheck = Callable[[str], str | None]
#: How a row of `articles` differs from its archived page, parsed again; None: not at all.
#: Raises NotComparedError, which says why.
DeepCheck = Callable[[Mapping[str, Any]], str | None]

#: Rows read at once: parsing takes long, and an open query would keep the log from being folded.
_BATCH = 200
_AMONG = "(?1 IS NULL OR {} IN (SELECT value FROM json_each(?1)))"


class NotComparedError(Exception):
    """Nothing can be said of this row; the text is the same for all rows of one cause."""


def chosen(conn: sqlite3.Connection, sample: int | None) -> str | None:
    """Ids of so many archived articles, at random, as a JSON list; None: all."""
    if sample is None:
        return None
    found = conn.execute(
        "SELECT json_group_array(id) FROM"
        " (SELECT id FROM articles WHERE archive_ref IS NOT NULL ORDER BY random() LIMIT ?)",
        (sample,),
    )
    return str(found.fetchone()[0])


def pages_are_whole(
    conn: sqlite3.Connection, check: ArchiveCheck, ids: str | None
) -> Iterator[Finding]:
    """Every article's archived pages exist and are whole."""
    for row in conn.execute(
        "SELECT article_id, version, archive_ref FROM article_versions"
        f" WHERE archive_ref IS NOT NULL AND {_AMONG.format('article_id')}"
        " ORDER BY article_id, version",
        (ids,),
    ):
        if (why := check(row["archive_ref"])) is not None:
            yield fault(f"article {row['article_id']}, version {row['version']}: {why}")
    for row in conn.execute(_OTHER_REFS, (ids,)):
        if (why := check(row["archive_ref"])) is not None:
            yield fault(f"{row['whose']}: {why}")
    bare = conn.execute(
        "SELECT count(*) FROM articles WHERE archive_ref IS NULL AND status <> 'forgotten'"
    ).fetchone()[0]
    if bare and ids is None:
        yield Finding("note", f"{bare} articles have no archived page (ARCHIVE_DIR was empty then)")


#: What refers to the archive besides the versions: rows that a later answer was found equal to, and
#: pages without an article.
_OTHER_REFS = f"""
    SELECT 'article ' || a.id AS whose, a.archive_ref FROM articles a
    WHERE a.archive_ref IS NOT NULL AND {_AMONG.format("a.id")} AND NOT EXISTS (
        SELECT 1 FROM article_versions v WHERE v.article_id = a.id AND v.archive_ref = a.archive_ref)
    UNION ALL
    SELECT p.url, p.archive_ref FROM pages p
    WHERE p.archive_ref IS NOT NULL AND ?1 IS NULL AND NOT EXISTS (
        SELECT 1 FROM article_versions v
        WHERE v.article_id = p.article_id AND v.archive_ref = p.archive_ref)
"""
_LAST = """
    SELECT file || ':' || max(at) FROM (
        SELECT substr(archive_ref, 1, instr(archive_ref, ':') - 1) AS file,
            CAST(substr(archive_ref, instr(archive_ref, ':') + 1) AS INTEGER) AS at
        FROM visits WHERE archive_ref IS NOT NULL)
    GROUP BY file ORDER BY file
"""


def files_end_well(conn: sqlite3.Connection, check: TailCheck) -> Iterator[Finding]:
    """Whether a killed run left half a record at the end of a file: nothing refers to it."""
    for (ref,) in conn.execute(_LAST).fetchall():
        if (torn := check(ref)) is not None:
            yield Finding("note", f"{torn} (a run was killed while it wrote): it is passed over")


def pages_give_rows(
    conn: sqlite3.Connection, check: DeepCheck, ids: str | None
) -> Iterator[Finding]:
    """Every archived page gives its row again."""
    same, left = 0, Counter[str]()
    for row in _archived_rows(conn, ids):
        try:
            why = check(row)
        except NotComparedError as reason:
            left[str(reason)] += 1
            continue
        same += why is None
        if why is not None:
            yield fault(f"article {row['id']}: its archived page, parsed again, {why}")
    for reason_told, count in sorted(left.items()):
        yield Finding("note", f"{count} articles were not parsed again: {reason_told}")
    yield Finding("note", f"{same} archived pages, parsed again, gave their rows again")


def _archived_rows(conn: sqlite3.Connection, ids: str | None) -> Iterator[dict[str, Any]]:
    last = 0
    while batch := conn.execute(
        f"SELECT * FROM articles WHERE archive_ref IS NOT NULL AND {_AMONG.format('id')}"
        " AND status <> 'forgotten' AND id > ?2 ORDER BY id LIMIT ?3",
        (ids, last, _BATCH),
    ).fetchall():
        yield from map(dict, batch)
        last = batch[-1]["id"]
