"""The data dictionary: what every table and column means, with unit and example.

Columns of `articles` that the page gives are described by the item itself; the rest stands here.
`python -m crawler.docs` writes docs/database.md from it, `scrapy report --schema` prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import NamedTuple

from itemadapter import ItemAdapter

from pipelines.items import Article
from pipelines.outcomes import Outcome
from pipelines.storage.connection import Connection
from pipelines.storage.dictionary_texts import COLUMNS, EVERYWHERE, TABLES

#: What a table or column means that no migration of ours made.
FOREIGN = "Not of baotinh: added by somebody else."


class Column(NamedTuple):
    """One column: meaning, form or unit, example."""

    table: str
    name: str
    meaning: str
    form: str
    example: str


def tables(
    reader: Connection, *, and_foreign: bool = False
) -> Iterator[tuple[str, str, list[Column]]]:
    """(name, meaning, columns) of every table and view; raises KeyError for an undescribed one.

    `and_foreign`: what somebody has added to the database is told as that, and nothing raises.
    """
    with reader.read() as conn:
        names = [
            row["name"]
            for row in conn.execute(
                """
                SELECT name FROM sqlite_master WHERE type IN ('table', 'view')
                AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'articles!_fts!_%' ESCAPE '!'
                ORDER BY type, name
                """
            )
        ]
        for table in names:
            columns = [
                row["name"]
                for row in conn.execute("SELECT name FROM pragma_table_xinfo(?)", (table,))
            ]
            if and_foreign:
                meaning = TABLES.get(table, FOREIGN)
                yield table, meaning, [_described(table, name) for name in columns]
            else:
                yield table, TABLES[table], [describe(table, name) for name in columns]


def _described(table: str, column: str) -> Column:
    if table in TABLES:
        try:
            return describe(table, column)
        except KeyError:
            pass
    return Column(table, column, FOREIGN, "", "")


def describe(table: str, column: str) -> Column:
    """The description of one column; raises KeyError when there is none."""
    own = COLUMNS.get(table, {}).get(column)
    if own is None and (item := _of_item(column)) is not None:
        return Column(table, column, *item)
    if own is None and column in set(Outcome):
        own = (f"Visits that ended as {column}.", "count", "3")
    meaning, form, example = own or EVERYWHERE[column]
    return Column(table, column, meaning, form, example)


def _of_item(column: str) -> tuple[str, str, str] | None:
    # Views and versions carry the item's columns under the same names.
    if column not in {field.name for field in fields(Article)}:
        return None
    meta = ItemAdapter.get_field_meta_from_class(Article, column)
    return (meta["meaning"], meta["format"], str(meta["example"])) if meta else None
