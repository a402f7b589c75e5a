"""Error pages of newspapers that nobody wrote rules for, in words that no list has."""

import dataclasses

import pytest

from crawler.catalogue import foreign
from crawler.spiders.baolongan import BaolonganSpider
from pipelines.flow import read_page
from pipelines.items import RawPage
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.rules import Newspaper

FOREIGN = foreign("baomau.example", "https")
GONE = "Chuyện bạn tìm đã rời kệ sách", "Mời bạn chọn tin khác mới hơn."
BRIEF = "Cầu Bình Thử thông xe kỹ thuật", "Sáng nay xe hai bánh được phép qua lại trên cầu mới."
ADDRESS = "https://baomau.example/kinh-te/cau-binh-thu-thong-xe-ky-thuat-123456.html"
DATE = "<div>05/03/2024 - 14:30</div>"
HOME = "<p>{} <a href='/'>Về trang đầu</a></p>"


def judge(
    headline: str,
    text: str,
    *,
    url: str = ADDRESS,
    date: str = "",
    form: str = "<p>{}</p>",
    head: str = "",
    behind: str = "",
    paper: Newspaper = FOREIGN,
) -> tuple[Outcome | None, Reason | None]:
    html = (
        f"<html><head><title>{headline} | Báo Mẫu</title>{head}</head><body><ul><li><a href='/'>Trang đầu</a>"
        f"</li></ul><div><div><h1>{headline}</h1>{date}<div>{form.format(text)}</div>{behind}</div></div>"
        "<footer>Giấy phép số 12/GP-BTTTT.</footer></body></html>"
    )
    page = RawPage(
        url=url,
        paper=paper.name,
        kind=PageKind.ARTICLE,
        fetched_at="2026-10-02T11:40:00Z",
        status=200,
        headers=[("Content-Type", "text/html; charset=utf-8")],
        body=html.encode(),
    )
    judged = read_page(page, paper).judged
    return (None, None) if judged is None else (judged.outcome, judged.reason)


REFUSED = (Outcome.REJECTED, Reason.NOT_ARTICLE)
STORED = (None, None)


def test_a_page_that_speaks_of_other_things_than_its_address():
    assert judge(*GONE) == REFUSED
    assert judge(*BRIEF) == STORED
    # The day in an address is that of what was asked for.
    dated = "https://baomau.example/2024/03/05/cau-binh-thu-thong-xe-ky-thuat/"
    assert judge(*GONE, url=dated) == REFUSED
    assert judge(*BRIEF, url=dated) == STORED


def test_our_own_newspapers_too():
    paper = BaolonganSpider.paper
    url = "https://baolongan.vn/cau-binh-thu-thong-xe-ky-thuat-a188491.html"
    assert judge(*GONE, url=url, paper=paper) == REFUSED
    assert judge(*BRIEF, url=url, paper=paper) == STORED


@pytest.mark.parametrize(
    "page",
    [
        {"form": HOME},
        {"head": '<meta name="robots" content="noindex, follow">'},
    ],
    ids=["leads home", "noindex"],
)
def test_what_else_tells_an_error_page(page: dict[str, str]):
    assert judge(*BRIEF, **page) == REFUSED
    assert judge(*BRIEF, date=DATE, **page) == STORED


@pytest.mark.parametrize(
    "page",
    [
        {"date": DATE},
        {"behind": "<p align=right><b>Lê Thử</b></p>"},
        {"form": "<p>{}</p><p><img src='/cau.jpg'></p>"},
        {"url": "https://baomau.example/tin-moi-123456.html"},
        {"url": "https://baomau.example/?p=123456"},
    ],
    ids=["dated", "signed", "with a picture", "few words in its address", "none"],
)
def test_a_brief_under_a_new_headline_is_stored(page: dict[str, str]):
    assert (
        judge("Xe qua sông từ hôm nay", "Người đi chợ bớt được nửa giờ vòng vèo.", **page) == STORED
    )


def test_a_changed_headline_shares_words_with_its_address():
    assert judge("Thông xe cầu mới ở Vàm Mẫu", "Người đi chợ bớt được nửa giờ vòng vèo.") == STORED


def test_other_scripts_are_not_compared():
    url = "https://baomau.example/most-cherez-reku-otkryt-dlya-mashin-1.html"
    text = "Движение по новому мосту начнется завтра утром."
    assert judge("Мост через реку открыт для машин", text, url=url) == STORED


def test_a_long_text_is_never_hollow():
    text = "Người đi chợ bớt được nửa giờ vòng vèo, xe hàng cũng vậy. " * 6
    assert judge(GONE[0], text) == STORED


def test_the_rule_asks_for_a_day_on_the_page():
    paper = dataclasses.replace(FOREIGN)
    assert judge(*GONE, date=DATE, paper=paper) == STORED


@pytest.mark.parametrize(
    ("headline", "text", "judged"),
    [
        ("Đã có lỗi xảy ra", "Hệ thống đang bận, mời thử lại sau. Mã lỗi 500.", "deferred blocked"),
        ("Nội dung dành cho thuê bao", "Mỗi tháng 50.000 đồng.", "rejected not_article"),
        ("Lỗi kết nối CSDL", "Error establishing a database connection", "deferred blocked"),
        ("Tin này đã bị xoá", "Mời bạn xem tin khác.", "withdrawn soft_404"),
        ("Bài viết", "Bài viết này đã được gỡ bỏ.", "withdrawn soft_404"),
        ("Chuyên mục", "Chưa có bài viết nào trong chuyên mục này.", "withdrawn soft_404"),
        ("Xin lỗi bạn", "Địa chỉ bạn truy cập hiện không đúng.", "withdrawn soft_404"),
    ],
)
def test_only_what_is_gone_is_withdrawn(headline: str, text: str, judged: str):
    outcome, reason = judge(headline, text)
    assert f"{outcome} {reason}" == judged


def test_a_dated_brief_may_tell_of_an_error():
    text = "Đã có lỗi xảy ra ở trạm bơm, xã cho sửa ngay trong đêm."
    assert judge("Trạm bơm Bình Thử ngừng một đêm", text, date=DATE) == STORED
