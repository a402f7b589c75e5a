"""What stands above the headline, outside the article: the site's clock and boxes date no page.

The time of publication is part of a version's hash: a clock would make a version at each visit.
"""

import pytest

from crawler import catalogue
from pipelines.flow import read_page
from pipelines.items import Article, RawPage
from pipelines.outcomes import PageKind

HOST = "baothu-k.vn"
HEADLINE = "Chợ nổi Vàm Sát vào mùa nước muộn"
MENU = (
    '<ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/thoi-su/">Thời sự</a></li>'
    '<li><a href="/kinh-te/">Kinh tế</a></li></ul>'
)
FOOT = "<footer><p>Giấy phép số 88/GP-BTTTT cấp ngày 21/04/2020</p></footer>"
TEXT = "".join(
    f"<p>Từ {hour} giờ sáng, hơn hai trăm chiếc xuồng của bà con ấp Cây Me đã nối đuôi nhau ra chợ nổi.</p>"
    for hour in ("bốn", "năm", "sáu", "bảy")
)
LINE = "<div class=n>14/09/2024 06:42</div>"
MINUTE = "2024-09-14T06:42:00+07:00"
#: The clock at each of three visits, and when it was fetched.
VISITS = [
    ("Thứ sáu, 02/10/2026 18:40", "2026-10-02T11:40:00Z"),
    ("Thứ bảy, 03/10/2026 09:05", "2026-10-03T02:05:00Z"),
    ("Thứ hai, 05/10/2026 21:30", "2026-10-05T14:30:00Z"),
]
#: Clocks that were kept with the page, or stand still.
OTHER_CLOCKS = ["Thứ tư, 30/09/2026 09:12", "Thứ Hai, 21/10/2024", "21/10/2024 18:38"]
HEADLINES = {
    "div": "<div class=tit>{}</div>",
    "strong": "<p><strong>{}</strong></p>",
    "span": "<span class=t>{}</span>",
    "cell": "<table><tr><td class=tieude><b>{}</b></td></tr></table>",
    "h1": "<h1>{}</h1>",
    "h3": "<h3>{}</h3>",
}
TITLES = [
    "{} | Báo Thử", "{} - Báo Thử", "Báo Thử - {}", "{} – Kinh tế – Tin nhanh", "{}|Báo Thử",
    "Báo Thử :: {}", "Kinh tế » {} » Tin của tỉnh",
]  # fmt: skip
LD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "'
    + HEADLINE
    + '", "datePublished": "2024-09-14T06:42:00+07:00"}</script>'
)
METADATA = {
    "json-ld": LD,
    "meta": '<meta property="article:published_time" content="2024-09-14T06:42:00+07:00">',
    "itemprop": '<meta itemprop="datePublished" content="2024-09-14T06:42:00+07:00">',
}


def stored(
    inner: str,
    *,
    clock: str = VISITS[0][0],
    fetched: str = VISITS[0][1],
    title: str = TITLES[0],
    head: str = "",
    above: str = "{menu}<div class=clock>{clock}</div>",
    host: str = HOST,
) -> Article:
    """The article of a page whose header has a clock; `inner` is its headline and what follows."""
    top = above.format(menu=MENU, clock=clock)
    markup = (
        f"<html><head><meta charset=utf-8><title>{title.format(HEADLINE)}</title>{head}</head><body>{top}"
        f"<div id=w><div class=a>{inner}</div></div>{FOOT}</body></html>"
    )
    url = f"https://{host}/cho-noi-vam-sat-mua-nuoc-3318952.html"
    paper = catalogue.of_address(url)
    page = RawPage(
        url=url, paper=paper.name, kind=PageKind.ARTICLE, fetched_at=fetched, status=200,
        headers=[("Content-Type", "text/html; charset=utf-8")], body=markup.encode(),
    )  # fmt: skip
    article = read_page(page, paper).article
    assert article is not None
    return article


def conflict(article: Article) -> str:
    source = article.provenance.get("published_at")
    return (source.conflict if source else None) or ""


@pytest.mark.parametrize("shape", [*HEADLINES, "none"])
@pytest.mark.parametrize("dated", ["below", "metadata", "undated"])
def test_a_page_fetched_on_three_days_has_one_date(shape: str, dated: str):
    headline = HEADLINES.get(shape, "").format(HEADLINE)
    line = LINE if dated == "below" else ""
    head = METADATA["meta"] if dated == "metadata" else ""
    inner = f"{headline}{line}<div class=b>{TEXT}</div>"
    versions = [stored(inner, clock=clock, fetched=at, head=head) for clock, at in VISITS]
    assert {article.published_at for article in versions} == {
        None if dated == "undated" else MINUTE
    }
    assert len({article.content_hash for article in versions}) == 1


@pytest.mark.parametrize("clock", [VISITS[0][0], *OTHER_CLOCKS])
@pytest.mark.parametrize("source", METADATA)
@pytest.mark.parametrize("shape", [*HEADLINES, "none"])
def test_the_articles_metadata_weighs_more_than_a_line_of_the_header(
    clock: str, source: str, shape: str
):
    inner = f"{HEADLINES.get(shape, '').format(HEADLINE)}<div class=b>{TEXT}</div>"
    article = stored(inner, clock=clock, head=METADATA[source])
    assert article.published_at == MINUTE
    assert clock.rsplit(", ", maxsplit=1)[-1] in conflict(article)


@pytest.mark.parametrize("clock", OTHER_CLOCKS)
@pytest.mark.parametrize("shape", [*HEADLINES, "none"])
@pytest.mark.parametrize(
    "above",
    [
        "{menu}<div class=clock>{clock}</div>",
        "<div id=date>{clock}</div>{menu}",
        "<header>{menu}<p>{clock}</p></header>",
        "{menu}<ul><li>{clock}</li><li><a href=/rss>RSS</a></li></ul>",
        "{menu}<div>{clock}</div><div class=hot><a href=/x-1.html>Cầu Bình Thành thông xe</a></div>",
        "<table><tr><td>{menu}</td><td align=right><span>{clock}</span></td></tr></table>",
    ],
)
def test_a_clock_that_was_kept_or_stands_still_dates_no_page(clock: str, shape: str, above: str):
    inner = f"{HEADLINES.get(shape, '').format(HEADLINE)}<div class=b>{TEXT}</div>"
    assert stored(inner, clock=clock, above=above).published_at is None


def test_a_clock_on_the_day_of_publication_gives_no_minute():
    head = METADATA["meta"].replace("2024-09-14T06:42", "2026-10-02T06:42")
    article = stored(f"<h1>{HEADLINE}</h1><div class=b>{TEXT}</div>", head=head)
    assert article.published_at == "2026-10-02T06:42:00+07:00"
    day = METADATA["meta"].replace("2024-09-14T06:42:00+07:00", "2026-10-02")
    article = stored(f"<h1>{HEADLINE}</h1><div class=b>{TEXT}</div>", head=day)
    assert article.published_at == "2026-10-02"


BOXES = {
    "most read": '<h4>Đọc nhiều</h4><ul><li><a href="/a-1.html">Giá lúa tăng mạnh ở nhiều nơi</a>'
    '<span>13/09/2024 08:30</span></li><li><a href="/a-2.html">Cầu mới</a><span>12/09/2024</span></li></ul>',
    "gold": "<h4>Giá vàng</h4><p>Cập nhật: 13/09/2024 08:30</p>",
    "weather": "Tây Ninh 32°C<br>13/09/2024 10:00",
    "visitors": "Đang truy cập: 12<br>Hôm nay: 1203<br>Từ ngày 01/01/2015: 12.345.678",
    "documents": "<h4>Văn bản mới</h4><p>Quyết định 12/2024/QĐ-UBND ngày 13/09/2024</p>",
    "event": "<h4>Sự kiện</h4><p>20/09/2024 - Hội chợ nông sản</p>",
    "week": "<h4>Lịch công tác</h4><p>Thứ Hai, 16/09/2024: Họp giao ban</p>",
    "rates": "Tỷ giá ngày 13/09/2024: USD 24.500",
}


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("shape", HEADLINES)
@pytest.mark.parametrize(
    "place", ["<div class=left>{}</div>", "<td class=left>{}</td>", "<aside>{}</aside>"]
)
def test_a_box_above_the_headline_dates_no_page(box: str, shape: str, place: str):
    above = "{menu}" + place.format(BOXES[box])
    inner = f"{HEADLINES[shape].format(HEADLINE)}<div class=b>{TEXT}</div>"
    assert stored(inner, above=above).published_at is None
    told = stored(inner, above=above, head=METADATA["meta"].replace("2024-09-14T06:42:00+07:00", "9/14/2024 6:42:00 AM"))  # fmt: skip
    assert told.published_at == MINUTE
    printed = inner.replace("<div class=b>", f"{LINE}<div class=b>")
    assert stored(printed, above=above).published_at == MINUTE


@pytest.mark.parametrize("box", BOXES)
def test_a_box_beside_the_headline_within_the_page_dates_no_page(box: str):
    inner = f"<div class=left>{BOXES[box]}</div><h1>{HEADLINE}</h1><div class=b>{TEXT}</div>"
    assert stored(inner, above="{menu}").published_at is None


ABOVE_ITS_HEADLINE = {
    "own element": f"{LINE}<h1>{HEADLINE}</h1>",
    "div": f"{LINE}<div class=tit>{HEADLINE}</div>",
    "head": f"<div class=head><p>Kinh tế</p>{LINE}<h1>{HEADLINE}</h1></div>",
    "deep": f"<div><div><div>{LINE}</div><div><h2>{HEADLINE}</h2></div></div></div>",
}


@pytest.mark.parametrize("shape", ABOVE_ITS_HEADLINE)
@pytest.mark.parametrize("clock", [VISITS[0][0], *OTHER_CLOCKS])
def test_a_date_above_the_headline_within_the_article_is_its_own(shape: str, clock: str):
    inner = f"{ABOVE_ITS_HEADLINE[shape]}<div class=b>{TEXT}</div>"
    assert stored(inner, clock=clock).published_at == MINUTE


@pytest.mark.parametrize("label", ["Đăng lúc: ", "Ngày đăng: "])
def test_a_label_of_publication_outside_the_article_is_believed_behind_metadata(label: str):
    above = "{menu}<div class=meta>" + label + "14/09/2024 06:42</div>"
    inner = f"<h1>{HEADLINE}</h1><div class=b>{TEXT}</div>"
    assert stored(inner, above=above).published_at == MINUTE
    head = METADATA["meta"].replace("2024-09-14", "2024-09-15")
    assert (stored(inner, above=above, head=head).published_at or "").startswith("2024-09-15")


@pytest.mark.parametrize("line", ["14/09/2024 06:42", "Cập nhật lúc 06:42, 14/09/2024"])
def test_a_line_in_the_row_above_the_text_is_the_articles_where_no_headline_is_printed(line: str):
    inner = f"<table><tr><td>{line}</td></tr><tr><td>{TEXT}</td></tr></table>"
    assert stored(inner, title="{} | Ghi chép").published_at == MINUTE


@pytest.mark.parametrize(("top", "day"), [("<p>Kinh tế</p>", MINUTE), ("<nav></nav>", None)])
def test_a_header_without_menu_or_logo_is_the_articles(top: str, day: str | None):
    inner = f"<header>{top}{LINE}</header><h1>{HEADLINE}</h1><div class=b>{TEXT}</div>"
    assert stored(inner, above="{menu}").published_at == day


@pytest.mark.parametrize(("between", "day"), [("", MINUTE), ("<p>Tin trong tỉnh</p>", None)])
def test_on_a_page_without_wrappers_the_line_right_above_the_headline_alone(
    between: str, day: str | None
):
    inner = f"</div></div>{LINE}{between}<h1>{HEADLINE}</h1>{TEXT}"
    assert stored(inner, above="{menu}").published_at == day


def test_a_time_element_in_the_header_that_tells_the_visit_is_a_clock():
    clocks = [
        ("2026-10-02T18:40:00+07:00", VISITS[0][1]),
        ("2026-10-03T09:05:00+07:00", VISITS[1][1]),
    ]
    inner = f"<h1>{HEADLINE}</h1><div class=b>{TEXT}</div>"
    for clock, fetched in clocks:
        above = f'{{menu}}<div><time datetime="{clock}">bây giờ</time></div>'
        article = stored(inner, above=above, fetched=fetched)
        assert article.published_at is None
        assert "clock" in conflict(article)
        assert stored(inner, above=above, fetched="2026-12-01T00:00:00Z").published_at == clock
