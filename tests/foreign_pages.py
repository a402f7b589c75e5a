"""Pages of newspapers that nobody wrote rules for, and the dates read from them."""

from crawler.catalogue import foreign
from pipelines.dates import read_dates
from pipelines.dates.model import Dates
from pipelines.document import parse
from pipelines.fields import read_fields, recognised

ENGLISH = (
    "Residents of the old quarter said that the market will be open again",
    "The council has put money aside for the repair of the bridge and of its road",
)
FRENCH = (
    "Les habitants du vieux quartier disent que le marché ouvrira de nouveau ses portes",
    "La mairie a mis de côté une somme pour la réparation du pont et de sa chaussée",
)
VIETNAMESE = (
    "Người dân khu phố cổ nói rằng chợ sẽ mở cửa trở lại vào tuần sau",
    "Chính quyền đã dành một khoản tiền để sửa cây cầu và con đường dẫn vào chợ",
)
MORE = "<h3>More news</h3><p>Bridge closed for a week of repairs</p>"


def dates_of(
    beside: str = "",
    *,
    texts: tuple[str, str] = ENGLISH,
    title: str | None = None,
    head: str = "",
    after: str = "",
    lang: str = "",
    url: str = "https://news.example.com/local/market-opens",
) -> Dates:
    host = url.split("/")[2]
    body = "".join(f"<p>{text}, {number} times over.</p>" for text in texts for number in (1, 2))
    headline = title or f"<h1>{texts[0][:30]}</h1>"
    page = (
        f'<html lang="{lang}"><head><title>{texts[0][:30]}</title>{head}</head><body><article>'
        f"{headline}{beside}<div>{body}</div></article>{after}</body></html>"
    )
    paper = foreign(host, "https")
    document = parse(page.encode(), None, url)
    rule_set = recognised(document, paper.rule_sets)
    fields = read_fields(document, paper, rule_set, {})
    return read_dates(document, fields, paper, rule_set, "2026-10-02T11:40:00Z", {})


def ld(kind: str, published: str) -> str:
    return (
        '<script type="application/ld+json">'
        f'{{"@type": "{kind}", "datePublished": "{published}"}}</script>'
    )
