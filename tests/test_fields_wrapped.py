"""Layouts that a fresh reader broke the rules with: each stays mended."""

import pytest

from pipelines.dates import read_dates
from pipelines.document import parse
from tests.own_pages import PAPER, PARAGRAPHS, RULES, TITLE, URL, fields_of

RELATED = (
    "<div><p><strong>Tin liên quan</strong></p><p><a href='/xay-truong-a1.html'>Xây trường mới ở xã"
    " biên giới trước mùa mưa</a> <span>(27/04/2017 07:30)</span></p><p><a href='/mo-cau-a2.html'>"
    "Mở cây cầu qua sông cho học trò tới lớp</a></p></div>"
)
CAPTION = "Nông dân đo hạt lúa"
PHOTO = f"<p><img src='/1.jpg'><em>{CAPTION}</em></p>"
WRAPPERS = {
    "two divs": "<div><div>{}</div></div>",
    "section": "<section><p>{}</p></section>",
    "div and p": "<div><p>{}</p></div>",
    "div": "<div>{}</div>",
    "p": "<p>{}</p>",
}


def laid_out(text: str, *, under: str = "<div>29/04/2017 - 20:49</div>") -> str:
    return (
        f"<html><head><title>{TITLE}</title></head><body><div><h1>{TITLE}</h1>{under}<div>{text}"
        "<div style='text-align:right'>Tấn Lộc</div></div></div><div>Chia sẻ bài viết</div>"
        "<div>Giấy phép số 12/GP-BTTTT cấp ngày 15/03/2016.</div></body></html>"
    )


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("after", [1, 2])
def test_a_related_box_between_wrapped_paragraphs_ends_nothing(wrapper: str, after: int) -> None:
    parts = [WRAPPERS[wrapper].format(paragraph) for paragraph in PARAGRAPHS * 2]
    texts = [f"{text} Đoạn {n}." for n, text in enumerate(PARAGRAPHS * 2)]
    parts = [WRAPPERS[wrapper].format(text) for text in texts]
    parts.insert(1, PHOTO)
    parts.insert(1 + after, RELATED)
    fields = fields_of(laid_out("".join(parts)))
    assert fields.body.split("\n\n") == texts
    assert fields.byline == "Tấn Lộc"
    assert [image.caption for image in fields.images] == [CAPTION]


def test_a_line_of_tools_is_neither_lead_nor_text() -> None:
    tools = "<div>29/04/2017 - 20:49</div><div>A- A A+ | In | Gửi email</div>"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    fields = fields_of(laid_out(text, under=tools))
    assert "Gửi email" not in f"{fields.lead} {fields.body}"


@pytest.mark.parametrize(
    "line",
    [
        "Cập nhật: 30/04/2017 - 06:15 | Đăng: 29/04/2017 - 20:49",
        "Cập nhật lần cuối 30/04/2017 06:15, đăng ngày 29/04/2017 20:49",
        "Đăng ngày 29/04/2017 20:49, cập nhật lúc 30/04/2017 06:15",
        "29/04/2017 20:49 (Cập nhật 30/04/2017 06:15)",
    ],
)
def test_the_label_decides_which_date_is_which_not_the_order(line: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = laid_out(text, under=f"<div>{line}</div>")
    document = parse(html.encode(), None, URL)
    fields = fields_of(html)
    dates = read_dates(document, fields, PAPER, RULES, "2026-01-01T00:00:00Z", {})
    assert dates.published_at == "2017-04-29T20:49:00+07:00"
    assert dates.modified_at == "2017-04-30T06:15:00+07:00"


def test_a_name_set_as_a_heading_at_the_end_is_the_byline() -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    html = (
        f"<html><body><div><h1>{TITLE}</h1><p>29/04/2017 - 20:49</p><div>{text}<h5>Tấn Lộc</h5>"
        "<p>Bạn đang đọc bài viết tại chuyên mục Thời sự</p></div></div></body></html>"
    )
    fields = fields_of(html)
    assert (fields.byline, fields.body.split("\n\n")) == ("Tấn Lộc", PARAGRAPHS)
