"""The schema: kept by migrations, strict, refusing what is newer or not ours."""

import lzma
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.items import Author
from pipelines.outcomes import Outcome, PageKind, PageState, Reason
from pipelines.storage.base import StorageError
from pipelines.storage.connection import open_reader, open_writer
from pipelines.storage.schema import MIGRATIONS, names
from pipelines.storage.sqlite import SqliteStore
from pipelines.storage.tables_frontier import KINDS, OUTCOMES, STATES
from tests.freeze_schema import FOLDER
from tests.storage_kit import Desk, article

CONTRACT = {
    "articles": "id paper number_space source_id url language section title lead body byline"
    " published_at published_precision published_day published_raw modified_at modified_raw"
    " media_kind word_count content_hash text_hash version status similar_to similarity rules"
    " code_version first_seen_at changed_at last_seen_at withdrawn_at archive_ref run_id",
    "article_versions": "article_id version seen_at cause title lead body byline published_at"
    " modified_at content_hash changes archive_ref",
    "article_urls": "url article_id first_seen_at",
    "article_authors": "article_id position name role",
    "images": "article_id position url caption credit",
    "translations": "vi_id en_id how",
    "provenance": "article_id field rule raw conflict",
    "similar_pairs": "a_id b_id containment numbers names",
    "pages": "url paper kind state discovered_from hints attempts next_attempt_at etag"
    " last_modified outcome reason archive_ref run_id",
    "visits": "run_id url kind attempt started_at duration_ms http_status bytes outcome reason"
    " article_id version archive_ref",
    "hosts": "host paper worker lease_until fence next_request_at",
    "runs": "id paper arguments mode started_at finished_at verdict exit_code requests left_out"
    " stats code_version traceback " + " ".join(Outcome),
}


@pytest.mark.parametrize("table", CONTRACT)
def test_every_column_of_the_contract_is_there(desk: Desk, table: str):
    columns = {row["name"] for row in desk.rows(f"PRAGMA table_xinfo({table})")}
    assert set(CONTRACT[table].split()) <= columns


def test_every_view_of_the_contract_can_be_read(desk: Desk):
    desk.save(article(1))
    for view in ("latest", "daily_counts", "field_coverage"):
        assert len(desk.rows(f"SELECT * FROM {view}")) == 1
    for view in ("edits", "withdrawn", "near_duplicates", "rejected"):
        assert desk.rows(f"SELECT * FROM {view}") == []


def test_closed_lists_of_the_schema_are_those_of_the_code(desk: Desk):
    """A new member needs a migration that rebuilds the table; a new reason needs none."""
    assert (set(OUTCOMES), set(STATES), set(KINDS)) == (
        set(Outcome),
        set(PageState),
        set(PageKind),
    )
    assert {row["reason"] for row in desk.rows("SELECT reason FROM reasons")} == set(Reason)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pages SET state = 'lost'",
        "UPDATE pages SET kind = 'photo'",
        "UPDATE pages SET outcome = 'fine'",
        "UPDATE pages SET reason = 'because'",
        "UPDATE pages SET attempts = 'many'",
        "UPDATE runs SET verdict = 'great'",
        "UPDATE articles SET status = 'gone'",
        "UPDATE articles SET title = ''",
        "UPDATE articles SET published_precision = 'second'",
        "UPDATE articles SET run_id = 99",
        "UPDATE article_versions SET cause = 'mood'",
        "INSERT INTO similar_pairs VALUES (2, 1, 1, 1, 1)",
        "DELETE FROM articles",
    ],
)
def test_the_schema_refuses_what_cannot_be(desk: Desk, statement: str):
    desk.save(article(1))
    with pytest.raises(sqlite3.IntegrityError):
        desk.rows(statement)


def test_hints_are_json(desk: Desk):
    desk.add("https://bao.vn/a1.html")
    with pytest.raises(sqlite3.Error, match="malformed JSON"):
        desk.rows("UPDATE pages SET hints = 'no json'")


def test_opening_again_changes_nothing(tmp_path: Path):
    path = tmp_path / "news.db"
    desk = Desk(SqliteStore.open(path))
    desk.save(article(1))
    desk.end()
    desk.store.close_connection()
    before = path.read_bytes()
    SqliteStore.open(path).close_connection()
    open_reader(path).close()
    assert path.read_bytes() == before


def test_a_failed_migration_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch):
    path = tmp_path / "news.db"
    desk = Desk(SqliteStore.open(path))
    desk.save(article(1))
    desk.end()
    desk.store.close_connection()
    before = path.read_bytes()
    monkeypatch.setattr(MIGRATIONS, "_migrations", list(MIGRATIONS._migrations))

    @MIGRATIONS()
    def m999_breaks(db):
        db.execute("ALTER TABLE articles ADD COLUMN mood TEXT")
        db.execute("ALTER TABLE no_such_table ADD COLUMN x TEXT")

    with pytest.raises(StorageError):
        open_writer(path)
    monkeypatch.undo()
    SqliteStore.open(path).close_connection()
    assert path.read_bytes() == before


@pytest.mark.parametrize("step", [None, *names()])
def test_several_open_a_new_or_older_database_in_one_moment(tmp_path: Path, step: str | None):
    """Cron starts the crawls of several newspapers in the same minute, after an update too."""
    for turn in range(5):
        path, problems = tmp_path / f"{turn}.db", []
        frozen = FOLDER / f"{step}.db.xz"
        if step is not None and frozen.exists():
            path.write_bytes(lzma.decompress(frozen.read_bytes()))
        together = threading.Barrier(6)

        def opens(path=path, together=together, problems=problems):
            together.wait()
            try:
                SqliteStore.open(path).connection.raw.close()
            except StorageError as error:
                problems.append(str(error))

        threads = [threading.Thread(target=opens) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert problems == []
        with closing(sqlite3.connect(path)) as conn:
            applied = conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
            assert [name for (name,) in applied] == names()
            assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_new_database_has_pages_in_which_two_articles_fit(filed: Desk):
    assert filed.one("PRAGMA page_size") == 8_192


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET language = 'xx'",
        "UPDATE articles SET published_at = 'yesterday'",
        "UPDATE articles SET published_at = NULL",
        "UPDATE articles SET modified_at = '5/3/2024'",
        "UPDATE articles SET version = 0",
        "UPDATE articles SET similarity = 7",
        "UPDATE article_authors SET role = 'zzz'",
        "INSERT INTO article_authors VALUES (1, 9, 'x', 'zzz')",
        "INSERT INTO translations VALUES (1, 2, 'zzz')",
        "INSERT INTO similar_pairs VALUES (1, 2, 5, 0, 0)",
        "UPDATE runs SET mode = 'fly'",
        "UPDATE runs SET exit_code = 77",
    ],
)
def test_a_value_outside_its_list_is_refused(tmp_path: Path, statement: str) -> None:
    desk = Desk(SqliteStore.open(tmp_path / "news.db"))
    desk.save(article(1, authors=[Author("Tấn Lộc")]))
    desk.save(article(2, body="Trận bóng chiều qua ở sân huyện kết thúc với tỉ số hòa. " * 3))
    raw = desk.store.connection.raw
    before = raw.execute("SELECT count(*) FROM articles").fetchone()
    with pytest.raises(sqlite3.IntegrityError, match="closed list"):
        raw.execute(statement)
    assert raw.execute("SELECT count(*) FROM articles").fetchone() == before
    desk.store.close_connection()
