"""Pages that show a player and no article: a television channel, a radio, an issue of the printed paper."""

import pytest

from crawler.catalogue import by_name, foreign
from pipelines.dates import read_dates
from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.outcomes import Reason
from pipelines.validation import validate

VIDEO = "<iframe src='https://www.youtube.com/embed/x'></iframe>"
AUDIO = "<audio controls src='https://live.baomau.example/fm.m3u8'></audio>"
PDF = "<embed src='/so-1234.pdf'>"
OWN, HOST = "https://baolongan.vn/{}-a188491.html", "https://baomau.example/{}"


def judge(title: str, player: str, url: str, *, day: str = "", head: str = "") -> Reason | None:
    html = (
        f"<html><head><title>{title} | Báo Mẫu</title>{head}</head><body><ul><li><a href='/thoi-su/'>Thời sự</a></li></ul>"
        f"<div><h1>{title}</h1>{day}<div>{player}</div></div></body></html>"
    )
    paper = by_name("baolongan") if "baolongan" in url else foreign("baomau.example", "https")
    assert paper is not None
    document = parse(html.encode(), None, url)
    fields = read_fields(document, paper, paper.rule_sets[0], {})
    dates = read_dates(document, fields, paper, paper.rule_sets[0], "2026-10-02T11:40:00Z", {})
    return validate(document, fields, paper, dated=dates.on_page)


STANDING = [
    ("Truyền hình trực tuyến", VIDEO),
    ("Xem truyền hình trực tuyến LA34", VIDEO),
    ("Kênh truyền hình LA34", VIDEO),
    ("LA34 trực tuyến", VIDEO),
    ("THVL1 - Trực tiếp", VIDEO),
    ("Kênh LA34", VIDEO),
    ("TTV11 HD", VIDEO),
    ("Trực tiếp kênh TTV11 HD", VIDEO),
    ("Truyền hình Tây Ninh trực tuyến", VIDEO),
    ("Live TV", VIDEO),
    ("Livestream", VIDEO),
    ("Nghe radio trực tuyến", AUDIO),
    ("Phát thanh trực tuyến", AUDIO),
    ("Radio Tây Ninh FM 103,1 MHz", AUDIO),
    ("Nghe đài", AUDIO),
    ("Báo in", PDF),
    ("Báo in số 1234", PDF),
    ("Đọc báo in số 1234 ra ngày 05/03/2024", PDF),
    ("E-paper", PDF),
    ("Báo điện tử - Báo giấy số 4567", PDF),
    ("Lịch phát sóng", VIDEO),
    ("Báo in thứ Ba, ngày 5 tháng 3 năm 2024", PDF),
    (
        "Báo Tây Ninh cuối tuần số 1234",
        "<p><img src='/1.jpg'><img src='/2.jpg'><img src='/3.jpg'></p>",
    ),
    ("Chương trình truyền hình Tây Ninh", VIDEO),
    ("Video", VIDEO),
    ("Video clip", VIDEO),
]


@pytest.mark.parametrize(("title", "player"), STANDING)
@pytest.mark.parametrize("url", [OWN.format("xem"), HOST.format("truc-tuyen-12345.html")])
def test_what_stands_there_always_is_no_article(title: str, player: str, url: str):
    assert judge(title, player, url) is Reason.NOT_ARTICLE


ARTICLES = [
    ("Phim: mùa gặt ở Vàm Cỏ", VIDEO),
    ("Truyền hình trực tuyến: Xu hướng mới của người xem trẻ", VIDEO),
    ("Trực tiếp: Lễ khai mạc hội xuân Cây Me", VIDEO),
    ("Kênh Vĩnh Tế hai trăm năm nhìn lại", VIDEO),
    ("Kênh đào mới ở Vàm Cỏ", VIDEO),
    ("Báo in giữa thời công nghệ số", VIDEO),
    ("Radio cũ của ông Mẫu", AUDIO),
    ("Nghe đài giữa đồng khuya", AUDIO),
    ("Thời sự LA34 ngày 05/03/2024", VIDEO),
    ("Bản tin trưa 05/03/2024", VIDEO),
    ("Chương trình ca nhạc cuối tuần", VIDEO),
    ("Hai năm sau trận lũ", VIDEO),
    ("Hai năm sau", VIDEO),
]


@pytest.mark.parametrize(("title", "player"), ARTICLES)
@pytest.mark.parametrize(
    "url", [OWN.format("mua-gat-o-vam-co"), HOST.format("video/mua-gat-o-vam-co-12345.html")]
)
def test_a_headline_with_such_words_is_an_articles(title: str, player: str, url: str):
    assert judge(title, player, url) is None


def test_a_day_of_its_own_or_a_text_makes_an_article():
    url = HOST.format("truc-tuyen-12345.html")
    assert judge("LA34 trực tuyến", VIDEO, url, day="<p>05/03/2024 - 14:30</p>") is None
    text = "<p>Từ hôm nay, bà con xem kênh của tỉnh trên điện thoại, không cần ăng-ten.</p>"
    assert judge("LA34 trực tuyến", f"{text}{VIDEO}", url) is None


@pytest.mark.parametrize("path", ["truyen-hinh", "media/live.html", "tv/", "kenh/1", "xem?kenh=2"])
def test_an_unknown_newspapers_player_under_an_address_without_a_headline(path: str):
    assert judge("Chương trình buổi tối của đài", VIDEO, HOST.format(path)) is Reason.NOT_ARTICLE


def test_a_video_that_machines_are_told_of_is_an_article_wherever():
    head = (
        '<script type="application/ld+json">{"@type": "VideoObject", "name": "Mùa gặt", '
        '"description": "Bà con ba xã gặt lúa sớm.", "uploadDate": "2024-03-05T14:30:00+07:00"}</script>'
    )
    assert judge("Mùa gặt ở Vàm Cỏ", VIDEO, HOST.format("xem?v=2"), head=head) is None
