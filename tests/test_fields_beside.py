"""The byline beside the date, under the headline or above it; what stands there and is none."""

import pytest

from crawler.catalogue import foreign
from pipelines.document import parse
from pipelines.fields import Fields, read_fields
from tests.test_fields_notices import PARAGRAPHS, TITLE, URL

MENU = (
    '<ul class="menu"><li><a href="/van-hoa/">Văn hóa</a></li>'
    '<li><a href="/cau-chuyen-dep/">Câu Chuyện Đẹp</a></li></ul>'
)
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
DAY = "14/09/2024 06:42"


def read(under: str = "", *, above: str = "", end: str = "", head: str = "") -> Fields:
    html = (
        f"<html><head><title>{TITLE} | Báo Mẫu</title>{head}</head><body>{MENU}<div>{above}<h1>{TITLE}</h1>"
        f"{under}<div>{TEXT}{end}</div></div>"
        "<footer>Giấy phép số 12/GP-BTTTT. Tổng Biên tập: Lê Văn Mẫu.</footer></body></html>"
    )
    paper = foreign("baomau.example", "https")
    assert paper is not None
    return read_fields(parse(html.encode(), None, URL), paper, paper.rule_sets[0], {})


NAMED = [
    f"<div>Thu Hà • {DAY}</div>",
    f'<div><span class="author">Thu Hà</span> • <span class="date">{DAY}</span></div>',
    f"<div>{DAY} | Thu Hà</div>",
    f"<div>Thu Hà - Thứ Bảy, {DAY}</div>",
    f"<div>{DAY} Thu Hà</div>",
    "<div>Thu Hà 06:42, 14/09/2024 (GMT+7)</div>",
    f'<div><a href="/tac-gia/thu-ha">Thu Hà</a> | {DAY}</div>',
    f'<div>{DAY}</div><div class="author"><a href="/author/thu-ha-5.html">Thu Hà</a></div>',
    f'<div class="author"><a href="/author/thu-ha-5.html">Thu Hà</a></div><div>{DAY}</div>',
    f"<div><b>Thu Hà</b> <span>{DAY}</span></div>",
    f"<div><span>Thu Hà</span></div><div>{DAY}</div>",
]


@pytest.mark.parametrize("line", NAMED)
def test_a_name_beside_the_date_is_the_byline(line: str):
    fields = read(line)
    assert fields.byline == "Thu Hà"
    assert [(author.name, author.role) for author in fields.authors] == [("Thu Hà", "author")]
    assert fields.body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        f"<div>Thu Hà • {DAY}</div>",
        f"<div>{DAY} | Thu Hà</div>",
        f'<div>{DAY} <a href="/tac-gia/thu-ha">Thu Hà</a></div>',
    ],
)
def test_above_the_headline_in_the_line_of_the_date(line: str):
    assert read(above=line).byline == "Thu Hà"


@pytest.mark.parametrize(
    "name", ["THU HÀ", "Bảo Ngọc", "Thư Kỳ", "PV", "N.T.H", "K’Brêu Mẫu", "Lê Mẫu - Thu Thử"]
)
def test_names_that_look_like_weekdays_newspapers_or_labels(name: str):
    byline = read(f"<div>{name} • {DAY}</div>").byline
    assert byline is not None
    assert name.startswith(byline)


def test_a_house_in_brackets_stays_whole():
    fields = read(f"<div>Thu Hà (TTXVN) {DAY}</div>")
    assert [(a.name, a.role) for a in fields.authors] == [("Thu Hà", "author"), ("TTXVN", "source")]


NONE = [
    "Kinh tế", "KINH TẾ", "Văn Hóa", "Chính trị - Xã hội", "Thời Sự", "VĂN HÓA - THỂ THAO",
    "Câu Chuyện Đẹp", '<a href="/goc-anh-dep">Góc Ảnh Đẹp</a>', "Hà Nội", "Long An", "TP Cần Thơ",
    "Báo Thử", "BÁO MẪU", "baomau.example", "Đài Mẫu", "Thứ Bảy", "Thu Bay", "Chủ Nhật", "Chia Sẻ",
    "Lượt xem: 1.234", "Lượt Xem 1.234", "1.234 lượt xem", "GMT+7", "In Bài", "Google News", "Facebook",
    "Tin Mới", "Minh",
]  # fmt: skip


@pytest.mark.parametrize("words", NONE)
@pytest.mark.parametrize("form", ["{0} | {1}", "{1} | {0}", "{0} • {1}", "{1}</div><div>{0}"])
def test_what_is_beside_dates_and_names_nobody(words: str, form: str):
    line = f"<div>{form.format(words, DAY)}</div>"
    assert read(line).byline is None
    assert read(above=line).byline is None


def test_a_name_above_the_headline_without_a_date_is_the_sites():
    assert read(f"<div>{DAY}</div>", above="<div>Thu Hà</div>").byline is None
    assert read(above=f"<div>Thu Hà</div><div>{DAY}</div>").byline is None


def test_the_byline_at_the_end_goes_first():
    fields = read(f"<div>Thu Hà • {DAY}</div>", end="<p align=right><b>Tấn Lộc</b></p>")
    assert fields.byline == "Tấn Lộc"


def test_a_person_of_metadata_whose_name_begins_like_a_newspapers():
    head = '<meta name="author" content="{}">'
    assert read(head=head.format("Bảo Ngọc")).byline == "Bảo Ngọc"
    assert read(head=head.format("Báo Ngọc")).byline is None


def test_a_labelled_writer_goes_before_a_lone_name():
    line = f'<div><a href="/author/desk">Toasoan</a> | {DAY}</div><div>Tác giả: Tấn Lộc</div>'
    assert read(line).byline == "Tấn Lộc"
    for other in ("Nguồn: TTXVN", "Ảnh: Quốc Bảo"):
        assert read(f"<div>Thu Hà | {DAY}</div><div>{other}</div>").byline == "Thu Hà"
