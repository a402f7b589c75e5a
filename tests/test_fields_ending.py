"""Where a text ends without a word that says so: bylines of two lines, lone credits, comments.

No page has a class or an id. Each shape stands with its look-alike, which must stay text.
"""

import pytest

from crawler.spiders.baolongan import BaolonganSpider
from pipelines.document import parse
from pipelines.fields import Fields, read_fields
from tests.layouts import FOOT, HEAD

PAPER = BaolonganSpider.paper
TITLE = "Mùa gặt sớm ở Vàm Cỏ"
PARAGRAPHS = [
    "Mới sáng sớm, cánh đồng ấp Bình Thử đã rộn tiếng máy gặt đập liên hợp.",
    "Ông Lê Văn Mẫu, 58 tuổi, cho biết ruộng nhà ông đạt gần bảy tấn một héc-ta.",
    "Theo phòng nông nghiệp, toàn huyện đã gặt 1.200 héc-ta, phần còn lại xong trước 20/12.",
]
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
PICTURE = "<p style='text-align: center'><img src='/a.jpg'></p>"
BYLINE = "<p style='text-align: right'><strong>Tấn Lộc</strong></p>"
SHARE = "<div>Chia sẻ bài viết</div>"


def read(text: str, end: str = SHARE, behind: str = FOOT) -> Fields:
    html = (
        f"<html><head><title>{TITLE}</title></head><body>{HEAD}<div><h1>{TITLE}</h1>"
        f"<div>29/04/2017 - 20:49</div><div>{text}</div>{end}</div>{behind}</body></html>"
    )
    document = parse(html.encode(), None, "https://baolongan.vn/mua-gat-a188491.html")
    return read_fields(document, PAPER, PAPER.rule_sets[0], {})


TWO_LINES = {
    "<p align=right><b>Tấn Lộc<br>Kiên Định</b></p>": (
        "Tấn Lộc Kiên Định", [("Tấn Lộc", "author"), ("Kiên Định", "author")]
    ),
    "<p><b>Tấn Lộc</b></p><p><b>Kiên Định</b></p>": (
        "Tấn Lộc Kiên Định", [("Tấn Lộc", "author"), ("Kiên Định", "author")]
    ),
    "<p align=right><b>Tin, ảnh:<br>Tấn Lộc</b></p>": (
        "Tin, ảnh: Tấn Lộc", [("Tấn Lộc", "text_photo")]
    ),
    "<p><b>Bài và ảnh:</b></p><p><b>Tấn Lộc - Kiên Định</b></p>": (
        "Bài và ảnh: Tấn Lộc - Kiên Định",
        [("Tấn Lộc", "text_photo"), ("Kiên Định", "text_photo")],
    ),
    "<p align=right>Bài: Tấn Lộc<br>Ảnh: Kiên Định</p>": (
        "Bài: Tấn Lộc Ảnh: Kiên Định", [("Tấn Lộc", "author"), ("Kiên Định", "photo")]
    ),
    "<p align=right>Tấn Lộc</p><p align=right>Theo Cổng thông tin tỉnh</p>": (
        "Tấn Lộc Theo Cổng thông tin tỉnh",
        [("Tấn Lộc", "author"), ("Cổng thông tin tỉnh", "source")],
    ),
    "<p align=right>Tấn Lộc<br>(Theo TTXVN)</p>": (
        "Tấn Lộc (Theo TTXVN)", [("Tấn Lộc", "author"), ("TTXVN", "source")]
    ),
    "<p align=right><b>Tấn Lộc</b><br>tanloc@baomau.example</p>": (
        "Tấn Lộc", [("Tấn Lộc", "author")]
    ),
    "<p align=right><b>TS. Lê Văn Mẫu</b><br>Giám đốc Trung tâm Khuyến nông</p>": (
        "TS. Lê Văn Mẫu Giám đốc Trung tâm Khuyến nông", [("TS. Lê Văn Mẫu", "author")]
    ),
    "<p align=right>Tấn Lộc<br><i>(Tổng hợp)</i></p>": (
        "Tấn Lộc (Tổng hợp)", [("Tấn Lộc", "compiler")]
    ),
    "<p align=right>Tấn Lộc<br><i>Phóng viên</i></p>": (
        "Tấn Lộc Phóng viên", [("Tấn Lộc", "author")]
    ),
    "<p align=right>Tấn Lộc<br>(Sở Nông nghiệp và Môi trường)</p>": (
        "Tấn Lộc (Sở Nông nghiệp và Môi trường)",
        [("Tấn Lộc", "author"), ("Sở Nông nghiệp và Môi trường", "source")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("lines", TWO_LINES)
def test_a_byline_of_two_lines(lines: str):
    fields = read(TEXT + lines)
    byline, authors = TWO_LINES[lines]
    assert fields.body.split("\n\n") == PARAGRAPHS
    assert fields.byline == byline
    assert [(author.name, author.role) for author in fields.authors] == authors


CREDIT = "<p style='text-align: center'>Ảnh: Minh Mẫu</p>"
CREDITS = {
    "alone": (PICTURE + CREDIT, "Ảnh: Minh Mẫu"),
    "on the right": (PICTURE + "<p align=right>Ảnh: Minh Mẫu</p>", "Ảnh: Minh Mẫu"),
    "in brackets": (PICTURE + "<p align=center>(Ảnh: Minh Mẫu)</p>", "(Ảnh: Minh Mẫu)"),
    "under a caption": (
        PICTURE + "<p><em>Máy gặt đầu vụ</em></p>" + CREDIT, "Máy gặt đầu vụ"
    ),
    "under a plain sentence": (
        PICTURE + "<p>Bà con chuẩn bị gặt trong nắng sớm.</p>" + CREDIT,
        "Bà con chuẩn bị gặt trong nắng sớm.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", CREDITS)
@pytest.mark.parametrize("last", [False, True])
def test_a_credit_on_a_line_of_its_own(shape: str, last: bool):
    picture, caption = CREDITS[shape]
    cut = TEXT.index("<p>", 3)
    text = TEXT + picture if last else TEXT[:cut] + picture + TEXT[cut:]
    fields = read(text + BYLINE)
    assert fields.body.split("\n\n") == PARAGRAPHS
    (image,) = fields.images
    assert (image.caption, image.credit) == (caption, "Minh Mẫu")
    assert fields.byline == "Tấn Lộc"


def test_a_credit_without_its_picture_is_no_text():
    cut = TEXT.index("<p>", 3)
    fields = read(TEXT[:cut] + CREDIT + TEXT[cut:] + BYLINE)
    assert fields.body.split("\n\n") == PARAGRAPHS
    # As the last line it is who took the pictures.
    assert read(TEXT + CREDIT).byline == "Ảnh: Minh Mẫu"


FIRST = "<b>Lê Thử</b> <i>30/04/2017 08:12</i><p>Nội dung thiết thực, mong các đơn vị làm đúng như đã nói.</p>"
SECOND = "<b>Út Thảo</b> <i>2 giờ trước</i><p>Quê tôi cũng đang gặt, giá vẫn còn thấp quá, bà con mong thêm.</p>"
COMMENTS = {
    "one": f"<div>{FIRST}</div>",
    "boxes": f"<div>{FIRST}</div><div>{SECOND}</div>",
    "box of boxes": f"<div><div>{FIRST}</div><div>{SECOND}</div></div>",
    "list": f"<ul><li>{FIRST}</li><li>{SECOND}</li></ul>",
    "flat": "<p><b>Lê Thử</b> - 30/04/2017 08:12</p><p>Nội dung thiết thực, mong các đơn vị làm đúng.</p>",
    "time below": "<div><p>Lê Thử</p><p>Nội dung thiết thực, mong các đơn vị làm đúng như đã nói.</p>"
    "<p>30/04/2017 08:12</p></div>",
    "buttons": "<div><div>Lê Thử</div><div>Nội dung thiết thực, mong các đơn vị làm đúng.</div><div>Thích"
    " Trả lời 2 giờ trước</div></div>",
    "name in text": "<div><div><b>Lê Thử</b>: Nội dung thiết thực, mong các đơn vị làm đúng.</div>"
    "<div>2 giờ trước · Thích · Trả lời</div></div>",
}


@pytest.mark.parametrize("shape", COMMENTS)
@pytest.mark.parametrize("byline", [BYLINE, ""])
@pytest.mark.parametrize("inside", [False, True])
def test_comments_without_a_heading(shape: str, byline: str, inside: bool):
    comments = COMMENTS[shape]
    text, end = (TEXT + byline + comments, "") if inside else (TEXT + byline, comments)
    fields = read(text, end)
    assert fields.body.split("\n\n") == PARAGRAPHS
    assert fields.byline == ("Tấn Lộc" if byline else None)


LOOK_ALIKES = {
    "a letter's date": ["Tân An, ngày 29 tháng 4 năm 2017", "Kính gửi bà con ấp Bình Thử thân mến!"],
    "an interview": [
        "Phóng viên: Thưa ông, vụ này lúa trúng mùa phải không?",
        "Ông Lê Văn Mẫu: Trúng, mà giá không bằng năm ngoái, nên lời chẳng hơn bao nhiêu.",
    ],
    "people in turn": [
        "Lê Văn Mẫu", "Nhà có hai mẫu ruộng, vụ này gặt sớm hơn mọi năm đến nửa tháng.",
        "Út Thảo", "Người gặt thuê từ năm mười bốn tuổi, nay có máy nên chuyển sang phơi lúa.",
    ],
    "a chronicle": ["8 giờ 12", "Chiếc máy gặt đầu tiên xuống đồng trong tiếng reo của trẻ con."],
    "a quoted answer": ["Ông trả lời rằng: “Tôi thích làm ruộng, chưa bao giờ muốn bỏ”."],
}  # fmt: skip


@pytest.mark.parametrize("shape", LOOK_ALIKES)
def test_what_looks_like_a_comment_stays(shape: str):
    paragraphs = [
        *PARAGRAPHS,
        *LOOK_ALIKES[shape],
        "Chiều xuống, đồng lại vắng như chưa từng có ai.",
    ]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    fields = read(text + BYLINE)
    assert fields.body.split("\n\n") == paragraphs
    assert fields.byline == "Tấn Lộc"


def test_a_name_and_time_between_lead_and_text_is_the_head():
    html = (
        f"<html><head><title>{TITLE}</title></head><body>{HEAD}<div><h1>{TITLE}</h1><p><strong>Nông dân ba xã"
        " ven sông bắt đầu thu hoạch lúa sớm hơn mọi năm nửa tháng.</strong></p><p>Tấn Lộc - 29/04/2017"
        f" 20:49</p>{TEXT}{SHARE}</div></body></html>"
    )
    document = parse(html.encode(), None, "https://baolongan.vn/mua-gat-a188491.html")
    fields = read_fields(document, PAPER, PAPER.rule_sets[0], {})
    assert fields.body.split("\n\n") == PARAGRAPHS
    assert fields.byline == "Tấn Lộc"


@pytest.mark.parametrize(
    "line", ["Chia sẻ bài viết", "Từ khóa:", "Bình luận (0)", "Ý kiến bạn đọc", "Read more"]
)
def test_a_share_line_within_the_text_ends_nothing(line: str):
    paragraphs = [
        f"Đoạn văn thứ {n} kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm vụ này."
        for n in ("nhất", "hai", "ba", "tư", "năm")
    ]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs[:3])
    rest = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs[3:])
    html = (
        f"<html><head><title>Mùa gặt sớm</title></head><body><div><h1>Mùa gặt sớm</h1>"
        f"<div>{text}<div>{line}</div>{rest}</div><div>Chia sẻ bài viết</div></div></body></html>"
    )
    document = parse(html.encode(), None, "https://baolongan.vn/mua-gat-a1.html")
    fields = read_fields(document, PAPER, PAPER.rule_sets[0], {})
    assert fields.body.split("\n\n") == paragraphs
