"""Pages of a video, a picture or one sentence: the days around them are others'."""

import pytest

from crawler.catalogue import by_name
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import read_fields

URL = "https://baolongan.vn/cho-noi-som-mai-a196871.html"
VIDEO = '<p align="center"><iframe src="https://www.youtube.com/embed/x"></iframe></p>'
SENTENCE = "<p>Sáng nay, cầu Cây Me thông xe kỹ thuật.</p>"
COMMENT = "Bài hay quá các bạn ạ, tôi nhớ chợ xưa lắm."
OTHERS = {
    "footer": "<footer><p>Giấy phép số 88/GP-BTTTT cấp ngày 21/04/2020</p></footer>",
    "licence": '<div id="ft"><p>Giấy phép hoạt động số 88/GP-BTTTT ngày 21/04/2020</p></div>',
    "related": '<div class="other"><h3>Video khác</h3><ul><li><a href="/b-a2.html">Đường mới vào Cây Me</a>'
    " <span>(13/09/2023)</span></li></ul></div>",
    "comment": f'<div id="comment"><div><b>Lê Bê</b> <span>15/09/2023 08:00</span><p>{COMMENT}</p></div></div>',
    "comments": f'<div class="box-comments"><h3>Bình luận (1)</h3><div><b>Lê Bê</b><span>15/09/2023 08:00</span><p>{COMMENT}</p></div></div>',
    "clock": '<div class="clk">Thứ Sáu, 02/10/2026 18:40</div>',
}


def read(text: str, after: str = "", date: str = "", head: str = ""):
    """Fields and dates of an own page with this text."""
    html = (
        f"<html><head><title>x</title>{head}</head><body>{date}"
        '<h1 class="margintopbot10">Chợ nổi sớm mai ở Vàm Sát</h1>'
        f'<div id="newscontents"><div class="content-fck">{text}</div></div>{after}</body></html>'
    )
    paper = by_name("baolongan")
    assert paper is not None
    document = parse(html.encode(), None, URL)
    fields = read_fields(document, paper, paper.rule_sets[0], {})
    dates = read_dates(document, fields, paper, paper.rule_sets[0], "2026-10-02T11:40:00Z", {})
    return fields, dates


@pytest.mark.parametrize("after", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("text", [VIDEO, '<p><img src="/i.jpg"></p>'], ids=["video", "picture"])
def test_a_page_without_a_day_stays_without_one(text: str, after: str):
    _, dates = read(text, after)
    assert dates.published_at is None


def test_what_machines_are_told_goes_before_the_footer():
    told = '<meta property="article:published_time" content="2024-09-14T06:42:00+07:00">'
    _, dates = read(VIDEO, OTHERS["footer"], head=told)
    assert dates.published_at == "2024-09-14T06:42:00+07:00"


@pytest.mark.parametrize(
    "printed", ["14/09/2024 06:42", "Thứ Bảy, 14/09/2024 06:42", "Thu Hà - 14/09/2024 06:42"]
)
def test_the_day_between_headline_and_player_is_the_pages(printed: str):
    _, dates = read(f"<p>{printed}</p>{VIDEO}", OTHERS["related"])
    assert dates.published_at == "2024-09-14T06:42:00+07:00"


def test_behind_the_player_a_label_says_whose_day_it_is():
    _, dates = read(f"{VIDEO}<p>Ngày đăng: 14/09/2024 06:42</p>")
    assert dates.published_at == "2024-09-14T06:42:00+07:00"
    assert read(f"{VIDEO}<p>14/09/2024 06:42</p>")[1].published_at is None


@pytest.mark.parametrize("after", [OTHERS["comment"], OTHERS["comments"]])
@pytest.mark.parametrize("text", [VIDEO, SENTENCE], ids=["video", "sentence"])
def test_a_comment_is_neither_text_nor_byline(text: str, after: str):
    date = '<span class="pubdate">14/09/2024 - 06:42</span>'
    fields, dates = read(text, after, date)
    assert COMMENT not in f"{fields.lead} {fields.body}"
    assert fields.byline is None
    assert dates.published_at == "2024-09-14T06:42:00+07:00"
