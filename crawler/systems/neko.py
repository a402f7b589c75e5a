"""NEKO "cms_entry": Báo Đà Nẵng, Hải Phòng, Nghệ An, Hà Nội mới by their pages of 2024.

Headline and lead stand in a header of their own (`sc-longform-header`), the text in `article.entry`. None of
them is a newspaper of ours: the rule set serves `scrapy crawl any`.
"""

from __future__ import annotations

from pipelines.rules import AddressRules, FieldRules, RuleSet

ADDRESSES = AddressRules(
    article=r"^/(?P<slug>[^/?]+)-(?P<number>\d{1,12})\.html(?:\?|$)",
    listing=r"^/[a-z][a-z0-9-]*(?:/[a-z0-9-]+)?/?(?:\?page=\d+)?$",
    leave=(r"-event\d+\.html", r"^/(?:tag|tags|tim-kiem|search|rss)(?:[/.]|$)"),
)

LAYOUT_2024 = RuleSet(
    name="neko/2024",
    marks=(".sc-longform-header-title", "article.entry"),
    fields=FieldRules(
        title=(".sc-longform-header-title",),
        lead=(".sc-longform-header-sapo",),
        body=("article.entry",),
        published=(".sc-longform-header-date",),
        remove=(".sc-related-articles", ".sc-empty-layer"),
    ),
)

RULE_SETS = (LAYOUT_2024,)
