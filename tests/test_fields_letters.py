"""Letters to the editor, interviews, and sub-headings that are called as comment boxes are."""

import pytest

from tests.test_fields_notices import PARAGRAPHS, read

TEXT = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
ADDRESSED = [
    "Kính gửi: Tòa soạn",
    "Kính gửi Báo Mẫu",
    "Kính thưa tòa soạn",
    "Thưa quý báo,",
    "Gửi Tòa soạn!",
    "Kính gửi: Ban Biên tập Báo Mẫu",
]


@pytest.mark.parametrize("line", ADDRESSED)
@pytest.mark.parametrize(
    "form", ["<p>{}</p>", "<p><b>{}</b></p>", "<p align=center><em>{}</em></p>"]
)
def test_to_whom_a_letter_is_written_is_its_first_line(line: str, form: str):
    fields = read(form.format(line) + "".join(TEXT))
    assert fields.body.split("\n\n") == [line, *PARAGRAPHS]
    assert fields.lead is None


@pytest.mark.parametrize(
    "button",
    ["<p>Nghe đọc bài</p>", "<div>Gửi email</div>", "<p>Gửi bình luận</p>", "<div>In bài</div>"],
)
def test_a_button_above_the_text_is_none(button: str):
    assert read(button + "".join(TEXT)).body.split("\n\n") == PARAGRAPHS


WHEN = "Bình Thành, ngày 4/3/2024"


@pytest.mark.parametrize("when", [WHEN, "Tân An, ngày 4 tháng 3 năm 2024", "Long An ngày 4-3-2024"])
@pytest.mark.parametrize(
    "form", ["<p>{}</p>", "<p align=right><em>{}</em></p>", "<p><i>{}</i></p>"]
)
def test_where_and_when_a_letter_was_signed(when: str, form: str):
    head = f"<p>{ADDRESSED[0]}</p>" + "".join(TEXT)
    fields = read(f"{head}{form.format(when)}<p align=right><b>Tấn Lộc</b></p>")
    assert fields.body.split("\n\n") == [ADDRESSED[0], *PARAGRAPHS, when]
    assert fields.byline == "Tấn Lộc"
    fields = read(f"{head}<p align=right><b>Tấn Lộc</b></p>{form.format(when)}")
    assert fields.body.split("\n\n") == [ADDRESSED[0], *PARAGRAPHS, when]
    assert fields.byline == "Tấn Lộc"


def test_a_date_under_other_texts_is_the_pages():
    for line in ("04/03/2024 10:30", "Thứ Hai, ngày 4/3/2024"):
        fields = read("".join(TEXT) + f"<p align=right><b>Tấn Lộc</b></p><p>{line}</p>")
        assert (fields.body.split("\n\n"), fields.byline) == (PARAGRAPHS, "Tấn Lộc")


ASKED = [
    ("PV: Thưa ông, vụ này bà con ba xã được mùa ra sao?", "PV: Giá lúa thế nào?"),
    ("* Thưa ông, vụ này bà con ba xã được mùa ra sao?", "* Xin ông nói thêm về giá lúa."),
    ("- Xin ông cho biết vụ này bà con ba xã được mùa ra sao.", "- Còn giá lúa thì thế nào, thưa ông?"),
    ("Phóng viên: Xin ông cho biết vụ này bà con ba xã được mùa ra sao.", "Phóng viên: Xin ông nói thêm về giá lúa."),
    ("Vụ này bà con ba xã được mùa ra sao, thưa ông?", "Xin ông nói thêm về giá lúa năm nay ạ."),
    ("P.V: Vụ này bà con ba xã ven sông được mùa ra sao?", "P.V: Ông mong gì ở vụ sau?"),
    ("Hỏi: Vụ này bà con ba xã ven sông được mùa ra sao?", "Hỏi: Ông mong gì ở vụ sau?"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), ASKED)
@pytest.mark.parametrize(
    "form",
    [
        "<p><b>{}</b></p>",
        "<p><em>{}</em></p>",
        "<p><strong><em>{}</em></strong></p>",
        "<h3>{}</h3>",
    ],
)
def test_the_first_question_is_text(first: str, second: str, form: str):
    asked = [form.format(first), TEXT[0], TEXT[1], form.format(second), *TEXT[2:]]
    fields = read("".join(asked))
    assert fields.lead is None
    assert fields.body.split("\n\n") == [first, *PARAGRAPHS[:2], second, *PARAGRAPHS[2:]]


@pytest.mark.parametrize(
    "question",
    [
        "PV: Thưa ông, vụ này bà con được mùa ra sao?",
        "Thưa ông, vụ này bà con ba xã được mùa ra sao?",
    ],
)
def test_a_single_question_that_is_answered_is_text(question: str):
    answer = f"<p><b>Ông Lê Văn Mẫu:</b> {PARAGRAPHS[0]}</p>"
    fields = read(f"<p><b>{question}</b></p>{answer}{''.join(TEXT[1:])}")
    assert fields.lead is None


def test_a_lead_that_begins_with_what_its_writer_is():
    lead = "Phóng viên: người kể chuyện của ba xã ven sông suốt ba mươi năm."
    assert read(f"<p><b>{lead}</b></p>{''.join(TEXT)}").lead == lead


@pytest.mark.parametrize(
    "lead",
    ["Vì sao giá lúa hè thu ở ba xã ven sông tăng mạnh từ đầu tháng?", "Vụ này được mùa, được giá, nhiều hộ lãi hơn ba mươi triệu đồng."],
)  # fmt: skip
def test_a_lead_above_bold_sub_headings_is_a_lead(lead: str):
    fields = read(
        f"<p><b>{lead}</b></p>{TEXT[0]}{TEXT[1]}<p><b>Được mùa, được giá</b></p>{''.join(TEXT[2:])}"
    )
    assert fields.lead == lead


CALLED = ["Ý kiến bạn đọc", "Bình luận", "Ý kiến", "Phản hồi", "Bình luận của bạn đọc"]
HEADINGS = ["<h3>{}</h3>", "<p><strong>{}</strong></p>", "<p><b>{}:</b></p>", "<h2>{}</h2>"]


@pytest.mark.parametrize("words", CALLED)
@pytest.mark.parametrize("form", HEADINGS)
def test_a_sub_heading_of_these_words_stays_where_the_text_goes_on(words: str, form: str):
    fields = read("".join([*TEXT[:2], form.format(words), *TEXT[2:]]))
    heading = f"{words}:" if ":" in form.replace("{}", "") else words
    assert fields.body.split("\n\n") == [*PARAGRAPHS[:2], heading, *PARAGRAPHS[2:]]


REAL = [
    "<h3>{}</h3><div><b>Lê Bê</b> <span>15/09/2023 08:00</span><p>Bài hay quá các bạn ạ, tôi nhớ chợ xưa lắm, mong có dịp về thăm lại.</p></div>",
    "<h3>{}</h3><p>Gửi bình luận</p><p>Họ và tên</p>",
    (
        "<div><h3>{}</h3><div><p>Bài hay quá các bạn ạ, tôi nhớ chợ xưa lắm, mong có dịp về thăm lại.</p></div>"
        "<div><p>Tôi cũng thế, mong có ngày về thăm lại bến xưa, gặp lại bà con.</p></div></div>"
    ),
    "<p><strong>{}</strong></p><p>Lê Bê 15/09/2023 08:00</p><p>Bài hay quá các bạn ạ, tôi nhớ chợ xưa lắm, mong có dịp về thăm lại.</p>",
    "<h3>{}</h3>",
]


@pytest.mark.parametrize("words", CALLED)
@pytest.mark.parametrize("box", REAL)
@pytest.mark.parametrize("inside", [True, False])
def test_comments_stay_out(words: str, box: str, inside: bool):
    box = box.format(words)
    fields = read("".join(TEXT) + box) if inside else read("".join(TEXT), behind=box)
    assert fields.body.split("\n\n") == PARAGRAPHS
