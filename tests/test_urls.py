"""One address for one page, whatever spelling led there."""

import unicodedata

import pytest

from pipelines.outcomes import PageKind
from pipelines.rules import AddressRules, DateRules, Edition, FieldRules, Newspaper, RuleSet
from pipelines.urls import Address, Refused, read_address, section_of

PAPER = Newspaper(
    name="thu",
    title="Báo Thử",
    editions=(
        Edition(
            host="thu.example",
            aliases=("www.thu.example",),
            language="vi",
            feeds=("/rss/home.rss",),
        ),
        Edition(host="en.thu.example", language="en"),
    ),
    addresses=AddressRules(
        article=r"^/(?:(?P<slug>[^/?]+)-)?a(?P<number>\d+)\.html$",
        print_copy=r"^/print(?P<rest>/[^?]+\.html)",
        listing=r"^/[a-z-]+(?:/[a-z-]+)?/?(?:\?.*)?$",
        leave=(r"^/tim-kiem/",),
    ),
    rule_sets=(RuleSet(name="thu/1", fields=FieldRules()),),
    dates=DateRules(),
)

ONE = "https://thu.example/lua-mua-a12.html"


@pytest.mark.parametrize(
    "spelling",
    [
        ONE,
        "http://thu.example/lua-mua-a12.html",
        "https://www.thu.example/lua-mua-a12.html",
        "https://THU.example./lua-mua-a12.html",
        "https://thu.example:443/lua-mua-a12.html",
        "https://thu.example/lua-mua-a12.html?utm_source=fb&fbclid=x",
        "https://thu.example/lua-mua-a12.html#binh-luan",
        "https://thu.example/lua-mua-a12.html/",
        "https://thu.example//lua-mua-a12.html;jsessionid=AB12",
        "https://thu.example/print/lua-mua-a12.html",
        "  https://thu.example/lua-mua-a12.html\n",
    ],
)
def test_every_spelling_of_an_article_is_one_address(spelling: str) -> None:
    address = read_address(spelling, PAPER)
    assert isinstance(address, Address)
    assert (address.url, address.kind, address.number) == (ONE, PageKind.ARTICLE, "12")


def test_composed_and_decomposed_letters_are_one_address() -> None:
    spellings = [
        unicodedata.normalize(form, "https://thu.example/lúa-a1.html") for form in ("NFC", "NFD")
    ]
    spellings.append("https://thu.example/l%C3%BAa-a1.html")
    urls = {read_address(s, PAPER).url for s in spellings}  # type: ignore[union-attr]
    assert urls == {"https://thu.example/l%C3%BAa-a1.html"}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://other.example/lua-a1.html", "off_site"),
        ("https://thu.example.evil.example/a1.html", "off_site"),
        ("https://thu.example:8443/lua-a1.html", "off_site"),
        ("javascript:alert(1)", "address"),
        ("http:///a1.html", "address"),
        ("https://[::1/a1.html", "address"),
        ("https://thu.example:x/a1.html", "address"),
        ("ftp://thu.example/a1.html", "address"),
        ("https://thu.example/" + "a" * 10_000, "address"),
        ("https://thu.example/?" + "&".join(f"a{n}=1" for n in range(200)), "address"),
    ],
)
def test_what_is_no_address_of_the_newspaper_is_refused_with_its_reason(
    url: str, reason: str
) -> None:
    assert read_address(url, PAPER) == Refused(reason)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", PageKind.FRONT),
        ("/rss/home.rss", PageKind.FEED),
        ("/kinh-te/", PageKind.LISTING),
        ("/kinh-te/nong-nghiep?p=3", PageKind.LISTING),
        ("/tim-kiem/lua.html?p=1", None),
        ("/static/logo.png", None),
    ],
)
def test_an_address_says_what_it_is(path: str, kind: PageKind | None) -> None:
    address = read_address(f"https://thu.example{path}", PAPER)
    assert isinstance(address, Address)
    assert address.kind == kind


def test_page_one_is_the_listing_and_page_two_is_not() -> None:
    first = read_address("https://thu.example/kinh-te/?p=1", PAPER)
    second = read_address("https://thu.example/kinh-te/?p=2&x=1", PAPER)
    assert first.url == "https://thu.example/kinh-te/"  # type: ignore[union-attr]
    assert second.url == "https://thu.example/kinh-te/?p=2"  # type: ignore[union-attr]


def test_a_section_is_its_slug_path() -> None:
    assert section_of("https://thu.example/kinh-te/nong-nghiep/?p=2") == "kinh-te/nong-nghiep"
    assert section_of("https://thu.example/kinh-te/page/2/") == "kinh-te"
    assert section_of("https://thu.example/") is None
