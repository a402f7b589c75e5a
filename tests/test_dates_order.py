"""Day or month first on English pages: metadata, weekday, zone and the country of the host tell it."""

import pytest

from tests.foreign_pages import VIETNAMESE, dates_of, ld

VN = "https://news.example.vn/local/market-opens"
EIGHTH = "2026-01-08T18:21:00+07:00"


@pytest.mark.parametrize(
    "line",
    [
        "08/01/2026 - 18:21",
        "Thursday, 08/01/2026 - 18:21",
        "08/01/2026 - 18:21 (GMT+7)",
        "Updated: 18:21, 08/01/2026",
        "Jan. 8, 2026 | 6:21 p.m.",
        "January 8, 2026 | 6:21 p.m.",
    ],
)
def test_vietnamese_newspapers_put_the_day_first_in_english_too(line: str):
    assert dates_of(f"<p>{line}</p>", url=VN).published_at == EIGHTH


@pytest.mark.parametrize("line", ["8/1/2026 6:21 PM", "03/05/2024 02:30 PM"])
def test_with_am_and_pm_an_english_edition_may_be_american(line: str):
    assert dates_of(f"<p>{line}</p>", url=VN).published_at is None


def test_metadata_is_asked_before_the_country():
    dates = dates_of("<p>06/01/2020</p>", head=ld("NewsArticle", "2020-06-01T10:00:00Z"), url=VN)
    assert (dates.published_at or "")[:10] == "2020-06-01"


def test_nets_american_form_stays_open_on_a_vietnamese_host():
    assert dates_of("<p>1/8/2026 10:02:01 AM</p>", url=VN).published_at is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thursday, 08/01/2026", "2026-01-08"),
        ("Thu 08/01/2026", "2026-01-08"),
        ("Saturday, 08/01/2026", "2026-08-01"),
        ("Sat - 8/1/2026", "2026-08-01"),
        ("Monday, 08/01/2026", None),
        ("08/01/2026", None),
        ("The Sun said on Saturday, by mail: 08/01/2026", None),
    ],
)
def test_elsewhere_the_weekday_tells_it(line: str, day: str | None):
    assert dates_of(f"<p>{line}</p>").published_at == day


@pytest.mark.parametrize("zone", ["GMT+7", "(GMT+7)", "UTC +07:00"])
def test_the_zone_of_countries_that_put_the_day_first(zone: str):
    assert dates_of(f"<p>08/01/2026 18:21 {zone}</p>").published_at == EIGHTH
    assert dates_of("<p>08/01/2026 18:21 GMT+8</p>").published_at is None


def test_metadata_with_the_half_days_of_vietnamese():
    head = '<meta property="article:published_time" content="8/1/2026 2:02:01 CH">'
    assert dates_of(texts=VIETNAMESE, head=head).published_at == "2026-01-08T14:02:01+07:00"
