"""What is an article, and why the rest is none."""

import dataclasses

import pytest

from crawler.catalogue import foreign
from crawler.spiders.baolongan import BaolonganSpider
from pipelines.article import build_article, content_hash
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.outcomes import Reason
from pipelines.urls import read_address
from pipelines.validation import validate

PAPER = BaolonganSpider.paper
RULES = PAPER.rule_sets[0]
URL = "https://baolongan.vn/mua-gat-som-a188491.html"
FETCHED = "2026-10-02T11:40:00Z"
TEXT = "".join(
    f"<p>Đoạn văn thứ {n} kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm vụ này.</p>"
    for n in ("nhất", "hai", "ba")
)
MENU = "<ul>" + "".join(f"<li><a href='/muc-{n}/'>Mục số {n}</a></li>" for n in range(9)) + "</ul>"
FOOT = "<div>Giấy phép số 12/GP-BTTTT cấp ngày 15/03/2016. Tổng Biên tập: Lê Văn Mẫu.</div>"


def page(inner: str, title: str = "Báo Long An Online", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{MENU}{inner}{FOOT}</body></html>"


def judge(html: str, url: str = URL) -> Reason | None:
    document = parse(html.encode(), None, url)
    return validate(document, read_fields(document, PAPER, RULES, {}), PAPER)


ARTICLE = page(f"<div><h1>Mùa gặt sớm ở Vàm Cỏ</h1><p>08/01/2026 - 18:21</p>{TEXT}</div>")
TEASERS = "".join(
    f"<div><h3><a href='/tin-{n}-a{n}.html'>Tin thử số {n} về đời sống ở xã vùng sâu</a></h3>"
    f"<p>Tóm tắt tin thử số {n} để người đọc biết trong đó nói chuyện gì…</p></div>"
    for n in range(12)
)


def test_an_article():
    assert judge(ARTICLE) is None
    short = page("<h1>Thông báo cúp điện ở xã Bình Thử</h1><p>Ngày mai cúp điện từ 8 giờ.</p>")
    assert judge(short) is None


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (page("<h1>Trang không tồn tại</h1><p>Mời về trang chủ.</p>"), Reason.SOFT_404),
        (page("<p>Không tìm thấy bài viết bạn yêu cầu</p>"), Reason.SOFT_404),
        (page("<div>404 Not Found</div>"), Reason.SOFT_404),
        (page("<h2>Bài viết này không tồn tại hoặc đã bị xóa</h2>"), Reason.SOFT_404),
        (page("<p>Nội dung bạn tìm không còn.</p>", title="Lỗi 404"), Reason.SOFT_404),
        (page("<p>The page you requested was not found</p>"), Reason.SOFT_404),
        (page("<form><input type='password'></form>", title="Đăng nhập"), Reason.BLOCKED),
        (page("<p>Vui lòng đăng nhập để đọc tiếp</p>"), Reason.BLOCKED),
        (page("<p>Xin xác minh bạn là con người (captcha)</p>"), Reason.BLOCKED),
        ("<html><head><title>Just a moment...</title></head><body></body></html>", Reason.BLOCKED),
        ("<html><body><script src='/challenge-platform/x.js'></script></body></html>", Reason.BLOCKED),
        ("<html><body><script>location.reload()</script></body></html>", Reason.BLOCKED),
        (page(f"<h1>Kinh tế</h1>{TEASERS}"), Reason.NOT_ARTICLE),
        (page(f"<div>{TEXT}</div>").replace("<title>Báo Long An Online</title>", ""), Reason.NO_TITLE),
        (page("<h1>Mùa gặt sớm ở Vàm Cỏ</h1>"), Reason.EMPTY_BODY),
        ("", Reason.NO_TITLE),
        ("<html></html>", Reason.NO_TITLE),
    ],
)  # fmt: skip
def test_no_article(html: str, reason: Reason):
    assert judge(html) is reason


def test_words_of_an_error_inside_an_article_are_no_error():
    text = TEXT.replace("thu hoạch", "hỏi vì sao trang không tồn tại, captcha là gì")
    html = page(f"<h1>Người dân hỏi về trang thông tin của xã</h1><p>08/01/2026</p>{text * 2}")
    assert judge(html) is None


@pytest.mark.parametrize(
    "url",
    ["https://baolongan.vn/", "https://baolongan.vn/kinh-te/", "https://baolongan.vn/kinh-te/?p=2"],
)
def test_front_and_section_addresses_are_none(url: str):
    assert judge(ARTICLE, url) is Reason.NOT_ARTICLE


def test_empty_body_is_fine_for_a_video():
    player = "<iframe src='https://www.youtube.com/embed/x'></iframe>"
    assert judge(page(f"<div><h1>Phim: mùa gặt ở Vàm Cỏ</h1><div>{player}</div></div>")) is None


def article_of(html: str):
    document = parse(html.encode(), None, URL)
    fields = read_fields(document, PAPER, RULES, {})
    dates = read_dates(document, fields, PAPER, RULES, FETCHED, {})
    return build_article(fields, dates, PAPER, RULES, read_address(URL, PAPER), archive_ref="a:1")


def test_article_is_put_together():
    article = article_of(ARTICLE)
    assert (article.paper, article.source_id, article.url) == ("baolongan", "188491", URL)
    assert article.title == "Mùa gặt sớm ở Vàm Cỏ"
    assert article.word_count == 6 + 3 * 20
    assert article.rules == RULES.name
    assert article.archive_ref == "a:1"
    assert {"title", "body", "published_at"} <= set(article.provenance)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</h1>", "</h1><div>1.204 lượt xem</div>"),
        (
            FOOT,
            f"<h3>Tin liên quan</h3><a href='/x-a5.html'>Một bài khác hẳn ở trang này</a>{FOOT}",
        ),
        ("</p><p>", "</p><div>Quảng cáo</div><p>"),
        (MENU, f"<div>03/10/2026 07:00</div>{MENU}"),
        ("<p>Đoạn", "<p >  Đoạn\u200b"),
    ],
)
def test_what_is_not_the_article_changes_no_hash(old: str, new: str):
    assert old in ARTICLE
    assert article_of(ARTICLE.replace(old, new)).content_hash == article_of(ARTICLE).content_hash


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Vàm Cỏ", "Vàm Cỏ Tây"),
        ("ba xã", "bốn xã"),
        ("18:21", "18:25"),
        ("18:21", "18:21</p><h2>Lúa chín sớm hơn mọi năm nửa tháng</h2><p>"),
    ],
)
def test_an_edit_changes_it(old: str, new: str):
    assert article_of(ARTICLE.replace(old, new)).content_hash != article_of(ARTICLE).content_hash


def test_relative_date_moves_with_the_visit_and_is_no_edit():
    html = ARTICLE.replace("08/01/2026 - 18:21", "3 giờ trước")
    document = parse(html.encode(), None, URL)
    fields = read_fields(document, PAPER, RULES, {})
    first, second = (
        content_hash(fields, read_dates(document, fields, PAPER, RULES, at, {}))
        for at in (FETCHED, "2026-10-02T12:40:00Z")
    )
    assert first == second


def test_text_hash_is_blind_to_marks_and_case():
    other = ARTICLE.replace("hoạch", "HOẠCH")
    assert article_of(other).text_hash == article_of(ARTICLE).text_hash
    assert dataclasses.replace(article_of(other)).content_hash != article_of(ARTICLE).content_hash


@pytest.mark.parametrize("href", ["#", "", "/mua-gat-som-a188491.html", "javascript:void(0)"])
def test_a_headline_that_links_to_itself_or_nowhere(href: str):
    html = page(
        f"<div><h1><a href='{href}'>Mùa gặt sớm ở Vàm Cỏ</a></h1>{TEXT}</div>",
        head="<base href='https://baolongan.vn/'>",
    )
    assert judge(html) is None


HEAD = "<div><h1>Trang chưa có chữ ở Vàm Cỏ</h1><p>08/01/2026 - 18:21</p>"
SUMMARY = "Tóm tắt một tin khác, dài hơn sáu mươi chữ, để người đọc biết trong đó nói chuyện gì."
RELATED = "<div><h3>Bạn có thể quan tâm</h3><ul>{}</ul></div>".format(
    "".join(
        f"<li><a href='/tin-{n}-a{n}.html'>Tin thử số {n} về đời sống ở xã</a><p>{n}. {SUMMARY}</p></li>"
        for n in range(3)
    )
)
CARDS = "".join(
    f"<div><h3><a href='/tin-{n}-a{n}.html'>Tin thử số {n} về đời sống</a></h3><p>{n}. {SUMMARY * 4}</p></div>"
    for n in range(3)
)
COMMENTS = (
    "<div><h3>Ý kiến bạn đọc</h3><div><b>Bạn đọc Út</b><p>Bài hay quá, quê tôi cũng có chuyện giống"
    " vậy, mong báo viết tiếp nhé.</p></div></div>"
)


@pytest.mark.parametrize("around", [RELATED, CARDS, COMMENTS, RELATED + COMMENTS])
@pytest.mark.parametrize(
    "body",
    [
        "<div><div></div></div>",
        "<div id='newscontents'><div class='content-fck'></div></div>",
        "<div id='newscontents'><div class='content-fck'><p>&nbsp;</p></div></div>",
        (
            "<div id='newscontents'><div class='content-fck'><script>var words = 'many';</script>"
            "<div class='AMN_res_1'><img src='/ad.jpg'>Quảng cáo</div></div></div>"
        ),
        "<div id='newscontents'><div class='content-fck'></div>{}</div>",
    ],
)
def test_nothing_around_an_empty_text_is_taken_for_it(body: str, around: str):
    assert judge(page(f"{HEAD}{body.format(around)}</div>{around}")) is Reason.EMPTY_BODY


@pytest.mark.parametrize(
    "inner",
    [
        f"<h3>Bình luận</h3>{TEXT}",
        f"<p><b>Bình luận</b></p>{TEXT}",
        f"{RELATED}<div>{TEXT}</div>",
        f"<div>{TEXT}</div>{RELATED}{COMMENTS}",
        f"<div id='newscontents'><div class='content-fck'></div>{TEXT}</div>",
        "<div id='newscontents'><div class='content-fck'><p>Ngày mai cúp điện cả xã.</p></div></div>",
    ],
)
def test_a_text_is_found_whatever_stands_around_it(inner: str):
    document = parse(page(f"{HEAD}{inner}</div>").encode(), None, URL)
    fields = read_fields(document, PAPER, RULES, {})
    assert validate(document, fields, PAPER) is None
    assert fields.body.startswith(("Đoạn văn thứ nhất", "Ngày mai"))
    assert "Tóm tắt" not in fields.body
    assert "Bài hay quá" not in fields.body


TOP = f"<h2><a href='/dau-a1.html'>Hội đua bò vào mùa tranh tài</a></h2><p>Tin đầu. {SUMMARY}</p>"


@pytest.mark.parametrize("cards", ["", CARDS, RELATED])
@pytest.mark.parametrize(
    "headline", ["<a href='/muc-3/'>Mục số 3</a>", "Mục số 3", "<a href='/muc-3/'>Mục số 3</a> RSS"]
)
def test_a_section_front_however_short(headline: str, cards: str):
    html = page(f"<div><h1>{headline}</h1>{TOP}{cards}</div>", title="Mục số 3 - Báo Long An")
    assert judge(html) is Reason.NOT_ARTICLE


def test_an_article_may_bear_its_sections_name():
    html = page(f"<div><h1>Mục số 3</h1><p>08/01/2026 - 18:21</p>{TEXT}</div>{CARDS}")
    assert judge(html) is None


@pytest.mark.parametrize(
    "headline",
    [
        "Đăng nhập VNeID thế nào cho đúng",
        "Captcha là gì?",
        "Lỗi 404 là gì",
        "Trang không tồn tại: vì sao",
    ],
)
def test_news_about_walls_and_errors_is_news(headline: str):
    html = page(f"<div><h1>{headline}</h1><p>08/01/2026 - 18:21</p>{TEXT}</div>", title=headline)
    document = parse(html.encode(), None, URL)
    fields = read_fields(document, PAPER, RULES, {})
    assert len(fields.body) < 480
    assert validate(document, fields, PAPER, dated=True) is None
    walled = parse(
        html.replace("</body>", "<i class='cf-challenge'></i></body>").encode(), None, URL
    )
    fields = read_fields(walled, PAPER, RULES, {})
    assert validate(walled, fields, PAPER, dated=True) is not None


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (page("<h1>Thông báo</h1><p>Rất tiếc, liên kết bạn tìm đã hết hạn.</p>"), Reason.SOFT_404),
        (page("<h1>Oops! That page can't be found.</h1>"), Reason.SOFT_404),
        (page("<h1>Mua gạo</h1><p>Vui lòng nhập mã xác nhận để tiếp tục.</p>"), Reason.BLOCKED),
        (page("<h1>Thông báo</h1><p>Website đang bảo trì, mời quay lại sau.</p>"), Reason.BLOCKED),
        (
            page("<h1>Mùa gạo mới</h1><form><input type='password'></form><p>Gạo.</p>"),
            Reason.BLOCKED,
        ),
        (page(f"<h1>Trang không tồn tại</h1>{TEXT}"), Reason.SOFT_404),
    ],
)
def test_more_words_of_walls_and_errors(html: str, reason: Reason):
    assert judge(html) is reason


def other(inner: str, title: str) -> Reason | None:
    """A page of a newspaper that nobody wrote rules for."""
    url = "https://baothu.example/lien-he"
    document = parse(page(inner, title=title).encode(), None, url)
    paper = foreign("baothu.example", "https")
    fields = read_fields(document, paper, paper.rule_sets[-1], {})
    return validate(document, fields, paper)


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Liên hệ", Reason.NOT_ARTICLE),
        ("Giới thiệu | Báo Thử", Reason.NOT_ARTICLE),
        ("Contact us", Reason.NOT_ARTICLE),
        ("Giới thiệu về Báo Thử", Reason.NOT_ARTICLE),
        ("Điều khoản sử dụng và bảo mật thông tin", Reason.NOT_ARTICLE),
        ("Chính sách bảo mật thông tin", Reason.NOT_ARTICLE),
        ("Thăm dò ý kiến", Reason.NOT_ARTICLE),
        ("Giới thiệu về nghề làm bánh ở xóm nhỏ", None),
        ("Chính sách bảo hiểm cho nông dân", None),
        ("Giới thiệu mô hình trồng sen mới", None),
        ("Quảng cáo sai sự thật bị phạt", None),
    ],
)
def test_standing_pages_tell_no_news(title: str, reason: Reason | None):
    assert other(f"<h1>{title.split(' | ', maxsplit=1)[0]}</h1>{TEXT}", title) == reason


def test_a_front_whose_cards_lead_on_below_their_texts():
    cards = "".join(
        f"<div><h3>Nhà vườn xã {n} được mùa trái ngọt</h3><p>Đoạn tóm tắt thứ {n} kể chuyện nông dân ven sông"
        f" bắt đầu thu hoạch lúa sớm.</p><a href='/nha-vuon-xa-9{n}123.html'>Xem tiếp</a></div>"
        for n in range(6)
    )
    assert other(f"<h1>Tin nông nghiệp</h1><div>{cards}</div>", "Báo Thử") is Reason.NOT_ARTICLE


LONG = "Nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm vụ này. " * 5


def test_a_text_that_is_to_come_or_to_be_paid_is_no_article():
    for said, reason in (
        ("Bài viết đang được cập nhật, mời bạn đọc quay lại sau.", Reason.EMPTY_BODY),
        ("Nội dung này đang cập nhật…", Reason.EMPTY_BODY),
        (f"{LONG}</p><p>Mời bạn đăng ký gói đọc báo để xem tiếp nội dung này.", Reason.NOT_ARTICLE),
        (f"Bài viết đang được cập nhật lên kho dữ liệu của thư viện tỉnh. {LONG}", None),
    ):
        html = page(f"<h1>Mùa gặt sớm ở Vàm Cỏ</h1><p>08/01/2026 - 18:21</p><p>{said}</p>")
        document = parse(html.encode(), None, URL)
        fields = read_fields(document, PAPER, RULES, {})
        assert validate(document, fields, PAPER, dated=True) is reason, said


def test_a_domain_for_sale_tells_no_news():
    parked = (
        "<p>baothu.example: this domain is for sale! Related searches: rice, farm, news.</p>" * 3
    )
    assert other(f"<h1>baothu.example rice and farm</h1>{parked}", "x") is not None
    sold = f"<h1>Tên miền lúa gạo được trả giá cao</h1>{TEXT}"
    assert other(sold, "x") is None
