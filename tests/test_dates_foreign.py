"""Dates of newspapers that are none of ours: neither zone nor order of day and month is known."""

import pytest

from tests.foreign_pages import ENGLISH, FRENCH, MORE, VIETNAMESE, dates_of, ld


def test_month_first_where_metadata_says_so():
    dates = dates_of("<p>06/01/2020</p>", head=ld("NewsArticle", "2020-06-01T10:00:00Z"))
    assert dates.published_at == "2020-06-01T10:00:00+00:00"


def test_day_first_where_metadata_says_so():
    dates = dates_of("<p>06/01/2020</p>", head=ld("NewsArticle", "2020-01-06T10:00:00Z"))
    assert dates.published_at == "2020-01-06T10:00:00+00:00"


def test_an_open_order_is_no_date():
    dates = dates_of("<p>06/01/2020</p>")
    assert dates.published_at is None
    assert "day or month first" in (dates.provenance["published_at"].conflict or "")
    assert dates_of("<p>06/23/2020</p>").published_at == "2020-06-23"


def test_only_english_leaves_the_order_open():
    assert dates_of("<p>06/01/2020</p>", texts=FRENCH, lang="fr").published_at == "2020-01-06"


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Le 2 novembre 2023 à 16h17", "2023-11-02"),
        ("Publié le jeudi 24 décembre 2020 à 07h47", "2020-12-24"),
    ],
)
def test_words_of_the_pages_own_language(printed: str, day: str):
    assert dates_of(f"<p>{printed}</p>", texts=FRENCH, lang="fr-FR").published_at == day


@pytest.mark.parametrize("lang", ["", "xx", "klingon", "en"])
def test_words_of_a_language_nobody_named(lang: str):
    """Templates name no language, or none that there is; the months of Europe mean one thing each."""
    printed = "<p>Le 2 novembre 2023 à 16h17</p>"
    assert dates_of(printed, texts=FRENCH, lang=lang).published_at == "2023-11-02"
    assert dates_of("<p>2 ramadan 2023</p>", texts=FRENCH, lang=lang).published_at is None


def test_a_sentence_about_a_day_is_no_date():
    told = "The exhibition about the old fairy tale film opens to all on 22 November 2023 in the castle."
    assert dates_of(f"<p>{told}</p>").published_at is None
    assert dates_of("<p>By Ann Smith | 22 November 2023</p>").published_at == "2023-11-22"


def test_the_page_tells_its_date_where_no_article_does():
    dates = dates_of(head=ld("WebPage", "2021-03-04T05:06:07+01:00"))
    assert dates.published_at == "2021-03-04T05:06:07+01:00"
    assert dates.provenance["published_at"].rule == "json-ld:page"
    both = ld("WebPage", "2021-03-04T05:06:07+01:00") + ld("NewsArticle", "2021-03-05T01:00:00Z")
    assert dates_of(head=both).provenance["published_at"].rule == "json-ld"


def test_microformats():
    mark = '<div><abbr class="published" title="2017-07-23T17:06:45+00:00">Sunday</abbr></div>'
    assert dates_of(after=mark).published_at == "2017-07-23T17:06:45+00:00"


def test_microdata_says_so():
    marked = '<time itemprop="datePublished" datetime="2022-02-02">2 Feb</time>'
    assert dates_of(marked).provenance["published_at"].rule == "microdata"
    unmarked = marked.replace('itemprop="datePublished" ', "")
    assert dates_of(unmarked).provenance["published_at"].rule == "time-element"


def test_a_date_that_leads_to_its_day():
    linked = '<p><a href="/2022/02/02/">2 February 2022</a></p>'
    assert dates_of(linked).published_at == "2022-02-02"
    teaser = (
        '<p><a href="/b">Bridge closed for a week of repairs and tests, 2 February 2022</a></p>'
    )
    assert dates_of(teaser).published_at is None


def test_a_date_within_the_headline():
    title = '<h1><time datetime="2022-02-01">1 February</time> Market opens in the old quarter</h1>'
    assert dates_of(title=title).published_at == "2022-02-01"


def test_one_time_element_above_the_headline():
    above = '<header><time datetime="2021-11-25T16:11:00Z">25 November</time></header>'
    headline = f"<h1>{ENGLISH[0][:30]}</h1>"
    assert dates_of(title=above + headline).published_at == "2021-11-25T16:11:00+00:00"
    other = above.replace("11-25", "11-24")
    assert dates_of(title=above + other + headline).published_at is None


def test_a_comments_time_is_not_the_articles():
    after = '<div class="c"><p>Nice.</p><time datetime="2021-11-25T16:11:00Z">1 day</time></div>'
    assert dates_of(after=after).published_at is None


def test_the_day_in_the_address_comes_last():
    url = "https://news.example.com/2022/03/14/market-opens"
    assert dates_of(url=url).published_at == "2022-03-14"
    assert dates_of("<p>15 March 2022</p>", url=url).published_at == "2022-03-15"
    assert dates_of(url=url.replace("/03/14", "/03")).published_at is None


AMERICAN = '<meta property="article:published_time" content="1/8/2026 10:02:01 AM">'


@pytest.mark.parametrize(
    ("texts", "form"), [(ENGLISH, "10:02:01 AM"), (ENGLISH, "10:02"), (VIETNAMESE, "10:02")]
)
def test_metadata_of_an_open_order_is_no_date(texts: tuple[str, str], form: str):
    dates = dates_of(head=AMERICAN.replace("10:02:01 AM", form), texts=texts)
    assert dates.published_at is None
    assert "day or month first" in (dates.provenance["published_at"].conflict or "")
    clear = AMERICAN.replace("1/8/", "11/21/").replace("2026", "2023")
    assert dates_of(head=clear, texts=texts).published_at.startswith("2023-11-21")


def test_metadata_of_an_open_order_is_read_by_what_is_printed():
    dates = dates_of("<p>08/01/2026</p>", head=AMERICAN, texts=VIETNAMESE)
    assert dates.published_at == "2026-01-08T10:02:01+07:00"


#: Something between the text and what follows.


@pytest.mark.parametrize(
    ("after", "day"),
    [
        ("<p>Von Anna am 03.05.2013, 11:51 | Energie</p>", "2013-05-03"),
        ('<p class="comment">Von Anna am 03.05.2013, 11:51</p>', None),
        ('<div class="entry-footer"><p>Von Anna am 03.05.2013</p></div>', "2013-05-03"),
        ('<div class="footer"><p>Von Anna am 03.05.2013</p></div>', None),
        ("<h3>Kommentare</h3><p>Von Anna am 03.05.2013, 11:51</p>", None),
        (f"{MORE}<p>Letzte Änderung: 03.05.2013</p>", "2013-05-03"),
        (f"{MORE}<p>Anna Smith, posted 03.05.2013</p>", None),
    ],
)
def test_a_line_behind_the_text(after: str, day: str | None):
    assert dates_of(after=after).published_at == day


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2020/04/28/a-market", "2020-04-28"),
        ("20200428/a-market", "2020-04-28"),
        ("2020-04-28-a-market", "2020-04-28"),
        ("28042020-a-market", "2020-04-28"),
        ("28-04-2020", "2020-04-28"),
        ("20209928/a-market", None),
        ("120200428/a-market", None),
        ("a-market-20200428", None),
    ],
)
def test_a_day_in_the_address(path: str, day: str | None):
    assert dates_of(url=f"https://news.example.com/{path}").published_at == day


def test_two_others_outvote_a_line():
    told = ld("NewsArticle", "2023-11-02T10:00:00Z")
    meta = '<meta property="article:published_time" content="2023-11-02T10:00:00Z">'
    line = "<p>Opening on 22 November 2023</p>"
    dates = dates_of(line, head=told + meta)
    assert dates.published_at == "2023-11-02T10:00:00+00:00"
    assert "22 November 2023 (2 others say 2023-11-02)" in (
        dates.provenance["published_at"].conflict or ""
    )
    # One source alone is as likely to be wrong as what is printed.
    assert dates_of(line, head=told).published_at == "2023-11-22"


def test_a_videos_day_where_there_is_no_article():
    video = (
        ld("VideoObject", "").replace("datePublished", "uploadDate").replace('""', '"2023-11-02"')
    )
    assert dates_of(head=video).published_at == "2023-11-02"
    assert dates_of(head=video + ld("NewsArticle", "2023-11-05")).published_at == "2023-11-05"


def test_linked_data_that_forgets_its_type():
    told = '<script>{"@context": "https://schema.org", "@type": "NewsArticle",'
    dates = dates_of(head=told + ' "datePublished": "2023-11-02T10:00:00Z"}</script>')
    assert dates.provenance["published_at"].rule == "json-ld"


def test_both_orders_of_one_day_are_one():
    assert dates_of("<p>08/08/2017</p>").published_at == "2017-08-08"
    assert dates_of("<p>08/09/2017</p>").published_at is None
    assert dates_of("<p>08/09/2017</p>", lang="en-GB").published_at == "2017-09-08"
    assert dates_of("<p>08/09/2017</p>", lang="en-US").published_at is None
