"""An older database is brought up to date with a copy of it as it was beside it, or not at all."""

import lzma
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.storage import upgrading
from pipelines.storage.base import BusyError, StorageError
from pipelines.storage.connection import open_writer
from pipelines.storage.copying import alone
from pipelines.storage.schema import MIGRATIONS, names
from pipelines.storage.sqlite import SqliteStore
from tests.crawling import ROOT, command, crawl, crawl_words, environment, rows, scrapy
from tests.servers import serve, small_site
from tests.test_migrations_data import FROZEN, contents, schema, step

NOW = "2026-11-26T02:15:00.123Z"


@pytest.fixture(params=FROZEN, ids=step)
def frozen(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database as the code of that step left it; the newest step has one more after it."""
    database = tmp_path / "news.db"
    database.write_bytes(lzma.decompress(request.param.read_bytes()))
    return database


@pytest.fixture
def one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A step after the newest, so that the newest frozen database is an older one too."""
    monkeypatch.setattr(MIGRATIONS, "_migrations", list(MIGRATIONS._migrations))

    @MIGRATIONS(name="m998_more")
    def more(db: object) -> None:
        db.execute("CREATE TABLE more (id INTEGER PRIMARY KEY)")


def beside(database: Path) -> list[Path]:
    return sorted(path for path in database.parent.iterdir() if path != database)


def test_a_copy_is_made_before_and_named_by_schema_and_time(frozen: Path, one_more: None) -> None:
    before, before_schema = contents(frozen), schema(frozen)
    was = rows(frozen, "SELECT name FROM _sqlite_migrations ORDER BY rowid")[-1]["name"]
    store = SqliteStore.open(frozen, NOW)
    store.close_connection()
    (kept,) = beside(frozen)
    assert kept == store.connection.kept
    assert kept.name == f"news.{was}.20261126T021500Z.db"
    assert (contents(kept), schema(kept)) == (before, before_schema)
    assert rows(frozen, "SELECT count(*) AS n FROM more") == [{"n": 0}]
    again = SqliteStore.open(frozen, NOW)
    again.close_connection()
    assert again.connection.kept is None
    assert beside(frozen) == [kept], "a database that is up to date is not copied"


def test_what_a_killed_copying_left_is_taken_away(frozen: Path, one_more: None) -> None:
    other = frozen.with_name("other.m001_first.20261125T000000Z.db.part")
    for part in (frozen.with_name("news.m001_first.20261125T000000Z.db.part"), other):
        part.write_bytes(b"half a copy")
        part.with_name(f"{part.name}.lock").write_bytes(b"")
    SqliteStore.open(frozen, NOW).close_connection()
    left = [path.name for path in beside(frozen)]
    assert [name for name in left if ".part" in name] == [other.name, f"{other.name}.lock"]


def test_a_new_database_and_todays_have_no_copy(tmp_path: Path) -> None:
    for _ in range(2):
        SqliteStore.open(tmp_path / "news.db", NOW).close_connection()
    assert [path.name for path in tmp_path.iterdir()] == ["news.db"]


def test_the_copy_comes_back_as_the_database(frozen: Path, one_more: None) -> None:
    """What an operator does when an upgrade was a mistake, and what then comes of it."""
    SqliteStore.open(frozen, NOW).close_connection()
    (kept,) = beside(frozen)
    kept.replace(frozen)
    SqliteStore.open(frozen, NOW.replace("02:15", "03:15")).close_connection()
    (again,) = beside(frozen)
    assert "20261126T031500Z" in again.name


@pytest.mark.parametrize("how", ["room", "disk"])
def test_without_room_nothing_is_changed(
    frozen: Path, one_more: None, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    before = frozen.read_bytes()
    if how == "room":
        usage = shutil.disk_usage(frozen.parent)._replace(free=1000)
        monkeypatch.setattr(upgrading.shutil, "disk_usage", lambda path: usage)
    else:

        def full(*_: object) -> None:
            raise StorageError("the disk is full")

        monkeypatch.setattr(upgrading, "copy", full)
    told = r"MB are wanted.*nothing was changed" if how == "room" else "the disk is full"
    with pytest.raises(StorageError, match=told):
        SqliteStore.open(frozen, NOW)
    assert beside(frozen) in ([], [frozen.with_name("news.db-wal")])
    with closing(sqlite3.connect(frozen)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert frozen.read_bytes() == before


def test_a_step_that_fails_leaves_the_database_and_no_copy(
    frozen: Path, one_more: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each hourly try would leave another copy, of one and the same state."""

    def broken(db: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    first = [m.name for m in MIGRATIONS._migrations].index(
        rows(frozen, "SELECT name FROM _sqlite_migrations ORDER BY rowid")[-1]["name"]
    )
    monkeypatch.setattr(MIGRATIONS._migrations[first + 1], "fn", broken)
    before = contents(frozen)
    with pytest.raises(StorageError, match="the disk is full"):
        SqliteStore.open(frozen, NOW)
    assert [path.name for path in beside(frozen) if path.suffix == ".db"] == []
    assert contents(frozen) == before


def test_while_another_program_is_at_it_it_is_busy(
    frozen: Path, one_more: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrading, "PATIENCE_SECONDS", 0.2)
    before = contents(frozen)
    with (
        alone(frozen.with_name("news.db.upgrade")),
        pytest.raises(BusyError, match="start again when it is done"),
    ):
        open_writer(frozen, NOW)
    assert contents(frozen) == before


@pytest.mark.long
def test_a_crawl_upgrades_tells_it_and_goes_on(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    database.write_bytes(lzma.decompress(FROZEN[0].read_bytes()))
    with serve(small_site(8)) as server:
        done = crawl("baolongan", database, server.url, settings={"ARCHIVE_DIR": ""})
    assert done.code == 0, done.err[-2000:]
    (kept,) = tmp_path.glob("news.m001_first.*.db")
    assert str(kept) in done.err
    assert scrapy("verify", "--no-archive", "-s", f"DATABASE={kept}").code == 0


@pytest.mark.long
def test_two_crawls_that_begin_at_once_upgrade_once(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    database.write_bytes(lzma.decompress(FROZEN[0].read_bytes()))
    with serve(small_site(8)) as server:
        both = [
            subprocess.Popen(
                command(*crawl_words(paper, database, server.url, "-s", "ARCHIVE_DIR=")),
                cwd=ROOT,
                env=environment(),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for paper in ("baolongan", "baocantho")
        ]
        errors = [one.communicate(timeout=120)[1].decode() for one in both]
    assert 5 not in [one.returncode for one in both], errors
    assert len(list(tmp_path.glob("news.m001_first.*.db"))) == 1
    applied = rows(database, "SELECT name FROM _sqlite_migrations ORDER BY rowid")
    assert [row["name"] for row in applied] == names()


def test_the_room_is_that_of_file_and_log(frozen: Path, one_more: None, monkeypatch) -> None:
    """Exactly so much that file and log fit, and no byte less."""
    size = frozen.stat().st_size
    usage = shutil.disk_usage(frozen.parent)
    monkeypatch.setattr(upgrading.shutil, "disk_usage", lambda path: usage._replace(free=size - 1))
    with pytest.raises(StorageError, match="are wanted"):
        SqliteStore.open(frozen, NOW)
    monkeypatch.setattr(
        upgrading.shutil, "disk_usage", lambda path: usage._replace(free=2 * size + (1 << 20))
    )
    SqliteStore.open(frozen, NOW).close_connection()
