"""Every table and column has a meaning, a form and an example, and nothing is described that is not."""

import json

import pytest

from crawler.docs import FOLDER, database_page
from pipelines.storage.dictionary import tables
from pipelines.storage.dictionary_texts import COLUMNS, TABLES
from pipelines.storage.sqlite import SqliteStore


def test_every_table_and_column_is_described() -> None:
    described = {name: columns for name, _, columns in tables(SqliteStore.in_memory().connection)}
    assert described.keys() == TABLES.keys()
    for name, columns in described.items():
        for column in columns:
            assert all(column), (name, column)


def test_nothing_is_described_that_is_not_there() -> None:
    described = {
        name: {column.name for column in columns}
        for name, _, columns in tables(SqliteStore.in_memory().connection)
    }
    for name, columns in COLUMNS.items():
        assert columns.keys() <= described[name], name


def test_a_column_without_a_description_is_told() -> None:
    store = SqliteStore.in_memory()
    store.connection.raw.execute("ALTER TABLE visits ADD COLUMN colour TEXT")
    with pytest.raises(KeyError, match="colour"):
        list(tables(store.connection))


def test_the_page_is_fresh_and_its_examples_are_text() -> None:
    assert (FOLDER / "database.md").read_text("utf-8") == database_page()
    json.dumps(COLUMNS, ensure_ascii=False)
