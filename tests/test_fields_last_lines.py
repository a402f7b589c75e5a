"""Lines in which the newspaper speaks of itself behind the text; embeds of other networks, newsletters."""

import pytest

from tests.frames import FRAMES, LEAD, PARAGRAPHS, WRITER, P, body_of, read

OF_HOUSE = [
    "Báo tiếp tục cập nhật…",
    "Báo Mới Tỉnh sẽ tiếp tục cập nhật thông tin đến bạn đọc.",
    "(Tiếp tục cập nhật)",
    "Mọi ý kiến đóng góp xin gửi về Tòa soạn qua email: toasoan@bao.vn",
    "Mọi thắc mắc, phản ánh xin liên hệ Tòa soạn qua số điện thoại: 0909.000.000",
    "Các ý kiến của bạn đọc xin gửi về Ban Biên tập, email: toasoan@bao.vn hoặc điện thoại 0272 3 000 000.",
    "Đăng ký nhận bản tin",
]
TEXT = [
    "Sở Y tế tiếp tục cập nhật thông tin.",
    "Báo cáo tiếp tục được cập nhật.",
    "Tiếp tục cập nhật dữ liệu dân cư, xã phấn đấu xong trước tháng sáu.",
    "Mọi ý kiến đóng góp cho dự thảo xin gửi về Sở Tư pháp qua email: sotp@xa.gov.vn",
    "Mọi sự giúp đỡ xin gửi về Tòa soạn Báo Mới Tỉnh, số 1 đường Ven Sông.",
    "Đường dây nóng tiếp nhận phản ánh của Sở: 0909.000.000.",
    "Mọi ý kiến góp ý xin gửi về Trang thông tin điện tử của Sở Tư pháp trước ngày 30/3.",
    "Các phản ánh của người dân gửi về Báo Mới Tỉnh đã được ngành chức năng xử lý dứt điểm.",
    "Các ý kiến của bạn đọc gửi về Tòa soạn trong tuần qua tập trung vào 3 vấn đề.",
    "Mọi thắc mắc xin liên hệ Trang trại Bình An theo số 0909.000.000.",
    "Mọi thắc mắc về thể lệ cuộc thi, thí sinh liên hệ Ban Biên tập Báo qua số 0272.3.000.000.",
    "Mọi đóng góp giúp đỡ em Na xin gửi về Tòa soạn, số tài khoản 6600.201.000.000.",
    "Mọi ý kiến xin gửi về Báo Nơi Khác qua email: toasoan@noikhac.vn",
    "Mọi ý kiến xin gửi về Tòa soạn.",
    "Bạn đọc muốn giúp đỡ gia đình bà Sáu, xin liên hệ địa chỉ trên.",
]


@pytest.mark.parametrize("signed", ["", WRITER])
@pytest.mark.parametrize("line", OF_HOUSE)
@pytest.mark.parametrize("frame", FRAMES)
def test_what_the_newspaper_says_of_itself_is_no_text(frame: str, line: str, signed: str):
    assert body_of(read(frame, f"{''.join(P)}<p>{line}</p>{signed}", lead=LEAD)) == PARAGRAPHS


@pytest.mark.parametrize("signed", ["", WRITER])
@pytest.mark.parametrize("line", TEXT)
@pytest.mark.parametrize("frame", FRAMES)
def test_what_the_article_says_stays(frame: str, line: str, signed: str):
    reading = read(frame, f"{''.join(P)}<p>{line}</p>{signed}", lead=LEAD)
    assert body_of(reading) == [*PARAGRAPHS, line]


@pytest.mark.parametrize(
    "box",
    [
        (
            "<div class='fb-post' data-href='x'><blockquote><p>Bài viết trên Facebook</p>Posted by "
            "<a href='https://facebook.com/x'>Bình An</a></blockquote></div>"
        ),
        "<div class='newsletter'><p>Đăng ký nhận tin của chúng tôi mỗi sáng</p></div>",
    ],
)
@pytest.mark.parametrize("frame", FRAMES)
def test_embeds_and_newsletters_are_no_text(frame: str, box: str):
    assert body_of(read(frame, "".join([*P[:2], box, *P[2:]]), lead=LEAD)) == PARAGRAPHS


@pytest.mark.parametrize("frame", FRAMES)
def test_within_the_text_such_a_line_stays(frame: str):
    line = "Mọi ý kiến đóng góp xin gửi về Tòa soạn qua email: toasoan@bao.vn"
    page = f"{''.join(P[:2])}<p>{line}</p>{''.join(P[2:])}{WRITER}"
    assert body_of(read(frame, page, lead=LEAD)) == [*PARAGRAPHS[:2], line, *PARAGRAPHS[2:]]
