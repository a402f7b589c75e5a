"""`verify` proves a database sound; each invariant, broken in a real file, is told."""

from pathlib import Path

import pytest

from pipelines.outcomes import Outcome, Reason
from pipelines.storage.base import StorageError
from pipelines.storage.base_watch import Fact, Result, Watched
from pipelines.storage.sqlite import SqliteStore, open_reader
from pipelines.storage.verify import verify
from tests.storage_kit import BODY, Desk, article, page


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with a bit of everything."""
    path = tmp_path / "news.db"
    desk = Desk(SqliteStore.open(path))
    desk.save(article(1, archive_ref="bao-1.warc.gz:10"))
    desk.save(article(2, title="Bài thứ hai", published_at="2026-11-02", archive_ref="x:1"))
    desk.save(article(1, body=BODY + "\n\nThêm một đoạn.", archive_ref="bao-1.warc.gz:99"))
    desk.visit(page(3), Outcome.REJECTED, reason=Reason.NO_TITLE)
    desk.visit(page(4), Outcome.DEFERRED, reason=Reason.TIMEOUT)
    desk.visit(page(5), Outcome.FAILED, reason=Reason.HTTP)
    desk.visit(page(2), Outcome.WITHDRAWN)
    desk.add(page(6))
    gone = Result("listings", "listing x", "failed", "gone")
    watched = Watched(desk.now, [Fact("new", "*", "", 2, 2)], broke=[gone])
    desk.store.end_run(desk.run, desk.now, "degraded", 1, {"requests": 1}, watched=watched)
    desk.begin()
    desk.store.watch.claim(desk.run, "command", desk.now, desk.now)
    desk.end()
    desk.store.close_connection()
    return path


def findings(path: Path, archive_check=None) -> list[tuple[str, str]]:
    reader = open_reader(path)
    try:
        return [tuple(finding) for finding in verify(reader, archive_check)]
    finally:
        reader.close()


def spoil(path: Path, *statements: str) -> None:
    connection = SqliteStore.open(path).connection
    connection.raw.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        connection.raw.execute(statement)
    connection.close()


def test_a_sound_database_has_no_findings(path: Path):
    assert findings(path, lambda ref: None) == []


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE alerts SET closed_at = opened_at", "alert 1 (listing x) is closed by no run"),
        ("UPDATE alert_deliveries SET event = 'healed'", "alert 1 is open, and was told as healed"),
        ("UPDATE monitor_facts SET amount = 3", "run 1 counts more new *  than there are"),
        ("UPDATE runs SET stored_new = 5 WHERE id = 1", "run 1 counts 5 stored_new, its visits"),
        ("DELETE FROM visits WHERE outcome = 'failed'", "run 1 counts 1 failed"),
        ("UPDATE pages SET outcome = 'failed' WHERE state = 'pending'", "pending with outcome"),
        ("UPDATE pages SET state = 'leased' WHERE state = 'pending'", "leased by no run"),
        ("UPDATE pages SET state = 'leased' WHERE outcome = 'rejected'", "leased with outcome"),
        (
            "UPDATE pages SET state = 'leased', leased_by = 1 WHERE state = 'pending'",
            "leased by run 1, which has ended",
        ),
        ("UPDATE pages SET state = 'done' WHERE state = 'retry'", "is done after deferred"),
        ("UPDATE pages SET state = 'done' WHERE state = 'dead'", "is done after failed"),
        ("UPDATE pages SET state = 'retry' WHERE state = 'done'", "is retry after"),
        ("UPDATE pages SET state = 'done' WHERE state = 'pending'", "was never visited"),
        (
            "UPDATE pages SET outcome = 'skipped' WHERE outcome = 'rejected'",
            "has outcome skipped, its newest visit rejected",
        ),
        ("UPDATE pages SET outcome = NULL WHERE state = 'dead'", "has outcome None"),
        ("UPDATE pages SET run_id = 2 WHERE outcome = 'rejected'", "names run 2"),
        ("UPDATE articles SET title = 'Khác' WHERE id = 1", "article 1 differs from its version 2"),
        ("UPDATE article_versions SET lead = 'x' WHERE version = 2", "article 1 differs"),
        ("DELETE FROM article_versions WHERE version = 2", "article 1 has no version 2"),
        (
            "DELETE FROM article_versions WHERE article_id = 1 AND version = 1",
            "article 1 is at version 2 and has 1",
        ),
        ("DELETE FROM similar_pairs", "rests on no pair"),
        ("UPDATE articles SET similar_to = 2 WHERE id = 1", "is itself similar to another"),
        ("UPDATE articles SET similar_to = NULL", "1 and 2 are a pair of two clusters"),
        (
            "UPDATE articles SET published_at = '2026-10-31' WHERE id = 2",
            "article 2 was published before 1",
        ),
        ("DELETE FROM similar_facts WHERE article_id = 1", "article 1 is compared with no other"),
        ("DELETE FROM articles_fts_docsize WHERE id = 1", "article 1 is not in the search index"),
        ("INSERT INTO articles_fts (rowid, title) VALUES (77, 'x')", "the search index holds 77"),
        ("UPDATE articles SET byline = 'Ai đó' WHERE id = 1", "holds another text of article 1"),
        ("UPDATE visits SET run_id = 99 WHERE id = 1", "foreign_key_check: row 1 of visits"),
        ("UPDATE articles SET run_id = 99 WHERE id = 1", "foreign_key_check: row 1 of articles"),
        ("UPDATE articles SET withdrawn_at = NULL WHERE id = 2", "article 2: its status and"),
        ("UPDATE articles SET withdrawn_at = '2026' WHERE id = 1", "article 1: its status and"),
        ("DELETE FROM article_urls WHERE article_id = 1", "is not among the addresses"),
        ("UPDATE article_urls SET article_id = 2", "article 1: https://bao.vn/bai-a1.html is not"),
        ("UPDATE pages SET leased_by = 1 WHERE state = 'done'", "still names a run"),
        ("UPDATE runs SET exit_code = 6 WHERE id = 1", "run 1 ended degraded with exit code 6"),
        ("DELETE FROM similar_bands WHERE article_id = 1", "for 2 texts, 42 for each"),
        ("DROP TABLE translations", "the table translations is missing"),
        ("DROP VIEW latest", "the view latest is missing"),
        ("DROP INDEX articles_when", "the index articles_when is missing"),
        ("ALTER TABLE images ADD COLUMN size INTEGER", "the table images is not as"),
    ],
)
def test_a_broken_invariant_is_told(path: Path, statement: str, told: str):
    spoil(path, statement)
    found = findings(path)
    assert any(kind == "fault" and told in text for kind, text in found), found


def test_two_live_articles_of_one_number_or_address_are_told(path: Path):
    copied = "paper, number_space, title, body, media_kind, word_count, content_hash, text_hash"
    rest = "rules, code_version, first_seen_at, changed_at, last_seen_at, published_at, published_precision, byline"
    spoil(
        path,
        "DROP INDEX articles_number",
        "DROP INDEX articles_url",
        f"INSERT INTO articles (source_id, url, {copied}, {rest})"
        f" SELECT source_id, url, {copied}, {rest} FROM articles WHERE id = 1",
    )
    texts = [text for _, text in findings(path)]
    assert "2 live articles have the number bao/main/1" in texts
    assert f"2 live articles have the address {page(1)}" in texts


def test_a_withdrawn_double_is_no_fault(path: Path):
    spoil(
        path,
        "DROP INDEX articles_number",
        "UPDATE articles SET source_id = '1' WHERE status = 'withdrawn'",
    )
    assert findings(path) == [("fault", "the index articles_number is missing")]


def test_a_value_outside_its_list_is_told(path: Path):
    spoil(
        path,
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE articles SET published_precision = 'zz' WHERE id = 1",
    )
    assert ("fault", "integrity_check: CHECK constraint failed in articles") in findings(path)


def test_a_medium_that_cannot_be_written_is_checked_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    def refused(_path: str) -> None:
        raise StorageError("read-only")

    monkeypatch.setattr("pipelines.storage.verify.open_as_it_is", refused)
    assert findings(path) == []
    spoil(path, "UPDATE visits SET run_id = 99 WHERE id = 1")
    assert any("foreign_key_check" in text for _, text in findings(path))


LETTERS = "Ông İlker, ΟΔΟΣ, x̣ và y̌, Ꭰ, Ა, 𞤀𞤁, Ꟃ, ß, ﬁ, Å"


def test_letters_that_python_and_sqlite_lower_in_their_own_way(path: Path):
    desk = Desk(SqliteStore.open(path))
    desk.save(article(11, body=f"{BODY}\n\n{LETTERS}"))
    desk.end()
    desk.store.close_connection()
    assert findings(path) == []
    spoil(path, "UPDATE articles SET byline = 'Ai đó' WHERE source_id = '11'")
    told = [text for _, text in findings(path)]
    assert "the search index holds another text of article 3" in told


@pytest.mark.parametrize(
    "columns",
    [
        "body, lead, title, byline, body_folded, lead_folded, title_folded, byline_folded",
        (
            "title, lead, body || ' ' || body, byline, title_folded, lead_folded,"
            " body_folded || ' ' || body_folded, byline_folded"
        ),
    ],
)
def test_an_index_with_the_same_words_elsewhere_or_twice_is_told(path: Path, columns: str):
    all_columns = "title, lead, body, byline, title_folded, lead_folded, body_folded, byline_folded"
    spoil(
        path,
        f"INSERT INTO articles_fts (articles_fts, rowid, {all_columns})"
        f" SELECT 'delete', id, {all_columns} FROM articles_text WHERE id = 1",
        f"INSERT INTO articles_fts (rowid, {all_columns})"
        f" SELECT id, {columns} FROM articles_text WHERE id = 1",
    )
    assert ("fault", "the search index holds another text of article 1") in findings(path)


def test_references_besides_the_versions_are_looked_up(path: Path):
    spoil(
        path,
        "UPDATE articles SET archive_ref = 'gone.warc.gz:3' WHERE id = 1",
        "UPDATE pages SET archive_ref = 'gone.warc.gz:9' WHERE outcome = 'rejected'",
        "UPDATE articles SET archive_ref = NULL WHERE id = 2",
        "UPDATE article_versions SET archive_ref = NULL WHERE article_id = 2",
    )

    def check(ref: str) -> str | None:
        return f"{ref} is not there" if ref.startswith("gone") else None

    assert findings(path, check) == [
        ("fault", "article 1: gone.warc.gz:3 is not there"),
        ("fault", f"{page(3)}: gone.warc.gz:9 is not there"),
        ("note", "1 articles have no archived page (ARCHIVE_DIR was empty then)"),
    ]


def test_a_page_of_a_damaged_file_is_told(path: Path):
    data = bytearray(path.read_bytes())
    reader = open_reader(path)
    root = reader.raw.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'articles_changed'"
    ).fetchone()[0]
    size = reader.raw.execute("PRAGMA page_size").fetchone()[0]
    reader.close()
    start = (root - 1) * size
    data[start + 8 : start + 12] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    told = [text for _, text in findings(path)]
    # Where the damage stops SQLite's own check, that is the fault that is told.
    assert any("integrity_check" in text or "malformed" in text for text in told), told


def test_every_archived_page_is_asked_for(path: Path):
    asked = []

    def check(ref: str) -> str | None:
        asked.append(ref)
        return "its digest is wrong" if ref.endswith(":10") else None

    assert findings(path, check) == [("fault", "article 1, version 1: its digest is wrong")]
    assert asked == ["bao-1.warc.gz:10", "bao-1.warc.gz:99", "x:1"]


def test_what_the_next_run_mends_is_a_note(path: Path):
    desk = Desk(SqliteStore.open(path))
    desk.lease()
    desk.store.close_connection()
    found = findings(path)
    assert found
    assert {kind for kind, _ in found} == {"note"}
    Desk(SqliteStore.open(path)).store.close_connection()
    assert {text for _, text in findings(path)} == {"run 4 has not ended: its counts are not final"}


def test_an_older_schema_is_a_note(path: Path):
    spoil(path, "DELETE FROM _sqlite_migrations WHERE name = 'm005_section_names'")
    told = [finding for finding in findings(path) if "schema" in finding[1]]
    assert told == [
        ("note", "the schema is older (m005_section_names to come), and was not compared")
    ]
