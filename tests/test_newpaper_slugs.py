"""Addresses in which a number stands alone below the headline: `/tin-tuc/<slug>/<number>.html`."""

import re
from pathlib import Path

import pytest

from crawler.scaffold.addresses import rules_for
from crawler.scaffold.pages import SavedPage, ScaffoldError, Verdict
from crawler.systems import generic

MENU = ("/kinh-te", "/xa-hoi", "/xa-hoi-phap-luat", "/tin-tuc/kinh-te", "/tin-tuc/kinh-te/2.html")
NEXT = ("/kinh-te/2.html", "/xa-hoi-phap-luat/2.html", "/tin-tuc/kinh-te", "/tin-tuc/kinh-te.html", "/kinh-te.html")  # fmt: skip


def page(path: str, title: str = "", verdict: Verdict = "article") -> SavedPage:
    markup = f"<html><head><title>{title} - Báo Thử</title></head></html>"
    rules = generic.RULE_SETS[0]
    host = "baothu.example"
    return SavedPage(
        Path("a.html"), path, host, markup, f"https://{host}{path}", "vi", rules, None,
        verdict=verdict, menu=MENU,
    )  # fmt: skip


@pytest.mark.parametrize("form", ["/tin-tuc/{}/{}.html", "/{}/{}.html", "/{}/{}", "/{}/{}/"])
@pytest.mark.parametrize(
    "slugs",
    [
        ("bi-thu-tinh-uy-kiem-tra-cau-rach-ba", "5-thoi-quen-buoi-toi", "gia-lua-nhich-them-200-dong"),
        ("mua-gat-som", "cho-noi-cai-rang", "lop-hoc-dan-lat"),
        ("bi-thu-tinh-uy-kiem-tra-cau-rach-ba",),
    ],
)  # fmt: skip
def test_the_pattern_fits_the_other_articles_and_no_section(form: str, slugs: tuple[str, ...]):
    pages = [page(form.format(slug, 18_342 + n)) for n, slug in enumerate(slugs)]
    pattern = rules_for(pages, None).article
    for target in (*(saved.path for saved in pages), form.format("ben-do-tan-phuoc-mo-lai", 991)):
        match = re.search(pattern, target)
        assert match is not None
        assert match["number"] in target
    assert not any(slug in pattern for slug in slugs)
    assert not any(re.search(pattern, target) for target in NEXT)


def test_one_short_slug_is_known_by_the_headline():
    pattern = rules_for([page("/tin-tuc/mua-gat-som/188.html", "Mùa gặt sớm")], None).article
    assert re.search(pattern, "/tin-tuc/cho-noi-cai-rang/189.html")


def test_a_folder_above_numbers_stays_as_it_is():
    pages = [page("/news/188.html"), page("/news/189.html")]
    assert "/)*news/" in rules_for(pages, None).article
    pages = [page("/kinh-te/188.html"), page("/xa-hoi/189.html"), page("/kinh-te/190.html")]
    pattern = rules_for(pages, None).article
    assert all(re.search(pattern, saved.path) for saved in pages)
    assert not re.search(pattern, "/xa-hoi-phap-luat/12.html")


def test_a_number_that_one_of_several_articles_shows_is_refused():
    pages = [page("/doc-bao/188.html"), page("/mua-gat-som.html"), page("/cho-noi-cai-rang.html")]
    with pytest.raises(ScaffoldError) as problem:
        rules_for(pages, None)
    assert "only /doc-bao/188.html shows a number" in str(problem.value)
    assert "--article" in str(problem.value)


@pytest.mark.parametrize("first", ["/benh-vien-dieu-tri-covid-19.html", "/gia-lua-tang-18342.html"])
def test_a_slug_that_alone_ends_in_a_number_is_words(first: str):
    pages = [page(first), page("/mua-gat-som-o-cu-lao.html"), page("/cho-noi-cai-rang.html")]
    pattern = rules_for(pages, None).article
    assert "(?P<number>" not in pattern
    assert all(re.search(pattern, saved.path) for saved in pages)
    assert not any(re.search(pattern, target) for target in ("/kinh-te", "/xa-hoi"))
