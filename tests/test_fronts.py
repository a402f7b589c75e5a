"""Section fronts of newspapers that no rules know: told by structure, and no article taken for one."""

import pytest

from crawler import catalogue
from pipelines import flow
from pipelines.items import RawPage
from pipelines.outcomes import Outcome, PageKind, Reason

HOST = "https://baomau.test"
SECTIONS = ("thoi-su", "kinh-te", "van-hoa", "the-thao", "giao-duc", "phap-luat", "doi-song")
NAMES = ("Thời sự", "Kinh tế", "Văn hóa", "Thể thao", "Giáo dục", "Pháp luật", "Đời sống")
LINKS = "".join(
    f"<a href='/{slug}.htm'>{name}</a>" for slug, name in zip(SECTIONS, NAMES, strict=True)
)
LISTED = "".join(
    f"<li><a href='/{slug}.htm'>{name}</a></li>" for slug, name in zip(SECTIONS, NAMES, strict=True)
)
MENUS = {
    "list": f"<ul>{LISTED}</ul>",
    "boxes": f"<div class='nav'><div class='wrap'>{LINKS}</div></div>",
    "nav": f"<nav>{LINKS}</nav>",
}
FOOT = (
    "<footer><p>Giấy phép số 12/GP-BTTTT, cấp ngày 15/04/2024.</p><p>Điện thoại: 0272 000 000</p>"
    "<p>Email: toasoan@baomau.test.</p></footer>"
)
TEXT = "".join(
    f"<p>Đoạn {n} kể bà con ba xã ven sông gặt lúa sớm, giá bán cao hơn vụ trước gần một nghìn đồng mỗi ký.</p>"
    for n in ("một", "hai", "ba")
)


def card(number: int, label: str = "") -> str:
    address = f"{HOST}/lua-duoc-mua-o-xa-so-{number}-2026030{number}.htm"
    return (
        f"<li><article><a href='{address}'><img src='/anh/{number}.jpg'></a><div><a href='{address}'>"
        f"Lúa được mùa ở xã vùng sâu số {number}</a>{label}<div class='sapo'>Tóm tắt tin số {number}:"
        " bà con ra đồng từ sớm, thương lái vào tận ruộng hỏi mua với giá cao hơn vụ trước.</div></div></article></li>"
    )


def page(body: str, title: str = "Kinh tế", head: str = "", menu: str = MENUS["list"]) -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body><header>{menu}</header>"
        f"<main>{body}</main>{FOOT}</body></html>"
    )


def read(html: str, path: str = "/kinh-te.htm") -> flow.Reading:
    paper = catalogue.of_address(HOST + path)
    assert paper is not None
    found = RawPage(
        url=HOST + path,
        paper=paper.name,
        kind=PageKind.ARTICLE,
        fetched_at="2026-03-09T05:00:00Z",
        status=200,
        headers=[("Content-Type", "text/html; charset=utf-8")],
        body=html.encode(),
    )
    return flow.read_page(found, paper)


def refused(html: str, path: str = "/kinh-te.htm") -> bool:
    judged = read(html, path).judged
    return judged is not None and (judged.outcome, judged.reason) == (
        Outcome.REJECTED,
        Reason.NOT_ARTICLE,
    )


# Two cards and a box of the house: neither the links nor the paragraphs alone tell.
FEW = f"<h1>Kinh tế</h1><ul>{card(1)}{card(2)}</ul><div><p>Ưu đãi cho bạn đọc dài hạn: đọc không giới hạn.</p></div>"


@pytest.mark.parametrize("menu", MENUS)
@pytest.mark.parametrize("og", ["website", "article"])
def test_a_page_that_stands_in_its_own_menu(menu: str, og: str):
    head = f"<meta property='og:type' content='{og}'>"
    assert refused(page(FEW, "Tin nhanh kinh tế trong nước", head, MENUS[menu]))


def test_a_page_that_all_cards_are_labelled_with():
    label = "<a href='/chinh-sach-moi.htm'>Chính sách mới</a>"
    body = f"<h1>Chính sách mới</h1><ul>{''.join(card(n, label) for n in range(1, 5))}</ul>"
    assert refused(page(body, "Chính sách mới"), "/chinh-sach-moi.htm")


def test_a_front_whose_only_text_is_a_summary_in_a_card():
    body = f"<ul>{''.join(card(n) for n in range(1, 6))}</ul>"
    assert refused(page(body, "Thông tin về tài chính và bảo hiểm"), "/tai-chinh-d6/")


@pytest.mark.parametrize("menu", MENUS)
@pytest.mark.parametrize(
    ("around", "path"),
    [
        ("", "/lua-duoc-mua-20260309.htm"),
        # It links to itself: headline, breadcrumb, share, list of the newest, comments.
        ("<h4><a href='{own}'>Lúa được mùa</a></h4>", "/lua-duoc-mua-20260309.htm"),
        ("<div><a href='/'>Trang chủ</a> <a href='/kinh-te.htm'>Kinh tế</a> <a href='{own}'>Lúa</a></div>",
         "/lua.htm"),
        ("<ul><li><a href='{own}'>Lúa được mùa</a></li>" + card(1) + card(2) + card(3) + "</ul>", "/lua.htm"),
        ("<a href='{own}'>In bài</a> <a href='{own}#bl'>2 bình luận</a>", "/lua-duoc-mua.htm"),
        # Among the entries of a menu: another language, a print, a place on the page, a list of short headlines.
        (f"<ul>{LISTED}<li><a href='{{own}}'>Tiếng Việt</a></li></ul>", "/lua.htm"),
        (f"<ul>{LISTED}<li><a href='{{own}}?print=1'>In bài: lúa</a></li></ul>", "/lua.htm"),
        (f"<ul>{LISTED}<li><a href='{{own}}#top'>Lúa</a></li></ul>", "/lua.htm"),
        (f"<ul>{LISTED}<li><a href='{{own}}'>Lúa được mùa</a></li></ul>", "/lua.htm"),
    ],
)  # fmt: skip
def test_an_article_is_none(menu: str, around: str, path: str):
    body = f"<div><h1>Lúa được mùa</h1>{around.format(own=path)}<p>09/03/2026 08:15</p>{TEXT}</div>"
    made = read(page(body, "Lúa được mùa", menu=MENUS[menu]), path).article
    assert made is not None
    assert made.title == "Lúa được mùa"


def test_other_pages_of_one_path_are_others():
    menu = f"<ul>{LISTED}<li><a href='/NewsDetail.aspx?id=1'>Lúa</a></li></ul>"
    body = f"<div><h1>Lúa được mùa</h1>{TEXT}</div>"
    assert (
        read(page(body, "Lúa được mùa", menu=menu), "/NewsDetail.aspx?id=4561").article is not None
    )


def test_a_short_article_with_related_cards_is_none():
    body = (
        f"<article><h1>Lúa được mùa</h1><p>09/03/2026 08:15</p>{TEXT[: TEXT.index('</p>') + 4]}</article>"
        f"<ul>{''.join(card(n) for n in range(1, 5))}</ul>"
    )
    assert read(page(body, "Lúa được mùa"), "/lua-duoc-mua-20260309.htm").article is not None


def test_what_says_that_it_is_an_article_is_one():
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Kinh tế xanh",'
        ' "datePublished": "2026-03-09T08:15:00+07:00"}</script>'
    )
    menu = f"<ul>{LISTED}<li><a href='/kinh-te-xanh.htm'>Kinh tế xanh</a></li></ul>"
    body = f"<div><h1>Kinh tế xanh</h1>{TEXT}</div>"
    assert read(page(body, "Kinh tế xanh", head, menu), "/kinh-te-xanh.htm").article is not None


def test_undated_figures_alone_tell_no_news():
    table = "<table>" + "<tr><td>Doanh thu</td><td>9.493</td><td>8.771</td></tr>" * 6 + "</table>"
    body = f"<div><h1>MAU: Kết quả kinh doanh</h1>{table}</div>"
    assert refused(page(body, "MAU: Kết quả kinh doanh"), "/bao-cao/mau.htm")
    dated = f"<div><h1>Giá lúa hôm nay tăng</h1><p>09/03/2026 08:15</p>{table}</div>"
    assert read(page(dated, "Giá lúa hôm nay tăng"), "/gia-lua-20260309.htm").article is not None


def test_a_licence_dates_no_page():
    menu = f"<ul>{LISTED}<li>Số giấy phép: 146/GP-BTTTT, cấp ngày 17/10/2025</li></ul>"
    made = read(page(f"<div><h1>Lúa được mùa</h1>{TEXT}</div>", "Lúa được mùa", menu=menu), "/lua-duoc-mua.htm").article  # fmt: skip
    assert made is not None
    assert made.published_at is None
