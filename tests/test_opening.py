"""A database is opened by readers and writers: whole, refused untouched, or told why not."""

import sqlite3
from pathlib import Path

import pytest

from pipelines.storage import schema
from pipelines.storage.base import StorageError
from pipelines.storage.connection import open_reader, open_writer
from pipelines.storage.holding import crawl_that_holds
from pipelines.storage.schema import MIGRATIONS
from pipelines.storage.sqlite import SqliteStore
from tests.storage_kit import Desk, article


def test_who_holds_a_database_without_tables_is_nobody(tmp_path: Path):
    """Another program is just making it."""
    path = tmp_path / "news.db"
    path.touch()
    assert crawl_that_holds(path, "baomau") is None


def test_a_newer_schema_is_refused_untouched(tmp_path: Path, monkeypatch):
    path = tmp_path / "news.db"
    monkeypatch.setattr(MIGRATIONS, "_migrations", list(MIGRATIONS._migrations))

    @MIGRATIONS()
    def m999_of_next_year(db):
        db.execute("CREATE TABLE moods (mood TEXT) STRICT")

    open_writer(path).close()
    monkeypatch.undo()
    before = path.read_bytes()
    for opens in (SqliteStore.open, open_reader):
        with pytest.raises(StorageError, match=r"newer schema \(m999_of_next_year\)"):
            opens(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_untouched(tmp_path: Path):
    path = tmp_path / "other.db"
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE mine (x)")
    conn.commit()
    conn.close()
    before = path.read_bytes()
    for opens in (SqliteStore.open, open_reader):
        with pytest.raises(StorageError, match="another program"):
            opens(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path):
    path = tmp_path / "text.db"
    path.write_text("Không phải cơ sở dữ liệu. " * 100, "utf-8")
    for opens in (SqliteStore.open, open_reader):
        with pytest.raises(StorageError, match="not a SQLite database"):
            opens(path)
    assert path.read_text("utf-8").startswith("Không phải")


def test_a_reader_makes_no_file(tmp_path: Path):
    path = tmp_path / "none" / "news.db"
    with pytest.raises(StorageError, match=r"there is no database at .*news\.db"):
        open_reader(path)
    assert not path.parent.exists()


def test_a_reader_cannot_write(filed: Desk, tmp_path: Path):
    reader = open_reader(tmp_path / "news.db")
    with pytest.raises(StorageError, match="read-only"), reader.write() as conn:
        conn.execute("DELETE FROM runs")
    reader.close()


def test_after_the_close_the_file_alone_is_complete(tmp_path: Path):
    path, copy = tmp_path / "news.db", tmp_path / "copy" / "news.db"
    desk = Desk(SqliteStore.open(path))
    desk.save(article(1))
    desk.end()
    desk.store.close_connection()
    assert [file.name for file in tmp_path.iterdir()] == ["news.db"]
    copy.parent.mkdir()
    copy.write_bytes(path.read_bytes())
    reader = open_reader(copy)
    assert reader.raw.execute("SELECT count(*) FROM articles").fetchone()[0] == 1
    reader.close()


def test_reader_and_crawl_do_not_block_one_another(filed: Desk, tmp_path: Path):
    filed.save(article(1))
    reader = open_reader(tmp_path / "news.db")
    reader.raw.execute("BEGIN")
    assert reader.raw.execute("SELECT count(*) FROM articles").fetchone()[0] == 1
    filed.save(article(2))
    assert reader.raw.execute("SELECT count(*) FROM articles").fetchone()[0] == 1
    reader.raw.execute("COMMIT")
    assert reader.raw.execute("SELECT count(*) FROM articles").fetchone()[0] == 2
    reader.close()


def test_a_locked_database_is_told_as_that(filed: Desk, tmp_path: Path):
    filed.store.connection.raw.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(tmp_path / "news.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="locked by another program"):
        filed.add("https://bao.vn/a1.html")
    other.close()
    assert filed.add("https://bao.vn/a1.html") == 1


def test_a_full_disk_is_told_and_what_was_committed_stays(filed: Desk, tmp_path: Path):
    filed.save(article(1))
    raw = filed.store.connection.raw
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="disk is full"):
        _fill(filed)
    raw.execute("PRAGMA max_page_count = 1000000")
    stored = filed.one("SELECT count(*) FROM articles")
    assert (
        filed.one("SELECT count(*) FROM visits")
        == stored
        == filed.one("SELECT stored_new FROM runs")
    )


def _fill(desk: Desk) -> None:
    for number in range(2, 200):
        desk.save(article(number, body=f"{number} " * 5_000))


def test_application_id_marks_our_files(filed: Desk):
    assert filed.one("PRAGMA application_id") == schema.APPLICATION_ID
