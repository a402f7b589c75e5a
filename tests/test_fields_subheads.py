"""The first sub-heading of a text; what stands there instead on other pages; a poem below a picture."""

import pytest

from tests.frames import FRAMES, LEAD, PARAGRAPHS, TITLE, P, body_of, read

HEADING = "Chợ giữa dòng"
SHAPES = {
    "h2": "<h2>{}</h2>",
    "strong": "<p><strong>{}</strong></p>",
    "p": "<p>{}</p>",
    "div": "<div>{}</div>",
    "div h2": "<div><h2>{}</h2></div>",
    "div strong": "<div><p><strong>{}</strong></p></div>",
    "bare": "<strong>{}</strong>",
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("lead", ["", LEAD])
def test_it_is_the_first_line_of_the_text(frame: str, shape: str, lead: str):
    made = read(frame, SHAPES[shape].format(HEADING) + "".join(P), lead=lead)
    found = body_of(made)
    assert [text for text in found if text != LEAD] == [HEADING, *PARAGRAPHS]
    assert made.article is not None
    assert made.article.lead in ({LEAD, None} if lead else {None})


@pytest.mark.parametrize("frame", ["baolongan", "baotayninh", "plain", "parted"])
@pytest.mark.parametrize("shape", ["strong", "p", "div"])
@pytest.mark.parametrize(
    "line",
    ["Kinh tế", "Nông nghiệp", "Nghe đọc bài này", "In bài viết", "Theo dõi Báo Mẫu", "Trúc Ly", "Chia sẻ bài viết",
     "Ảnh minh họa", "Xem cỡ chữ", "05/03/2024"],
)  # fmt: skip
def test_buttons_names_and_labels_are_none(frame: str, shape: str, line: str):
    found = body_of(read(frame, SHAPES[shape].format(line) + "".join(P)))
    assert found == PARAGRAPHS


@pytest.mark.parametrize("frame", ["baolongan", "plain"])
def test_a_lead_below_a_short_line_stays_the_lead(frame: str):
    made = read(frame, f"<p>Mùa gặt sớm</p><p><strong>{LEAD}</strong></p>{''.join(P)}")
    assert made.article is not None
    assert made.article.lead == LEAD
    assert body_of(made) == PARAGRAPHS


VERSES = [
    "Ghe về bến cũ chiều nay", "Nước ròng con nước vơi đầy bến sông", "Ai qua chợ sớm bồng bềnh",
    "Nhớ người năm cũ đợi mình bên sông",
]  # fmt: skip
PICTURE = "<p style='text-align:center'><img src='/tho.jpg' width='600'></p>"


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("line", ["<p>{}</p>", "<p><em>{}</em></p>", "<p style='text-align:center'>{}</p>"])  # fmt: skip
@pytest.mark.parametrize("caption", [None, "Minh họa: Quốc Bảo"])
def test_the_first_verse_below_a_picture_is_no_caption(frame: str, line: str, caption: str | None):
    below = "" if caption is None else f"<p style='text-align:center'><em>{caption}</em></p>"
    signed = "<p style='text-align:right'><strong>Lê Mẫu</strong></p>"
    made = read(frame, PICTURE + below + "".join(map(line.format, VERSES)) + signed)
    assert body_of(made) == VERSES
    assert made.article is not None
    assert made.article.byline == "Lê Mẫu"
    assert [image.caption for image in made.article.images] == [caption]


@pytest.mark.parametrize("frame", ["baolongan", "plain"])
def test_a_line_below_a_picture_is_its_caption_all_the_same(frame: str):
    picture = f"{PICTURE}<p>Ghe hàng trên chợ nổi</p>"
    made = read(frame, "".join([*P[:2], picture, *P[2:]]))
    assert body_of(made) == PARAGRAPHS
    assert made.article is not None
    assert [image.caption for image in made.article.images] == ["Ghe hàng trên chợ nổi"]
    # Short sentences are no verses.
    talk = "".join(f"<p>{text}</p>" for text in ("Nước lên rồi.", "Ghe về thôi.", "Chợ đông lắm."))
    made = read(frame, "".join([*P[:2], picture, talk, *P[2:]]))
    assert made.article is not None
    assert [image.caption for image in made.article.images] == ["Ghe hàng trên chợ nổi"]


@pytest.mark.parametrize("post", ["Chuyên gia truyền thông và giảng viên đại học", "Phó giám đốc Trung tâm Khuyến nông tỉnh"])  # fmt: skip
@pytest.mark.parametrize("count", ["", " (37)"])
def test_what_the_writer_is_is_no_lead(post: str, count: str):
    head = f"<div><a href='/user/ly'>Trúc Ly{count}</a></div><div>{post}</div><div>14/09/2024 06:42</div>"
    inner = f"<div><h1>{TITLE}</h1>{head}</div><div>{''.join(P)}</div>"
    made = read("plain", "", title=TITLE, page=inner)
    assert body_of(made) == PARAGRAPHS
    assert made.article is not None
    assert made.article.lead is None
    # A lead has no name above it, or ends as sentences do.
    for other in (
        head.replace(post, LEAD),
        head.replace(f"<a href='/user/ly'>Trúc Ly{count}</a>", ""),
    ):
        lead = read("plain", "", title=TITLE, page=inner.replace(head, other)).article
        assert lead is not None
        assert lead.lead in {LEAD, post}
