"""Alerts: what is news, and how a real command and a real local server are told."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from crawler.runs.alerts import changes
from crawler.runs.alerts.channels import CommandChannel, WebhookChannel
from pipelines.storage.base_watch import State
from pipelines.storage.times import after
from tests.alert_kit import BACK, GONE, NOW, OPEN, hook
from tests.crawling import crawl


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
