"""Near-duplicates in the store: candidates by bands, pairs by facts, clusters by pairs.

Pairs depend on the two texts alone and clusters on the pairs alone, so newest first and oldest
first end with the same `similar_to`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from pipelines.similarity import Facts, Print, compare, may_be_same, read_text, reading

#: Articles looked at in one band, newest first: prints of one text stand near in time, while the
#: buckets of a template (weather, lottery) grow for ever.
MOST_PER_BAND = 300


def index(conn: sqlite3.Connection, article_id: int, text: str, now: str) -> None:
    """Put a new article's text into the index, find its pairs and settle its cluster."""
    fingerprint, keys = read_text(text)
    conn.execute(
        "INSERT OR REPLACE INTO similar_facts VALUES (?, ?, ?, ?)",
        (article_id, *fingerprint.pack()),
    )
    found = list(pairs(conn, article_id, keys, fingerprint))
    conn.executemany("INSERT INTO similar_bands VALUES (?, ?)", ((key, article_id) for key in keys))
    if found:
        conn.executemany("INSERT INTO similar_pairs VALUES (?, ?, ?, ?, ?)", found)
        settle(conn, [article_id], now)


def index_again(
    conn: sqlite3.Connection, article_id: int, before: str, text: str, now: str
) -> None:
    """The text of an article changed: its old pairs go, and both clusters are settled."""
    neighbours = _neighbours(conn, article_id)
    conn.executemany(
        "DELETE FROM similar_bands WHERE key = ? AND article_id = ?",
        ((key, article_id) for key in read_text(before)[1]),
    )
    conn.execute("DELETE FROM similar_pairs WHERE ?1 IN (a_id, b_id)", (article_id,))
    index(conn, article_id, text, now)
    settle(conn, [article_id, *neighbours], now)


def pairs(
    conn: sqlite3.Connection, article_id: int, keys: Sequence[int], own: Print
) -> Iterable[tuple[int, int, float, float, float]]:
    """Rows of `similar_pairs` for a text: the stored articles that are prints of it."""
    for other in sorted(_candidates(conn, article_id, keys)):
        facts = _facts(conn, own, other)
        if facts is not None and facts.same:
            a, b = sorted((article_id, other))
            yield a, b, round(facts.containment, 4), round(facts.numbers, 4), round(facts.names, 4)


def _candidates(conn: sqlite3.Connection, article_id: int, keys: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for key in keys:
        found.update(
            row[0]
            for row in conn.execute(
                "SELECT article_id FROM similar_bands WHERE key = ?"
                " ORDER BY article_id DESC LIMIT ?",
                (key, MOST_PER_BAND),
            )
        )
    found.discard(article_id)
    return found


def _facts(conn: sqlite3.Connection, own: Print, other: int) -> Facts | None:
    row = conn.execute(
        "SELECT numbers, names FROM similar_facts WHERE article_id = ?", (other,)
    ).fetchone()
    if row is None or not may_be_same(own, Print.unpack(b"", row["numbers"], b"").numbers):
        return None
    shingles = conn.execute(
        "SELECT shingles FROM similar_facts WHERE article_id = ?", (other,)
    ).fetchone()[0]
    return compare(own, Print.unpack(shingles, row["numbers"], row["names"]))


def _neighbours(conn: sqlite3.Connection, article_id: int) -> list[int]:
    rows = conn.execute(
        "SELECT b_id FROM similar_pairs WHERE a_id = ?1"
        " UNION ALL SELECT a_id FROM similar_pairs WHERE b_id = ?1",
        (article_id,),
    )
    return [row[0] for row in rows]


def settle(conn: sqlite3.Connection, seeds: Iterable[int], now: str) -> None:
    """Point every member of the seeds' clusters at the earliest published one."""
    done: set[int] = set()
    for seed in seeds:
        if seed not in done:
            cluster = _cluster(conn, seed)
            done |= cluster
            _point(conn, cluster, now)


def _cluster(conn: sqlite3.Connection, seed: int) -> set[int]:
    found, queue = {seed}, [seed]
    while queue:
        for neighbour in _neighbours(conn, queue.pop()):
            if neighbour not in found:
                found.add(neighbour)
                queue.append(neighbour)
    return found


def _point(conn: sqlite3.Connection, cluster: set[int], now: str) -> None:
    # Paper and address break a tie, never the id: it tells the order of the crawl.
    rows = [
        conn.execute(
            "SELECT id, published_at, paper, url FROM articles WHERE id = ?", (member,)
        ).fetchone()
        for member in cluster
    ]
    first = min(rows, key=lambda r: (r["published_at"] or "9999", r["paper"], r["url"]))["id"]
    for member in sorted(cluster):
        head = None if member == first else first
        similarity = None if head is None else _similarity(conn, member, first)
        conn.execute(
            """
            UPDATE articles SET similar_to = ?1, similarity = ?2, changed_at = ?3
            WHERE id = ?4 AND (similar_to IS NOT ?1 OR similarity IS NOT ?2)
            """,
            (head, similarity, now, member),
        )


def _similarity(conn: sqlite3.Connection, member: int, first: int) -> float:
    """Containment in the first of the cluster; where they are no pair, in the nearest member."""
    row = conn.execute(
        "SELECT containment FROM similar_pairs WHERE a_id = ? AND b_id = ?",
        (min(member, first), max(member, first)),
    ).fetchone()
    if row is None:
        row = conn.execute(
            "SELECT max(containment) FROM similar_pairs WHERE ?1 IN (a_id, b_id)", (member,)
        ).fetchone()
    return float(row[0])


def keep_fresh(conn: sqlite3.Connection, now: str) -> None:
    """Make the index anew when it was made by code that reads texts otherwise."""
    today = reading()
    row = conn.execute("SELECT value FROM index_state WHERE name = 'similarity'").fetchone()
    if row is not None and row["value"] == today:
        return
    if row is not None:
        _rebuild(conn, now)
    conn.execute("INSERT OR REPLACE INTO index_state VALUES ('similarity', ?)", (today,))


def _rebuild(conn: sqlite3.Connection, now: str) -> None:
    for table in ("similar_pairs", "similar_bands", "similar_facts"):
        conn.execute(f"DELETE FROM {table}")  # noqa: S608  names are ours
    last = 0
    while row := conn.execute(
        "SELECT id, body FROM articles WHERE id > ? ORDER BY id LIMIT 1", (last,)
    ).fetchone():
        last = row["id"]
        index(conn, last, row["body"], now)
    # Those that were alike by the old reading alone.
    conn.execute(
        """
        UPDATE articles SET similar_to = NULL, similarity = NULL, changed_at = ?
        WHERE similar_to IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM similar_pairs WHERE a_id = articles.id UNION ALL
            SELECT 1 FROM similar_pairs WHERE b_id = articles.id)
        """,
        (now,),
    )
