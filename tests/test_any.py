"""`crawl any`: addresses of any newspaper, each host a run under its own lock."""

from __future__ import annotations

import signal
import subprocess
import threading
from pathlib import Path

from tests.crawling import ROOT, command, crawl, crawl_words, environment, rows, scrapy
from tests.servers import Answer, article, serve, small_site

OURS = "https://baolongan.vn/lua-a1.html"
SAME_SYSTEM = "https://baodongque.example/lua-a7.html"
UNKNOWN = "http://www.tinxa.example/tin/mua-gat?id=12&utm_source=x"

PLAIN = """<html><head><title>Mùa gặt ở xã ven sông | Tin Xã</title>
<meta property="og:title" content="Mùa gặt ở xã ven sông">
<meta property="article:published_time" content="2026-01-08T18:21:00+07:00"></head><body>
<nav><a href="/khac?id=1">Khác</a></nav><main><h1>Mùa gặt ở xã ven sông</h1><article>
<p>Sáng nay bà con xã ven sông ra đồng gặt lứa lúa đầu mùa, ai cũng mong giá giữ được như tuần trước.</p>
<p>Ông Tư kể rằng ruộng nhà ông năm nay ít sâu, nước về sớm, hạt chắc và đều hơn mọi năm.</p>
</article></main></body></html>"""


def many(host: str, path: str) -> Answer | None:
    if path == "/robots.txt" or host == "baolongan.vn":
        return small_site(3)(host, path)
    if host == "baodongque.example" and path == "/lua-a7.html":
        return Answer(article(7))
    if host == "www.tinxa.example" and path == "/tin/mua-gat?id=12":
        return Answer(PLAIN)
    return None


def test_each_address_is_read_with_the_rules_of_its_host_or_system(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    with serve(many) as server:
        urls = f"urls={OURS},{SAME_SYSTEM},{UNKNOWN}"
        done = crawl("any", database, server.url, "-a", urls)
        asked = [request.path for request in server.asked if request.path != "/robots.txt"]
    assert done.code == 0, done.err
    assert done.summary["new"] == 3
    assert len(done.summary["runs"]) == 3
    assert rows(
        database, "SELECT paper, url, rules, published_at FROM articles ORDER BY paper"
    ) == [
        {
            "paper": "baodongque.example",
            "url": SAME_SYSTEM,
            "rules": "family_a/2022",
            "published_at": "2026-01-08T18:21:00+07:00",
        },
        {
            "paper": "baolongan",
            "url": OURS,
            "rules": "family_a/2022",
            "published_at": "2026-01-08T18:21:00+07:00",
        },
        {
            "paper": "tinxa.example",
            "url": "http://www.tinxa.example/tin/mua-gat?id=12",
            "rules": "generic",
            "published_at": "2026-01-08T18:21:00+07:00",
        },
    ]
    assert len(asked) == 3, "no link of a foreign page is followed"
    assert not rows(database, "SELECT url FROM pages WHERE paper = 'tinxa.example' AND id > 9")
    assert scrapy("verify", BAOTINH_DATABASE=str(database)).code == 0
    assert "tinxa.example" in scrapy("explain", UNKNOWN, BAOTINH_DATABASE=str(database)).out
    shown = scrapy("show", UNKNOWN, BAOTINH_DATABASE=str(database))
    assert "Mùa gặt ở xã ven sông" in shown.out


def test_a_system_of_papers_that_are_none_of_ours_is_recognised(tmp_path: Path) -> None:
    folder = ROOT / "tests/papers/baotayninh/site/baotayninh.vn"
    page = folder / "mang-cau-ba-den-len-may-bay-88690.html"
    url = "https://baovungbien.example/mang-cau-ba-den-len-may-bay-88690.html"
    database = tmp_path / "n.db"

    def site(host: str, path: str) -> Answer | None:
        if host == "baovungbien.example" and path.endswith("-88690.html"):
            return Answer(page.read_text("utf-8"))
        return None

    with serve(site) as server:
        done = crawl("any", database, server.url, "-a", f"urls={url}")
    assert done.code == 0, done.err
    (row,) = rows(database, "SELECT url, rules, byline, published_at FROM articles")
    assert row == {
        "url": url,
        "rules": "mediatech/2026",
        "byline": "Trúc Ly",
        "published_at": "2026-09-30T17:40:25+07:00",
    }


def test_a_host_that_a_crawl_holds_is_named_and_left(tmp_path: Path) -> None:
    database = tmp_path / "n.db"

    released = threading.Event()

    def holding(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path != "/robots.txt":
            released.wait(60)  # however slow this machine is, the holder is not done before
        return many(host, path)

    with serve(holding) as server:
        words = crawl_words("baolongan", database, server.url)
        holder = subprocess.Popen(
            command(*words),
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            while not [request for request in server.asked if request.path == "/"]:
                assert holder.poll() is None
            both = crawl("any", database, server.url, "-a", f"urls={OURS},{SAME_SYSTEM}")
            alone = crawl("any", database, server.url, "-a", f"urls={OURS}")
        finally:
            holder.send_signal(signal.SIGTERM)
            released.set()
            holder.communicate(timeout=30)
    assert (both.code, both.summary["verdict"]) == (1, "degraded")
    assert "baolongan.vn is left alone" in both.summary["why"]
    assert both.summary["new"] == 1
    assert (alone.code, alone.summary["verdict"]) == (4, "locked")
    assert "baolongan.vn is left alone" in alone.err


def test_a_signal_ends_the_run_and_begins_no_other(tmp_path: Path) -> None:
    database = tmp_path / "n.db"

    def slow(host: str, path: str) -> Answer | None:
        answer = many(host, path)
        if answer is not None and path != "/robots.txt":
            answer.delay = 1.0
        return answer

    with serve(slow) as server:
        words = crawl_words("any", database, server.url, "-a", f"urls={OURS},{SAME_SYSTEM}")
        running = subprocess.Popen(
            command(*words),
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while not [request for request in server.asked if request.path == "/lua-a1.html"]:
            assert running.poll() is None
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=30)
        hosts = {request.host for request in server.asked}
    assert running.returncode == 130
    assert hosts == {"baolongan.vn"}


def test_one_unreachable_host_does_not_stop_the_others(tmp_path: Path) -> None:
    def site(host: str, path: str) -> Answer | None:
        return Answer("", 503) if host == "baolongan.vn" else many(host, path)

    database = tmp_path / "n.db"
    with serve(site) as server:
        done = crawl("any", database, server.url, "-a", f"urls={OURS},{SAME_SYSTEM}")
    assert (done.code, done.summary["verdict"]) == (3, "unreachable")
    assert done.summary["new"] == 1


def test_wrong_words_are_usage_errors(tmp_path: Path) -> None:
    database = tmp_path / "n.db"
    for words, said in (
        ((), "-a urls=URL"),
        (("-a", "urls=ftp://x.example/a"), "no address of a web page"),
        (("-a", "urls=http://127.0.0.1/a b"), "no address"),
        (("-a", f"urls={OURS}", "-a", "mode=backfill"), "-a mode is not known"),
    ):
        done = crawl("any", database, "http://127.0.0.1:9", *words)
        assert done.code == 2, words
        assert said in done.err, words
    assert not database.exists()
