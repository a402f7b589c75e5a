"""A selector that finds several elements of one article: a text cut in two, a lead of two paragraphs."""

from __future__ import annotations

import pytest

from tests.frames import PARAGRAPHS, WRITER, P, body_of, read

FIRST, SECOND = P[0] + P[1], P[2] + P[3] + WRITER
ADVERT = "<div class='x1'><a href='https://qc.example'>Mua nhà ngay</a></div>"
HEAD = (
    "<h1 class='margintopbot10'>Một bài báo thử</h1><span class='pubdate'>14/09/2024 06:42</span>"
)


def _page(*parts: str, around: str = "<div id='newscontents'>{}</div>") -> str:
    return f"<div id='colcate1'>{HEAD}{around.format(''.join(parts))}</div>"


def _part(text: str) -> str:
    return f"<div class='content-fck slider-jsgallery'>{text}</div>"


@pytest.mark.parametrize(
    "between",
    [
        "",
        ADVERT,
        "<div class='ads-zone-group'>Quảng cáo</div>",
        "<figure><img src='/a.jpg'><figcaption>Khung dệt của bà</figcaption></figure>",
    ],
)
def test_a_text_in_two_elements_of_one_class_is_whole(between: str) -> None:
    reading = read("baolongan", "", page=_page(_part(FIRST), between, _part(SECOND)))
    assert body_of(reading) == PARAGRAPHS
    assert reading.article is not None
    assert reading.article.byline == "Trúc Ly"
    captions = [image.caption for image in reading.article.images]
    assert captions == (["Khung dệt của bà"] if "figcaption" in between else [])


def test_parts_may_stand_each_in_a_wrapper() -> None:
    parts = [f"<div class='row'>{_part(text)}</div>" for text in (FIRST, SECOND)]
    reading = read("baolongan", "", page=_page(parts[0], ADVERT, parts[1]))
    assert body_of(reading) == PARAGRAPHS


def test_the_byline_behind_the_parts_is_read() -> None:
    page = _page(_part(FIRST), ADVERT, _part(P[2] + P[3]), WRITER)
    reading = read("baolongan", "", page=page)
    assert reading.article is not None
    assert reading.article.byline == "Trúc Ly"


@pytest.mark.parametrize(
    "other",
    [
        # The next article, loaded below this one.
        "<h1>Một bài báo khác hẳn</h1>",
        "<div><h1 class='margintopbot10'>Một bài báo khác hẳn</h1></div>",
        "<div id='linkshare'>Chia sẻ bài viết</div>",
        "<p>Tin liên quan</p>",
        "<p>Bình luận</p>",
    ],
)
def test_what_stands_behind_the_end_is_another_text(other: str) -> None:
    short = "<p>Đoạn này là lời của một bài khác, chẳng phải của bài đang đọc ở trang này.</p>"
    page = _page(_part("".join(P) + WRITER), other, _part(short), around="{}")
    assert body_of(read("baolongan", "", page=page)) == PARAGRAPHS


def test_summaries_in_boxes_of_their_own_are_no_parts() -> None:
    box = "<li><h3><a href='/x-a1.html'>Một bài báo khác hẳn bài này</a></h3>{}</li>"
    short = "<p>Đoạn này là lời của một bài khác, chẳng phải của bài đang đọc ở trang này.</p>"
    boxes = f"<ul>{box.format(_part(short)) * 2}</ul>"
    page = _page(_part("".join(P) + WRITER), boxes)
    assert body_of(read("baolongan", "", page=page)) == PARAGRAPHS


def test_a_copy_for_small_screens_is_read_once() -> None:
    heading = "<p><strong>Giữ nghề</strong></p>"
    text = P[0] + heading + "".join(P[1:])
    page = _page(_part(text), _part(text))
    expected = [PARAGRAPHS[0], "Giữ nghề", *PARAGRAPHS[1:]]
    assert body_of(read("baolongan", "", page=page)) == expected


def test_a_lead_of_two_elements_is_whole() -> None:
    lead = ["Ba xã ven sông cúp điện hai ngày để thay dây.", "Người dân được báo trước một tuần."]
    shown = "".join(f"<p class='fontd'>{text}</p>" for text in lead)
    page = _page(shown, _part("".join(P)), around="{}")
    reading = read("baolongan", "", page=page)
    assert reading.article is not None
    assert reading.article.lead == "\n\n".join(lead)
    assert body_of(reading) == PARAGRAPHS


LINK = "<a href='/cong-a188491.html'>Cống ngăn mặn vận hành thử sau mùa mưa</a>"


@pytest.mark.parametrize("heading", ["Bài liên quan", "Tin liên quan", "Xem thêm"])
@pytest.mark.parametrize(
    "box",
    [
        "<div><b>{}</b><ul><li>{}</li></ul></div>",
        "<div><h4>{}</h4>{}</div>",
        "<h4>{}</h4><ul><li>{}</li></ul>",
    ],
)
@pytest.mark.parametrize("longer", ["", f"<p>{'Lời kể dài hơn về làng. ' * 20}</p>"])
def test_a_box_of_links_between_the_parts_is_passed(heading: str, box: str, longer: str) -> None:
    """Whichever half is the larger one."""
    second = SECOND.replace(WRITER, longer + WRITER)
    page = _page(_part(FIRST), box.format(heading, LINK), _part(second))
    reading = read("baolongan", "", page=page)
    assert body_of(reading)[:4] == PARAGRAPHS
    assert reading.article is not None
    assert reading.article.byline == "Trúc Ly"
    assert "Cống" not in (reading.article.body or "")


NEXT = "<p>Ba trạm y tế xã ở Tân Tưởng vừa được sửa xong và mở cửa đón bệnh nhân trở lại.</p>"


@pytest.mark.parametrize(
    "behind",
    [
        f"<h2>Ba trạm y tế xã được sửa xong</h2>{NEXT}",
        f"<h3><a href='/tram-a188999.html'>Ba trạm y tế xã được sửa xong</a></h3>{NEXT}",
        "<p>Trúc Ly là phóng viên Báo Long An từ năm 2010, chuyên viết về nông thôn.</p>",
        "<p>Mời bạn đọc gửi tin, bài cộng tác về hộp thư tòa soạn, nhuận bút theo quy định.</p>",
        f"<p>{PARAGRAPHS[0][:60]}...</p>",
    ],
)
def test_behind_a_signed_text_no_part_follows(behind: str) -> None:
    reading = read("baolongan", "", page=_page(_part(FIRST + SECOND), _part(behind)))
    assert body_of(reading) == PARAGRAPHS
    assert reading.article is not None
    assert reading.article.byline == "Trúc Ly"


def test_below_a_box_of_links_a_headline_begins_another_text() -> None:
    box = f"<div><h4>Tin liên quan</h4>{LINK}</div>"
    other = _part(f"<h3>Ba trạm y tế xã được sửa xong</h3>{NEXT}")
    reading = read("baolongan", "", page=_page(_part(FIRST + P[2] + P[3]), box, other))
    assert body_of(reading) == PARAGRAPHS


@pytest.mark.parametrize("summary", ["Bài viết được tóm tắt bằng AI: làng còn 42 hộ theo nghề."])
def test_what_a_program_wrote_above_is_no_part(summary: str) -> None:
    page = _page(_part(f"<p>{summary}</p>"), _part(FIRST + SECOND))
    assert body_of(read("baolongan", "", page=page)) == PARAGRAPHS


def test_a_copy_with_other_blanks_is_no_second_part() -> None:
    copy = (P[0] + P[1] + P[2]).replace(",", ",&nbsp; ").replace("</p><p>", " ")
    page = _page(_part(FIRST + P[2] + P[3]), _part(copy))
    assert body_of(read("baolongan", "", page=page)) == PARAGRAPHS
