"""How crawls end where a host does not answer, or refuses."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from crawler import samplepaper
from tests.certificates import self_signed
from tests.crawling import ROOT, Done, command, crawl, environment, rows
from tests.endings import ends
from tests.servers import Answer, serve, small_site

OPENED = ("/sitemap.xml", "/rss/home.rss")


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
