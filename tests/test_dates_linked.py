"""Days beside a link to another article, without brackets: neither the page's own nor a reason to drop that."""

import pytest

from tests.test_dates_tables import TEXT, dates_of

OTHERS = [
    "<p><a href='/tin-khac-123.html'>Tin khác</a> 12/3/2024</p>",
    "<p><a href='/tin-khac/'>Tin khác</a> 12/3/2024</p>",
    "<p><a href='/tin-khac-123.html'>Tin khác 12/3/2024</a></p>",
    "<p><a href='/cau-moi-98123.html'>Cầu mới</a> 12/3/2024</p>",
    "<p><a href='/cau-moi-98123.html'>Cầu mới 12/3/2024</a></p>",
    "<p><a href='/khanh-thanh-cau-98123.html'>Khánh thành cầu</a> 12/03/2024</p>",
    "<div><a href='/bai-truoc-98123.html'>Bài trước</a> - 12/03/2024</div>",
    "<p>12/03/2024 <a href='/cau-moi-98123.html'>Cầu mới</a></p>",
    "<p><a href='/xem-them.html'>Xem thêm</a> 12/3/2024</p>",
]
OWN = "<p>Thứ Ba, 05/03/2024 - 14:30</p>"


@pytest.mark.parametrize("line", OTHERS)
def test_the_day_beside_a_short_link_is_that_articles(line: str):
    assert dates_of(*TEXT, beside=line).published_at is None
    for beside in (line + OWN, OWN + line):
        dates = dates_of(*TEXT, beside=beside)
        assert dates.published_at == "2024-03-05T14:30:00+07:00"
        assert dates.provenance["published_at"].conflict is None


@pytest.mark.parametrize(
    "line",
    [
        "<p><a href='/thoi-su/'>Thời sự</a> 12/03/2024</p>",
        "<p><a href='/thoi-su/'>Thời sự</a> | 12/03/2024</p>",
        "<p><a href='/thoi-su-c12'>Thời sự</a> 12/03/2024</p>",
        "<p><a href='/kinh-te/nong-nghiep.html'>Nông nghiệp</a> 12/03/2024</p>",
        "<p><a href='/tac-gia/tan-loc-12345.html'>Tấn Lộc</a> 12/03/2024</p>",
        "<p><a href='/ngay/2024/03/12'>12/03/2024</a></p>",
        "<p><a href='/cau-moi-98123.html'>12/03/2024</a></p>",
        "<p>12/03/2024 <a href='/print/98123.html'>In bài</a></p>",
        "<p>12/03/2024 <a href='#'>Chia sẻ</a> <a href='mailto:a@b.example'>Gửi email</a></p>",
        "<p><a href='/su-kien/mua-gat-2024.12345'>Mùa Gặt</a> | Đăng ngày 12/03/2024</p>",
    ],
)
def test_a_section_a_writer_and_buttons_beside_the_day_are_the_pages(line: str):
    assert (dates_of(*TEXT, beside=line).published_at or "").startswith("2024-03-12")
