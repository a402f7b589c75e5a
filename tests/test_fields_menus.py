"""A short plain menu above the headline is no section of the article; a way to it is."""

from dataclasses import replace

import pytest

from crawler.catalogue import foreign
from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.rules import AddressRules
from tests.test_fields_notices import PARAGRAPHS, TITLE

NAMES = {"kinh-te": "Kinh tế", "xa-hoi": "Xã hội", "van-hoa": "Văn hóa", "the-thao": "Thể thao"}
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def sections(above: str, beside: str = "") -> list[str]:
    html = (
        f"<html><head><title>{TITLE}</title></head><body>{above}<div>{beside}<h1>{TITLE}</h1>"
        f"<div>29/04/2017 - 20:49</div><div>{TEXT}</div></div></body></html>"
    )
    url = "https://baomau.example/mua-gat-som-123456.html"
    paper = foreign("baomau.example", "https")
    rules = AddressRules(article=r"-(?P<number>\d+)\.html$", listing=r"^/[a-z-]+(?:/[a-z-]+)?/?$")
    paper = replace(paper, addresses=rules, foreign=False)
    return read_fields(parse(html.encode(), None, url), paper, paper.rule_sets[0], {}).sections


def links(*slugs: str, form: str = "<li><a href='/{0}'>{1}</a></li>") -> str:
    return "".join(
        form.format(slug, NAMES.get(slug.rpartition("/")[2], "Nông nghiệp")) for slug in slugs
    )


@pytest.mark.parametrize("count", [3, 4, 5])
@pytest.mark.parametrize(
    "around", ["<ul>{}</ul>", "<div><ul>{}</ul></div>", "<ol>{}</ol>", "<nav><ul>{}</ul></nav>"]
)
def test_a_list_of_sections_is_a_menu(count: int, around: str):
    menu = around.format(links(*[*NAMES, "phap-luat"][:count]))
    assert sections(menu) == []
    assert sections(menu, "<p><a href='/van-hoa'>Văn hóa</a></p>") == ["van-hoa"]


@pytest.mark.parametrize("form", ["<a href='/{0}'>{1}</a> ", "<span><a href='/{0}'>{1}</a></span>"])
def test_a_line_of_four_is_a_menu(form: str):
    assert sections(f"<div>{links(*NAMES, form=form)}</div>") == []


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("<ul>" + links("kinh-te", "kinh-te/nong-nghiep") + "</ul>", ["kinh-te/nong-nghiep"]),
        ("<ul><li><a href='/'>Trang chủ</a></li>" + links("kinh-te", "kinh-te/nong-nghiep") + "</ul>", ["kinh-te/nong-nghiep"]),
        ("<ul><li><a href='/'>Trang chủ</a></li>" + links("kinh-te") + "</ul>", ["kinh-te"]),
        ("<p>" + links("kinh-te", "xa-hoi", form="<a href='/{0}'>{1}</a> ") + "</p>", ["kinh-te", "xa-hoi"]),
        ("<p><a href='/the-thao'>Thể thao</a></p>", ["the-thao"]),
    ],
)  # fmt: skip
def test_a_way_or_a_line_of_sections_is_the_articles(way: str, expected: list[str]):
    assert sections("", way) == expected
