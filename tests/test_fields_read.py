"""Fields of a page: metadata, headline, and what is no text."""

import unicodedata

import pytest

from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.fields.select import compiled
from tests.own_pages import ARTICLE, PAPER, PARAGRAPHS, TITLE, URL, P, body_of, fields_of, ld, page

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


def test_decomposed_letters_are_stored_composed():
    html = unicodedata.normalize("NFD", page("".join(P)))
    assert body_of(html) == PARAGRAPHS


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


def test_generic_extractor_is_the_last_resort():
    assert fields_of(page("".join(P))).provenance["body"].rule == "structure"


def test_wrong_selector_is_named():
    with pytest.raises(ValueError, match=r"div\[\["):
        compiled("div[[")


def test_an_empty_place_for_the_text_is_filled_from_nowhere():
    from crawler.systems import family_a

    after = "<p>Địa chỉ: 1 đường Bờ Sông, Tân An. Điện thoại: 0000 000 000, ai cũng gọi được.</p>"
    html = page('<div id="newscontents"><div class="content-fck"></div></div>', after=after)
    document = parse(html.encode(), None, URL)
    assert read_fields(document, PAPER, family_a.RULE_SETS[0], {}).body == ""


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
