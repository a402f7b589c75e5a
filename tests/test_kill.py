"""kill -9 at any moment loses no page, doubles no article, and fetches twice only what was in flight."""

import json
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler import clock, samplepaper
from tests.crawling import (
    command,
    crawl,
    crawl_words,
    environment,
    rows,
    sample_server,
    scrapy,
)
from tests.gates import gate_words
from tests.killing import AT_ONCE, Kill, Killer, Log, address, is_writable, state_of, wait_for
from tests.servers import large_site, serve

IN_FLIGHT = 4
PAGES = 2000
#: Each moment, and how often; the gate lets it pass a random number of times before.
MOMENTS = {
    "queued": 4,
    "in flight": 5,
    "archived": 5,
    "visit": 3,
    "commit": 3,
    "closing": 3,
    "ending": 2,
    "random": 6,
}


@pytest.mark.long
@pytest.mark.timeout(900)
def test_thirty_kills_of_one_crawl_lose_and_double_nothing(tmp_path: Path) -> None:
    """One database through all kills and the run to the end; each moment is seen to be that one."""
    database, log, chance = tmp_path / "news.db", Log(tmp_path / "log.jsonl"), random.Random(4)
    moments = [moment for moment, times in MOMENTS.items() for _ in range(times)]
    chance.shuffle(moments)
    with sample_server(log.path, "--pages", str(PAGES), "--delay", "0.15") as url:
        killer = Killer(database, url, log)
        kills = [killer.kill(m, after(m, chance), chance.uniform(0.3, 3.0)) for m in moments]
        left = rows(database, "SELECT count(*) AS n FROM pages WHERE state <> 'done'")[0]["n"]
        before = len(log.asked())
        done = crawl("baomau", database, url, timeout=400)
        last = Counter(map(address, log.asked()[before:]))
    assert done.code == 0, done.err[-2000:]
    for kill in kills:
        told = f"{kill.moment}: {kill.proof}; in flight {dict(kill.in_flight)}"
        assert kill.proof, told
        assert not kill.closed - kill.asked, told  # no visit without its request
        assert not kill.in_flight or max(kill.in_flight.values()) == 1, told
        hosts = Counter(urlsplit(url).hostname for url in kill.in_flight)
        assert not hosts or max(hosts.values()) <= AT_ONCE, told
        if kill.moment != "random":
            # Before the first request and at the end nothing is on its way; else something is.
            assert bool(kill.in_flight) == (kill.moment not in {"queued", "closing", "ending"}), (
                told
            )
    assert left > PAGES / 4  # the kills were in the middle of it
    assert_every_article_once(database, kills, last)


def after(moment: str, chance: random.Random) -> int:
    """How often the moment passes before the kill: before the first request, or somewhere later."""
    return 0 if moment == "queued" else chance.randint(0, 40)


def assert_every_article_once(database: Path, kills: list[Kill], last: Counter[str]) -> None:
    """The database is whole, and a second fetch is of an address that a kill cut off."""
    numbers = [row["source_id"] for row in rows(database, "SELECT source_id FROM articles")]
    assert sorted(map(int, numbers)) == list(range(100_000, 100_000 + PAGES))
    assert rows(database, "SELECT count(*) AS n FROM article_versions")[0]["n"] == PAGES
    assert rows(database, "SELECT count(*) AS n FROM pages WHERE state <> 'done'")[0]["n"] == 0
    ends = rows(database, "SELECT url, outcome FROM visits WHERE kind = 'article'")
    assert {row["outcome"] for row in ends} == {"stored_new"}
    assert len(ends) == len({row["url"] for row in ends}) == PAGES
    fetched, cut = Counter(last), Counter[str]()
    for kill in kills:
        fetched += kill.asked
        cut += kill.in_flight
    assert all(fetched[row["url"]] == 1 + cut[row["url"]] for row in ends)
    verified = scrapy("verify", "-s", f"DATABASE={database}")
    assert verified.code == 0, verified.out
    print({kill.moment: kill.proof for kill in kills}, sum(cut.values()), "cut off in", len(kills))


@pytest.mark.long
@pytest.mark.parametrize("moment", ["closing", "ending"])
def test_a_kill_after_the_last_page_loses_nothing(tmp_path: Path, moment: str) -> None:
    """Everything is stored, nobody asked for an end, and the process dies while it closes."""
    database = tmp_path / "news.db"
    with samplepaper.serve(samplepaper.build_site(40)) as server:
        process = subprocess.Popen(
            command(*crawl_words("baomau", database, server.url, *gate_words(moment))),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(lambda: state_of(process.pid) == "T", f"a stop at {moment}")
            assert is_writable(database) == (moment == "closing")
            assert not rows(database, "SELECT 1 FROM pages WHERE state NOT IN ('done', 'leased')")
        finally:
            process.kill()
            process.wait(timeout=10)
        done = crawl("baomau", database, server.url)
        asked = Counter(a.path for a in server.asked if "-a1000" in a.path)
    assert (done.code, done.summary["new"]) == (0, 0)
    assert (len(asked), sum(asked.values())) == (40, 40)
    runs = rows(database, "SELECT verdict, stored_new FROM runs ORDER BY id")
    assert [tuple(run.values()) for run in runs] == [("killed", 40), ("complete", 0)]
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


@pytest.mark.long
def test_a_holder_stopped_inside_a_transaction_is_ended_when_its_lease_has(tmp_path: Path) -> None:
    """It holds SQLite's own lock while it sleeps, which nothing but its end gives free."""
    database = tmp_path / "news.db"
    with samplepaper.serve(samplepaper.build_site(200)) as server:
        sleeper = subprocess.Popen(
            command(*crawl_words("baomau", database, server.url, *gate_words("visit", 20))),
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(lambda: state_of(sleeper.pid) == "T", "a stop inside a write")
            assert not is_writable(database)
            early = crawl("baomau", database, server.url)
            until = rows(database, "SELECT lease_until FROM locks")[0]["lease_until"]
            assert sleeper.poll() is None
            time.sleep(max(0.0, clock.seconds_until(until)) + 1)
            (file,) = tmp_path.glob("*.lock")
            told = file.read_text()
            file.write_text(json.dumps(json.loads(told) | {"place": "another machine"}))
            barred = crawl("baomau", database, server.url)
            assert sleeper.poll() is None
            file.write_text(told)
            taker = crawl("baomau", database, server.url)
            assert sleeper.wait(timeout=5) == -signal.SIGKILL
        finally:
            sleeper.kill()
            sleeper.wait(timeout=10)
    assert (early.code, early.summary["verdict"]) == (4, "locked")
    assert f"its lease ends at {until}" in early.summary["why"]
    assert (barred.code, barred.summary["verdict"]) == (4, "locked")
    assert f"end it there (kill -9 {sleeper.pid})" in barred.summary["why"]
    assert (taker.code, taker.summary["verdict"]) == (0, "complete")
    assert f"(process {sleeper.pid}) was stopped in the middle of a write" in taker.err
    assert rows(database, "SELECT count(*) AS n FROM articles") == [{"n": 200}]
    runs = rows(database, "SELECT verdict FROM runs ORDER BY id")
    assert [run["verdict"] for run in runs] == ["killed", "complete"]
    assert scrapy("verify", "-s", f"DATABASE={database}").code == 0


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
