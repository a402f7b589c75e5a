"""Each alert is told at least once to each channel, and not twice, whatever run is killed."""

from __future__ import annotations

import pytest

from crawler.runs.alerts import changes
from crawler.runs.alerts.telling import deliver
from pipelines.storage.base_watch import Result, Watched
from pipelines.storage.times import after
from tests.alert_kit import BACK, GONE, NOW, heard
from tests.hours import Teller
from tests.storage_kit import Desk


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
