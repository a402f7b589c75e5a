"""A spider that cannot be made."""

from typing import Any

from crawler.spiders.baolongan import BaolonganSpider as Original
from tests.breakers import FAULT


class Spider(Original):
    name = "baolongan"

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(FAULT)


del Original
