"""A line with words of an event is of the text; one that holds the day, its labels and names is the page's."""

import pytest

from pipelines.dates.model import Dates
from pipelines.dates.stamps import NONE, SURE, WEAK, trust
from tests.test_dates_read import dates_of, ld

LEAD = "<p>Lần đầu tiên máy gieo sạ cụm về cánh đồng ven sông, giúp bà con giảm giống.</p>"
PARAGRAPHS = [
    f"<p>Đoạn văn thứ {n} kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm.</p>"
    for n in ("nhất", "hai", "ba")
]
TOLD = ld(datePublished="2026-09-20T08:15:00+07:00")
TOLD_AT = "2026-09-20T08:15:00+07:00"
TWICE = TOLD + f'<meta property="article:published_time" content="{TOLD_AT}">'
EVENTS = [
    "Phát sóng: 20:00, 05/03/2024",
    "Phát sóng lúc 20h00 ngày 05/03/2024",
    "Trận đấu: 19:00 ngày 05/03/2024",
    "Quyết định số 12/2024/QĐ-UBND ngày 05/03/2024",
    "(Kèm theo Quyết định số 12/QĐ-UBND ngày 05/03/2024)",
    "Kỳ họp thứ 12, ngày 05/03/2024",
    "Ngày ban hành: 05/03/2024",
    "Ngày thi: 05/03/2024",
    "Kỳ quay: 05/03/2024",
    "Lễ viếng: 07 giờ 00, 05/03/2024",
    "Bắt đầu: 05/03/2024 08:00",
    "Từ ngày 05/03/2024",
    "Áp dụng từ 05/03/2024",
    "Tem phát hành ngày 05/03/2024",
    "Sách xuất bản 05/03/2024",
    "Bài đã đăng ngày 05/03/2024: Kỳ 1",
    "&gt;&gt; Kỳ 1: Về quê (đăng ngày 05/03/2024)",
    "(Cập nhật đến 17h ngày 05/03/2024)",
    "Bảng giá cập nhật lúc 9 giờ ngày 05/03/2024",
]
IN_TEXT = ["Cần Đước, ngày 05/03/2024", "Cần Đước, 05/03/2024", "Thời gian: 8 giờ ngày 05/03/2024"]
PICTURE = "<p><img src='/a.jpg'></p><p><i>Ảnh: Minh Tuấn (05/03/2024)</i></p>"


def placed(line: str, place: str, head: str = "") -> Dates:
    line = line if line.startswith("<") else f"<p>{line}</p>"
    first, *rest = PARAGRAPHS
    if place == "headline":
        return dates_of(line + LEAD, head=head)
    if place == "lead":
        return dates_of(LEAD + line, head=head)
    if place == "last":
        return dates_of(LEAD, body="".join([first, *rest, line]), head=head)
    return dates_of(LEAD, body="".join([line, first, *rest]), head=head)


@pytest.mark.parametrize("place", ["headline", "lead", "first", "last"])
@pytest.mark.parametrize("line", [*EVENTS, PICTURE])
def test_what_happens_on_a_day_dates_no_page(line: str, place: str):
    assert placed(line, place).published_at is None
    assert placed(line, place, TOLD).published_at == TOLD_AT
    assert placed(line, place, TWICE).published_at == TOLD_AT


@pytest.mark.parametrize("place", ["lead", "first", "last"])
@pytest.mark.parametrize("line", IN_TEXT)
def test_a_letters_place_and_an_events_time_date_no_page(line: str, place: str):
    assert placed(line, place).published_at is None
    assert placed(line, place, TOLD).published_at == TOLD_AT


@pytest.mark.parametrize("line", IN_TEXT)
def test_beside_the_headline_they_hold_where_metadata_tells_no_other_day(line: str):
    assert (placed(line, "headline").published_at or "")[:10] == "2024-03-05"
    dates = placed(line, "headline", TOLD)
    assert dates.published_at == TOLD_AT
    assert "05/03/2024" in (dates.provenance["published_at"].conflict or "")


def test_the_line_that_was_refused_is_kept_as_a_conflict():
    source = placed(EVENTS[0], "lead", TOLD).provenance["published_at"]
    assert source.rule == "json-ld"
    assert source.conflict == "structure: Phát sóng: 20:00, 05/03/2024 (of the text?)"


OWN = [
    "05/03/2024 14:30",
    "Thứ Ba, 05/03/2024 - 14:30 (GMT+7)",
    "Kinh tế | 05/03/2024 14:30",
    "Minh Tuấn - 14:30 05/03/2024",
    "Bài, ảnh: Minh Tuấn - 05/03/2024 14:30",
    "PV - 05/03/2024 14:30",
    "Thứ Ba, 05/03/2024 14:30 - Theo: TTXVN",
    "Đăng bởi: admin, lúc 14:30 ngày 05/03/2024",
    "Được đăng bởi Minh Tuấn vào ngày 05/03/2024 lúc 14:30",
    "Tin đăng ngày: 05/03/2024 14:30",
    "Ngày: 05/03/2024 14:30",
    "Xuất bản lúc 05/03/2024 14:30 (0 lượt nghe)",
    "12.345 lượt xem | 05/03/2024 14:30",
    "05/03/2024 14:30 In bài viết",
]
BESIDE = [
    "Thứ Ba, 05/03/2024 14:30 | Xây dựng Đảng - Chính quyền",
    "Tiếng nói trẻ | 05/03/2024 14:30",
    "Chuyển động 05/03/2024 14:30",
    "Ảnh: Hoàng Hà | 05/03/2024 14:30",
    "<p><a href='/chuyen-dong-tre/'>Chuyển động trẻ</a> 05/03/2024 14:30</p>",
    "Số 2145 ra ngày 05/03/2024 14:30",
    "05/03/2024 14:30 Theo dõi trên Google News",
    "Chuyên mục: Kinh tế | Ngày đăng: 05/03/2024 14:30",
    "Đăng: 05/03/2024 14:30 (cập nhật: 06/03/2024 08:00)",
]


@pytest.mark.parametrize("place", ["headline", "lead"])
@pytest.mark.parametrize("line", OWN)
def test_the_pages_own_lines(line: str, place: str):
    assert placed(line, place).published_at == "2024-03-05T14:30:00+07:00"


@pytest.mark.parametrize("line", BESIDE)
def test_sections_and_buttons_beside_the_headline(line: str):
    assert placed(line, "headline").published_at == "2024-03-05T14:30:00+07:00"


def test_words_that_nobody_knows_count_less_behind_the_lead_and_not_in_the_text():
    line, raw = "Nhịp sống quanh ta 05/03/2024 14:30", "05/03/2024 14:30"
    assert trust(line, raw, None, beside=True, clock=True) == SURE
    assert trust(line, raw, None, beside=False, clock=True) == WEAK
    assert trust(line, raw, None, beside=False, clock=True, inside=True) == NONE
    assert trust("Nhịp sống quanh ta 05/03/2024", "05/03/2024", None, beside=True, clock=False) == (
        WEAK
    )


@pytest.mark.parametrize(
    "line", ["Tin đăng ngày: 05/03/2024 14:30", "Xuất bản lúc 05/03/2024 14:30 (0 lượt nghe)"]
)
def test_labelled_lines_under_the_text(line: str):
    assert placed(line, "last").published_at == "2024-03-05T14:30:00+07:00"


def test_a_bare_line_behind_the_lead_gives_way_to_metadata():
    assert placed("05/03/2024", "lead", TOLD).published_at == TOLD_AT
    assert placed("05/03/2024", "headline", TOLD).published_at == "2024-03-05"


@pytest.mark.parametrize(
    ("line", "head", "day"),
    [
        ("2 giờ trước", "2024-03-05T14:30:00+07:00", "2024-03-05T14:30:00+07:00"),
        ("2 ngày trước", "2026-09-29T23:10:00+07:00", "2026-09-29T23:10:00+07:00"),
        ("3 ngày trước", "2024-03-05", "2024-03-05"),
        ("2 giờ trước", "2026-10-02", "2026-10-02T16:40:00+07:00"),
    ],
)
def test_a_relative_form_gives_way_to_an_exact_date(line: str, head: str, day: str):
    dates = dates_of(f"<p>{line}</p>", head=ld(datePublished=head))
    assert dates.published_at == day


def test_what_gave_way_is_kept():
    dates = dates_of("<p>2 giờ trước</p>", head=ld(datePublished="2024-03-05T14:30:00+07:00"))
    assert dates.provenance["published_at"].conflict == "structure: 2 giờ trước"


def test_a_relative_change_gives_way_too():
    head = ld(datePublished="2024-03-05T14:30:00+07:00", dateModified="2024-03-06T08:00:00+07:00")
    dates = dates_of("<p>Cập nhật 2 giờ trước</p>", head=head)
    assert dates.modified_at == "2024-03-06T08:00:00+07:00"


@pytest.mark.parametrize(
    "line",
    [
        "05/03/2024 14:30",
        "Thứ Ba, 05/03/2024, 14:30 (GMT+7)",
        "Minh Tuấn - 05/03/2024 14:30",
        "05/03/2024 14:30 | Nguồn: TTXVN",
    ],
)
def test_a_stamp_with_a_clock_behind_the_lead_goes_before_metadata_of_another_day(line: str):
    assert placed(line, "lead", TOLD).published_at == "2024-03-05T14:30:00+07:00"
    assert placed(line, "first", TOLD).published_at == TOLD_AT


@pytest.mark.parametrize(
    "line",
    [
        "Ngày cập nhật: 05/03/2024 - Số lượt xem: 123",
        "Đăng ngày 05/03/2024 14:30 - Số lượt xem: 123",
        "Cập nhật lần cuối: 05/03/2024 14:30 bởi Admin",
    ],
)
def test_a_line_under_the_text_that_begins_with_a_label_is_the_pages(line: str):
    assert (placed(line, "last").published_at or "").startswith("2024-03-05")


@pytest.mark.parametrize("line", ["Xem: 12 | 05/03/2024 14:30", "Đọc: 1.234 - 05/03/2024 14:30"])
def test_how_often_it_was_read_leads_nowhere(line: str):
    assert placed(line, "headline").published_at == "2024-03-05T14:30:00+07:00"
