"""Answers that a crawl must survive: each page ends in its one outcome, the rest is stored."""

import gzip
from pathlib import Path

import pytest

from crawler.engine.resolver import is_public
from tests.certificates import self_signed
from tests.crawling import crawl, rows
from tests.servers import HTML, Answer, article, serve, small_site

BAD: dict[str, Answer] = {
    "/oversize-a1.html": Answer(b"<p>" + b"x" * 11_000_000),
    "/bomb-a2.html": Answer(
        gzip.compress(b"<html>" + b" " * 40_000_000), headers=HTML | {"Content-Encoding": "gzip"}
    ),
    "/slow-a3.html": Answer(article(3), delay=6),
    "/loop-a4.html": Answer("", 302, {"Location": "/loop-a5.html"}),
    "/loop-a5.html": Answer("", 302, {"Location": "/loop-a4.html"}),
    "/file-a6.html": Answer("", 302, {"Location": "file:///etc/passwd"}),
    "/away-a7.html": Answer("", 302, {"Location": "https://other.example/x-a1.html"}),
    "/inner-a8.html": Answer("", 302, {"Location": "http://127.0.0.1:22/"}),
    "/gone-a9.html": Answer("", 410),
    "/pdf-a10.html": Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
    "/empty-a11.html": Answer(""),
    "/nowhere-a12.html": Answer("", 302, {}),
    "/deep-a13.html": Answer("<div>" * 20_000 + article(13)),
    "/tcvn-a14.html": Answer(
        "<html><head><title>ViÖt Nam</title></head><body><h1>Tin tøc ViÖt Nam ®æi míi</h1><p>"
        + "§¶ng bé vµ nh©n d©n tØnh Long An quyÕt t©m thùc hiÖn nghÞ quyÕt. " * 20
        + "</p></body></html>"
    ),
    "/frame-a17.html": Answer(
        "<html><head><title>Tin mới</title></head><body><ul>"
        + "".join(
            f"<li><a href='/muc-{n}/'>Chuyên mục số {n} của báo tỉnh</a></li>" for n in range(60)
        )
        + "</ul><h1>Tin tøc ViÖt Nam ®æi míi</h1>"
        + "<p>§¶ng bé vµ nh©n d©n tØnh Long An quyÕt t©m thùc hiÖn nghÞ quyÕt ®¹i héi.</p>" * 4
        + "</body></html>"
    ),
    "/home-a15.html": Answer("", 302, {"Location": "/"}),
    "/cut-a16.html": Answer(article(16), headers=HTML | {"Content-Length": "90000"}),
}

EXPECTED = {
    "/oversize-a1.html": "rejected/oversize",
    "/bomb-a2.html": "rejected/oversize",
    "/slow-a3.html": "deferred/timeout",
    "/loop-a4.html": "rejected/redirect",
    "/loop-a5.html": "rejected/redirect",
    "/file-a6.html": "rejected/redirect",
    "/away-a7.html": "skipped/off_site",
    "/inner-a8.html": "skipped/off_site",
    "/gone-a9.html": "rejected/not_found",
    "/pdf-a10.html": "rejected/not_article",
    "/empty-a11.html": "rejected/no_title",
    "/nowhere-a12.html": "rejected/redirect",
    "/deep-a13.html": "rejected/too_deep",
    "/tcvn-a14.html": "rejected/encoding",
    "/frame-a17.html": "rejected/encoding",
    "/home-a15.html": "rejected/soft_404",
    "/cut-a16.html": "deferred/timeout",
}


def bad_site(host: str, path: str) -> Answer | None:
    return BAD.get(path) or small_site(20)(host, path)


@pytest.mark.long
def test_each_bad_answer_ends_in_its_outcome_and_good_pages_are_stored(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    wanted = [*BAD, *(f"/lua-a{n}.html" for n in range(1, 11))]
    urls = ",".join(f"https://baolongan.vn{path}" for path in wanted)
    settings = {"DOWNLOAD_TIMEOUT": "2"}
    with serve(bad_site) as server:
        done = crawl("baolongan", database, server.url, "-a", f"urls={urls}", settings=settings)
    found = {
        row["url"].removeprefix("https://baolongan.vn"): f"{row['outcome']}/{row['reason']}"
        for row in rows(database, "SELECT url, outcome, reason FROM pages WHERE kind = 'article'")
    }
    assert {path: found[path] for path in EXPECTED} == EXPECTED
    assert done.summary["new"] == 10
    assert done.code == 0, done.summary
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 10


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("::1", False),
        ("::ffff:127.0.0.1", False), ("fe80::1%eth0", False), ("fd00::1", False), ("0.0.0.0", False),
        ("100.64.0.1", False), ("224.0.0.1", False), ("255.255.255.255", False), ("localhost", False),
    ],
)  # fmt: skip
def test_only_global_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_that_leads_to_this_machine_is_refused() -> None:
    """The guard lets through the origin's host only: here a redirect's Host never matters."""
    from twisted.internet.address import IPv4Address

    from crawler.engine.resolver import _PublicOnly

    class Receiver:
        def __init__(self) -> None:
            self.addresses: list[str] = []

        def addressResolved(self, address: IPv4Address) -> None:  # noqa: N802
            self.addresses.append(address.host)

    receiver = Receiver()
    guard = _PublicOnly(receiver, "inner.example")
    for host in ("127.0.0.1", "93.184.216.34", "10.0.0.1"):
        guard.addressResolved(IPv4Address("TCP", host, 80))
    assert receiver.addresses == ["93.184.216.34"]


def test_a_certificate_that_cannot_be_trusted_is_unreachable(
    tmp_path: Path,
) -> None:
    """Nobody signed it."""
    database = tmp_path / "news.db"
    with serve(small_site(), tls=self_signed(tmp_path).context) as server:
        done = crawl("baolongan", database, server.url)
        assert not server.asked
    assert (done.code, done.summary["verdict"]) == (3, "unreachable")
    assert "certificate" in done.summary["why"].lower() or "tls" in done.summary["why"].lower()
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 0


def test_a_wall_with_status_200_is_blocked_not_an_article(tmp_path: Path) -> None:
    wall = Answer(
        "<html><head><title>Just a moment...</title></head><body>Checking your browser before"
        " accessing baolongan.vn. <script src='/cdn-cgi/challenge-platform/x.js'></script></body></html>"
    )
    database = tmp_path / "news.db"
    with serve(lambda h, p: wall if p.startswith("/lua-") else small_site(9)(h, p)) as server:
        done = crawl("baolongan", database, server.url)
    assert (done.code, done.summary["verdict"]) == (3, "blocked")
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == 0
