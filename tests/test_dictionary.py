"""Every table and column has a meaning, a form and an example, and nothing is described that is not."""

import json
from pathlib import Path

import pytest

from crawler.docs import FOLDER, database_page
from pipelines.storage.dictionary import FOREIGN, tables
from pipelines.storage.dictionary_texts import COLUMNS, TABLES
from pipelines.storage.sqlite import SqliteStore
from tests.crawling import scrapy


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


def test_a_table_without_a_description_is_told() -> None:
    store = SqliteStore.in_memory()
    store.connection.raw.execute("CREATE VIEW mine AS SELECT id FROM articles")
    with pytest.raises(KeyError, match="mine"):
        list(tables(store.connection))


@pytest.mark.parametrize("part", ["meaning", "form", "example"])
def test_a_column_that_lacks_one_part_is_told(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """So the test above can fail for each of the three."""
    place = ("meaning", "form", "example").index(part)
    known = list(COLUMNS["visits"]["duration_ms"])
    known[place] = ""
    monkeypatch.setitem(COLUMNS["visits"], "duration_ms", tuple(known))
    with pytest.raises(AssertionError, match="duration_ms"):
        test_every_table_and_column_is_described()


def test_the_command_prints_it_and_what_others_added(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    store = SqliteStore.open(database)
    ours = {name: columns for name, _, columns in tables(store.connection)}
    store.connection.raw.execute('CREATE VIEW "a team\'s view" AS SELECT id FROM articles')
    store.connection.raw.execute("ALTER TABLE visits ADD COLUMN colour TEXT")
    store.close_connection()
    told = json.loads(scrapy("report", "--schema", "--json", "-s", f"DATABASE={database}").out)
    assert told.pop("a team's view")["columns"][0]["meaning"] == FOREIGN
    assert told["visits"]["columns"].pop()["name"] == "colour"
    assert told.keys() == ours.keys()
    for name, columns in ours.items():
        assert told[name]["columns"] == [column._asdict() for column in columns]
    printed = scrapy("report", "--schema", "-s", f"DATABASE={database}")
    assert printed.code == 0
    for name in (*ours, "duration_ms", "containment", "Not of baotinh"):
        assert name in printed.out


def test_the_page_is_fresh_and_its_examples_are_text() -> None:
    assert (FOLDER / "database.md").read_text("utf-8") == database_page()
    json.dumps(COLUMNS, ensure_ascii=False)
