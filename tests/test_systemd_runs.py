"""Crawls that a real systemd starts by our units: hardened, stopped, judged, caught up."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from crawler.samplepaper import Server, build_site, serve
from tests.crawl_fixtures import compare_rows, load, stored
from tests.crawling import rows, scrapy
from tests.namespaces import needs_groups, needs_namespaces
from tests.systemd_manager import SERVICE, STATE, Manager, manager
from tests.test_signals import Slow, articles, started

pytestmark = [
    pytest.mark.long,
    needs_namespaces,
    needs_groups,
]
UNIT = "baotinh@baomau.service"
JUDGED = ("ActiveState", "Result", "ExecMainStatus")


def has_failed(systemd: Manager) -> bool:
    """(What has not failed, systemd forgets at once, with its exit code.)"""
    return systemd.shows(UNIT, "ActiveState") == ("failed",)


def told(systemd: Manager) -> dict[str, Any]:
    """The crawl's last line."""
    lines = [line for line in systemd.said().splitlines() if line.startswith('{"run"')]
    return dict(json.loads(lines[-1]))


def arguments(server: Server) -> str:
    return f"-a origin={server.url} -s DOWNLOAD_DELAY=0 -s CONCURRENT_REQUESTS_PER_DOMAIN=4"


def database(systemd: Manager) -> Path:
    return systemd.state / "baotinh/news.db"


def wait_until_asked(server: Server, systemd: Manager) -> None:
    end = time.monotonic() + 60
    while len(articles(server)) < 12:
        assert time.monotonic() < end, systemd.said()
        time.sleep(0.05)


def test_a_crawl_as_hardened_as_it_is_does_all_its_work(tmp_path: Path) -> None:
    with serve(build_site()) as server, manager(tmp_path / "m", arguments(server)) as systemd:
        systemd.systemctl("start", UNIT)
        assert (told(systemd)["verdict"], has_failed(systemd)) == ("complete", False)
        assert list(compare_rows(load("baomau").expected, stored(database(systemd)))) == []
        assert scrapy("verify", BAOTINH_DATABASE=str(database(systemd))).code == 0
        assert database(systemd).stat().st_mode & 0o7777 == 0o640


_PROBE = """
import os, socket
def can(what):
    try:
        what()
    except OSError:
        return False
    return True
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print("PROBE", {
    "etc": can(lambda: open("/etc/probe", "w")),
    "code": can(lambda: open("probe", "w")),
    "state": can(lambda: open(os.environ["BAOTINH_DATABASE"] + ".probe", "w")),
    "packet": can(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW)),
    "inet": can(lambda: socket.socket()),
    "chown": can(lambda: os.chown(os.environ["BAOTINH_DATABASE"] + ".probe", 1, 1)),
    "name": can(lambda: socket.getaddrinfo("localhost", 80)),
    "tmp": len(os.listdir("/tmp")),
    "NoNewPrivs": status["NoNewPrivs"].strip(), "Seccomp": status["Seccomp"].strip(),
    "CapEff": int(status["CapEff"], 16),
})
"""


def test_the_hardening_is_in_force(tmp_path: Path) -> None:
    with manager(tmp_path / "m", "") as systemd:
        (systemd.state / "probe.py").write_text(_PROBE)
        path = tmp_path / "m/units" / SERVICE
        text = path.read_text("utf-8")
        assert "-m scrapy crawl %i $CRAWL_ARGUMENTS" in text
        path.write_text(text.replace("-m scrapy crawl %i $CRAWL_ARGUMENTS", f"{STATE}/probe.py"))
        systemd.systemctl("daemon-reload")
        systemd.systemctl("start", UNIT)
        (probed,) = [line for line in systemd.said().splitlines() if line.startswith("PROBE")]
    assert probed == "PROBE " + str(
        {
            "etc": False, "code": False, "state": True, "packet": False, "inet": True,
            "chown": False, "name": True, "tmp": 0, "NoNewPrivs": "1", "Seccomp": "2", "CapEff": 0,
        }
    )  # fmt: skip


def test_a_crawl_that_is_stopped_saves_itself_and_has_not_failed(tmp_path: Path) -> None:
    site = Slow(0.1)
    with serve(site) as server, manager(tmp_path / "m", arguments(server)) as systemd:
        systemd.systemctl("start", "--no-block", UNIT)
        wait_until_asked(server, systemd)
        systemd.systemctl("stop", UNIT)
        assert (told(systemd)["exit_code"], has_failed(systemd)) == (130, False)
        ended = "SELECT verdict, exit_code FROM runs"
        assert rows(database(systemd), ended) == [{"verdict": "interrupted", "exit_code": 130}]
        site.seconds = 0
        systemd.systemctl("start", UNIT)
        assert (told(systemd)["exit_code"], has_failed(systemd)) == (0, False)
        asked = articles(server)
    assert len(asked) == len(set(asked))


def test_a_crawl_that_finds_another_one_has_not_failed(tmp_path: Path) -> None:
    site = Slow(0.1)
    with serve(site) as server, manager(tmp_path / "m", arguments(server)) as systemd:
        database(systemd).parent.mkdir()
        by_hand = started(database(systemd), server)
        systemd.systemctl("start", UNIT)
        assert (told(systemd)["exit_code"], has_failed(systemd)) == (4, False)
        site.seconds = 0
        assert by_hand.wait(60) == 0
        by_hand.communicate()


def test_a_crawl_that_fails_is_among_the_failed_units(tmp_path: Path) -> None:
    with manager(tmp_path / "m", "-a origin=http://127.0.0.1:9") as systemd:
        systemd.systemctl("start", UNIT, check=False)
        assert systemd.shows(UNIT, *JUDGED) == ("failed", "exit-code", "3")
        assert UNIT in systemd.systemctl("list-units", "--failed")


def test_missed_runs_are_caught_up_by_one(tmp_path: Path) -> None:
    stamp = tmp_path / "m/state/data/systemd/timers/stamp-baotinh@baomau.timer"
    with (
        serve(build_site()) as server,
        # At once: catching up waits for the random delay, too.
        manager(tmp_path / "m", arguments(server), RandomizedDelaySec="0") as systemd,
    ):
        stamp.parent.mkdir(parents=True)
        stamp.touch()
        long_ago = time.time() - 3 * 86400
        os.utime(stamp, (long_ago, long_ago))  # 72 runs were missed
        systemd.systemctl("start", "baotinh@baomau.timer")
        end = time.monotonic() + 60
        while verdicts(systemd) != ["complete"]:
            assert time.monotonic() < end, systemd.said()
            time.sleep(0.2)
        time.sleep(3)  # the next of several would have begun
        assert verdicts(systemd) == ["complete"]
        assert systemd.shows("baotinh@baomau.timer", "ActiveState", "Result") == (
            "active",
            "success",
        )


def verdicts(systemd: Manager) -> list[str | None]:
    """Of all runs so far; none while the database is still being made."""
    try:
        return [row["verdict"] for row in rows(database(systemd), "SELECT verdict FROM runs")]
    except sqlite3.OperationalError:
        return []
