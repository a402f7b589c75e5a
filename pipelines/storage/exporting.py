# ruff: noqa: S608  (the one free text, `where`, is the operator's own, on a read-only connection)
"""Rows for an export: stable order, one at a time, so that memory stays flat."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from pipelines.storage.base import StorageError
from pipelines.storage.connection import Connection


class QueryError(Exception):
    """The operator's `--where` is no condition on `articles`; the text says why."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles; None everywhere is all of them, withdrawn ones included."""

    paper: str | None = None
    #: Publication days, `YYYY-MM-DD`, both included.
    since: str | None = None
    until: str | None = None
    #: UTC time; articles any column of which was written then or later.
    changed_since: str | None = None
    #: SQL condition on columns of `articles`.
    where: str | None = None


def columns(reader: Connection) -> list[str]:
    """Columns of `articles` in their order, generated ones included."""
    return list(column_types(reader))


def column_types(reader: Connection) -> dict[str, str]:
    """Columns of `articles` in their order, with SQLite's type: INTEGER, REAL or TEXT."""
    with reader.read() as conn:
        found = conn.execute("PRAGMA table_xinfo(articles)")
        return {row["name"]: row["type"].partition(" ")[0] for row in found}


#: A 304 moves last_seen_at alone: without those rows the pulls would not add up to a full one.
_CHANGED = (
    "id IN (SELECT id FROM articles WHERE changed_at >= :changed_since"
    " UNION SELECT id FROM articles WHERE last_seen_at >= :changed_since)"
)


def _terms(selection: Selection) -> Iterator[str]:
    """Conditions; rows are found by index and read by id, where SQLite alone would read all of them."""
    yield "1"
    paper = "paper = :paper"
    if selection.paper is not None:
        yield f"+{paper}"
    days = {"published_day >= :since": selection.since, "published_day <= :until": selection.until}
    asked = [term for term, value in {paper: selection.paper, **days}.items() if value is not None]
    if any(value is not None for value in days.values()):
        yield f"id IN (SELECT id FROM articles WHERE {' AND '.join(asked)})"
    if selection.changed_since is not None:
        yield _CHANGED


def export_rows(reader: Connection, selection: Selection) -> Iterator[sqlite3.Row]:
    """Articles by id, all columns; raises QueryError for a bad `where`, StorageError else."""
    terms = list(_terms(selection))
    values = {name: value for name, value in asdict(selection).items() if value is not None}
    where = selection.where
    if where is not None:
        _check(reader, where)
        terms.append(f"({where}\n)")
    listed = ", ".join(columns(reader))
    sql = f"SELECT {listed} FROM articles WHERE {' AND '.join(terms)} ORDER BY id"
    try:
        with reader.read() as conn:
            yield from conn.execute(sql, values)
    except StorageError as error:
        raise _blamed(where, error) from error


#: A text in single quotes, which may hold anything, or a name in double ones.
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?P<name>(?:[^"]|"")*)\"""")


def _check(reader: Connection, where: str) -> None:
    for match in _QUOTED.finditer(where):
        name = match["name"]
        # SQLite takes a name that it does not know for a text, and the condition for one without it.
        if name is not None and name.lower() not in columns(reader):
            told = f'no such column: "{name}" (a text stands in single quotes)'
            raise QueryError(f"--where {where!r} is no condition on articles: {told}")
    # Read in two frames: what leaves the one ("1) OR (1") makes no sense in the other, so it is
    # one expression and cannot undo the other conditions.
    for frame in (f"({where}\n)", f"CASE WHEN {where}\n THEN 1 END"):
        try:
            with reader.read() as conn:
                conn.execute(f"SELECT 1 FROM articles WHERE {frame} LIMIT 0")
        except (StorageError, sqlite3.Warning) as error:
            raise _blamed(where, error) from error


def _blamed(where: str | None, error: StorageError | sqlite3.Warning) -> Exception:
    """The error as the condition's fault, unless SQLite says that it is the file's."""
    cause = error.__cause__ if isinstance(error, StorageError) else error
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if where is None or code & 0xFF != sqlite3.SQLITE_ERROR:
        return error
    return QueryError(f"--where {where!r} is no condition on articles: {cause}")
