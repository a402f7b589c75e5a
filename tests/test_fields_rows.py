"""The row of a date: whole bylines with strokes of their own, elements without a blank between, buttons."""

import pytest

from pipelines.fields.rows import are_buttons
from tests.frames import DATES, FRAMES, TITLE, P, read
from tests.test_fields_beside import DAY
from tests.test_fields_beside import read as read_any

BYLINES = {
    "HOÀNG THỬ - LÊ MẪU": [("HOÀNG THỬ", "author"), ("LÊ MẪU", "author")],
    "Thu Hà, Quốc Bảo": [("Thu Hà", "author"), ("Quốc Bảo", "author")],
    "K.Oanh - H.Anh": [("K.Oanh", "author"), ("H.Anh", "author")],
    "Tin, ảnh: Minh Đức - Hoài Thương": [("Minh Đức", "text_photo"), ("Hoài Thương", "text_photo")],
    "Bài, ảnh: QUỐC BẢO": [("QUỐC BẢO", "text_photo")],
    "Bài, ảnh Thu Hà": [("Thu Hà", "text_photo")],
    "Thu Hà - Ảnh: Quốc Bảo": [("Thu Hà", "author"), ("Quốc Bảo", "photo")],
    "Thu Hà | Ảnh: Quốc Bảo": [("Thu Hà", "author"), ("Quốc Bảo", "photo")],
    "Thu Hà (Theo AFP, Reuters)": [("Thu Hà", "author"), ("AFP", "source"), ("Reuters", "source")],
    "(Theo TTXVN)": [("TTXVN", "source")],
    "Theo Tuổi Trẻ, Dân trí": [("Tuổi Trẻ", "source"), ("Dân trí", "source")],
    "Theo Tuổi Trẻ, Báo Nhân Dân": [("Tuổi Trẻ", "source"), ("Báo Nhân Dân", "source")],
    "Nguồn: TTXVN, vnexpress.net": [("TTXVN", "source"), ("vnexpress.net", "source")],
    "Thu Hà - Theo TTXVN": [("Thu Hà", "author"), ("TTXVN", "source")],
    "Nam Bắc": [("Nam Bắc", "author")],
    "Lê Văn Mẫu (Hội Nông dân tỉnh)": [("Lê Văn Mẫu", "author")],
    "Thu Hà - Quốc Bảo (ghi)": [("Thu Hà", "author"), ("Quốc Bảo", "author")],
    "Lê Thu Ba": [("Lê Thu Ba", "author")],
}  # fmt: skip
ROWS = [
    f"<div>{{0}} • <span>{DAY}</span></div>",
    f"<div><span class='author'>{{0}}</span><span class='time'>{DAY}</span></div>",
    f"<div><b>{{0}}</b> <time>{DAY}</time></div>",
    f"<p>{{0}} - {DAY}</p>",
    f"<p>{DAY} | {{0}}</p>",
]


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("byline", BYLINES)
def test_the_whole_byline_stands_in_the_row_of_the_date(byline: str, row: str):
    fields = read_any(row.format(byline))
    assert fields.byline == byline
    assert [(author.name, author.role) for author in fields.authors] == BYLINES[byline]


@pytest.mark.parametrize(
    "row",
    [
        f"<div><a href='/tac-gia/thu-ha'>Thu Hà</a><span>{DAY}</span></div>",
        f"<div><span>Thu Hà</span><span>Thứ Bảy, {DAY}</span></div>",
        f"<div><span>Thu Hà</span> <span>Thứ Bảy, {DAY}</span></div>",
        f"<div><span>Thu Hà</span> <span>Thứ 7, {DAY}</span></div>",
        f"<div><span>Thu Hà</span> <span>Chủ nhật, {DAY}</span></div>",
        "<div><span>Thu Hà</span> <span>Ngày 14 tháng 9 năm 2024, 06:42</span></div>",
        "<div><span>Thu Hà</span> <span>14 Tháng Chín, 2024 06:42</span></div>",
        f"<div><span>Thu Hà</span> <span>Cập nhật: {DAY}</span></div>",
        f"<div><span>Thu Hà</span> <span>Đăng lúc {DAY}</span></div>",
        f"<div><a href='/kinh-te'>Kinh tế</a> <span>Thu Hà</span> <span>{DAY}</span></div>",
        f"<div>Thu Hà - Kinh tế - {DAY}</div>",
        f"<div>Kinh tế - Thu Hà - {DAY}</div>",
        f"<div>Thu Hà, Hà Nội, {DAY}</div>",
        f"<div>Thu Hà - Câu Chuyện Đẹp - {DAY}</div>",
        f"<div><b>Thu</b> <b>Hà</b> <i>{DAY}</i></div>",
        f"<div>Thu Hà {DAY} <a>Facebook</a><a>In bài</a></div>",
        f"<div>(Thu Hà - {DAY})</div>",
        f"<div>{DAY}</div><div><span>Thu Hà</span><a href='#'>In</a></div>",
        f"<div>{DAY} (Thứ Bảy)</div><div>Tác giả: Thu Hà</div>",
    ],
)
def test_what_else_is_in_the_row_is_no_part_of_the_name(row: str):
    fields = read_any(row)
    assert fields.byline == "Thu Hà"
    assert [(author.name, author.role) for author in fields.authors] == [("Thu Hà", "author")]


LABELLED = [
    "Lượt xem: 1.234", "Số lượt đọc: 12", "Chuyên mục: Phóng sự", "Từ khóa: Bưởi", "Thể loại: Phóng sự",
    "Giọng đọc: Thu Hà", "Mã tin: 1234", "Đọc: 4 phút", "Hotline: 0918", "Xem thêm", "Bưởi",
]  # fmt: skip


@pytest.mark.parametrize("divider", ["-", ",", "|"])
@pytest.mark.parametrize("piece", LABELLED)
@pytest.mark.parametrize("source", ["Theo TTXVN", "Nguồn: Báo Mẫu"])
def test_what_stands_behind_a_source_is_none(source: str, piece: str, divider: str):
    spans = f" {divider} ".join(f"<span>{said}</span>" for said in (DAY, source, piece))
    fields = read_any(f"<div>{spans}</div>")
    assert fields.byline == source
    assert [author.role for author in fields.authors] == ["source"]


TWO = ["Nghe Bài Viết", "Đọc Bài"], ["Tốc Độ", "Tải Xuống"]


@pytest.mark.parametrize("divider", ["", " ", " | "])
@pytest.mark.parametrize("first", TWO[0])
@pytest.mark.parametrize("second", TWO[1])
def test_behind_a_button_stands_another(first: str, second: str, divider: str):
    buttons = f"<span>{first}</span>{divider}<span>{second}</span>"
    fields = read_any(f"<div><span>{DAY}</span> {buttons}</div>")
    assert (fields.byline, fields.authors) == (None, [])


@pytest.mark.parametrize(
    "writer", ["Thu Hà", "Tác giả: Mẫu Thử", "<a href='/tac-gia/mau-thu'>Mẫu Thử</a>", "Theo TTXVN"]
)
def test_behind_a_button_somebody_known_may_stand(writer: str):
    row = f"<div><span>{DAY}</span> <span>Đọc Bài</span> <span>{writer}</span></div>"
    assert read_any(row).authors
    before = f"<div><span>{DAY}</span> <span>Mẫu Thử</span> <span>Đọc Bài</span></div>"
    assert read_any(before).byline == "Mẫu Thử"


def test_two_links_to_writers():
    link = "<a href='/tac-gia/{}'>{}</a>"
    links = f"{link.format(1, 'Thu Hà')}, {link.format(2, 'Quốc Bảo')}"
    assert read_any(f"<div>{links} <span>{DAY}</span></div>").byline == "Thu Hà, Quốc Bảo"


BUTTONS = [
    "<a href='#'>Facebook</a><a href='/print/x-a1.html'>In bài</a>",
    "<a href='#'>Facebook</a> <a href='/print/x-a1.html'>In bài</a>",
    "<span>A- A A+</span>",
    "<a href='#'>A-</a> <a href='#'>A</a> <a href='#'>A+</a>",
    "<span>A</span> <span>A</span> <span>A</span>",
    "<i>Aa</i> <i>Aa</i>",
    "<a>Like</a> <a>Share</a>",
    "<a>Tiếng Việt</a> <a>English</a>",
    "<a>Nữ Miền Nam</a> <a>Nam Bắc</a>",
    "<span>Theo Dõi</span>",
    "<a>Long An</a><a>In</a>",
]


@pytest.mark.parametrize("buttons", BUTTONS)
def test_buttons_beside_the_date_wrote_nothing(buttons: str):
    for row in (
        f"<div>{DAY} {buttons}</div>",
        f"<div><span>{DAY}</span></div><div>{buttons}</div>",
        f"<div><div>{DAY}</div><div>{buttons}</div></div>",
    ):
        fields = read_any(row)
        assert (fields.byline, fields.authors) == (None, [])
    signed = read_any(f"<div>{DAY} {buttons}</div>", end="<p align=right><b>Tấn Lộc</b></p>")
    assert signed.byline == "Tấn Lộc"


@pytest.mark.parametrize("frame", ["baolongan", "baotayninh", "plain"])
@pytest.mark.parametrize("buttons", BUTTONS)
def test_nor_on_our_own_newspapers(frame: str, buttons: str):
    date = f"<div class='{DATES.get(frame, 'd')}'>{DAY} {buttons}</div>"
    page = FRAMES[frame][1].format(title=TITLE, lead="", date=date, body="".join(P))
    article = read(frame, "", page=page).article
    assert article is not None
    assert (article.byline, article.authors) == (None, [])


@pytest.mark.parametrize("name", ["A Lưu", "In Thích", "Thu Hà", "Nam Cao", "Aa Ba"])
def test_names_are_no_buttons(name: str):
    assert not are_buttons(name)


def test_whose_a_picture_is_wrote_nothing():
    caption = "<p>Chợ nổi bên sông sớm 14/09/2024. © Reuters / Thu Hà</p>"
    assert read_any(f"<div>{DAY}</div>{caption}").byline is None
    assert read_any(f"<div>Willkommen Gast | RSS</div><div>{DAY}</div>").byline is None
