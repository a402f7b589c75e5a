"""How crawls end: each verdict and exit code, caused for real."""

import contextlib
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.crawling import command, crawl, crawl_words, environment, rows, scrapy
from tests.servers import Answer, Site, serve, small_site


def failing(status: int, body: str = "", *, articles: int = 30) -> Site:
    """Robots allow, listings are fine, every article answers with `status`."""
    inner = small_site(articles)

    def site(host: str, path: str) -> Answer | None:
        return Answer(body, status) if path.startswith("/lua-") else inner(host, path)

    return site


def open_pages(database: Path) -> int:
    sql = "SELECT count(*) AS n FROM pages WHERE state IN ('pending', 'retry') AND kind = 'article'"
    return int(rows(database, sql)[0]["n"])


def test_a_quiet_crawl_is_complete_and_the_last_line_is_json(tmp_path: Path) -> None:
    with serve(small_site()) as server:
        done = crawl("baolongan", tmp_path / "news.db", server.url)
    assert (done.code, done.summary["verdict"], done.summary["new"]) == (0, "complete", 6)
    assert done.out.strip().count("\n") == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-a", "sine=2017-01-01"], "Did you mean -a since"),
        (["-a", "since=2017-13-01"], "since=2017-13-01"),
        (["-a", "since=1/4/2017"], "YYYY-MM-DD"),
        (["-a", "since=2017-05-01", "-a", "until=2017-04-01"], "after until"),
        (["-a", "mode=all"], "mode=all"),
        (["-a", "language=fr"], "language=fr"),
        (["-a", "sections=Kinh tế"], "section slugs"),
        (["-a", "urls=https://vnexpress.net/x-a1.html"], "no page of baolongan"),
        (["-a", "urls=@/nowhere/list.txt"], "nowhere"),
        (["-a", "origin=127.0.0.1:8000"], "http://127.0.0.1:8000"),
        (["-a", "nonsense"], "NAME=VALUE"),
        (["--nosuch"], "--nosuch"),
    ],
)
def test_a_mistake_is_told_in_one_line_and_nothing_is_touched(
    tmp_path: Path, words: list[str], told: str
) -> None:
    database = tmp_path / "news.db"
    done = crawl("baolongan", database, "http://127.0.0.1:1", *words)
    assert (done.code, done.summary["verdict"]) == (2, "usage")
    assert told in done.summary["why"]
    assert not list(tmp_path.iterdir())


def test_an_unknown_newspaper_and_a_missing_contact_are_usage_errors(tmp_path: Path) -> None:
    done = scrapy("crawl", "baolongn", "-s", f"DATABASE={tmp_path / 'news.db'}")
    assert done.code == 2
    assert "Did you mean baolongan" in done.summary["why"]
    done = scrapy("crawl", "baolongan", "-s", f"DATABASE={tmp_path / 'news.db'}")
    assert done.code == 2
    assert "CONTACT is not set" in done.summary["why"]
    assert not list(tmp_path.iterdir())


def test_arguments_of_scrapyd_are_accepted_and_kept(tmp_path: Path) -> None:
    with serve(small_site()) as server:
        done = crawl(
            "baolongan", tmp_path / "news.db", server.url, "-a", "_job=26d1b1a6d6f111e0be5c"
        )
    assert done.code == 0
    assert (
        "26d1b1a6d6f111e0be5c"
        in rows(tmp_path / "news.db", "SELECT arguments FROM runs")[0]["arguments"]
    )


def test_a_server_that_is_down_is_unreachable_and_nothing_is_lost(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    done = crawl("baolongan", database, "http://127.0.0.1:9")
    assert (done.code, done.summary["verdict"]) == (3, "unreachable")
    with serve(small_site()) as server:
        assert crawl("baolongan", database, server.url).summary["new"] == 6


def test_a_name_that_does_not_resolve_is_unreachable(tmp_path: Path) -> None:
    done = crawl(
        "baolongan",
        tmp_path / "news.db",
        "http://no-such-host.invalid",
        "-s",
        "CONTACT=x@example.org",
    )
    assert (done.code, done.summary["verdict"]) == (3, "unreachable")


@pytest.mark.parametrize(("status", "verdict"), [(403, "blocked"), (503, "unreachable")])
def test_a_host_that_refuses_everything_is_left_alone_with_its_pages_kept(
    tmp_path: Path, status: int, verdict: str
) -> None:
    database = tmp_path / "news.db"
    with serve(failing(status)) as server:
        done = crawl("baolongan", database, server.url)
        asked = [path for path in server.paths() if path.startswith("/lua-")]
    assert (done.code, done.summary["verdict"]) == (3, verdict)
    assert len(asked) < 20  # it stopped asking; a few were on their way
    assert open_pages(database) == 30
    with serve(small_site(30)) as server:
        done = crawl("baolongan", database, server.url)
    # 403 was the host's refusal: a new run asks afresh; 503 keeps its time
    assert done.code == 0
    assert done.summary["new"] >= (30 if status == 403 else 10)


def test_a_second_crawl_at_once_is_locked_and_does_nothing(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    inner = small_site()

    def slow(host: str, path: str) -> Answer | None:
        answer = inner(host, path)
        if answer and path.startswith("/lua-"):
            answer.delay = 1.0
        return answer

    with serve(slow) as server:
        first = subprocess.Popen(
            command(*crawl_words("baolongan", database, server.url)),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        wait_for(lambda: any(p.startswith("/lua-") for p in server.paths()))
        second = crawl("baolongan", database, server.url)
        first.communicate(timeout=60)
    assert (second.code, second.summary["verdict"]) == (4, "locked")
    assert first.returncode == 0
    assert rows(database, "SELECT count(*) AS n FROM runs")[0]["n"] == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_drains_and_the_next_run_finishes(tmp_path: Path, number: signal.Signals) -> None:
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
        assert process.returncode == 130
        assert '"verdict": "interrupted"' in out
        assert time.monotonic() - started < 15
        done = crawl("baolongan", database, server.url)
        articles = [path for path in server.paths() if path.startswith("/lua-")]
    assert done.code == 0
    assert len(articles) == len(set(articles)) == 40  # nothing lost, nothing fetched twice


def test_a_file_that_is_no_database_is_a_storage_error_and_stays(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    database.write_bytes(b"these are my notes, not a database\n" * 40)
    with serve(small_site()) as server:
        done = crawl("baolongan", database, server.url)
        assert not server.asked
    assert (done.code, done.summary["verdict"]) == (5, "storage")
    assert database.read_bytes().startswith(b"these are my notes")


def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = crawl("baolongan", tmp_path / "file" / "news.db", "http://127.0.0.1:9")
    assert (done.code, done.summary["verdict"]) == (5, "storage")


def test_a_disk_that_is_full_is_a_storage_error_and_what_was_committed_is_safe(
    tmp_path: Path,
) -> None:
    database = tmp_path / "news.db"
    with serve(small_site(60)) as server:
        words = crawl_words("baolongan", database, server.url)
        # 400 KiB for each file: the database fills up in the middle of the crawl.
        limited = ["bash", "-c", 'ulimit -f 400; trap "" XFSZ; exec "$@"', "-", *command(*words)]
        done = subprocess.run(
            limited, env=environment(), capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 5, done.stdout + done.stderr[-2000:]
        again = crawl("baolongan", database, server.url)
    assert again.code == 0
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 60


def wait_for(condition: object, seconds: float = 30) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_no_crawl_leaves_a_process_behind(tmp_path: Path) -> None:
    with serve(small_site()) as server:
        assert crawl("baolongan", tmp_path / "news.db", server.url).code == 0
    left = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().split(b"\0")
            left += [words] if str(tmp_path).encode() in b" ".join(words) else []
    assert not left
