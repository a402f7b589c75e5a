"""robots.txt: obeyed by every request, also by those that wait for it together."""

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.engine.robots_rules import Rules
from tests.crawling import ROOT, crawl, environment, rows
from tests.servers import Answer, Server, Site, serve, small_site

TEXT = {"Content-Type": "text/plain"}


def with_robots(robots: Answer, articles: int = 8) -> Site:
    inner = small_site(articles)

    def site(host: str, path: str) -> Answer | None:
        return robots if path == "/robots.txt" else inner(host, path)

    return site


def crawl_some(server: Server, database: Path, count: int = 8) -> tuple[int, dict[str, object]]:
    urls = ",".join(f"https://baolongan.vn/lua-a{n}.html" for n in range(1, count + 1))
    settings = {"CONCURRENT_REQUESTS_PER_DOMAIN": "8"}
    done = crawl("baolongan", database, server.url, "-a", f"urls={urls}", settings=settings)
    return done.code, done.summary


def test_eight_requests_at_once_to_a_host_that_forbids_them_send_none(tmp_path: Path) -> None:
    robots = Answer("User-agent: *\nDisallow: /\n", headers=TEXT, delay=0.5)
    with serve(with_robots(robots)) as server:
        code, summary = crawl_some(server, tmp_path / "news.db")
    assert server.paths() == ["/robots.txt"]
    assert code == 0  # forbidden is an answer, not a failure
    assert summary["outcomes"] == {"skipped": 8}


def test_a_rule_for_us_wins_over_the_rule_for_all(tmp_path: Path) -> None:
    text = "User-agent: *\nDisallow: /\n\nUser-agent: baotinh\nDisallow: /lua-a2.html\n"
    with serve(with_robots(Answer(text, headers=TEXT))) as server:
        code, summary = crawl_some(server, tmp_path / "news.db")
    assert code == 0
    assert summary["outcomes"] == {"skipped": 1, "stored_new": 7}


@pytest.mark.parametrize("status", [500, 503, 429])
def test_robots_that_cannot_be_had_forbid_all_until_the_next_run(
    tmp_path: Path, status: int
) -> None:
    database = tmp_path / "news.db"
    with serve(with_robots(Answer("", status))) as server:
        code, summary = crawl_some(server, database)
        assert set(server.paths()) == {"/robots.txt"}
    assert (code, summary["verdict"]) == (3, "unreachable")
    assert rows(database, "SELECT DISTINCT reason FROM visits") == [
        {"reason": "robots_unavailable"}
    ]
    # every page is still open
    assert (
        rows(database, "SELECT count(*) n FROM pages WHERE state IN ('pending', 'retry')")[0]["n"]
        == 8
    )
    with serve(small_site(8)) as server:
        code, summary = crawl_some(server, database)
    assert (code, summary["new"]) == (0, 8)


@pytest.mark.parametrize("status", [404, 403, 410])
def test_no_robots_are_no_rules(tmp_path: Path, status: int) -> None:
    with serve(with_robots(Answer("User-agent: *\nDisallow: /", status))) as server:
        code, summary = crawl_some(server, tmp_path / "news.db")
    assert (code, summary["new"]) == (0, 8)


def test_a_byte_order_mark_hides_no_rule(tmp_path: Path) -> None:
    robots = Answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", headers=TEXT)
    with serve(with_robots(robots)) as server:
        _, summary = crawl_some(server, tmp_path / "news.db")
    assert summary["outcomes"] == {"skipped": 8}


def test_the_part_within_the_cap_counts_of_endless_robots(tmp_path: Path) -> None:
    text = "User-agent: *\nDisallow: /lua-a1.html\n" + "# x\n" * 400_000
    with serve(with_robots(Answer(text, headers=TEXT))) as server:
        _, summary = crawl_some(server, tmp_path / "news.db")
    assert summary["outcomes"] == {"skipped": 1, "stored_new": 7}


def test_silence_forbids_all_until_the_next_run(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    urls = "urls=" + ",".join(f"https://baolongan.vn/lua-a{n}.html" for n in (1, 2, 3))
    impatient = {"DOWNLOAD_TIMEOUT": "1"}
    with serve(with_robots(Answer("", delay=3))) as server:
        done = crawl("baolongan", database, server.url, "-a", urls, settings=impatient)
        assert server.paths() == ["/robots.txt"]
    assert (done.code, done.summary["verdict"]) == (3, "unreachable")
    assert "timeout" in done.summary["why"]
    with serve(small_site(3)) as server:
        assert crawl("baolongan", database, server.url, "-a", urls).summary["new"] == 3


def test_endless_robots_are_read_up_to_the_cap_and_obeyed(tmp_path: Path) -> None:
    """Larger than any page may be: what is within the cap is still the host's word."""
    text = "User-agent: *\nDisallow: /lua-a1.html\n" + "# x\n" * 3_500_000 + "Disallow: /\n"
    with serve(with_robots(Answer(text, headers=TEXT))) as server:
        code, summary = crawl_some(server, tmp_path / "news.db", 3)
    assert (code, summary["outcomes"]) == (0, {"skipped": 1, "stored_new": 2})


def moved(*places: str, text: str) -> Site:
    """robots.txt is behind redirects to these addresses; the last one has `text`."""
    chain = dict(
        zip(("/robots.txt", *(p.partition("//")[2] for p in places)), places, strict=False)
    )
    last = places[-1].partition("//")[2]

    def site(host: str, path: str) -> Answer | None:
        here = path if path == "/robots.txt" and host == "baolongan.vn" else host + path
        if here in chain:
            return Answer("", 301, {"Location": chain[here]})
        if here == last:
            return Answer(text, headers=TEXT)
        return small_site(3)(host, path)

    return site


def test_robots_are_followed_over_five_hops_to_another_host(tmp_path: Path) -> None:
    places = [f"https://baolongan.vn/r{n}" for n in range(1, 4)]
    places += ["http://rules.example/old.txt", "https://cdn.example/robots.txt"]
    site = moved(*places, text="User-agent: *\nDisallow: /lua-a2.html\n")
    with serve(site) as server:
        code, summary = crawl_some(server, tmp_path / "news.db", 3)
    assert (code, summary["outcomes"]) == (0, {"skipped": 1, "stored_new": 2})
    hosts = [request.host for request in server.asked]
    assert (hosts.count("rules.example"), hosts.count("cdn.example")) == (1, 1)
    # the rules are those of the first host, and each hop is a request to it
    assert summary["requests"] == len(server.asked) == 8
    told = rows(tmp_path / "news.db", "SELECT host FROM hosts")
    assert told == [{"host": "baolongan.vn"}]


@pytest.mark.parametrize("target", ["/robots.txt", "ftp://baolongan.vn/robots.txt", "http://["])
def test_robots_that_lead_nowhere_forbid_all(tmp_path: Path, target: str) -> None:
    robots = Answer("", 302, {"Location": target})
    with serve(with_robots(robots)) as server:
        code, summary = crawl_some(server, tmp_path / "news.db", 3)
    assert (code, summary["verdict"]) == (3, "unreachable")
    assert server.paths() == ["/robots.txt"]


@pytest.mark.long
def test_what_is_forbidden_is_asked_again_when_robots_change(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    robots = {"text": "User-agent: *\nDisallow: /lua-a1.html\nDisallow: /lua-a2.html\n"}

    def site(host: str, path: str) -> Answer | None:
        if path == "/robots.txt" and host == "baolongan.vn":
            return Answer(robots["text"], headers=TEXT)
        return small_site(3)(host, path)

    def visits(path: str) -> int:
        sql = "SELECT count(*) AS n FROM visits WHERE url = ?"
        return int(rows(database, sql, [f"https://baolongan.vn{path}"])[0]["n"])

    with serve(site) as server:
        first = crawl("baolongan", database, server.url)
        assert (first.summary["new"], first.summary["outcomes"]["skipped"]) == (1, 2)
        # unchanged but for a comment: not asked again, not even looked at
        robots["text"] = "# 24/11\n" + robots["text"] + "# het\n"
        same = crawl("baolongan", database, server.url)
        assert "skipped" not in same.summary["outcomes"]
        assert "due again" not in same.err
        assert visits("/lua-a1.html") == 1
        robots["text"] = robots["text"].replace("Disallow: /lua-a1.html\n", "")
        changed = crawl("baolongan", database, server.url)
        assert "robots.txt of baolongan.vn is not what it was: 1 pages due again" in changed.err
    assert changed.summary["new"] == 1
    assert (visits("/lua-a1.html"), visits("/lua-a2.html")) == (2, 1)
    assert server.paths().count("/lua-a1.html") == 1
    assert "/lua-a2.html" not in server.paths()


@pytest.mark.long
def test_robots_that_cannot_be_had_change_nothing(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    forbids = Answer("User-agent: *\nDisallow: /lua-a1.html\n", headers=TEXT)
    with serve(with_robots(forbids, 3)) as server:
        crawl("baolongan", database, server.url)
    with serve(with_robots(Answer("", 503), 3)) as server:
        assert crawl("baolongan", database, server.url).code == 3
    with serve(with_robots(forbids, 3)) as server:
        done = crawl("baolongan", database, server.url)
    assert (done.code, done.summary["outcomes"].get("skipped")) == (0, None)
    with serve(with_robots(Answer("", 404), 3)) as server:
        assert crawl("baolongan", database, server.url).summary["new"] == 1


GUARDED = """
import sys
import scrapy
from scrapy.crawler import CrawlerProcess
class Try(scrapy.Spider):
    name = "try"
    start_urls = sys.argv[1:]
    async def start(self):
        for url in self.start_urls:
            yield scrapy.Request(url, errback=self.failed, dont_filter=True)
    def parse(self, response):
        print("reached", response.url)
    def failed(self, failure):
        print("refused", failure.request.url)
process = CrawlerProcess({"TWISTED_DNS_RESOLVER": "crawler.engine.resolver.GuardedResolver",
    "RETRY_ENABLED": False, "LOG_ENABLED": False})
process.crawl(Try)
process.start()
"""


def test_the_address_guard_holds_for_addresses_in_figures_too() -> None:
    """What a redirected robots.txt could name on the live network: this machine, in any spelling."""
    with serve(small_site()) as server:
        port = server.url.rpartition(":")[2]
        names = (
            "127.0.0.1",
            "localhost",
            "2130706433",
            "0x7f000001",
            "127.1",
            "[::ffff:127.0.0.1]",
        )
        urls = [f"http://{name}:{port}/" for name in names]
        done = subprocess.run(
            [sys.executable, "-c", GUARDED, *urls],
            cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    assert not server.asked
    assert sorted(done.stdout.split("\n")[:-1]) == sorted(f"refused {url}" for url in urls)


def test_robots_without_an_end_are_not_waited_for(tmp_path: Path) -> None:
    """The host promises 90 MB, sends a little more than the cap, and then nothing."""
    text = "User-agent: *\nDisallow: /lua-a1.html\n" + "# x\n" * 150_000
    robots = Answer(text, headers=TEXT | {"Content-Length": "90000000"})
    impatient = {"DOWNLOAD_TIMEOUT": "4"}
    urls = "urls=https://baolongan.vn/lua-a1.html,https://baolongan.vn/lua-a2.html"
    with serve(with_robots(robots)) as server:
        done = crawl("baolongan", tmp_path / "n.db", server.url, "-a", urls, settings=impatient)
    assert (done.code, done.summary["outcomes"]) == (0, {"skipped": 1, "stored_new": 1})


def test_a_group_that_names_us_with_a_version_is_ours() -> None:
    rules = Rules(b"User-agent: baotinh/1.0\nDisallow: /\n\nUser-agent: *\nDisallow:\n", "baotinh")
    assert not rules.allows("https://baolongan.vn/lua-a1.html")


@pytest.mark.long
def test_a_robots_txt_that_is_known_is_asked_conditionally_and_still_obeyed(tmp_path: Path) -> None:
    """The second run gets 304 for it, obeys the rules it has, and hears of new ones."""
    text = {"now": "User-agent: *\nDisallow: /lua-a2\n"}

    def site(host: str, path: str) -> Answer | None:
        if path != "/robots.txt":
            return small_site(3)(host, path)
        tag = f'"{len(text["now"])}"'
        sent = server.asked[-1].headers.get("If-None-Match")
        headers = {"Content-Type": "text/plain", "ETag": tag}
        return Answer("", 304, headers) if sent == tag else Answer(text["now"], 200, headers)

    given = ("-a", "urls=https://baolongan.vn/lua-a1.html,https://baolongan.vn/lua-a2.html")
    database = tmp_path / "n.db"
    with serve(site) as server:
        first = crawl("baolongan", database, server.url, *given)
        second = crawl("baolongan", database, server.url, *given)
        conditional = [a for a in server.asked if "If-None-Match" in a.headers]
        text["now"] = "User-agent: *\nDisallow:\n"
        third = crawl("baolongan", database, server.url, *given)
        asked = server.paths()
    assert first.summary["outcomes"] == {"skipped": 1, "stored_new": 1}
    assert second.summary["outcomes"] == {"skipped": 1, "unchanged": 1}
    assert [a.path for a in conditional] == ["/robots.txt"]
    assert third.summary["outcomes"] == {"stored_new": 1, "unchanged": 1}
    assert asked.count("/lua-a2.html") == 1
