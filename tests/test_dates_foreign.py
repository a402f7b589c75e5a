"""Dates of newspapers that are none of ours: neither zone nor order of day and month is known."""

import pytest

from crawler.catalogue import foreign
from pipelines.dates import read_dates
from pipelines.dates.model import Dates
from pipelines.document import parse
from pipelines.fields import read_fields, recognised

ENGLISH = (
    "Residents of the old quarter said that the market will be open again",
    "The council has put money aside for the repair of the bridge and of its road",
)
FRENCH = (
    "Les habitants du vieux quartier disent que le marché ouvrira de nouveau ses portes",
    "La mairie a mis de côté une somme pour la réparation du pont et de sa chaussée",
)
VIETNAMESE = (
    "Người dân khu phố cổ nói rằng chợ sẽ mở cửa trở lại vào tuần sau",
    "Chính quyền đã dành một khoản tiền để sửa cây cầu và con đường dẫn vào chợ",
)


def dates_of(
    beside: str = "",
    *,
    texts: tuple[str, str] = ENGLISH,
    title: str | None = None,
    head: str = "",
    after: str = "",
    lang: str = "",
    url: str = "https://news.example.com/local/market-opens",
) -> Dates:
    host = url.split("/")[2]
    body = "".join(f"<p>{text}, {number} times over.</p>" for text in texts for number in (1, 2))
    headline = title or f"<h1>{texts[0][:30]}</h1>"
    page = (
        f'<html lang="{lang}"><head><title>{texts[0][:30]}</title>{head}</head><body><article>'
        f"{headline}{beside}<div>{body}</div></article>{after}</body></html>"
    )
    paper = foreign(host, "https")
    document = parse(page.encode(), None, url)
    rule_set = recognised(document, paper.rule_sets)
    fields = read_fields(document, paper, rule_set, {})
    return read_dates(document, fields, paper, rule_set, "2026-10-02T11:40:00Z", {})


def ld(kind: str, published: str) -> str:
    return (
        '<script type="application/ld+json">'
        f'{{"@type": "{kind}", "datePublished": "{published}"}}</script>'
    )


def test_a_time_keeps_the_offset_it_has():
    dates = dates_of(head=ld("NewsArticle", "2023-11-02T23:30:00-05:00"))
    assert dates.published_at == "2023-11-02T23:30:00-05:00"


def test_a_clock_without_a_zone_is_left_out():
    dates = dates_of("<p>2 November 2023, 9:15 pm</p>")
    assert (dates.published_at, dates.published_precision) == ("2023-11-02", "day")


@pytest.mark.parametrize("url", ["https://news.example.com/a-1", "https://news.example.vn/a-1"])
def test_vietnamese_pages_are_in_vietnams_zone(url: str):
    dates = dates_of("<p>01/08/2026 - 18:21</p>", texts=VIETNAMESE, url=url)
    assert dates.published_at == "2026-08-01T18:21:00+07:00"


def test_two_offsets_of_one_minute_do_not_differ():
    both = ld("NewsArticle", "2023-11-02T18:00:00Z")
    dates = dates_of("<p>2 November 2023 14:00 GMT-4</p>", head=both)
    assert dates.published_at == "2023-11-02T14:00:00-04:00"
    assert dates.provenance["published_at"].conflict is None


UTC_TOLD = ld("NewsArticle", "2023-11-09T04:15:20Z")


@pytest.mark.parametrize(
    ("printed", "published"),
    [
        ("8 November 2023, 11:15 pm", "2023-11-08T23:15:00-05:00"),
        ("9 November 2023, 9:45 am", "2023-11-09T09:45:00+05:30"),
        ("9 November 2023, 4:15 am", "2023-11-09T04:15:00+00:00"),
        # No zone is 37 minutes from UTC, nor sixteen hours: two times of two things.
        ("8 November 2023, 11:52 pm", "2023-11-08"),
        ("8 November 2023, 12:15 pm", "2023-11-08"),
    ],
)
def test_a_clock_and_the_same_moment_in_utc_tell_the_zone(printed: str, published: str):
    dates = dates_of(f"<p>{printed}</p>", head=UTC_TOLD)
    assert dates.published_at == published


def test_two_clocks_that_tell_two_zones_tell_none():
    dates = dates_of(
        "<p>8 November 2023, 11:15 pm</p>",
        head=UTC_TOLD + '<meta property="article:modified_time" content="2023-11-09T05:45:00Z">',
    )
    assert dates.published_at == "2023-11-08"


def test_what_was_changed_is_put_into_the_zone_too():
    dates = dates_of(
        "<p>8 November 2023, 11:15 pm</p>",
        head=UTC_TOLD + '<meta property="article:modified_time" content="2023-11-09T05:07:00Z">',
    )
    assert dates.modified_at == "2023-11-09T00:07:00-05:00"


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


CLOCK = "<div>Thứ Năm, 01/10/2026 08:12</div>"


def undated(before: str, headline: str = f"<h1>{VIETNAMESE[0][:30]}</h1>", after: str = "") -> str:
    texts = "".join(f"<p>{text}, {n} lần.</p>" for text in VIETNAMESE for n in (1, 2))
    return (
        f"<html><head><title>{VIETNAMESE[0][:30]}</title></head><body>{before}"
        f"<div>{headline}<div>{after}{texts}</div></div></body></html>"
    )


def read(page: str, fetched_at: str = "2026-10-02T11:40:00Z") -> Dates:
    url = "https://bao.example.vn/tin/mo-cho-1"
    paper = foreign("bao.example.vn", "https")
    document = parse(page.encode(), None, url)
    rule_set = recognised(document, paper.rule_sets)
    fields = read_fields(document, paper, rule_set, {})
    return read_dates(document, fields, paper, rule_set, fetched_at, {})


@pytest.mark.parametrize("fetched", ["2026-10-01T01:20:00Z", "2026-10-02T11:40:00Z"])
def test_a_clock_of_a_page_that_was_kept_is_no_date(fetched: str):
    dates = read(undated(CLOCK), fetched)
    assert dates.published_at is None
    assert "clock" in (dates.provenance["published_at"].conflict or "")


def test_a_clock_in_the_headlines_own_element_is_no_date():
    headline = f"<div>{CLOCK}</div><h1>{VIETNAMESE[0][:30]}</h1>"
    assert read(undated("", headline), "2026-10-01T01:20:00Z").published_at is None
    assert read(undated("", headline)).published_at == "2026-10-01T08:12:00+07:00"


def test_an_old_date_above_the_headline_is_a_date_within_the_article_alone():
    """Outside it a clock that stands still looks the same."""
    old = CLOCK.replace("/2026", "/2020")
    assert read(undated(old)).published_at is None
    headline = f"{old}<h1>{VIETNAMESE[0][:30]}</h1>"
    assert read(undated("", headline)).published_at == "2020-10-01T08:12:00+07:00"


@pytest.mark.parametrize(
    "caption",
    ["Đồng lúa chụp ngày 05/03/2020. Ảnh: An", "Mưa lớn chụp ngày 05/03/2020"],
)
def test_a_caption_is_no_date(caption: str):
    picture = f'<p><img src="/a.jpg"></p><p>{caption}</p>'
    assert read(undated("", after=picture)).published_at is None
    line = picture.replace(caption, "Thứ Năm, ngày 05/03/2020, 1.250 lượt xem")
    assert read(undated("", after=line)).published_at == "2020-03-05"


@pytest.mark.parametrize("tag", ["h3", "p"])
def test_the_days_of_a_timeline_are_no_date(tag: str):
    page = undated(
        "",
        after=f"<p>Ba ngày mưa lớn ở vùng ven biển, theo dòng thời gian</p><{tag}>5/3/2024</{tag}>",
    )
    page = page.replace("2 lần.</p>", f"2 lần.</p><{tag}>6/3/2024</{tag}>")
    assert read(page).published_at is None


def test_a_comment_signed_with_a_label_is_no_date():
    comment = (
        "<div><b>Nguyễn An</b> <i>Đăng lúc: 10:00 01/10/2026</i>"
        "<p>Bài viết hay, quê tôi cũng vậy.</p></div>"
    )
    page = undated("").replace("</body>", f"{comment}</body>")
    inside = undated("").replace("</div></div></body>", f"{comment}</div></div></body>")
    assert read(page).published_at is None
    assert read(inside).published_at is None


#: Something between the text and what follows.
MORE = "<h3>More news</h3><p>Bridge closed for a week of repairs</p>"


def test_an_element_named_as_a_date_is_the_last_resort():
    far = f'{MORE}<div class="tools"><span class="pubdate">2 November 2023</span></div>'
    dates = dates_of(after=far)
    assert (dates.published_at, dates.provenance["published_at"].rule) == (
        "2023-11-02",
        "named:page+dateparser",
    )
    assert dates_of(head=ld("Article", "2023-11-03"), after=far).published_at == "2023-11-03"


@pytest.mark.parametrize(
    "around",
    [
        '<div class="comment"><span class="date">2 November 2023</span></div>',
        '<aside><span class="date">2 November 2023</span></aside>',
        '<span class="date">2 November 2023</span><span class="date">3 November 2023</span>',
        '<span class="update-info">2 November 2023</span>',
        '<time datetime="2023-11-02">2 November 2023</time>',
    ],
)
def test_others_days_are_none(around: str):
    assert dates_of(after=f"{MORE}<div>{around}</div>").published_at is None


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
