"""Articles whose addresses hold no number, or hold it in the query: one name each."""

from dataclasses import replace

import pytest

from pipelines.document import parse
from pipelines.flow import read_page
from pipelines.items import RawPage
from pipelines.links import page_links
from pipelines.outcomes import PageKind
from pipelines.rules import AddressRules, Edition, FieldRules, Newspaper, RuleSet
from pipelines.urls import Address, read_address, section_of
from tests.saved_pages import BODY, HEADLINES, HOST, LEADS

WORDS = AddressRules(
    article=r"^/node/(?P<number>\d+)$|^/(?:tin-tuc|xa-hoi)/(?P<slug>[^/?]+)/?(?:\?|$)",
    closing_slash=False,
)
ASKED = AddressRules(
    article=r"^/\?(?:[^#]*&)?p=(?P<number>\d+)(?:&|$)",
    listing=r"^/\?(?:[^#]*&)?cat=\d+(?:&|$)",
    keep_query=("p", "paged", "cat"),
    query_number="p",
)


def paper(rules: AddressRules) -> Newspaper:
    return Newspaper(
        name="baothu",
        title="Báo Thử",
        editions=(Edition(host="baothu.example", language="vi"),),
        addresses=rules,
        rule_sets=(RuleSet(name="thu/1", fields=FieldRules()),),
    )


def stored_as(path: str, canonical: str, newspaper: Newspaper) -> str:
    """The address of the row that a page at `path` gives."""
    texts = "".join(f"<p>{text}</p>" for text in (*LEADS, *BODY))
    markup = (
        f'<html><head><title>{HEADLINES[0]}</title><link rel="canonical" href="{HOST}{canonical}"></head>'
        f"<body><h1>{HEADLINES[0]}</h1><div>05/03/2024 - 08:15</div><div>{texts}</div></body></html>"
    )
    page = RawPage(
        url=f"{HOST}{path}", paper="baothu", kind=PageKind.ARTICLE, fetched_at="2026-10-02T11:40:00Z",
        status=200, headers=[("Content-Type", "text/html")], body=markup.encode(), final_url=f"{HOST}{path}",
    )  # fmt: skip
    article = read_page(page, newspaper).article
    assert article is not None
    return article.url.removeprefix(HOST)


SLUG = "ben-do-tan-phuoc-mo-lai-sau-hai-thang"


@pytest.mark.parametrize(
    ("path", "canonical", "stored"),
    [
        (f"/xa-hoi/{SLUG}", f"/tin-tuc/{SLUG}", f"/tin-tuc/{SLUG}"),  # two sections
        (f"/xa-hoi/{SLUG}", f"/tin-tuc/{SLUG}/", f"/tin-tuc/{SLUG}"),
        ("/node/12", f"/tin-tuc/{SLUG}", f"/tin-tuc/{SLUG}"),  # made of the headline
        ("/node/12", "/node/12", "/node/12"),
        ("/node/12", "/node/13", "/node/12"),
        ("/node/12", "/tin-tuc/bai-dau-tien-cua-bao-thu", "/node/12"),  # one name for all pages
        (f"/tin-tuc/{SLUG}", "/", f"/tin-tuc/{SLUG}"),
        ("/node/12", "/tin-tuc/ben-do", "/node/12"),  # too little to tell
    ],
)
def test_an_article_without_a_number_has_the_name_its_page_gives(
    path: str, canonical: str, stored: str
):
    assert stored_as(path, canonical, paper(WORDS)) == stored


def test_a_foreign_newspapers_article_keeps_the_address_that_was_given():
    foreign = replace(paper(WORDS), foreign=True)
    assert stored_as("/node/12", f"/tin-tuc/{SLUG}", foreign) == "/node/12"


@pytest.mark.parametrize(("slash", "end"), [(True, "/"), (False, "")])
def test_with_and_without_a_closing_slash_is_one_address(slash: bool, end: str):
    newspaper = paper(replace(WORDS, closing_slash=slash))
    for spelled in (f"/tin-tuc/{SLUG}", f"/tin-tuc/{SLUG}/"):
        address = read_address(f"{HOST}{spelled}?utm_source=x", newspaper)
        assert isinstance(address, Address)
        assert address.url == f"{HOST}/tin-tuc/{SLUG}{end}"
    as_met = paper(replace(WORDS, closing_slash=None))
    assert read_address(f"{HOST}/tin-tuc/a/", as_met) != read_address(f"{HOST}/tin-tuc/a", as_met)


@pytest.mark.parametrize("number", ["1", "2", "121"])
def test_the_number_in_the_query_is_kept_whatever_it_is(number: str):
    address = read_address(f"{HOST}/?utm_source=x&p={number}", paper(ASKED))
    assert isinstance(address, Address)
    assert (address.url, address.number) == (f"{HOST}/?p={number}", number)
    assert address.kind is PageKind.ARTICLE


def test_a_key_that_is_a_session_elsewhere_may_hold_the_number():
    rules = AddressRules(
        article=r"^/xem\.php\?(?:.*&)?sid=(?P<number>\d+)(?:&|$)", query_number="sid"
    )
    address = read_address(f"{HOST}/xem.php?sid=57", paper(rules))
    assert isinstance(address, Address)
    assert (address.url, address.number) == (f"{HOST}/xem.php?sid=57", "57")
    assert read_address(f"{HOST}/xem.php?sid=57", paper(ASKED)).url == f"{HOST}/xem.php"  # type: ignore[union-attr]


def kinds(at: str, kind: PageKind, *hrefs: str) -> dict[str, tuple[PageKind, bool]]:
    anchors = "".join(f'<p><a href="{href}">Bến đò mở lại</a></p>' for href in hrefs)
    document = parse(f"<html><body>{anchors}</body></html>".encode(), None, f"{HOST}{at}")
    found = page_links(document, kind, paper(ASKED))
    return {url.removeprefix(HOST): (link.kind, link.is_next) for url, link in found.links.items()}


def test_sections_of_one_path_are_different_listings():
    listed, article = (PageKind.LISTING, False), (PageKind.ARTICLE, False)
    assert kinds("/", PageKind.FRONT, "/?cat=3", "/?cat=4", "/?p=121", "/?p=1") == {
        "/?cat=3": listed, "/?cat=4": listed, "/?p=121": article, "/?p=1": article,
    }  # fmt: skip


def test_article_two_is_not_the_second_page_of_a_section():
    found = kinds("/?cat=3", PageKind.LISTING, "/?p=2", "/?cat=3&paged=2", "/?cat=3")
    assert found == {
        "/?p=2": (PageKind.ARTICLE, False),
        "/?cat=3&paged=2": (PageKind.LISTING, True),
    }


@pytest.mark.parametrize("path", ["/NewsList.aspx?c=2", "/index.php?c=2", "/?cat=3", "/"])
def test_a_program_is_no_section(path: str):
    assert section_of(f"{HOST}{path}") is None


@pytest.mark.parametrize(
    "path", ["/kinh-te", "/kinh-te/", "/kinh-te.html", "/kinh-te.htm", "/kinh-te.chn"]
)
def test_the_ending_of_a_page_is_no_part_of_its_section(path: str):
    assert section_of(f"{HOST}{path}") == "kinh-te"
