"""Texts that something divides: a picture's copyright, a button, several elements of one look."""

import pytest

from crawler.catalogue import foreign
from pipelines.document import parse
from pipelines.fields import Fields, read_fields

TITLE = "Mùa gặt sớm ở Vàm Cỏ"
PARAGRAPHS = [
    f"Đoạn văn thứ {n} kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm vụ này."
    for n in ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám")
]
FOOT = "<footer>Giấy phép số 12/GP-BTTTT. Tổng Biên tập: Lê Văn Mẫu.</footer>"


def read(inner: str, *, headline: str = f"<h1>{TITLE}</h1>", title: str = TITLE) -> Fields:
    html = (
        f"<html><head><title>{title} | Báo Mẫu</title></head><body><div>{headline}"
        f"<div>29/04/2017 - 20:49</div>{inner}</div>{FOOT}</body></html>"
    )
    url = "https://baomau.example/kinh-te/mua-gat-som-o-vam-co-123456.html"
    paper = foreign("baomau.example", "https")
    return read_fields(parse(html.encode(), None, url), paper, paper.rule_sets[0], {})


def body(inner: str) -> list[str]:
    return read(inner).body.split("\n\n")


def paragraphs(first: int, stop: int, form: str = "<p>{}</p>") -> str:
    return "".join(form.format(text) for text in PARAGRAPHS[first:stop])


@pytest.mark.parametrize("credit", ["Copyright Báo Mẫu", "© Lê Mẫu", "Bản quyền hình ảnh: Lê Mẫu"])
def test_a_pictures_copyright_ends_no_text(credit: str):
    picture = f"<div><img src='/a.jpg'><span>{credit}</span></div>"
    assert [
        p
        for p in body(f"<div>{paragraphs(0, 4)}{picture}{paragraphs(4, 8)}</div>")
        if p in PARAGRAPHS
    ] == PARAGRAPHS


@pytest.mark.parametrize(
    "foot", ["Giấy phép số 12/GP-BTTTT. Tổng Biên tập: Lê Văn Mẫu.", "© 2024 Báo Mẫu"]
)
def test_the_foot_of_the_page_ends_it(foot: str):
    assert (
        body(f"<div>{paragraphs(0, 4)}<p>{foot}</p><p>{PARAGRAPHS[4]}</p></div>") == PARAGRAPHS[:4]
    )


BUTTON = "<div><a href='#'>Đọc tiếp</a></div>"
LINE = "<div class='line'>{}</div>"


def test_what_a_button_unfolds_is_of_the_text():
    inner = f"<div>{paragraphs(0, 4, LINE)}{BUTTON}<div>{paragraphs(4, 8, LINE)}</div></div>"
    assert body(inner) == PARAGRAPHS


def test_a_teaser_of_another_look_is_not():
    other = "<div><div class='other'>{}</div></div>"
    inner = f"<div>{paragraphs(0, 4, LINE)}<h4>Đọc tiếp</h4>{paragraphs(4, 6, other)}</div>"
    assert body(inner) == PARAGRAPHS[:4]


WIDE = "<div class='wide'><img src='/a.jpg'></div>"


@pytest.mark.parametrize(
    "between", [WIDE, "<aside><p>Chia sẻ bài viết</p></aside>", "<div>Quảng cáo</div>"]
)
@pytest.mark.parametrize("cut", [2, 4, 6])
def test_a_text_in_several_elements_of_one_look(between: str, cut: int):
    part = "<div><div class='text'>{}</div></div>"
    inner = part.format(paragraphs(0, cut)) + between + part.format(paragraphs(cut, 8))
    assert body(f"<div>{inner}</div>") == PARAGRAPHS


def test_one_paragraph_in_such_an_element_may_be_a_teasers():
    part = "<div><div class='text'>{}</div></div>"
    inner = (
        part.format(paragraphs(0, 7)) + "<h4>Tin khác</h4>" + part.format(f"<p>{PARAGRAPHS[7]}</p>")
    )
    assert body(f"<div>{inner}</div>") == PARAGRAPHS[:7]


def test_the_longest_heading_may_be_a_boxs():
    box = "<div><h1>Bạn đọc muốn tắt hết quảng cáo mà vẫn ủng hộ tòa soạn chúng tôi?</h1></div>"
    fields = read(f"<div>{paragraphs(0, 8)}</div>{box}", title="Chuyện đồng lúa")
    assert fields.title == TITLE
    assert fields.body.split("\n\n") == PARAGRAPHS
