"""Properties of the date parser: any text in, no exception, nothing without day, month, year."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.dates import parse_date
from pipelines.rules import DateRules

FETCHED = "2026-10-02T11:40:00Z"
RULES = DateRules()
PIECES = st.sampled_from(
    [
        "ngày",
        "tháng",
        "năm",
        "Thứ",
        "Ba",
        ",",
        "/",
        "-",
        ":",
        ".",
        "5",
        "05",
        "12",
        "29",
        "31",
        "2024",
        "24",
        "14",
        "30",
        "14:30",
        "h",
        "giờ",
        "phút",
        "trước",
        "hôm",
        "qua",
        "GMT+7",
        "AM",
        "CH",
        "Cập",
        "nhật",
        "lúc",
        "March",
        "Jan",
        "the",
        "of",
        "000",
        "+07:00",
        "Z",
        "T",
        "|",
        "(",
        "[",
        "1709623800",
        "0001",
        "9999",
    ]
)


#: Without zone, as hypothesis wants its bounds.
MOMENTS = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001
    datetime(2030, 1, 1),  # noqa: DTZ001
)


def read(text: str, language: str | None = "vi", *, month_first: bool = False):
    return parse_date(
        text, language=language, rules=RULES, fetched_at=FETCHED, month_first=month_first
    )


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map(" ".join)))
@example("0001-01-01T00:00:00Z")
@example("9999-12-31 23:59 GMT-12")
@example("31/12/2199 24:00")
def test_any_text(text: str):
    parsed = read(text)
    if parsed is None:
        return
    assert any(map(str.isdigit, text)) or parsed.precision == "relative"
    moment = datetime.fromisoformat(parsed.value)
    assert 1899 < moment.year < 2201
    if parsed.precision == "minute":
        assert moment.utcoffset() == timedelta(hours=7)
    assert len(parsed.value) in {10, 25}


@given(MOMENTS, st.booleans())
def test_printed_day_first_comes_back(moment: datetime, dash: bool):
    text = moment.strftime("%d/%m/%Y - %H:%M" if dash else "%d/%m/%Y %H:%M")
    parsed = read(text)
    assert parsed is not None
    assert parsed.value == moment.strftime("%Y-%m-%dT%H:%M:00+07:00")


@given(MOMENTS)
def test_iso_in_utc_comes_back(moment: datetime):
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    parsed = read(moment.isoformat())
    assert parsed is not None
    assert datetime.fromisoformat(parsed.value) == moment


@pytest.mark.parametrize(
    "text",
    ["1 " * 50_000, "1/" * 50_000, "thang " * 20_000, "05:" * 50_000, "(" * 99_999, "a1 " * 50_000],
)
def test_long_texts_take_no_time(text: str):
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 0.2


def test_relative_needs_the_time_of_fetching():
    assert parse_date("3 giờ trước", language="vi", rules=RULES, fetched_at=None) is None
    parsed = read("3 giờ trước")
    assert (parsed.value, parsed.precision) == ("2026-10-02T15:40:00+07:00", "relative")


def test_order_of_day_and_month_is_the_callers():
    assert read("1/8/2026 10:02:01 AM").value == "2026-08-01T10:02:01+07:00"
    assert read("1/8/2026 10:02:01 AM", month_first=True).value == "2026-01-08T10:02:01+07:00"


def test_assumed_zone_is_told():
    assert read("29/04/2017 - 20:49").assumed_zone
    assert not read("29/04/2017 - 20:49 (GMT+7)").assumed_zone


def test_raw_is_the_part_that_was_read():
    assert read("Đăng ngày 29/04/2017 20:49 - 532 lượt xem").raw == "29/04/2017 20:49"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Thứ Ba,05/03/2024,14:30", "2024-03-05T14:30:00+07:00"),
        ("1,05/03/2024", None),
        ("3 giờ trước 05/03/2024", "2024-03-05"),
        ("05/03/2024 10 giờ trước", "2024-03-05"),
        ("05/03/2024 2 giờ 30 phút trước", "2024-03-05"),
        ("05/03/2024 10 giờ", "2024-03-05T10:00:00+07:00"),
    ],
)
def test_what_stands_beside_a_day(text: str, value: str | None):
    parsed = parse_date(text, language="vi", rules=RULES, fetched_at=FETCHED)
    assert (parsed.value if parsed else None) == value
