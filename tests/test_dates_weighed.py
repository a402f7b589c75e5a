"""Which of several days a page tells is its own: limits of lines, votes, and what is ours alone."""

from dataclasses import replace

import pytest

from crawler.catalogue import foreign
from pipelines.dates.printed import MAX_LINE
from pipelines.flow import read_page
from pipelines.items import RawPage
from pipelines.outcomes import PageKind
from pipelines.rules import FieldRules, Newspaper, RuleSet

HOST = "news.thu.example"
URL = f"https://{HOST}/local/market-opens-12.html"
TEXTS = (
    "Residents of the old quarter said that the market will be open again next week",
    "The council has put money aside for the repair of the bridge and of its road",
)
FOREIGN = foreign(HOST, "https")
#: A newspaper of ours with an English edition.
OURS = replace(
    FOREIGN, name="thu", foreign=False, rule_sets=(RuleSet(name="thu/1", fields=FieldRules()),)
)
#: Something between the text and what follows.
MORE = "<h3>More news</h3><p>Bridge closed for a week of repairs</p>"


def published(
    paper: Newspaper, *, beside: str = "", head: str = "", end: str = "", after: str = ""
) -> str | None:
    """What the page says; `beside` the headline, at the `end` of its text, or `after` all of it."""
    texts = "".join(f"<p>{text}, {number} times over.</p>" for text in TEXTS for number in (1, 2))
    markup = (
        f"<html><head><title>Market opens in the old quarter</title>{head}</head><body><article>"
        f"<h1>Market opens in the old quarter</h1>{beside}<div>{texts}{end}</div></article>{after}</body></html>"
    )
    page = RawPage(
        url=URL, paper=paper.name, kind=PageKind.ARTICLE, fetched_at="2026-10-02T11:40:00Z", status=200,
        headers=[("Content-Type", "text/html")], body=markup.encode(), final_url=URL,
    )  # fmt: skip
    article = read_page(page, paper).article
    assert article is not None
    return article.published_at


def told(day: str) -> str:
    """Two machine sources that agree."""
    linked = f'{{"@type": "NewsArticle", "datePublished": "{day}"}}'
    return (
        f'<script type="application/ld+json">{linked}</script>'
        f'<meta property="article:published_time" content="{day}">'
    )


def test_two_sources_must_differ_by_more_than_a_day_to_outvote_a_line():
    """A day apart is another zone, or the evening before the print."""
    assert (
        published(FOREIGN, beside="<p>3 November 2023</p>", head=told("2023-11-02")) == "2023-11-03"
    )
    assert (
        published(FOREIGN, beside="<p>4 November 2023</p>", head=told("2023-11-02")) == "2023-11-02"
    )


def test_our_own_newspapers_print_what_holds():
    """Metadata of a system that was moved tells the day of the move, in both sources alike."""
    assert published(OURS, beside="<p>22/11/2023</p>", head=told("2023-11-02")) == "2023-11-22"
    assert published(FOREIGN, beside="<p>22/11/2023</p>", head=told("2023-11-02")) == "2023-11-02"


def test_elements_named_as_dates_are_not_asked_on_our_own_newspapers():
    far = f'{MORE}<div class="tools"><span class="pubdate">2 November 2023</span></div>'
    assert published(FOREIGN, after=far) == "2023-11-02"
    assert published(OURS, after=far) is None


@pytest.mark.parametrize(("length", "day"), [(MAX_LINE, "2023-11-02"), (MAX_LINE + 1, None)])
def test_a_long_text_named_as_a_date_is_none(length: int, day: str | None):
    line = "2 November 2023".ljust(length, "·")
    far = f'{MORE}<div class="tools"><span class="pubdate">{line}</span></div>'
    assert published(FOREIGN, after=far) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Anna Smith, 2 November 2023", "2023-11-02"),
        ("Bridges, Roads, Schools, Markets: 2 November 2023", None),
    ],
)
def test_a_date_in_the_last_line_of_the_text_is_a_short_signatures(line: str, day: str | None):
    assert published(FOREIGN, end=f"<p>{line}</p>") == day
