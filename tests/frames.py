"""One article in the frames of several content systems, own and foreign: structure real, words ours."""

from __future__ import annotations

from crawler import catalogue
from pipelines import flow
from pipelines.items import RawPage
from pipelines.outcomes import PageKind

TITLE = "Lịch cúp điện ngày 15/9/2024 ở ba xã ven sông"
LEAD = (
    "Điện lực tạm ngừng cấp điện ở ba xã ven sông để bảo trì đường dây trước mùa nước nổi năm nay."
)
SLUG = "lich-cup-dien-ngay-15-9-2024-o-ba-xa-ven-song"
PARAGRAPHS = [
    f"Đoạn văn thứ {n} kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm vụ này, ai cũng mừng."
    for n in ("nhất", "hai", "ba", "tư")
]
P = [f"<p>{text}</p>" for text in PARAGRAPHS]
WRITER = "<p style='text-align:right'><strong>Trúc Ly</strong></p>"
_MENU = "<ul><li><a href='/'>Trang chủ</a></li><li><a href='/kinh-te/'>Kinh tế</a></li></ul>"
_FOOT = "<footer><p>Giấy phép số 12/GP-BTTTT cấp ngày 15/03/2016.</p><p>Tổng Biên tập: Trần Mẫu</p></footer>"

#: Address (with `{}` for its slug) and page (with `{title}`, `{lead}`, `{date}`, `{body}`) of each frame.
FRAMES = {
    "baolongan": (
        "https://baolongan.vn/{}-a188369.html",
        (
            "<div id='colcate1'>{date}<h1 class='margintopbot10 fw700'>{title}</h1>{lead}<div id='newscontents'>"
            "<div class='content-fck slider-jsgallery'>{body}</div></div><div id='linkshare'>Chia sẻ bài viết</div></div>"
        ),
    ),
    "baocantho": (
        "https://baocantho.com.vn/{}-a196670.html",
        (
            "<div id='colcate1'>{date}<h1 class='margintopbot10 fw700'>{title}</h1>{lead}<div id='newscontents'>"
            "<div class='content-fck slider-jsgallery'>{body}</div></div></div>"
        ),
    ),
    "baotayninh": (
        "https://baotayninh.vn/{}-88701.html",
        (
            "<div class='content-article'><h1 class='name'>{title}</h1>{date}{lead}"
            "<div id='content-detail' class='detail'>{body}</div><div class='relates'></div></div>"
        ),
    ),
    "microdata": (
        "https://baomau.test/{}-post404649.html",
        (
            "<div class='article'><h1 class='article__title'>{title}</h1>{date}{lead}"
            "<div class='article__body' itemprop='articleBody'>{body}</div></div>"
        ),
    ),
    "neko": (
        "https://baomau.test/{}-3318952.html",
        (
            "<div class='b-maincontent'><div class='sc-longform-header'><h1 class='sc-longform-header-title block-sc-title'>"
            "{title}</h1><div class='sc-longform-header-meta'>{date}</div>{lead}</div><article class='entry entry-no-padding'>"
            "{body}</article></div>"
        ),
    ),
    "plain": (
        "https://baomau.test/{}-123456.html",
        "<div><div><h1>{title}</h1>{date}{lead}<div>{body}</div></div></div>",
    ),
    "parted": (
        "https://baomau.test/{}-123456.html",
        "<div><div><h1>{title}</h1>{date}{lead}</div><div>{body}</div></div>",
    ),
}
_LEADS = {"baotayninh": "sapo", "neko": "sc-longform-header-sapo", "baolongan": "fontd"}
DATES = {"baotayninh": "date", "neko": "sc-longform-header-date", "baolongan": "pubdate"}


def page_of(
    frame: str, body: str, *, title: str = TITLE, lead: str = "", dated: bool = True
) -> str:
    """The whole page: menu, frame, foot."""
    inner = FRAMES[frame][1]
    shown = f"<p class='{_LEADS.get(frame, 'x')}'>{lead}</p>" if lead else ""
    date = f"<div class='{DATES.get(frame, 'd')}'>14/09/2024 06:42</div>" if dated else ""
    return _whole(title, inner.format(title=title, lead=shown, date=date, body=body))


def _whole(title: str, filled: str) -> str:
    return f"<html><head><title>{title}</title></head><body>{_MENU}{filled}{_FOOT}</body></html>"


def read(
    frame: str, body: str, *, title: str = TITLE, slug: str = SLUG, lead: str = "", dated: bool = True,
    page: str | None = None,
) -> flow.Reading:  # fmt: skip
    """The page read as a crawl reads it; `page` stands in the place of all between menu and foot.

    Or in the place of everything, where it is a whole page.
    """
    html = page_of(frame, body, title=title, lead=lead, dated=dated)
    if page:
        html = page if page.startswith("<html") else _whole(title, page)
    url = FRAMES[frame][0].format(slug)
    paper = catalogue.of_address(url)
    assert paper is not None
    raw = RawPage(
        url=url,
        paper=paper.name,
        kind=PageKind.ARTICLE,
        fetched_at="2026-03-09T05:00:00Z",
        status=200,
        headers=[("Content-Type", "text/html; charset=utf-8")],
        body=html.encode(),
    )
    return flow.read_page(raw, paper)


def body_of(reading: flow.Reading) -> list[str]:
    """The paragraphs that were stored."""
    assert reading.article is not None, reading.judged
    return reading.article.body.split("\n\n")
