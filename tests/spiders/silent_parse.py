"""A spider whose callback yields nothing for an article."""

from collections.abc import Iterator
from typing import Any

from scrapy.http import Response

from crawler.spiders.baolongan import BaolonganSpider as Original


class Spider(Original):
    name = "baolongan"

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        return iter(()) if "/lua-" in response.url else super().parse(response)


del Original
