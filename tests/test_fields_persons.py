"""Who signs, told from who is quoted, who asks and what is written like a name; lines below a signature."""

import pytest

from pipelines.fields import Fields
from pipelines.fields.feet import is_foot
from pipelines.fields.persons import are_persons
from tests.test_fields_ending import BYLINE, PARAGRAPHS, TEXT, read
from tests.test_fields_feet import own

RIGHT = "<p style='text-align: right'><strong>{}</strong></p>"


def people(fields: Fields) -> list[tuple[str, str]]:
    return [(author.name, author.role) for author in fields.authors]


READERS = pytest.mark.parametrize("reader", [read, own])
PLAIN = {
    "<p style='text-align: right'>Ảnh: Minh Thư</p>": ("Minh Thư", "photo"),
    RIGHT.format("Ảnh: Minh Thư"): ("Minh Thư", "photo"),
    RIGHT.format("Minh Thư"): ("Minh Thư", "author"),
}


@READERS
@pytest.mark.parametrize("right", PLAIN)
@pytest.mark.parametrize("names", [["Tấn Lộc"], ["Tấn Lộc", "Đức Cảnh"]])
def test_plain_names_above_one_on_the_right_sign_with_it(reader, right: str, names: list[str]):
    fields = reader(TEXT + "".join(f"<p>{name}</p>" for name in names) + right)
    assert people(fields) == [*((name, "author") for name in names), PLAIN[right]]
    assert fields.body.split("\n\n") == PARAGRAPHS


@READERS
@pytest.mark.parametrize(
    "line",
    [
        "Hotline: 0000 111 222 - Email: bandoc@baomau.example",
        "Địa chỉ: 1 đường Thử. Điện thoại: 0000 000 000",
        "Báo Mẫu điện tử hoạt động theo giấy phép của Bộ Thông tin và Truyền thông.",
        "Đường dây nóng: 0000 111 222",
        "Trụ sở chính: 1 đường Thử, phường Mẫu.",
        "Người chịu trách nhiệm nội dung: Ông Lê Mẫu, Giám đốc Trung tâm Truyền thông",
    ],
)
def test_the_newspapers_own_lines_below_its_writer_go(reader, line: str):
    fields = reader(f"{TEXT}{BYLINE}<p>{line}</p>")
    assert people(fields) == [("Tấn Lộc", "author")]
    assert fields.body.split("\n\n") == PARAGRAPHS


@READERS
def test_the_address_of_a_family_below_its_names_stays(reader):
    family = ["Mọi giúp đỡ xin gửi về:", "Lê Thị Thử", "Địa chỉ: ấp Thử. Điện thoại: 0000 000 000"]
    fields = reader(TEXT + "".join(f"<p>{line}</p>" for line in family))
    assert fields.authors == []
    assert fields.body.split("\n\n") == [*PARAGRAPHS, *family]


SENTENCE = "Nghề này ăn bữa nay lo bữa mai, nhưng vui."
QUOTED = {
    "a poem": "<p><em>Chiếu hoa em dệt đêm trăng<br>Sợi ngang sợi dọc nối bằng lời ru.</em></p>",
    "a letter": f"<p>{SENTENCE}</p>",
}
BELOW = ["<p><b>Giữ nghề</b></p>", "<h3>Giữ nghề</h3>", "<p>- Nghe vậy, ai cũng ấm lòng.</p>"]


@READERS
@pytest.mark.parametrize("quoted", QUOTED)
@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("lead", ["", "<p><b>Vụ này lúa chín sớm hơn mọi năm nửa tháng.</b></p>"])
def test_who_is_quoted_above_more_of_the_text_signs_nothing(reader, quoted, below, lead: str):
    fields = reader(lead + TEXT + QUOTED[quoted] + RIGHT.format("Tố Hữu") + below + TEXT + BYLINE)
    assert people(fields) == [("Tấn Lộc", "author")]
    assert "Tố Hữu" in fields.body.split("\n\n")


@READERS
@pytest.mark.parametrize("answer", ["<p>- Trả lời: {}</p>", "<p><b>Trả lời:</b></p><p>{}</p>"])
def test_who_asks_has_not_written_the_answer(reader, answer: str):
    question = (
        f"<p><b>Vay vốn sửa máy gặt</b></p><p>{PARAGRAPHS[0]}</p>{RIGHT.format('Lê Văn Hòa')}"
    )
    fields = reader(question + answer.format(PARAGRAPHS[1]) + RIGHT.format("Luật sư Trần Mẫu"))
    assert people(fields) == [("Luật sư Trần Mẫu", "author")]
    assert "Lê Văn Hòa" in fields.body


TABLE = (
    "<table border=1><tr><th>Vụ</th><th>Giá</th></tr><tr><td>Hè</td><td>155.000</td></tr></table>"
)


@READERS
def test_who_is_quoted_above_a_table_signs_nothing(reader):
    fields = reader(f"{TEXT}<p>“{SENTENCE}”</p>{RIGHT.format('Lê Thị Thử')}{TABLE}")
    assert fields.authors == []
    assert "Lê Thị Thử" in fields.body


@READERS
@pytest.mark.parametrize(
    "line", ["Dưới đây là một số hình ảnh:", "Mời bạn đọc xem video dưới đây:"]
)
@pytest.mark.parametrize("name", ["<strong>Tấn Lộc</strong>", "<em>Tấn Lộc</em>", "Tấn Lộc"])
def test_below_a_line_on_pictures_stands_the_writer(reader, line: str, name: str):
    fields = reader(f"{TEXT}<p>{line}</p><p>{name}</p>")
    assert people(fields) == [("Tấn Lộc", "author")]
    assert fields.body.split("\n\n") == [*PARAGRAPHS, line]


@READERS
def test_a_group_of_writers_has_a_label(reader):
    fields = reader(f"{TEXT}<p>Nhóm tác giả:</p><p>Tấn Lộc</p><p>Minh Thư</p>")
    assert people(fields) == [("Tấn Lộc", "author"), ("Minh Thư", "author")]
    assert fields.body.split("\n\n") == PARAGRAPHS


@READERS
@pytest.mark.parametrize(
    "line",
    ["Tết Nguyên Đán", "Manchester United", "Samsung Galaxy", "Hồ Gươm", "Trung tâm Văn hóa tỉnh"],
)
@pytest.mark.parametrize("form", ["<p><b>{}</b></p>", "<p><em>{}</em></p>"])
@pytest.mark.parametrize("lead", ["", "<p><b>Vụ này lúa chín sớm hơn mọi năm nửa tháng.</b></p>"])
def test_words_in_capitals_above_the_text_are_no_writer(reader, line: str, form: str, lead: str):
    fields = reader(lead + form.format(line) + TEXT)
    assert (fields.byline, fields.authors) == (None, [])


@pytest.mark.parametrize(
    "text",
    ["Tấn Lộc", "Minh Thư - Lê Văn Mẫu", "Thuý Hoà", "NGUYỄN QUÝ", "Thu Hà (tổng hợp)", "Hồ Xuân Hương"],
)  # fmt: skip
def test_names_of_persons(text: str):
    assert are_persons(text)


@pytest.mark.parametrize(
    "text", ["", "Lộc", "Tết Nguyên Đán", "Bảo Hiểm Xã Hội", "Giỏ Hàng Tết", "Tặng Minh Thư", "Iphone Air"]
)  # fmt: skip
def test_names_of_no_person(text: str):
    assert not are_persons(text)


@READERS
def test_prizes_and_who_won_them_sign_nothing(reader):
    lines = ["Giải Nhất", "Lê Văn Một", "Giải Nhì", "Lê Văn Hai"]
    html = "".join(
        f"<p><b>{a}</b></p><p>{b}</p>" for a, b in zip(lines[::2], lines[1::2], strict=True)
    )
    assert reader(TEXT + html).authors == []
    fields = reader(TEXT + html + BYLINE)
    assert people(fields) == [("Tấn Lộc", "author")]
    assert fields.body.split("\n\n") == [*PARAGRAPHS, *lines]


SAID = [
    "Tòa soạn: Cảm ơn bạn đã gửi thư, chúng tôi sẽ chuyển ý kiến đến cơ quan chức năng.",
    "Tổng Biên tập Lê Mẫu: Tòa soạn luôn mong nhận được tin, bài của bạn đọc gần xa.",
    "Giấy phép: 20 hộ đã được cấp, 5 hộ đang chờ xét.",
    "Copyright là khái niệm còn xa lạ với thợ chiếu.",
]


@READERS
@pytest.mark.parametrize("line", SAID)
def test_a_last_paragraph_may_begin_like_the_foot(reader, line: str):
    assert not is_foot(line)
    fields = reader(f"{TEXT}<p>{line}</p>{BYLINE}")
    assert people(fields) == [("Tấn Lộc", "author")]
    assert fields.body.split("\n\n") == [*PARAGRAPHS, line]


@pytest.mark.parametrize(
    "line", ["Giấy phép: 99/GP-BTTTT", "Giấy phép hoạt động số: 99 ngày 5/3/2016", "Giấy phép số: 99"]
)  # fmt: skip
def test_a_licence_by_its_number_is_the_foot(line: str):
    assert is_foot(line)


def test_a_tag_line_may_end_in_a_full_stop():
    fields = own(f"{TEXT}{BYLINE}<p>Tags: chiếu cói làng nghề Bình Thử đang vào vụ mới.</p>")
    assert fields.byline == "Tấn Lộc"
    assert fields.body.split("\n\n") == PARAGRAPHS


BUTTON = "<div><a href='javascript:void(0)'>Xem thêm</a></div>"
HIDDEN = "<div style='display:none'>{}</div>" + BUTTON


@READERS
def test_what_a_button_shows_is_read_above_the_signature_only(reader):
    terms = "<p>Bình luận của bạn sẽ được kiểm duyệt trước khi đăng, mong bạn thông cảm.</p>"
    fields = reader(TEXT + BYLINE + HIDDEN.format(terms))
    assert fields.byline == "Tấn Lộc"
    assert fields.body.split("\n\n") == PARAGRAPHS
    more = [f"<p>{text}</p>" for text in PARAGRAPHS]
    fields = reader(more[0] + more[1] + HIDDEN.format(more[2] + BYLINE))
    assert fields.byline == "Tấn Lộc"
    assert fields.body.split("\n\n") == PARAGRAPHS
