"""Crawls that something other than their end stops: Scrapy's limits, a disk, a misspelt setting."""

import random
import sqlite3
import subprocess
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.crawling import command, crawl, crawl_words, environment, rows, scrapy
from tests.killing import wait_for
from tests.servers import Answer, Site, large_site, serve, small_site


@pytest.mark.parametrize(
    "limit", ["CLOSESPIDER_PAGECOUNT=10", "CLOSESPIDER_ITEMCOUNT=3", "MEMUSAGE_LIMIT_MB=20"]
)
def test_a_crawl_that_scrapy_closed_is_not_complete(tmp_path: Path, limit: str):
    database = tmp_path / "news.db"
    name = limit.partition("=")[0].lower()
    with serve(large_site(60)) as server:
        done = crawl("baolongan", database, server.url, "-s", limit)
        assert (done.code, done.summary["verdict"]) == (130, "interrupted")
        assert name.partition("_")[0] in done.summary["why"]
        (run,) = rows(database, "SELECT verdict, exit_code FROM runs")
        assert (run["verdict"], run["exit_code"]) == ("interrupted", 130)
        again = crawl("baolongan", database, server.url)
        assert (again.code, again.summary["verdict"]) == (0, "complete")
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 60


def wordy(site: Site, size: int = 1_600_000) -> Site:
    """The same pages with much that does not compress: the archive grows faster than the database."""

    def answer(host: str, path: str) -> Answer | None:
        found = site(host, path)
        if found is None or "<body>" not in str(found.body):
            return found
        noise = random.Random(path).randbytes(size // 2).hex()
        return replace(found, body=str(found.body).replace("<body>", f"<body><!-- {noise} -->"))

    return answer


@pytest.mark.long
def test_a_disk_that_the_archive_filled_is_a_storage_error(tmp_path: Path):
    database = tmp_path / "news.db"
    with serve(wordy(small_site(60))) as server:
        words = crawl_words("baolongan", database, server.url)
        # 12 MB for each file: database and log need less for all of these pages.
        limited = ["bash", "-c", 'ulimit -f 12000; trap "" XFSZ; exec "$@"', "-", *command(*words)]
        done = subprocess.run(
            limited, env=environment(), capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 5, done.stderr[-2000:]
        last = done.stdout.strip().splitlines()[-1]
        assert '"verdict": "storage"' in last
        assert "news.archive" in last
        again = crawl("baolongan", database, server.url)
    assert again.code == 0
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 60


@pytest.mark.parametrize("typed", ["DATABSE=x.db", "archive_dirs=x", "CONTACTS=me@example.org"])
def test_a_setting_that_is_nearly_ours_is_refused(tmp_path: Path, typed: str):
    with serve(small_site()) as server:
        done = crawl("baolongan", tmp_path / "news.db", server.url, "-s", typed)
        assert done.code == 2
        assert typed.partition("=")[0] in done.summary["why"]
        assert not server.asked
    assert not list(tmp_path.iterdir())


def test_settings_of_scrapy_and_of_others_are_taken(tmp_path: Path):
    with serve(small_site()) as server:
        done = crawl(
            "baolongan", tmp_path / "news.db", server.url,
            "-s", "DNSCACHE_SIZE=7", "-s", "MY_EXTENSION=1",
        )  # fmt: skip
    assert done.code == 0


def test_a_pause_of_less_than_a_second_is_written_while_it_lasts(tmp_path: Path):
    database = tmp_path / "news.db"
    with serve(small_site(40)) as server:
        words = crawl_words("baolongan", database, server.url, "-s", "DOWNLOAD_DELAY=0.6")
        with subprocess.Popen(
            command(*words), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as crawling:
            while len(server.asked) < 4:
                assert crawling.poll() is None
                time.sleep(0.05)
            crawling.kill()
    with closing(sqlite3.connect(database)) as connection:
        written, newest = connection.execute(
            "SELECT (SELECT max(next_request_at) FROM hosts),"
            " (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', max(started_at)) FROM visits)"
        ).fetchone()
    assert written is not None
    assert newest is None or written >= newest


def test_a_link_to_a_database_is_the_same_database(tmp_path: Path):
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    database, link = tmp_path / "here" / "news.db", tmp_path / "there" / "other.db"
    link.symlink_to(database)
    over = threading.Event()

    def held(host: str, path: str) -> Answer | None:
        if path.startswith("/lua-"):
            over.wait(60)
        return small_site()(host, path)

    with serve(held) as server:
        words = crawl_words("baolongan", database, server.url)
        with subprocess.Popen(
            command(*words), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as first:
            wait_for(
                lambda: any(asked.path.startswith("/lua-") for asked in server.asked), "an article"
            )
            second = crawl("baolongan", link, server.url)
            over.set()
        assert second.code == 4
        assert first.returncode == 0
        third = crawl("baolongan", link, server.url)
    assert third.code == 0
    assert scrapy("verify", BAOTINH_DATABASE=str(database)).code == 0
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["other.db"]


def test_an_archive_that_cannot_be_written_leaves_no_run_open(tmp_path: Path) -> None:
    """The database takes the end of the run, so that `runs` says why."""
    with serve(small_site(3)) as server:
        folder = {"ARCHIVE_DIR": "/proc/baotinh"}
        done = crawl("baolongan", tmp_path / "news.db", server.url, settings=folder)
    assert done.code == 5
    (run,) = rows(tmp_path / "news.db", "SELECT verdict, exit_code FROM runs")
    assert run == {"verdict": "storage", "exit_code": 5}
