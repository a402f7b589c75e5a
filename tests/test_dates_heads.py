"""Links in an article's own head (section, day's archive, copies) take its date away no more than they are a card."""

import pytest

from crawler import catalogue
from pipelines import flow
from pipelines.article import Article
from pipelines.dates.leads import has_number
from pipelines.items import RawPage
from pipelines.outcomes import PageKind
from tests.frames import FRAMES, TITLE, P, read

HOST = "https://baomien.example.vn"
AT = "2026-03-05T09:15:33+07:00"
TIME = f"<time class='entry-date' datetime='{AT}'>{{}}</time>"
SECTIONS = {
    "Thời sự - Chính trị": "thoi-su-chinh-tri",
    "Nông nghiệp - Nông thôn mới": "nong-nghiep-nong-thon-moi",
    "Xây dựng Đảng và hệ thống chính trị": "xay-dung-dang-va-he-thong-chinh-tri",
}
MENU = (
    "<nav><ul><li><a href='/'>Trang chủ</a></li><li><a href='/kinh-te/'>Kinh tế</a></li></ul></nav>"
)


SLUG = "mua-gat-som-tren-canh-dong-ven-song"


def article_of(
    meta: str, *, above: str = "", behind: str = "", menu: str = MENU, slug: str = SLUG
) -> Article:
    """An article of WordPress: its address is words alone, as a section's is."""
    url = f"{HOST}/{slug}/"
    html = (
        f"<html lang='vi'><head><title>{TITLE}</title></head><body>{menu}<main><article>"
        f"<header>{above}<h1 class='entry-title'>{TITLE}</h1>{meta}</header>{behind}"
        f"<div class='entry-content'>{''.join(P)}</div></article></main></body></html>"
    )
    paper = catalogue.of_address(url)
    assert paper is not None
    raw = RawPage(
        url=url,
        paper=paper.name,
        kind=PageKind.ARTICLE,
        fetched_at="2026-03-09T05:00:00Z",
        status=200,
        headers=[("Content-Type", "text/html; charset=utf-8")],
        body=html.encode(),
    )
    found = flow.read_page(raw, paper).article
    assert found is not None
    return found


@pytest.mark.parametrize("printed", ["05/03/2026 09:15", "05/03/2026", "4 ngày trước"])
@pytest.mark.parametrize("address", ["/{}/", "/category/{}/", "/{}.html", f"{HOST}/danh-muc/{{}}/"])
@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_of_many_words_beside_the_time_is_no_headline(
    name: str, address: str, printed: str
):
    link = f"<a href='{address.format(SECTIONS[name])}'>{name}</a>"
    beside = f"<div class='meta'>{link} {TIME.format(printed)}</div>"
    apart = f"<div class='meta'><div>{link}</div><div>{TIME.format(printed)}</div></div>"
    label = f"<h6 class='entry-category'>{link}</h6>"
    for meta in (beside, apart, f"<div>{label}<div>{TIME.format(printed)}</div></div>"):
        assert (article_of(meta).published_at or "").startswith("2026-03-05")


@pytest.mark.parametrize(
    "href",
    ["/2026/03/05/", "/ngay/2026/03/05", "/mua-gat-som-tren-canh-dong-ven-song", "/?p=4411", "#"],
)
@pytest.mark.parametrize("printed", ["5 Tháng Mười Một, 2025", "Thứ Tư, 5 Tháng Mười Một, 2025"])
def test_a_date_that_is_a_link_is_no_headline(printed: str, href: str):
    time = f"<time class='entry-date' datetime='2025-11-05T09:15:33+07:00'>{printed}</time>"
    meta = f"<div class='meta'><a href='{HOST}{href}'>{time}</a></div>"
    assert article_of(meta).published_at == "2025-11-05T09:15:33+07:00"
    bare = f"<ul><li><a href='{href}'><span><time>{printed}</time></span></a></li></ul>"
    assert article_of(bare).published_at == "2025-11-05"


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/print/4411'>In bài viết này ra giấy</a>",
        "<a href='/pdf/bao-in-05-03.pdf'>Xem trang báo in bản PDF</a>",
        "<a href='/audio/4411.mp3'>Nghe bài viết này bằng giọng đọc</a>",
        "<a href='/en/drone-teams-4411.html'>Read this article in English here</a>",
        "<a href='/theo-doi-google-news'>Theo dõi Báo trên Google News</a>",
        "<a href='/nha-bao/tan-loc'>Nhà báo Tấn Lộc - Ban Kinh tế</a>",
        "<a href='/chuyen-doi-so-trong-nong-nghiep-event12.html'>Chuyển đổi số trong nông nghiệp</a>",
        "<a href='/lien-he/#gop-y'>Gửi ý kiến của bạn cho tòa soạn</a>",
        "<span><a href='/'>Trang chủ</a> › <a href='/thoi-su-chinh-tri'>Thời sự - Chính trị</a></span>",
    ],
)
def test_nor_are_copies_writers_and_the_way_to_the_article(link: str):
    bar = f"<div class='bar'>{link}{TIME.format('05/03/2026 09:15')}</div>"
    expected = "2026-03-05T09:15"
    assert (article_of(bar).published_at or "").startswith(expected)
    assert (article_of("", above=bar).published_at or "").startswith(expected)
    for frame in ("microdata", "plain", "parted"):
        inner = FRAMES[frame][1].format(title=TITLE, lead="", date=bar, body="".join(P))
        article = read(frame, "", page=inner).article
        assert article is not None
        assert (article.published_at or "").startswith(expected)


CARDS = {
    "words": (
        "<div><a href='/ca-linh-cuoi-mua-ron-rang-cho-xa/'>Cá linh cuối mùa rộn ràng chợ xã đầu nguồn</a> {}</div>"
    ),
    "number": "<div><a href='/ca-linh-cuoi-mua-ron-rang-98123.html'>Cá linh cuối mùa rộn ràng</a> {}</div>",
    "number alone": "<div><a href='/?p=98123'>Cá linh cuối mùa rộn ràng</a> {}</div>",
    "cut address": (
        "<div><h4><a href='/ca-linh-cuoi-9991.html'>Cá linh cuối mùa rộn ràng chợ xã đầu nguồn</a></h4>{}</div>"
    ),
    "heading": "<div><h3><a href='/ca-linh-cuoi-mua-ron-rang/'>Cá linh cuối mùa rộn ràng</a></h3>{}</div>",
    "picture": (
        "<div><a href='/ca-linh-9/'><img src='/a.jpg' alt=''></a>"
        "<a href='/ca-linh-9/'>Cá linh cuối mùa rộn ràng</a> {}</div>"
    ),
}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_another_article_in_the_head_is_a_card_still(card: str):
    filled = card.format(TIME.format("05/03/2026"))
    assert article_of("", behind=filled).published_at is None
    assert article_of("", above=filled).published_at is None
    own = "<div class='meta'>06/03/2026 10:00</div>"
    article = article_of(own, behind=filled)
    assert article.published_at == "2026-03-06T10:00:00+07:00"
    assert article.provenance["published_at"].conflict is None


@pytest.mark.parametrize(
    "slug",
    ["mua-gat-2024-som-tren-dong", "mua-gat-som-nam-2026", "2026/03/mua-gat-som", "tet-2026"],
)
@pytest.mark.parametrize("card", ["words", "heading", "short", "list"])
def test_a_year_in_the_address_is_no_number_of_an_article(card: str, slug: str):
    cards = CARDS | {
        "short": "<div><a href='/khanh-thanh-cau-treo-ban-mo/'>Khánh thành cầu treo bản Mò</a> {}</div>",
        "list": "<ul><li><a href='/khanh-thanh-cau-treo-ban-mo/'>Khánh thành cầu treo bản Mò</a> {}</li></ul>",
    }
    filled = cards[card].format(TIME.format("05/03/2026"))
    assert article_of("", behind=filled, slug=slug).published_at is None
    own = "<div><time datetime='2026-03-06T10:00:00+07:00'>06/03/2026 10:00</time></div>"
    meta = "<meta property='article:published_time' content='2026-03-06T10:00:00+07:00'>"
    for head in (filled + own, own + filled, meta + filled, filled + "<p>06/03/2026 10:00</p>"):
        assert article_of(head, slug=slug).published_at == "2026-03-06T10:00:00+07:00"


@pytest.mark.parametrize(
    ("address", "numbered"),
    [
        ("/le-hoi-den-hung-2024-thu-hut/", False),
        ("/kinh-te-nam-2026.html", False),
        ("/2026/03/05/mua-gat", False),
        ("/mua-gat-20260305.html", False),
        ("/mua-gat-88123.html", True),
        ("/mua-gat-a1234.html", True),
        ("/mua-gat-a2024.html", True),
        ("/tin/4411/mua-gat", True),
        ("/?p=4411", True),
        ("/mua-gat-202603051234567.htm", True),
    ],
)
def test_what_is_the_number_of_an_article(address: str, numbered: bool):
    assert has_number(address) is numbered
