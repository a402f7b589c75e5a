"""Báo Long An Online: Vietnamese and English edition, content system family A."""

from datetime import date

from crawler.newspaper import NewspaperSpider
from crawler.systems import family_a
from pipelines.rules import DateRules, Edition, Floors, Newspaper


class BaolonganSpider(NewspaperSpider):
    """https://baolongan.vn and https://news.baolongan.vn."""

    name = "baolongan"
    paper = Newspaper(
        name="baolongan",
        title="Báo Long An Online",
        editions=(
            Edition(
                host="baolongan.vn",
                aliases=("www.baolongan.vn",),
                language="vi",
                listings=(
                    "/thoi-su-chinh-tri/",
                    "/phap-luat/",
                    "/kinh-te/",
                    "/doi-song-xa-hoi/",
                    "/quoc-phong-an-ninh/",
                ),
                feeds=("/rss/home.rss",),
                sitemaps=("/sitemap.xml",),
            ),
            Edition(
                host="news.baolongan.vn",
                language="en",
                feeds=("/rss/home.rss",),
                sitemaps=("/sitemap.xml",),
            ),
        ),
        addresses=family_a.ADDRESSES,
        rule_sets=family_a.RULE_SETS,
        # The day the site opened is unknown; nothing of it can be older than this floor.
        dates=DateRules(online_since=date(2000, 1, 1)),
        floors=Floors(published_at=0.95),
        site_names=("Báo Long An Online", "Báo Long An"),
    )
