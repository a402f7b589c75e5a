"""Tag lines in boxes around the links' own holder, with addresses of other forms, and hashtags."""

import pytest

from tests.test_dates_header import HEADLINE, LINE, TEXT, stored

PAGE = f"<h1>{HEADLINE}</h1>{LINE}<div class=b>{TEXT}</div>"
ONE = '<a href="/tag/lua">lúa</a>'
TWO = '<a href="/tag/cho">chợ nổi</a>'


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='tags'><ul><li>{ONE}</li><li>{TWO}</li></ul></div>",
        f"<div class='article-tags'><ul class='list'><li>{ONE}</li><li>{TWO}</li></ul></div>",
        f"<div class='detail__tags'><div class='item'>{ONE}</div><div class='item'>{TWO}</div></div>",
        f"<div class='c-tags'><div><ul><li><span>{ONE}</span></li><li><span>{TWO}</span></li></ul></div></div>",
        f"<div class='tags'><p>Tags: {ONE} {TWO}</p></div>",
        f"<div>#{ONE} #{TWO}</div>",
        f"<div>{ONE}, {TWO}</div>".replace(">lúa", ">#lúa").replace(">chợ", ">#chợ"),
    ],
)
def test_a_box_of_tags_alone(box: str):
    assert stored(PAGE + box).tags == ["lúa", "chợ nổi"]
    assert stored(PAGE + box.replace("class='item'", "")).byline is None


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("/tim-kiem?q=l%C3%BAa", "/tim-kiem?q=cho"),
        ("/lua-tag123.html", "/cho-noi-tag124.html"),
        ("/tag-lua.htm", "/tag-cho-noi.htm"),
        ("/chu-de/lua.htm", "/chu-de/cho-noi.htm"),
        ("/search.html?keyword=lua", "/search.html?keyword=cho"),
    ],
)
@pytest.mark.parametrize(
    "box", ["<div class='tags'>{}</div>", "<div>Từ khóa: {}</div>", "<p><b>Tags:</b> {}</p>"]
)
def test_addresses_of_other_forms_behind_a_label_or_in_a_box_of_tags(one: str, two: str, box: str):
    links = f'<a href="{one}">lúa</a>, <a href="{two}">chợ nổi</a>'
    assert stored(PAGE + box.format(links)).tags == ["lúa", "chợ nổi"]
    assert stored(f"{PAGE}<div>{links}</div>").tags == []


OTHERS = [
    f"<div class='hot-tags'><ul><li>{ONE}</li><li>{TWO}</li></ul></div>",
    f"<div class='box-hot'><div class='tags'><ul><li>{ONE}</li></ul></div></div>",
    f"<div class='tags'><h4>Chủ đề nóng</h4><ul><li>{ONE}</li><li>{TWO}</li></ul></div>",
    f"<div class='tagcloud'><p>{ONE}</p><p>{TWO}</p></div>",
    f"<article class='post tag-lua'><ul><li>{ONE}</li><li><a href='/gia-lua-a1.html'>Giá lúa tăng</a></li></ul></article>",
    f"<div class='tags'><p>Bà con đọc thêm về {ONE} và {TWO} trong số báo sau.</p></div>",
    f"<div>Bà con nhắc nhiều tới #{ONE} mùa này</div>",
    "<div class='related'><a href='/chu-de/lua.htm'>Lúa mùa nước nổi</a></div>",
]


@pytest.mark.parametrize("box", OTHERS)
def test_lists_of_the_site_and_links_of_a_text_are_none(box: str):
    assert stored(f"{PAGE}</div>{box}<div>").tags == []


def test_hashtags_outside_the_article_are_the_sites():
    assert stored(f"{PAGE}</div><div>#{ONE} #{TWO}</div><div>").tags == []


SITE = [
    "<div class='box-tags'><h3>Từ khóa</h3><a href='/tim-kiem?q=bao'>bão</a> <a href='/tim-kiem?q=vang'>giá vàng</a></div>",
    "<div class='widget tags'><h4>Tags</h4><a href='/tags-bao.html'>bão</a></div>",
    "<div><h3>Chủ đề</h3><a href='/chu-de/dai-hoi'>Đại hội Đảng</a></div>",
]


@pytest.mark.parametrize("box", SITE)
@pytest.mark.parametrize(
    "around",
    [
        "<div class='sidebar'>{}</div>",
        "<aside>{}</aside>",
        "<footer>{}</footer>",
    ],
)
def test_a_list_of_the_whole_site_is_no_tag_line_of_the_article(box: str, around: str):
    assert stored(f"<div>{PAGE}</div>{around.format(box)}").tags == []
    assert stored(f"<div>{PAGE}{box}</div>").tags != []


def test_a_form_to_search_is_no_tag():
    assert (
        stored(
            PAGE + "<div class='tag-line'><a href='/search?q=a'>Tìm kiếm nâng cao</a></div>"
        ).tags
        == []
    )
