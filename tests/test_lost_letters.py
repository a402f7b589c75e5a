"""Texts whose letters somebody turned into question marks before they came to us."""

import pytest

from crawler.catalogue import by_name
from pipelines.encoding import EncodingError, refuse_lost_letters
from pipelines.flow import read_page
from pipelines.items import RawPage
from pipelines.outcomes import Outcome, PageKind, Reason
from tests.test_fields_notices import PARAGRAPHS, TITLE

URL = "https://baolongan.vn/mua-gat-som-a188491.html"
TEXT = " ".join(PARAGRAPHS)


def lost(text: str, charset: str) -> str:
    """What is left of a text after it was written in `charset`."""
    return text.encode(charset, "replace").decode(charset)


def outcome(title: str, paragraphs: list[str]) -> tuple[Outcome | None, Reason | None]:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = (
        f"<html><head><title>{title}</title></head><body><div class='menu'>Trang chủ · Thời sự · Đời sống</div>"
        f"<div><span class='pubdate'>08/01/2026 - 18:21</span><h1>{title}</h1><div>{text}</div></div></body></html>"
    )
    paper = by_name("baolongan")
    assert paper is not None
    page = RawPage(
        paper=paper.name, url=URL, kind=PageKind.ARTICLE, fetched_at="2026-10-02T11:40:00Z", status=200,
        headers=[("Content-Type", "text/html")], body=html.encode(), final_url=URL,
    )  # fmt: skip
    judged = read_page(page, paper).judged
    return (judged.outcome, judged.reason) if judged else (None, None)


REFUSED = (Outcome.REJECTED, Reason.ENCODING)


@pytest.mark.parametrize("charset", ["ascii", "latin-1", "cp1252"])
def test_a_text_of_question_marks_is_refused(charset: str):
    assert outcome(TITLE, [lost(p, charset) for p in PARAGRAPHS]) == REFUSED
    assert outcome("Lúa hè thu", [lost(p, charset) for p in PARAGRAPHS[:1]]) == REFUSED


@pytest.mark.parametrize(
    "title", ["Ng?y h?i c?a n?ng d?n", "????? ??? ???? ??", "Khai m?c l? h?i", "N?ng d?n ??ng lòng"]
)
def test_a_headline_of_question_marks_is_refused(title: str):
    assert outcome(title, PARAGRAPHS) == REFUSED


@pytest.mark.parametrize(
    "text", ["?????? ??? ????? ?? ???????, ???? ?????", "Ng\ufffdy h\ufffdi " * 4]
)
def test_letters_of_whatever_alphabet(text: str):
    with pytest.raises(EncodingError, match="question marks"):
        refuse_lost_letters(text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (TITLE, "Vì sao lúa chín sớm?Ai mua?Giá bao nhiêu?Bán ở đâu?Lãi mấy?Ai lo? Bà con hỏi nhau cả buổi."),
        ("Mua hay bán?", "Giá lúa ra sao??? Ai mua?? Bà con hỏi nhau cả buổi sáng ??? ở chợ ??? bên sông ???"),
        (TITLE, "Xem https://baomau.example/a?b=1&c=2 và https://baomau.example/a?d=3, www.x.example/?e=4?f=5."),
        ("Được không? Bao giờ?", PARAGRAPHS[0]),
        (TITLE, "It?s late, don?t go: the farmer?s son can?t wait and they?re sure he?ll come back from town."),
        (TITLE, "Đáp án: ?1 đúng, ?2 sai, ?3 đúng, ?4 sai, ?5 đúng, ?6 sai, ?7 đúng; ai đúng cả được thưởng."),
    ],
    ids=["no blanks", "many marks", "addresses", "questions", "apostrophes", "numbers"],
)  # fmt: skip
def test_questions_are_no_lost_letters(title: str, text: str):
    assert outcome(title, [text, PARAGRAPHS[1]]) == (None, None)


def test_a_damaged_caption_in_a_text_is_no_reason():
    assert outcome(TITLE, [*PARAGRAPHS, "Ng?y h?i c?a n?ng d?n ? huy?n Tân H?ng"]) == (None, None)
