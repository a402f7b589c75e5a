"""The first line of a text that is short and begins with a number, a letter of a list or a quotation mark."""

import pytest

from tests.frames import FRAMES, LEAD, PARAGRAPHS, P, body_of, read

FIRST = ["1. Nhịn tiểu", "1. Từ đất phèn", "1) Đất phèn", "a) Từ đất phèn", "“Bưởi tôi không bán!”", "“Thà mất lúa”"]  # fmt: skip


@pytest.mark.parametrize("mark", ["{}", "<strong>{}</strong>"])
@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("frame", FRAMES)
def test_it_is_the_first_line_of_the_text(frame: str, first: str, mark: str):
    reading = read(frame, f"<p>{mark.format(first)}</p>{''.join(P)}", lead=LEAD)
    assert body_of(reading) == [first, *PARAGRAPHS]
    assert reading.article is not None
    assert reading.article.lead == LEAD


@pytest.mark.parametrize("first", ["5 bài học từ lũ", "3 điều cần nhớ"])
@pytest.mark.parametrize("frame", FRAMES)
def test_a_sub_heading_in_bold_may_begin_with_a_figure(frame: str, first: str):
    reading = read(frame, f"<p><strong>{first}</strong></p>{''.join(P)}", lead=LEAD)
    assert body_of(reading) == [first, *PARAGRAPHS]


@pytest.mark.parametrize(
    "tool", ["5 phút đọc", "12 bình luận", "<b>3 lượt xem</b>", "<b>4 phút đọc bài</b>", "1x", "Nghe bài", "31. Dezember 2023"]
)  # fmt: skip
@pytest.mark.parametrize("frame", FRAMES)
def test_a_counter_or_a_button_there_is_none_of_it(frame: str, tool: str):
    reading = read(frame, f"<div>{tool}</div>{''.join(P)}", lead=LEAD)
    assert body_of(reading) == PARAGRAPHS


@pytest.mark.parametrize("frame", FRAMES)
def test_the_bold_first_paragraph_above_a_lettered_item_is_the_lead(frame: str):
    if frame not in {"plain", "parted"}:
        pytest.skip("elsewhere the lead has an element of its own")
    body = f"<p><strong>{LEAD}</strong></p><p>a) Từ đất phèn</p>{''.join(P)}"
    reading = read(frame, body)
    assert reading.article is not None
    assert (reading.article.lead, body_of(reading)) == (LEAD, ["a) Từ đất phèn", *PARAGRAPHS])
