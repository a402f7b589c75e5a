"""A date line in the cell that holds the whole text, as old pages have it, and lines of the text that look like one."""

import pytest

from tests.frames import LEAD, PARAGRAPHS, TITLE, P, read

LINES = [
    "Cập nhật lúc 09h15 ngày 05/03/2026",
    "(Cập nhật lúc 09h15 ngày 05/03/2026)",
    "Đăng lúc 09h15 ngày 05/03/2026",
    "Người đăng: admin - Ngày đăng: 05/03/2026",
    "Người đăng: admin | Ngày 05/03/2026",
    "admin | 05/03/2026 | 0 bình luận",
    "Đăng bởi Tấn Lộc vào lúc 09:15 ngày 05/03/2026",
    "Xuất bản: 05/03/2026 | Thời gian đọc: 4 phút",
    "Thứ Năm 05/03/2026 09:15 Theo dõi Báo trên Google News",
    "05/03/2026 09:15 In bài viết này",
]
EVENTS = [
    "Thời gian: 8 giờ ngày 05/03/2026",
    "Thời gian: 8h ngày 05/03/2026 tại xã Tân Hòa",
    "Lúc 8h ngày 05/03/2026, tại xã Tân Hòa mở hội.",
    "Mở bán vé từ 8h00 ngày 05/03/2026",
    "Họp mặt vào lúc 09h15 ngày 05/03/2026",
]


def page_of(line: str) -> str:
    return (
        f"<table><tr><td><h2>{TITLE}</h2><p>{line}</p><p><b>{LEAD}</b></p>{''.join(P)}</td>"
        "<td><b>Thời tiết</b></td></tr></table>"
    )


@pytest.mark.parametrize("line", LINES)
def test_the_line_dates_the_page_and_is_none_of_the_text(line: str):
    article = read("plain", "", page=page_of(line)).article
    assert article is not None
    assert (article.published_at or "")[:10] == "2026-03-05"
    assert article.lead == LEAD
    assert article.body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize("line", EVENTS)
def test_an_event_stays_in_the_text(line: str):
    article = read("plain", "", page=page_of(line)).article
    assert article is not None
    assert article.published_at is None
    assert line in article.body
