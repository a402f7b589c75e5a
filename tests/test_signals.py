"""Signals during a crawl of the sample newspaper, and what the next run makes of it."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import signal
import subprocess
import termios
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


@pytest.mark.long
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


@pytest.mark.long
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


#: `crawler.settings`, and a word on standard error when it is loaded.
SETTINGS = (
    "from crawler.settings import *\nprint('loaded', file=__import__('sys').stderr, flush=True)\n"
)
NUMBERS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def ended_early(folder: Path, url: str, number: signal.Signals, wait: float | None) -> float:
    """A crawl that gets a signal `wait` seconds after its settings; the seconds until it began."""
    (folder / "early_settings.py").write_text(SETTINGS)
    words = command(*crawl_words("baomau", folder / "n.db", url))
    # Without `-m scrapy` the folder of the settings would not be on the path.
    variables = environment(SCRAPY_SETTINGS_MODULE="early_settings", PYTHONUNBUFFERED="1")
    variables["PYTHONPATH"] += f":{folder}"
    pipe = subprocess.PIPE
    with subprocess.Popen(words, env=variables, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        assert process.stderr.readline() == "loaded\n"
        loaded = time.monotonic()
        if wait is not None:
            time.sleep(wait)
            process.send_signal(number)
        for line in process.stderr:
            if "Spider opened" in line and wait is None:
                wait = time.monotonic() - loaded
                process.send_signal(number)
        last = process.stdout.read().splitlines()[-1]
    assert process.returncode == 130, (number, wait)
    assert json.loads(last)["verdict"] == "interrupted"
    if (folder / "n.db").exists():
        assert rows(folder / "n.db", "SELECT DISTINCT verdict FROM runs WHERE 1") in (
            [], [{"verdict": "interrupted"}],
        )  # fmt: skip
    assert wait is not None
    return wait


@pytest.mark.parametrize("number", NUMBERS)
def test_a_signal_while_scrapy_loads_begins_no_run(tmp_path: Path, number: signal.Signals) -> None:
    ended_early(tmp_path, "http://127.0.0.1:9", number, 0.0)
    assert not (tmp_path / "n.db").exists()


@pytest.mark.long
def test_signals_spread_over_the_start_all_interrupt(tmp_path: Path) -> None:
    with serve(Slow(0.2)) as server:
        whole = ended_early(tmp_path, server.url, signal.SIGTERM, None)
        for moment in range(20):
            folder = tmp_path / str(moment)
            folder.mkdir()
            ended_early(folder, server.url, NUMBERS[moment % 3], whole * moment / 20)


def test_more_signals_change_nothing_of_the_end(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    with serve(Slow(0.2)) as server:
        process = started(database, server)
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            time.sleep(0.002)  # so that some come while it stops already
        process.communicate(timeout=30)
    assert process.returncode == 130


@pytest.mark.parametrize("log", [(), ("-s", "LOG_FILE=/dev/null")])
def test_a_terminal_that_is_closed_interrupts_and_is_no_crash(
    tmp_path: Path, log: tuple[str, ...]
) -> None:
    """The bar is drawn on it: what cannot be drawn any more must not end the run as crashed."""
    database, variables = tmp_path / "n.db", environment(TERM="xterm")
    del variables["NO_COLOR"]
    with serve(Slow(0.3)) as server:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            command(*crawl_words("baomau", database, server.url, *log)),
            env=variables, stdin=theirs, stdout=subprocess.DEVNULL, stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  a terminal of its own
        )  # fmt: skip
        os.close(theirs)
        while len(articles(server)) < 12:
            os.read(ours, 4096)
        os.close(ours)
        assert process.wait(30) == 130
    assert rows(database, "SELECT verdict FROM runs") == [{"verdict": "interrupted"}]
