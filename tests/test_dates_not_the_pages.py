"""Days of others on pages of unknown newspapers."""

import pytest

from crawler.catalogue import foreign
from pipelines.dates import read_dates
from pipelines.dates.model import Dates
from pipelines.document import parse
from pipelines.fields import read_fields, recognised
from tests.foreign_pages import MORE, VIETNAMESE, dates_of, ld

CLOCK = "<div>Thứ Năm, 01/10/2026 08:12</div>"


def undated(before: str, headline: str = f"<h1>{VIETNAMESE[0][:30]}</h1>", after: str = "") -> str:
    texts = "".join(f"<p>{text}, {n} lần.</p>" for text in VIETNAMESE for n in (1, 2))
    return (
        f"<html><head><title>{VIETNAMESE[0][:30]}</title></head><body>{before}"
        f"<div>{headline}<div>{after}{texts}</div></div></body></html>"
    )


def read(page: str, fetched_at: str = "2026-10-02T11:40:00Z") -> Dates:
    url = "https://bao.example.vn/tin/mo-cho-1"
    paper = foreign("bao.example.vn", "https")
    document = parse(page.encode(), None, url)
    rule_set = recognised(document, paper.rule_sets)
    fields = read_fields(document, paper, rule_set, {})
    return read_dates(document, fields, paper, rule_set, fetched_at, {})


@pytest.mark.parametrize("fetched", ["2026-10-01T01:20:00Z", "2026-10-02T11:40:00Z"])
def test_a_clock_of_a_page_that_was_kept_is_no_date(fetched: str):
    dates = read(undated(CLOCK), fetched)
    assert dates.published_at is None
    assert "clock" in (dates.provenance["published_at"].conflict or "")


def test_a_clock_in_the_headlines_own_element_is_no_date():
    headline = f"<div>{CLOCK}</div><h1>{VIETNAMESE[0][:30]}</h1>"
    assert read(undated("", headline), "2026-10-01T01:20:00Z").published_at is None
    assert read(undated("", headline)).published_at == "2026-10-01T08:12:00+07:00"


def test_an_old_date_above_the_headline_is_a_date_within_the_article_alone():
    """Outside it a clock that stands still looks the same."""
    old = CLOCK.replace("/2026", "/2020")
    assert read(undated(old)).published_at is None
    headline = f"{old}<h1>{VIETNAMESE[0][:30]}</h1>"
    assert read(undated("", headline)).published_at == "2020-10-01T08:12:00+07:00"


@pytest.mark.parametrize(
    "caption",
    ["Đồng lúa chụp ngày 05/03/2020. Ảnh: An", "Mưa lớn chụp ngày 05/03/2020"],
)
def test_a_caption_is_no_date(caption: str):
    picture = f'<p><img src="/a.jpg"></p><p>{caption}</p>'
    assert read(undated("", after=picture)).published_at is None
    line = picture.replace(caption, "Thứ Năm, ngày 05/03/2020, 1.250 lượt xem")
    assert read(undated("", after=line)).published_at == "2020-03-05"


@pytest.mark.parametrize("tag", ["h3", "p"])
def test_the_days_of_a_timeline_are_no_date(tag: str):
    page = undated(
        "",
        after=f"<p>Ba ngày mưa lớn ở vùng ven biển, theo dòng thời gian</p><{tag}>5/3/2024</{tag}>",
    )
    page = page.replace("2 lần.</p>", f"2 lần.</p><{tag}>6/3/2024</{tag}>")
    assert read(page).published_at is None


def test_a_comment_signed_with_a_label_is_no_date():
    comment = (
        "<div><b>Nguyễn An</b> <i>Đăng lúc: 10:00 01/10/2026</i>"
        "<p>Bài viết hay, quê tôi cũng vậy.</p></div>"
    )
    page = undated("").replace("</body>", f"{comment}</body>")
    inside = undated("").replace("</div></div></body>", f"{comment}</div></div></body>")
    assert read(page).published_at is None
    assert read(inside).published_at is None


def test_an_element_named_as_a_date_is_the_last_resort():
    far = f'{MORE}<div class="tools"><span class="pubdate">2 November 2023</span></div>'
    dates = dates_of(after=far)
    assert (dates.published_at, dates.provenance["published_at"].rule) == (
        "2023-11-02",
        "named:page+dateparser",
    )
    assert dates_of(head=ld("Article", "2023-11-03"), after=far).published_at == "2023-11-03"


@pytest.mark.parametrize(
    "around",
    [
        '<div class="comment"><span class="date">2 November 2023</span></div>',
        '<aside><span class="date">2 November 2023</span></aside>',
        '<span class="date">2 November 2023</span><span class="date">3 November 2023</span>',
        '<span class="update-info">2 November 2023</span>',
        '<time datetime="2023-11-02">2 November 2023</time>',
    ],
)
def test_others_days_are_none(around: str):
    assert dates_of(after=f"{MORE}<div>{around}</div>").published_at is None
