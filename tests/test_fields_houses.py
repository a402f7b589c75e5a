"""Who signs in place of a person, and what stands below a signature; slogans and quotations stay text."""

import pytest

from pipelines.fields.authors import split_authors
from pipelines.fields.houses import is_house
from tests.frames import PARAGRAPHS, P, body_of, read

RIGHT = "<p style='text-align:right'><strong>{}</strong></p>"
FRAMES = ["baolongan", "baocantho", "baotayninh", "plain"]
HOUSES = {
    "Nhóm phóng viên Xây dựng Đảng": ("Nhóm phóng viên Xây dựng Đảng", "author"),
    "Ban Biên tập": ("Ban Biên tập", "author"),
    "BAN BIÊN TẬP": ("BAN BIÊN TẬP", "author"),
    "Trung tâm Kiểm soát bệnh tật tỉnh": ("Trung tâm Kiểm soát bệnh tật tỉnh", "author"),
    "Phòng Cảnh sát giao thông": ("Phòng Cảnh sát giao thông", "author"),
    "Phòng Nông nghiệp và Môi trường xã Mẫu": ("Phòng Nông nghiệp và Môi trường xã Mẫu", "author"),
    "Công an tỉnh Mẫu": ("Công an tỉnh Mẫu", "author"),
    "Bích Liên (Cục Thống kê)": ("Bích Liên", "author"),
    "Lan Anh st": ("Lan Anh", "compiler"),
    "Theo Tuổi Trẻ, Dân trí": ("Tuổi Trẻ", "source"),
    "According to VNA": ("VNA", "source"),
    "Story and photos by Le Quang": ("Le Quang", "text_photo"),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("signed", HOUSES)
def test_the_last_line_on_the_right_signs(frame: str, signed: str):
    reading = read(frame, "".join(P) + RIGHT.format(signed))
    assert body_of(reading) == PARAGRAPHS
    assert reading.article is not None
    assert reading.article.byline == signed
    author = reading.article.authors[0]
    assert (author.name, author.role) == HOUSES[signed]


def test_an_element_that_is_called_so():
    for line in (
        "<div class='article__author'><span>Phòng Cảnh sát giao thông</span></div>",
        "<p class='has-text-align-right'><strong>Phòng Cảnh sát giao thông</strong></p>",
    ):
        reading = read("microdata", "".join(P) + line)
        assert body_of(reading) == PARAGRAPHS
        assert reading.article is not None
        assert reading.article.byline == "Phòng Cảnh sát giao thông"


TEXT = [
    "Vì cuộc sống bình yên", "Phòng bệnh hơn chữa bệnh", "Đoàn kết là sức mạnh", "Tổ quốc ghi công",
    "Hội nhập và phát triển", "Công an nhân dân vì nước quên thân", "Nhóm phóng viên đi suốt đêm",
    "“Trái bưởi phải có tên mới đi xa”", "Theo đó, mọi việc đã xong", "Báo hiếu cha mẹ",
    "Trường Sa trong tim tôi", "Ban mai trên sông",
    "Phòng Cảnh sát giao thông đã xử lý 12 vụ.",
]  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("line", TEXT)
def test_slogans_and_quotations_stay(frame: str, line: str):
    reading = read(frame, "".join(P) + RIGHT.format(line))
    assert body_of(reading) == [*PARAGRAPHS, line]
    assert reading.article is not None
    assert reading.article.byline is None
    assert not is_house(line)


@pytest.mark.parametrize("line", ["Phòng bệnh hơn chữa bệnh", "Tổ quốc ghi công", "Đoàn kết"])
def test_nor_in_capitals_is_a_slogan_a_house(line: str):
    assert not is_house(line.upper())


@pytest.mark.parametrize(
    "people", ["Trường Giang - Lê Hội", "Đoàn Văn Mẫu", "ĐOÀN VĂN MẪU", "Trường Sơn"]
)
def test_people_whose_names_begin_so_are_no_houses(people: str):
    reading = read("baolongan", "".join(P) + RIGHT.format(people))
    assert reading.article is not None
    assert [author.name for author in reading.article.authors] == people.split(" - ")
    assert not is_house(people)


def test_a_house_on_the_left_or_below_a_colon_is_text():
    for line in (
        "<p>Phòng Cảnh sát giao thông</p>",
        "<p><strong>Phòng Cảnh sát giao thông</strong></p>",
    ):
        reading = read("baolongan", "".join(P) + line)
        assert body_of(reading)[-1] == "Phòng Cảnh sát giao thông"
    listed = f"{''.join(P)}<p>Đơn vị được khen thưởng trong đợt này gồm có:</p>"
    reading = read("baolongan", listed + RIGHT.format("Phòng Cảnh sát giao thông"))
    assert body_of(reading)[-1] == "Phòng Cảnh sát giao thông"


SIGNED = RIGHT.format("Trúc Ly")
LINKED = (
    "<p><a href='/a-b-a1.html'>Trái cây miền Tây vào hội lớn nhất năm</a></p>"
    "<p><a href='/c-d-a2.html'>Nông dân cồn nổi giữ đê mùa nước</a></p>"
)
BELOW = [
    "<p>Nguồn: https://vov.vn/kinh-te/buoi-post1.vov</p>",
    "<p><em>Xem bài gốc tại: https://vov.vn/kinh-te/buoi-post1.vov</em></p>",
    "<p><strong>Kỳ tới:</strong> Ra biển lớn</p>",
    "<p>Bài 2: Ra biển lớn</p>",
    "<p>Kỳ cuối: Ra biển lớn</p><p>Nguồn: https://vov.vn/buoi-post1.vov</p>",
    f"<p><strong>Tin, bài liên quan:</strong></p>{LINKED}",
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("below", BELOW)
def test_what_stands_below_a_signature_is_no_text(frame: str, below: str):
    reading = read(frame, "".join(P) + SIGNED + below)
    assert body_of(reading) == PARAGRAPHS
    assert reading.article is not None
    assert reading.article.byline == "Trúc Ly"


@pytest.mark.parametrize("frame", FRAMES)
def test_place_and_month_below_a_signature_stay(frame: str):
    place = "<p style='text-align:right'><em>Bình An, tháng 3-2026</em></p>"
    reading = read(frame, "".join(P) + SIGNED + place)
    assert body_of(reading) == [*PARAGRAPHS, "Bình An, tháng 3-2026"]
    assert reading.article is not None
    assert reading.article.byline == "Trúc Ly"


@pytest.mark.parametrize("line", ["Bài 2: Ra biển lớn", "Bình An, tháng 3-2026"])
def test_without_a_signature_such_a_line_is_text(line: str):
    reading = read("baolongan", "".join(P) + f"<p style='text-align:right'>{line}</p>")
    assert body_of(reading) == [*PARAGRAPHS, line]


def test_an_address_within_a_sentence_is_text():
    line = "Bạn đọc có thể xem kết quả tại trang https://sogd.mau.gov.vn/ từ ngày mai."
    reading = read("baolongan", "".join(P) + f"<p>{line}</p>" + SIGNED)
    assert body_of(reading) == [*PARAGRAPHS, line]


VERSE = [
    "Trường Sơn đông nắng tây mưa", "Hội Nông dân đồng hành cùng nhà nông", "Đoàn Trường xưa bạn cũ",
    "Hội Xuân về khắp bản làng", "Báo Long An, người bạn đồng hành",
]  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("line", VERSE)
def test_verse_and_slogans_on_the_right_stay(frame: str, line: str):
    reading = read(frame, f"{''.join(P)}<p style='text-align:right'><em>{line}</em></p>")
    assert body_of(reading) == [*PARAGRAPHS, line]
    assert reading.article is not None
    assert reading.article.byline is None


@pytest.mark.parametrize("line", ["Hội Nông dân tỉnh Mẫu", "Trung tâm Khuyến nông", "Báo Mẫu tỉnh"])
def test_offices_on_the_right_sign_without_bold(line: str):
    reading = read("baolongan", f"{''.join(P)}<p style='text-align:right'>{line}</p>")
    assert body_of(reading) == PARAGRAPHS
    assert reading.article is not None
    assert reading.article.byline == line


def test_a_line_with_a_number_below_names_in_bold_is_no_next_part():
    lines = ["Trúc Ly", "Số 5: Đường vào ấp Bình An đang được mở rộng."]
    page = f"{''.join(P)}<p><strong>{lines[0]}</strong></p><p>{lines[1]}</p>"
    assert body_of(read("baolongan", page)) == [*PARAGRAPHS, *lines]


LINKS = [
    "Link đăng ký: https://forms.gle/abcDEF",
    "Đường dẫn: https://thi.mau.gov.vn/tra-cuu",
    "Cổng tra cứu điểm: https://thi.mau.gov.vn/tra-cuu",
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("line", LINKS)
def test_an_address_that_is_no_source_stays(frame: str, line: str):
    for signed, tail in (
        ("Trúc Ly", f"<p>{line}</p>{SIGNED}"),
        ("Trúc Ly", f"{SIGNED}<p>{line}</p>"),
        (None, f"<p>{line}</p>"),
    ):
        reading = read(frame, "".join(P) + tail)
        assert body_of(reading) == [*PARAGRAPHS, line]
        assert reading.article is not None
        assert reading.article.byline == signed


@pytest.mark.parametrize("frame", FRAMES)
def test_the_address_of_a_source_stays_where_nobody_signed_above_it(frame: str):
    line = "Nguồn: https://vov.vn/kinh-te/buoi-post1.vov"
    for tail in (f"<p>{line}</p>", f"<p>{line}</p>{SIGNED}"):
        assert body_of(read(frame, "".join(P) + tail)) == [*PARAGRAPHS, line]


SEVERAL = {
    "Dung Nhi": [("Dung Nhi", "author")],
    "Mai ST": [("Mai ST", "author")],
    "Lan Anh ST": [("Lan Anh", "compiler")],
    "Dựng: Lan Anh": [("Lan Anh", "video")],
    "Trường Sơn - TTXVN": [("Trường Sơn", "author"), ("TTXVN", "source")],
    "Đoàn Phú và Lê Quang": [("Đoàn Phú", "author"), ("Lê Quang", "author")],
    "Đoàn Giỏi - Khoa Nam": [("Đoàn Giỏi", "author"), ("Khoa Nam", "author")],
    "TRƯỜNG SƠN - Lê Quang": [("TRƯỜNG SƠN", "author"), ("Lê Quang", "author")],
    "Tin, ảnh: Đoàn Phú và CTV": [("Đoàn Phú", "text_photo")],
    "Theo Báo Nhân Dân, TTXVN": [("Báo Nhân Dân", "source"), ("TTXVN", "source")],
    "Theo Bộ Y tế, TTXVN": [("Bộ Y tế", "source"), ("TTXVN", "source")],
    "Theo Báo Tin tức và Dân trí": [("Báo Tin tức", "source"), ("Dân trí", "source")],
    "Theo Báo Tin tức/VnExpress": [("Báo Tin tức", "source"), ("VnExpress", "source")],
    "Theo Báo Xây dựng, Báo Giao thông": [("Báo Xây dựng", "source"), ("Báo Giao thông", "source")],
    "Công an xã - Lê Ba": [("Công an xã", "author"), ("Lê Ba", "author")],
    "Theo Báo Tài nguyên và Môi trường": [("Báo Tài nguyên và Môi trường", "source")],
    "Phòng Văn hóa - Thông tin": [("Phòng Văn hóa - Thông tin", "author")],
    "Phòng Văn hóa-Thông tin": [("Phòng Văn hóa-Thông tin", "author")],
    "Phòng Văn hóa, Thể thao và Du lịch xã Mẫu - Lê Ba": [
        ("Phòng Văn hóa, Thể thao và Du lịch xã Mẫu", "author"), ("Lê Ba", "author"),
    ],
    "Theo Sở Văn hóa và Thể thao, TTXVN": [
        ("Sở Văn hóa và Thể thao", "source"), ("TTXVN", "source"),
    ],
    "Công an tỉnh và huyện Mẫu": [("Công an tỉnh và huyện Mẫu", "author")],
}  # fmt: skip


@pytest.mark.parametrize("byline", SEVERAL)
def test_an_office_is_one_and_those_beside_it_are_others(byline: str):
    assert [(author.name, author.role) for author in split_authors(byline)] == SEVERAL[byline]
