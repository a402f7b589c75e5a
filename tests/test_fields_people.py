"""People on lines of their own: those whom the text names, and those who signed it."""

import pytest

from pipelines.fields import Fields
from tests.test_fields_ending import BYLINE, PARAGRAPHS, PICTURE, TEXT, read
from tests.test_fields_feet import own

NAMES = ["Trần Văn Mẫu", "Lê Thị Thử", "Võ Chiếu"]
RIGHT = "<p style='text-align: right'><strong>{}</strong></p>"
LISTS = {
    "p": "".join(f"<p>{name}</p>" for name in ["Danh sách trúng thưởng:", *NAMES]),
    "br": "<p>" + "<br>".join(["Danh sách trúng thưởng:", *NAMES]) + "</p>",
    "dashes": "<p>Danh sách trúng thưởng:</p>" + "".join(f"<p>- {name}</p>" for name in NAMES),
    "bold": "<p>Đội tuyển gồm:</p>" + "".join(f"<p><b>{name}</b></p>" for name in NAMES),
    "no colon": "<p><b>Danh sách trúng thưởng</b></p>" + "".join(f"<p>{n}</p>" for n in NAMES),
    "many": "".join(f"<p>{name}</p>" for name in [*NAMES, "Mai Mẫu", "Thu Thử"]),
    "one": "<p>Người đoạt giải đặc biệt:</p><p>Trần Văn Mẫu</p>",
    "a place": "<p>Nơi nhận:</p><p>Bình Thử</p>",
    "in two lists": "<p>Giải nhất:</p><p>Trần Văn Mẫu</p><p>Giải nhì:</p><p>Lê Thị Thử</p>",
    "one line": "<p>Đội tuyển gồm:</p><p>Trần Văn Mẫu, Lê Thị Thử, Võ Chiếu</p>",
    "an official": RIGHT.format("TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br>Trần Văn Mẫu"),
    "one who signed": RIGHT.format("KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH<br>(Đã ký)<br>Trần Văn Mẫu"),
}


def lines_of(html: str) -> list[str]:
    for tag in ("<p>", "<b>", "</b>", "<strong>", "</strong>", "<p style='text-align: right'>"):
        html = html.replace(tag, "")
    return html.replace("<br>", "</p>").split("</p>")[:-1]


def people(fields: Fields) -> list[str]:
    return [author.name for author in fields.authors]


@pytest.mark.parametrize("reader", [read, own])
@pytest.mark.parametrize("kind", LISTS)
def test_whom_the_text_names_stays_in_it(reader, kind: str):
    text = [*PARAGRAPHS, *lines_of(LISTS[kind])]
    alone = reader(TEXT + LISTS[kind])
    assert alone.body.split("\n\n") == text
    assert not alone.authors
    signed = reader(TEXT + LISTS[kind] + BYLINE)
    assert signed.body.split("\n\n") == text
    assert people(signed) == ["Tấn Lộc"]


VIDEO = "<p><iframe src='https://www.youtube.com/embed/x'></iframe></p>"
BEHIND_COLON = {
    "pictures": (f"<p>Một số hình ảnh tại buổi lễ:</p>{PICTURE}<p><b>Tấn Lộc</b></p>", ["Tấn Lộc"]),
    "a video": (f"<p>Một số hình ảnh tại buổi lễ:</p>{VIDEO}<p><b>Tấn Lộc</b></p>", ["Tấn Lộc"]),
    "the right": (f"<p>Một số hình ảnh tại buổi lễ:</p>{BYLINE}", ["Tấn Lộc"]),
}


@pytest.mark.parametrize("kind", BEHIND_COLON)
def test_behind_a_colon_something_else_may_stand_above_the_byline(kind: str):
    html, names = BEHIND_COLON[kind]
    fields = read(TEXT + html)
    assert people(fields) == names
    assert fields.body.split("\n\n") == [*PARAGRAPHS, "Một số hình ảnh tại buổi lễ:"]


@pytest.mark.parametrize("label", ["Thực hiện:", "Bài, ảnh:"])
def test_a_label_opens_no_list_of_the_text(label: str):
    fields = read(TEXT + "".join(f"<p>{line}</p>" for line in [label, *NAMES]))
    assert people(fields) == NAMES
    assert fields.body.split("\n\n") == PARAGRAPHS


def test_four_signatures_on_the_right_are_four_writers():
    four = [*NAMES, "Mai Mẫu"]
    fields = read(TEXT + "".join(RIGHT.format(name) for name in four))
    assert people(fields) == four
    assert fields.body.split("\n\n") == PARAGRAPHS


BELOW = {
    "a sponsor": "<p style='text-align: center'><b>Chuyên mục phối hợp với Công ty Mẫu</b></p>",
    "a box": "<table border=1><tr><td><p><b>Làng Bình Thử</b></p><p>Lập năm 1890, có 60 hộ.</p></td></tr></table>",
    "notes": "<hr><p>(*) Theo địa chí, bản dịch năm 1973.</p><p>(**) Số liệu của xã.</p>",
    "books": "<p><b>Tài liệu tham khảo:</b></p><p>1. Lê Mẫu, Lịch sử, 2005.</p><p>2. Địa chí, 1989.</p>",
}


@pytest.mark.parametrize("reader", [read, own])
@pytest.mark.parametrize("kind", BELOW)
def test_what_stands_below_the_signature_hides_it_not(reader, kind: str):
    fields = reader(TEXT + BYLINE + BELOW[kind])
    assert people(fields) == ["Tấn Lộc"]
    assert "Tấn Lộc" not in fields.body
    assert fields.paragraphs > len(PARAGRAPHS)


LINKS = "<ul><li><a href='/x-a1.html'>Cống ngăn mặn vận hành thử sau mưa</a></li></ul>"
BETWEEN = {
    "box": f"<p><strong>Tin liên quan:</strong></p>{LINKS}",
    "button": "<a href='#'>Xem thêm</a>",
    "poll": "<form><p>Bạn thích mùa nào?</p><label><input type=radio>Mùa Hè</label></form>",
}


@pytest.mark.parametrize("reader", [read, own])
@pytest.mark.parametrize("kind", BETWEEN)
def test_what_stands_above_the_signature_hides_it_not(reader, kind: str):
    fields = reader(TEXT + BETWEEN[kind] + BYLINE)
    assert people(fields) == ["Tấn Lộc"]
    assert fields.body.split("\n\n") == PARAGRAPHS


def test_a_name_in_the_middle_with_text_below_is_none():
    fields = read(f"<p>{PARAGRAPHS[0]}</p>{BYLINE}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>")
    assert fields.byline is None
    assert "Tấn Lộc" in fields.body


HEADS = [
    "<p><b>* Bình Thử trao 20 suất học bổng</b></p>",
    "<h3>Bình Thử trao 20 suất học bổng</h3>",
]


@pytest.mark.parametrize("reader", [read, own])
@pytest.mark.parametrize("head", HEADS)
def test_each_part_of_a_round_up_has_its_writer(reader, head: str):
    parts = zip(PARAGRAPHS, NAMES, strict=True)
    html = "".join(
        f"{head.replace('20', str(number))}<p>{text}</p>{RIGHT.format(name)}"
        for number, (text, name) in enumerate(parts)
    )
    fields = reader(html)
    assert people(fields) == NAMES
    assert fields.lead is None
    assert fields.body.split("\n\n")[1::2] == PARAGRAPHS
    assert len(fields.body.split("\n\n")) == 6


@pytest.mark.parametrize(
    "quote",
    [
        f"<p>“Ruộng năm nay tốt hơn năm rồi.”</p>{RIGHT.format('Lê Thị Thử')}",
        f"<blockquote><p>Ruộng năm nay tốt hơn năm rồi.</p>{RIGHT.format('Lê Thị Thử')}</blockquote>",
    ],
)
def test_who_is_quoted_above_a_sub_heading_wrote_no_part(quote: str):
    rest = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:])
    fields = read(f"<p>{PARAGRAPHS[0]}</p>{quote}<p><b>Đường về làng</b></p>{rest}{BYLINE}")
    assert people(fields) == ["Tấn Lộc"]
    assert "Lê Thị Thử" in fields.body


TOPS = {
    "<p><b>Tấn Lộc</b></p>": "Tấn Lộc",
    "<div><a href='/tac-gia/tan-loc'>Tấn Lộc</a></div>": "Tấn Lộc",
    "<p style='text-align: right'><b>Bài, ảnh: Tấn Lộc</b></p>": "Bài, ảnh: Tấn Lộc",
    "<p style='text-align: right'><em>Truyện ngắn của Tấn Lộc</em></p>": "Truyện ngắn của Tấn Lộc",
}


@pytest.mark.parametrize("reader", [read, own])
@pytest.mark.parametrize("top", TOPS)
@pytest.mark.parametrize(
    "lead", ["", "<p><b>Vụ này lúa chín sớm hơn mọi năm chừng nửa tháng.</b></p>"]
)
def test_the_byline_may_stand_above_the_text(reader, top: str, lead: str):
    fields = reader(lead + top + TEXT)
    assert fields.byline == TOPS[top]
    assert fields.body.split("\n\n") == PARAGRAPHS
    below = reader(lead + top + TEXT + RIGHT.format("Thu Thử"))
    assert below.byline == "Thu Thử"


@pytest.mark.parametrize(
    "top", ["Lê Văn Mẫu", "Bình Thử", "Kinh Tế", "Long An", "TIN BUỒN", "Thư Ngỏ"]
)
def test_a_person_or_place_of_the_text_is_not_its_writer(top: str):
    assert own(f"<p><b>{top}</b></p>{TEXT}").byline is None


def test_names_above_each_portrait_are_sub_headings():
    html = "".join(f"<p><b>{n}</b></p><p>{p}</p>" for n, p in zip(NAMES, PARAGRAPHS, strict=True))
    fields = own(html)
    assert not fields.authors
    assert fields.body.split("\n\n")[::2] == NAMES


def test_a_lawyers_answer_goes_on_below_its_heading():
    fields = read(f"<p>{PARAGRAPHS[0]}</p><p><b>Trả lời</b></p><p>{PARAGRAPHS[1]}</p>{BYLINE}")
    assert fields.body.split("\n\n") == [PARAGRAPHS[0], "Trả lời", PARAGRAPHS[1]]
    assert people(fields) == ["Tấn Lộc"]


SIGNED = {
    "Tấn Lộc (t/h)": [("Tấn Lộc", "compiler")],
    "Nhóm PV Kinh tế": [("Nhóm PV Kinh tế", "author")],
    "Nhóm phóng viên Báo Mẫu": [("Nhóm phóng viên Báo Mẫu", "author")],
    "Thiếu tá Lê Văn Thử": [("Thiếu tá Lê Văn Thử", "author")],
    "Lê Mẫu - Thu Thử - Hữu Mẫu - Lê Huyền - Châu Sơn - Song Nhi - Thanh Nga - Đức Cảnh": [
        (name, "author")
        for name in (
            "Lê Mẫu", "Thu Thử", "Hữu Mẫu", "Lê Huyền", "Châu Sơn", "Song Nhi", "Thanh Nga", "Đức Cảnh",
        )
    ],
    "Lê Thị Thử<br>(ấp 3, xã Bình Thử)": [("Lê Thị Thử", "author")],
}  # fmt: skip


@pytest.mark.parametrize("reader", [read, own])
@pytest.mark.parametrize("byline", SIGNED)
def test_forms_of_signatures(reader, byline: str):
    fields = reader(TEXT + RIGHT.format(byline))
    assert [(author.name, author.role) for author in fields.authors] == SIGNED[byline]
    assert fields.body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize("line", ["Nhóm phóng viên Mẫu đoạt giải", "Thiếu tá kể chuyện Trường Sa"])
def test_a_bold_last_line_is_none_of_them(line: str):
    fields = read(f"{TEXT}<p><b>{line}</b></p>{BYLINE}")
    assert people(fields) == ["Tấn Lộc"]
    assert fields.body.split("\n\n") == [*PARAGRAPHS, line]
