"""Lines in which a page speaks of itself are no text; sentences that hold such words are.

No page has a class or an id that says which is which.
"""

import pytest

from crawler.catalogue import foreign
from pipelines.document import parse
from pipelines.fields import Fields, read_fields

TITLE = "Mùa gặt sớm ở Vàm Cỏ"
PARAGRAPHS = [
    "Mới sáng sớm, cánh đồng ấp Bình Thử đã rộn tiếng máy gặt đập liên hợp.",
    "Ông Lê Văn Mẫu, 58 tuổi, cho biết ruộng nhà ông đạt gần bảy tấn một héc-ta.",
    "Theo phòng nông nghiệp, toàn huyện đã gặt 1.200 héc-ta, phần còn lại xong trước 20/12.",
    "Trạm bơm chạy suốt đêm để giữ nước trong kênh nội đồng cho vụ hè thu sắp tới.",
]
URL = "https://baomau.example/kinh-te/mua-gat-som-123456.html"


def read(text: str, *, beside: str = "", behind: str = "") -> Fields:
    html = (
        f"<html><head><title>{TITLE} | Báo Mẫu</title></head><body><div><h1>{TITLE}</h1>"
        f"<div>29/04/2017 - 20:49</div>{beside}<div>{text}</div>{behind}</div>"
        "<footer>Giấy phép số 12/GP-BTTTT. Tổng Biên tập: Lê Văn Mẫu.</footer></body></html>"
    )
    document = parse(html.encode(), None, URL)
    paper = foreign("baomau.example", "https")
    return read_fields(document, paper, paper.rule_sets[0], {})


def body(middle: str, **around: str) -> list[str]:
    first, second, *rest = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    return read(first + second + middle + "".join(rest), **around).body.split("\n\n")


NOTICES = [
    "<p>Bạn cảm thấy bài viết này thế nào?</p>",
    "<p>Bài viết này có hữu ích với bạn không?</p>",
    "<div><span>Hữu ích</span><span>Bình thường</span></div>",
    "<div>5/5 - (3 bình chọn)</div>",
    "<div>4,8 / 5 (12 đánh giá)</div>",
    "<p>Liên hệ quảng cáo: 0909 123 456</p>",
    "<p>Liên hệ quảng cáo: 0270.123.456 - 0909.123.456</p>",
    "<div>Trang: <b>1</b> <a href='?p=2'>2</a> <a href='?p=3'>3</a></div>",
    "<p>Mời quý độc giả đón đọc: <a href='/ky-2-1.html'>Kỳ 2 - Đường về</a></p>",
    "<p>Mời bạn đọc xem thêm các tin tức tại fanpage Báo Mẫu</p>",
    "<p>Mời bạn đọc theo dõi Báo Mẫu trên Zalo.</p>",
    "<p>Thích 12 Chia sẻ</p>",
    "<p>Thích 1.204 · Bình luận 3 · Chia sẻ 7</p>",
    f"<p>Bạn đang đọc bài viết “{TITLE}” tại chuyên mục Kinh tế. Mọi bài vở xin gửi về tòa soạn.</p>",
    "<div>Nghe đọc bài 0:00 / 2:13 Giọng nữ miền Nam</div>",
    "<div><div>Tóm tắt bằng AI</div><ul><li>Lúa được mùa.</li><li>Giá giữ ở mức cao.</li></ul></div>",
    "<p><b>Tóm tắt nội dung bài viết bằng AI</b></p><ul><li>Lúa được mùa.</li></ul>",
]

SENTENCES = [
    "Bạn cảm thấy bài viết này thế nào, cô giáo hỏi cả lớp rồi cho các em đọc lại một lượt.",
    "Bài viết này có hữu ích với bà con trồng lúa ở ba xã ven sông, ông Mẫu nói.",
    "Cách làm này hữu ích, chi phí ở mức bình thường.",
    "Đội xã nhà thắng 5/5 trận (3 trận sân khách).",
    "Ai cần liên hệ quảng cáo nông sản thì gọi 0909 123 456, chị Thử sẽ chỉ cách đăng ảnh.",
    "Trang 1 2 3 của cuốn sổ ghi tên các hộ nghèo trong ấp.",
    "Trang: 12",
    "Mời bạn đọc cùng nghe ông kể chuyện mùa gặt năm xưa.",
    "Người dân theo dõi mực nước qua fanpage của xã và báo cho nhau từng giờ.",
    "Theo dõi mực nước trên Zalo, bà con yên tâm.",
    "Nhiều người thích 12 món bánh của xóm và chia sẻ ảnh cho bạn bè.",
    "Bạn đang đọc bài viết này trên điện thoại giữa một chuyến xe về quê, như nhiều người khác.",
    "Nghe đọc bài 10 phút mỗi sáng, trẻ trong xóm nói rõ hơn, cô giáo cho biết.",
    "Trận đấu hòa 0:00 / 2:13 là lúc bàn thắng bị từ chối, trọng tài giải thích.",
    "Huyện thử tóm tắt biên bản bằng AI, nhanh gấp ba lần so với trước.",
]


@pytest.mark.parametrize("notice", NOTICES)
def test_what_the_page_says_of_itself_is_no_text(notice: str):
    assert body(notice) == PARAGRAPHS


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<div>{}</div>", "<p><b>{}</b></p>"])
def test_a_sentence_with_such_words_is_text(sentence: str, form: str):
    assert body(form.format(sentence)) == [*PARAGRAPHS[:2], sentence, *PARAGRAPHS[2:]]


def test_a_player_above_the_text_is_no_lead():
    fields = read(
        "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS),
        beside="<div>Nghe đọc bài 0:00 / 2:13 Giọng nữ miền Nam</div>",
    )
    assert fields.lead is None
    assert fields.body.split("\n\n") == PARAGRAPHS


CONTENTS = (
    "<div><p>Nội dung chính</p><ul><li><a href='#a'>1 Giống lúa</a></li>"
    "<li><a href='#b'>2 Nước tưới trong mùa khô hạn</a></li></ul></div>"
)


def test_a_list_of_contents_goes_and_every_sub_heading_stays():
    text = (
        f"{CONTENTS}<h2 id='a'>Giống lúa</h2><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
        f"<h2 id='b'>Nước tưới</h2><p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"
    )
    assert read(text).body.split("\n\n") == [
        "Giống lúa", *PARAGRAPHS[:2], "Nước tưới", *PARAGRAPHS[2:]
    ]  # fmt: skip


def test_a_list_of_contents_behind_the_first_paragraph():
    text = f"<p>{PARAGRAPHS[0]}</p>{CONTENTS}<h2>Giống lúa</h2>" + "".join(
        f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[1:]
    )
    assert read(text).body.split("\n\n") == [PARAGRAPHS[0], "Giống lúa", *PARAGRAPHS[1:]]


def test_the_same_words_over_a_text_are_a_sub_heading():
    assert body("<h3>Nội dung chính</h3>") == [
        *PARAGRAPHS[:2], "Nội dung chính", *PARAGRAPHS[2:]
    ]  # fmt: skip


def test_who_said_a_quote_stays():
    assert body("<blockquote>“Bán ngay tại ruộng.”<footer>Ông Bảy</footer></blockquote>") == [
        *PARAGRAPHS[:2], "“Bán ngay tại ruộng.”", "Ông Bảy", *PARAGRAPHS[2:]
    ]  # fmt: skip
