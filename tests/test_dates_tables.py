"""A table of the text tells its own hour: "Cập nhật" in it or under it says nothing of the page."""

import pytest

from crawler.catalogue import foreign
from pipelines.dates import read_dates
from pipelines.dates.model import Dates
from pipelines.document import parse
from pipelines.fields import read_fields
from tests.test_fields_notices import PARAGRAPHS, TITLE, URL

ROWS = "".join(
    f"<tr><td>{name}</td><td>{price}</td><td>{price + 2}</td></tr>"
    for name, price in (("Vàng miếng", 80), ("Nhẫn tròn", 75), ("Nữ trang", 60))
)
HOURS = "Cập nhật: 15:30 ngày 06/03/2024"
PUBLISHED = "<p>Thứ Ba, 05/03/2024 - 14:30</p>"
TABLES = {
    "last row": f"<table>{ROWS}<tr><td colspan=3>{HOURS}</td></tr></table>",
    "first row": f"<table><tr><td colspan=3>{HOURS}</td></tr>{ROWS}</table>",
    "under it": f"<table>{ROWS}</table><p>{HOURS}</p>",
    "under it, slanted": f"<table>{ROWS}</table><p align=right><em>({HOURS})</em></p>",
    "caption": f"<table><caption>{HOURS}</caption>{ROWS}</table>",
    "two rows": f"<table><tr><td>Vàng</td><td>80</td></tr><tr><td>Bạc</td><td>3</td></tr></table><p>{HOURS}</p>",
    "note between": f"<table>{ROWS}</table><p>Đơn vị: triệu đồng</p><p>{HOURS}</p>",
    "lines": f"<p>Vàng SJC: 80 triệu</p><p>Nhẫn tròn: 75 triệu</p><p>{HOURS}</p>",
    "above it": f"<p>{HOURS}</p><table>{ROWS}</table>",
}
TEXT = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]


def dates_of(*parts: str, beside: str = "", behind: str = "") -> Dates:
    html = (
        f"<html><head><title>{TITLE} | Báo Mẫu</title></head><body><div><h1>{TITLE}</h1>{beside}"
        f"<div>{''.join(parts)}</div>{behind}</div></body></html>"
    )
    document = parse(html.encode(), None, URL)
    paper = foreign("baomau.example", "https")
    fields = read_fields(document, paper, paper.rule_sets[0], {})
    return read_dates(document, fields, paper, paper.rule_sets[0], "2026-10-02T11:40:00Z", {})


@pytest.mark.parametrize("where", ["behind", "before"])
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_the_hour_of_a_table_is_none_of_the_pages(table: str, where: str):
    first, *rest = TEXT
    parts = [*TEXT, table] if where == "behind" else [first, table, *rest]
    dates = dates_of(*parts, beside=PUBLISHED)
    assert dates.published_at == "2024-03-05T14:30:00+07:00"
    assert dates.modified_at is None


@pytest.mark.parametrize("name", [name for name in TABLES if name not in {"above it", "lines"}])
def test_nor_of_one_above_the_first_paragraph(name: str):
    dates = dates_of(TABLES[name], *TEXT, beside=PUBLISHED)
    assert dates.published_at == "2024-03-05T14:30:00+07:00"
    assert dates.modified_at is None


@pytest.mark.parametrize("name", TABLES)
def test_nor_is_it_the_day_of_a_page_without_one(name: str):
    assert dates_of(*TEXT, TABLES[name]).published_at is None


def test_nor_that_of_a_list_of_prices():
    prices = "<ul><li>SJC: 80 triệu</li><li>Nhẫn: 75 triệu</li></ul>"
    assert dates_of(*TEXT, f"{prices}<p>{HOURS}</p>").published_at is None


@pytest.mark.parametrize(
    "line",
    [
        f"<p>{HOURS}</p>",
        f"<table><tr><td>{HOURS}</td></tr></table>",
        f"<table>{ROWS}</table>{TEXT[0][:-4]} Thêm một câu nữa.</p><p>{HOURS}</p>",
        f"<p>Thu Hà</p><p>{HOURS}</p>",
        f"<p>05/03/2024 - 14:30</p><p>{HOURS}</p>",
        f"<ul><li>Lúa hè thu</li><li>Lúa đông xuân</li></ul><p>{HOURS}</p>",
    ],
    ids=["line", "one cell", "text between", "name above", "day above", "list of words"],
)
def test_the_pages_own_line_under_the_text_is(line: str):
    dates = dates_of(*TEXT, line, beside=PUBLISHED)
    assert dates.modified_at == "2024-03-06T15:30:00+07:00"


def test_a_line_outside_the_texts_element_is_the_pages():
    table = f"<table>{ROWS}</table>"
    dates = dates_of(*TEXT, table, beside=PUBLISHED, behind=f"<p>{HOURS}</p>")
    assert dates.modified_at == "2024-03-06T15:30:00+07:00"
    assert dates_of(*TEXT, table, "<p>Ngày đăng: 05/03/2024 14:30</p>").published_at == (
        "2024-03-05T14:30:00+07:00"
    )


@pytest.mark.parametrize("inside", [True, False])
def test_a_page_that_is_laid_out_with_tables_has_its_own_line(inside: bool):
    head = "<table><tr><td>Đăng ngày: 05/03/2024 14:30</td><td>Cập nhật: 06/03/2024 15:30</td></tr></table>"
    dates = dates_of(head, *TEXT) if inside else dates_of(*TEXT, beside=head)
    assert dates.published_at == "2024-03-05T14:30:00+07:00"
    assert dates.modified_at == "2024-03-06T15:30:00+07:00"
