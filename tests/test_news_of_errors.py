"""Briefs about lost pages and logins are news; the notice that an article is gone is none."""

import pytest

from pipelines.outcomes import Outcome, Reason
from tests.frames import FRAMES, read

#: Headline, address and text of briefs.
BRIEFS = {
    "404": (
        "Website sở báo lỗi 404 suốt buổi sáng",
        "website-so-bao-loi-404-suot-buoi-sang",
        "Sáng 14/9, cổng thông tin của sở không tìm thấy trang nộp hồ sơ, người dân phải chờ.",
    ),
    "text alone": (
        "Cổng dịch vụ công gặp sự cố",
        "cong-dich-vu-cong-gap-su-co",
        "Sáng nay, cổng dịch vụ công không tìm thấy trang nộp hồ sơ, người dân phải chờ.",
    ),
    "removed": (
        "Bài viết sai sự thật đã bị gỡ bỏ",
        "bai-viet-sai-su-that-da-bi-go-bo",
        "Người đăng bị xử phạt 7,5 triệu đồng, bài viết đã được gỡ bỏ.",
    ),
    "login": (
        "Đăng nhập VNeID không được, người dân phải làm gì?",
        "dang-nhap-vneid-khong-duoc-nguoi-dan-phai-lam-gi",
        "Nếu quên mật khẩu, người dân vào mục đăng nhập, chọn quên mật khẩu rồi làm theo hướng dẫn.",
    ),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", BRIEFS)
def test_a_dated_brief_about_it_is_stored(frame: str, kind: str):
    title, slug, text = BRIEFS[kind]
    made = read(frame, f"<p>{text}</p>", title=title, slug=slug)
    assert made.article is not None, made.judged
    assert made.article.body == text


NOTICES = (
    "Bài viết này không còn tồn tại hoặc đã bị xóa.",
    "Bài viết bạn tìm đã được gỡ bỏ. Vui lòng quay lại trang chủ.",
    "Rất tiếc, nội dung bạn yêu cầu không tìm thấy.",
    "Bài viết bạn đang tìm hiện không còn trên hệ thống.",
)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("text", NOTICES)
@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Mùa gặt sớm ở ba xã ven sông", "mua-gat-som-o-ba-xa-ven-song"),
        # Words of the notice in the headline are no word of its own.
        ("Tìm thấy bài viết cũ trong kho báo của tỉnh", "tim-thay-bai-viet-cu-trong-kho-bao-cua-tinh"),
    ],
)  # fmt: skip
def test_under_its_headline_and_day_the_article_is_gone(
    frame: str, text: str, title: str, slug: str
):
    judged = read(frame, f"<p>{text}</p>", title=title, slug=slug).judged
    assert judged is not None
    assert (judged.outcome, judged.reason) == (Outcome.WITHDRAWN, Reason.SOFT_404)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", ["404", "removed", "login"])
@pytest.mark.parametrize(
    ("dated", "slug"), [(False, ""), (True, "mua-gat-som-o-ba-xa-ven-song")]
)  # fmt: skip
def test_undated_or_in_the_place_of_another_it_is_none(
    frame: str, kind: str, dated: bool, slug: str
):
    title, own, text = BRIEFS[kind]
    judged = read(frame, f"<p>{text}</p>", title=title, slug=slug or own, dated=dated).judged
    assert judged is not None
    assert judged.reason in {Reason.SOFT_404, Reason.BLOCKED}


def test_a_challenge_is_one_whatever_its_headline_says():
    title, slug, text = BRIEFS["login"]
    mark = "<script src='/cdn-cgi/challenge-platform/x.js'></script>"
    judged = read("plain", f"<p>{text}</p>{mark}", title=title, slug=slug).judged
    assert judged is not None
    assert judged.reason is Reason.BLOCKED


@pytest.mark.parametrize(
    ("notice", "reason"),
    [
        ("Nội dung này dành riêng cho thuê bao.", Reason.NOT_ARTICLE),
        ("Vui lòng đăng nhập để đọc tiếp.", Reason.BLOCKED),
    ],
)
@pytest.mark.parametrize("frame", ["baolongan", "plain"])
def test_the_beginning_of_an_article_behind_a_wall_is_none(frame: str, notice: str, reason: Reason):
    text = "Mùa gặt năm nay đến sớm ở ba xã ven sông."
    made = read(
        frame,
        f"<p>{text} {notice}</p>",
        title="Mùa gặt sớm ở ba xã ven sông",
        slug="mua-gat-som-o-ba-xa-ven-song",
    )
    assert made.judged is not None
    assert made.judged.reason is reason
