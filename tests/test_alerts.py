"""Alerts: one when it breaks, one when it heals, by a real command and a real local server."""

from __future__ import annotations

import json
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from crawler.runs.alerts import changes
from crawler.runs.alerts.channels import CommandChannel, WebhookChannel
from crawler.runs.alerts.marks import failed_before, forget, storage_failed, told_since
from crawler.runs.alerts.telling import deliver
from pipelines.storage.base_watch import Alert, Result, State, Watched
from pipelines.storage.times import after
from tests.crawling import crawl, rows, scrapy
from tests.hours import Teller
from tests.servers import Answer, serve, small_site
from tests.storage_kit import Desk

GONE = Result("listings", "listing x", "failed", "x lists no article")
BACK = GONE._replace(state="ok", message="x: 20 articles")


@dataclass
class Hook:
    """A server that takes what is posted."""

    url: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    status: int = 204
    location: str | None = None
    seconds: float = 0.0


@contextmanager
def hook() -> Iterator[Hook]:
    made = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"].startswith("application/json")
            made.got.append(json.loads(body))
            time.sleep(made.seconds)
            self.send_response(made.status)
            if made.location:
                self.send_header("Location", made.location)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Tests read `got`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/hook?token=secret"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# -- what is news -----------------------------------------------------------------------------------
NOW = "2026-11-26T00:00:00.000Z"
OPEN = {"listing x": Alert(7, "listing x", "listings", "gone", 1, NOW)}


def test_what_fails_is_news_once() -> None:
    assert changes([GONE], {}, NOW).broke == (GONE,)
    assert changes([GONE, GONE._replace(monitor="arrivals")], {}, NOW).broke == (GONE,)
    assert changes([GONE], OPEN, NOW) == ((), {})
    assert changes([GONE._replace(due=False)], {}, NOW) == ((), {})


@pytest.mark.parametrize(
    ("said", "heals"),
    [
        (["ok"], True),
        (["ok", "failed"], False),
        (["cannot judge"], False),
        ([], False),
    ],
)
def test_it_heals_when_its_monitor_says_so_and_none_the_contrary(
    said: list[State], heals: bool
) -> None:
    names = ("listings", "arrivals")
    results = [BACK._replace(state=s, monitor=n) for s, n in zip(said, names, strict=False)]
    assert (changes(results, OPEN, NOW).healed == {7: BACK.message}) is heals


def test_another_monitor_heals_nothing() -> None:
    assert changes([BACK._replace(monitor="arrivals")], OPEN, NOW).healed == {}


def test_what_can_no_longer_be_judged_is_closed_after_eight_weeks() -> None:
    assert changes([], OPEN, after(NOW, 86_400 * 55)).healed == {}
    assert 7 in changes([], OPEN, after(NOW, 86_400 * 57)).healed
    assert changes([GONE], OPEN, after(NOW, 86_400 * 57)).healed == {}


# -- how it is told ---------------------------------------------------------------------------------
def test_a_command_gets_the_object_on_standard_input(tmp_path: Path) -> None:
    script = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    told = CommandChannel((sys.executable, "-c", script, str(tmp_path / "it's here.json")))
    assert told.send({"text": "Tết"}) is None
    assert json.loads((tmp_path / "it's here.json").read_text("utf-8")) == {"text": "Tết"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("no-such-program",), "cannot be started"),
        ((sys.executable, "-c", "import sys; sys.exit('no mail today')"), "no mail today"),
        # A child that keeps the pipe open does not keep the crawl waiting.
        (("sh", "-c", "sleep 60 & sleep 60"), "was ended after 1 seconds"),
    ],
)
def test_a_command_that_fails_is_told(words: tuple[str, ...], says: str) -> None:
    failure = CommandChannel(words, seconds=1.0).send({"text": "x" * 200_000})
    assert failure is not None
    assert says in failure


def test_what_a_command_leaves_in_the_background_is_not_waited_for() -> None:
    told = CommandChannel(("sh", "-c", "cat > /dev/null; sleep 5 &"), seconds=2.0)
    assert told.send({"text": "x"}) is None


def test_an_address_gets_the_object_by_post() -> None:
    with hook() as server:
        assert WebhookChannel(server.url).send({"text": "Tết"}) is None
        assert server.got == [{"text": "Tết"}]


@pytest.mark.parametrize(
    ("status", "seconds", "says"), [(502, 0, "HTTP 502"), (302, 0, "HTTP 302"), (200, 5, "answer")]
)
def test_an_address_that_fails_is_told(status: int, seconds: float, says: str) -> None:
    """Also one that leads elsewhere: the object would not arrive there (a GET would be a 501)."""
    with hook() as server:
        server.status, server.seconds, server.location = status, seconds, f"{server.url}&2"
        failure = WebhookChannel(server.url, seconds=1.0).send({"text": "x"})
        assert failure is not None
        assert says in failure or "timed out" in failure
        assert "secret" not in failure
        assert len(server.got) == 1


def test_nobody_at_the_address_is_told() -> None:
    failure = WebhookChannel("http://127.0.0.1:9/hook?token=secret").send({})
    assert failure is not None
    assert "refused" in failure
    assert "secret" not in failure


# -- at least once, and not twice -------------------------------------------------------------------
class Runs:
    """Runs of a desk whose end breaks or heals something."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.now = NOW

    def end(self, *told: Result) -> None:
        desk = self.desk
        self.now = after(self.now, 3600)
        news = changes(told, desk.store.watch.open_alerts(desk.paper), self.now)
        watched = Watched(self.now, broke=news.broke, healed=news.healed)
        desk.store.end_run(desk.run, self.now, "degraded", 1, {}, watched=watched)

    def next(self) -> None:
        self.desk.run = self.desk.store.begin_run(self.desk.paper, "incremental", {}, self.now, 60)

    def tell(self, *using: Teller) -> None:
        deliver(self.desk.store, self.desk.run, "degraded", using)


@pytest.fixture
def runs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Runs:
    made = Runs(desk)
    monkeypatch.setattr("crawler.clock.now", lambda: made.now)
    return made


def heard(teller: Teller) -> list[tuple[str, str]]:
    return [(event, subject) for _, event, subject in teller.heard]


def test_one_when_it_breaks_and_one_when_it_heals(runs: Runs) -> None:
    teller = Teller()
    for said in (GONE, GONE, GONE, BACK, BACK):
        runs.end(said)
        runs.tell(teller)
        runs.next()
    assert heard(teller) == [("broke", "listing x"), ("healed", "listing x")]
    broke, healed = teller.messages
    assert broke["paper"] == "bao"
    assert broke["text"] == "baotinh bao: BROKE listing x: x lists no article"
    assert healed["healed"][0]["since"] == broke["broke"][0]["since"]
    assert healed["healed"][0]["until"] > healed["healed"][0]["since"]


def test_a_failed_delivery_is_told_and_tried_by_the_next_run(
    runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    teller = Teller()
    teller.failure = "HTTP 502"
    runs.end(GONE)
    runs.tell(teller)
    assert "alert by command failed: HTTP 502" in capsys.readouterr().err
    (row,) = runs.desk.rows("SELECT * FROM alert_deliveries")
    assert (row["tries"], row["told_at"], row["failure"]) == (1, None, "HTTP 502")
    teller.failure = None
    runs.next()
    runs.end(GONE)
    runs.tell(teller)
    assert heard(teller) == [("broke", "listing x")]
    (row,) = runs.desk.rows("SELECT * FROM alert_deliveries")
    assert (row["tries"], row["failure"]) == (2, None)
    assert row["told_at"]


def test_what_healed_before_it_could_be_told_is_told_whole(runs: Runs) -> None:
    teller = Teller()
    teller.failure = "no"
    runs.end(GONE)
    runs.tell(teller)
    teller.failure = None
    runs.next()
    runs.end(BACK)
    runs.tell(teller)
    assert heard(teller) == [("broke", "listing x"), ("healed", "listing x")]
    assert len(teller.messages) == 1


def test_a_run_killed_before_it_told_anybody_loses_no_alert(runs: Runs) -> None:
    runs.end(GONE)
    runs.next()
    teller = Teller()
    runs.end(GONE)
    runs.tell(teller)
    assert heard(teller) == [("broke", "listing x")]


def test_a_run_killed_while_telling_is_told_again_when_its_claim_is_old(runs: Runs) -> None:
    runs.end(GONE)
    watch, run = runs.desk.store.watch, runs.desk.run
    assert watch.claim(run, "command", runs.now, after(runs.now, -120))  # and then it was killed
    teller = Teller()
    runs.tell(teller)  # another process, at the same moment
    assert heard(teller) == []
    runs.now = after(runs.now, 300)
    runs.tell(teller)
    runs.tell(teller)
    assert heard(teller) == [("broke", "listing x")]


def test_each_channel_is_told_by_itself(runs: Runs) -> None:
    command, webhook = Teller(), Teller()
    webhook.name, webhook.failure = "webhook", "no"
    runs.end(GONE)
    runs.tell(command, webhook)
    webhook.failure = None
    runs.next()
    runs.end(GONE)
    runs.tell(command, webhook)
    assert heard(command) == heard(webhook) == [("broke", "listing x")]


def test_a_channel_named_later_is_told_what_is_open_and_nothing_that_is_over(runs: Runs) -> None:
    runs.end(GONE)
    runs.next()
    runs.end(BACK)
    runs.next()
    runs.end(GONE._replace(subject="listing y"))
    teller = Teller()
    runs.tell(teller)
    assert heard(teller) == [("broke", "listing y")]


def test_a_database_that_fails_while_telling_changes_nothing(
    runs: Runs, capsys: pytest.CaptureFixture[str]
) -> None:
    runs.end(GONE)
    runs.desk.store.connection.raw.execute("PRAGMA query_only = ON")
    runs.tell(Teller())
    assert "read-only" in capsys.readouterr().err


# -- a database that cannot be written --------------------------------------------------------------
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
# -- through the command line -----------------------------------------------------------------------
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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALERT_WEBHOOK", "ftp://example.org/x"),
        ("ALERT_WEBHOOK", "example.org/x"),
        ("ALERT_WEBHOOK", "http://example.org:99999/secret"),
        ("ALERT_COMMAND", "mail 'operator"),
        ("ALERT_COMMAND", "/no/mailer operator"),
    ],
)
def test_a_wrong_setting_is_a_usage_error(tmp_path: Path, name: str, value: str) -> None:
    done = crawl("baolongan", tmp_path / "n.db", "http://127.0.0.1:9", settings={name: value})
    assert done.code == 2
    assert name in done.summary["why"]
    assert "secret" not in done.err
    assert not (tmp_path / "n.db").exists()
