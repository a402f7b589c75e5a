"""Metadata of .NET: `M/d/yyyy h:mm:ss AM` is month first on Vietnamese pages, and only there."""

import pytest

from tests.foreign_pages import ENGLISH, VIETNAMESE, dates_of


def told(day: str) -> str:
    return f'<meta name="article:published_time" content="{day}">'


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1/8/2026 10:02:01 AM", "2026-01-08T10:02:01+07:00"),
        ("1/8/2026 12:02:01 AM", "2026-01-08T00:02:01+07:00"),
        ("9/1/2026 9:28:56 PM", "2026-09-01T21:28:56+07:00"),
        ("10/2/2025 10:02:01 PM", "2025-10-02T22:02:01+07:00"),
        ("11/21/2023 9:28:56 AM", "2023-11-21T09:28:56+07:00"),
    ],
)
def test_the_american_form_on_a_vietnamese_page(day: str, expected: str):
    assert dates_of(texts=VIETNAMESE, head=told(day)).published_at == expected


@pytest.mark.parametrize(
    "day",
    [
        "1/8/2026 10:02:01",
        "01/08/2026 10:02:01 AM",
        "1/8/2026 10:02 AM",
        "1/8/2026",
        "10/11/2025 10:02:01 AM",
    ],
)
def test_other_forms_stay_open(day: str):
    dates = dates_of(texts=VIETNAMESE, head=told(day))
    assert dates.published_at is None
    assert "day or month first" in (dates.provenance["published_at"].conflict or "")


def test_elsewhere_the_form_may_be_australian():
    assert dates_of(texts=ENGLISH, head=told("1/8/2026 10:02:01 AM")).published_at is None


def test_what_is_printed_decides():
    head = told("1/8/2026 10:02:01 AM")
    dates = dates_of("<p>08/01/2026 10:02</p>", texts=VIETNAMESE, head=head)
    assert dates.published_at == "2026-01-08T10:02:00+07:00"
    assert dates.provenance["published_at"].conflict is None
    dates = dates_of("<p>01/08/2026 10:02</p>", texts=VIETNAMESE, head=head)
    assert dates.published_at == "2026-08-01T10:02:00+07:00"
    dates = dates_of("<p>09/01/2026</p>", texts=VIETNAMESE, head=head)
    assert dates.published_at == "2026-01-09"
    assert "1/8/2026 10:02:01 AM" in (dates.provenance["published_at"].conflict or "")


@pytest.mark.parametrize(
    "line", ["08/01/2026 - 10:02", "Thursday, 08/01/2026, 10:02 (GMT+7)", "08/01/2026"]
)
def test_beside_it_an_english_edition_prints_the_day_first(line: str):
    dates = dates_of(
        f"<p>{line}</p>",
        texts=ENGLISH,
        head=told("1/8/2026 10:02:01 AM"),
        url="https://baomau.vn/en/early-harvest-3318952.html",
    )
    assert (dates.published_at or "").startswith("2026-01-08T10:02:0")
    assert dates.provenance["published_at"].conflict is None
