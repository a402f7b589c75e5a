"""How crawls end whose disk or database fails."""

import hashlib
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.crawling import Done, command, crawl, crawl_words, environment, rows, scrapy
from tests.endings import ends, wait_for
from tests.servers import Answer, serve, small_site


@ends(5, "storage")
def test_a_file_that_is_no_database_is_a_storage_error_and_stays(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    database.write_bytes(b"these are my notes, not a database\n" * 40)
    with serve(small_site()) as server:
        done = crawl("baolongan", database, server.url)
        assert not server.asked
    assert database.read_bytes().startswith(b"these are my notes")
    return done


@ends(5, "storage")
def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> Done:
    (tmp_path / "file").write_text("x")
    return crawl("baolongan", tmp_path / "file" / "news.db", "http://127.0.0.1:9")


@pytest.mark.parametrize("limit", [400, 4_000])
@ends(5, "storage")
def test_a_disk_that_is_full_is_a_storage_error_and_what_was_committed_is_safe(
    tmp_path: Path, limit: int
) -> Done:
    database = tmp_path / "news.db"
    with serve(small_site(60)) as server:
        words = crawl_words("baolongan", database, server.url)
        # KiB for each file: there is no room for the tables, or the log is full in the middle.
        full = f'ulimit -f {limit}; trap "" XFSZ; exec "$@"'
        limited = ["bash", "-c", full, "-", *command(*words)]
        done = subprocess.run(
            limited, env=environment(), capture_output=True, text=True, timeout=120
        )
        again = crawl("baolongan", database, server.url)
    assert again.code == 0, again.err
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 60
    # Some were stored before.
    assert (again.summary["new"] < 60) is (limit > 400)
    return Done(done.returncode, done.stdout, done.stderr)


@ends(5, "storage")
def test_a_database_of_newer_code_is_refused_and_stays(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    with serve(small_site()) as server:
        crawl("baolongan", database, server.url)
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            connection.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                " VALUES ('baotinh', 'm999_of_next_year', '2027-01-01T00:00:00Z')"
            )
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = hashlib.sha256(database.read_bytes()).hexdigest()
        asked = len(server.asked)
        done = crawl("baolongan", database, server.url)
        assert len(server.asked) == asked
    assert "m999_of_next_year" in done.summary["why"]
    assert "update the code" in done.summary["why"]
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before
    return done


#: Another program that keeps the database to itself until a line comes in.
HOGS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA busy_timeout = 5000")
connection.execute("BEGIN EXCLUSIVE")
print("holds", flush=True)
sys.stdin.readline()
"""


@contextmanager
def held_by_another_program(database: Path) -> Iterator[None]:
    words = [sys.executable, "-c", HOGS, str(database)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "holds\n"
        yield
    finally:
        process.communicate("\n", timeout=20)


@pytest.mark.long
@ends(5, "storage")
def test_a_database_that_another_program_holds_is_a_storage_error(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    with serve(small_site(3)) as server:
        crawl("baolongan", database, server.url)
    with serve(small_site()) as server:
        with held_by_another_program(database):
            done = crawl("baolongan", database, server.url)
        assert not server.asked
        assert "locked by another program: close it and start again" in done.summary["why"]
        again = crawl("baolongan", database, server.url)
    assert (again.code, again.summary["new"]) == (0, 3)
    return done


@pytest.mark.long
@ends(5, "storage")
def test_a_database_that_is_taken_away_in_the_middle_loses_nothing(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    inner = small_site(30)

    def site(host: str, path: str) -> Answer | None:
        answer = inner(host, path)
        if answer and path.startswith("/lua-"):
            answer.delay = 0.1
        return answer

    with serve(site) as server:
        process = subprocess.Popen(
            command(*crawl_words("baolongan", database, server.url)),
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        wait_for(lambda: sum(path.startswith("/lua-") for path in server.paths()) > 10)
        started = time.monotonic()
        with held_by_another_program(database):
            out, _ = process.communicate(timeout=90)
        took = time.monotonic() - started
        assert took < 30, "it waits for the store once, not at every step of its end"
        stored = rows(database, "SELECT count(*) AS n FROM articles")[0]["n"]
        assert 0 < stored < 30
        again = crawl("baolongan", database, server.url)
    assert (again.code, again.summary["new"]) == (0, 30 - stored)
    assert scrapy("verify", "-s", f"DATABASE={database}").code == 0
    return Done(process.returncode, out, "")
