"""Times of the visit that templates print into metadata, times of other articles, and of players."""

import json

import pytest

from tests.foreign_pages import VIETNAMESE, dates_of
from tests.foreign_pages import ld as linked

NOW, TODAY = "2026-10-02T11:39:58Z", "2026-10-02"
STORED = "2026-10-02T18:39:58+07:00"
META = '<meta name="{}" content="{}">'
OTHER = "Mùa lũ về muộn ở đầu nguồn sông Tiền"
LINK = f'<a href="/mua-lu-ve-muon-o-dau-nguon-99991.html">{OTHER}</a>'
URL = "https://news.example.vn/nguoi-dan-khu-pho-co-12345.html"


def published(beside: str = "", head: str = "", **parts: str) -> str | None:
    return dates_of(beside, texts=VIETNAMESE, head=head, url=URL, **parts).published_at


@pytest.mark.parametrize(
    "head",
    [META.format("date", TODAY), META.format("dc.date", NOW), linked("WebPage", NOW)],
    ids=["day", "moment", "page"],
)
def test_metadata_of_the_page_that_tells_the_visit_is_a_clock(head: str):
    assert published(head=head) is None
    dates = dates_of(texts=VIETNAMESE, head=head, url=URL)
    assert "the page's clock?" in (dates.provenance["published_at"].conflict or "")


@pytest.mark.parametrize(
    ("head", "stored"),
    [
        (linked("NewsArticle", NOW), STORED),
        ('<meta property="article:published_time" content="2026-10-02T11:39:58Z">', STORED),
        (META.format("pubdate", NOW), STORED),
        # Hours old: no clock of this visit.
        (linked("WebPage", "2026-10-02T08:00:00Z"), "2026-10-02T15:00:00+07:00"),
        (META.format("date", "2026-10-01"), "2026-10-01"),
    ],
)
def test_what_was_published_minutes_ago_keeps_its_date(head: str, stored: str):
    assert published(head=head) == stored


def test_a_clock_completes_no_day():
    """Printed this morning, fetched at noon: the minute of the visit is not that of the text."""
    assert published("<p>02/10/2026</p>", head=linked("WebPage", NOW)) == TODAY
    head = META.format("date", NOW) + linked("NewsArticle", TODAY)
    assert published(head=head) == TODAY


def test_two_clocks_bear_out_nothing():
    head = META.format("date", TODAY)
    line = f"<p>Thứ Sáu, 02/10/2026</p><h1>{VIETNAMESE[0][:30]}</h1>"
    assert published(head=head, title=line) is None


def test_the_time_of_the_visit_beside_a_text_of_three_days_ago():
    assert published("<p>3 ngày trước</p>", head=linked("NewsArticle", NOW)) == "2026-09-29"


STRIP = f"<div><h4>{LINK}</h4><time datetime='2024-03-04T08:15:00+07:00'>04/03/2024</time></div>"
HEADLINE = f"<h1>{VIETNAMESE[0][:30]}</h1>"


@pytest.mark.parametrize("place", ["above", "beside"])
def test_a_teasers_time_element_dates_no_article(place: str):
    title, beside = (STRIP + HEADLINE, "") if place == "above" else (HEADLINE, STRIP)
    assert published(beside, title=title) is None


@pytest.mark.parametrize(
    "beside",
    [
        "<div><a href='/kinh-te/'>Kinh tế</a> <time datetime='2024-03-04T08:15:00+07:00'>04/03/2024</time></div>",
        "<div><a href='/tac-gia/minh-tuan-12'>Minh Tuấn</a> <time datetime='2024-03-04T08:15:00+07:00'>4/3</time></div>",
    ],
)
def test_the_articles_own_time_stands_beside_links_too(beside: str):
    assert published(beside) == "2024-03-04T08:15:00+07:00"


def node(**facts: object) -> str:
    told = {"@type": "NewsArticle", "datePublished": "2024-03-04T08:00:00+07:00"} | facts
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


ELSEWHERE = "https://news.example.vn/mua-lu-ve-muon-o-dau-nguon-99991.html"


@pytest.mark.parametrize(
    ("head", "after"),
    [
        (node(headline=OTHER, url=ELSEWHERE), ""),
        (node(headline=OTHER, mainEntityOfPage={"@id": ELSEWHERE}), ""),
        (node(headline=OTHER), f"<div>{LINK}</div>"),
    ],
    ids=["url", "page", "linked"],
)
def test_the_json_ld_of_another_article(head: str, after: str):
    assert published(head=head, after=after) is None


@pytest.mark.parametrize(
    "head",
    [
        node(headline=OTHER),  # what a desk calls it elsewhere: nothing says that it is another
        node(headline=OTHER, url=URL),
        node(headline=OTHER, url="https://news.example.vn/"),
        node(headline="Báo Mẫu", url=ELSEWHERE),
        node(headline=VIETNAMESE[0], url=ELSEWHERE),
        node(url=ELSEWHERE),
    ],
)
def test_json_ld_that_is_the_pages_own(head: str):
    assert published(head=head) == "2024-03-04T08:00:00+07:00"


@pytest.mark.parametrize(
    "line",
    [
        "<div>05/03/2024 <span>▶ 03:45</span></div>",
        "<div>05/03/2024</div><div>▶ 03:45</div>",
        "<div>05/03/2024</div><div><audio src='/a.mp3'></audio><span>03:45</span></div>",
        "<div>05/03/2024</div><div>00:00</div>",
        "<div>05/03/2024</div><div>00:00 / 03:45</div>",
    ],
)
def test_how_long_a_player_plays_is_no_clock(line: str):
    assert published(line) == "2024-03-05"


@pytest.mark.parametrize(
    "line",
    [
        "<div>05/03/2024</div><div>14:30</div>",
        "<div>14:30</div><div>05/03/2024</div>",
        "<div>05/03/2024</div><div>14:30</div><audio src='/a.mp3'></audio>",
    ],
)
def test_a_clock_of_its_own_element_is_the_days(line: str):
    assert published(line) == "2024-03-05T14:30:00+07:00"


@pytest.mark.parametrize("month", ["Tháng 3", "Th3", "TH.3"])
def test_a_calendars_tile(month: str):
    assert published(f"<div>05</div><div>{month}</div><div>2024</div>") == "2024-03-05"
    assert published(f"<div>35</div><div>{month}</div><div>2024</div>") is None
