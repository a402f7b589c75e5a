"""Beside the headline a short line dates the page unless its words tell of an event."""

import re

import pytest

from tests.test_dates_read import dates_of, ld
from tests.test_dates_stamps import LEAD, PARAGRAPHS, TOLD, TOLD_AT

STAMPS = [
    "Đăng lúc: Thứ ba - 05/03/2024 14:30 - Người đăng bài viết: Admin",
    "Thứ ba - 05/03/2024 14:30 Đã xem: 123 Phản hồi: 0",
    "Chuyên mục : Tin tức - Đã xem: 1234 - 05/03/2024 14:30",
    "05/03/2024 14:30 - Đã đọc: 1.234 lần",
    "05/03/2024 14:30, số lần xem: 1.234",
    "Lần xem: 1234 - 05/03/2024 14:30",
    "Xem với cỡ chữ 05/03/2024 14:30",
    "Thời gian đọc: 3 phút | 05/03/2024 14:30",
    "Người viết: Nguyễn Anh. Ngày viết: 05/03/2024 14:30",
    "Thời gian đăng: 05/03/2024 14:30",
    "Thời gian xuất bản: 05/03/2024 14:30",
    "Ngày đưa tin: 05/03/2024 14:30",
    "Gửi lên: 05/03/2024 14:30",
    "Mới cập nhật: 05/03/2024 14:30",
    "Đăng bởi: Ban biên tập - 14:30 05/03/2024",
    "Tin bài: Minh Tuấn | 05/03/2024 14:30",
    "Nguồn: baochinhphu.vn 05/03/2024 14:30",
    "Theo Báo Chính phủ 05/03/2024 14:30",
    "Tin trong tỉnh: 05/03/2024 14:30",
    "05/03/2024 14:30 0 like 3 chia sẻ",
    "Minh Tuấn, phóng viên TTXVN tại Long An | 05/03/2024 14:30",
    "Minh Tuấn  Cập nhật lúc: 14:30, Thứ Ba, 05/03/2024 (GMT+7)  In bài",
    "Minh Tuấn Ngày đăng: 05/03/2024 14:30 In bài",
    # Words of events in names of sections, which a bar keeps apart, and beside a clock.
    "Kỳ họp thứ 20 | 05/03/2024 14:30",
    "Kỳ 1: Về quê - Ngày đăng: 05/03/2024 14:30",
    "Đại hội Đảng 14:30, 05/03/2024",
    "Thông báo ngày đăng: 05/03/2024 14:30",
    "Kinh tế đầu tư ngày 05/03/2024 14:30",
]
EVENTS = [
    "Chung kết: 19:00 05/03/2024",
    "Phát sóng: VTV1 - 20:00, 05/03/2024",
    "Tường thuật trực tiếp: 20:00 05/03/2024",
    "Lễ truy điệu: 07:00, 05/03/2024",
    "Từ trần lúc 05:30 ngày 05/03/2024",
    "Họp báo lúc 14:30 ngày 05/03/2024",
    "Lúc 17:00 ngày 05/03/2024, tại Hội trường",
    "Chỉ thị số 12-CT/TW ngày 05/03/2024",
    "Văn bản 123/UBND-VX, 05/03/2024",
    "Thông tư ngày 05/03/2024 của Bộ Y tế",
    "Ngày có hiệu lực 05/03/2024",
    "Thời gian tổ chức: 07:30 05/03/2024",
    "Album phát hành: 05/03/2024",
    "Giá vàng cập nhật 09:00 05/03/2024",
    "Ảnh chụp lúc 14:30 05/03/2024",
    "Đến 17:00 05/03/2024",
    "Kỳ họp thứ 12, ngày 05/03/2024",
]
LABELLED = re.compile("(?:đăng|xuất bản|đưa tin|cập nhật|viết|Gửi lên): |Đăng lúc|Cập nhật lúc")
AWAY = "<p><a href='/cho-noi-mua-nuoc-noi-o-cai-rang-9991.html'>Chợ Nổi mùa Nước Nổi ở Cái Răng</a> 08:15 04/03/2024</p>"
TOPIC = "<p><a href='/su-kien/cho-noi-mua-nuoc-noi-o-cai-rang-9991.html'>Chợ Nổi mùa Nước Nổi ở Cái Răng</a> 08:15 04/03/2024</p>"


@pytest.mark.parametrize("line", STAMPS)
def test_stamps_of_any_system(line: str):
    assert dates_of(f"<div>{line}</div>{LEAD}").published_at == "2024-03-05T14:30:00+07:00"
    if "cập nhật" not in line.lower():  # that is when it was changed, where metadata tells more
        dates = dates_of(f"<div>{line}</div>{LEAD}", head=TOLD)
        assert dates.published_at == "2024-03-05T14:30:00+07:00"


@pytest.mark.parametrize("line", STAMPS)
def test_behind_the_lead_they_give_way_to_metadata_of_another_day(line: str):
    assert dates_of(f"{LEAD}<div>{line}</div>").published_at == "2024-03-05T14:30:00+07:00"
    if not LABELLED.search(line):
        dates = dates_of(f"{LEAD}<div>{line}</div>", head=TOLD)
        assert dates.published_at == TOLD_AT
        assert line.replace("  ", " ") in (dates.provenance["published_at"].conflict or "")


@pytest.mark.parametrize("line", EVENTS)
def test_events_date_no_page(line: str):
    assert dates_of(f"<div>{line}</div>{LEAD}").published_at is None
    dates = dates_of(f"<div>{line}</div>{LEAD}", head=TOLD)
    assert dates.published_at == TOLD_AT
    # Where the line was taken for the text itself nothing was refused.
    assert "(of the text?)" in (dates.provenance["published_at"].conflict or "(of the text?)")


def test_the_first_line_of_the_text_has_known_words_alone():
    body = "".join(["<p>Sân khấu: 19:00 05/03/2024</p>", *PARAGRAPHS])
    assert dates_of(LEAD, body=body).published_at is None


def test_a_line_that_leads_to_another_article_is_its_own():
    assert dates_of(AWAY + LEAD).published_at is None
    assert dates_of(TOPIC + LEAD).published_at == "2024-03-04T08:15:00+07:00"


@pytest.mark.parametrize(
    ("line", "saved", "day"),
    [
        ("1 tuần trước", "2026-10-02T08:00:00+07:00", "2026-09-25"),
        ("1 tháng trước", "2026-09-12T08:00:00+07:00", "2026-09-12T08:00:00+07:00"),
        ("1 tuần trước", "2026-09-22T08:00:00+07:00", "2026-09-22T08:00:00+07:00"),
    ],
    ids=["saved again", "rounded up", "rounded down"],
)
def test_metadata_far_younger_than_the_printed_age(line: str, saved: str, day: str):
    head = ld(datePublished=saved, dateModified=saved)
    dates = dates_of(f"<p>{line}</p>", head=head)
    assert dates.published_at == day
    if day != saved:
        assert saved in (dates.provenance["published_at"].conflict or "")
