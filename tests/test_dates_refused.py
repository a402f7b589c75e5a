"""Dates of metadata that cannot be are told with the reason; figures and zones in other letters are read."""

import json

import pytest

from tests.test_dates_header import HEADLINE, MINUTE, TEXT, conflict, stored


def linked(value: object) -> str:
    node = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": value}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


INNER = f"<h1>{HEADLINE}</h1><div class=b>{TEXT}</div>"


@pytest.mark.parametrize(
    "value",
    [
        "0001-01-01T00:00:00",
        "0000-00-00 00:00:00",
        "1970-01-01T00:00:00Z",
        0,
        -62135596800000,
        99,
        "2024",
    ],
)
def test_what_is_no_date_of_an_article_is_told(value: object):
    article = stored(INNER, above="{menu}", head=linked(value))
    assert article.published_at is None
    assert f"json-ld: {value}"[:20] in conflict(article)
    meta = f'<meta property="article:published_time" content="{value}">'
    assert str(value) in conflict(stored(INNER, above="{menu}", head=meta))


def test_what_is_refused_is_told_beside_the_date_that_holds():
    article = stored(
        INNER.replace("</h1>", "</h1><p>14/09/2024 06:42</p>"), head=linked("0001-01-01T00:00:00")
    )
    assert article.published_at == MINUTE
    assert "0001-01-01" in conflict(article)


@pytest.mark.parametrize("value", [1726270920000, 1726270920, 1726270920000.0, "1726270920000"])
def test_seconds_and_milliseconds_since_1970_are_read(value: object):
    assert stored(INNER, above="{menu}", head=linked(value)).published_at == MINUTE


@pytest.mark.parametrize(
    "value", [True, None, {}, [], [1], "", "   ", float("1e300"), float("nan"), float("inf")]
)
def test_what_is_neither_text_nor_number_breaks_nothing(value: object):
    assert stored(INNER, above="{menu}", head=linked(value)).published_at is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("１４/０９/２０２４ ０６:４２", MINUTE),
        ("１４／０９／２０２４　０６：４２", MINUTE),
        ("Thứ Bảy, １４/０９/２０２４", "2024-09-14"),
        ("１４/９９/２０２４", None),
    ],
)
def test_full_width_figures_are_figures(line: str, day: str | None):
    article = stored(INNER.replace("</h1>", f"</h1><div class=d>{line}</div>"), above="{menu}")
    assert (article.published_at, article.lead) == (day, None)


@pytest.mark.parametrize(
    "zone",
    [
        "(Giờ Việt Nam)",
        "giờ Việt Nam",
        "(giờ Hà Nội)",
        "[Giờ VN]",
        "Giờ Việt Nam (GMT+7)",
        "(Giờ địa phương)",
    ],
)
@pytest.mark.parametrize("line", ["14/09/2024, 06:42 {}", "06:42 {}, 14/09/2024"])
def test_the_zone_of_the_clock_is_no_person(line: str, zone: str):
    told = line.format(zone)
    article = stored(INNER.replace("</h1>", f"</h1><div class=d>{told}</div>"), above="{menu}")
    assert (article.published_at, article.byline, article.authors) == (MINUTE, None, [])


def test_a_person_beside_the_zone_is_one():
    told = "Thu Hà - 14/09/2024, 06:42 (Giờ Việt Nam)"
    article = stored(INNER.replace("</h1>", f"</h1><div class=d>{told}</div>"), above="{menu}")
    assert (article.published_at, article.byline) == (MINUTE, "Thu Hà")
