"""Fields of a page, rule by rule: metadata, sections, tags, pictures, what is no text."""

import json
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.catalogue import foreign
from crawler.spiders.baolongan import BaolonganSpider
from pipelines.dates import read_dates
from pipelines.document import EncodingError, TooDeepError, parse
from pipelines.fields import read_fields
from pipelines.fields.captions import credit_of
from pipelines.fields.language import language_of
from pipelines.fields.select import compiled

PAPER = BaolonganSpider.paper
RULES = PAPER.rule_sets[0]
URL = "https://baolongan.vn/mua-gat-som-a188491.html"
TITLE = "Mùa gặt sớm trên cánh đồng ven sông Vàm Cỏ"
PARAGRAPHS = [
    f"Đoạn văn thứ {n} kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm vụ này."
    for n in ("nhất", "hai", "ba", "tư")
]
P = [f"<p>{text}</p>" for text in PARAGRAPHS]


def page(body: str, head: str = "", *, title: str = TITLE, above: str = "", after: str = "") -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body>{above}<div><h1>{title}</h1>"
        f"<p>08/01/2026 - 18:21</p><div>{body}</div><div>Chia sẻ bài viết</div></div>{after}"
        "<div>Giấy phép số 12/GP-BTTTT cấp ngày 15/03/2016.</div></body></html>"
    )


def fields_of(html: str, url: str = URL, hints: dict | None = None):
    return read_fields(parse(html.encode(), None, url), PAPER, RULES, hints or {})


def body_of(html: str) -> list[str]:
    return fields_of(html).body.split("\n\n")


BOXES = {
    "related_list": "<div><b>Tin liên quan</b><ul><li><a href='/a-a1.html'>Xây trường mới ở xã"
    " biên giới</a></li></ul></div>",
    "related_line": "<p><a href='/a-a1.html'>Xây thêm trường mới ở xã vùng biên giới</a></p>",
    "labelled": "<p><strong>Đọc thêm:</strong> <a href='/a-a1.html'>Xây trường ở xã biên giới</a></p>",
    "arrows": "<p>&gt;&gt; <a href='/a-a1.html'>Xây trường ở xã biên giới</a></p>",
    "teaser": "<div><a href='/a-a1.html'><img src='/t.jpg'></a><h3><a href='/a-a1.html'>Xây trường mới"
    " ở xã biên giới</a></h3></div>",
    "aside": "<aside><p>Bài cũ: chuyện xây trường ở xã biên giới từ năm trước, dài hơn một câu.</p></aside>",
    "advert": "<div>Quảng cáo</div>",
    "script": "<script>var a = 'Một câu dài trong mã chương trình, không phải là bài báo.';</script>",
    "style": "<style>p { color: red }</style><noscript>Bật JavaScript để xem trang này</noscript>",
    "hidden": "<div style='display: none'>Một đoạn dài bị giấu đi mà người đọc không bao giờ thấy.</div>",
    "class": "<div class='AMN_res_12'>Mua xe trả góp lãi suất thấp nhất trong năm tại đại lý thử</div>",
}


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("place", [1, 2, 4])
def test_furniture_inside_the_text_is_left_out(box: str, place: int):
    parts = [*P]
    parts.insert(place, BOXES[box])
    assert body_of(page("".join(parts))) == PARAGRAPHS


def test_subheadings_quotes_lists_and_tables_are_text():
    body = (
        P[0]
        + "<p><strong>Giá lúa tăng</strong></p>"
        + P[1]
        + "<blockquote>“Ai cũng mừng”, ông nói."
        "</blockquote><ul><li>Xã Bình Thử: 300 héc-ta</li><li>Xã Tân Mẫu: 200 héc-ta</li></ul>"
        "<table><tr><td>Giống</td><td>OM 18</td></tr></table>" + P[2]
    )
    assert body_of(page(body)) == [
        PARAGRAPHS[0],
        "Giá lúa tăng",
        PARAGRAPHS[1],
        "“Ai cũng mừng”, ông nói.",
        "Xã Bình Thử: 300 héc-ta",
        "Xã Tân Mẫu: 200 héc-ta",
        "Giống | OM 18",
        PARAGRAPHS[2],
    ]


def test_a_paragraph_torn_by_a_photo_table_is_one_again():
    body = (
        "<p>Sáng sớm, máy gặt đã chạy trên cánh đồng của ấp Bình Thử, <table align='right'><tr><td>"
        "<img src='/a.jpg'></td></tr><tr><td>Máy gặt ở ấp</td></tr></table>nơi lúa chín sớm nhất"
        " huyện.</p>" + "".join(P)
    )
    fields = fields_of(page(body))
    assert fields.body.split("\n\n") == [
        "Sáng sớm, máy gặt đã chạy trên cánh đồng của ấp Bình Thử, nơi lúa chín sớm nhất huyện.",
        *PARAGRAPHS,
    ]
    assert fields.images[0].caption == "Máy gặt ở ấp"


def test_decomposed_letters_are_stored_composed():
    html = unicodedata.normalize("NFD", page("".join(P)))
    assert body_of(html) == PARAGRAPHS


def test_image_title_is_never_a_caption():
    image = f"<p><img src='/a.jpg' title='{TITLE}' alt='{TITLE}'></p>"
    fields = fields_of(page(P[0] + image + "".join(P[1:])))
    assert [(i.url, i.caption) for i in fields.images] == [("https://baolongan.vn/a.jpg", None)]
    assert fields.body.split("\n\n") == PARAGRAPHS


def test_caption_is_whole_and_its_credit_apart():
    image = "<p><img src='/a.jpg'></p><p><em>Gặt lúa ở Tân Mẫu. Ảnh: Lê Thử</em></p>"
    (image,) = fields_of(page(P[0] + image + "".join(P[1:]))).images
    assert (image.caption, image.credit) == ("Gặt lúa ở Tân Mẫu. Ảnh: Lê Thử", "Lê Thử")
    assert credit_of("Gặt lúa ở Tân Mẫu") is None


def test_several_pictures_keep_their_own_captions():
    body = "".join(
        f"{P[n]}<p><img src='/{n}.jpg'></p><p style='text-align:center'><em>Ảnh số {n}</em></p>"
        for n in range(3)
    )
    images = fields_of(page(body + P[3])).images
    assert [(i.url[-5:], i.caption) for i in images] == [
        (f"{n}.jpg", f"Ảnh số {n}") for n in range(3)
    ]  # fmt: skip


def ld(node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "author": {"@type": "Person", "name": "Lê Thử"},
}
LD = {
    "plain": ld(ARTICLE),
    "list": ld([{"@type": "WebSite", "name": "Báo"}, ARTICLE]),
    "graph": ld({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, ARTICLE]}),
    "type_list": ld(ARTICLE | {"@type": ["Article", "NewsArticle"]}),
    "trailing_comma": ld(ARTICLE).replace("}}", "},}"),
    "comment": ld(ARTICLE).replace('json">', 'json"><!--').replace("</script", "--></script"),
    "two_blocks": ld({"@type": "Organization", "name": "Báo"}) + ld(ARTICLE),
    "broken_first": '<script type="application/ld+json">{"@type": oops</script>' + ld(ARTICLE),
    "raw_line_break": ld(ARTICLE).replace("Mùa gặt", "Mùa gặt\n"),
}


@pytest.mark.parametrize("kind", LD)
def test_json_ld_is_read_tolerantly(kind: str):
    fields = fields_of(page("".join(P), LD[kind]))
    assert fields.byline == "Lê Thử"
    assert fields.provenance["byline"].rule == "json-ld"


@pytest.mark.parametrize("text", ["{", "[[[[[[[[[[", "null", '"x"', '{"@graph": 5}', "[" * 9_999])
def test_no_json_at_all(text: str):
    head = f'<script type="application/ld+json">{text}</script>'
    assert fields_of(page("".join(P), head)).body.split("\n\n") == PARAGRAPHS


def test_headline_of_the_page_wins_and_the_other_is_kept():
    head = '<meta property="og:title" content="Một đầu đề khác hẳn cho mạng xã hội">'
    fields = fields_of(page("".join(P), head))
    assert fields.title == TITLE
    assert "og: Một đầu đề khác" in fields.provenance["title"].conflict


@pytest.mark.parametrize(
    "title",
    [f"{TITLE} - Báo Long An Online", f"{TITLE} | Báo Long An", f"Báo Long An Online - {TITLE}"],
)
def test_site_name_is_cut_from_a_title(title: str):
    html = f"<html><head><title>{title}</title></head><body><div>{''.join(P)}</div></body></html>"
    assert fields_of(html).title == TITLE


CRUMBS = "<a href='/'>Trang chủ</a> › <a href='/kinh-te/'>Kinh tế</a> › <a href='/kinh-te/nong-nghiep/'>Nông nghiệp</a>"


@pytest.mark.parametrize(
    ("above", "section"),
    [
        (f"<div>{CRUMBS}</div>", "kinh-te/nong-nghiep"),
        (f"<div class='breadcrumb'>{CRUMBS}</div>", "kinh-te/nong-nghiep"),
        ("<h1><a href='/news/kinh-te/'>KINH TẾ</a></h1>", "kinh-te"),
        ("<p><a href='/tim-kiem/lua.html'>lúa</a></p>", None),
        ("<p><a href='https://khac.example/kinh-te/'>Kinh tế</a></p>", None),
        ("", None),
    ],
)
def test_section(above: str, section: str | None):
    assert fields_of(page("".join(P), above=above)).section == section


@pytest.mark.parametrize(
    ("steps", "section"),
    [
        ("<a href='/'>Trang chủ</a> <a href='/kinh-te'>Kinh tế</a>", "kinh-te"),
        ("<a href='/kinh-te'>Kinh tế</a> <a href='/kinh-te/lua'>Lúa</a>", "kinh-te/lua"),
        ("<a href='/bai-viet-188.html'>Mùa gặt</a>", None),
        ("<a href='https://khac.example/kinh-te'>Kinh tế</a>", None),
    ],
)
def test_section_of_a_newspaper_nobody_knows(steps: str, section: str | None):
    paper = foreign("baothu.example", "https")
    html = page("".join(P), above=f"<div class='breadcrumb'>{steps}</div>")
    document = parse(html.encode(), None, "https://baothu.example/mua-gat-188491.html")
    assert read_fields(document, paper, paper.rule_sets[-1], {}).section == section


def test_sections_have_the_names_that_the_page_prints():
    fields = fields_of(page("".join(P), above=f"<div>{CRUMBS}</div>"))
    assert fields.section_names["kinh-te/nong-nghiep"] == "Nông nghiệp"
    assert set(fields.section_names) == set(fields.sections)
    assert fields_of(page("".join(P)), hints={"section": "phap-luat"}).section_names == {}


def test_section_of_metadata_and_of_the_listing():
    head = '<meta property="article:section" content="Đời sống - Xã hội">'
    assert fields_of(page("".join(P), head)).section == "doi-song-xa-hoi"
    assert fields_of(page("".join(P)), hints={"section": "phap-luat"}).section == "phap-luat"


def test_tags():
    after = "<div>Từ khóa: <a href='/tim-kiem/lua.html'>Lúa</a>, <a href='/tim-kiem/x.html'>lúa</a></div>"
    assert fields_of(page("".join(P), after=after)).tags == ["Lúa"]
    head = (
        '<meta property="article:tag" content="mùa vụ"><meta property="article:tag" content="gạo">'
    )
    assert fields_of(page("".join(P), head)).tags == ["mùa vụ", "gạo"]


def test_translation_only_where_the_page_links_it():
    other = "https://news.baolongan.vn/early-harvest-a188492.html"
    head = f'<link rel="alternate" hreflang="en" href="{other}">'
    assert fields_of(page("".join(P), head)).translations == [other]
    above = f"<a href='{other}'>English</a>"
    assert fields_of(page("".join(P), above=above)).translations == [other]
    above = "<a href='https://news.baolongan.vn/'>English</a>"
    assert fields_of(page("".join(P), above=above)).translations == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            "<p><iframe src='https://www.youtube.com/embed/x'></iframe></p><p>Phim ngắn.</p>",
            "video",
        ),
        ("<video src='/a.mp4'></video>" + P[0], "video"),
        ("<audio src='/a.mp3'></audio>" + P[0], "audio"),
        # A player reads the article aloud.
        ("<audio src='/a.mp3'></audio>" + "".join(P), "text"),
        ("".join(f"<p><img src='/{n}.jpg'></p>" for n in range(6)) + P[0], "photo"),
        ("".join(P), "text"),
    ],
)
def test_media_kind(body: str, kind: str):
    assert fields_of(page(body)).media_kind == kind


def test_a_video_told_to_machines():
    told = ld({"@type": "VideoObject", "name": TITLE, "uploadDate": "2026-01-08"})
    assert fields_of(page(P[0], told)).media_kind == "video"


def test_pictures_of_mobile_pages():
    picture = "<figure><amp-img src='/gat.jpg' width='600' height='400'></amp-img>"
    fields = fields_of(page(f"{picture}<figcaption>Gặt lúa. Ảnh: An</figcaption></figure>{P[0]}"))
    assert [(i.url, i.caption) for i in fields.images] == [
        ("https://baolongan.vn/gat.jpg", "Gặt lúa. Ảnh: An")
    ]


LONG = "".join(f"<p>Kỳ {n}. {P[0][3:-4]} {P[1][3:-4]}</p>" for n in range(8))
PICTURES = "".join(f"<p><img src='/{n}.jpg'></p>" for n in range(4))
VIDEO, AUDIO = "<video src='/a.mp4'></video>", "<audio src='/a.mp3'></audio>"


@pytest.mark.parametrize(
    ("title", "section", "body", "kind"),
    [
        ("[E-Magazine] Mùa nước nổi", "kinh-te", LONG, "emagazine"),
        ("Emagazine: Mùa nước nổi", "kinh-te", PICTURES, "emagazine"),
        ("Mùa nước nổi về muộn", "e-magazine", LONG, "emagazine"),
        ("Mùa nước nổi về muộn", "multimedia/longform", LONG, "emagazine"),
        ("Infographic: Lịch cúp nước", "kinh-te", "<p><img src='/a.jpg'></p>", "infographic"),
        ("Video: Đua bò trên ruộng nước", "kinh-te", VIDEO + LONG, "video"),
        ("Đua bò trên ruộng nước", "video", VIDEO + LONG, "video"),
        ("Video: Đua bò trên ruộng nước", "kinh-te", LONG, "text"),
        ("Đua bò trên ruộng nước", "kinh-te", VIDEO + LONG, "text"),
        ("[Podcast] Chuyện làng chài", "kinh-te", AUDIO + LONG, "audio"),
        ("Chuyện làng chài", "kinh-te", AUDIO + LONG, "text"),
        ("Ảnh: Sắc màu chợ nổi", "kinh-te", PICTURES + LONG, "photo"),
        ("Chùm ảnh: Sắc màu chợ nổi", "kinh-te", PICTURES + P[0], "photo"),
        ("Sắc màu chợ nổi", "phong-su-anh", PICTURES + LONG, "photo"),
        ("Ảnh: Sắc màu chợ nổi", "kinh-te", LONG, "text"),
        ("Ảnh hưởng của bão tới vụ lúa", "kinh-te", PICTURES + LONG, "text"),
        ("Video giúp nông dân bán hàng", "kinh-te", VIDEO + LONG, "text"),
    ],
)  # fmt: skip
def test_media_kind_by_what_the_newspaper_calls_it(title: str, section: str, body: str, kind: str):
    html = (
        f"<html><head><title>{title}</title></head><body><div><a href='/{section}/'>Mục</a></div>"
        f"<h1>{title}</h1><div>08/01/2026 - 18:21</div><div>{body}</div></body></html>"
    )
    fields = fields_of(html)
    assert fields.media_kind == kind, (fields.title, fields.sections, len(fields.body))


def test_a_live_blog_says_so():
    ld = '<script type="application/ld+json">{"@type": ["NewsArticle", "LiveBlogPosting"]}</script>'
    assert fields_of(page(LONG, head=ld)).media_kind == "live"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (" ".join(PARAGRAPHS), "vi"),
        ("The harvest in the three communes has begun, and it is earlier than last year.", "en"),
        ("Nong dan ba xa ven song bat dau thu hoach lua cua vu nay trong nam nay tai tinh", "vi"),
        (
            (
                "Nguyễn Văn Bảy, chairman of the Bình Thành Farmers’ Union, and Trần Thị Mỹ Lệ of Đức Hòa"
                " said that the harvest will be good and the price of rice is high."
            ),
            "en",
        ),
        ("2024 – 35% (12.345)", None),
        ("Le riz est récolté par les paysans au bord du fleuve depuis une semaine", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None):
    assert language_of(text) == language


def test_generic_extractor_is_the_last_resort():
    assert fields_of(page("".join(P))).provenance["body"].rule == "structure"


def test_wrong_selector_is_named():
    with pytest.raises(ValueError, match=r"div\[\["):
        compiled("div[[")


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "<img src=a.jpg>",
        "<br>",
        "<em>",
        "</em>",
        "<b>",
        "<h1>",
        "</h1>",
        "<a href=/b>",
        "</a>",
        "<ul>",
        "<li>",
        "</html>",
        "<figure>",
        "<figcaption>",
        "<time>",
        "29/04/2017 20:49",
        "Chia sẻ bài viết",
        "Tin liên quan",
    ]
)
WORDS = st.text(alphabet="aăâđê ộị.,:!\u0301\u200b\x00 TẤN", max_size=120)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.one_of(TAGS, WORDS), max_size=40))
def test_any_page(parts: list[str]):
    html = "".join(parts)
    try:
        document = parse(html.encode(), None, URL)
    except (EncodingError, TooDeepError):
        return
    first = read_fields(document, PAPER, RULES, {})
    for text in (first.title, first.lead or "", first.body, first.byline or ""):
        assert unicodedata.is_normalized("NFC", text)
        assert not any(unicodedata.category(c) == "Cc" for c in text.replace("\n\n", ""))
    again = read_fields(parse(html.encode(), None, URL), PAPER, RULES, {})
    assert (again.title, again.lead, again.body, again.images) == (
        first.title,
        first.lead,
        first.body,
        first.images,
    )


MENU = "<div><b>Sự kiện</b> <a href='/tim-kiem/lua.html'>Lúa gạo</a></div>"


def test_a_search_link_in_the_menu_is_no_tag():
    tags = "<div>Từ khóa: <a href='/tim-kiem/xoai.html'>Xoài cát</a></div>"
    assert fields_of(page("".join(P), above=MENU)).tags == []
    assert fields_of(page("".join(P), above=MENU, after=tags)).tags == ["Xoài cát"]


def test_a_source_in_brackets_is_written_as_its_owner_likes():
    byline = "<p align='right'>Quốc Thái (Theo Bản tin Làng nghề)</p>"
    fields = fields_of(page("".join(P) + byline))
    assert fields.byline == "Quốc Thái (Theo Bản tin Làng nghề)"
    assert [(a.name, a.role) for a in fields.authors] == [
        ("Quốc Thái", "author"),
        ("Bản tin Làng nghề", "source"),
    ]


def test_the_byline_of_a_photo_story_is_not_its_last_caption():
    photo = "<p align='center'><img src='/1.jpg'><br><em>Chợ tan lúc trưa</em></p>"
    byline = "<p style='text-align: right;'><strong>Ảnh: Duy Khôi</strong></p>"
    fields = fields_of(page("".join(P) + photo + byline))
    assert [image.caption for image in fields.images] == ["Chợ tan lúc trưa"]
    assert fields.byline == "Ảnh: Duy Khôi"


def test_an_empty_place_for_the_text_is_filled_from_nowhere():
    from crawler.systems import family_a

    after = "<p>Địa chỉ: 1 đường Bờ Sông, Tân An. Điện thoại: 0000 000 000, ai cũng gọi được.</p>"
    html = page('<div id="newscontents"><div class="content-fck"></div></div>', after=after)
    document = parse(html.encode(), None, URL)
    assert read_fields(document, PAPER, family_a.RULE_SETS[0], {}).body == ""


def test_a_headline_that_leads_to_a_section_is_that_section_s_front():
    from pipelines.outcomes import Reason
    from pipelines.validation import validate

    teasers = "".join(
        f"<li><a href='/tin-so-{n}-a{n}.html'><h3>Tin số {n} về mùa màng ven sông</h3></a>"
        f"<p>Nông dân xã {n} bắt đầu thu hoạch lúa sớm vụ này, ai cũng…</p></li>"
        for n in range(9)
    )
    html = f"<html><body><h1><a href='/van-hoa/'>VĂN HÓA</a></h1><ul>{teasers}</ul></body></html>"
    document = parse(html.encode(), None, URL)
    fields = read_fields(document, PAPER, RULES, {})
    assert validate(document, fields, PAPER) is Reason.NOT_ARTICLE


@pytest.mark.parametrize(
    "title", ["Chi tiết tin - Cổng thông tin", "Trang chủ", "Untitled Document"]
)
def test_a_portal_that_calls_every_page_the_same(title: str):
    html = (
        f"<html><head><title>{title}</title></head><body><div class='box-title'>Tin nổi bật trong"
        f" ngày hôm nay</div><table><tr><td><div class='tieude_tin'>{TITLE}</div>"
        f"<div class='noidung'>{''.join(P)}</div></td></tr></table></body></html>"
    )
    fields = fields_of(html)
    assert (fields.title, fields.provenance["title"].rule) == (TITLE, "structure:named")
    assert fields.body.split("\n\n") == PARAGRAPHS


SENTENCES = (
    "Lễ khởi công cầu Bình Thử diễn ra sáng 5/3/2024, với sự tham dự của hơn 200 người.",
    "Ngày 5/3/2024, cầu được khởi công.",
    "Quyết định có hiệu lực từ ngày 01/07/2024.",
    "Cập nhật lúc 15 giờ ngày 5/3/2024: mưa đã tạnh.",
)


@pytest.mark.parametrize("place", [0, 1, 3])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_with_a_day_is_text(sentence: str, place: int):
    paragraphs = [*PARAGRAPHS]
    paragraphs.insert(place, sentence)
    html = page("".join(f"<p>{text}</p>" for text in paragraphs))
    fields = fields_of(html)
    assert fields.lead is None
    assert fields.body.split("\n\n") == paragraphs
    document = parse(html.encode(), None, URL)
    dates = read_dates(document, fields, PAPER, PAPER.rule_sets[0], "2026-10-02T11:40:00Z", {})
    assert (dates.published_at or "2026")[:4] == "2026"
    assert dates.modified_at is None
