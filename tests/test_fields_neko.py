"""NEKO's pages, where headline and lead stand in a header of their own and the text has no long paragraph."""

import pytest

from tests.frames import LEAD, PARAGRAPHS, WRITER, P, body_of, read

VERSES = [
    "Ghe về bến cũ chiều nay", "Nước ròng con nước vơi đầy bến sông", "Ai qua chợ sớm bồng bềnh",
    "Nhớ người năm cũ đợi mình bên sông",
]  # fmt: skip
SENTENCES = ["Nước lên.", "Ghe về.", "Chợ đông.", "Bà Sáu cười.", "Giá dưa tăng."]
ITEMS = ["Ghe bà Sáu: 40 kg dưa", "Ghe ông Út: 25 kg khóm", "Ghe cô Ba: 12 kg bông điên điển"]
TABLE = [("1", "Long An", "12"), ("2", "Cần Thơ", "10"), ("3", "Đồng Tháp", "9")]
QUOTE = "Giữ được chợ là giữ được cái nết ăn ở của người miền sông nước."
BODIES = {
    "poem": ("".join(f"<p>{verse}</p>" for verse in VERSES), VERSES),
    "breaks": (f"<p>{'<br>'.join(VERSES)}</p>", VERSES),
    "sentences": ("".join(f"<p>{text}</p>" for text in SENTENCES), SENTENCES),
    "list": (f"<ul>{''.join(f'<li>{item}</li>' for item in ITEMS)}</ul>", ITEMS),
    "table": (
        f"<table>{''.join('<tr>' + ''.join(f'<td>{c}</td>' for c in row) + '</tr>' for row in TABLE)}</table>",
        [" | ".join(row) for row in TABLE],
    ),
    "quotation": (f"<blockquote>{QUOTE}</blockquote>", [QUOTE]),
    "paragraphs": ("".join(P), PARAGRAPHS),
}


@pytest.mark.parametrize("kind", BODIES)
@pytest.mark.parametrize("signed", [False, True])
def test_the_text_is_that_of_the_entry(kind: str, signed: bool):
    inner, want = BODIES[kind]
    made = read("neko", inner + (WRITER if signed else ""), lead=LEAD)
    assert body_of(made) == want
    assert made.article is not None
    assert made.article.lead == LEAD
    assert made.article.byline == ("Trúc Ly" if signed else None)
    assert made.article.published_at == "2024-09-14T06:42:00+07:00"


@pytest.mark.parametrize("frame", ["baolongan", "baotayninh", "neko", "plain"])
def test_a_signed_poem_of_short_verses_is_stored(frame: str):
    verses = ["Ghe về bến cũ", "Nước lớn đầy sông", "Ai qua chợ sớm", "Nhớ bóng người mong"]
    made = read(frame, "".join(f"<p>{verse}</p>" for verse in verses) + WRITER)
    assert body_of(made) == verses
    assert made.article is not None
    assert made.article.byline == "Trúc Ly"


def test_pictures_alone_are_a_photo_story():
    pictures = "".join(f"<p><img src='/{n}.jpg' width='800'></p>" for n in range(3))
    made = read("neko", pictures, lead=LEAD)
    assert made.article is not None
    assert (made.article.media_kind, made.article.body) == ("photo", "")
    assert made.article.lead == LEAD
    assert len(made.article.images) == 3


@pytest.mark.parametrize("kind", ["poem", "breaks", "table"])
def test_by_structure_alone_short_lines_below_a_lead_apart_are_the_text(kind: str):
    inner, want = BODIES[kind]
    made = read("parted", inner, lead=LEAD)
    assert body_of(made) == want
    assert made.article is not None
    assert made.article.lead == LEAD
    # Below a brief stands what is none of it.
    related = "".join(
        f"<p><a href='/tin-{n}-a{n}.html'>{verse}</a></p>" for n, verse in enumerate(VERSES)
    )
    assert body_of(read("parted", related, lead=LEAD)) == [LEAD]
