"""How crawls end: each verdict and exit code, caused for real.

`@ends` says which ending a test reaches, and holds it to that: the test returns its crawl.
`test_every_ending_of_the_table_is_reached` compares what is reached with README's table.
"""

import contextlib
import functools
import hashlib
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from crawler import samplepaper
from crawler.runs.verdict import Exit
from pipelines.storage.tables_frontier import VERDICTS
from tests.certificates import self_signed
from tests.crawling import ROOT, Done, command, crawl, crawl_words, environment, rows, scrapy
from tests.servers import Answer, serve, small_site

#: What `@ends` has promised so far.
REACHED: set[tuple[int, str]] = set()


def ends(code: int, *words: str) -> Callable[[Callable[..., Done]], Callable[..., None]]:
    """The decorated test returns a crawl that ended with `code` and one of these verdicts."""
    REACHED.update((code, word) for word in words)

    def decorate(test: Callable[..., Done]) -> Callable[..., None]:
        @functools.wraps(test)
        def checked(*args: Any, **values: Any) -> None:
            done = test(*args, **values)
            assert done.code == done.summary["exit_code"] == code, done.err[-2000:]
            assert done.summary["verdict"] in words

        return checked

    return decorate


@ends(0, "complete")
def test_a_quiet_crawl_is_complete_and_the_last_line_is_json(tmp_path: Path) -> Done:
    with serve(small_site()) as server:
        done = crawl("baolongan", tmp_path / "news.db", server.url)
    assert done.summary["new"] == 6
    assert done.out.strip().count("\n") == 0
    return done


@ends(0, "complete")
def test_nothing_new_is_complete(tmp_path: Path) -> Done:
    with serve(small_site()) as server:
        crawl("baolongan", tmp_path / "news.db", server.url)
        done = crawl("baolongan", tmp_path / "news.db", server.url)
    assert done.summary["new"] == 0
    return done


@ends(0, "complete")
def test_a_host_that_forbids_all_that_was_wanted_is_complete(tmp_path: Path) -> Done:
    robots = Answer("User-agent: *\nDisallow: /lua-\n", headers={"Content-Type": "text/plain"})
    wanted = "urls=https://baolongan.vn/lua-a1.html,https://baolongan.vn/lua-a2.html"
    with serve(lambda h, p: robots if p == "/robots.txt" else small_site()(h, p)) as server:
        done = crawl("baolongan", tmp_path / "news.db", server.url, "-a", wanted)
    assert done.summary["outcomes"] == {"skipped": 2}
    return done


@ends(1, "degraded")
def test_a_listing_that_used_to_have_articles_and_has_none_is_degraded(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    inner = small_site()
    empty = Answer("<html><body><ul></ul></body></html>")
    with serve(inner) as server:
        crawl("baolongan", database, server.url)
    with serve(lambda h, p: empty if p == "/kinh-te/" else inner(h, p)) as server:
        done = crawl("baolongan", database, server.url)
    assert "lists no article, and used to" in done.summary["why"]
    return done


@ends(6, "crashed")
def test_a_stage_that_breaks_is_our_fault(tmp_path: Path) -> Done:
    broken = (
        'ITEM_PIPELINES={"tests.breakers.FieldsStage": 400, "pipelines.stages.FieldsStage": null}'
    )
    return _crashed(tmp_path / "news.db", "-s", broken)


@ends(6, "crashed")
def test_an_exception_outside_a_page_is_our_fault(tmp_path: Path) -> Done:
    return _crashed(tmp_path / "news.db", "-s", "SCHEDULER=tests.nowhere.Scheduler")


def _crashed(database: Path, *words: str) -> Done:
    with serve(small_site()) as server:
        done = crawl("baolongan", database, server.url, *words)
    run = rows(database, "SELECT verdict, exit_code FROM runs")
    assert run == [{"verdict": "crashed", "exit_code": 6}]
    return done


@ends(2, "usage")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-a", "sine=2017-01-01"], "Did you mean -a since"),
        (["-a", "since=2017-13-01"], "since=2017-13-01"),
        (["-a", "since=1/4/2017"], "YYYY-MM-DD"),
        (["-a", "since=2017-05-01", "-a", "until=2017-04-01"], "after until"),
        (["-a", "mode=all"], "mode=all"),
        (["-a", "mode=backfill", "-a", "since=0001-01-01"], "years 1900 to 9000"),
        (["-s", "REFRESH_BUDGET=x"], "REFRESH_BUDGET=x"),
        (["-s", "DOWNLOAD_DELAY=abc"], "DOWNLOAD_DELAY=abc"),
        (["-s", "CONCURRENT_REQUESTS_PER_DOMAIN=0"], "1 or more"),
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
) -> Done:
    database = tmp_path / "news.db"
    done = crawl("baolongan", database, "http://127.0.0.1:1", *words)
    assert told in done.summary["why"]
    assert done.summary["run"] is None
    assert not list(tmp_path.iterdir())
    return done


@ends(2, "usage")
@pytest.mark.parametrize(
    ("paper", "variables", "told"),
    [
        ("baolongn", {}, "Did you mean baolongan"),
        ("baolongan", {}, "CONTACT is not set"),
        ("baolongan", {"BAOTINH_DATABSE": "x.db"}, "Did you mean BAOTINH_DATABASE"),
    ],
)
def test_a_misspelt_newspaper_or_setting_and_a_missing_contact(
    tmp_path: Path, paper: str, variables: dict[str, str], told: str
) -> Done:
    done = scrapy("crawl", paper, "-s", f"DATABASE={tmp_path / 'news.db'}", **variables)
    assert told in done.summary["why"]
    assert not list(tmp_path.iterdir())
    return done


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


@ends(3, "unreachable")
def test_a_server_that_is_down_is_unreachable_and_nothing_is_lost(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    done = crawl("baolongan", database, "http://127.0.0.1:9")
    assert "connection" in done.summary["why"]
    with serve(small_site()) as server:
        assert crawl("baolongan", database, server.url).summary["new"] == 6
    return done


@ends(3, "unreachable")
def test_a_name_that_does_not_resolve_is_unreachable(tmp_path: Path) -> Done:
    contact = ("-s", "CONTACT=x@example.org")
    done = crawl("baolongan", tmp_path / "news.db", "http://no-such-host.invalid", *contact)
    assert "dns" in done.summary["why"]
    return done


@ends(3, "unreachable")
def test_a_certificate_that_has_expired_is_unreachable(tmp_path: Path) -> Done:
    """The machine trusts it, and its name is right: the day alone is wrong."""
    database = tmp_path / "news.db"
    for days in (-1, 2):
        certificate = self_signed(tmp_path, days=days)
        with serve(small_site(), tls=certificate.context) as server:
            trusted = {"SSL_CERT_FILE": str(certificate.file)}
            done = crawl("baolongan", database, server.url, **trusted)
        if days == -1:
            expired = done
            assert not server.asked
    assert (done.code, done.summary["new"]) == (0, 6), "the same one, in time, is fine"
    assert "tls" in expired.summary["why"]
    assert "certificate verify failed" in expired.summary["why"]
    return expired


@contextmanager
def sample_server(*words: str) -> Iterator[str]:
    """`scrapy samplepaper` as people start it; gives its address."""
    process = subprocess.Popen(
        command("samplepaper", *words), cwd=ROOT, env=environment(), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        yield found[0]
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.mark.long
@ends(3, "unreachable")
def test_robots_that_answer_503_are_unreachable_and_nothing_is_asked(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    with sample_server("--with", "robots-503") as url:
        done = crawl("baomau", database, url)
    # one request a host: its robots.txt
    assert set(done.summary["outcomes"]) == {"deferred"}
    assert {host["requests"] for host in done.summary["hosts"].values()} == {1}
    assert "HTTP 503" in done.summary["why"]
    with sample_server() as url:
        again = crawl("baomau", database, url)
    assert again.code == 0, again.summary
    assert again.summary["new"] > 30
    return done


@ends(3, "blocked")
def test_403_everywhere_is_blocked_and_nothing_is_lost(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"

    def wall(host: str, path: str) -> Answer | None:
        return small_site()(host, path) if path == "/robots.txt" else Answer("", 403)

    with serve(wall) as server:
        done = crawl("baolongan", database, server.url)
    with serve(small_site()) as server:
        assert crawl("baolongan", database, server.url).summary["new"] == 6
    return done


@ends(3, "blocked")
def test_challenge_pages_everywhere_are_blocked(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    with sample_server("--with", "wall") as url:
        done = crawl("baomau", database, url)
    assert rows(database, "SELECT count(*) AS n FROM articles") == [{"n": 0}]
    return done


@pytest.mark.long
@pytest.mark.parametrize(
    ("switch", "verdict", "statuses"),
    [
        ("robots-503", "unreachable", {503: 2}),  # nothing but robots.txt is asked of either host
        ("wall", "blocked", {200: 8}),  # robots and three pages of each, and no more
        ("storm", "unreachable", {200: 2, 503: 12}),
    ],
)
@ends(3, "unreachable", "blocked")
def test_a_host_that_refuses_is_left_alone_by_the_log_of_the_sample_server(
    tmp_path: Path, switch: str, verdict: str, statuses: dict[int, int]
) -> Done:
    database = tmp_path / "news.db"
    with samplepaper.serve(samplepaper.build_site(switches=[switch])) as server:
        done = crawl("baomau", database, server.url)
    assert done.summary["verdict"] == verdict
    assert Counter(asked.status for asked in server.asked) == statuses
    assert done.summary["requests"] == len(server.asked)
    assert {asked.path for asked in server.asked} <= {"/robots.txt", "/", *OPENED}
    with samplepaper.serve(samplepaper.build_site()) as server:  # and nothing was lost by it
        again = crawl("baomau", database, server.url)
    assert (again.code, again.summary["new"]) == (0, 70)
    return done


#: What a run opens beside the front page.
OPENED = ("/sitemap.xml", "/rss/home.rss")


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


@ends(5, "storage")
def test_a_file_that_is_no_database_is_a_storage_error_and_stays(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    database.write_bytes(b"these are my notes, not a database\n" * 40)
    with serve(small_site()) as server:
        done = crawl("baolongan", database, server.url)
        assert not server.asked
    assert database.read_bytes().startswith(b"these are my notes")
    return done


@ends(5, "storage")
def test_a_folder_that_cannot_be_made_is_a_storage_error(tmp_path: Path) -> Done:
    (tmp_path / "file").write_text("x")
    return crawl("baolongan", tmp_path / "file" / "news.db", "http://127.0.0.1:9")


@pytest.mark.parametrize("limit", [400, 4_000])
@ends(5, "storage")
def test_a_disk_that_is_full_is_a_storage_error_and_what_was_committed_is_safe(
    tmp_path: Path, limit: int
) -> Done:
    database = tmp_path / "news.db"
    with serve(small_site(60)) as server:
        words = crawl_words("baolongan", database, server.url)
        # KiB for each file: there is no room for the tables, or the log is full in the middle.
        full = f'ulimit -f {limit}; trap "" XFSZ; exec "$@"'
        limited = ["bash", "-c", full, "-", *command(*words)]
        done = subprocess.run(
            limited, env=environment(), capture_output=True, text=True, timeout=120
        )
        again = crawl("baolongan", database, server.url)
    assert again.code == 0, again.err
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 60
    # Some were stored before.
    assert (again.summary["new"] < 60) is (limit > 400)
    return Done(done.returncode, done.stdout, done.stderr)


@ends(5, "storage")
def test_a_database_of_newer_code_is_refused_and_stays(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    with serve(small_site()) as server:
        crawl("baolongan", database, server.url)
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            connection.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                " VALUES ('baotinh', 'm999_of_next_year', '2027-01-01T00:00:00Z')"
            )
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = hashlib.sha256(database.read_bytes()).hexdigest()
        asked = len(server.asked)
        done = crawl("baolongan", database, server.url)
        assert len(server.asked) == asked
    assert "m999_of_next_year" in done.summary["why"]
    assert "update the code" in done.summary["why"]
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before
    return done


#: Another program that keeps the database to itself until a line comes in.
HOGS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA busy_timeout = 5000")
connection.execute("BEGIN EXCLUSIVE")
print("holds", flush=True)
sys.stdin.readline()
"""


@contextmanager
def held_by_another_program(database: Path) -> Iterator[None]:
    words = [sys.executable, "-c", HOGS, str(database)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "holds\n"
        yield
    finally:
        process.communicate("\n", timeout=20)


@pytest.mark.long
@ends(5, "storage")
def test_a_database_that_another_program_holds_is_a_storage_error(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    with serve(small_site(3)) as server:
        crawl("baolongan", database, server.url)
    with serve(small_site()) as server:
        with held_by_another_program(database):
            done = crawl("baolongan", database, server.url)
        assert not server.asked
        assert "locked by another program: close it and start again" in done.summary["why"]
        again = crawl("baolongan", database, server.url)
    assert (again.code, again.summary["new"]) == (0, 3)
    return done


@pytest.mark.long
@ends(5, "storage")
def test_a_database_that_is_taken_away_in_the_middle_loses_nothing(tmp_path: Path) -> Done:
    database = tmp_path / "news.db"
    inner = small_site(30)

    def site(host: str, path: str) -> Answer | None:
        answer = inner(host, path)
        if answer and path.startswith("/lua-"):
            answer.delay = 0.1
        return answer

    with serve(site) as server:
        process = subprocess.Popen(
            command(*crawl_words("baolongan", database, server.url)),
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        wait_for(lambda: sum(path.startswith("/lua-") for path in server.paths()) > 10)
        started = time.monotonic()
        with held_by_another_program(database):
            out, _ = process.communicate(timeout=90)
        took = time.monotonic() - started
        assert took < 30, "it waits for the store once, not at every step of its end"
        stored = rows(database, "SELECT count(*) AS n FROM articles")[0]["n"]
        assert 0 < stored < 30
        again = crawl("baolongan", database, server.url)
    assert (again.code, again.summary["new"]) == (0, 30 - stored)
    assert scrapy("verify", "-s", f"DATABASE={database}").code == 0
    return Done(process.returncode, out, "")


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


def test_every_ending_of_the_table_is_reached() -> None:
    """README's table, the code's lists and the tests above name the same endings."""
    lines = re.findall(
        r"^\| (\d+) \| ([a-z, ]+) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    table = {(int(code), word) for code, words in lines for word in words.split(", ")}
    assert table == REACHED
    assert {code for code, _ in table} == {code.value for code in Exit}
    # `usage` and `locked` leave no run behind; `killed` is what the next run writes.
    assert {word for _, word in table} == {*VERDICTS, "usage", "locked"} - {"killed"}


def test_a_promise_of_an_ending_is_held_to() -> None:
    @ends(0, "complete")
    def broken() -> Done:
        return Done(0, '{"verdict": "degraded", "exit_code": 0}', "")

    with pytest.raises(AssertionError):
        broken()
