"""What stands between the paragraphs and is none: adverts, polls, cards; news in brief, which are the text."""

import pytest

from crawler.catalogue import foreign, newspapers
from pipelines.document import parse
from pipelines.fields import read_fields, recognised
from pipelines.fields.model import Fields

TITLE = "Mùa gặt sớm ở ba xã ven sông"
PARAGRAPHS = [
    f"Đoạn văn thứ {n} kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm vụ này, ai cũng mừng."
    for n in ("nhất", "hai", "ba", "tư")
]
P = [f"<p>{text}</p>" for text in PARAGRAPHS]
HEADLINES = [
    "Giá lúa tăng ở nhiều nơi trong tỉnh",
    "Cầu Thử thông xe sáng hôm qua",
    "Nước về muộn một tháng",
]


def read(inner: str, host: str = "baolongan.vn") -> Fields:
    known = {"baolongan.vn": "baolongan", "baocantho.com.vn": "baocantho"}.get(host)
    paper = newspapers()[known] if known else foreign(host, "https")
    html = (
        f"<html><head><title>{TITLE}</title></head><body><div class='detail-content'><h1 class='margintopbot10'>{TITLE}"
        f"</h1><span class='pubdate'>08/01/2026 - 18:21</span><div class='content-fck slider-jsgallery'>{inner}</div></div>"
        "<div>Giấy phép số 12/GP-BTTTT cấp ngày 15/03/2016.</div></body></html>"
    )
    document = parse(html.encode(), None, f"https://{host}/mua-gat-som-a188491.html")
    rules = paper.rule_sets[0] if known else recognised(document, paper.rule_sets)
    return read_fields(document, paper, rules, {})


def body(inner: str, host: str = "baolongan.vn") -> list[str]:
    return read(inner, host).body.split("\n\n")


HOSTS = ("baolongan.vn", "baomau.test")
AD = "Căn hộ ven sông chỉ từ 900 triệu đồng, trả góp mười năm không lãi suất, xem nhà mẫu ngay hôm nay."


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(
    "name",
    ["ads", "ad", "adv", "advert", "advertisement", "banner", "banner2", "quangcao", "quang-cao", "qc", "adsbygoogle",
     "sponsor", "box-adv", "ads_middle", "adsWeb_1", "tai-tro", "inpage-ads-300"],
)  # fmt: skip
def test_adverts_are_called_so(host: str, name: str):
    for told in (f"class='x {name}'", f"id='{name}'"):
        box = f"<div {told}><p>{AD}</p><img src='/can-ho.jpg' width='300'></div>"
        found = read("".join([*P[:2], box, *P[2:]]), host)
        assert found.body.split("\n\n") == PARAGRAPHS
        assert found.images == []


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize(
    "name", ["address", "adapt", "lead", "shadow", "gadget", "block_ads_connect", "banner-inpage", "roads"]
)  # fmt: skip
def test_a_text_is_no_advert_whatever_it_is_called(host: str, name: str):
    assert body(f"<div class='{name}'>{''.join(P)}</div>", host) == PARAGRAPHS


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("kind", ["radio", "checkbox"])
def test_a_poll_is_no_text(host: str, kind: str):
    answers = "".join(
        f"<label><input type='{kind}'> {a}</label>" for a in ("Nên", "Không nên", "Ý kiến khác")
    )
    poll = f"<div><h3>Theo bạn có nên gặt sớm vụ này?</h3>{answers}<button>Gửi</button></div>"
    assert body("".join([*P[:2], poll, *P[2:]]), host) == PARAGRAPHS
    found = read("".join([*P, poll]), host)
    assert found.body.split("\n\n") == PARAGRAPHS
    assert found.byline is None


@pytest.mark.parametrize("host", HOSTS)
def test_a_card_of_another_article_is_no_text(host: str):
    card = (
        "<article><a href='/giu-rung-a9.html'><img src='/rung.jpg'></a><div><a href='/giu-rung-a9.html'>Giữ rừng"
        " tràm ở vùng đệm</a><span>Người dân vùng đệm cùng kiểm lâm giữ rừng tràm suốt mùa khô.</span></div></article>"
    )
    assert body("".join([*P, card]), host) == PARAGRAPHS
    entries = "".join(f"<article><h3>0{n}:30</h3>{p}</article>" for n, p in enumerate(P))
    assert set(PARAGRAPHS) <= set(body(entries, host))


@pytest.mark.parametrize("lead", ["", "<p><strong>Tin vắn trong ngày của các xã.</strong></p>"])
def test_news_in_brief_are_the_text(lead: str):
    """Linked headlines with a paragraph each, and nothing else in the system's own element."""
    items = "".join(
        f"<div><h3><a href='/tin-{n}-a{n}.html'>{h}</a></h3>{p}</div>"
        for n, (h, p) in enumerate(zip(HEADLINES, P, strict=False))
    )
    found = body(lead + items)
    assert [text for text in found if text in PARAGRAPHS] == PARAGRAPHS[:3]
    assert set(HEADLINES) <= set(found)
    # Beside a text they lead to other articles.
    assert body("".join(P) + items.replace("Đoạn văn", "Bài khác")) == PARAGRAPHS


@pytest.mark.parametrize("host", HOSTS)
def test_the_first_of_several_sub_headings_is_no_lead(host: str):
    items = "".join(f"<div><h3>{h}</h3>{p}</div>" for h, p in zip(HEADLINES, P, strict=False))
    found = read(items, host)
    assert found.lead is None
    assert found.body.split("\n\n") == [
        t for pair in zip(HEADLINES, PARAGRAPHS, strict=False) for t in pair
    ]


def test_a_slanted_heading_in_the_middle_under_a_picture_is_its_caption():
    picture = "<p style='text-align:center'><img src='/lua.jpg'></p>"
    caption = "<h3 style='text-align:center'><em>Lúa chín vàng hai bên bờ kênh</em></h3>"
    found = read("".join([*P[:2], picture, caption, *P[2:]]))
    assert found.body.split("\n\n") == PARAGRAPHS
    assert [image.caption for image in found.images] == ["Lúa chín vàng hai bên bờ kênh"]
    plain = read("".join([*P[:2], picture, "<h3>Lúa chín vàng</h3>", *P[2:]]))
    assert "Lúa chín vàng" in plain.body
    assert [image.caption for image in plain.images] == [None]


def test_the_time_of_an_entry_is_no_caption():
    entry = "<p><img src='/lua.jpg'></p><p>10:04 ngày 11/01/2013</p>"
    assert [image.caption for image in read("".join([*P[:2], entry, *P[2:]])).images] == [None]
