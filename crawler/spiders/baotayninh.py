"""Báo và phát thanh, truyền hình Tây Ninh: the merged house of Tây Ninh and Long An, since 2026.

Its addresses up to January 2026 (`-a<number>.html`) were another system's with numbers of their
own; whether they still answer is unknown, and none is asked.
"""

from datetime import date

from crawler.newspaper import NewspaperSpider
from crawler.systems import mediatech
from pipelines.rules import DateRules, Edition, Floors, Newspaper


class BaotayninhSpider(NewspaperSpider):
    """https://baotayninh.vn and https://news.baotayninh.vn."""

    name = "baotayninh"
    paper = Newspaper(
        name="baotayninh",
        title="Báo và phát thanh, truyền hình Tây Ninh",
        editions=(
            Edition(
                host="baotayninh.vn",
                aliases=("www.baotayninh.vn",),
                language="vi",
                listings=(
                    "/thoi-su-chinh-tri/trong-tinh",
                    "/kinh-te/nong-nghiep",
                    "/xa-hoi/doi-song",
                    "/y-te",
                ),
            ),
            # Whether both editions share one row of numbers is unknown.
            Edition(host="news.baotayninh.vn", language="en", number_space="news"),
        ),
        addresses=mediatech.ADDRESSES,
        rule_sets=mediatech.RULE_SETS,
        # Items of both old houses were moved in, so the floor is theirs.
        dates=DateRules(online_since=date(2000, 1, 1)),
        floors=Floors(lead=0.5, published_at=0.95),
        site_names=("Báo và phát thanh, truyền hình Tây Ninh", "Báo Tây Ninh"),
    )
