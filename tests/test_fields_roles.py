"""What people did, in the forms that newspapers print it in."""

import pytest

from pipelines.fields.authors import split_authors
from pipelines.fields.byline import has_label, is_source_line, looks_like_names
from tests.frames import PARAGRAPHS, P, body_of, read

FORMS = {
    "Bài - ảnh: Thu Hà": [("Thu Hà", "text_photo")],
    "Tin ảnh: Thu Hà": [("Thu Hà", "text_photo")],
    "Tin/Ảnh: Thu Hà": [("Thu Hà", "text_photo")],
    "Ảnh và bài: Thu Hà": [("Thu Hà", "text_photo")],
    "Tin, ảnh: CTV Lê Mẫu": [("Lê Mẫu", "text_photo")],
    "Thu Hà. Ảnh: Quang Vinh": [("Thu Hà", "author"), ("Quang Vinh", "photo")],
    "Bài: Thu Hà/Ảnh: Quang Vinh": [("Thu Hà", "author"), ("Quang Vinh", "photo")],
    "Thu Hà | Ảnh: Quang Vinh": [("Thu Hà", "author"), ("Quang Vinh", "photo")],
    "CTV Thu Hà - Ảnh: CTV Quang Vinh": [("Thu Hà", "author"), ("Quang Vinh", "photo")],
    "Thu Hà - Quang Vinh - Đài PT-TH Mẫu": [
        ("Thu Hà", "author"),
        ("Quang Vinh", "author"),
        ("Đài PT-TH Mẫu", "source"),
    ],
    "Thu Hà (Theo Daily Mail, 10/3)": [("Thu Hà", "author"), ("Daily Mail", "source")],
    "Biên tập viên: Thu Hà": [("Thu Hà", "author")],
    "Minh họa: Thu Hà": [("Thu Hà", "graphics")],
    "Họa sĩ: Thu Hà": [("Thu Hà", "graphics")],
    "Sưu tầm: Thu Hà": [("Thu Hà", "compiler")],
    "Thu Hà st": [("Thu Hà", "compiler")],
    "Thu Hà (ST)": [("Thu Hà", "compiler")],
    "Thu Hà biên tập": [("Thu Hà", "compiler")],
    "P.V (TH)": [("P.V", "compiler")],
    "PV (tổng hợp)": [("PV", "compiler")],
    "Thu Hà (Phóng viên TTXVN tại Paris)": [("Thu Hà", "author"), ("TTXVN", "source")],
    "Thu Hà, Phóng viên TTXVN tại Paris": [("Thu Hà", "author"), ("TTXVN", "source")],
    "Thu Hà, Quang Vinh và nhóm CTV": [("Thu Hà", "author"), ("Quang Vinh", "author")],
    "Thu Hà - từ Cần Thơ": [("Thu Hà", "author")],
    "Ảnh, clip: Thu Hà": [("Thu Hà", "photo")],
    "Quay phim: Thu Hà - Dựng: Bảo Long": [("Thu Hà", "video"), ("Bảo Long", "video")],
    "Ký của Thu Hà": [("Thu Hà", "author")],
    "Nhạc và lời: Thu Hà": [("Thu Hà", "author")],
    "Bích Liên (Cục Thống kê)": [("Bích Liên", "author"), ("Cục Thống kê", "source")],
    "Thanh My/Translated by Ky Nam": [("Thanh My", "author"), ("Ky Nam", "translator")],
    "Story and photos by Le Quang": [("Le Quang", "text_photo")],
    "According to VNA": [("VNA", "source")],
    "Theo Báo Mẫu, ngày 12/3/2026": [("Báo Mẫu", "source")],
    # What only looks like such a word is somebody's name.
    "Minh Họa": [("Minh Họa", "author")],
    "Dũng Lê": [("Dũng Lê", "author")],
    "Kỳ Mẫu": [("Kỳ Mẫu", "author")],
    "Lê Từ Thử": [("Lê Từ Thử", "author")],
}


@pytest.mark.parametrize("byline", FORMS)
def test_people_and_roles(byline: str):
    assert [(author.name, author.role) for author in split_authors(byline)] == FORMS[byline]
    assert has_label(byline) or looks_like_names(byline) or is_source_line(byline)


@pytest.mark.parametrize("frame", ["baolongan", "baotayninh", "plain"])
@pytest.mark.parametrize("byline", FORMS)
def test_signed_so_at_the_end(frame: str, byline: str):
    signed = f"<p style='text-align:right'><strong>{byline}</strong></p>"
    reading = read(frame, "".join(P) + signed)
    assert body_of(reading) == PARAGRAPHS
    assert reading.article is not None
    assert reading.article.byline == byline
    people = [(author.name, author.role) for author in reading.article.authors]
    assert people == FORMS[byline]


@pytest.mark.parametrize(
    "text",
    [
        "Minh họa cho câu chuyện trên",
        "Sưu tầm đồ cũ làm kế sinh nhai",
        "Bởi vì mùa màng thất bát",
        "Dựng nhà cho người nghèo",
        "Từ Cần Thơ đến Cà Mau",
        "Ký kết hợp tác xuất khẩu gạo",
        "Main st. was closed all day",
        "Thu Hà | Kinh tế",
    ],
)
def test_sentences_and_headings_are_none(text: str):
    assert not has_label(text)
    assert not looks_like_names(text)
