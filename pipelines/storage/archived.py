# ruff: noqa: S608  (SQL is put together from names of this package; values are always bound)
"""Which files of the archive a database refers to."""

from __future__ import annotations

from pipelines.storage.connection import Connection

_TABLES = ("articles", "article_versions", "pages", "visits")
_REFS = " UNION ALL ".join(
    f"SELECT archive_ref AS ref FROM {table} WHERE archive_ref IS NOT NULL" for table in _TABLES
)
_FILES = f"""
    SELECT substr(ref, 1, instr(ref, ':') - 1) AS file,
        max(CAST(substr(ref, instr(ref, ':') + 1) AS INTEGER)) AS last
    FROM ({_REFS}) GROUP BY file
"""


def files_referred_to(reader: Connection) -> dict[str, int]:
    """Name of each file, and where the last page in it begins that something stored refers to."""
    with reader.read() as conn:
        return {row["file"]: row["last"] for row in conn.execute(_FILES)}


def ends_of_runs(reader: Connection) -> dict[tuple[str, int], str | None]:
    """When each run ended, by newspaper and number; None: it has not."""
    with reader.read() as conn:
        found = conn.execute("SELECT paper, id, finished_at, verdict FROM runs")
        return {
            (row["paper"], row["id"]): row["finished_at"] if row["verdict"] else None
            for row in found
        }
