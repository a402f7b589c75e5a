"""Lines of a text that begin or are called as furniture is, and furniture that reads like a text."""

from __future__ import annotations

import pytest

from tests.frames import LEAD, PARAGRAPHS, WRITER, P, body_of, read

FRAMES = ["baolongan", "baotayninh", "plain", "parted", "microdata", "neko"]
BOX = "<ul><li><a href='/a-a1.html'>Khánh thành cầu mới ở ấp Cây Me</a></li></ul>"


def _body(frame: str, middle: str, end: str = WRITER) -> list[str]:
    return body_of(read(frame, P[0] + P[1] + middle + P[2] + P[3] + end, lead=LEAD))


def _with(line: str) -> list[str]:
    return [*PARAGRAPHS[:2], line, *PARAGRAPHS[2:]]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "line",
    [
        "Chia sẻ: “Tôi vui lắm”, bà Lụa nói.",
        "Bình luận: Đây là bước đi đúng của xã trong việc giữ nghề.",
        "Từ khóa: “chiếu cói” được tìm nhiều trong tháng qua.",
        "Tân An 32°C, độ ẩm 70%, chiều có mưa.",
        "— Bà Lụa (chủ lò @lua) kể tháng 6, 2025 là tháng đông khách nhất.",
        "Nghe đọc bài, bà nhớ lại những ngày đầu làm chiếu ở miền Nam.",
    ],
)
def test_a_sentence_behind_a_label_is_text(frame: str, line: str) -> None:
    assert _body(frame, f"<p>{line}</p>") == _with(line)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "line",
    [
        "<p>Chia sẻ: Facebook | Zalo</p>",
        "<p>Bình luận: 12</p>",
        "<p>Bình luận (12)</p>",
        "<p>Từ khóa: chiếu cói, làng nghề, xã Định Phước</p>",
        "<div><span>Nghe đọc bài</span> <span>Nữ miền Nam</span><span>Nữ miền Bắc</span><span>1x</span></div>",
        "<div>Nghe đọc bài Nữ miền Nam Nữ miền Bắc 1x</div>",
        "<div><span>Tân An</span><span>32°C</span><span>Độ ẩm 70%</span></div>",
    ],
)
def test_labels_and_bars_are_none(frame: str, line: str) -> None:
    assert _body(frame, line) == PARAGRAPHS


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("tag", ["<p><strong>{}</strong></p>", "<h3>{}</h3>"])
@pytest.mark.parametrize("words", ["Đánh giá", "Sự kiện", "Chủ đề", "Tham khảo", "Chia sẻ"])
def test_a_sub_heading_called_as_a_box_is(frame: str, tag: str, words: str) -> None:
    assert _body(frame, tag.format(words)) == _with(words)
    # The last paragraph stands behind it alone.
    text = P[0] + P[1] + P[2] + tag.format(words) + P[3] + WRITER
    assert body_of(read(frame, text, lead=LEAD)) == [*PARAGRAPHS[:3], words, PARAGRAPHS[3]]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("words", ["Ý kiến bạn đọc", "Bình luận"])
def test_one_called_as_comments_are_looks_like_another_sub_heading(frame: str, words: str) -> None:
    heading = f"<p><strong>{words}</strong></p>"
    other = "<p><strong>Chia sẻ</strong></p>"
    text = P[0] + other + P[1] + P[2] + heading + P[3] + WRITER
    expected = [PARAGRAPHS[0], "Chia sẻ", *PARAGRAPHS[1:3], words, PARAGRAPHS[3]]
    assert body_of(read(frame, text, lead=LEAD)) == expected
    # Alone it heads what a reader wrote, though that is set as the text is.
    text = "".join(P[:3]) + heading + P[3]
    assert body_of(read(frame, text, lead=LEAD)) == PARAGRAPHS[:3]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("tag", ["<p><strong>{}</strong></p>", "<h3>{}</h3>"])
@pytest.mark.parametrize("words", ["Sự kiện", "Chủ đề", "Tham khảo", "Tin khác", "Đọc thêm"])
def test_such_words_above_links_are_a_box(frame: str, tag: str, words: str) -> None:
    assert _body(frame, f"<div>{tag.format(words)}{BOX}</div>") == PARAGRAPHS


@pytest.mark.parametrize("frame", FRAMES)
def test_who_wrote_a_post_that_is_shown_is_no_text(frame: str) -> None:
    post = (
        "<blockquote class='twitter-tweet'><p>Chiếu làng tôi đẹp nhất</p>&mdash; Lụa (@lua) "
        "<a href='https://twitter.com/lua/1'>June 9, 2025</a></blockquote>"
    )
    assert _body(frame, post) == _with("Chiếu làng tôi đẹp nhất")


@pytest.mark.parametrize("frame", FRAMES)
def test_a_box_that_asks_to_give_is_no_text(frame: str) -> None:
    box = (
        "<div class='{}'><p><strong>Ủng hộ làng nghề</strong></p><p>Quét mã QR để góp vốn</p>"
        "<img src='/qr.png'></div>"
    )
    made = read(frame, P[0] + P[1] + box.format("box-ungho") + P[2] + P[3], lead=LEAD)
    assert body_of(made) == PARAGRAPHS
    assert made.article is not None
    assert made.article.images == []
    told = (
        "<div class='ung-ho'><p>Bạn đọc ủng hộ gia đình bà Lụa xin gửi về xã Định Phước.</p></div>"
    )
    line = "Bạn đọc ủng hộ gia đình bà Lụa xin gửi về xã Định Phước."
    assert _body(frame, told) == _with(line)


@pytest.mark.parametrize("frame", FRAMES)
def test_the_next_part_is_announced_behind_the_text(frame: str) -> None:
    end = "<p><em>(Còn tiếp)</em></p><p><strong>Bài 2: Người trẻ trở về</strong></p>"
    made = read(frame, "".join(P) + end + WRITER, lead=LEAD)
    assert "Bài 2: Người trẻ trở về" not in body_of(made)
    assert body_of(made)[:4] == PARAGRAPHS
    # What its own parts are called is text.
    heading = "<p><strong>Bài 2: Người trẻ trở về</strong></p>"
    assert _body(frame, heading) == _with("Bài 2: Người trẻ trở về")


def _folded(inner: str, button: str) -> str:
    return f"{P[0]}{P[1]}<div style='display:none'>{inner}</div>{button}{WRITER}"


@pytest.mark.parametrize("frame", ["baolongan", "baotayninh", "parted", "microdata", "neko"])
@pytest.mark.parametrize(
    "button",
    [
        "<a class='btn' href='#'>Xem thêm</a>",
        "<div><a href='javascript:void(0)'>Đọc tiếp »</a></div>",
        "<button>Xem toàn bộ</button>",
        "<p><span>Hiển thị thêm</span></p>",
    ],
)
def test_text_behind_a_button_is_read(frame: str, button: str) -> None:
    made = read(frame, _folded(P[2] + P[3], button), lead=LEAD)
    assert body_of(made) == PARAGRAPHS
    assert made.article is not None
    assert made.article.byline == "Trúc Ly"


@pytest.mark.parametrize("frame", ["baolongan", "baotayninh", "parted", "microdata", "neko"])
@pytest.mark.parametrize(
    ("inner", "button"),
    [
        (P[2], ""),
        (P[2], "<a href='/x-a1.html'>Xem thêm</a>"),
        (P[2], "<a href='#'>Đóng</a>"),
        (f"<ul>{BOX * 3}</ul>", "<a href='#'>Xem thêm</a>"),
    ],
)
def test_what_else_is_hidden_stays_unread(frame: str, inner: str, button: str) -> None:
    found = body_of(read(frame, _folded(inner, button), lead=LEAD))
    assert found[:2] == PARAGRAPHS[:2]
    assert PARAGRAPHS[2] not in found
    assert not any("cầu mới" in text for text in found)
