"""Words of walls and notices, and links of others, around an article that stands in its place."""

import pytest

from pipelines.outcomes import Outcome, Reason
from tests.frames import FRAMES, TITLE, read

SAID_OF_OTHERS = {
    "comment form": "<p>Nhập mã xác nhận</p>",
    "comments for members": "<div>Bạn cần đăng nhập để bình luận</div>",
    "comments to be read": "<p>Vui lòng đăng nhập để xem bình luận</p>",
    "a deleted comment": "<div><p>Bình luận: nội dung đã bị xóa</p></div>",
    "an empty box": "<p>Chưa có bài viết nào</p>",
    "another headline": "<p><a href='/von-vay-98123.html'>Vốn vay ưu đãi dành cho hội viên phụ nữ</a></p>",
    "a form to log in": "<form><input type=text name=u><input type=password name=p></form>",
    "a failed counter": "<div>Đã xảy ra lỗi, vui lòng thử lại sau</div>",
}
BRIEF = "<p>Sáng 14/9, điện lực bắt đầu cúp điện ở ba xã ven sông, dân dùng máy nổ.</p>"
PHOTO = "".join(f"<p><img src='/upload/{n}.jpg' alt=''></p>" for n in range(5))
VIDEO = "<p><iframe src='https://www.youtube.com/embed/abc'></iframe></p>"
HEADLINES = "".join(
    f"<li><a href='/nha-vuon-phan-khoi-vi-gia-tang-9{n}123.html'>Nhà vườn phấn khởi vì giá trái cây tăng lần {n}</a></li>"
    for n in range(12)
)
PLACES = ["baolongan", "baocantho", "baotayninh", "plain"]


def page(frame: str, body: str, *, above: str = "", below: str = "") -> str:
    date = {"baotayninh": "date", "plain": "d"}.get(frame, "pubdate")
    inner = FRAMES[frame][1].format(
        title=TITLE, lead="", date=f"<div class='{date}'>14/09/2024 06:42</div>", body=body
    )
    return f"{above}{inner}{below}"


@pytest.mark.parametrize("where", ["above", "below"])
@pytest.mark.parametrize("said", SAID_OF_OTHERS.values(), ids=SAID_OF_OTHERS)
@pytest.mark.parametrize("body", [BRIEF, PHOTO, VIDEO], ids=["brief", "photo", "video"])
@pytest.mark.parametrize("frame", PLACES)
def test_what_the_rest_of_a_page_says_refuses_no_article(
    frame: str, body: str, said: str, where: str
):
    reading = read(frame, "", page=page(frame, body, **{where: said}))
    assert reading.article is not None, reading.judged
    assert reading.article.title == TITLE


@pytest.mark.parametrize("body", [BRIEF, VIDEO], ids=["brief", "video"])
@pytest.mark.parametrize("frame", PLACES)
def test_nor_do_the_headlines_of_others(frame: str, body: str):
    others = f"<h3>Video khác</h3><ul>{HEADLINES}</ul>"
    reading = read(frame, "", page=page(frame, body, below=others))
    assert reading.article is not None, reading.judged


WATCHED = {
    "Cloudflare": "<script>a.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'</script>",
    "Cloudflare, older": "<script>a.src='/cdn-cgi/challenge-platform/h/b/scripts/jsd/8f/main.js'</script>",
    "reCAPTCHA": "<form>Nhập mã xác nhận<div class='g-recaptcha'></div></form>",
    "Imperva": "<script src='/_Incapsula_Resource?SWJIYLWA=719d34d3'></script>",
}


@pytest.mark.parametrize("script", WATCHED.values(), ids=WATCHED)
@pytest.mark.parametrize("body", [BRIEF, VIDEO], ids=["brief", "video"])
@pytest.mark.parametrize("frame", PLACES)
def test_the_scripts_of_those_who_sell_challenges_refuse_no_article(
    frame: str, body: str, script: str
):
    below = f"<h3>Video khác</h3><ul>{HEADLINES}</ul>{script}"
    reading = read(frame, "", page=page(frame, body, below=below))
    assert reading.article is not None, reading.judged


@pytest.mark.parametrize(
    "said",
    [
        "Địa chỉ IP của bạn đã bị chặn bởi tường lửa.",
        "Bạn truy cập quá nhanh. Vui lòng thử lại sau 60 giây.",
        "Vui lòng bật JavaScript và cookies để tiếp tục.",
        "Too Many Requests",
        "<script>window._cf_chl_opt={}</script>",
        "<script src='/cdn-cgi/challenge-platform/h/g/orchestrate/chl_page/v1'></script>",
    ],
)
@pytest.mark.parametrize("frame", PLACES)
def test_a_wall_that_lets_nobody_in_is_asked_again(frame: str, said: str):
    wall = f"<html><head><title>Thông báo</title></head><body><h1>Thông báo</h1><p>{said}</p></body></html>"
    judged = read(frame, "", page=wall).judged
    assert (judged.outcome, judged.reason) == (Outcome.DEFERRED, Reason.BLOCKED)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<p>Bạn cần đăng nhập để đọc tiếp bài viết này.</p>", Reason.BLOCKED),
        ("<p>Vui lòng đăng nhập để xem nội dung.</p>", Reason.BLOCKED),
        ("<p>Nhập mã xác nhận để tiếp tục.</p>", Reason.BLOCKED),
        ("<p>Bài viết này hiện không còn tồn tại.</p>", Reason.SOFT_404),
        ("<p>Nội dung này chỉ dành cho thuê bao.</p>", Reason.NOT_ARTICLE),
    ],
)
@pytest.mark.parametrize("frame", PLACES)
def test_in_the_articles_place_they_count(frame: str, body: str, reason: Reason):
    assert read(frame, "", page=page(frame, body)).judged.reason is reason


@pytest.mark.parametrize(
    ("title", "slug", "text"),
    [
        (
            "Trao máy may cho hội viên phụ nữ nghèo",
            "trao-may-may-cho-hoi-vien-phu-nu-ngheo",
            "Chương trình dành cho hội viên phụ nữ nghèo của ba xã, mỗi máy may trị giá năm triệu đồng.",
        ),
        (
            "Cách đăng nhập ứng dụng lịch cúp điện",
            "cach-dang-nhap-ung-dung-lich-cup-dien",
            "Người dân tải ứng dụng rồi nhập mã xác nhận gửi về điện thoại.",
        ),
        (
            "Đính chính",
            "dinh-chinh",
            "Bài viết đăng ngày 4/9 có sai sót về tên nhân vật, bài viết đã được gỡ để sửa, mong bạn đọc lượng thứ.",
        ),
    ],
)
def test_a_brief_may_use_such_words_itself(title: str, slug: str, text: str):
    for frame in PLACES:
        reading = read(frame, f"<p>{text}</p>", title=title, slug=slug)
        assert reading.article is not None, (frame, reading.judged)


def test_a_page_without_the_articles_headline_is_judged_by_all_it_says():
    page = (
        "<div><h1>Thông báo</h1><p>Kính chào quý khách.</p><p>Vui lòng nhập mã xác nhận.</p></div>"
    )
    reading = read("plain", "", page=page)
    assert (reading.judged.outcome, reading.judged.reason) == (Outcome.DEFERRED, Reason.BLOCKED)


BELOW = [
    ("<div class=pw><p>Bạn cần đăng nhập để xem nội dung này.</p></div>", Reason.BLOCKED),
    ("<div class=pw><p>Nội dung này chỉ dành cho hội viên. Đăng ký ngay!</p></div>", Reason.NOT_ARTICLE),
    ("<div class=pw><p>Bài viết đã được gỡ bỏ theo yêu cầu.</p></div>", Reason.SOFT_404),
]  # fmt: skip
FORM = "<form action='/login'><input name=u><input type=password name=p><button>Vào</button></form>"


@pytest.mark.parametrize(("wall", "reason"), BELOW)
@pytest.mark.parametrize("frame", PLACES)
def test_a_wall_right_below_a_text_that_is_cut(frame: str, wall: str, reason: Reason):
    cut = "<p>Sáng 5/3, hơn 200 nông dân xã ven sông đã dự buổi thử máy gieo sạ.</p>"
    inner = page(frame, cut)
    closed = inner.rfind("</div>")
    whole = inner[:closed] + wall + inner[closed:]
    reading = read(frame, "", page=whole)
    assert reading.article is None
    assert reading.judged.reason is reason


@pytest.mark.parametrize("frame", PLACES)
def test_a_form_to_log_in_in_the_articles_element(frame: str):
    reading = read(
        frame, "", page=page(frame, f"<p>Bạn không có quyền truy cập nội dung này.</p>{FORM}")
    )
    assert reading.judged.reason is Reason.BLOCKED


@pytest.mark.parametrize(
    "last",
    [
        "Khán giả có thể mua vé để xem trọn vẹn đêm diễn.",
        "Người dân đăng ký tài khoản VNeID để xem đầy đủ thông tin.",
        "Hội thi có nội dung dành cho hội viên nông dân.",
        "Lớp học có nhiều bài dành riêng cho hội viên trẻ.",
    ],
)
@pytest.mark.parametrize("frame", PLACES)
def test_what_a_text_says_of_members_and_tickets_is_news(frame: str, last: str):
    assert read(frame, f"{BRIEF}<p>{last}</p>").article is not None


@pytest.mark.parametrize(
    "last",
    [
        "Người dân đăng ký gói cước 5G để xem trận chung kết.",
        "Đài tăng tỷ trọng nội dung trả phí trong năm tới.",
        "Nội dung này dành cho hội viên nông dân ba xã.",
    ],
)
def test_nor_what_it_says_of_offers(last: str):
    assert read("baolongan", f"{BRIEF}<p>{last}</p>").article is not None


def test_a_headline_below_that_tells_of_removed_articles_removes_none():
    other = "<p><a href='/bai-viet-98123.html'>Bài viết đã bị gỡ vì sao vẫn lan truyền trên mạng</a></p>"
    for frame in PLACES:
        inner = page(frame, BRIEF)
        closed = inner.rfind("</div>")
        reading = read(frame, "", page=inner[:closed] + other + inner[closed:])
        assert reading.article is not None, (frame, reading.judged)


@pytest.mark.parametrize(
    "said",
    [
        "<p>Hãy bật JavaScript để bình luận bài viết này</p>",
        "<p>Vui lòng bật JavaScript trên trình duyệt để xem trang tốt nhất</p>",
        "<p style='display:none'>Bạn thao tác quá nhanh, vui lòng thử lại sau.</p>",
        "<p>Bài viết hiện không có bình luận nào.</p>",
    ],
)
@pytest.mark.parametrize("frame", PLACES)
def test_what_shuts_visitors_out_of_comments_refuses_no_article(frame: str, said: str):
    reading = read(frame, "", page=page(frame, BRIEF, below=f"<div>{said}</div>"))
    assert reading.article is not None, reading.judged
