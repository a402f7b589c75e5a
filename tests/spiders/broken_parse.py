"""A spider whose callback raises for every article."""

from collections.abc import Iterator
from typing import Any

from scrapy.http import Response

from crawler.spiders.baolongan import BaolonganSpider as Original
from tests.breakers import FAULT


class Spider(Original):
    name = "baolongan"

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        if "/lua-" in response.url:
            raise RuntimeError(FAULT)
        return super().parse(response)


del Original
