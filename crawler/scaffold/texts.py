"""The texts of the written files."""

from __future__ import annotations

import json
import re

from crawler.scaffold.plan import Plan
from crawler.scaffold.rule_text import address_text, tuple_lines

#: A value that a person has still to write.
FILL_IN = "FILL IN"

_NEWSPAPER = '''"""{title}: {what}."""

from datetime import date

from crawler.newspaper import NewspaperSpider
{imports}

{rules}
class {cls}Spider(NewspaperSpider):
    """{scheme}://{host}."""

    name = "{name}"
    paper = Newspaper(
        name="{name}",
        title={quoted},
        editions=(
            Edition(
                host="{host}",
                aliases=("{other}",),
                language="vi",
{more}            ),
        ),
        addresses={addresses},
        rule_sets={rule_sets},
        # The day the site opened is unknown; nothing of it can be older than this floor.
        dates=DateRules(online_since=date(2000, 1, 1)),
        site_names=({quoted},),
    )
'''

_OWN_SET = """#: Without selectors structure decides; where it is wrong, selectors go in here.
RULE_SETS = (RuleSet(name="{name}/{year}", fields=FieldRules()),)
"""

_TEST = '''"""{title}: its fixture site crawled, against what tests/papers/{name} expects of it."""

from tests.crawl_fixtures import check


def test_the_fixture_site_is_crawled_as_expected():
    line, differences = check("{name}")
    assert not differences, "\\n".join([line, *differences])
'''

#: Where no page was given: one article in the plainest structure, for a person to make like theirs.
SAMPLE_PATH = "/chuyen-do-dau-mua-nuoc-1.html"
SAMPLE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<title>Chuyến đò đầu mùa nước</title>
<link rel="canonical" href="{scheme}://{host}{path}">
</head>
<body>
<h1>Chuyến đò đầu mùa nước</h1>
<div>29/04/2017 - 20:49</div>
<p><strong>Đò mới mở lại sau hai tháng sửa bến, khách qua sông đông hơn hẳn mọi năm.</strong></p>
<p>Sáng sớm, bến đò ven sông đã có hơn hai chục người đứng chờ dưới tán bần, ai cũng mang theo giỏ rau.</p>
<p>Chủ đò cho biết mỗi ngày chạy tám chuyến, chuyến cuối rời bến lúc mặt trời vừa khuất sau rặng tre.</p>
<p style="text-align: right;"><strong>Thu Mẫu</strong></p>
<div>Chia sẻ bài viết</div>
</body>
</html>
"""

FRONT = """<!DOCTYPE html>
<html lang="vi">
<head><meta charset="utf-8"><title>Trang chủ</title></head>
<body>
{links}
</body>
</html>
"""


def newspaper_text(plan: Plan, year: str) -> str:
    """The file of the newspaper."""
    title = _plain(plan.title)
    own = plan.system is None
    rules = address_text(plan.addresses) if plan.addresses else ""
    rules += ("\n" if rules and own else "") + (
        _OWN_SET.format(name=plan.name, year=year) if own else ""
    )
    bare = plan.host.removeprefix("www.")
    paths = [_listing(page.path) for page in plan.others if page.path != "/"]
    more = "" if plan.scheme == "https" else f'                scheme="{plan.scheme}",\n'
    if paths:
        lines = tuple_lines(
            "listings", [json.dumps(path) for path in dict.fromkeys(paths)], " " * 16
        )
        more += "".join(f"{line}\n" for line in lines)
    return _NEWSPAPER.format(
        title=title,
        quoted=json.dumps(title, ensure_ascii=False),
        what="its own templates" if own else f"content system {plan.system}",
        imports=_imports(plan),
        rules=f"{rules}\n" if rules else "",
        cls=plan.name.capitalize(),
        name=plan.name,
        host=plan.host,
        scheme=plan.scheme,
        other=bare if bare != plan.host else f"www.{bare}",
        more=more,
        addresses="ADDRESSES" if plan.addresses else f"{plan.system}.ADDRESSES",
        rule_sets="RULE_SETS" if own else f"{plan.system}.RULE_SETS",
    )


def test_text(plan: Plan) -> str:
    """The test that fails until the expected rows are filled in."""
    return _TEST.format(title=_plain(plan.title), name=plan.name)


def _listing(target: str) -> str:
    """A listing's address without the number of its page."""
    path, _mark, query = target.partition("?")
    return path if re.fullmatch(r"(?:p|page)=\d+", query) else target


def _imports(plan: Plan) -> str:
    names = ["DateRules", "Edition", "Newspaper"]
    names += ["AddressRules"] if plan.addresses else []
    names += ["FieldRules", "RuleSet"] if plan.system is None else []
    line = f"from pipelines.rules import {', '.join(sorted(names))}"
    return line if plan.system is None else f"from crawler.systems import {plan.system}\n{line}"


def _plain(title: str) -> str:
    """A title that can stand in a docstring."""
    return " ".join("".join(c for c in title if c.isprintable() and c not in '"\\').split())[:80]
