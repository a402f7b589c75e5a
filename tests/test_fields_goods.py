"""Tables with a column of pictures: a row stays a row, and no cell of it is a caption."""

from __future__ import annotations

import pytest

from pipelines.outcomes import Reason
from tests.frames import LEAD, PARAGRAPHS, P, body_of, read

IMG = "<img src='/a{}.jpg'>"
FRAMES = ["baolongan", "baotayninh", "plain", "parted", "microdata"]


def _table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def _read(frame: str, rows: list[list[str]]) -> tuple[list[str], list[str | None]]:
    made = read(frame, P[0] + P[1] + _table(rows) + P[2] + P[3], lead=LEAD)
    assert made.article is not None
    body = body_of(made)
    assert [body[:2], body[-2:]] == [PARAGRAPHS[:2], PARAGRAPHS[2:]]
    return body[2:-2], [image.caption for image in made.article.images]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "rows",
    [
        [["Chiếu hoa", IMG, "310.000"], ["Chiếu trơn", IMG, "155.000"]],
        [[IMG, "Chiếu hoa", "310.000"], [IMG, "Chiếu trơn", "155.000"]],
        [["Chiếu hoa", "310.000", IMG], ["Chiếu trơn", "155.000", IMG]],
        [[IMG + "<br>Chiếu hoa", "310.000"], [IMG + "<br>Chiếu trơn", "155.000"]],
    ],
    ids=["middle", "first", "last", "with its name"],
)
def test_a_row_of_goods_stays_a_row(frame: str, rows: list[list[str]]) -> None:
    shown = [[cell.format(n) for cell in row] for n, row in enumerate(rows)]
    lines, captions = _read(frame, shown)
    assert lines == ["Chiếu hoa | 310.000", "Chiếu trơn | 155.000"]
    assert captions == [None, None]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_name_before_its_picture_is_no_caption_of_the_one_above(frame: str) -> None:
    lines, captions = _read(
        frame, [["Chiếu hoa", IMG.format(1)], ["Chiếu trơn", IMG.format(2)], ["Hết", "hàng"]]
    )
    assert "Chiếu trơn" in lines
    assert "Chiếu trơn" not in captions


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "rows",
    [
        [[IMG.format(1), IMG.format(2)], ["Bến sông", "Chợ nổi"]],
        [[IMG.format(1) + "<br>Bến sông", IMG.format(2) + "<br>Chợ nổi"]],
        [[IMG.format(1), "Bến sông"], [IMG.format(2), "Chợ nổi"]],
        [[IMG.format(1)], ["Bến sông"], [IMG.format(2)], ["Chợ nổi"]],
    ],
    ids=["below", "inside", "beside", "column"],
)
def test_pictures_in_a_grid_keep_their_captions(frame: str, rows: list[list[str]]) -> None:
    lines, captions = _read(frame, rows)
    assert lines == []
    assert captions == ["Bến sông", "Chợ nổi"]


@pytest.mark.parametrize("frame", FRAMES)
def test_four_pictures_in_two_rows_keep_their_captions(frame: str) -> None:
    pictures = [IMG.format(n) for n in range(4)]
    names = ["Bến sông", "Chợ nổi", "Lò gạch", "Đình làng"]
    rows = [pictures[:2], names[:2], pictures[2:], names[2:]]
    lines, captions = _read(frame, rows)
    assert lines == []
    assert captions == names
    inside = [f"{picture}<br>{name}" for picture, name in zip(pictures, names, strict=True)]
    lines, captions = _read(frame, [inside[:2], inside[2:]])
    assert lines == []
    assert captions == names


def test_an_undated_table_with_a_row_that_lacks_its_figures_is_no_article() -> None:
    rows = [[f"Khoản mục thứ {n}", f"{n}.203.227", f"{n}.402.919"] for n in range(1, 9)]
    table = _table([*rows, ["Cổ tức", ""]])
    made = read("plain", table, title="MAU: Kết quả kinh doanh", slug="mau", dated=False)
    assert made.judged is not None
    assert made.judged.reason is Reason.NOT_ARTICLE
