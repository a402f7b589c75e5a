"""Signals during a crawl of the sample newspaper, and what the next run makes of it."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from crawler.samplepaper import Answer, Server, build_site, serve
from tests.crawling import command, crawl, crawl_words, environment, rows, scrapy

PAGES = 200


class Slow:
    """The sample newspaper, each article after some seconds."""

    def __init__(self, seconds: float) -> None:
        self.site, self.seconds = build_site(pages=PAGES), seconds

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> Answer:
        if target.endswith(".html"):
            time.sleep(self.seconds)
        return self.site.answer(host, target, headers)


def started(database: Path, server: Server) -> subprocess.Popen[str]:
    """A crawl that has asked for some articles."""
    process = subprocess.Popen(
        command(*crawl_words("baomau", database, server.url)),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    end = time.monotonic() + 60
    while len(articles(server)) < 12:
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.05)
    return process


def articles(server: Server) -> list[str]:
    return [f"{asked.host}{asked.path}" for asked in server.asked if asked.path.endswith(".html")]


def finished(database: Path, server: Server) -> None:
    """One run to the end: every article is there once, and the database is sound."""
    assert crawl("baomau", database, server.url).code == 0
    assert rows(database, "SELECT count(DISTINCT source_id) AS n FROM articles") == [{"n": PAGES}]
    assert rows(database, "SELECT count(*) AS n FROM article_versions") == [{"n": PAGES}]
    assert scrapy("verify", BAOTINH_DATABASE=str(database)).code == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_one_signal_drains_and_nothing_is_fetched_twice(
    tmp_path: Path, number: signal.Signals
) -> None:
    site, database = Slow(0.1), tmp_path / "n.db"
    with serve(site) as server:
        process = started(database, server)
        sent = time.monotonic()
        process.send_signal(number)
        process.communicate(timeout=30)
        assert time.monotonic() - sent < 15
        assert process.returncode == 130
        site.seconds = 0
        finished(database, server)
        twice = [page for page, n in Counter(articles(server)).items() if n > 1]
    assert not twice


@pytest.mark.long
def test_a_page_that_hangs_is_cut_off_within_15_seconds(tmp_path: Path) -> None:
    site, database = Slow(0.1), tmp_path / "n.db"
    with serve(site) as server:
        process = started(database, server)
        site.seconds = 20
        time.sleep(0.5)
        sent = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        assert time.monotonic() - sent < 15
        assert process.returncode == 130
        site.seconds = 0
        finished(database, server)


def test_a_second_signal_stops_at_once_and_is_safe(tmp_path: Path) -> None:
    site, database = Slow(0.1), tmp_path / "n.db"
    with serve(site) as server:
        process = started(database, server)
        site.seconds = 20
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        sent = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        assert time.monotonic() - sent < 4
        assert process.returncode == 130
        site.seconds = 0
        finished(database, server)
        twice = [page for page, n in Counter(articles(server)).items() if n > 1]
    # What was in flight when it was cut off, on two hosts: four at a time each, and one waiting.
    assert len(twice) <= 10


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("moment", ["Enabled item pipelines", "Spider opened"])
def test_a_signal_at_the_start_is_no_complete_crawl(
    tmp_path: Path, number: signal.Signals, moment: str
) -> None:
    database = tmp_path / "n.db"
    with serve(Slow(0.2)) as server:
        process = subprocess.Popen(
            command(*crawl_words("baomau", database, server.url)),
            env=environment(PYTHONUNBUFFERED="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        for line in process.stderr:
            if moment in line:
                process.send_signal(number)
                break
        out, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert json.loads(out.splitlines()[-1])["verdict"] == "interrupted"
    assert rows(database, "SELECT verdict FROM runs") == [{"verdict": "interrupted"}]


def test_more_signals_change_nothing_of_the_end(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    with serve(Slow(0.2)) as server:
        process = started(database, server)
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            time.sleep(0.002)  # so that some come while it stops already
        process.communicate(timeout=30)
    assert process.returncode == 130
