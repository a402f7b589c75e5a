"""Which of several days a page tells is its own: limits of lines, votes, and what is ours alone."""

from dataclasses import replace
from typing import Any

import pytest

from crawler.catalogue import foreign
from pipelines.dates.printed import MAX_LINE
from pipelines.flow import read_page
from pipelines.items import Article, RawPage
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


HEADLINE = "<h1>Market opens in the old quarter</h1>"


def stored(
    paper: Newspaper,
    *,
    headline: str = HEADLINE,
    beside: str = "",
    head: str = "",
    end: str = "",
    after: str = "",
    wrapped: bool = True,
) -> Article:
    """The article of a page; `beside` its headline, at the `end` of its text, or `after` all of it."""
    texts = "".join(f"<p>{text}, {number} times over.</p>" for text in TEXTS for number in (1, 2))
    told = f"{headline}{beside}<div>{texts}{end}</div>"
    markup = (
        f"<html><head><title>Market opens in the old quarter</title>{head}</head>"
        f"<body>{f'<article>{told}</article>' if wrapped else told}{after}</body></html>"
    )
    page = RawPage(
        url=URL, paper=paper.name, kind=PageKind.ARTICLE, fetched_at="2026-10-02T11:40:00Z", status=200,
        headers=[("Content-Type", "text/html")], body=markup.encode(), final_url=URL,
    )  # fmt: skip
    article = read_page(page, paper).article
    assert article is not None
    return article


def published(paper: Newspaper, **parts: Any) -> str | None:
    """When the page says that it was published."""
    return stored(paper, **parts).published_at


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


@pytest.mark.parametrize(
    ("day", "stored"),
    [
        ("2026-10-03T11:00:00Z", "2026-10-03T11:00:00+00:00"),  # another zone, a clock that is fast
        ("2026-10-03T12:00:00Z", None),
        ("2000-01-01", "2000-01-01"),
        ("1999-12-31", None),
    ],
)
def test_a_day_ahead_and_before_the_newspaper(day: str, stored: str | None):
    """Fetched at 11:40 on 2 October 2026; online since 1 January 2000."""
    assert published(FOREIGN, head=told(day)) == stored


def test_a_label_above_the_headline_is_no_clock_of_the_page():
    now = "{} 18:35 02/10/2026"
    above = "<p>{}</p><h1>Market opens in the old quarter</h1>"
    for line, day in (("", None), ("Đăng lúc", "2026-10-02T18:35:00+07:00")):
        printed = above.format(now.format(line).strip())
        assert published(OURS, headline=printed) == day


def test_the_days_of_a_video_and_of_the_page_do_not_count_beside_the_articles():
    article = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2023-11-05"}</script>'
    other = '<script type="application/ld+json">{{"@type": "{}", "{}": "2023-11-02"}}</script>'
    for kind, key in (("WebPage", "datePublished"), ("VideoObject", "uploadDate")):
        source = stored(FOREIGN, head=article + other.format(kind, key)).provenance["published_at"]
        assert (source.rule, source.conflict) == ("json-ld", None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 22/11/2023 (moved here 25/11/2023)", "2023-11-22"),
        ("Fair: 22/11/2023 - 25/11/2023", None),
        ("by day, by night, by sea, on: 2 November 2023", "2023-11-02"),
        ("by day, by night, by sea, on foot: 2 November 2023", None),
    ],
)
def test_a_line_of_two_days_or_many_words_is_about_something_else(line: str, day: str | None):
    assert published(FOREIGN, beside=f"<p>{line}</p>") == day


@pytest.mark.parametrize(
    ("ago", "day"), [("400 ngày trước", "2025-08-28"), ("401 ngày trước", None)]
)
def test_nobody_counts_years_in_days(ago: str, day: str | None):
    assert published(OURS, beside=f"<p>{ago}</p>") == day


def test_a_label_counts_for_what_stands_right_behind_it():
    line = f"Posted: {'·' * MAX_LINE} 03.05.2013"
    assert published(FOREIGN, after=f"{MORE}<p>Posted: 03.05.2013</p>") == "2013-05-03"
    assert published(FOREIGN, after=f"{MORE}<p>{line}</p>") is None


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("<p>the bridge now, 2 November 2023</p>", "2023-11-02"),
        ('<p><img src="/a.jpg"></p><p>the bridge now, 2 November 2023</p>', None),
    ],
)
def test_a_caption_at_the_end_is_no_signature(end: str, day: str | None):
    assert published(FOREIGN, end=end) == day


@pytest.mark.parametrize(("lines", "day"), [(0, "2023-11-02"), (1, None)], ids=["next", "apart"])
def test_a_date_apart_from_the_headline_is_a_menus_where_nothing_holds_both(
    lines: int, day: str | None
):
    between = "".join(f"<p>Line {'of words '[:9]}{n}</p>" for n in "abcd"[:lines])
    headline = f"<p>2 November 2023</p>{between}<h1>Market opens in the old quarter</h1>"
    assert published(FOREIGN, headline=headline, wrapped=False) == day
