"""Báo An Giang Online: content system family A, with its lead in a box like the body's."""

from datetime import date

from crawler.newspaper import NewspaperSpider
from crawler.systems import family_a
from pipelines.rules import DateRules, Edition, Floors, Newspaper


class BaoangiangSpider(NewspaperSpider):
    """https://baoangiang.com.vn."""

    name = "baoangiang"
    paper = Newspaper(
        name="baoangiang",
        title="Báo An Giang Online",
        editions=(
            Edition(
                host="baoangiang.com.vn",
                aliases=("www.baoangiang.com.vn",),
                language="vi",
                listings=("/an-giang-24-gio/", "/chinh-tri-xa-hoi/", "/kinh-te/", "/giao-duc/"),
                feeds=("/rss/home.rss",),
            ),
        ),
        addresses=family_a.ADDRESSES,
        rule_sets=family_a.RULE_SETS,
        # The day the site opened is unknown; nothing of it can be older than this floor.
        dates=DateRules(online_since=date(2000, 1, 1)),
        floors=Floors(lead=0.5, published_at=0.95),
        site_names=("Báo An Giang Online", "Báo An Giang"),
    )
