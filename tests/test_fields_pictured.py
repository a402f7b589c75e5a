"""Pages whose article is its pictures or its video: what their one text is, and who made them."""

import pytest

from crawler.catalogue import foreign
from crawler.spiders.baolongan import BaolonganSpider
from pipelines.document import parse
from pipelines.fields import Fields, read_fields
from pipelines.outcomes import Reason
from pipelines.rules import Newspaper
from pipelines.validation import validate

TITLE = "Nông dân ba xã ven sông gặt lúa sớm"
LEAD = "Vụ này được mùa, được giá, nhiều hộ ven sông lãi hơn ba mươi triệu đồng mỗi héc-ta."
CAPTIONS = [
    "Từ mờ sáng, bà con đã ra đồng với liềm và bao.",
    "Máy gặt đập liên hợp chạy suốt ngày.",
    "Lúa được cân ngay tại ruộng.",
    "Bữa cơm trưa trên bờ kênh.",
    "Trẻ con theo cha mẹ ra đồng.",
]
FOREIGN = foreign("baomau.example", "https")


def read(
    inner: str, *, title: str = TITLE, head: str = "", paper: Newspaper = FOREIGN, html: str = ""
) -> tuple[Fields, Reason | None]:
    html = html or (
        f"<div><div><h1>{title}</h1><div>Thứ Ba, 05/03/2024 - 14:30</div>{inner}</div></div>"
    )
    html = (
        f"<html><head><title>{title} | Báo Mẫu</title>{head}</head><body>{html}"
        "<footer>Giấy phép số 12/GP-BTTTT. Tổng Biên tập: Lê Văn Mẫu.</footer></body></html>"
    )
    document = parse(
        html.encode(), None, f"https://{paper.editions[0].host}/kinh-te/gat-som-a1234.html"
    )
    fields = read_fields(document, paper, paper.rule_sets[0], {})
    return fields, validate(document, fields, paper, dated=True)


def pictures(form: str, count: int = 5) -> str:
    return "".join(form.format(n=n, caption=CAPTIONS[n]) for n in range(count))


IN_PARAGRAPHS = "<p align=center><img src='/{n}.jpg'></p><p align=center>{caption}</p>"
IN_TABLES = (
    "<table align=center><tr><td><img src='/{n}.jpg'></td></tr>"
    "<tr><td align=center><i>{caption}</i></td></tr></table>"
)
IN_FIGURES = "<figure><img src='/{n}.jpg'><figcaption>{caption}</figcaption></figure>"


@pytest.mark.parametrize("form", [IN_PARAGRAPHS, IN_TABLES, IN_FIGURES])
@pytest.mark.parametrize(
    "lead", ["<p><b>{}</b></p>", "<p>{}</p>", "<h2>{}</h2>", "<div><p>{}</p></div>"]
)
def test_the_one_text_above_the_pictures_is_the_lead(form: str, lead: str):
    fields, reason = read(
        f"{lead.format(LEAD)}<div>{pictures(form)}</div><p align=right>Quốc Bảo</p>"
    )
    assert (fields.lead, fields.body, fields.byline) == (LEAD, "", "Quốc Bảo")
    assert [image.caption for image in fields.images] == CAPTIONS
    assert fields.media_kind == "photo"
    assert reason is None


def test_pictures_right_under_the_headline():
    fields, reason = read(f"<p>{LEAD}</p>{pictures(IN_FIGURES)}<p>Thực hiện: Quốc Bảo - Lê Thử</p>")
    assert (fields.lead, fields.body) == (LEAD, "")
    assert fields.byline == "Thực hiện: Quốc Bảo - Lê Thử"
    assert reason is None


@pytest.mark.parametrize(
    "inner",
    [
        f"<div><p>{LEAD}</p>{pictures(IN_PARAGRAPHS)}</div>",
        f"<div>{pictures(IN_PARAGRAPHS)}<p>{LEAD}</p></div>",
        f"<div><p>{LEAD}</p>{pictures(IN_PARAGRAPHS, 1)}</div>",
        f"<p>{LEAD}</p>{pictures(IN_FIGURES, 1)}",
    ],
    ids=["in the pictures' element", "behind them", "one picture", "one figure"],
)
def test_one_paragraph_among_pictures_is_a_text(inner: str):
    fields, reason = read(inner)
    assert (fields.lead, fields.body) == (None, LEAD)
    assert reason is None


def test_a_lead_above_pictures_and_a_text():
    text = f"<p>{CAPTIONS[0]} Chuyện kể dài hơn ở đoạn này, với bà con ba xã ven sông.</p>"
    fields, _reason = read(f"<p><b>{LEAD}</b></p><div>{pictures(IN_FIGURES)}{text}</div>")
    assert fields.lead == LEAD
    assert fields.body.startswith(CAPTIONS[0])


VIDEO = (
    '<script type="application/ld+json">{"@type": "VideoObject", "name": "x", '
    '"uploadDate": "2024-03-05T14:30:00+07:00"}</script>'
)


def test_what_a_page_says_of_its_video_is_the_lead():
    fields, reason = read(f"<p>{LEAD}</p>", head=VIDEO)
    assert (fields.lead, fields.body, fields.media_kind) == (LEAD, "", "video")
    assert reason is None


def test_a_brief_with_a_video_in_it_keeps_its_text():
    fields, _reason = read(f"<p>{LEAD}</p><iframe src='https://www.youtube.com/embed/x'></iframe>")
    assert (fields.lead, fields.body) == (None, LEAD)
    fields, _reason = read(f"<div><video src='/a.mp4'></video><p>{LEAD}</p></div>", head=VIDEO)
    assert (fields.lead, fields.body) == (None, LEAD)


INFOGRAPHIC = "<div><p align=center><img src='/i/lua.png'></p><p align=right><b>{}</b></p></div>"


@pytest.mark.parametrize("paper", [FOREIGN, BaolonganSpider.paper], ids=["foreign", "ours"])
def test_an_infographic_has_its_picture_and_its_maker(paper: Newspaper):
    title = "[Infographic] Giá lúa năm nay"
    fields, reason = read(INFOGRAPHIC.format("Đồ họa: Lê Thử"), title=title, paper=paper)
    assert [image.url.rpartition("/")[2] for image in fields.images] == ["lua.png"]
    assert fields.byline == "Đồ họa: Lê Thử"
    assert [(author.name, author.role) for author in fields.authors] == [("Lê Thử", "graphics")]
    assert (fields.body, fields.media_kind, reason) == ("", "infographic", None)


def test_a_picture_without_a_word_makes_no_article():
    _fields, reason = read(INFOGRAPHIC.format(""), title="Giá lúa năm nay của bà con")
    assert reason is Reason.EMPTY_BODY


def test_teasers_and_banners_are_no_picture_of_an_infographic():
    teaser = (
        "<div><a href='/cau-moi-99.html'><img src='/t.jpg'></a>"
        "<h3><a href='/cau-moi-99.html'>Khánh thành cầu mới qua sông</a></h3></div>"
    )
    fields, _reason = read(f"<div>Chia sẻ bài viết</div>{teaser}", title="[Infographic] Giá lúa")
    assert fields.images == []


@pytest.mark.parametrize("count", [3, 5])
@pytest.mark.parametrize("around", ["<div>{}</div>", '<article class="entry">{}</article>'])
def test_pictures_with_captions_alone_are_a_photo_story(around: str, count: int):
    inner = "".join(
        f'<p align="center"><img src="/a{n}.jpg"></p><p align="center"><em>{caption}</em></p>'
        for n, caption in enumerate(CAPTIONS[:count])
    )
    fields, reason = read(around.format(inner))
    assert reason is None
    assert [image.caption for image in fields.images] == CAPTIONS[:count]
    assert (fields.media_kind, fields.body) == ("photo", "")


def test_pictures_that_lead_to_other_pages_are_no_story():
    inner = "".join(
        f'<div><a href="/khac-a{n}.html"><img src="/a{n}.jpg"></a><a href="/khac-a{n}.html">{caption}</a></div>'
        for n, caption in enumerate(CAPTIONS)
    )
    _, reason = read(f"<div>{inner}</div>")
    assert reason is not None
