"""Alerts of real crawls, and of a database that cannot be written."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from crawler.runs.alerts.marks import failed_before, forget, storage_failed, told_since
from tests.alert_kit import heard, hook
from tests.crawling import crawl, rows, scrapy
from tests.hours import Teller
from tests.servers import Answer, serve, small_site


def test_a_full_disk_is_told_once_without_a_database(tmp_path: Path) -> None:
    database, teller = tmp_path / "news.db", Teller()
    for _ in range(3):
        storage_failed(database, "bao", "disk is full", (teller,))
    assert heard(teller) == [("broke", "storage")]
    assert failed_before(database, "bao")
    assert set(told_since(database, "bao")) == {"command"}
    assert all(mark.stat().st_size == 0 for mark in tmp_path.iterdir())  # no block is needed
    forget(database, "bao")
    assert list(tmp_path.iterdir()) == []
    assert not failed_before(database, "bao")


def test_where_no_mark_can_be_made_the_folder_of_temporary_files_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    database, teller = tmp_path / "gone/news.db", Teller()
    for _ in range(2):
        storage_failed(database, "bao", "disk is read-only", (teller,))
    assert len(teller.messages) == 1
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    for _ in range(2):
        storage_failed(database, "bao", "disk is read-only", (teller,))
    assert len(teller.messages) == 3  # where nothing can be kept it is told each time


def test_a_failure_that_was_not_told_is_told_by_the_next_run(tmp_path: Path) -> None:
    database, teller = tmp_path / "news.db", Teller()
    teller.failure = "no"
    storage_failed(database, "bao", "disk is full", (teller,))
    teller.failure = None
    storage_failed(database, "bao", "disk is full", (teller,))
    assert len(teller.messages) == 1


@pytest.mark.long
def test_real_crawls_tell_a_wall_once_and_its_end(tmp_path: Path) -> None:
    """By a command that succeeds and by an address that fails first; exit codes stay what they are."""
    database, box = tmp_path / "news.db", tmp_path / "box"
    script = tmp_path / "alert.py"
    script.write_text(f"import sys; open({str(box)!r}, 'a').write(sys.stdin.read())\nprint('x')")
    normal, walled = small_site(2), {"on": False}

    def site(host: str, path: str) -> Answer | None:
        if walled["on"] and path != "/robots.txt":
            return Answer("Forbidden", 403)
        return normal(host, path)

    codes = []
    with hook() as server, serve(site) as newspaper:
        command = f"{sys.executable} '{script}'"
        environ = {"BAOTINH_ALERT_COMMAND": command, "BAOTINH_ALERT_WEBHOOK": server.url}
        for hour in range(5):
            walled["on"] = hour in {1, 2, 3}
            server.status = 500 if hour == 1 else 204
            done = crawl("baolongan", database, newspaper.url, **environ)
            codes.append(done.code)
            assert ("alert by webhook failed: HTTP 500" in done.err) is (hour == 1)
            assert len(done.out.strip().splitlines()) == 1
            if hour == 2:
                shutil.copy(database, tmp_path / "before.db")
    assert codes == [0, 3, 3, 3, 0]
    told = [json.loads(line) for line in box.read_text("utf-8").splitlines()]
    for messages in (told, server.got[1:]):  # the first one was refused with 500
        assert [len(m["broke"]) for m in messages] == [1, 0]
        assert [len(m["healed"]) for m in messages] == [0, 1]
        assert messages[0]["broke"][0]["subject"] == messages[1]["healed"][0]["subject"] == "site"
    assert told[0]["verdict"] == "blocked"
    assert_reported(database, tmp_path / "before.db")
    (alert,) = rows(database, "SELECT * FROM alerts")
    assert (alert["opened_run"], alert["closed_run"]) == (2, 5)


def assert_reported(healed: Path, broken: Path) -> None:
    """The report of a wall that stands, and of one that is gone."""
    told = json.loads(scrapy("report", "--json", "-s", f"DATABASE={broken}").out)
    assert [(a["subject"], bool(a["told_at"])) for a in told["alerts"]] == [("site", True)]
    states = {(row["monitor"], row["state"]) for row in told["monitors"]}
    assert {("run", "failed"), ("coverage", "cannot judge")} <= states
    shown = scrapy("report", "-s", f"DATABASE={broken}").out
    assert "Open alerts" in shown
    assert "the run ended as blocked" in shown
    assert json.loads(scrapy("report", "--json", "-s", f"DATABASE={healed}").out)["alerts"] == []


@pytest.mark.long
def test_a_database_that_cannot_be_opened_is_told_once_and_its_end(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    database.write_bytes(b"this is no database" * 100)
    with hook() as server, serve(small_site(1)) as newspaper:
        setting = {"ALERT_WEBHOOK": server.url}
        codes = [crawl("baolongan", database, newspaper.url, settings=setting).code for _ in "ab"]
        database.unlink()
        codes.append(crawl("baolongan", database, newspaper.url, settings=setting).code)
    assert codes == [5, 5, 0]
    assert [[b["subject"] for b in m["broke"]] for m in server.got] == [["storage"], []]
    assert [h["subject"] for h in server.got[1]["healed"]] == ["storage"]
