"""The way above the headline of a newspaper that nobody described: which links are its sections."""

import pytest

from crawler.catalogue import foreign
from pipelines.document import parse
from pipelines.fields import read_fields
from tests.own_pages import P, page

HOST = "https://baothu.example"
MENU = (
    "<ul><li><a href='/kinh-te'>Kinh tế</a></li><li><a href='/xa-hoi'>Xã hội</a></li><li><a href='/van-hoa'>Văn hóa</a></li>"
    "<li><a href='/the-thao'>Thể thao</a></li><li><a href='/video'>Video</a></li></ul>"
)
FRONT = "<a href='/'>Trang chủ</a>"
STEP = "<a href='/kinh-te'>Kinh tế</a>"
INNER = "<a href='/kinh-te/nong-nghiep'>Nông nghiệp</a>"


def section_of(above: str, path: str = "/mua-gat-188491.html", menu: str = "") -> str | None:
    """The section of an article with `above` right above its headline, in one box with it."""
    paper = foreign("baothu.example", "https")
    html = page("".join(P)).replace("<body><div>", f"<body>{menu}<div>{above}", 1)
    document = parse(html.encode(), None, HOST + path)
    fields = read_fields(document, paper, paper.rule_sets[-1], {})
    assert fields.body.count("\n\n") == len(P) - 1
    return fields.section


@pytest.mark.parametrize(
    ("above", "section"),
    [
        (f"<div>{FRONT} &raquo; {STEP}</div>", "kinh-te"),
        (f"<div>{FRONT} › {STEP} › {INNER}</div>", "kinh-te/nong-nghiep"),
        (f"<div>Bạn đang ở: {FRONT} / {STEP}</div>", "kinh-te"),
        (f"<ul><li>{FRONT}</li><li>{STEP}</li><li>{INNER}</li></ul>", "kinh-te/nong-nghiep"),
        (f"<ul class='crumbs'><li>{FRONT}</li><li>{STEP}</li></ul>", "kinh-te"),
        (
            f"<div class='td-crumb-container'><span>{FRONT}</span> <span>{STEP}</span></div>",
            "kinh-te",
        ),
        (f"<nav aria-label='breadcrumb'>{FRONT}{STEP}</nav>", "kinh-te"),
        (f"<h2>{STEP}</h2>", "kinh-te"),
        (f"<div class='titlecate'>{STEP}</div>", "kinh-te"),
        ("<p><a href='/category/kinh-te/'>Kinh tế</a></p>", "kinh-te"),
        (f"<p>{STEP} <span>08/01/2026 18:21</span></p>", None),
        (f"<p><a href='/xa-hoi'>Đời sống</a> » {FRONT}</p>", "xa-hoi"),
    ],
)
def test_a_way_above_the_headline(above: str, section: str | None):
    assert section_of(above) == section


@pytest.mark.parametrize("above", [f"<p>{STEP}</p>", f"<p>{STEP} <span>08/01/2026</span></p>"])
def test_one_link_needs_another_that_says_the_same(above: str):
    assert section_of(above) is None
    assert section_of(above, menu=MENU) == "kinh-te"
    assert section_of(above, path="/kinh-te/mua-gat-188491.html") == "kinh-te"
    assert section_of(f"{above}<p>{P[0]}</p>", menu=MENU) is None


@pytest.mark.parametrize(
    ("href", "name", "section"),
    [
        ("/chinh-tri-1.htm", "Chính trị", "chinh-tri"),
        ("/kinh-te-c12", "Kinh tế", "kinh-te"),
        ("/kinh-te-12/", "Kinh tế", "kinh-te"),
        ("/kinh-te-12/nong-nghiep-13/", "Nông nghiệp", "kinh-te/nong-nghiep"),
        ("/?cat=12", "Kinh tế", "kinh-te"),
        ("/NewsList.aspx?c=2", "Kinh tế", "kinh-te"),
        ("/?p=12", "Kinh tế", None),
        ("/kinh-te-c12", "Thời sự", None),
        ("/mua-gat-som-188492.html", "Mùa gặt sớm", None),
        (
            "/mua-gat-som-tren-canh-dong-ven-song-1.html",
            "Mùa gặt sớm trên cánh đồng ven sông",
            None,
        ),
    ],
)
def test_an_address_with_a_number_is_a_sections_where_its_name_says_so(
    href: str, name: str, section: str | None
):
    link = f"<a href='{href}'>{name}</a>"
    assert section_of(f"<div class='breadcrumb'>{FRONT} {link}</div>") == section
    assert section_of(f"<div>{FRONT} › {link}</div>") == section


@pytest.mark.parametrize(
    "above",
    [
        f"<div>{FRONT} | {STEP} | <a href='/xa-hoi'>Xã hội</a></div>",
        f"<div>{STEP} <a href='/video'>Video</a></div>",
        "<div><a href='/'>Trang chủ</a> › <a href='/lien-he'>Liên hệ</a></div>",
        "<div><a href='/dang-nhap'>Đăng nhập</a></div>",
        f"<div>Chủ đề nóng: {STEP}</div>",
        f"<div>{STEP} <a href='/gia-lua-tang-188400.html'>Giá lúa tăng</a></div>",
        "<div><a href='/gia-lua-tang-188400.html'>Giá lúa tăng</a></div>",
        "<div><a href='/chu-de/kinh-te'>Kinh tế</a></div>",
        "<div><a href='https://khac.example/kinh-te'>Kinh tế</a></div>",
        f"<div><h3>Đọc nhiều</h3>{STEP}<a href='/gia-lua-188400.html'>Giá lúa tăng</a></div>",
        MENU,
    ],
)
def test_menus_tools_and_headlines_are_no_way(above: str):
    assert section_of(above, menu=MENU) is None


def test_what_metadata_names_stays():
    paper = foreign("baothu.example", "https")
    head = '<meta property="article:section" content="Đời sống">'
    html = page("".join(P), head, above=f"<div>{FRONT} › {STEP}</div>")
    document = parse(html.encode(), None, f"{HOST}/mua-gat-188491.html")
    assert read_fields(document, paper, paper.rule_sets[-1], {}).section == "doi-song"


WRITER = "<a href='/le-van-nam'>Lê Văn Nam</a>"


@pytest.mark.parametrize(
    ("above", "again"),
    [
        (f"<p>{WRITER}</p>", f"<div>{WRITER}</div>"),
        (
            "<p><a href='/world-cup'>World Cup</a></p>",
            "<div><a href='/world-cup'>World Cup</a></div>",
        ),
        (
            "<p><a href='/vay-tieu-dung'>Vay tiêu dùng</a></p>",
            "<div><a href='/vay-tieu-dung'>Vay tiêu dùng</a></div>",
        ),
        ("<h2><a href='/dai-hoi-dang-bo-tinh'>Đại hội Đảng bộ tỉnh</a></h2>", ""),
        ("<h2><a rel='author' href='/tan-loc'>Tấn Lộc</a></h2>", ""),
        ("<h2><a href='/phong-vien/tan-loc'>Tấn Lộc</a></h2>", ""),
        (f"<div class='cat-author'>{WRITER}</div>", ""),
        (f"<p>{FRONT} » <a href='/gui-bai'>Gửi bài</a></p>", ""),
    ],
)
def test_writers_subjects_and_adverts_are_no_sections(above: str, again: str):
    """Though the page leads to them twice: once more from its menu it does not."""
    assert section_of(above, menu=f"{MENU}{again}") is None


def test_where_articles_have_bare_addresses_a_lone_step_needs_the_menu():
    above, path = (
        f"<p>{FRONT} » <a href='/gia-lua-tang/'>Giá lúa tăng</a></p>",
        "/mua-gat-som-o-ba-xa/",
    )
    assert section_of(above, path=path, menu=MENU) is None
    assert section_of(f"<p>{FRONT} » {STEP}</p>", path=path, menu=MENU) == "kinh-te"
