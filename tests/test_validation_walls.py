"""Walls, notices, standing pages and fronts that answer in the place of an article."""

import pytest

from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.outcomes import Reason
from pipelines.validation import validate
from tests.judging import CARDS, PAPER, RELATED, RULES, SUMMARY, TEXT, URL, judge, other, page

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
