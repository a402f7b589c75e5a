"""What is an article, and why the rest is none."""

import pytest

from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.outcomes import Reason
from pipelines.validation import validate
from tests.judging import ARTICLE, CARDS, PAPER, RELATED, RULES, TEXT, URL, judge, page

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


@pytest.mark.parametrize("href", ["#", "", "/mua-gat-som-a188491.html", "javascript:void(0)"])
def test_a_headline_that_links_to_itself_or_nowhere(href: str):
    html = page(
        f"<div><h1><a href='{href}'>Mùa gặt sớm ở Vàm Cỏ</a></h1>{TEXT}</div>",
        head="<base href='https://baolongan.vn/'>",
    )
    assert judge(html) is None


HEAD = "<div><h1>Trang chưa có chữ ở Vàm Cỏ</h1><p>08/01/2026 - 18:21</p>"
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
