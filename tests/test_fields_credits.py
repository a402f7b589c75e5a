"""Bylines of magazines in several lines, datelines above a name, writers with their houses."""

import pytest

from pipelines.document import parse
from pipelines.fields import machine
from pipelines.fields.told_authors import told_author
from tests.test_fields_ending import PARAGRAPHS, PICTURE, TEXT, read

MAGAZINE = [("MINH ANH", "author"), ("QUỐC BẢO", "photo"), ("LÊ THỬ", "graphics")]


@pytest.mark.parametrize(
    "end",
    [
        "<p>Nội dung: MINH ANH</p><p>Ảnh: QUỐC BẢO<br>Đồ họa: LÊ THỬ</p>",
        "<p align=right>Nội dung: MINH ANH</p><p align=right>Ảnh: QUỐC BẢO<br>Đồ họa: LÊ THỬ</p>",
        "<div>Nội dung: MINH ANH</div><div>Ảnh: QUỐC BẢO</div><div>Trình bày: LÊ THỬ</div>",
        "<p><b>Lời: MINH ANH; Ảnh: QUỐC BẢO; Thiết kế: LÊ THỬ</b></p>",
    ],
)
def test_every_line_of_a_magazines_credits(end: str):
    fields = read(TEXT + end)
    assert fields.body.split("\n\n") == PARAGRAPHS
    assert [(author.name, author.role) for author in fields.authors] == MAGAZINE
    assert all(name in (fields.byline or "") for name, _role in MAGAZINE)


def test_four_credits_in_four_lines():
    end = "<div>Nội dung: MINH ANH</div><div>Ảnh: QUỐC BẢO</div><div>Đồ họa: LÊ THỬ</div>"
    fields = read(f"{TEXT}{end}<div>Kỹ thuật: TRẦN MẪU</div>")
    assert fields.body.split("\n\n") == PARAGRAPHS
    assert [author.name for author in fields.authors] == [*dict(MAGAZINE), "TRẦN MẪU"]


def test_a_credit_under_the_last_picture_is_the_pictures():
    end = "<p>Ảnh: Quốc Bảo</p><p>Tấn Lộc</p>"
    fields = read(f"{TEXT}{PICTURE}{end}")
    assert fields.byline == "Tấn Lộc"
    assert [image.credit for image in fields.images] == ["Quốc Bảo"]


@pytest.mark.parametrize("where", ["Bình Thành, ngày 4/3/2024", "Bình Thành, tháng 3/2024"])
@pytest.mark.parametrize("between", ["</p><p align=right>", "<br>"])
def test_where_and_when_it_was_written_stays_above_the_name(where: str, between: str):
    fields = read(f"{TEXT}<p align=right>{where}{between}<b>Tấn Lộc</b></p>")
    assert fields.byline == "Tấn Lộc"
    assert fields.body.split("\n\n") == [*PARAGRAPHS, where]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Bút ký: Minh Anh", [("Minh Anh", "author")]),
        ("Ghi chép của Minh Anh", [("Minh Anh", "author")]),
        ("Thanh Hà/VOV.VN", [("Thanh Hà", "author"), ("VOV.VN", "source")]),
        ("Thanh Hà/Báo Tin tức", [("Thanh Hà", "author"), ("Báo Tin tức", "source")]),
        ("ThS. Minh Anh, Trường Chính trị tỉnh", [("ThS. Minh Anh", "author")]),
        ("Minh Anh, Khoa Nguyễn", [("Minh Anh", "author"), ("Khoa Nguyễn", "author")]),
    ],
)
def test_writers_with_their_houses(line: str, authors: list[tuple[str, str]]):
    fields = read(f"{TEXT}<p align=right><strong>{line}</strong></p>")
    assert fields.byline == line
    assert [(author.name, author.role) for author in fields.authors] == authors


SIGNED = [
    "N.T.H", "Thu Hà - ảnh: Quốc Bảo", "Thu Hà; ảnh: Quốc Bảo", "Bài, ảnh, clip: Thu Hà", "Thu Hà (Sưu tầm)",
    "Thu Hà (Tổng hợp từ Reuters, AFP)", "Thu Hà (lược ghi)", "Thu Hà (Đài PT-TH)", "Theo chinhphu.vn",
    "Tản văn của Thu Hà", "Luật sư Nguyễn Thu Hà", "Bác sĩ Nguyễn Thu Hà", "Nhóm phóng viên", "LA34",
    "ThS. Nguyễn Thu Hà (Trường Đại học Cần Thơ)", "Đài Truyền thanh thị xã",
]  # fmt: skip


@pytest.mark.parametrize("line", SIGNED)
def test_every_form_of_signing_is_no_paragraph(line: str):
    fields = read(f"{TEXT}<p align=right><strong>{line}</strong></p>")
    assert fields.byline == line
    assert fields.body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "Bác sĩ khuyên dùng nước sạch",
        "Luật sư Minh Anh nói rõ hơn về vụ kiện",
        "Nhóm phóng viên đi suốt đêm",
        "Đài Truyền thanh thị xã phát lúc 17 giờ",
        "Theo chinhphu.vn thì nước còn lên",
        "Tản văn của mùa nước",
        "Khu LA34 đã đóng cửa",
        "Chợ nổi - ảnh đẹp mùa nước",
    ],
)
def test_sentences_with_the_words_of_signatures_stay(line: str):
    fields = read(f"{TEXT}<p align=right><strong>{line}</strong></p>")
    assert fields.byline is None
    assert fields.body.split("\n\n") == [*PARAGRAPHS, line]


def test_a_desks_number_in_plain_letters_is_text():
    assert read(f"{TEXT}<p>LA34</p>").byline is None


def test_a_mark_of_advertising_names_nobody():
    fields = read(f"{TEXT}<p align=right><strong>(Bài PR)</strong></p>")
    assert (fields.byline, fields.authors) == (None, [])


def told(block: str) -> tuple[str, str] | None:
    html = f"<html><head><script type='application/ld+json'>{block}</script></head><body></body></html>"
    return told_author(machine(parse(html.encode(), None, "https://baomau.example/a.html")), set())


ARTICLE = '{"@type": "NewsArticle", "datePublished": "2025-06-10", %s "description": "a "b" c",}'
BROKEN = {
    '"author": {"@type": "Person", "name": "Lê Mẫu"},': ("json-ld", "Lê Mẫu"),
    '"author": [{"@type": "Person", "name": "Lê Mẫu", "url": "/le-mau"}],': ("json-ld", "Lê Mẫu"),
    '"author": "Lê Mẫu",': ("json-ld", "Lê Mẫu"),
    '"author": {"@type": "Organization", "name": "Báo Mẫu"},': None,
    '"author": {"@type": "Person", "name": "Lê "Mẫu""},': None,
    '"author": {"@type": "Person", "name": "Lê': None,
}


@pytest.mark.parametrize("writer", BROKEN)
def test_the_writer_in_broken_json(writer: str):
    assert told(ARTICLE % writer) == BROKEN[writer]


@pytest.mark.parametrize(
    "name", ["admin", "Admin", "admin 2", "Administrator", "webmaster", "Quản trị viên", "root"]
)
def test_an_account_wrote_nothing(name: str):
    block = '{"@type": "NewsArticle", "author": {"@type": "Person", "name": "%s"}}'
    assert told(block % name) is None
    assert told(block % "Lê Mẫu") == ("json-ld", "Lê Mẫu")
    marked = f"<span itemprop='author'>{name}</span>"
    assert read(TEXT, end=f"<div>Chia sẻ bài viết</div>{marked}").byline is None
