"""Addresses of any newspaper: `scrapy crawl any -a urls=…`.

Each host is a run of its own: of its newspaper where it is one of ours, else of a foreign one (see
`crawler.catalogue.foreign`). This class only gives such runs their name.
"""

from __future__ import annotations

from crawler.newspaper import NewspaperSpider
from crawler.systems import generic
from pipelines.rules import Newspaper


class AnySpider(NewspaperSpider):
    """Whatever newspaper the run's session has."""

    name = "any"
    paper = Newspaper(
        name="any",
        title="Addresses of any newspaper",
        editions=(),
        addresses=generic.ADDRESSES,
        rule_sets=generic.RULE_SETS,
        foreign=True,
    )
