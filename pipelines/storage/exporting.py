# ruff: noqa: S608  (the one free text, `where`, is the operator's own, on a read-only connection)
"""Rows for an export: stable order, one at a time, so that memory stays flat."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

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
    #: UTC time; articles that changed then or later.
    changed_since: str | None = None
    #: SQL condition on columns of `articles`.
    where: str | None = None


def columns(reader: Connection) -> list[str]:
    """Columns of `articles` in their order, generated ones included."""
    with reader.read() as conn:
        return [row["name"] for row in conn.execute("PRAGMA table_xinfo(articles)")]


def export_rows(reader: Connection, selection: Selection) -> Iterator[sqlite3.Row]:
    """Articles by id, all columns; raises QueryError for a bad `where`, StorageError else."""
    terms = ["1"]
    values: dict[str, str] = {}
    # `+` keeps SQLite going by id: by an index on days it would have to sort all rows.
    for name, term in (
        ("paper", "+paper = :paper"),
        ("since", "+published_day >= :since"),
        ("until", "+published_day <= :until"),
        ("changed_since", "changed_at >= :changed_since"),
    ):
        if (value := getattr(selection, name)) is not None:
            terms.append(term)
            values[name] = value
    if selection.where:
        _check(reader, selection.where)
        terms.append(f"({selection.where}\n)")
    listed = ", ".join(columns(reader))
    sql = f"SELECT {listed} FROM articles WHERE {' AND '.join(terms)} ORDER BY id"
    with reader.read() as conn:
        yield from conn.execute(sql, values)


def _check(reader: Connection, where: str) -> None:
    try:
        with reader.read() as conn:
            conn.execute(f"SELECT 1 FROM articles WHERE ({where}\n) LIMIT 0")
    except (StorageError, sqlite3.Warning) as error:
        raise QueryError(f"--where {where!r} is no condition on articles: {error}") from error
