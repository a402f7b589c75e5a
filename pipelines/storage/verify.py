# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""Proof that a database is sound: the contract's invariants, one line for each fault.

Everything streams: a check holds one row at a time, and SQLite sorts by its indexes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipelines.outcomes import STATE_AFTER, Outcome
from pipelines.storage import verify_archive, verify_index
from pipelines.storage.base import StorageError
from pipelines.storage.columns import VERSIONED
from pipelines.storage.connection import Connection, open_as_it_is
from pipelines.storage.findings import Finding, fault
from pipelines.storage.tables_frontier import OUTCOMES
from pipelines.storage.verify_archive import ArchiveCheck, DeepCheck, TailCheck
from pipelines.storage.verify_rows import rows_agree, schema_is_ours
from pipelines.storage.verify_watch import alerts_are_whole

Check = Callable[[sqlite3.Connection], Iterator[Finding]]


def verify(
    reader: Connection,
    archive_check: ArchiveCheck | None = None,
    deep_check: DeepCheck | None = None,
    sample: int | None = None,
    tail_check: TailCheck | None = None,
) -> Iterator[Finding]:
    """All findings; none means that the database is sound.

    `archive_check` is asked for the archived page of every version, `deep_check` for every row that
    has one, `tail_check` for every file; without them the archive is not looked at. `sample`: for so many articles, taken at
    random. Raises StorageError when the database cannot be read at all.
    """
    with reader.read() as conn:
        for check in CHECKS:
            yield from _as_far_as_it_reads(check, conn)
        ids = verify_archive.chosen(conn, sample)
        if archive_check is not None:
            yield from verify_archive.pages_are_whole(conn, archive_check, ids)
        if tail_check is not None:
            yield from verify_archive.files_end_well(conn, tail_check)
        if deep_check is not None:
            yield from verify_archive.pages_give_rows(conn, deep_check, ids)


def _as_far_as_it_reads(check: Check, conn: sqlite3.Connection) -> Iterator[Finding]:
    """A damaged page stops its own check alone, and is told."""
    try:
        yield from check(conn)
    except sqlite3.DatabaseError as error:
        if not error.sqlite_errorname.startswith("SQLITE_CORRUPT"):
            raise
        yield fault(f"{check.__name__} cannot be checked: {error}")


def file_is_whole(conn: sqlite3.Connection) -> Iterator[Finding]:
    """SQLite's own checks."""
    with _checked_in_full(conn) as full:
        for row in full.execute("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield fault(f"integrity_check: {row[0]}")
    for row in conn.execute("PRAGMA foreign_key_check"):
        yield fault(f"foreign_key_check: row {row[1]} of {row[0]} points at no row of {row[2]}")


@contextmanager
def _checked_in_full(conn: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A connection that may write and does not: on others SQLite leaves CHECK constraints out."""
    path = next(row[2] for row in conn.execute("PRAGMA database_list") if row[1] == "main")
    try:
        full = open_as_it_is(path)
    except StorageError:  # a medium that cannot be written, or an older schema: as much as there is
        yield conn
        return
    try:
        full.raw.execute("PRAGMA query_only = ON")
        yield full.raw
    finally:
        full.raw.close()


def counts_are_visits(conn: sqlite3.Connection) -> Iterator[Finding]:
    """A run's counts are its visits by outcome."""
    for run in conn.execute("SELECT * FROM runs ORDER BY id").fetchall():
        if run["verdict"] is None:
            yield Finding("note", f"run {run['id']} has not ended: its counts are not final")
            continue
        visits = dict(
            conn.execute(
                "SELECT outcome, count(*) FROM visits WHERE run_id = ? GROUP BY outcome",
                (run["id"],),
            )
        )
        thinned = run["thinned"] or 0
        for name in OUTCOMES:
            told, found = run[name], visits.get(name, 0)
            if not found <= told <= found + thinned:
                yield fault(f"run {run['id']} counts {told} {name}, its visits are {found}")
            thinned -= max(0, told - found)
        if thinned > 0:
            yield fault(f"run {run['id']} lost {thinned} visits that it never counted")


_EXPECTED_STATE = "CASE newest.outcome " + " ".join(
    f"WHEN '{outcome}' THEN '{STATE_AFTER[outcome]}'" for outcome in Outcome
)
_PAGES = f"""
    SELECT pages.url, pages.state, pages.outcome, pages.leased_by, newest.outcome AS visited,
           newest.run_id AS visited_in, pages.run_id, {_EXPECTED_STATE} END AS expected
    FROM pages LEFT JOIN visits newest
      ON newest.id = (SELECT max(id) FROM visits WHERE page_id = pages.id)
"""


def pages_end_as_visited(conn: sqlite3.Connection) -> Iterator[Finding]:
    """State and outcome of a page follow from its newest visit."""
    for page in conn.execute(_PAGES):
        if page["state"] in {"pending", "leased"}:
            if page["outcome"] is not None:
                yield fault(f"{page['url']} is {page['state']} with outcome {page['outcome']}")
            if page["state"] == "leased" and page["leased_by"] is None:
                yield fault(f"{page['url']} is leased by no run")
        elif page["visited"] is None:
            yield fault(f"{page['url']} is {page['state']}, and was never visited")
        elif page["outcome"] != page["visited"]:
            yield fault(
                f"{page['url']} has outcome {page['outcome']}, its newest visit {page['visited']}"
            )
        elif page["state"] != page["expected"]:
            yield fault(f"{page['url']} is {page['state']} after {page['outcome']}")
        elif page["run_id"] != page["visited_in"]:
            yield fault(f"{page['url']} names run {page['run_id']}, not that of its newest visit")


def leases_have_a_run(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Nothing is leased by a run that has ended in good order."""
    found = conn.execute(
        """
        SELECT p.url, p.leased_by, r.verdict FROM pages p JOIN runs r ON r.id = p.leased_by
        WHERE p.state = 'leased'
        """
    )
    for page in found:
        if page["verdict"] is None:
            yield Finding("note", f"{page['url']} is leased by run {page['leased_by']}, not ended")
        else:
            yield fault(f"{page['url']} is leased by run {page['leased_by']}, which has ended")


def articles_are_one(conn: sqlite3.Connection) -> Iterator[Finding]:
    """No two live articles share a number or an address."""
    for row in conn.execute(
        """
        SELECT paper, number_space, source_id, count(*) AS n FROM articles
        WHERE status = 'live' AND source_id IS NOT NULL
        GROUP BY paper, number_space, source_id HAVING n > 1
        """
    ):
        name = f"{row['paper']}/{row['number_space']}/{row['source_id']}"
        yield fault(f"{row['n']} live articles have the number {name}")
    for row in conn.execute(
        "SELECT url, count(*) AS n FROM articles WHERE status = 'live' GROUP BY url HAVING n > 1"
    ):
        yield fault(f"{row['n']} live articles have the address {row['url']}")


_EQUAL = " AND ".join(f"v.{name} IS a.{name}" for name in (*VERSIONED, "content_hash"))
_VERSIONS = f"""
    SELECT a.id, a.version, v.article_id IS NULL AS missing,
           (SELECT count(*) FROM article_versions w WHERE w.article_id = a.id) AS n
    FROM articles a LEFT JOIN article_versions v
      ON v.article_id = a.id AND v.version = a.version
    WHERE v.article_id IS NULL OR NOT ({_EQUAL}) OR n <> a.version
"""


def versions_are_current(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Every article has versions 1 to its own, and the newest is equal to its row."""
    for row in conn.execute(_VERSIONS):
        if row["missing"]:
            yield fault(f"article {row['id']} has no version {row['version']}")
        elif row["n"] != row["version"]:
            yield fault(f"article {row['id']} is at version {row['version']} and has {row['n']}")
        else:
            yield fault(f"article {row['id']} differs from its version {row['version']}")


def similar_is_a_cluster(conn: sqlite3.Connection) -> Iterator[Finding]:
    """`similar_to` rests on pairs, and names the earliest published of the cluster."""
    for row in conn.execute(
        """
        SELECT a.id, a.similar_to, first.similar_to IS NOT NULL AS chained FROM articles a
        JOIN articles first ON first.id = a.similar_to
        WHERE first.similar_to IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM similar_pairs WHERE a_id = a.id UNION ALL
            SELECT 1 FROM similar_pairs WHERE b_id = a.id)
        """
    ):
        why = "is itself similar to another" if row["chained"] else "rests on no pair"
        yield fault(f"article {row['id']} is similar to {row['similar_to']}, which {why}")
    for row in conn.execute(
        """
        SELECT a.id, b.id AS other FROM similar_pairs
        JOIN articles a ON a.id = a_id JOIN articles b ON b.id = b_id
        WHERE ifnull(a.similar_to, a.id) <> ifnull(b.similar_to, b.id)
        """
    ):
        yield fault(f"articles {row['id']} and {row['other']} are a pair of two clusters")
    for row in conn.execute(
        """
        SELECT a.id, first.id AS head FROM articles a JOIN articles first ON first.id = a.similar_to
        WHERE (ifnull(a.published_at, '9999'), a.paper, a.url)
            < (ifnull(first.published_at, '9999'), first.paper, first.url)
        """
    ):
        yield fault(
            f"article {row['id']} was published before {row['head']}, which it is similar to"
        )
    for row in conn.execute(
        "SELECT id FROM articles WHERE status <> 'forgotten'"
        " AND id NOT IN (SELECT article_id FROM similar_facts)"
    ):
        yield fault(f"article {row['id']} is compared with no other: it has no similar_facts")


def index_agrees(conn: sqlite3.Connection) -> Iterator[Finding]:
    """Search index and articles hold the same texts."""
    yield from map(fault, verify_index.faults(conn))


CHECKS: tuple[Check, ...] = (
    file_is_whole,
    schema_is_ours,
    rows_agree,
    counts_are_visits,
    pages_end_as_visited,
    leases_have_a_run,
    articles_are_one,
    versions_are_current,
    similar_is_a_cluster,
    index_agrees,
    alerts_are_whole,
)
