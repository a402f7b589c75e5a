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


@pytest.mark.parametrize("count", [2, 4, 7])
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
