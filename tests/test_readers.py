"""Readers and a crawl at the same time: neither waits for the other, and the file is whole afterwards."""

import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from pipelines.storage import connection
from pipelines.storage.base import StorageError
from pipelines.storage.search import search
from pipelines.storage.sqlite import open_reader
from tests.crawling import ROOT, command, crawl, crawl_words, environment, rows, scrapy
from tests.servers import large_site, serve, small_site
from tests.storage_kit import Desk, article

ARTICLES = 80


def opened(database: Path) -> sqlite3.Connection:
    """A reader that waits for nobody: whoever locks it out is an error at once."""
    uri = f"file:{database}?mode=ro"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0, check_same_thread=False)


@contextmanager
def asking(database: Path, told: list[int], faults: list[Exception]) -> Iterator[None]:
    """A reader that asks again and again, with a crawl's own search too."""
    ended = threading.Event()

    def ask() -> None:
        try:
            with closing(opened(database)) as plain, closing(open_reader(database)) as reader:
                reader.raw.execute("PRAGMA busy_timeout = 0")
                while not ended.is_set():
                    told.append(plain.execute("SELECT count(*) FROM articles").fetchone()[0])
                    search(reader, "lua dau mua", 5)
        except (sqlite3.Error, StorageError) as error:  # what a thread raises is lost otherwise
            faults.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(30)


@pytest.mark.long
def test_a_crawl_and_its_readers_do_not_wait_for_one_another(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(small_site(1)) as server:
        assert crawl("baolongan", database, server.url).code == 0
    told: list[int] = []
    faults: list[Exception] = []
    with closing(opened(database)) as old, serve(large_site(ARTICLES)) as server:
        old.execute("BEGIN")
        assert old.execute("SELECT count(*) FROM articles").fetchone() == (1,)
        with asking(database, told, faults):
            # For as long as the whole crawl takes, one reader stays in one transaction.
            done = crawl("baolongan", database, server.url)
        assert (done.code, done.summary["new"]) == (0, ARTICLES - 1), done.err[-2000:]
        assert old.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    assert faults == []
    assert len(set(told)) > 5, "readers saw the crawl grow"
    assert told == sorted(told)
    verified = scrapy("verify", "-s", f"DATABASE={database}")
    assert verified.code == 0, verified.out


def alone(database: Path, folder: Path) -> Path:
    """The file without what lies beside it."""
    folder.mkdir()
    copy = folder / database.name
    copy.write_bytes(database.read_bytes())
    return copy


def test_after_a_crawl_the_file_alone_is_whole(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(large_site(ARTICLES)) as server:
        assert crawl("baolongan", database, server.url).summary["new"] == ARTICLES
    assert not list(tmp_path.glob("news.db?*")), "no log, no lock file"
    copy = alone(database, tmp_path / "elsewhere")
    assert rows(copy, "SELECT count(*) AS n FROM articles") == [{"n": ARTICLES}]
    assert rows(copy, "SELECT verdict FROM runs") == [{"verdict": "complete"}]
    verified = scrapy("verify", "--no-archive", "-s", f"DATABASE={copy}")
    assert (verified.code, verified.out[:8]) == (0, "0 faults"), verified.out


@pytest.mark.long
def test_after_a_kill_the_next_run_leaves_the_file_whole(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(large_site(ARTICLES)) as server:
        words = crawl_words("baolongan", database, server.url)
        process = subprocess.Popen(
            command(*words), cwd=ROOT, env=environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait_for_articles(database, 20)
        finally:
            process.kill()
            process.wait(30)
        assert database.with_name("news.db-wal").stat().st_size > 0
        assert crawl("baolongan", database, server.url).code == 0
    copy = alone(database, tmp_path / "elsewhere")
    assert rows(copy, "SELECT count(*) AS n FROM articles") == [{"n": ARTICLES}]


def _wait_for_articles(database: Path, count: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] >= count:
                return
        except sqlite3.OperationalError:
            pass  # the file is not there yet, or has no tables
        time.sleep(0.05)
    pytest.fail("the crawl stored nothing")


def test_the_log_is_cut_although_somebody_is_always_reading(
    filed: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers that follow one another without a gap keep SQLite itself from ever starting it afresh."""
    monkeypatch.setattr(connection, "LONGEST_LOG", 2 << 20)
    log = tmp_path / "news.db-wal"
    ended = threading.Event()

    def read(offset: float) -> None:
        with closing(opened(tmp_path / "news.db")) as reader:
            time.sleep(offset)
            while not ended.is_set():
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM pages").fetchone()
                time.sleep(0.02)
                reader.execute("COMMIT")

    threads = [threading.Thread(target=read, args=(n * 0.007,)) for n in range(3)]
    for thread in threads:
        thread.start()
    longest = 0
    try:
        for number in range(120):
            filed.save(article(number, body=f"{number} " * 20_000))
            longest = max(longest, log.stat().st_size)
            if number % 10 == 9:
                filed.store.renew(filed.run, filed.now, 60)
    finally:
        ended.set()
        for thread in threads:
            thread.join(30)
    assert longest < 30 << 20, f"{longest / 1e6:.0f} MB"
    assert filed.one("PRAGMA busy_timeout") == connection.BUSY_MS
