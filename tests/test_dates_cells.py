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
#: In a text they tell when something takes place, whatever stands around them.
TOLD = [
    "Việt Nam - Thái Lan: 19h ngày 21/11/2025",
    "Lễ truy điệu: 7h30 ngày 22/11/2025",
    "Động quan: 13h ngày 22/11/2025",
    "Đăng ký vào 9h ngày 21/11/2025",
    "Hạn cuối: 17h ngày 21/11/2025",
    "Mở bán: 9h, 21/11/2025",
    "Công chiếu vào 21/11/2025",
    "Vào lúc 10h ngày 21/11/2025",
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


CASES = [
    *((frame, 4, line) for frame in ("baocantho", "baotayninh", "microdata") for line in TOLD),
    *((frame, 0, TOLD[0]) for frame in ("baocantho", "baotayninh")),
    *(("plain", 4, line) for line in TOLD[1:4]),
]


@pytest.mark.parametrize(("frame", "place", "line"), CASES)
def test_what_a_text_tells_of_an_hour_stays_in_it(frame: str, place: int, line: str):
    body = [*P[:place], f"<p>{line}</p>", *P[place:]]
    for dated in (True, False):
        article = read(frame, "".join(body), dated=dated).article
        assert article is not None
        assert line in article.body
        assert article.published_at == ("2024-09-14T06:42:00+07:00" if dated else None)


def test_the_clock_of_a_text_dates_no_page_of_one_cell():
    for line in (
        "Vào lúc 10h ngày 05/03/2026",
        "Ngày 05/03/2026, vào lúc 10h",
        "Vào 05/03/2026, 20h",
    ):
        page = (
            f"<table><tr><td><h2>{TITLE}</h2>{P[0]}<p>{line}</p>{''.join(P[1:])}</td></tr></table>"
        )
        article = read("plain", "", page=page).article
        assert article is not None
        assert article.published_at is None
        assert line in article.body


@pytest.mark.parametrize(
    "line",
    [
        "Thứ Năm, ngày 05/03/2026, 09h15",
        "09h15 05/03/2026",
        "Tấn Lộc - Cập nhật lúc 09h15 ngày 05/03/2026",
        "Tin đăng vào 09h15 ngày 05/03/2026",
    ],
)
def test_a_clock_alone_or_behind_a_label_is_the_pages(line: str):
    article = read("plain", "", page=page_of(line)).article
    assert article is not None
    assert article.published_at == "2026-03-05T09:15:00+07:00"
    assert article.body.split("\n\n") == PARAGRAPHS
