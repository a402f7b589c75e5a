"""SQLite's log stays small beside readers that never pause."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines.storage import connection as module
from pipelines.storage.connection import Connection, open_writer

READER = """
import sqlite3, sys
connection = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, isolation_level=None)
print("reads", flush=True)
while True:  # a look is over and the next has begun
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM ballast").fetchone()
    connection.execute("COMMIT")
"""
MOST = 64 << 20
WRITTEN = 400 << 20


@contextmanager
def readers(database: Path, count: int) -> Iterator[None]:
    """So many processes that look at the database without a pause."""
    started = []
    try:
        for _ in range(count):
            process = subprocess.Popen(
                [sys.executable, "-c", READER, str(database)], stdout=subprocess.PIPE, text=True
            )
            started.append(process)
            assert process.stdout is not None
            assert process.stdout.readline() == "reads\n"
        yield
    finally:
        for process in started:
            process.kill()
            process.communicate()


def longest_log(writer: Connection, database: Path, until: int) -> int:
    """Write WRITTEN bytes in small transactions; the log's greatest length, or `until` when over it."""
    log, longest = Path(f"{database}-wal"), 0
    for n in range(WRITTEN // 200_000):
        with writer.write() as conn:
            conn.execute("INSERT INTO ballast VALUES (zeroblob(200000))")
            if n > 50:
                conn.execute("DELETE FROM ballast WHERE rowid = ?", (n - 50,))
        longest = max(longest, log.stat().st_size)
        if longest > until:
            break
    return longest


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Connection]:
    made = open_writer(tmp_path / "news.db")
    made.raw.execute("CREATE TABLE ballast (data BLOB)")
    yield made
    made.close()


@pytest.mark.long
@pytest.mark.parametrize("count", [1, 3])
def test_the_log_stays_small_beside_readers_that_never_pause(
    writer: Connection, tmp_path: Path, count: int
) -> None:
    with readers(tmp_path / "news.db", count):
        longest = longest_log(writer, tmp_path / "news.db", MOST)
    assert longest < MOST


@pytest.mark.long
def test_and_without_the_cut_it_grows(
    writer: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above can fail."""
    monkeypatch.setattr(module, "LONGEST_LOG", 1 << 40)
    with readers(tmp_path / "news.db", 3):
        assert longest_log(writer, tmp_path / "news.db", MOST) > MOST


def test_beside_one_look_that_does_not_end_writing_goes_on_and_the_log_is_cut_after_it(
    writer: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a look lasts nothing can be cut: it is tried now and then, and costs no error."""
    monkeypatch.setattr(module, "LONGEST_LOG", 1 << 20)
    monkeypatch.setattr(writer, "_fold_at", 1 << 20)
    tries = []
    fold = Connection._fold
    monkeypatch.setattr(Connection, "_fold", lambda self: (tries.append(1), fold(self))[1])
    look = sqlite3.connect(tmp_path / "news.db", isolation_level=None)
    look.execute("BEGIN")
    look.execute("SELECT count(*) FROM ballast").fetchone()
    monkeypatch.setattr(sys.modules[__name__], "WRITTEN", 20 << 20)
    longest = longest_log(writer, tmp_path / "news.db", 1 << 40)
    assert longest > 15 << 20
    assert 3 <= len(tries) <= longest // (4 << 20) + 2
    look.execute("COMMIT")
    look.close()
    monkeypatch.setattr(sys.modules[__name__], "WRITTEN", 41 << 20)
    longest_log(writer, tmp_path / "news.db", 1 << 40)
    assert Path(tmp_path / "news.db-wal").stat().st_size < 2 << 20
    writer.close()
    assert not Path(tmp_path / "news.db-wal").exists()
    writer.close = lambda: None  # type: ignore[method-assign]
