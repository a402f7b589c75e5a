"""Whose tags a page prints: the article's own line, not a list of what is read now; and translations."""

import pytest

from crawler import catalogue
from pipelines.document import parse
from pipelines.fields import Fields, read_fields, recognised
from tests.test_dates_header import HEADLINE, LINE, TEXT, stored

PAGE = f"<h1>{HEADLINE}</h1>{LINE}<div class=b>{TEXT}</div>"
HOT = '{}<a href="/tag/bao">bão số 3</a> <a href="/tag/eu">Euro</a>'


@pytest.mark.parametrize(
    "line",
    [
        '<div class="keyword"><b>TAG</b><a href="/tim-kiem/?q=lua">lúa</a></div>',
        '<div class="k"><b>Tags</b><a href="/tag/lua">lúa</a></div>',
        '<div class="k"><span>Từ khóa</span><a href="/tag/lua">lúa</a></div>',
        '<p><b>TAG:</b><a href="/tag/lua">lúa</a></p>',
    ],
)
def test_a_label_glued_to_its_tag_is_no_person(line: str):
    article = stored(PAGE + line)
    assert (article.byline, article.authors, article.tags) == (None, [], ["lúa"])
    assert "lúa" not in article.body.split("\n\n")[-1]


def test_a_writers_name_under_the_text_is_one_still():
    assert stored(f"{PAGE}<p align=right><b>Tấn Lộc</b></p>").byline == "Tấn Lộc"
    assert stored(f"{PAGE}<p align=right><b>Tạ Gia</b></p>").byline == "Tạ Gia"


@pytest.mark.parametrize(
    "box",
    [
        '<div class="hot-tags">' + HOT.format("<h4>Chủ đề nóng</h4>") + "</div>",
        '<div class="tags">' + HOT.format("<h4>Chủ đề nóng</h4>") + "</div>",
        '<div class="tags">' + HOT.format("<b>Xu hướng:</b> ") + "</div>",
        '<div class="trending tag">' + HOT.format("") + "</div>",
        '<div class="tag-cloud">' + HOT.format("") + "</div>",
        '<div class="box-hot"><ul class="tags"><li>' + HOT.format("") + "</li></ul></div>",
        '<div class="x"><p>Từ khóa nổi bật</p><p class="tag">' + HOT.format("") + "</p></div>",
        '<div class="tags">'
        + HOT.format("<h3>Tags phổ biến</h3>").replace("<a ", '<a rel="tag" ')
        + "</div>",
    ],
)
def test_what_many_read_now_is_no_tag_of_the_article(box: str):
    assert stored(f"{PAGE}</div>{box}<div>").tags == []
    own = '<div class="tags"><span>Tags:</span> <a href="/tag/lua">lúa</a></div>'
    assert stored(f"{PAGE}{own}</div>{box}<div>").tags == ["lúa"]
    assert stored(f"{PAGE}</div>{box}{own}<div>").tags == ["lúa"]


@pytest.mark.parametrize(
    "label", ["", "<span>Tags:</span> ", "<h4>Từ khóa</h4>", "<b>Chủ đề:</b> "]
)
def test_a_tag_line_outside_the_article_is_its_own(label: str):
    line = (
        f'<div class="tags">{label}<a href="/tag/lua">lúa</a>, <a href="/tag/cho">chợ nổi</a></div>'
    )
    assert stored(f"{PAGE}</div>{line}<div>").tags == ["lúa", "chợ nổi"]


def switched(link: str) -> Fields:
    url = "https://baolongan.vn/cho-noi-a188369.html"
    paper = catalogue.of_address(url)
    document = parse(f"<html><body>{link}<div>{PAGE}</div></body></html>".encode(), None, url)
    return read_fields(document, paper, recognised(document, paper.rule_sets), {})


@pytest.mark.parametrize(
    "host", ["HTTPS://NEWS.BAOLONGAN.VN", "//News.BaoLongAn.vn", "https://news.baolongan.vn"]
)
def test_the_host_of_a_translation_is_written_in_any_case(host: str):
    link = f'<a href="{host}/floating-market-a188400.html">English</a>'
    assert switched(link).translations == ["https://news.baolongan.vn/floating-market-a188400.html"]
    link = f'<link rel="alternate" hreflang="en" href="{host}/floating-market-a188400.html">'
    assert switched(link).translations == ["https://news.baolongan.vn/floating-market-a188400.html"]


def test_another_host_is_no_edition():
    assert (
        switched(
            '<a href="HTTPS://NEWS.OTHER.VN/floating-market-a188400.html">English</a>'
        ).translations
        == []
    )
