"""Old pages that lay the text out in tables inside each other: no row of theirs is lost."""

from __future__ import annotations

import pytest

from tests.frames import LEAD, PARAGRAPHS, WRITER, P, body_of, read

OTHER = "<p>Lời một bài khác ở lề trang, đủ dài để giống một đoạn văn của bài đang đọc.</p>"


def _table(*rows: str) -> str:
    return "<table>" + "".join(f"<tr><td>{row}</td></tr>" for row in rows) + "</table>"


@pytest.mark.parametrize("frame", ["baolongan", "baotayninh", "plain", "parted", "microdata"])
@pytest.mark.parametrize(
    "rows",
    [
        (_table(P[0]), "".join(P[1:])),
        ("".join(P[:3]), _table(P[3])),
        (_table(_table(P[0]), P[1]), P[2] + P[3]),
        (_table(P[0]), _table(P[1]), P[2] + P[3]),
    ],
)
def test_paragraphs_in_inner_tables_are_of_the_text(frame: str, rows: tuple[str, ...]) -> None:
    reading = read(frame, _table(*rows) + WRITER, lead=LEAD)
    assert body_of(reading) == PARAGRAPHS
    assert reading.article is not None
    assert reading.article.lead == LEAD


@pytest.mark.parametrize("margin", [OTHER, f"<ul><li>{OTHER}</li></ul>"])
def test_a_page_of_columns_keeps_its_margin(margin: str) -> None:
    head = "<h1>Một bài báo thử ở làng</h1><div>14/09/2024 06:42</div>"
    text = f"<td>{head}{_table(_table(P[0]), ''.join(P[1:]))}</td>"
    page = f"<table><tr>{text}<td>{margin}</td></tr></table>"
    body = body_of(read("plain", "", page=page))
    assert not any("bài khác" in paragraph for paragraph in body)
    assert set(PARAGRAPHS[1:]) <= set(body)


def test_a_lead_in_a_row_of_its_own_stays_the_lead() -> None:
    page = f"<div><h1>Một bài báo thử ở làng</h1>{_table(f'<b>{LEAD}</b>', ''.join(P))}</div>"
    reading = read("plain", "", page=page)
    assert reading.article is not None
    assert reading.article.lead == LEAD
    assert body_of(reading) == PARAGRAPHS
