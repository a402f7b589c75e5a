"""A lead at the headline above the element of the text; a first paragraph beside the others is none."""

from __future__ import annotations

import pytest

from tests.frames import LEAD, PARAGRAPHS, TITLE, P, body_of, read
from tests.openings import OPENINGS

HEAD = f"<h1>{TITLE}</h1><div>14/09/2024 06:42</div>"


@pytest.mark.parametrize("name", OPENINGS)
@pytest.mark.parametrize(
    "around", ["<div>{}</div>", "<div><div>{}</div></div>", "<section>{}</section>"]
)
def test_a_lead_above_the_texts_element_is_the_lead(name: str, around: str) -> None:
    markup, printed = OPENINGS[name]
    page = f"<div>{HEAD}<p>{LEAD}</p>{around.format(markup + P[0])}</div>"
    made = read("plain", "", page=page)
    assert made.article is not None
    assert made.article.lead == LEAD
    assert body_of(made) == [*printed, PARAGRAPHS[0]]


@pytest.mark.parametrize(
    "text",
    [
        P[0]
        + "<ul><li>Bình Thử: từ 7 giờ đến 11 giờ;</li><li>Tân Mẫu: từ 13 giờ đến 17 giờ.</li></ul>",
        P[0] + OPENINGS["table"][0],
        P[0] + f"<blockquote>{P[1]}{P[2]}</blockquote>",
        f"{P[0]}<div>{P[1]}{P[2]}</div>{P[3]}",
    ],
    ids=["list", "table", "quote", "box between"],
)
def test_a_first_paragraph_beside_the_others_is_no_lead(text: str) -> None:
    made = read("plain", "", page=f"<div>{HEAD}{text}</div>")
    assert made.article is not None
    assert made.article.lead is None
    assert body_of(made)[0] == PARAGRAPHS[0]
