"""News in brief: linked headlines with a paragraph each, and nothing else but a lead."""

import pytest

from tests.frames import FRAMES, LEAD, body_of, read

HEADLINES = [
    "Giá lúa tăng ở nhiều nơi trong tỉnh", "Cầu Thử thông xe sáng hôm qua", "Nước về muộn một tháng",
    "Khai giảng năm học mới ở vùng sâu",
]  # fmt: skip
TOLD = [
    f"{what}, người dân ba xã ven sông cho biết như vậy khi gặp phóng viên vào sáng sớm nay ở bến đò cũ."
    for what in ("Giá lúa tăng thêm hai trăm đồng", "Cầu mới rộng bảy mét", "Nước thấp hơn", "Trường vừa sơn lại")
]  # fmt: skip
TITLE = "Điểm tin sáng ở ba xã ven sông"
SLUG = "diem-tin-sang-o-ba-xa-ven-song"


def items(texts: list[str] = TOLD, picture: str = "") -> str:
    return "".join(
        f"<div>{picture}<h3><a href='/tin-so-{n}-a{n}.html'>{headline}</a></h3><p>{text}</p></div>"
        for n, (headline, text) in enumerate(zip(HEADLINES, texts, strict=True))
    )


PAIRS = [text for pair in zip(HEADLINES, TOLD, strict=True) for text in pair]


@pytest.mark.parametrize("frame", [f for f in FRAMES if f not in {"plain", "parted"}])
@pytest.mark.parametrize("lead", ["", LEAD])
def test_in_the_systems_own_element(frame: str, lead: str):
    assert body_of(read(frame, items(), title=TITLE, slug=SLUG, lead=lead)) == PAIRS


#: Lead and items as two templates without known rules print them.
INSIDE = {
    "bold": f"<p><strong>{LEAD}</strong></p>{{}}",
    "plain": f"<p>{LEAD}</p><div>{{}}</div>",
}


@pytest.mark.parametrize("kind", INSIDE)
def test_below_a_lead_in_an_element_that_nobody_knows(kind: str):
    made = read("plain", INSIDE[kind].format(items()), title=TITLE, slug=SLUG)
    assert [text for text in body_of(made) if text != LEAD] == PAIRS
    assert made.article is not None
    assert LEAD in f"{made.article.lead} {made.article.body}"


@pytest.mark.parametrize("kind", INSIDE)
@pytest.mark.parametrize(
    "boxes",
    [
        items(picture="<img src='/lua.jpg'>"),
        items([f"{text[:80]}..." for text in TOLD]),
        items([text[:70] for text in TOLD]),
        f"<h4>Tin liên quan</h4>{items()}",
        f"<p>Xem thêm</p>{items()}",
    ],
    ids=["pictures", "broken off", "short", "headed", "more"],
)
def test_below_a_brief_cards_of_other_articles_are_none_of_it(kind: str, boxes: str):
    found = body_of(read("plain", INSIDE[kind].format(boxes), title=TITLE, slug=SLUG))
    assert not set(found) & set(PAIRS)
    assert LEAD in found


@pytest.mark.parametrize("frame", ["plain", "parted", "baolongan", "neko"])
def test_below_a_text_neither(frame: str):
    text = "".join(f"<p>Đoạn {n} kể chuyện bà con ba xã ven sông vào vụ gặt sớm, ai cũng mừng vì được giá.</p>" for n in "abc")  # fmt: skip
    found = body_of(read(frame, text + items(), title=TITLE, slug=SLUG, lead=LEAD))
    assert not set(found) & set(PAIRS)
