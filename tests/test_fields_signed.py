"""Who signs, and who does not: readers below the text, the word for its end, translators in English."""

import pytest

from pipelines.fields.authors import split_authors
from tests.test_fields_notices import PARAGRAPHS, read

TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
COMMENTS = [
    '<ul class="list-comment"><li><b>Lê Bê</b></li></ul>',
    '<div id="comments"><div><strong>Lê Bê</strong></div></div>',
    '<section class="box-binh-luan"><p><b>Lê Bê</b></p></section>',
    '<div class="comment-list"><p align=right>Lê Bê</p></div>',
]


@pytest.mark.parametrize("comments", COMMENTS)
def test_who_left_a_comment_is_no_writer(comments: str):
    assert read(TEXT, behind=comments).byline is None
    assert read(TEXT + comments).byline is None
    assert read(TEXT, behind=f"<p><b>Tấn Lộc</b></p>{comments}").byline == "Tấn Lộc"


def test_the_newspapers_name_below_the_text_is_no_writer():
    foot = "<div><p><b>Báo Mẫu</b></p><p>Số 1 đường Thử</p></div>"
    assert read(TEXT, behind=foot).byline is None


ENDS = ["HẾT", "Hết", "(Hết)", "- HẾT -", "HẾT./.", "***", "Còn tiếp", "(Còn nữa)", "THE END"]
FORMS = [
    "<p align=center><b>{}</b></p>",
    "<p align=right>{}</p>",
    "<p><em>{}</em></p>",
    "<p>{}</p>",
]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("form", FORMS)
def test_the_end_is_nobody(end: str, form: str):
    fields = read(TEXT + form.format(end))
    assert (fields.byline, fields.authors) == (None, [])
    fields = read(f"{TEXT}<p align=right><b>Tấn Lộc</b></p>{form.format(end)}")
    assert [author.name for author in fields.authors] == ["Tấn Lộc"]


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("(Translated by Minh Anh)", [("Minh Anh", "translator")]),
        ("Translated by Minh Anh", [("Minh Anh", "translator")]),
        ("By Tan Loc (Translated by Minh Anh)", [("Tan Loc", "author"), ("Minh Anh", "translator")]),
        ("By Tan Loc - Translated by Minh Anh", [("Tan Loc", "author"), ("Minh Anh", "translator")]),
        ("Tan Loc (Translated by Minh Anh)", [("Tan Loc", "author"), ("Minh Anh", "translator")]),
        ("Tan Loc (Edited by Minh Anh)", [("Tan Loc", "author"), ("Minh Anh", "compiler")]),
        ("Tan Loc (Translated)", [("Tan Loc", "translator")]),
        ("Tan Loc (Photo: Quoc Bao)", [("Tan Loc", "author"), ("Quoc Bao", "photo")]),
    ],
)  # fmt: skip
def test_who_translated_is_a_translator(line: str, authors: list[tuple[str, str]]):
    assert [(a.name, a.role) for a in split_authors(line)] == authors
    fields = read(f"{TEXT}<p align=right><b>{line}</b></p>")
    assert [(a.name, a.role) for a in fields.authors] == authors
