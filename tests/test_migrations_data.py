"""Databases of every earlier schema, with data in them, are brought up to date and go on being used."""

import lzma
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.storage.schema import names
from pipelines.storage.search import search
from pipelines.storage.sqlite import SqliteStore, open_reader
from pipelines.storage.verify import verify
from tests.crawling import crawl, rows, scrapy
from tests.freeze_schema import FOLDER
from tests.servers import serve, small_site

Rows = dict[str, list[tuple[object, ...]]]
FROZEN = sorted(FOLDER.glob("*.db.xz"))


def step(path: Path) -> str:
    """The newest migration of a frozen file."""
    return path.name.partition(".")[0]


def unfrozen(migrations: Sequence[str]) -> list[str]:
    """Steps that another one follows and of which no database was kept."""
    return [name for name in migrations[:-1] if not (FOLDER / f"{name}.db.xz").exists()]


def test_a_database_of_every_step_that_was_followed_is_kept() -> None:
    assert unfrozen(names()) == [], "python -m tests.freeze_schema, before the migration is added"
    assert [step(path) for path in FROZEN] == [n for n in names() if n in map(step, FROZEN)]


def test_a_migration_after_a_step_without_a_kept_database_is_told() -> None:
    assert unfrozen([*names()[:-1], "m998_not_kept", "m999_new"]) == ["m998_not_kept"]


@pytest.fixture(params=FROZEN, ids=step)
def frozen(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database as the code of that step left it."""
    path: Path = request.param
    database = tmp_path / f"{step(path)}.db"
    database.write_bytes(lzma.decompress(path.read_bytes()))
    return database


def contents(database: Path, like: Rows | None = None) -> Rows:
    """Every row of every table; with `like`, of its tables and columns alone."""
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'articles_fts%'"
            " AND name NOT LIKE 'sqlite_%' AND name <> '_sqlite_migrations' ORDER BY name"
        ).fetchall()
        found: Rows = {}
        for (table,) in tables:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_xinfo({table})")]
            if like is not None:
                if table not in like:
                    continue
                columns = [name for name in columns if name in like[table][0]]
            listed = ", ".join(columns)
            sql = f"SELECT {listed} FROM {table} ORDER BY {listed}"
            found[table] = [tuple(columns), *connection.execute(sql)]
        return found


def schema(database: Path) -> list[dict[str, object]]:
    sql = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    return rows(database, sql)


def test_it_is_of_its_step_and_has_a_bit_of_everything(frozen: Path) -> None:
    applied = rows(frozen, "SELECT name FROM _sqlite_migrations ORDER BY rowid")
    assert [row["name"] for row in applied] == names()[: names().index(frozen.stem) + 1]
    (told,) = rows(
        frozen,
        """
        SELECT count(*) AS articles, sum(status = 'withdrawn') AS withdrawn,
            sum(version > 1) AS edited, count(similar_to) AS similar,
            count(DISTINCT language) AS languages FROM articles
        """,
    )
    assert told.pop("articles") > 70
    assert all(told.values()), told
    states = rows(frozen, "SELECT DISTINCT state FROM pages ORDER BY state")
    assert [row["state"] for row in states] == ["done", "pending", "retry"]
    empty = {table for table, found in contents(frozen).items() if len(found) == 1}
    # Crawls that go well have no alert; tests/test_alerts_delivery.py has.
    assert empty <= {"page_aliases", "translation_links", "alerts", "alert_deliveries"}


def test_every_row_is_as_before_and_the_schema_as_in_a_new_database(frozen: Path) -> None:
    before = contents(frozen)
    SqliteStore.open(frozen).close_connection()
    after = contents(frozen, before)
    after["reasons"] = [row for row in after["reasons"] if row in before["reasons"]]  # it grows
    assert after == before
    fresh = frozen.with_name("fresh.db")
    SqliteStore.open(fresh).close_connection()
    assert schema(frozen) == schema(fresh)


def test_verify_finds_no_fault_and_search_what_is_there(frozen: Path) -> None:
    SqliteStore.open(frozen).close_connection()
    with closing(open_reader(frozen)) as reader:
        assert list(verify(reader)) == []
        hits = {hit.id for hit in search(reader, '"hợp tác xã"', 100)}
    texts = rows(
        frozen, "SELECT id, title || ' ' || ifnull(lead, '') || ' ' || body AS text FROM articles"
    )
    assert hits == {row["id"] for row in texts if "hợp tác xã" in row["text"].lower()}
    assert len(hits) > 3


@pytest.mark.long
def test_a_crawl_goes_on_with_it(frozen: Path) -> None:
    with serve(small_site(8)) as server:
        done = crawl("baolongan", frozen, server.url, settings={"ARCHIVE_DIR": ""})
    assert (done.code, done.summary["new"]) == (0, 3), done.err[-2000:]
    open_pages = rows(frozen, "SELECT url FROM pages WHERE state <> 'done'")
    assert open_pages == [], "what the old run had left open was fetched"
    verified = scrapy("verify", "--no-archive", "-s", f"DATABASE={frozen}")
    assert (verified.code, verified.out.splitlines()[-1][:8]) == (0, "0 faults"), verified.out
