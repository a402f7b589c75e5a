"""Articles of short lines: programmes of a day, quizzes, results, prices. Their like around an article are none."""

import pytest

from crawler.catalogue import foreign
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import Fields, read_fields
from pipelines.outcomes import Reason
from pipelines.validation import validate

TITLE = "Lịch lễ hội xuân ở ba xã ven sông"
URL = "https://baomau.example/van-hoa/lich-le-hoi-xuan-123456.html"
DAY = "<div>Thứ Ba, 05/03/2024 - 14:30</div>"
FOOT = (
    "<div><p>Báo Mẫu</p><p>Số 1 đường Thử</p><p>Phường Một</p><p>Điện thoại: 0270 123</p><p>Email: a@b.example</p>"
    "<p>Giấy phép số 12/GP-BTTTT. Tổng Biên tập: Lê Văn Mẫu.</p></div>"
)
MENU = "<ul>" + "".join(f"<li><a href='/muc-{n}/'>Mục số {n}</a></li>" for n in range(9)) + "</ul>"


def read(
    inner: str, *, day: str = DAY, around: str = "{}", url: str = URL
) -> tuple[Fields, Reason | None]:
    article = around.format(f"<div><h1>{TITLE}</h1>{day}{inner}</div>")
    html = f"<html><head><title>{TITLE} | Báo Mẫu</title></head><body>{MENU}{article}{FOOT}</body></html>"
    document = parse(html.encode(), None, url)
    paper = foreign("baomau.example", "https")
    fields = read_fields(document, paper, paper.rule_sets[0], {})
    dates = read_dates(document, fields, paper, paper.rule_sets[0], "2026-10-02T11:40:00Z", {})
    return fields, validate(document, fields, paper, dated=dates.on_page)


TIMELINE = [
    "7h: Rước sắc thần",
    "8h30: Khai mạc",
    "10h: Thi nấu cơm",
    "14h: Đua ghe",
    "20h: Hát bội",
    "22h: Bế mạc",
]
QUIZ = [
    "Câu 1: Sông nào dài nhất?",
    "A. Vàm Cỏ Đông",
    "B. Vàm Cỏ Tây",
    "Câu 2: Xã nào đông nhất?",
    "A. Bình Thử",
    "B. Tân Mẫu",
]
RESULTS = [
    "Bình Thử - Tân Mẫu 2-1",
    "Cây Me - Vàm Sát 0-0",
    "An Thử - Phú Mẫu 3-2",
    "Tân Thử - Cái Mẫu 1-4",
]
PRICES = [
    "Lúa thơm: 8.500 đồng/kg",
    "Lúa thường: 7.200 đồng/kg",
    "Dưa hấu: 6.000 đồng/kg",
    "Khóm: 9.000 đồng/trái",
    "Mía: 1.100 đồng/kg",
]
FORMS = {
    "paragraphs": lambda lines: "<div>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>",
    "breaks": lambda lines: f"<div>{'<br>'.join(lines)}</div>",
    "list": lambda lines: "<div><ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul></div>",
    "beside the headline": lambda lines: "".join(f"<p>{line}</p>" for line in lines),
    "divisions": lambda lines: "<div>" + "".join(f"<div>{line}</div>" for line in lines) + "</div>",
    "wrapped": lambda lines: "<div>" + "".join(f"<div><span>{line}</span></div>" for line in lines) + "</div>",
    "bold hours": lambda lines: "<div>" + "".join(f"<p><b>{line[:3]}</b>{line[3:]}</p>" for line in lines) + "</div>",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(
    "lines", [TIMELINE, QUIZ, RESULTS, PRICES], ids=["hours", "quiz", "results", "prices"]
)
@pytest.mark.parametrize("around", ["{}", "<main>{}</main>"])
def test_short_lines_are_the_article(form, lines: list[str], around: str):
    fields, reason = read(form(lines), around=around)
    assert fields.body.split("\n\n") == lines
    assert reason is None


def test_rows_of_a_table_are_the_article():
    rows = [line.partition(":") for line in PRICES]
    table = "".join(
        f"<tr><td>{name}</td><td>{price.strip()}</td></tr>" for name, _colon, price in rows
    )
    fields, reason = read(f"<div><table>{table}</table></div>")
    assert fields.body.split("\n\n") == [
        f"{name} | {price.strip()}" for name, _colon, price in rows
    ]
    assert reason is None


def test_a_writer_under_them_is_the_byline():
    fields, reason = read(FORMS["paragraphs"]([*TIMELINE, "<b>Tấn Lộc</b>"]), day="")
    assert (fields.body.split("\n\n"), fields.byline, reason) == (TIMELINE, "Tấn Lộc", None)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_undated_and_unsigned_they_may_be_anything(form):
    assert read(form(PRICES), day="")[1] is Reason.EMPTY_BODY


OTHERS = {
    "menu": MENU,
    "links": "<div>" + "".join(f"<p><a href='/tin-{n}.html'>Tin số {n}</a></p>" for n in range(6)) + "</div>",
    "form": "<form>" + "".join(f"<p>Điều kiện số {n}</p>" for n in range(6)) + "</form>",
    "aside": "<aside>" + "".join(f"<p>{line}</p>" for line in PRICES) + "</aside>",
    "related": "<div><h3>Tin liên quan</h3>" + "".join(f"<p>{line}</p>" for line in PRICES) + "</div>",
    "footer": "",
    "buttons": "<div><p>Chia sẻ</p><p>Facebook</p><p>Zalo</p><p>In bài</p><p>Gửi email</p><p>Lưu bài</p></div>",
    "tags": "<div><p>Từ khóa</p><p>lúa gạo</p><p>mùa gặt</p><p>nông dân</p><p>ba xã</p><p>giá lúa</p></div>",
    "names": "<div><p>Kinh tế</p><p>Xã hội</p><p>Pháp luật</p><p>Thể thao</p><p>Giải trí</p></div>",
}  # fmt: skip


@pytest.mark.parametrize("inner", OTHERS.values(), ids=OTHERS)
def test_what_stands_around_articles_is_no_text(inner: str):
    fields, reason = read(inner)
    assert fields.body == ""
    assert reason is Reason.EMPTY_BODY


def test_hours_and_films_of_a_list_of_terms():
    rows = "".join(f"<dt>{n}:00</dt><dd>Phim truyện</dd>" for n in range(6, 10))
    fields, reason = read(f"<div><dl>{rows}</dl></div>")
    assert (fields.body.split("\n\n")[:2], reason) == (["6:00", "Phim truyện"], None)


@pytest.mark.parametrize(
    "margin", [[f"{name} 25.{n}" for n, name in enumerate(("USD", "EUR", "JPY", "GBP"))], PRICES]
)
def test_figures_in_the_margin_of_a_page_without_a_text_are_none(margin: list[str]):
    side = "<div class='side'><div>" + "".join(f"<p>{line}</p>" for line in margin) + "</div></div>"
    fields, reason = read("<div></div>", around="{}" + side)
    assert (fields.body, reason) == ("", Reason.EMPTY_BODY)


def test_a_table_beside_a_text_changes_nothing():
    text = "<p>Bà con ba xã ven sông bắt đầu gặt lúa sớm từ sáng nay, ai cũng vui.</p>"
    fields, reason = read(
        f"<div>{text}</div>", around="{}<div>" + "".join(f"<p>{p}</p>" for p in PRICES) + "</div>"
    )
    assert (fields.body, reason) == (text[3:-4], None)
