"""Papers of family A: invented words in the structure of their pages."""

import re

import pytest

from crawler.spiders.baolongan import BaolonganSpider
from crawler.systems import family_a
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.rules import Edition, Newspaper
from pipelines.urls import read_address

FETCHED = "2026-10-02T11:40:00Z"
PARAGRAPHS = [
    f"Đoạn văn thứ {n} kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm vụ này."
    for n in ("nhất", "hai", "ba")
]
TITLE = "Mùa gặt sớm ở vùng đầu nguồn"


def paper(name: str, host: str) -> Newspaper:
    return Newspaper(
        name=name, title=f"Báo {name}", editions=(Edition(host=host, language="vi"),),
        addresses=family_a.ADDRESSES, rule_sets=family_a.RULE_SETS,
    )  # fmt: skip


def read(html: str, newspaper: Newspaper, url: str, *, stripped: bool):
    if stripped:
        html = re.sub(r"""\s(?:class|id)="[^"]*\"""", "", html)
    rules = newspaper.rule_sets[0]
    document = parse(html.encode(), "text/html", url)
    fields = read_fields(document, newspaper, rules, {})
    return fields, read_dates(document, fields, newspaper, rules, FETCHED, {})


CAN_THO = f"""<html><head><title>{TITLE} - Báo Cần Thơ Online</title>
<meta name="Description" content="{PARAGRAPHS[0]}"><base href="https://baocantho.com.vn/static/templates/version1/homepage/">
<script type="application/ld+json">{{"@type":"NewsArticle","name":"{TITLE}","datePublished":"2026-01-08","description":"{PARAGRAPHS[0]}"}}</script>
</head><body><div class="clock">Thứ Sáu, 02/10/2026 18:38</div>
<div class="menu"><ul><li><a href="/thoi-su/">Thời sự</a></li><li><a href="/kinh-te/">Kinh tế</a></li><li><a href="/xa-hoi/">Xã hội</a></li><li><a href="/phap-luat/">Pháp luật</a></li><li><a href="/the-thao/">Thể thao</a></li></ul></div>
<div id="colcate1"><div class="titlecate"><h1><a href="/thoi-su/">THỜI SỰ</a></h1><span class="fw400"><a href="/thoi-su/can-tho/">Cần Thơ</a></span></div>
<div class="sharemxh"><span class="pubdate 128">08/01/2026 - 18:21</span><a href="#">Chia sẻ</a></div>
<h1 class="margintopbot10 fw700">{TITLE}&nbsp;<span class="sprite icophoto"></span></h1>
<div id="newscontents"><div class="content-fck slider-jsgallery">
<p style="text-align: justify;">{PARAGRAPHS[0]}</p>
<p style="text-align: center;"><img class="zoomimg" src="/image/news/2026/20260108/images/gat.jpg" title="{TITLE}"></p>
<em style="color: gray;">Máy gặt ở ấp Bình Thử. Ảnh: P.Y</em>
<p style="text-align: justify;">{PARAGRAPHS[1]}</p>
<p style="text-align: justify;">{PARAGRAPHS[2]}</p>
<p style="text-align: right;"><strong>Tin, ảnh: P.Y</strong></p></div></div>
<div id="linkshare">Chia sẻ bài viết</div><div class="block_tag">Từ khóa <a class="tag_item" href="/tim-kiem/gat.html">mùa gặt</a></div>
<div class="relate">Bạn có thể quan tâm <a href="/khac-a1.html">Xây thêm trường mới ở xã đầu nguồn</a> 07/01/2026</div></div>
<div class="footer">Giấy phép số 12/GP-BTTTT ngày 15/03/2016.</div></body></html>"""


@pytest.mark.parametrize("stripped", [False, True])
def test_can_tho_prints_no_lead(stripped: bool):
    url = "https://baocantho.com.vn/mua-gat-som-a196670.html"
    fields, dates = read(CAN_THO, paper("baocantho", "baocantho.com.vn"), url, stripped=stripped)
    assert (fields.title, fields.lead) == (TITLE, None)
    assert fields.body.split("\n\n") == PARAGRAPHS
    assert fields.byline == "Tin, ảnh: P.Y"
    assert [(a.name, a.role) for a in fields.authors] == [("P.Y", "text_photo")]
    (image,) = fields.images
    assert image.url == "https://baocantho.com.vn/image/news/2026/20260108/images/gat.jpg"
    assert (image.caption, image.credit) == ("Máy gặt ở ấp Bình Thử. Ảnh: P.Y", "P.Y")
    assert fields.tags == ["mùa gặt"]
    assert fields.section == "thoi-su/can-tho"
    assert dates.published_at == "2026-01-08T18:21:00+07:00"
    assert dates.provenance["published_at"].conflict is None


AN_GIANG = f"""<html><head><title>{TITLE}</title><meta property="og:title" content="{TITLE}">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}","datePublished":"2023-06-30T14:50:06+07:00"}}</script>
</head><body><div class="detail"><h1>{TITLE}</h1><div class="pubdate fleft">30/06/2023 - 14:50</div>
<div class="detail-desc"><div class="content-fck"><p class="fontd fw600">(AGO) - Nông dân vùng đầu nguồn gặt lúa sớm nửa tháng.</p></div></div>
<div class="content-fck content-fck-font-size" data="1">
<p>{PARAGRAPHS[0]}</p><div class="detail-related"><a href="/x-a1.html">Xây thêm trường mới ở xã đầu nguồn</a></div>
<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p><p class="author ignore">Theo Vietnamnet</p></div>
<div class="detail-tag">Từ khóa: <a href="/tim-kiem/lua.html">lúa</a></div><div class="detail-sharelike">Chia sẻ</div></div></body></html>"""


@pytest.mark.parametrize("stripped", [False, True])
def test_an_giang_has_its_lead_in_a_body_like_box(stripped: bool):
    url = "https://baoangiang.com.vn/mua-gat-som-a367201.html"
    fields, dates = read(AN_GIANG, paper("baoangiang", "baoangiang.com.vn"), url, stripped=stripped)
    assert fields.title == TITLE
    assert fields.lead == "(AGO) - Nông dân vùng đầu nguồn gặt lúa sớm nửa tháng."
    assert fields.body.split("\n\n") == PARAGRAPHS
    assert [(a.name, a.role) for a in fields.authors] == [("Vietnamnet", "source")]
    assert fields.tags == ["lúa"]
    assert dates.published_at == "2023-06-30T14:50:00+07:00"


ENGLISH = """<html><head><title>A hospitable riverside commune - Long An Online</title></head><body>
<div>Vietnamese | <a href="https://baolongan.vn/">English</a></div><div id="colcate1">
<div class="sharemxh"><span class="pubdate">27/07/2023 - 18:11</span></div>
<h1 class="margintopbot10 fw600">A hospitable riverside commune</h1>
<p class="fontd">Visitors to the invented commune praise its people and its floating market.</p>
<div id="newscontents"><div class="content-fck slider-jsgallery">
<p>The commune lies on the river and has been known for its orchards since the last century.</p>
<p>Every morning the boats of the market gather there, and the visitors are offered fruit.</p>
<p style="text-align: right;"><strong>By Jane Sample</strong></p></div></div></div>
<div id="linkshare">Share</div></body></html>"""


@pytest.mark.parametrize("stripped", [False, True])
def test_english_edition(stripped: bool):
    url = "https://news.baolongan.vn/a-hospitable-riverside-commune-a159897.html"
    fields, dates = read(ENGLISH, BaolonganSpider.paper, url, stripped=stripped)
    assert fields.title == "A hospitable riverside commune"
    assert fields.lead == (
        "Visitors to the invented commune praise its people and its floating market."
    )
    assert len(fields.body.split("\n\n")) == 2
    assert fields.language == "en"
    assert [(a.name, a.role) for a in fields.authors] == [("Jane Sample", "author")]
    assert dates.published_at == "2023-07-27T18:11:00+07:00"


@pytest.mark.parametrize(
    ("path", "kind", "number"),
    [
        ("/mua-gat-som-a188491.html", "article", "188491"),
        ("/detail-a188491.html", "article", "188491"),
        ("/a-very-long-slug--a196525.html?utm_source=x", "article", "196525"),
        ("/print/mua-gat-som-a188491.html", "article", "188491"),
        ("/kinh-te/nong-nghiep/", "listing", None),
        ("/kinh-te?p=2", "listing", None),
        ("/news/kinh-te/", "listing", None),
        ("/tim-kiem/lua.html?p=1", None, None),
        ("/su-kien/bau-cu.12.html", None, None),
        ("/image/news/2026/20260108/images/a.jpg", None, None),
        ("/rss/subcate/kinh-te/", None, None),
    ],
)
def test_addresses(path: str, kind: str | None, number: str | None):
    address = read_address(f"https://baolongan.vn{path}", BaolonganSpider.paper)
    assert (address.kind, address.number) == (kind, number)
