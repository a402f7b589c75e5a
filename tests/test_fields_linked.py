"""Lines that are one link: cited documents and places are text, other articles and channels are not."""

import pytest

from tests.frames import FRAMES, PARAGRAPHS, P, body_of, read

CITED = {
    "document": ("/van-ban/nq-12.pdf", "Toàn văn Nghị quyết số 12-NQ/TU của Tỉnh ủy"),
    "sheet": ("/tep/diem-thi.xlsx?v=2", "Danh sách điểm thi của ba xã ven sông"),
    "elsewhere": ("https://moet.gov.vn/van-ban.pdf", "Toàn văn dự thảo thông tư về dạy thêm"),
    "authority": ("https://sonn.baomau.gov.vn/lich-cat-nuoc", "Lịch lấy nước của Sở Nông nghiệp"),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("kind", CITED)
@pytest.mark.parametrize("place", [2, 4])
def test_a_cited_document_is_a_paragraph(frame: str, kind: str, place: int):
    href, text = CITED[kind]
    line = f"<p><a href='{href}'>{text}</a></p>"
    found = body_of(read(frame, "".join([*P[:place], line, *P[place:]])))
    assert found == [*PARAGRAPHS[:place], text, *PARAGRAPHS[place:]]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(
    "line",
    [
        "<p><a href='/cau-thu-a1.html'>Cầu Bình Thành thông xe kỹ thuật sáng nay</a></p>",
        "<p><a href='https://quangcao.example/nha'>Căn hộ ven sông chỉ từ 900 triệu đồng</a></p>",
        "<h3><a href='/van-ban/nq-12.pdf'>Toàn văn Nghị quyết số 12-NQ/TU của Tỉnh ủy</a></h3>",
        ("<div><ul><li><a href='/a-a1.html'>Cầu Bình Thành thông xe sáng nay</a></li>"
        "<li><a href='/b-a2.html'>Giá lúa tăng ở nhiều nơi</a></li></ul></div>"),
    ],
)  # fmt: skip
def test_other_articles_and_adverts_are_none(frame: str, line: str):
    assert body_of(read(frame, "".join([*P[:2], line, *P[2:]]))) == PARAGRAPHS


PLACES = ["Chợ Tân An", "Chợ Bến Lức", "Chợ Đức Hòa"]


def listed(names: list[str], above: str) -> str:
    items = "".join(f"<li><a href='/x-{n}.html'>{name}</a></li>" for n, name in enumerate(names))
    return f"<p>{above}</p><ul>{items}</ul>"


@pytest.mark.parametrize("frame", FRAMES)
def test_linked_places_are_text(frame: str):
    found = body_of(read(frame, "".join([*P[:2], listed(PLACES, "Các điểm bán:"), *P[2:]])))
    assert found == [*PARAGRAPHS[:2], "Các điểm bán:", *PLACES, *PARAGRAPHS[2:]]


@pytest.mark.parametrize("frame", ["baolongan", "plain"])
@pytest.mark.parametrize(
    ("names", "above"),
    [
        (["Facebook", "Zalo", "YouTube"], "Theo dõi chúng tôi trên:"),
        (["Giá lúa tăng mạnh", "Nước về muộn"], "Các điểm bán:"),
        (PLACES, "Tin liên quan:"),
        (PLACES, "Từ khóa:"),
    ],
)
def test_other_lists_of_links_are_none(frame: str, names: list[str], above: str):
    found = body_of(read(frame, "".join([*P[:2], listed(names, above), *P[2:]])))
    assert not set(found) & set(names)
    assert set(PARAGRAPHS) <= set(found)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("heading", ["Video mới", "Video nổi bật", "Videos mới nhất", "Video khác"])
def test_the_heading_of_a_box_of_videos_goes_with_it(frame: str, heading: str):
    box = (
        f"<div class='box-video'><h3>{heading}</h3><ul><li><a href='/v-1.html'>Cầu Bình Thành thông xe kỹ thuật"
        " sáng nay</a><span>02:15</span></li></ul></div>"
    )
    assert body_of(read(frame, "".join([*P, box]))) == PARAGRAPHS
