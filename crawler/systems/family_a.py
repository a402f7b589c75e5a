"""Family A: the content system of Báo Long An, Cần Thơ, An Giang, Đồng Khởi and Trà Vinh.

Known by `/<slug>-a<number>.html`, `span.pubdate`, `h1.margintopbot10` and a `div.content-fck` in
`#newscontents`. Constants only; where a class is missing, `pipelines.fields` reads structure.
"""

from __future__ import annotations

from datetime import date

from pipelines.rules import AddressRules, FieldRules, RuleSet

ADDRESSES = AddressRules(
    article=r"^/(?P<slug>[^/?]+)-a(?P<number>\d{1,9})\.html(?:\?|$)",
    print_copy=r"^/print(?P<rest>/[^/?]+-a\d{1,9}\.html)$",
    by_number="/detail-a{number}.html",
    listing=r"^/(?:news/)?[a-z][a-z0-9-]*(?:/[a-z0-9-]+)?/?(?:\?p(?:age)?=\d+)?$",
    leave=(
        r"^/(?:tim-kiem|search|print|in-bai|dang-nhap|dang-ky|login|register|lien-he)(?:/|$)",
        r"^/su-kien/[^/]+\.\d+\.html",
        r"^/(?:static|image|images|upload|uploads|css|js|api|ajax)(?:/|$)",
        r"^/rss(?:/|$)",
    ),
)

_BODY = (
    "#newscontents .content-fck",
    "div.content-fck.slider-jsgallery",
    "div.content-fck-font-size",
    "#newscontents",
)
_REMOVE = (
    "[class^='AMN_res']",
    "[class*=' AMN_res']",
    ".detail-related",
    ".detail-tag",
    ".detail-sharelike",
    ".block_tag",
    "#linkshare",
    "#comment",
)
_END = ("#linkshare", ".detail-sharelike", ".block_tag", ".detail-tag", "#comment")
_SECTION = ("div.titlecate a[href]",)

#: As seen in 2026 (Cần Thơ, An Giang); when the frame changed is not known, see `valid_from`.
LAYOUT_2022 = RuleSet(
    name="family_a/2022",
    marks=("span.pubdate, div.pubdate", "#newscontents, div.content-fck"),
    valid_from=date(2022, 1, 1),
    fields=FieldRules(
        title=("h1.margintopbot10",),
        lead=("p.fontd", "div.detail-desc p.fontd", "h4.sapo", "p.sapo"),
        body=_BODY,
        byline=("p.author.ignore",),
        published=("span.pubdate", "div.pubdate"),
        section=_SECTION,
        tags=(".block_tag a.tag_item", ".detail-tag a"),
        remove=_REMOVE,
        end=_END,
    ),
)

#: As a public spider read baolongan.vn in April 2020: same elements, lead in `p.fontd`.
LAYOUT_2020 = RuleSet(
    name="family_a/2020",
    marks=("span.pubdate", "div.content-fck"),
    valid_to=date(2021, 12, 31),
    fields=FieldRules(
        title=("h1.margintopbot10",),
        lead=("p.fontd",),
        body=_BODY,
        published=("span.pubdate",),
        section=_SECTION,
        tags=(".block_tag a.tag_item",),
        remove=_REMOVE,
        end=_END,
    ),
)

RULE_SETS = (LAYOUT_2022, LAYOUT_2020)
