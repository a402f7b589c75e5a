"""What a line says of its date, and lines that print the day of another article."""

import pytest

from tests.foreign_pages import VIETNAMESE, dates_of

PUBLISHED, CHANGED = "2024-03-05T14:30:00+07:00", "2024-03-06T08:00:00+07:00"
CREATED = "<{0}>Ngày tạo: 04/03/2024 09:00</{0}>"
PRINTED = "<{0}>Ngày xuất bản: 05/03/2024 14:30</{0}>"
LATER = "<{0}>Ngày sửa: 06/03/2024 08:00</{0}>"


def read(beside: str):
    return dates_of(beside, texts=VIETNAMESE, url="https://baomau.vn/kinh-te/cho-mo-cua-1234.html")


def joined(*parts: str, tag: str) -> str:
    return f"<div>{' '.join(part.format(tag) for part in parts)}</div>"


@pytest.mark.parametrize("tag", ["span", "div", "p"])
@pytest.mark.parametrize(
    "parts", [(CREATED, PRINTED, LATER), (LATER, CREATED, PRINTED), (PRINTED, LATER, CREATED)]
)
def test_each_label_has_its_own_date(tag: str, parts: tuple[str, ...]):
    dates = read(joined(*parts, tag=tag))
    assert (dates.published_at, dates.modified_at) == (PUBLISHED, CHANGED)


@pytest.mark.parametrize(
    "beside",
    [
        "<div>Được tạo: 04/03/2024 09:00 Được đăng: 05/03/2024 14:30 Lần sửa cuối: 06/03/2024 08:00</div>",
        "<div>Sửa lần cuối ngày 06/03/2024 08:00</div><div>05/03/2024 14:30</div>",
        "<dl><dt>Ngày sửa</dt><dd>06/03/2024 08:00</dd><dt>Ngày đăng:</dt><dd>05/03/2024 14:30</dd></dl>",
        "<div>Cập nhật: 06/03/2024 08:00</div><div>Ngày đăng: 05/03/2024 14:30</div>",
    ],
)
def test_labels_in_other_words_and_places(beside: str):
    dates = read(beside)
    assert (dates.published_at, dates.modified_at) == (PUBLISHED, CHANGED)


def test_created_is_the_publication_where_nothing_else_is_told():
    assert read("<div>Ngày tạo: 05/03/2024 14:30</div>").published_at == PUBLISHED
    assert read("<div>Ngày tạo: 04/03/2024 - 05/03/2024 14:30</div>").published_at != CHANGED


RELATED = [
    "<ul><li><a href='/1'>Khánh thành cầu</a> (04/03/2024)</li><li><a href='/2'>Hội thi</a> (03/03/2024)</li></ul>",
    "<ul><li><a href='/cau-1.html'>Khánh thành cầu</a> (04/03/2024)</li></ul>",
    "<p><a href='/cau-1.html'>Khánh thành cầu</a> (04/03/2024)</p>",
    "<p><a href='/cau-1.html'>Khánh thành cầu mới qua sông</a> <span>04/03/2024</span></p>",
    "<ul><li><a href='/1'>Cầu mới</a> 04/03/2024</li><li><a href='/2'>Hội thi</a> 03/03/2024</li></ul>",
]
OWN = [
    "<div><a href='/kinh-te'>Kinh tế</a> 05/03/2024</div>",
    "<div><a href='/thoi-su-chinh-tri/'>Thời sự - Chính trị</a> (05/03/2024)</div>",
    "<div><a href='/tac-gia/12'>Lê Văn Mẫu</a> (05/03/2024)</div>",
    "<ul><li><a href='/tac-gia/12'>Lê Mẫu</a></li><li><a href='/2024/03/05/'>05/03/2024</a></li></ul>",
    "<div><a href='/muc-12.html'>Xây dựng nông thôn mới</a> | 05/03/2024 14:30</div>",
    "<div>Đăng ngày 05/03/2024 trong <a href='/muc-12.html'>Xây dựng nông thôn mới</a></div>",
]


@pytest.mark.parametrize("beside", RELATED)
def test_a_related_list_under_the_headline_dates_no_page(beside: str):
    assert read(f"<div>{beside}</div>").published_at is None
    assert read(f"<div>05/03/2024 14:30</div><div>{beside}</div>").published_at == PUBLISHED


@pytest.mark.parametrize("beside", OWN)
def test_a_link_beside_the_pages_own_date(beside: str):
    assert (read(beside).published_at or "")[:10] == "2024-03-05"
