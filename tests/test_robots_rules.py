"""What one robots.txt means to us: RFC 9309's own cases, and the ones that newspapers write."""

import pytest

from crawler.engine.robots_rules import MAX_BYTES, Rules, whole_lines

HOST = "https://baolongan.vn"


def rules(text: str | bytes) -> Rules:
    return Rules(text if isinstance(text, bytes) else text.encode(), "baotinh")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow:\n", "/a", True),
        ("User-agent: *\nDisallow: /\n", "/", False),
        ("User-agent: *\nDisallow: /\n", "/robots.txt", True),  # never forbids itself
        # two groups for the same name are one; a group for us hides the one for all
        ("User-agent: baotinh\nDisallow: /a\n\nUser-agent: BaoTinh\nDisallow: /b\n", "/a", False),
        ("User-agent: baotinh\nDisallow: /a\n\nUser-agent: BaoTinh\nDisallow: /b\n", "/b", False),
        ("User-agent: baotinh\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n", "/c", True),
        ("User-agent: one\nUser-agent: baotinh\nDisallow: /a\n", "/a", False),
        ("User-agent: other\nDisallow: /\n", "/a", True),
        # the whole token, not its beginning; version and more after it are no part of it
        ("User-agent: b\nDisallow: /\n", "/a", True),
        ("User-agent: bao\nDisallow: /\n\nUser-agent: *\nDisallow: /b\n", "/a", True),
        ("User-agent: bao\nDisallow: /\n\nUser-agent: *\nDisallow: /b\n", "/b", False),
        ("User-agent: b*\nDisallow: /\n", "/a", True),
        ("user agent: baotinh-news\rDisallow: /\r", "/a", True),
        ("User-agent: BaoTinh/2.0 (beta)\nDisallow: /a\n", "/a", False),
        ("User-agent: baotinh*\nDisallow: /a\n", "/a", False),
        ("User-agent: b\nUser-agent: baotinh\nDisallow: /a\n", "/a", False),
        ("User-agent: * # all\nDisallow: /a\n", "/a", False),
        # the longest match wins, and allow wins a tie, in whatever order they are written
        ("User-agent: *\nDisallow: /tin\nAllow: /tin/moi\n", "/tin/moi-a1.html", True),
        ("User-agent: *\nAllow: /tin/moi\nDisallow: /tin\n", "/tin/cu-a1.html", False),
        ("User-agent: *\nDisallow: /tin\nAllow: /tin\n", "/tin", True),
        # wildcards and the end of the address
        ("User-agent: *\nDisallow: /*.html$\n", "/a-a1.html", False),
        ("User-agent: *\nDisallow: /*.html$\n", "/a-a1.html?x=1", True),
        ("User-agent: *\nDisallow: /*?p=\n", "/kinh-te/?p=2", False),
        ("User-agent: *\nDisallow: /*?p=\n", "/kinh-te/", True),
        # escapes say the same as letters; capitals of a path count
        ("User-agent: *\nDisallow: /tin-%C4%91%E1%BB%8Ba/\n", "/tin-địa/a", False),
        ("User-agent: *\nDisallow: /tin-địa/\n", "/tin-%c4%91%e1%bb%8ba/a", False),
        ("User-agent: *\nDisallow: /a%3Cd\n", "/a%3cd", False),
        ("User-agent: *\nDisallow: /Tin\n", "/tin", True),
        # how people write it
        ("\ufeffUser-agent: *\nDisallow: /a\n", "/a", False),
        ("user-AGENT:*\r\ndisallow:/a # bí mật\r\n", "/a", False),
        ("User-agent: *\rDisallow: /a\r", "/a", False),
        ("# ghi chú\n\nUser-agent: *\n\n\nDisallow: /a\n", "/a", False),
        ("User-agent: *\nCrawl-delay: 1\nDisallow: /a\n", "/a", False),
        ("User-agent: *\nSitemap: /sitemap.xml\nDisallow: /a\n", "/a", False),
        ("<html><body>Không tìm thấy: trang 404</body></html>", "/a", True),
    ],
)
def test_what_is_allowed(text: str, path: str, allowed: bool) -> None:
    assert rules(text).allows(HOST + path) is allowed


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("Crawl-delay: 3", 3.0),
        ("Crawl-delay: 2.5", 2.5),
        ("crawl-delay:10 # giây", 10.0),
        ("Crawl-delay: 120", 60.0),
        ("Crawl-delay: 0", 0.0),
        ("Crawl-delay: -5", 0.0),
        ("Crawl-delay: nan", 0.0),
        ("Crawl-delay: inf", 0.0),
        ("Crawl-delay: một", 0.0),
        ("", 0.0),
    ],
)
def test_crawl_delay(line: str, seconds: float) -> None:
    assert rules(f"User-agent: *\n{line}\nDisallow: /x\n").crawl_delay == seconds


def test_crawl_delay_is_that_of_our_group() -> None:
    text = "User-agent: *\nCrawl-delay: 30\n\nUser-agent: baotinh\nCrawl-delay: 2\nDisallow:\n"
    assert rules(text).crawl_delay == 2.0


def padded(end: str, over: int) -> bytes:
    """Rules of which `over` bytes of the last line lie behind the cap."""
    head = "User-agent: *\nDisallow: /lua-a1.html\n"
    filler = MAX_BYTES + over - len(head) - len(end)
    return (head + "#" * (filler - 1) + "\n" + end).encode()


def test_a_line_that_the_cap_cuts_is_no_rule() -> None:
    cut = rules(padded("Disallow: /lua-a22.html", over=5))  # half of it would be /lua-a22
    assert not cut.allows(f"{HOST}/lua-a1.html")
    assert cut.allows(f"{HOST}/lua-a22.html")
    assert cut.allows(f"{HOST}/lua-a222.html")
    wider = rules(padded("Disallow: /lua-a22.html", over=len("lua-a22.html")))  # half: all
    assert wider.allows(f"{HOST}/lua-a3.html")


@pytest.mark.parametrize("more", ["", "\n", "\r\n", "\nDisallow: /\n"])
def test_a_line_that_ends_at_the_cap_is_whole(more: str) -> None:
    body = padded("Disallow: /lua-a22.html", over=0) + more.encode()
    assert not rules(body).allows(f"{HOST}/lua-a22.html")
    assert rules(body).allows(f"{HOST}/lua-a3.html")


def test_one_endless_line_says_nothing() -> None:
    assert whole_lines(b"x" * (MAX_BYTES + 1)) == b""


def test_the_digest_goes_by_rules_alone() -> None:
    one = rules("User-agent: *\nDisallow: /a\n")
    same = rules("# 24/11\r\nUser-agent: *\r\n\r\nDisallow: /a # b\r\nSitemap: https://x/2.xml\r\n")
    assert one.digest == same.digest
    assert one.digest != rules("User-agent: *\nDisallow: /b\n").digest
    assert one.digest != Rules(b"User-agent: *\nDisallow: /a\n", "other").digest
