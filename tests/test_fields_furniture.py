"""Buttons, votes, players, rights and templates inside the text's own element, wherever they stand.

Each stands with its look-alikes: sentences, sub-headings and captions of the same words.
"""

import pytest

from tests.test_fields_notices import PARAGRAPHS, read

TEXT = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]

FURNITURE = [
    "<div class='share'>Chia sẻ Facebook Zalo Twitter</div>",
    "<div>Chia sẻ: Facebook | Zalo | Email</div>",
    "<div class='font'>Cỡ chữ: A- A A+</div>",
    "<div>Cỡ chữ: Nhỏ Vừa Lớn</div>",
    (
        "<div class='audio-article'><audio src='/a.mp3'></audio><span>Nghe bài viết</span>"
        "<div class='select-accent-wrap'>Nữ miền Nam</div></div>"
    ),
    "<p>Nghe bài viết Nữ miền Nam</p>",
    "<p>Nữ miền Bắc | Nam miền Bắc</p>",
    "<p>{{ item.title }}</p>",
    "<p>{{ item.title }} - {{ item.date }}</p>",
    "<div class='vote'>Đánh giá bài viết: 5/5 (12 lượt)</div>",
    "<p>Mời bạn xem video: <a href='/v'>Cầu Cây Me</a></p>",
    "<p>Bài tiếp theo: <a href='/a-1.html'>Khánh thành cầu Cây Me</a></p>",
    "<p>Tải ứng dụng Báo Thử tại đây</p>",
    "<p>Tải ngay ứng dụng Báo Thử trên App Store và Google Play.</p>",
    "<p>Quan tâm Báo Thử trên Zalo để nhận tin mới</p>",
    "<p>© Bản quyền thuộc về Báo Thử. Cấm sao chép dưới mọi hình thức.</p>",
    "<p>Bản quyền thuộc về Báo Thử. Nghiêm cấm sao chép dưới mọi hình thức.</p>",
    "<p>Báo lỗi bài viết</p>",
    "<p>Link gốc: https://x.example/1</p>",
    "<p>Link bài gốc</p>",
    "<p>Lượt xem: 1.234</p>",
    "<p>1.234 lượt xem</p>",
    "<p>(Bài PR)</p>",
]


@pytest.mark.parametrize("furniture", FURNITURE)
@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_furniture_goes_and_makes_nothing_a_lead_or_a_byline(furniture: str, place: int):
    fields = read("".join([*TEXT[:place], furniture, *TEXT[place:]]))
    assert fields.body.split("\n\n") == PARAGRAPHS
    assert (fields.lead, fields.byline) == (None, None)


STAY = [
    "Chia sẻ Facebook của chị, nhiều người hỏi mua dưa.",
    "Chị chia sẻ trên Facebook, Zalo và Twitter mỗi sáng.",
    "Cỡ chữ: to gấp đôi cho người già dễ đọc.",
    "Cỡ chữ lớn",
    "Nghe bài viết đọc lên, cụ rơm rớm nước mắt.",
    "Nữ miền Nam giành huy chương vàng",
    "Giọng nữ miền Nam ấm áp vang lên giữa chợ.",
    "Thẻ {{ item.title }} là chỗ để trống trong mẫu đơn.",
    "Đánh giá bài viết: 5/5 em đạt loại khá.",
    "Xem video: trẻ học nhanh hơn, cô giáo nói.",
    "Bài tiếp theo: Đường về Cây Me",
    "Tải ứng dụng Bảo hiểm xã hội tại đây",
    "Tải ứng dụng VNeID tại đây",
    "Tải ứng dụng báo cháy tại đây",
    "Quan tâm sức khỏe trên Zalo để nhận tin mới",
    "Theo dõi báo động lũ trên Zalo, bà con yên tâm.",
    "Bản quyền thuộc về tác giả, ông Mẫu khẳng định.",
    "Ông cấm sao chép dưới mọi hình thức, con cháu nghe theo.",
    "Báo lỗi bài viết là việc của người đọc kỹ.",
    "Link gốc: cách nhận ra trang giả",
    "Lượt xem: 1.234 người trong một đêm chiếu phim.",
    "Hơn 1.234 lượt xem trong một đêm",
    "Bài PR hay là bài có ích",
]


@pytest.mark.parametrize("sentence", STAY)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<p><b>{}</b></p>", "<h3>{}</h3>"])
def test_the_same_words_in_a_line_of_the_text_stay(sentence: str, form: str):
    text = "".join([*TEXT[:2], form.format(sentence), *TEXT[2:]])
    assert read(text).body.split("\n\n") == [*PARAGRAPHS[:2], sentence, *PARAGRAPHS[2:]]


def test_a_credit_with_the_sign_of_rights_is_the_pictures():
    picture = (
        "<figure><img src='/a.jpg'><figcaption>Chợ nổi sáng sớm. © Quốc Bảo</figcaption></figure>"
    )
    fields = read("".join([*TEXT[:2], picture, *TEXT[2:]]))
    assert "Quốc Bảo" in f"{fields.images[0].caption} {fields.images[0].credit}"
