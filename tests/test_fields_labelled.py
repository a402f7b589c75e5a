"""A related box within the text whose label is glued to its link, and what begins so and is text."""

import pytest

from tests.frames import FRAMES, LEAD, PARAGRAPHS, WRITER, P, body_of, read

LABELS = ["Tin liên quan", "Đọc thêm", "Xem thêm", "Bài liên quan", "Có thể bạn quan tâm"]
LINK = "<a href='/trai-cay-vao-hoi-a180001.html'>Trái cây miền Tây vào hội lớn nhất trong năm</a>"
BOXES = [
    "<div class='related-inline'><strong>{label}</strong>{link}</div>",
    "<div><strong>{label}:</strong> {link}</div>",
    "<p><strong>{label}: {link}</strong></p>",
    "<div><span>{label}</span>{link}<span>(12/3)</span></div>",
    "<div><b>{label}</b>{link}{link}</div>",
]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_label_glued_to_its_links_goes_with_them(frame: str, label: str, box: str):
    inner = [*P[:2], box.format(label=label, link=LINK), *P[2:], WRITER]
    reading = read(frame, "".join(inner), lead=LEAD)
    assert body_of(reading) == PARAGRAPHS
    assert reading.article is not None
    assert reading.article.byline == "Trúc Ly"


@pytest.mark.parametrize(
    "line",
    [
        "Đọc thêm <a href='/x-a1.html'>sách về cây bưởi da xanh ven sông</a>, ông biết cách tỉa cành.",
        "Tin liên quan đến <a href='/x-a1.html'>giá bưởi da xanh năm nay</a> được ông cắt dán đầy tường.",
        "Chủ đề <a href='/x-a1.html'>Sống cùng lũ</a> mở đầu năm nay ở ba xã ven sông.",
        "Ông nói thêm về <a href='/x-a1.html'>giá bưởi da xanh năm nay</a>",
    ],
)
@pytest.mark.parametrize("frame", FRAMES)
def test_a_sentence_that_begins_so_is_text(frame: str, line: str):
    text = line.partition("<a")[0] + line.partition("'>")[2].replace("</a>", "")
    reading = read(frame, "".join([*P[:2], f"<p>{line}</p>", *P[2:]]), lead=LEAD)
    assert body_of(reading) == [*PARAGRAPHS[:2], text, *PARAGRAPHS[2:]]


@pytest.mark.parametrize("frame", FRAMES)
def test_a_document_that_the_text_tells_of_stays(frame: str):
    line = "<p>Tham khảo: <a href='https://chinhphu.vn/nghi-dinh-15.pdf'>Nghị định số 15 về điện lực</a></p>"
    reading = read(frame, "".join([*P[:2], line, *P[2:]]), lead=LEAD)
    assert "Tham khảo: Nghị định số 15 về điện lực" in body_of(reading)
