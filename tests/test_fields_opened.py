"""An advert or a related box at the top of the text's own element takes no text with it."""

import pytest

from crawler.catalogue import foreign
from pipelines.document import parse
from pipelines.fields import read_fields, recognised

LEAD = "Nước về trễ gần một tháng, song chợ nổi vẫn giữ nhịp buôn bán mỗi sớm mai."
PARAGRAPHS = [
    f"Từ bốn giờ sáng, hơn {n} chiếc xuồng của bà con đã nối đuôi nhau ra chợ nổi, chở theo dưa hấu và khóm."
    for n in range(20, 27)
]
#: Families C and D, as their pages are made.
FRAMES = {
    "zce": '<h1 class="article__title">{title}</h1><div class="article__sapo">{lead}</div>'
    '<div class="article__body zce-content-body cms-body" itemprop="articleBody">{text}</div>',
    "neko": '<h1 class="sc-longform-header-title">{title}</h1>'
    '<p class="sc-longform-header-sapo">{lead}</p><div class="b-maincontent"><article class="entry">'
    "{text}</article></div>",
}
TOPS = [
    "<p>- Quảng cáo -</p>",
    '<div class="ads_middle" id="adsWeb_1"><p>Quảng cáo</p></div>',
    '<div class="related-news"><h3>Tin liên quan</h3><a href="/a-post1.html">Khánh thành cầu mới</a></div>',
    '<div><strong>Đọc thêm</strong><ul><li><a href="/a-post1.html">Khánh thành cầu ở ấp Cây Me</a></li></ul></div>',
]


@pytest.mark.parametrize("count", [1, 2, 4, 7])
@pytest.mark.parametrize("top", TOPS)
@pytest.mark.parametrize("frame", FRAMES)
def test_all_paragraphs_below_it_are_read(frame: str, top: str, count: int):
    texts = PARAGRAPHS[:count]
    page = FRAMES[frame].format(
        title="Chợ nổi mùa nước muộn", lead=LEAD, text=top + "".join(f"<p>{t}</p>" for t in texts)
    )
    paper = foreign("baothu.example", "https")
    document = parse(
        f"<html><body><main>{page}</main></body></html>".encode(),
        None,
        "https://baothu.example/cho-noi-post12.html",
    )
    fields = read_fields(document, paper, recognised(document, paper.rule_sets), {})
    assert fields.body.split("\n\n") == texts
    assert fields.lead == LEAD


@pytest.mark.parametrize("lead", ["", f'<div class="article__sapo">{LEAD}</div>'])
@pytest.mark.parametrize("top", TOPS)
@pytest.mark.parametrize("named", [True, False])
def test_the_only_paragraph_below_it_is_read(lead: str, top: str, named: bool):
    body = 'class="article__body zce-content-body cms-body" itemprop="articleBody"' if named else ""
    page = (
        f'<main><div class="article__header"><h1 class="article__title">Chợ nổi mùa nước muộn</h1>{lead}</div>'
        f"<div {body}>{top}<p>{PARAGRAPHS[0]}</p></div></main>"
    )
    paper = foreign("baothu.example", "https")
    url = "https://baothu.example/cho-noi-post12.html"
    document = parse(f"<html><body>{page}</body></html>".encode(), None, url)
    fields = read_fields(document, paper, recognised(document, paper.rule_sets), {})
    assert (fields.lead, fields.body) == (LEAD if lead else None, PARAGRAPHS[0])


@pytest.mark.parametrize(
    "box",
    [
        f"<h3>Tin liên quan</h3><div><a href='/a-post1.html'>Khánh thành cầu mới</a><p>{PARAGRAPHS[3]}</p></div>",
        f"<div><h3>Tin liên quan</h3><ul><li><a href='/a-post1.html'>Khánh thành cầu mới ở ấp Cây Me</a><p>{PARAGRAPHS[3]}</p></li></ul></div>",
        f"<div><h3>Đọc thêm</h3></div><p>{PARAGRAPHS[3]}</p>",
    ],
)
def test_teasers_below_the_text_are_none(box: str):
    text = "".join(f"<p>{t}</p>" for t in PARAGRAPHS[:2])
    page = (
        f"<main><h1>Chợ nổi mùa nước muộn</h1><div>{text}</div><div class='more'>{box}</div></main>"
    )
    paper = foreign("baothu.example", "https")
    document = parse(
        f"<html><body>{page}</body></html>".encode(), None, "https://baothu.example/a-post1.html"
    )
    fields = read_fields(document, paper, paper.rule_sets[0], {})
    assert fields.body.split("\n\n") == PARAGRAPHS[:2]


def test_the_text_of_an_advert_goes_with_it():
    advert = f"<div><p>Quảng cáo</p><p>{PARAGRAPHS[6]}</p></div>"
    texts = PARAGRAPHS[:5]
    page = FRAMES["zce"].format(
        title="Chợ nổi mùa nước muộn",
        lead=LEAD,
        text="".join(f"<p>{t}</p>" for t in texts[:3])
        + advert
        + "".join(f"<p>{t}</p>" for t in texts[3:]),
    )
    paper = foreign("baothu.example", "https")
    document = parse(
        f"<html><body>{page}</body></html>".encode(), None, "https://baothu.example/a-post1.html"
    )
    fields = read_fields(document, paper, paper.rule_sets[0], {})
    assert fields.body.split("\n\n") == texts
