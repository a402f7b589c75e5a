"""The headline of a newspaper that nobody knows, where no heading has it: the title without the site's name."""

import pytest

from tests.test_dates_header import (
    HEADLINE,
    HEADLINES,
    LINE,
    MINUTE,
    TEXT,
    TITLES,
    conflict,
    stored,
)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("shape", HEADLINES)
def test_the_headline_that_is_printed_is_the_title_without_the_sites_name(shape: str, title: str):
    inner = f"{HEADLINES[shape].format(HEADLINE)}{LINE}<div class=b>{TEXT}</div>"
    article = stored(inner, title=title)
    assert (article.title, article.published_at) == (HEADLINE, MINUTE)
    assert "clock" in conflict(article)


def test_a_headline_of_two_parts_stays_whole():
    whole = "Đường về quê – Kỳ 2: Chuyến đò chiều"
    inner = f"<div class=tit>{whole}</div>{LINE}<div class=b>{TEXT}</div><p>Chuyến đò chiều</p>"
    assert stored(inner, title=f"{whole} | Báo Thử").title == whole


def test_a_menus_entry_in_the_title_is_no_headline():
    article = stored(f"<div class=b>{TEXT}</div>", title="{} | Kinh tế | Tin của tỉnh")
    assert article.title.startswith(HEADLINE)


@pytest.mark.parametrize(
    ("title", "host"),
    [
        ("{} | Báo Thử", "baothu.vn"),
        ("Báo Thử - {}", "www.bao-thu.vn"),
        ("{} - baothu", "baothu.vn"),
    ],
)
def test_a_name_that_the_host_spells_is_cut_off_where_no_headline_is_printed(title: str, host: str):
    assert stored(f"<div class=b>{TEXT}</div>", title=title, host=host).title == HEADLINE


def test_a_name_that_the_host_does_not_spell_stays_where_no_headline_is_printed():
    article = stored(f"<div class=b>{TEXT}</div>", title="{} | Ghi chép", host="baothu.vn")
    assert article.title == f"{HEADLINE} | Ghi chép"


@pytest.mark.parametrize(
    "line", ["14/09/2024 06:42", " - 14/09/2024 06:42", " (06:42 ngày 14/09/2024)"]
)
@pytest.mark.parametrize("title", TITLES)
def test_a_headline_in_one_line_with_its_date(title: str, line: str):
    inner = f"<div><span>{HEADLINE}</span> <span>{line}</span></div><div class=b>{TEXT}</div>"
    article = stored(inner, title=title)
    assert (article.title, article.published_at) == (HEADLINE, MINUTE)


def test_of_two_parts_that_are_printed_the_address_has_the_headline():
    above = (
        "{menu}<div>Tin nhanh của bà con chợ nổi miền sông nước</div><div class=clock>{clock}</div>"
    )
    title = "{} | Tin nhanh của bà con chợ nổi miền sông nước"
    inner = f"<div class=tit>{HEADLINE}</div>{LINE}<div class=b>{TEXT}</div>"
    assert stored(inner, title=title, above=above).title == HEADLINE
