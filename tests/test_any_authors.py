"""Who wrote a page of a newspaper that no rules know: outside Vietnam a lone name under a text is no signature."""

import pytest

from crawler.catalogue import foreign
from pipelines.document import parse
from pipelines.fields import read_fields, recognised

ENGLISH = "".join(
    f"<p>Paragraph {n} tells how farmers of the three villages along the river began to bring in the rice this week.</p>"
    for n in ("one", "two", "three")
)
GERMAN = "".join(
    f"<p>Absatz {n} erzählt, wie die Bauern der drei Dörfer am Fluss in dieser Woche mit der Ernte begannen.</p>"
    for n in ("eins", "zwei", "drei")
)
VIETNAMESE = "".join(
    f"<p>Đoạn {n} kể bà con ba xã ven sông bắt đầu gặt lúa sớm trong tuần này, ai cũng mừng vì được mùa.</p>"
    for n in ("một", "hai", "ba")
)
NAMED = '<meta name="author" content="Jane Sample">'
LINKED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harvest",'
    ' "author": {"@type": "Person", "name": "Jane Sample"}}</script>'
)


def byline(text: str, below: str, host: str = "paper.example", head: str = "") -> str | None:
    paper = foreign(host, "https")
    html = (
        f"<html><head><title>Harvest begins</title>{head}</head><body><article><h1>Harvest begins</h1>"
        f"{text}{below}</article></body></html>"
    )
    document = parse(html.encode(), None, f"https://{host}/harvest-begins-12345.html")
    return read_fields(document, paper, recognised(document, paper.rule_sets), {}).byline


@pytest.mark.parametrize("text", [ENGLISH, GERMAN])
@pytest.mark.parametrize(
    "below",
    [
        "<p><strong>Ähnliche Beiträge</strong></p>",
        "<p><b>Donate Now</b></p>",
        "<div>Mehr Sport</div>",
        "<p style='text-align:right'><b>Food Trends</b></p>",
    ],
)
def test_what_stands_under_a_text_is_nobodys_name(text: str, below: str):
    assert byline(text, below) is None
    assert byline(text, below, head=LINKED) == "Jane Sample"
    assert byline(text, below, head=NAMED) == "Jane Sample"


def test_a_label_says_whose_it_is():
    assert byline(ENGLISH, "<p><b>By Jane Sample</b></p>") == "By Jane Sample"


def test_metadata_says_the_same():
    signed = "<p><b>Jane Sample</b></p>"
    assert byline(ENGLISH, signed) is None
    assert byline(ENGLISH, signed, head=NAMED) == "Jane Sample"


def test_vietnamese_newspapers_sign_under_the_text():
    signed = "<p><b>Lê Mẫu</b></p>"
    assert byline(VIETNAMESE, signed) == "Lê Mẫu"
    assert byline(ENGLISH, signed, host="en.baomau.vn") == "Lê Mẫu"
