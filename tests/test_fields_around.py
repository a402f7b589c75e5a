"""What stands around the text: the tag line, the byline, a photo story's credit, told apart."""

import pytest

from crawler.catalogue import foreign
from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.fields.captions import credit_of
from tests.own_pages import PARAGRAPHS, TITLE, P, body_of, fields_of, page


def search(word: str) -> str:
    return f"<a href='/tim-kiem/{word}.html'>{word}</a>"


MENU = f"<ul><li>{search('menu')}</li><li>{search('ticker')}</li></ul>"
TEXT = "".join(P)


@pytest.mark.parametrize(
    "tag_line",
    [
        f"<div>Từ khóa: {search('lua')}, {search('gat')}</div>",
        f"<div><b>Từ khóa</b>: {search('lua')} {search('gat')}</div>",
        f"<div><h3>TAGS</h3><ul><li>{search('lua')}</li><li>{search('gat')}</li></ul></div>",
        f"<div><div><b>Thẻ</b></div><div><p>{search('lua')}{search('gat')}</p></div></div>",
        "<div><a rel='nofollow tag' href='/x/1'>lua</a> <a rel='tag' href='/x/2'>gat</a></div>",
        f"<div class='article-tags'>{search('lua')}{search('gat')}</div>",
    ],
)
def test_tags_are_those_of_the_line_that_is_called_so(tag_line: str):
    html = page(TEXT, above=MENU, after=tag_line + f"<div>Từ khóa hot: {search('hot')}</div>")
    assert fields_of(html).tags == ["lua", "gat"]


@pytest.mark.parametrize(
    "html",
    [
        page(TEXT, above=MENU),
        page(TEXT, above=f"<div>Chủ đề: {search('ticker')}</div>"),
        page(TEXT, above="<div><a rel='tag' href='/tag/ticker/'>ticker</a></div>"),
        page(TEXT, after=f"<div>Từ khóa nổi bật: {search('hot')}</div>"),
        page(TEXT, after=f"<div>Chủ đề khác: {search('hot')}</div>"),
        page(TEXT, after=f"<div class='stage'>Tìm kiếm nhiều {search('hot')}</div>"),
        page(f"<p>Thẻ bảo hiểm {search('y-te')} đến tay người dân ba xã ven sông.</p>{TEXT}"),
    ],
)
def test_searches_elsewhere_are_no_tags(html: str):
    assert fields_of(html).tags == []


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        (
            "<p align='right'>Quốc Thái (Theo Bản tin Làng nghề)</p>",
            [("Quốc Thái", "author"), ("Bản tin Làng nghề", "source")],
        ),
        ("<p align='right'>Theo Cổng thông tin tỉnh</p>", [("Cổng thông tin tỉnh", "source")]),
        ("<p>(Theo Cổng thông tin tỉnh)</p>", [("Cổng thông tin tỉnh", "source")]),
    ],
)
def test_a_source_in_small_letters(line: str, authors: list[tuple[str, str]]):
    fields = fields_of(page(TEXT + line))
    assert [(author.name, author.role) for author in fields.authors] == authors
    assert fields.body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "line", ["Theo đó giá tăng", "Theo em về với dòng sông", "Nguồn sống của cả làng"]
)
def test_a_verse_on_the_right_is_no_source(line: str):
    html = page(f"{TEXT}<p align='right'>{line}</p>")
    assert body_of(html) == [*PARAGRAPHS, line]


PICTURE = "<p align='center'><img src='/a.jpg'></p><p align='center'><em>Chợ nổi lúc sáng</em></p>"
CREDIT = "<p align='right'><strong>Ảnh: Duy Khôi</strong></p>"


def test_a_credit_on_the_right_at_the_end_is_the_byline():
    fields = fields_of(page(TEXT + PICTURE + CREDIT))
    assert [image.caption for image in fields.images] == ["Chợ nổi lúc sáng"]
    assert fields.byline == "Ảnh: Duy Khôi"
    assert [(author.name, author.role) for author in fields.authors] == [("Duy Khôi", "photo")]


def test_a_credit_on_the_right_within_the_text_is_the_photos():
    fields = fields_of(page("".join(P[:3]) + PICTURE + CREDIT + P[3]))
    assert [image.caption for image in fields.images] == ["Chợ nổi lúc sáng"]
    assert (fields.byline, fields.images[0].credit) == (None, "Duy Khôi")
    assert fields.body.split("\n\n") == PARAGRAPHS


def test_two_pictures_side_by_side_have_the_captions_under_them():
    table = (
        "<table><tr><td><img src='/1.jpg'></td><td><img src='/2.jpg'></td></tr>"
        "<tr><td>Lúa non ở ruộng trên</td><td>Lúa chín ở ruộng dưới</td></tr></table>"
    )
    fields = fields_of(page(P[0] + table + P[1]))
    captions = [(image.url.rpartition("/")[2], image.caption) for image in fields.images]
    assert captions == [("1.jpg", "Lúa non ở ruộng trên"), ("2.jpg", "Lúa chín ở ruộng dưới")]
    assert "Lúa non" not in fields.body


@pytest.mark.parametrize(
    "label", ["Mời bạn đọc xem thêm:", "Mời độc giả đọc tiếp", "Mời quý vị xem thêm"]
)
def test_the_label_of_related_links_goes_with_them(label: str):
    links = (
        f"<p>{label}</p><ul><li><a href='/a-a1.html'>Xã ven sông đắp xong bờ bao mới</a></li></ul>"
    )
    assert fields_of(page(TEXT + links)).body == fields_of(page(TEXT)).body


@pytest.mark.parametrize(
    "link",
    [
        "<a href='{}'>English version</a>", "<a href='{}'>Read in English</a>",
        "<a href='{}'>Bản tiếng Anh</a>", "<a href='{}'><img src='/en.png' alt='English'></a>",
        "<a href='{}' hreflang='en'>»</a>", "<a href='{}' title='English'><i></i></a>",
        "<a href='{}'>Read this article in English</a>", "<a href='{}'>» Đọc bản tiếng Anh</a>",
        "<a href='{}'>Xem bài này bằng tiếng Anh</a>", "<a href='{}'>Read the full story in English.</a>",
    ],
)  # fmt: skip
def test_the_other_language_by_whatever_leads_there(link: str):
    english = "https://news.baolongan.vn/early-harvest-a188492.html"
    assert fields_of(page(TEXT, above=link.format(english))).translations == [english]
    for words in (
        "Early harvest on the river",
        "Thi đọc truyện bằng tiếng Anh",
        "Read our farmers' stories",
    ):
        related = f"<a href='{english}'>{words}</a>"
        assert fields_of(page(TEXT, above=related)).translations == []


@pytest.mark.parametrize(
    "line",
    [
        "<p>Bài viết liên quan: <a href='/x-a1.html'>Gạo thơm được giá</a></p>",
        "<p>Mời quý độc giả đón đọc: <a href='/x-a1.html'>Gạo thơm được giá</a></p>",
        "<p>Theo dõi Báo Mẫu trên <a href='https://news.example/x'>Google News</a></p>",
        "<p>Hãy theo dõi Báo Mẫu qua kênh Zalo!</p>",
    ],
)
def test_lines_that_lead_elsewhere_are_no_text(line: str):
    assert body_of(page(TEXT + line)) == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "Theo dõi tình hình trên đồng ruộng, cán bộ khuyến nông thấy lúa trổ đều.",
        "Đọc sách mỗi ngày: thói quen của nhiều em ở trường làng ven sông này.",
    ],
)
def test_what_begins_like_them_is(line: str):
    assert body_of(page(f"{TEXT}<p>{line}</p>")) == [*PARAGRAPHS, line]


def test_the_first_question_of_an_interview_is_no_lead():
    asked = [f"- Phóng viên: Câu hỏi số {n} về vụ lúa này là gì, thưa ông?" for n in (1, 2)]
    talk = "".join(f"<p><b>{q}</b></p>{p}" for q, p in zip(asked, P, strict=False))
    fields = fields_of(page(talk))
    assert fields.lead is None
    assert fields.body.startswith(asked[0])
    # One bold question above a text without others asks the reader.
    asks = "Vì sao vụ lúa này của bà con ba xã ven sông lại chín sớm?"
    assert fields_of(page(f"<p><b>{asks}</b></p>{TEXT}")).lead == asks


def test_paragraphs_that_only_fonts_divide():
    inner = "".join(f"<font>{text}</font>" for text in PARAGRAPHS)
    fields = fields_of(page(f"<table><tr><td>{inner}</td></tr></table>"))
    assert fields.body == " ".join(PARAGRAPHS)


def foreign_fields(html: str):
    paper = foreign("baomau.example", "https")
    document = parse(html.encode(), None, "https://baomau.example/mua-gat-som-123456.html")
    return read_fields(document, paper, paper.rule_sets[0], {})


FACTS = (
    "<dl><dt>Chi tiết</dt><dd>Viết bởi <span>Minh Anh</span></dd>"
    "<dd>Danh mục: <a href='/kinh-te'>Kinh tế</a></dd><dd>Lượt xem: 1204</dd></dl>"
)


def test_writer_and_section_of_labelled_lines_under_the_headline():
    html = page(TEXT).replace("<p>08/01/2026", f"{FACTS}<p>08/01/2026")
    fields = foreign_fields(html)
    assert [(author.name, author.role) for author in fields.authors] == [("Minh Anh", "author")]
    assert (fields.section, fields.section_names) == ("kinh-te", {"kinh-te": "Kinh tế"})
    assert fields.body.split("\n\n") == PARAGRAPHS


def test_who_posted_it_below_the_text():
    below = "<div><span>Người đăng: <b>Minh Anh</b></span> <span>vào lúc <a href='/x'>14:30</a></span></div>"
    html = page(TEXT).replace("<div>Chia sẻ", f"{below}<div>Chia sẻ")
    fields = foreign_fields(html)
    assert fields.byline == "Minh Anh"
    assert fields.body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("told", "heading", "title"),
    [
        ("Báo Mẫu: {}", "<h3>{}</h3>", TITLE),
        ("{} | Trang tin huyện nhà", "<h3>{}</h3>", TITLE),
        ("{}", "<h1>{} <small>(4 ảnh)</small></h1>", TITLE),
        ("{}", "<h1>{} (4 ảnh)</h1>", f"{TITLE} (4 ảnh)"),
        ("Tin huyện - Chuyện về {}", "<h3>{}</h3>", f"Tin huyện - Chuyện về {TITLE}"),
        ("Kỳ 2: {}", "<h3>{}</h3>", f"Kỳ 2: {TITLE}"),
    ],
)
def test_the_site_and_counts_are_no_headline(told: str, heading: str, title: str):
    html = page(TEXT).replace(f"<h1>{TITLE}</h1>", heading.format(TITLE))
    html = html.replace(f"<title>{TITLE}</title>", f"<title>{told.format(TITLE)}</title>")
    assert foreign_fields(html).title == title


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Trạm bơm Bình Thử (ảnh Quốc Bảo)", "Quốc Bảo"),
        ("Trạm bơm Bình Thử (ảnh chụp từ trên cao)", None),
        ("Trạm bơm Bình Thử (Ảnh: Quốc Bảo)", "Quốc Bảo"),
    ],
)
def test_a_credit_in_brackets(caption: str, credit: str | None):
    assert credit_of(caption) == credit
