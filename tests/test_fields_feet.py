"""The foot of a page, and sentences of articles that use its words.

Every sentence stands first, in the middle and last in a text, below own selectors and without any name.
"""

import pytest

from crawler.spiders.baolongan import BaolonganSpider
from pipelines.document import parse
from pipelines.fields import Fields, read_fields
from pipelines.fields.feet import is_contact, is_foot
from tests.test_fields_ending import BYLINE, PARAGRAPHS, TEXT, TITLE, read

PAPER = BaolonganSpider.paper

FEET = [
    "Giấy phép số 99/GP-BTTTT cấp ngày 15/03/2016",
    "Số giấy phép: 99/GP - BVHTTDL, cấp ngày 17/10/2025",
    "Giấy phép thiết lập trang thông tin điện tử tổng hợp số 99/GP-TTĐT do Sở cấp ngày 10/4/2019.",
    "Giấy phép hoạt động báo điện tử Mẫu trên Internet số 99/GP - BTTTT ngày 15-07-2008.",
    "Giấy phép xuất bản số: 99/GP-CBC",
    "Báo Mẫu điện tử - Giấy phép số 99/GP-BTTTT do Bộ Thông tin cấp",
    "Tổng Biên tập: Lê Mẫu",
    "Phó Tổng biên tập phụ trách: Lê Mẫu; Thu Thử",
    "Tổng biên tập báo Mẫu: Đại tá Lê Mẫu",
    "Tổng Biên tập LÊ MẪU",
    "Cơ quan chủ quản: Tỉnh ủy Mẫu",
    "Tòa soạn: Số 1 đường Thử, phường Mẫu",
    "© 2016 Báo Mẫu",
    "Copyright © 2018. All rights reserved.",
    "® Báo Mẫu giữ bản quyền nội dung trên website này.",
    "Bản quyền thuộc về Báo Mẫu.",
    "Ghi rõ nguồn “Báo Mẫu” khi phát hành lại thông tin từ website này.",
    "Editor-in-Chief: Jane Sample",
]
SENTENCES = [
    "Tài xế bị tước giấy phép lái xe 11 tháng vì nồng độ cồn vượt mức cho phép.",
    "Hiện chủ ghe không xuất trình được giấy phép khai thác cát trên sông Thử.",
    "Giấy phép số 12/GP-UBND ngày 3/4/2019 của tỉnh cho khai thác đến hết năm 2025.",
    "Cơ sở được cấp giấy phép kinh doanh số 12/GP, do ông Lê Văn Mẫu làm chủ.",
    "Bộ vừa cấp giấy phép số 12/GP-BTTTT cho Báo Mẫu mở chuyên trang tiếng Anh.",
    "Nghệ nhân mong mẫu chiếu của làng sớm được bảo hộ bản quyền ở nước ngoài.",
    "Bản quyền mẫu chiếu thuộc về làng, không ai được bán cho người khác.",
    "Bản quyền truyền hình giải đấu năm tới đã thuộc về VTV từ tuần trước.",
    "Tổng Biên tập Báo Mẫu Lê Thử cảm ơn các nhà hảo tâm đã đồng hành.",
    "Tổng Biên tập Báo Mẫu Lê Thử: “Chúng tôi sẽ trao tận tay từng hộ nghèo”.",
    "Sở là cơ quan chủ quản của trung tâm nên phải chịu trách nhiệm về khoản thu này.",
    "Người dân cần hỗ trợ làm thủ tục thì gọi hotline: 0000 111 222 trong giờ hành chính.",
    "Địa chỉ: ấp 3, xã Bình Thử, tỉnh Mẫu. Điện thoại: 0000 111 222 (gặp bà Thu).",
    "Đoàn kiểm tra yêu cầu cơ sở ghi rõ nguồn gốc hàng hóa trên từng bao bì.",
    "Khi dùng lại ảnh, mọi người cần ghi rõ nguồn để tôn trọng người chụp.",
    "Theo một tạp chí, copyright đối với ảnh do máy vẽ ra còn nhiều tranh cãi.",
]


@pytest.mark.parametrize("line", FEET)
def test_a_line_of_the_foot_is_known_by_how_it_is_made(line: str):
    assert is_foot(line)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_with_such_words_is_no_foot(sentence: str):
    assert not is_foot(sentence)


def own(text: str) -> Fields:
    html = (
        f"<html><body><h1 class='margintopbot10 fw700'>{TITLE}</h1><div id=newscontents>"
        f"<div class=content-fck>{text}</div></div><div id=linkshare>Chia sẻ bài viết</div></body></html>"
    )
    document = parse(html.encode(), None, "https://baolongan.vn/mua-gat-a188491.html")
    return read_fields(document, PAPER, PAPER.rule_sets[0], {})


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("reader", [read, own])
def test_it_stays_in_the_text_wherever_it_stands(reader, place: int, sentence: str):
    lines = [*PARAGRAPHS[:place], sentence, *PARAGRAPHS[place:]]
    fields = reader("".join(f"<p>{line}</p>" for line in lines) + BYLINE)
    assert fields.body.split("\n\n") == lines
    assert fields.byline == "Tấn Lộc"


@pytest.mark.parametrize("line", FEET)
@pytest.mark.parametrize("reader", [read, own])
def test_a_foot_below_the_byline_is_no_text(reader, line: str):
    fields = reader(f"{TEXT}{BYLINE}<p>{line}</p>")
    assert fields.body.split("\n\n") == PARAGRAPHS
    assert fields.byline == "Tấn Lộc"


def test_an_address_is_the_foots_only_beside_such_a_line():
    address = "Địa chỉ: Số 1 đường Thử, phường Mẫu, tỉnh Mẫu. Điện thoại: 0000 111 222"
    assert is_contact(address)
    assert not is_foot(address)
    foot = f"<div><p>{address}</p><p>{FEET[0]}</p></div>"
    assert read(TEXT, end=foot).body.split("\n\n") == PARAGRAPHS
    assert read(f"{TEXT}<p>{address}</p>").body.split("\n\n") == [*PARAGRAPHS, address]
