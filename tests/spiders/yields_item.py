"""A spider that yields scrapy.Items."""

from collections.abc import Iterator
from typing import Any

from itemadapter import ItemAdapter
from scrapy.http import Response

from crawler.spiders.baolongan import BaolonganSpider as Original
from tests.breakers import PageItem


class Spider(Original):
    name = "baolongan"

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        for page in super().parse(response):
            yield PageItem(dict(ItemAdapter(page)))


del Original
