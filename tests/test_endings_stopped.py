"""How crawls end that another holds up, or somebody stops."""

import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.crawling import Done, command, crawl, crawl_words, environment, rows
from tests.endings import ends, wait_for
from tests.servers import Answer, serve, small_site


@ends(4, "locked")
def test_a_second_crawl_at_once_is_locked_and_does_nothing(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    inner = small_site()
    over = threading.Event()

    def held(host: str, path: str) -> Answer | None:
        if path.startswith("/lua-"):
            over.wait(60)
        return inner(host, path)

    with serve(held) as server:
        first = subprocess.Popen(
            command(*crawl_words("baolongan", database, server.url)),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        wait_for(lambda: any(p.startswith("/lua-") for p in server.paths()))
        second = crawl("baolongan", database, server.url)
        over.set()
        first.communicate(timeout=60)
    assert "another crawl of baolongan (run 1)" in second.summary["why"]
    assert first.returncode == 0
    assert rows(database, "SELECT count(*) AS n FROM runs")[0]["n"] == 1
    return second


@pytest.mark.long
@ends(130, "interrupted")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_drains_and_the_next_run_finishes(tmp_path: Path, number: signal.Signals) -> Done:
    database = tmp_path / "news.db"
    inner = small_site(40)

    def slow(host: str, path: str) -> Answer | None:
        answer = inner(host, path)
        if answer and path.startswith("/lua-"):
            answer.delay = 0.2
        return answer

    settings = {"CONCURRENT_REQUESTS_PER_DOMAIN": "2"}
    with serve(slow) as server:
        process = subprocess.Popen(
            command(*crawl_words("baolongan", database, server.url, settings=settings)),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        wait_for(lambda: len(server.paths()) > 8)
        started = time.monotonic()
        process.send_signal(number)
        out, _ = process.communicate(timeout=30)
        assert time.monotonic() - started < 15
        done = crawl("baolongan", database, server.url)
        articles = [path for path in server.paths() if path.startswith("/lua-")]
    assert done.code == 0
    assert len(articles) == len(set(articles)) == 40  # nothing lost, nothing fetched twice
    return Done(process.returncode, out, "")
