"""A name on the right with notes behind it is the byline; who said a quotation is not."""

import pytest

from tests.frames import FRAMES, PARAGRAPHS, P, body_of, read

RIGHT = "<p style='text-align:right'><strong>Trúc Ly</strong></p>"
NOTES = {
    "footnote": (["-------", "(1) Theo Niên giám thống kê 2023."], ["(1) Theo Niên giám thống kê 2023."]),
    "two": (["[1] Niên giám thống kê 2023.", "[2] Báo cáo số 12/BC-UBND."],
            ["[1] Niên giám thống kê 2023.", "[2] Báo cáo số 12/BC-UBND."]),
    "star": (["* Ảnh trong bài: nhân vật cung cấp."], ["* Ảnh trong bài: nhân vật cung cấp."]),
    "slanted": (["<em>Bạn đọc muốn giúp gia đình xin gửi về Quỹ Tấm lòng vàng.</em>"],
                ["Bạn đọc muốn giúp gia đình xin gửi về Quỹ Tấm lòng vàng."]),
    "gifts": (["Mọi đóng góp xin gửi về: Quỹ Tấm lòng vàng, số tài khoản 123456789."],
              ["Mọi đóng góp xin gửi về: Quỹ Tấm lòng vàng, số tài khoản 123456789."]),
}  # fmt: skip


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", NOTES)
def test_notes_stay_and_the_name_above_them_goes(frame: str, kind: str):
    printed, stored = NOTES[kind]
    made = read(frame, "".join([*P, RIGHT, *(f"<p>{line}</p>" for line in printed)]))
    assert body_of(made) == [*PARAGRAPHS, *stored]
    assert made.article is not None
    assert made.article.byline == "Trúc Ly"
    assert [author.name for author in made.article.authors] == ["Trúc Ly"]


@pytest.mark.parametrize("frame", ["baolongan", "plain"])
@pytest.mark.parametrize(
    "inner",
    [
        # A paragraph behind it; two who signed; a name that stands among the paragraphs.
        [*P[:3], RIGHT, P[3]],
        [*P[:2], RIGHT, *P[2:], RIGHT.replace("Trúc Ly", "Minh Anh"), "<p>(1) Niên giám 2023.</p>"],
        [*P, RIGHT.replace(" style='text-align:right'", ""), "<p>(1) Theo Niên giám 2023.</p>"],
        [*P, RIGHT.replace("Trúc Ly", "Nước lên từ đêm"), "<p>(1) Theo Niên giám 2023.</p>"],
        [*P, f"<blockquote><p>“Chợ còn thì người còn.”</p>{RIGHT}</blockquote>", "<p>(1) Niên giám.</p>"],
    ],
)  # fmt: skip
def test_any_other_line_names_nobody(frame: str, inner: list[str]):
    made = read(frame, "".join(inner))
    assert set(PARAGRAPHS) <= set(body_of(made))
    assert made.article is not None
    assert made.article.byline is None


QUOTED = "<p>“Chợ còn thì người còn, nước lên thì ghe lên.”</p><p>Ông Lê Văn Út</p>"


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", ["quote", "box quote-right", "pullquote", "pull-quote", "trich-dan", "quotes"])  # fmt: skip
def test_who_said_the_last_words_is_no_writer(frame: str, name: str):
    made = read(frame, "".join([*P, f"<div class='{name}'>{QUOTED}</div>"]))
    assert body_of(made)[-1] == "Ông Lê Văn Út"
    assert made.article is not None
    assert made.article.byline is None


@pytest.mark.parametrize("frame", ["baolongan", "plain"])
def test_a_name_below_the_quotation_is_the_writers(frame: str):
    made = read(frame, "".join([*P, f"<div class='quote'>{QUOTED}</div>", RIGHT]))
    assert made.article is not None
    assert made.article.byline == "Trúc Ly"
    # The text's own element may be called so too.
    made = read(frame, f"<div class='quote'>{''.join(P)}{RIGHT}</div>")
    assert body_of(made) == PARAGRAPHS
