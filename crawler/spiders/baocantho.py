"""Báo Cần Thơ Online: content system family A, as its pages of 2014 and 2026 print it."""

from datetime import date

from crawler.newspaper import NewspaperSpider
from crawler.systems import family_a
from pipelines.rules import DateRules, Edition, Floors, Newspaper


class BaocanthoSpider(NewspaperSpider):
    """https://baocantho.com.vn."""

    name = "baocantho"
    paper = Newspaper(
        name="baocantho",
        title="Báo Cần Thơ Online",
        editions=(
            Edition(
                host="baocantho.com.vn",
                aliases=("www.baocantho.com.vn",),
                language="vi",
                # Each ends at ?p=5; older articles are reached by number.
                listings=(
                    "/thoi-su/",
                    "/chinh-tri/",
                    "/kinh-te/",
                    "/xa-hoi-phap-luat/",
                    "/quoc-phong-an-ninh/",
                ),
                feeds=("/rss/home.rss",),
            ),
        ),
        addresses=family_a.ADDRESSES,
        rule_sets=family_a.RULE_SETS,
        # The day the site opened is unknown; nothing of it can be older than this floor.
        dates=DateRules(online_since=date(2000, 1, 1)),
        floors=Floors(published_at=0.95),
        site_names=("Báo Cần Thơ Online", "Báo Cần Thơ"),
    )
