"""Lines with a day in them at either end of a text: of the text where they say something."""

import re

import pytest

from crawler.catalogue import by_name, foreign
from pipelines.document import parse
from pipelines.fields import read_fields
from tests.foreign_pages import VIETNAMESE

PARAGRAPHS = [f"{text}, lần thứ {n} trong năm nay." for text in VIETNAMESE for n in (1, 2)]
OWN = (
    "https://baolongan.vn/cho-mo-cua-a196871.html",
    """<span class="pubdate">05/03/2024 - 14:30</span><h1 class="margintopbot10">{title}</h1>
    <div id="newscontents"><div class="content-fck slider-jsgallery">{text}</div></div>""",
)
OTHER = (
    "https://baothu.example/cho-mo-cua-1234.html",
    "<article><h1>{title}</h1><p>05/03/2024 14:30</p><div>{text}</div></article>",
)


def read(frame: tuple[str, str], line: str, place: int):
    """Fields of the page with `line` as its so-manieth element of the text."""
    url, template = frame
    elements = [f"<p>{text}</p>" for text in PARAGRAPHS]
    elements.insert(place, line)
    page = template.format(title="Chợ mở cửa trở lại vào tuần sau", text="".join(elements))
    paper = by_name("baolongan") if frame is OWN else foreign("baothu.example", "https")
    assert paper is not None
    html = f"<html><head><title>x</title></head><body>{page}</body></html>"
    return read_fields(parse(html.encode(), None, url), paper, paper.rule_sets[0], {})


HEADS = ["<h2>Giá dưa 14/9/2024</h2>", "<h3>Ngày 12/9/2024: khai mạc</h3>"]
LINES = [
    "<p><strong>12/9/2024: Nước lên báo động 2</strong></p>",
    "<p>Lễ hội khai mạc 12/9/2024</p>",
    "<p>Hôm nay, chợ vẫn họp</p>",
    "<blockquote>Hội chợ kết thúc 12/9/2024</blockquote>",
]
#: A sub-heading heads something; a short line alone above the text may be a label.
PLACES = [(line, place) for line in HEADS for place in (0, 1)]
PLACES += [(line, place) for line in LINES for place in (1, 4)]


@pytest.mark.parametrize(("line", "place"), PLACES)
@pytest.mark.parametrize("frame", [OWN, OTHER], ids=["own", "other"])
def test_a_line_that_says_something_of_its_day_stays(frame, line: str, place: int):
    fields = read(frame, line, place)
    assert re.sub("<[^>]+>", "", line) in fields.body
    assert fields.lead is None
    assert all(paragraph in fields.body for paragraph in PARAGRAPHS)


@pytest.mark.parametrize("place", [0, 4])
@pytest.mark.parametrize(
    "line",
    ["<p>Ngày đăng: 05/03/2024 14:30</p>", "<p>Minh Anh | 05/03/2024</p>", "<p>05/03/2024</p>"],
)
@pytest.mark.parametrize("frame", [OWN, OTHER], ids=["own", "other"])
def test_the_pages_own_date_is_none_of_the_text(frame, line: str, place: int):
    assert read(frame, line, place).body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize("line", ["<h2>Nước lên chậm</h2>", "<h4>Đường về</h4>"])
@pytest.mark.parametrize("frame", [OWN, OTHER], ids=["own", "other"])
def test_a_sub_heading_above_all_paragraphs_stays(frame, line: str):
    body = read(frame, line, 0).body
    assert body.split("\n\n")[1:] == PARAGRAPHS


SENTENCE = (
    "Bà Trần Thị Sáu, 58 tuổi, buôn trái cây ở đây từ năm 1987, nói rằng năm nay nước về muộn nên dưa"
    " ít, giá tại ghe lên tới gần mười ngàn đồng một ký."
)


@pytest.mark.parametrize(
    "element",
    [
        '<p><img src="/a.jpg" align="left">{}</p>',
        '<p style="text-align:justify"><a href="/a.jpg"><img src="/a.jpg"></a>{}</p>',
        '<p><img src="/a.jpg"><br>{}</p>',
    ],
)
@pytest.mark.parametrize("frame", [OWN, OTHER], ids=["own", "other"])
def test_a_paragraph_with_a_picture_at_its_side_is_no_caption(frame, element: str):
    assert SENTENCE in read(frame, element.format(SENTENCE), 2).body
    caption = "Chợ nổi vào buổi sớm, khi nước chưa lên"
    assert caption not in read(frame, element.format(caption), 2).body


def test_who_is_quoted_at_the_end_wrote_nothing():
    quote = "<blockquote><p>Giữ chợ là giữ hồn quê</p><cite>Ông Lê Văn Út</cite></blockquote>"
    fields = read(OWN, quote, 4)
    assert (fields.byline, fields.authors) == (None, [])
    assert "Ông Lê Văn Út" in fields.body


def test_items_of_a_list_that_is_none_stay_above_the_text():
    items = '<p class="MsoListParagraph">·&nbsp; Dưa hấu: 9.500 đồng</p><p>- Khóm</p>'
    for frame in (OWN, OTHER):
        assert read(frame, items, 0).body.split("\n\n") == [
            "· Dưa hấu: 9.500 đồng", "- Khóm", *PARAGRAPHS
        ]  # fmt: skip
