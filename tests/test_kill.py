"""kill -9 at any moment loses no page, doubles no article, and fetches twice only what was in flight."""

import random
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.crawling import command, crawl, crawl_words, environment, rows, scrapy
from tests.servers import large_site, serve

IN_FLIGHT = 4


def kill_once(database: Path, url: str, chance: random.Random) -> int:
    """Start a crawl, kill it at a random moment; its exit code."""
    process = subprocess.Popen(
        command(*crawl_words("baolongan", database, url)),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        # Start-up takes about a second: some are killed before they ask for anything.
        process.wait(timeout=chance.uniform(0.4, 3.5))
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    return process.wait(timeout=10)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_twenty_five_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    articles, database, chance = 2000, tmp_path / "news.db", random.Random(4)
    kills = 0
    with serve(large_site(articles)) as server:
        while kills < 25:
            code = kill_once(database, server.url, chance)
            assert code in {-signal.SIGKILL, 0}
            if code == 0:  # too fast: everything is there; start over with an empty database
                for file in tmp_path.glob("news.db*"):
                    file.unlink()
                server.asked.clear()
            kills += code != 0
        done = crawl("baolongan", database, server.url, timeout=400)
        fetched = Counter(path for path in server.paths() if path.startswith("/lua-"))
    assert done.code == 0, done.err[-2000:]
    assert len(fetched) == articles  # nothing lost
    counted = rows(database, "SELECT count(*) AS n, count(DISTINCT source_id) AS d FROM articles")
    assert counted == [{"n": articles, "d": articles}]
    assert rows(database, "SELECT count(*) AS n FROM article_versions")[0]["n"] == articles
    assert rows(database, "SELECT count(*) AS n FROM pages WHERE state <> 'done'")[0]["n"] == 0
    twice = sum(count - 1 for count in fetched.values())
    assert twice <= kills * IN_FLIGHT
    verified = scrapy("verify", "-s", f"DATABASE={database}")
    assert verified.code == 0, verified.out


def test_a_crawl_right_after_a_kill_runs_at_once(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(large_site(200)) as server:
        process = subprocess.Popen(
            command(*crawl_words("baolongan", database, server.url)),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while len(server.paths()) < 20:
            time.sleep(0.02)
        process.kill()
        process.wait(timeout=10)
        done = crawl("baolongan", database, server.url)
        fetched = Counter(path for path in server.paths() if path.startswith("/lua-"))
    assert done.code == 0
    assert len(fetched) == 200
    assert sum(fetched.values()) - 200 <= IN_FLIGHT + 1
    assert not list(tmp_path.glob("*.lock"))


def stop_between_writes(process: subprocess.Popen[str], database: Path) -> None:
    """Stop the process where it holds no transaction: then SQLite lets others write."""
    while True:
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.1)
        if is_writable(database):
            return
        process.send_signal(signal.SIGCONT)
        time.sleep(0.02)


def is_writable(database: Path) -> bool:
    with closing(sqlite3.connect(database, timeout=0.05, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return False
    return True


@pytest.mark.long
def test_a_holder_stopped_in_the_middle_of_a_write_is_locked_not_broken(tmp_path: Path) -> None:
    """Whoever holds SQLite's own lock while it sleeps is a crawl all the same."""
    database = tmp_path / "news.db"
    with serve(large_site(2000)) as server:
        sleeper = subprocess.Popen(
            command(*crawl_words("baolongan", database, server.url)),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while len(server.paths()) < 20:
            time.sleep(0.02)
        sleeper.send_signal(signal.SIGSTOP)
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            if is_writable(database):
                connection.execute("BEGIN IMMEDIATE")  # as if it had been stopped in there
            done = crawl("baolongan", database, server.url)
        sleeper.kill()
        sleeper.wait(timeout=10)
    assert (done.code, done.summary["verdict"]) == (4, "locked")


@pytest.mark.long
def test_a_stopped_holder_is_locked_until_its_lease_ends_then_refused(tmp_path: Path) -> None:
    """SIGSTOP for longer than the lease: another takes over; the sleeper sends and writes nothing."""
    database = tmp_path / "news.db"
    with serve(large_site(2000)) as server:
        sleeper = subprocess.Popen(
            command(*crawl_words("baolongan", database, server.url)),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        while len(server.paths()) < 20:
            time.sleep(0.02)
        stop_between_writes(sleeper, database)
        assert crawl("baolongan", database, server.url).code == 4
        until = rows(database, "SELECT lease_until FROM locks")[0]["lease_until"]
        assert until
        time.sleep(62)
        taker = crawl("baolongan", database, server.url, timeout=200)
        assert taker.code == 0
        before = len(server.asked)
        visits = rows(database, "SELECT count(*) AS n FROM visits")
        sleeper.send_signal(signal.SIGCONT)
        out, _ = sleeper.communicate(timeout=60)
        assert sleeper.returncode == 4, out
        assert len(server.asked) == before
        assert rows(database, "SELECT count(*) AS n FROM visits") == visits
    assert rows(database, "SELECT count(DISTINCT source_id) AS n FROM articles")[0]["n"] == 2000
