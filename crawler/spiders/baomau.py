"""Báo Mẫu, the bundled sample newspaper: hosts and listings only, fields from content system family A."""

from datetime import date

from crawler.newspaper import NewspaperSpider
from crawler.systems import family_a
from pipelines.rules import DateRules, Edition, Newspaper


class BaomauSpider(NewspaperSpider):
    """Served on loopback by `scrapy samplepaper`; its host names exist nowhere else."""

    name = "baomau"
    paper = Newspaper(
        name="baomau",
        title="Báo Mẫu",
        editions=(
            Edition(
                host="baomau.example",
                aliases=("www.baomau.example",),
                language="vi",
                feeds=("/rss/home.rss",),
            ),
            Edition(host="en.baomau.example", language="en", feeds=("/rss/home.rss",)),
        ),
        addresses=family_a.ADDRESSES,
        rule_sets=family_a.RULE_SETS,
        dates=DateRules(online_since=date(2020, 1, 1)),
        site_names=("Báo Mẫu Online", "Báo Mẫu"),
        sample=True,
    )
