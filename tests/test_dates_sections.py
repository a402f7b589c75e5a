"""Words beside a date that are the name of a section, whatever else they may say."""

import pytest

from tests.frames import FRAMES, TITLE, P, read
from tests.test_dates_heads import article_of

SECTIONS = {
    "Xổ số": "xo-so",
    "Hội nghị - Sự kiện": "hoi-nghi-su-kien",
    "Lễ hội": "le-hoi",
    "Bầu cử": "bau-cu",
    "Đại hội": "dai-hoi",
    "Trực tiếp": "truc-tiep",
    "Xây dựng Đảng và hệ thống chính trị": "xay-dung-dang-va-he-thong-chinh-tri",
    "Bầu cử đại biểu Quốc hội khóa XVI": "bau-cu-dai-bieu-quoc-hoi-khoa-xvi",
}
MENU = "<nav><ul><li><a href='/'>Trang chủ</a></li><li><a href='/{}'>{}</a></li></ul></nav>"
LIST = (
    "<div class='main-menu'><ul><li><a href='/thoi-su'>Thời sự</a></li><li><a href='/kinh-te'>Kinh tế</a></li>"
    "<li><a href='/{}'>{}</a></li></ul></div>"
)
DATES = ["05/03/2026 09:15", "05/03/2026"]


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("name", SECTIONS)
def test_a_name_of_the_menu_is_a_section_linked_or_not(name: str, date: str):
    slug = SECTIONS[name]
    for menu in (MENU.format(slug, name), LIST.format(slug, name)):
        for line in (f"{name} | {date}", f"{name}, {date}", f"{date} | {name}", f"{name} {date}"):
            assert (article_of(f"<p>{line}</p>", menu=menu).published_at or "")[:10] == "2026-03-05"
        for mark in (" ", " | ", " - "):
            line = f"<p><a href='/{slug}.html'>{name}</a>{mark}{date}</p>"
            assert (article_of(line, menu=menu).published_at or "")[:10] == "2026-03-05"


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("name", list(SECTIONS)[:-1])
def test_so_is_one_whose_address_says_so(name: str, date: str):
    for line in (
        f"<p><a href='/{SECTIONS[name]}'>{name}</a> | {date}</p>",
        f"<p><a href='/chuyen-muc/{SECTIONS[name]}.html'>{name}</a> | {date}</p>",
        f"<p><a rel='category tag' href='/{SECTIONS[name]}.html'>{name}</a> - {date}</p>",
    ):
        assert (article_of(line).published_at or "")[:10] == "2026-03-05"
    # Where articles have numbers, an address without one is none of theirs.
    inner = FRAMES["plain"][1].format(
        title=TITLE,
        lead="",
        date=f"<p><a href='/{SECTIONS[name]}.html'>{name}</a> {date}</p>",
        body="".join(P),
    )
    article = read("plain", "", page=inner).article
    assert article is not None
    assert (article.published_at or "")[:10] == "2026-03-05"


def test_so_is_the_section_that_metadata_names():
    line = "<p>Mùa Đại hội | 05/03/2026 09:15</p>"
    meta = "<meta property='article:section' content='Mùa Đại hội'>"
    assert article_of(f"{meta}{line}").published_at == "2026-03-05T09:15:00+07:00"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Lễ hội: 05/03/2026 - 08/03/2026</p>",
        "<p>Lễ hội: 05/03/2026</p>",
        "<p>Khai mạc lễ hội 05/03/2026</p>",
        "<p>Lễ hội chọi trâu 05/03/2026</p>",
        "<p><a href='/le-hoi-choi-trau-98123.html'>Lễ hội</a> 05/03/2026</p>",
        "<p><a href='/tin-khac.html'>Tin khác</a> 05/03/2026</p>",
        "<p><a href='/xem-them.html'>Xem thêm</a> 05/03/2026</p>",
        "<ul><li><a href='/le-hoi'>Lễ hội</a> 05/03/2026</li><li><a href='/xo-so'>Xổ số</a> 04/03/2026</li></ul>",
    ],
)
def test_an_event_and_another_article_are_none(line: str):
    menu = MENU.format("le-hoi", "Lễ hội")
    assert article_of(line, menu=menu).published_at is None


@pytest.mark.parametrize("name", ["Lễ hội", "Xổ số", "Đại hội lần thứ 18"])
def test_nor_is_a_name_that_no_link_of_the_page_has(name: str):
    assert article_of(f"<p>{name} 05/03/2026</p>").published_at is None


@pytest.mark.parametrize("name", ["Lễ hội", "Bầu cử", "Xổ số"])
def test_nor_is_a_tag_or_an_entry_of_any_list(name: str):
    slug = SECTIONS[name]
    lists = (
        LIST.replace(" class='main-menu'", "").format(slug, name),
        LIST.replace("main-menu", "tags-nav").format(slug, name),
        LIST.replace("<div class='main-menu'>", "<nav>").format(f"tag/{slug}", name),
    )
    for menu in lists:
        assert article_of(f"<p>{name} 05/03/2026</p>", menu=menu).published_at is None


NAMED = [
    "Xổ số {}",
    "<a href='/xo-so'>Xổ số</a> {}",
    "<a href='/gia-vang'>Giá vàng</a> ({})",
    "Trực tiếp 19:00 {}",
    "Giá vàng {} 08:00",
]


@pytest.mark.parametrize("line", NAMED)
def test_what_is_printed_each_day_is_called_as_sections_are(line: str):
    menu = (
        "<nav><ul><li><a href='/xo-so'>Xổ số</a></li><li><a href='/gia-vang'>Giá vàng</a></li>"
        "<li><a href='/truc-tiep'>Trực tiếp</a></li></ul></nav>"
    )
    meta = "<meta property='article:published_time' content='2026-03-04T14:30:00+07:00'>"
    own = "<div>04/03/2026 14:30</div>"
    for day in ("05/03/2026", "09/03/2026"):
        strip = f"<div>{line.format(day)}</div>"
        for head in (meta + strip, strip + own, own + strip, meta + strip + own):
            article = article_of(head, menu=menu)
            assert article.published_at == "2026-03-04T14:30:00+07:00"
            assert article.modified_at is None
        changed = article_of(f"{strip}<div>Cập nhật: 04/03/2026 14:30</div>", menu=menu)
        assert changed.published_at == "2026-03-04T14:30:00+07:00"
    # The day of the visit, or the one before it, by itself is no article's.
    for day in ("08/03/2026", "09/03/2026"):
        alone = article_of(f"<div>{line.format(day)}</div>", menu=menu)
        assert alone.published_at is None
        assert "2026" in (alone.provenance["published_at"].conflict or "")
    same = article_of(meta + f"<div>{line.format('04/03/2026')}</div>", menu=menu)
    assert same.published_at == "2026-03-04T14:30:00+07:00"


@pytest.mark.parametrize("label", ["Đăng vào", "Đã đăng trên", "Đăng ngày", "Được đăng vào", ""])
@pytest.mark.parametrize(
    "by", ["bởi Ban Biên tập", "bởi Báo Miền Tây", "by tanloc", "bởi Tấn Lộc", "Bởi admin"]
)
@pytest.mark.parametrize("date", ["5 Tháng Mười Một, 2025", "Thứ Tư, 5 Tháng Mười Một, 2025"])
def test_a_linked_day_and_whoever_posted_it(date: str, by: str, label: str):
    word, _, name = by.partition(" ")
    for href in ("/2025/11/05/", "/ngay/2025/11/05", "/?p=4411"):
        line = (
            f"<p>{label} <a href='{href}'>{date}</a> {word} <a href='/author/x/'>{name}</a></p>",
            f"<p>{label} <a href='{href}'>{date}</a> {by}</p>",
        )
        for printed in line:
            assert article_of(printed).published_at == "2025-11-05"
