"""An article as it is put together, and what is an edit of it."""

import dataclasses

import pytest

from pipelines.article import build_article, content_hash
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.urls import read_address
from tests.judging import ARTICLE, FOOT, MENU, PAPER, RULES, URL

FETCHED = "2026-10-02T11:40:00Z"


def article_of(html: str):
    document = parse(html.encode(), None, URL)
    fields = read_fields(document, PAPER, RULES, {})
    dates = read_dates(document, fields, PAPER, RULES, FETCHED, {})
    return build_article(fields, dates, PAPER, RULES, read_address(URL, PAPER), archive_ref="a:1")


def test_article_is_put_together():
    article = article_of(ARTICLE)
    assert (article.paper, article.source_id, article.url) == ("baolongan", "188491", URL)
    assert article.title == "Mùa gặt sớm ở Vàm Cỏ"
    assert article.word_count == 6 + 3 * 20
    assert article.rules == RULES.name
    assert article.archive_ref == "a:1"
    assert {"title", "body", "published_at"} <= set(article.provenance)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</h1>", "</h1><div>1.204 lượt xem</div>"),
        (
            FOOT,
            f"<h3>Tin liên quan</h3><a href='/x-a5.html'>Một bài khác hẳn ở trang này</a>{FOOT}",
        ),
        ("</p><p>", "</p><div>Quảng cáo</div><p>"),
        (MENU, f"<div>03/10/2026 07:00</div>{MENU}"),
        ("<p>Đoạn", "<p >  Đoạn\u200b"),
    ],
)
def test_what_is_not_the_article_changes_no_hash(old: str, new: str):
    assert old in ARTICLE
    assert article_of(ARTICLE.replace(old, new)).content_hash == article_of(ARTICLE).content_hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Vàm Cỏ", "Vàm Cỏ Tây"),
        ("ba xã", "bốn xã"),
        ("18:21", "18:25"),
        ("18:21", "18:21</p><h2>Lúa chín sớm hơn mọi năm nửa tháng</h2><p>"),
    ],
)
def test_an_edit_changes_it(old: str, new: str):
    assert article_of(ARTICLE.replace(old, new)).content_hash != article_of(ARTICLE).content_hash


def test_relative_date_moves_with_the_visit_and_is_no_edit():
    html = ARTICLE.replace("08/01/2026 - 18:21", "3 giờ trước")
    document = parse(html.encode(), None, URL)
    fields = read_fields(document, PAPER, RULES, {})
    first, second = (
        content_hash(fields, read_dates(document, fields, PAPER, RULES, at, {}))
        for at in (FETCHED, "2026-10-02T12:40:00Z")
    )
    assert first == second


def test_text_hash_is_blind_to_marks_and_case():
    other = ARTICLE.replace("hoạch", "HOẠCH")
    assert article_of(other).text_hash == article_of(ARTICLE).text_hash
    assert dataclasses.replace(article_of(other)).content_hash != article_of(ARTICLE).content_hash
