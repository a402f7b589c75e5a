"""What a page says of the articles it links to: text before picture, each address once."""

import pytest

from crawler.catalogue import newspapers
from pipelines.document import parse
from pipelines.items import Link
from pipelines.links import page_links
from pipelines.outcomes import PageKind

PAPER = newspapers()["baolongan"]
URL = "https://baolongan.vn/bai-a1.html"
OTHER = "https://baolongan.vn/tin-khac-a2.html"


def links(html: str, kind: PageKind = PageKind.ARTICLE) -> dict[str, Link]:
    """By address."""
    page = f"<html><head><title>x</title></head><body>{html}</body></html>"
    return page_links(parse(page.encode(), "text/html", URL), kind, PAPER).links


PICTURE = '<a href="/tin-khac-a2.html"><img alt="Ảnh chụp bến phà cũ"></a>'
BARE = '<a href="/tin-khac-a2.html"><img src="x.jpg"></a>'
HEADLINE = '<a href="/tin-khac-a2.html">Bến phà có cầu mới</a>'


@pytest.mark.parametrize("html", [PICTURE + HEADLINE, HEADLINE + PICTURE, BARE + HEADLINE])
def test_the_headline_goes_before_what_its_picture_is_called(html: str):
    assert links(html)[OTHER].hints == {"title": "Bến phà có cầu mới"}


@pytest.mark.parametrize("html", [PICTURE, BARE + PICTURE, PICTURE + BARE])
def test_a_picture_alone_tells_what_it_leads_to(html: str):
    assert links(html)[OTHER].hints == {"title": "Ảnh chụp bến phà cũ"}


def test_other_spellings_of_one_address_are_kept_together():
    html = (
        HEADLINE
        + '<a href="http://www.baolongan.vn/tin-khac-a2.html?utm_source=x">Bến phà có cầu mới</a>'
        + '<a href="//baolongan.vn/tin-khac-a2.html#binh-luan">12</a>'
    )
    (link,) = links(html).values()
    assert link.aliases == ("http://www.baolongan.vn/tin-khac-a2.html?utm_source=x",)
    assert link.hints == {"title": "Bến phà có cầu mới"}


def test_white_space_and_line_breaks_in_an_address_are_no_part_of_it():
    assert set(links('<a href=" /tin-khac-a2.html\n ">Bến phà có cầu mới</a>')) == {OTHER}


def test_one_text_in_two_pages_and_two_texts_of_one_address_are_told_apart():
    first = links(HEADLINE)[OTHER]
    assert links(HEADLINE)[OTHER] is first  # met before: not made once more
    many = {links(f'<a href="/tin-khac-a2.html">Tin mới số {n}</a>')[OTHER] for n in range(20)}
    assert {link.hints["title"] for link in many} == {f"Tin mới số {n}" for n in range(20)}


def test_an_article_gives_articles_and_a_listing_sections_too():
    html = HEADLINE + '<a href="/kinh-te/">Kinh tế</a>'
    assert set(links(html)) == {OTHER}
    assert len(links(html, PageKind.LISTING)) == 2
