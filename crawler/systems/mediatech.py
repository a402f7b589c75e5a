"""System B, "MEDIATECH" by its meta tag: Tây Ninh since 2026.

Báo Quảng Ninh, Hưng Yên, Cao Bằng and Lạng Sơn print the same class names. Known by
`/<slug>-<number>.html`, `h1.name` and `#content-detail`. Pages close `</html>` before their head and
carry a second `<html><body>` in the text; `pipelines.document` sees to that.
"""

from __future__ import annotations

from pipelines.rules import AddressRules, FieldRules, RuleSet

ADDRESSES = AddressRules(
    article=r"^/(?P<slug>[^/?]+)-(?P<number>\d{1,9})\.html(?:\?|$)",
    listing=r"^/[a-z][a-z0-9-]*(?:/[a-z0-9-]+)?/?(?:\?page=\d+)?$",
    leave=(
        # A print copy carries the number alone ("/print/news/88701"): its article is linked too.
        r"^/(?:print|tag|tags|tim-kiem|search|login|dang-nhap|lien-he)(?:/|$)",
        r"^/(?:upload|assets|images|css|js|api|ajax)(?:/|$)",
        r"^/rss(?:/|$)",
    ),
)

LAYOUT_2026 = RuleSet(
    name="mediatech/2026",
    marks=("h1.name", "#content-detail"),
    fields=FieldRules(
        title=("h1.name",),
        lead=("p.sapo",),
        body=("#content-detail",),
        byline=("div.pseudonym",),
        published=("div.date",),
        section=(".breadcrumb a[href]",),
        tags=(".topics a[href]",),
        remove=(".ads-zone-group", ".relates", ".topics", ".box-comments", ".block-content"),
        end=(".social", ".relates", ".box-comments"),
    ),
)

RULE_SETS = (LAYOUT_2026,)
