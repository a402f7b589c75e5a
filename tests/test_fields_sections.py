"""Sections, tags and translations of a page."""

import pytest

from crawler.catalogue import foreign
from pipelines.document import parse
from pipelines.fields import read_fields
from tests.own_pages import PAPER, RULES, URL, P, fields_of, page

CRUMBS = "<a href='/'>Trang chủ</a> › <a href='/kinh-te/'>Kinh tế</a> › <a href='/kinh-te/nong-nghiep/'>Nông nghiệp</a>"


@pytest.mark.parametrize(
    ("above", "section"),
    [
        (f"<div>{CRUMBS}</div>", "kinh-te/nong-nghiep"),
        (f"<div class='breadcrumb'>{CRUMBS}</div>", "kinh-te/nong-nghiep"),
        ("<h1><a href='/news/kinh-te/'>KINH TẾ</a></h1>", "kinh-te"),
        ("<p><a href='/tim-kiem/lua.html'>lúa</a></p>", None),
        ("<p><a href='https://khac.example/kinh-te/'>Kinh tế</a></p>", None),
        ("", None),
    ],
)
def test_section(above: str, section: str | None):
    assert fields_of(page("".join(P), above=above)).section == section


@pytest.mark.parametrize(
    ("steps", "section"),
    [
        ("<a href='/'>Trang chủ</a> <a href='/kinh-te'>Kinh tế</a>", "kinh-te"),
        ("<a href='/kinh-te'>Kinh tế</a> <a href='/kinh-te/lua'>Lúa</a>", "kinh-te/lua"),
        ("<a href='/bai-viet-188.html'>Mùa gặt</a>", None),
        ("<a href='https://khac.example/kinh-te'>Kinh tế</a>", None),
    ],
)
def test_section_of_a_newspaper_nobody_knows(steps: str, section: str | None):
    paper = foreign("baothu.example", "https")
    html = page("".join(P), above=f"<div class='breadcrumb'>{steps}</div>")
    document = parse(html.encode(), None, "https://baothu.example/mua-gat-188491.html")
    assert read_fields(document, paper, paper.rule_sets[-1], {}).section == section


def test_sections_have_the_names_that_the_page_prints():
    fields = fields_of(page("".join(P), above=f"<div>{CRUMBS}</div>"))
    assert fields.section_names["kinh-te/nong-nghiep"] == "Nông nghiệp"
    assert set(fields.section_names) == set(fields.sections)
    assert fields_of(page("".join(P)), hints={"section": "phap-luat"}).section_names == {}


def test_section_of_metadata_and_of_the_listing():
    head = '<meta property="article:section" content="Đời sống - Xã hội">'
    assert fields_of(page("".join(P), head)).section == "doi-song-xa-hoi"
    assert fields_of(page("".join(P)), hints={"section": "phap-luat"}).section == "phap-luat"


def test_tags():
    after = "<div>Từ khóa: <a href='/tim-kiem/lua.html'>Lúa</a>, <a href='/tim-kiem/x.html'>lúa</a></div>"
    assert fields_of(page("".join(P), after=after)).tags == ["Lúa"]
    head = (
        '<meta property="article:tag" content="mùa vụ"><meta property="article:tag" content="gạo">'
    )
    assert fields_of(page("".join(P), head)).tags == ["mùa vụ", "gạo"]


def test_translation_only_where_the_page_links_it():
    other = "https://news.baolongan.vn/early-harvest-a188492.html"
    head = f'<link rel="alternate" hreflang="en" href="{other}">'
    assert fields_of(page("".join(P), head)).translations == [other]
    above = f"<a href='{other}'>English</a>"
    assert fields_of(page("".join(P), above=above)).translations == [other]
    above = "<a href='https://news.baolongan.vn/'>English</a>"
    assert fields_of(page("".join(P), above=above)).translations == []


MENU = "<div><b>Sự kiện</b> <a href='/tim-kiem/lua.html'>Lúa gạo</a></div>"


def test_a_search_link_in_the_menu_is_no_tag():
    tags = "<div>Từ khóa: <a href='/tim-kiem/xoai.html'>Xoài cát</a></div>"
    assert fields_of(page("".join(P), above=MENU)).tags == []
    assert fields_of(page("".join(P), above=MENU, after=tags)).tags == ["Xoài cát"]


def test_a_headline_that_leads_to_a_section_is_that_section_s_front():
    from pipelines.outcomes import Reason
    from pipelines.validation import validate

    teasers = "".join(
        f"<li><a href='/tin-so-{n}-a{n}.html'><h3>Tin số {n} về mùa màng ven sông</h3></a>"
        f"<p>Nông dân xã {n} bắt đầu thu hoạch lúa sớm vụ này, ai cũng…</p></li>"
        for n in range(9)
    )
    html = f"<html><body><h1><a href='/van-hoa/'>VĂN HÓA</a></h1><ul>{teasers}</ul></body></html>"
    document = parse(html.encode(), None, URL)
    fields = read_fields(document, PAPER, RULES, {})
    assert validate(document, fields, PAPER) is Reason.NOT_ARTICLE
