"""Tables of figures as text: power cuts, prices, results, alone or beside a text."""

import pytest

from pipelines.outcomes import Reason
from tests.frames import FRAMES, LEAD, PARAGRAPHS, TITLE, WRITER, P, body_of, read

NAMES = ("Bình Thành", "An Lạc", "Cây Me", "Tân Hòa", "Long Phú")
HEAD = "<tr><th>Xã, phường</th><th>Thời gian</th></tr>"
SHORT = [(name, f"{n}:00 - {n + 3}:30") for n, name in enumerate(NAMES, 6)]
LONG = [
    (name, f"Từ {n} giờ đến {n + 3} giờ 30, ấp {n} và một phần ấp {n + 1}, do bảo trì đường dây")
    for n, name in enumerate(NAMES, 6)
]
SAME = [(name, "Từ 6 giờ đến 9 giờ 30, cả xã và một phần ấp bên, do bảo trì") for name in NAMES]
PRICES = [(name, f"{n}.500 đồng/kg", f"+{n * 10}") for n, name in enumerate(NAMES, 6)]


def table(rows: list[tuple[str, ...]], head: str = HEAD, cell: str = "{}") -> str:
    printed = "".join(
        f"<tr>{''.join(f'<td>{cell.format(text)}</td>' for text in row)}</tr>" for row in rows
    )
    return f"<table border='1'><tbody>{head}{printed}</tbody></table>"


def lines(rows: list[tuple[str, ...]]) -> list[str]:
    return [" | ".join(row) for row in rows]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("lead", ["", LEAD])
@pytest.mark.parametrize("rows", [SHORT, LONG, SAME, PRICES], ids=["short", "long", "same", "three"])  # fmt: skip
@pytest.mark.parametrize("cell", ["{}", "<p>{}</p>", "<strong>{}</strong>"])
def test_a_dated_table_alone_is_an_article(frame: str, lead: str, rows, cell: str):  # type: ignore[no-untyped-def]
    made = read(frame, table(rows, cell=cell), lead=lead)
    found = body_of(made)
    assert [text for text in found if text != LEAD] == ["Xã, phường | Thời gian", *lines(rows)]
    assert made.article is not None
    assert made.article.byline is None
    if lead and frame != "plain":  # there it stands among what follows
        assert made.article.lead == LEAD


@pytest.mark.parametrize("frame", FRAMES)
def test_its_writer_stands_below(frame: str):
    made = read(frame, table(SHORT, head="") + WRITER)
    assert body_of(made) == lines(SHORT)
    assert made.article is not None
    assert made.article.byline == "Trúc Ly"


@pytest.mark.parametrize("frame", FRAMES)
def test_two_tables_are_one_text(frame: str):
    made = read(frame, table(SHORT, head="") + table(PRICES, head=""))
    assert body_of(made) == lines(SHORT) + lines(PRICES)


@pytest.mark.parametrize("frame", FRAMES)
def test_a_table_between_paragraphs(frame: str):
    made = read(frame, "".join([*P[:2], table(LONG), *P[2:]]))
    assert body_of(made) == [
        *PARAGRAPHS[:2],
        "Xã, phường | Thời gian",
        *lines(LONG),
        *PARAGRAPHS[2:],
    ]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("rows", [SHORT, LONG, PRICES], ids=["short", "long", "three"])
def test_an_undated_table_alone_is_none(frame: str, rows):  # type: ignore[no-untyped-def]
    # The headline tells no day either.
    made = read(frame, table(rows), title="MAU: Kết quả kinh doanh", slug="mau", dated=False)
    assert made.judged is not None
    assert made.judged.reason in {Reason.NOT_ARTICLE, Reason.EMPTY_BODY}


@pytest.mark.parametrize("frame", FRAMES)
def test_columns_of_text_are_no_table(frame: str):
    """Templates that lay the page out with tables: the texts stand below each other."""
    columns = f"<td>{P[0]}{P[1]}</td><td>{P[2]}{P[3]}</td>"
    long = "".join(f"<p>{text * 4}</p>" for text in PARAGRAPHS[:2])
    whole = f"<table><tr>{columns}</tr><tr><td>{long}</td><td>{P[0] * 1}</td></tr></table>"
    found = body_of(read(frame, whole))
    assert not any(" | " in text for text in found)


@pytest.mark.parametrize("frame", ["baolongan", "plain"])
def test_buttons_in_a_row_above_the_text_are_none_of_it(frame: str):
    tools = "<table><tr><td>In bài</td><td>Cỡ chữ</td></tr></table>"
    assert body_of(read(frame, tools + "".join(P))) == PARAGRAPHS


def test_the_headline_in_a_table_makes_it_none():
    made = read(
        "plain",
        f"<table><tr><td>Kinh tế</td><td>Nông nghiệp</td></tr><tr><td>{''.join(P)}</td></tr></table>",
    )
    assert set(PARAGRAPHS) <= set(body_of(made))
    assert TITLE not in body_of(made)
