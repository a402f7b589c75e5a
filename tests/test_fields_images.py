"""Pictures and their captions, and the paragraphs that a picture tears."""

import pytest

from pipelines.fields.captions import credit_of
from tests.own_pages import PARAGRAPHS, TITLE, P, fields_of, page


def test_a_paragraph_torn_by_a_photo_table_is_one_again():
    body = (
        "<p>Sáng sớm, máy gặt đã chạy trên cánh đồng của ấp Bình Thử, <table align='right'><tr><td>"
        "<img src='/a.jpg'></td></tr><tr><td>Máy gặt ở ấp</td></tr></table>nơi lúa chín sớm nhất"
        " huyện.</p>" + "".join(P)
    )
    fields = fields_of(page(body))
    assert fields.body.split("\n\n") == [
        "Sáng sớm, máy gặt đã chạy trên cánh đồng của ấp Bình Thử, nơi lúa chín sớm nhất huyện.",
        *PARAGRAPHS,
    ]
    assert fields.images[0].caption == "Máy gặt ở ấp"


def test_image_title_is_never_a_caption():
    image = f"<p><img src='/a.jpg' title='{TITLE}' alt='{TITLE}'></p>"
    fields = fields_of(page(P[0] + image + "".join(P[1:])))
    assert [(i.url, i.caption) for i in fields.images] == [("https://baolongan.vn/a.jpg", None)]
    assert fields.body.split("\n\n") == PARAGRAPHS


def test_caption_is_whole_and_its_credit_apart():
    image = "<p><img src='/a.jpg'></p><p><em>Gặt lúa ở Tân Mẫu. Ảnh: Lê Thử</em></p>"
    (image,) = fields_of(page(P[0] + image + "".join(P[1:]))).images
    assert (image.caption, image.credit) == ("Gặt lúa ở Tân Mẫu. Ảnh: Lê Thử", "Lê Thử")
    assert credit_of("Gặt lúa ở Tân Mẫu") is None


def test_several_pictures_keep_their_own_captions():
    body = "".join(
        f"{P[n]}<p><img src='/{n}.jpg'></p><p style='text-align:center'><em>Ảnh số {n}</em></p>"
        for n in range(3)
    )
    images = fields_of(page(body + P[3])).images
    assert [(i.url[-5:], i.caption) for i in images] == [
        (f"{n}.jpg", f"Ảnh số {n}") for n in range(3)
    ]  # fmt: skip


def test_pictures_of_mobile_pages():
    picture = "<figure><amp-img src='/gat.jpg' width='600' height='400'></amp-img>"
    fields = fields_of(page(f"{picture}<figcaption>Gặt lúa. Ảnh: An</figcaption></figure>{P[0]}"))
    assert [(i.url, i.caption) for i in fields.images] == [
        ("https://baolongan.vn/gat.jpg", "Gặt lúa. Ảnh: An")
    ]


def test_a_source_in_brackets_is_written_as_its_owner_likes():
    byline = "<p align='right'>Quốc Thái (Theo Bản tin Làng nghề)</p>"
    fields = fields_of(page("".join(P) + byline))
    assert fields.byline == "Quốc Thái (Theo Bản tin Làng nghề)"
    assert [(a.name, a.role) for a in fields.authors] == [
        ("Quốc Thái", "author"),
        ("Bản tin Làng nghề", "source"),
    ]


def test_the_byline_of_a_photo_story_is_not_its_last_caption():
    photo = "<p align='center'><img src='/1.jpg'><br><em>Chợ tan lúc trưa</em></p>"
    byline = "<p style='text-align: right;'><strong>Ảnh: Duy Khôi</strong></p>"
    fields = fields_of(page("".join(P) + photo + byline))
    assert [image.caption for image in fields.images] == ["Chợ tan lúc trưa"]
    assert fields.byline == "Ảnh: Duy Khôi"


@pytest.mark.parametrize("credit", ["Ảnh: Lê Thử", "(Ảnh: Lê Thử)", "Nguồn ảnh: Lê Thử"])
def test_a_credit_in_a_paragraph_of_its_own_is_no_part_of_the_caption(credit: str):
    image = (
        "<p style='text-align:center'><img src='/a.jpg'></p><p style='text-align:center'><em>Gặt lúa ở Tân Mẫu</em></p>"
        f"<p style='text-align:right'><em>{credit}</em></p>"
    )
    fields = fields_of(page(P[0] + image + "".join(P[1:])))
    assert [(i.caption, i.credit) for i in fields.images] == [("Gặt lúa ở Tân Mẫu", "Lê Thử")]
    assert fields.body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Ảnh minh họa: Internet", "Internet"),
        ("Ảnh minh hoạ: Lê Thử", None),
        ("Gặt lúa ở Tân Mẫu. Ảnh tư liệu: TTXVN", "TTXVN"),
        ("Ảnh minh họa: Dân trí", "Dân trí"),
        ("Ảnh minh họa: vnexpress.net", "vnexpress.net"),
        ("Ảnh tư liệu: AFP/TTXVN", "AFP/TTXVN"),
        ("Ảnh tư liệu: Báo Mẫu", "Báo Mẫu"),
        ("Ảnh minh họa: Cầu Mẫu", None),
        ("Ảnh tư liệu: Bác Mẫu", None),
        ("Ảnh tư liệu: Lê Văn Mẫu", None),
        ("Ảnh tư liệu: Bảo tàng tỉnh", None),
        ("Ảnh minh họa: nông dân gặt lúa", None),
        ("Ảnh minh họa", None),
    ],
)
def test_the_credit_of_an_illustration(caption: str, credit: str | None):
    assert credit_of(caption) == credit


def test_lines_of_one_caption_stay_whole():
    image = "<figure><img src='/a.jpg'><figcaption><p>Gặt lúa</p><p>Ảnh: Lê Thử</p></figcaption></figure>"
    (image,) = fields_of(page(P[0] + image + "".join(P[1:]))).images
    assert (image.caption, image.credit) == ("Gặt lúa Ảnh: Lê Thử", "Lê Thử")
