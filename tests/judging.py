"""Judging pages of baolongan and of a newspaper that nobody wrote rules for."""

from crawler.catalogue import foreign
from crawler.spiders.baolongan import BaolonganSpider
from pipelines.document import parse
from pipelines.fields import read_fields
from pipelines.outcomes import Reason
from pipelines.validation import validate

PAPER = BaolonganSpider.paper
RULES = PAPER.rule_sets[0]
URL = "https://baolongan.vn/mua-gat-som-a188491.html"
TEXT = "".join(
    f"<p>Đoạn văn thứ {n} kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm vụ này.</p>"
    for n in ("nhất", "hai", "ba")
)
MENU = "<ul>" + "".join(f"<li><a href='/muc-{n}/'>Mục số {n}</a></li>" for n in range(9)) + "</ul>"
FOOT = "<div>Giấy phép số 12/GP-BTTTT cấp ngày 15/03/2016. Tổng Biên tập: Lê Văn Mẫu.</div>"


def page(inner: str, title: str = "Báo Long An Online", head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{MENU}{inner}{FOOT}</body></html>"


def judge(html: str, url: str = URL) -> Reason | None:
    document = parse(html.encode(), None, url)
    return validate(document, read_fields(document, PAPER, RULES, {}), PAPER)


ARTICLE = page(f"<div><h1>Mùa gặt sớm ở Vàm Cỏ</h1><p>08/01/2026 - 18:21</p>{TEXT}</div>")
SUMMARY = "Tóm tắt một tin khác, dài hơn sáu mươi chữ, để người đọc biết trong đó nói chuyện gì."
RELATED = "<div><h3>Bạn có thể quan tâm</h3><ul>{}</ul></div>".format(
    "".join(
        f"<li><a href='/tin-{n}-a{n}.html'>Tin thử số {n} về đời sống ở xã</a><p>{n}. {SUMMARY}</p></li>"
        for n in range(3)
    )
)
CARDS = "".join(
    f"<div><h3><a href='/tin-{n}-a{n}.html'>Tin thử số {n} về đời sống</a></h3><p>{n}. {SUMMARY * 4}</p></div>"
    for n in range(3)
)


def other(inner: str, title: str) -> Reason | None:
    """A page of a newspaper that nobody wrote rules for."""
    url = "https://baothu.example/lien-he"
    document = parse(page(inner, title=title).encode(), None, url)
    paper = foreign("baothu.example", "https")
    fields = read_fields(document, paper, paper.rule_sets[-1], {})
    return validate(document, fields, paper)
