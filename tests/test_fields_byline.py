"""Bylines as Vietnamese newspapers print them: people, sources, roles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.fields.authors import split_authors
from pipelines.fields.byline import has_label, looks_like_names

CASES = {
    "Tấn Lộc": [("Tấn Lộc", "author")],
    "Tin, ảnh: P.Y": [("P.Y", "text_photo")],
    "Bài, ảnh: Lê Mẫu - Thu Thử": [("Lê Mẫu", "text_photo"), ("Thu Thử", "text_photo")],
    "Bài và ảnh: Lê Mẫu": [("Lê Mẫu", "text_photo")],
    "Theo TTXVN": [("TTXVN", "source")],
    "(Theo Vietnamnet)": [("Vietnamnet", "source")],
    "(Nguồn: Chinhphu.vn)": [("Chinhphu.vn", "source")],
    "Theo TTXVN/Vietnam+": [("TTXVN", "source"), ("Vietnam+", "source")],
    "Lê Mẫu (Theo VnExpress)": [("Lê Mẫu", "author"), ("VnExpress", "source")],
    "Thanh Thử (TTXVN)": [("Thanh Thử", "author"), ("TTXVN", "source")],
    "Bài: Lê Mẫu; Ảnh: Thu Thử": [("Lê Mẫu", "author"), ("Thu Thử", "photo")],
    "Bài: Lê Mẫu - Ảnh: Thu Thử": [("Lê Mẫu", "author"), ("Thu Thử", "photo")],
    "Ảnh: Hữu Thử": [("Hữu Thử", "photo")],
    "B.T (tổng hợp)": [("B.T", "compiler")],
    "Biên dịch: Thu Thử": [("Thu Thử", "translator")],
    "Thu Thử dịch": [("Thu Thử", "translator")],
    "Minh Mẫu (dịch theo Reuters)": [("Minh Mẫu", "translator"), ("Reuters", "source")],
    "Minh Mẫu - Thu Thử (lược dịch từ AFP)": [
        ("Minh Mẫu", "translator"),
        ("Thu Thử", "translator"),
        ("AFP", "source"),
    ],
    # What reads as a label without its mark is a name.
    "Anh Mẫu": [("Anh Mẫu", "author")],
    "ANH MẪU": [("ANH MẪU", "author")],
    "Anh Thử - Minh Mẫu": [("Anh Thử", "author"), ("Minh Mẫu", "author")],
    "Thọ Mẫu": [("Thọ Mẫu", "author")],
    "Tín Thử": [("Tín Thử", "author")],
    "Lợi Mẫu": [("Lợi Mẫu", "author")],
    "Ảnh Anh Mẫu": [("Anh Mẫu", "photo")],
    "Ảnh: Anh Mẫu": [("Anh Mẫu", "photo")],
    "Anh: Minh Mẫu": [("Minh Mẫu", "photo")],
    "Thơ Lê Mẫu": [("Lê Mẫu", "author")],
    "N.T.H": [("N.T.H", "author")],
    "N.T (T.H)": [("N.T", "compiler")],
    "Lê Mẫu (lược ghi)": [("Lê Mẫu", "author")],
    "Lê Mẫu (Sưu tầm)": [("Lê Mẫu", "compiler")],
    "Lê Mẫu (Đài PT-TH)": [("Lê Mẫu", "author"), ("Đài PT-TH", "source")],
    "Lê Mẫu (Tổng hợp từ Reuters, AFP)": [
        ("Lê Mẫu", "compiler"),
        ("Reuters", "source"),
        ("AFP", "source"),
    ],
    "Lê Mẫu (t/h)": [("Lê Mẫu", "compiler")],
    "Lê Mẫu, theo TTXVN": [("Lê Mẫu", "author"), ("TTXVN", "source")],
    "Đại tá, TS Lê Văn Mẫu": [("Đại tá, TS Lê Văn Mẫu", "author")],
    "PGS.TS, Bác sĩ Lê Mẫu, Thu Thử": [
        ("PGS.TS, Bác sĩ Lê Mẫu", "author"),
        ("Thu Thử", "author"),
    ],
    "Thiếu tá Lê Văn Mẫu": [("Thiếu tá Lê Văn Mẫu", "author")],
    "Lê Mẫu & Thu Thử (từ Tokyo, Nhật Bản)": [("Lê Mẫu", "author"), ("Thu Thử", "author")],
    "Lê Mẫu (Từ New York)": [("Lê Mẫu", "author")],
    "Lê Mẫu (SV Trường ĐH Mẫu)": [("Lê Mẫu", "author")],
    "Lê Mẫu (Bình Phước)": [("Lê Mẫu", "author")],
    "Lê Mẫu (Giám đốc Sở Mẫu)": [("Lê Mẫu", "author")],
    # Newspapers that begin like a school, a society, a village.
    "Lê Mẫu (Đoàn Kết)": [("Lê Mẫu", "author"), ("Đoàn Kết", "source")],
    "PV (Theo Báo Mẫu)": [("PV", "author"), ("Báo Mẫu", "source")],
    "PV - Lê Mẫu": [("Lê Mẫu", "author")],
    "Văn Mẫu/VOV ĐBSCL": [("Văn Mẫu", "author"), ("VOV ĐBSCL", "source")],
    "VOV ĐBSCL": [("VOV ĐBSCL", "source")],
    "CTV Lê Mẫu": [("Lê Mẫu", "author")],
    "Lê Mẫu - Ảnh Minh": [("Lê Mẫu", "author"), ("Minh", "photo")],
    "Lê Mẫu - Ánh Minh": [("Lê Mẫu", "author"), ("Ánh Minh", "author")],
    "Lê Mẫu - ảnh: Thu Thử": [("Lê Mẫu", "author"), ("Thu Thử", "photo")],
    "Lê Mẫu; ảnh: Thu Thử": [("Lê Mẫu", "author"), ("Thu Thử", "photo")],
    "Bài, ảnh, clip: Lê Mẫu": [("Lê Mẫu", "text_photo")],
    "Tản văn của Lê Mẫu": [("Lê Mẫu", "author")],
    "Luật sư Nguyễn Lê Mẫu": [("Luật sư Nguyễn Lê Mẫu", "author")],
    "ThS. Lê Mẫu (Trường Đại học Mẫu)": [("ThS. Lê Mẫu", "author")],
    "Đại Nghĩa - Thu Thử": [("Đại Nghĩa", "author"), ("Thu Thử", "author")],
    "Lê Mẫu/TTXVN": [("Lê Mẫu", "author"), ("TTXVN", "source")],
    "Ảnh: TTXVN": [("TTXVN", "photo")],
    "Lê Mẫu thực hiện": [("Lê Mẫu", "author")],
    "Lê Mẫu-Thanh Thử": [("Lê Mẫu", "author"), ("Thanh Thử", "author")],
    "Nguyễn Văn A, Trần B và Lê C": [
        ("Nguyễn Văn A", "author"),
        ("Trần B", "author"),
        ("Lê C", "author"),
    ],
    "Text and photos: Jane Sample": [("Jane Sample", "text_photo")],
    "By Jane Sample and John Example": [("Jane Sample", "author"), ("John Example", "author")],
    "Bài: Lê Mẫu - Clip: Thu Thử": [("Lê Mẫu", "author"), ("Thu Thử", "video")],
    "Video: Thu Thử": [("Thu Thử", "video")],
    "Đồ họa: Hữu Thử": [("Hữu Thử", "graphics")],
    "Lê Mẫu (thực hiện)": [("Lê Mẫu", "author")],
    "Lê Mẫu (ghi)": [("Lê Mẫu", "author")],
    "Ghi chép của Lê Mẫu": [("Lê Mẫu", "author")],
    "Bút ký: Lê Mẫu": [("Lê Mẫu", "author")],
    "Lời: Lê Mẫu; Ảnh: Thu Thử; Thiết kế: Hữu Thử": [
        ("Lê Mẫu", "author"),
        ("Thu Thử", "photo"),
        ("Hữu Thử", "graphics"),
    ],
    "By Jane Sample – Translated by John Example": [
        ("Jane Sample", "author"),
        ("John Example", "translator"),
    ],
    "Thanh Thử/VOV.VN": [("Thanh Thử", "author"), ("VOV.VN", "source")],
    "PV": [("PV", "author")],
    "": [],
}
#: Told apart where a selector or metadata names the line; in a text they are seen as bylines by no rule.
NAMED = {
    "Luật sư Lê Mẫu (Đoàn Luật sư tỉnh Mẫu) - Ảnh: Thu Thử": [
        ("Luật sư Lê Mẫu", "author"),
        ("Thu Thử", "photo"),
    ],
    "Lê Mẫu (Khoa học & Đời sống)": [
        ("Lê Mẫu", "author"),
        ("Khoa học", "source"),
        ("Đời sống", "source"),
    ],
    "Lê Mẫu (Hà Nội mới)": [("Lê Mẫu", "author"), ("Hà Nội mới", "source")],
}


@pytest.mark.parametrize("byline", [*CASES, *NAMED])
def test_people_and_roles(byline: str):
    people = [(author.name, author.role) for author in split_authors(byline)]
    assert people == (CASES | NAMED)[byline]


@pytest.mark.parametrize("byline", [byline for byline in CASES if byline])
def test_is_seen_as_a_byline(byline: str):
    assert has_label(byline) or looks_like_names(byline)


@pytest.mark.parametrize(
    "text",
    [
        "Người dân phấn khởi vì được mùa",
        "Tin vui đầu năm cho người trồng lúa",
        "Theo đó, các xã sẽ họp vào thứ hai.",
        "Bài học từ vụ lúa trước",
        "Ảnh hưởng của mặn đến vườn cây",
        "20/04/2017",
        "Nhiều Việc Phải Làm:",
    ],
)
def test_sentences_and_headings_are_none(text: str):
    assert not has_label(text)
    assert not looks_like_names(text)


@given(st.text(max_size=300))
def test_any_text(text: str):
    for author in split_authors(text):
        assert author.name == author.name.strip()
        assert author.name
    looks_like_names(text)
    has_label(text)


#: Seen as bylines by where they stand: `test_fields_credits`.
LONE = {
    "Theo chinhphu.vn": [("chinhphu.vn", "source")],
    "Nhóm phóng viên": [("Nhóm phóng viên", "author")],
    "LA34": [("LA34", "author")],
    "Đài Truyền thanh thị xã": [("Đài Truyền thanh thị xã", "source")],
}


@pytest.mark.parametrize("byline", LONE)
def test_who_signs_without_a_name(byline: str):
    assert [(author.name, author.role) for author in split_authors(byline)] == LONE[byline]
