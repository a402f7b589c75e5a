"""Fields of any page at all: what every page must hold."""

import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.document import EncodingError, TooDeepError, parse
from pipelines.fields import read_fields
from tests.own_pages import PAPER, RULES, URL

TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "<img src=a.jpg>",
        "<br>",
        "<em>",
        "</em>",
        "<b>",
        "<h1>",
        "</h1>",
        "<a href=/b>",
        "</a>",
        "<ul>",
        "<li>",
        "</html>",
        "<figure>",
        "<figcaption>",
        "<time>",
        "29/04/2017 20:49",
        "Chia sẻ bài viết",
        "Tin liên quan",
    ]
)
WORDS = st.text(alphabet="aăâđê ộị.,:!\u0301\u200b\x00 TẤN", max_size=120)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.one_of(TAGS, WORDS), max_size=40))
def test_any_page(parts: list[str]):
    html = "".join(parts)
    try:
        document = parse(html.encode(), None, URL)
    except (EncodingError, TooDeepError):
        return
    first = read_fields(document, PAPER, RULES, {})
    for text in (first.title, first.lead or "", first.body, first.byline or ""):
        assert unicodedata.is_normalized("NFC", text)
        assert not any(unicodedata.category(c) == "Cc" for c in text.replace("\n\n", ""))
    again = read_fields(parse(html.encode(), None, URL), PAPER, RULES, {})
    assert (again.title, again.lead, again.body, again.images) == (
        first.title,
        first.lead,
        first.body,
        first.images,
    )
