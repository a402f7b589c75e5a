"""Pages of baolongan as its system makes them, and the fields read from them."""

import json

from crawler.spiders.baolongan import BaolonganSpider
from pipelines.document import parse
from pipelines.fields import read_fields

PAPER = BaolonganSpider.paper
RULES = PAPER.rule_sets[0]
URL = "https://baolongan.vn/mua-gat-som-a188491.html"
TITLE = "Mùa gặt sớm trên cánh đồng ven sông Vàm Cỏ"
PARAGRAPHS = [
    f"Đoạn văn thứ {n} kể chuyện nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm vụ này."
    for n in ("nhất", "hai", "ba", "tư")
]
P = [f"<p>{text}</p>" for text in PARAGRAPHS]


def page(body: str, head: str = "", *, title: str = TITLE, above: str = "", after: str = "") -> str:
    return (
        f"<html><head><title>{title}</title>{head}</head><body>{above}<div><h1>{title}</h1>"
        f"<p>08/01/2026 - 18:21</p><div>{body}</div><div>Chia sẻ bài viết</div></div>{after}"
        "<div>Giấy phép số 12/GP-BTTTT cấp ngày 15/03/2016.</div></body></html>"
    )


def fields_of(html: str, url: str = URL, hints: dict | None = None):
    return read_fields(parse(html.encode(), None, url), PAPER, RULES, hints or {})


def body_of(html: str) -> list[str]:
    return fields_of(html).body.split("\n\n")


def ld(node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "author": {"@type": "Person", "name": "Lê Thử"},
}
