"""The zone of a clock where the newspaper is not known."""

import pytest

from tests.foreign_pages import VIETNAMESE, dates_of, ld


def test_a_time_keeps_the_offset_it_has():
    dates = dates_of(head=ld("NewsArticle", "2023-11-02T23:30:00-05:00"))
    assert dates.published_at == "2023-11-02T23:30:00-05:00"


def test_a_clock_without_a_zone_is_left_out():
    dates = dates_of("<p>2 November 2023, 9:15 pm</p>")
    assert (dates.published_at, dates.published_precision) == ("2023-11-02", "day")


@pytest.mark.parametrize("url", ["https://news.example.com/a-1", "https://news.example.vn/a-1"])
def test_vietnamese_pages_are_in_vietnams_zone(url: str):
    dates = dates_of("<p>01/08/2026 - 18:21</p>", texts=VIETNAMESE, url=url)
    assert dates.published_at == "2026-08-01T18:21:00+07:00"


def test_two_offsets_of_one_minute_do_not_differ():
    both = ld("NewsArticle", "2023-11-02T18:00:00Z")
    dates = dates_of("<p>2 November 2023 14:00 GMT-4</p>", head=both)
    assert dates.published_at == "2023-11-02T14:00:00-04:00"
    assert dates.provenance["published_at"].conflict is None


UTC_TOLD = ld("NewsArticle", "2023-11-09T04:15:20Z")


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("8 November 2023, 11:15 pm", "2023-11-08T23:15:00-05:00"),
        ("9 November 2023, 9:45 am", "2023-11-09T09:45:00+05:30"),
        ("9 November 2023, 4:15 am", "2023-11-09T04:15:00+00:00"),
        # No zone is 37 minutes from UTC, nor sixteen hours: two times of two things.
        ("8 November 2023, 11:52 pm", "2023-11-08"),
        ("8 November 2023, 12:15 pm", "2023-11-08"),
    ],
)
def test_a_clock_and_the_same_moment_in_utc_tell_the_zone(printed: str, published: str):
    dates = dates_of(f"<p>{printed}</p>", head=UTC_TOLD)
    assert dates.published_at == published


def test_two_clocks_that_tell_two_zones_tell_none():
    dates = dates_of(
        "<p>8 November 2023, 11:15 pm</p>",
        head=UTC_TOLD + '<meta property="article:modified_time" content="2023-11-09T05:45:00Z">',
    )
    assert dates.published_at == "2023-11-08"


def test_what_was_changed_is_put_into_the_zone_too():
    dates = dates_of(
        "<p>8 November 2023, 11:15 pm</p>",
        head=UTC_TOLD + '<meta property="article:modified_time" content="2023-11-09T05:07:00Z">',
    )
    assert dates.modified_at == "2023-11-09T00:07:00-05:00"
