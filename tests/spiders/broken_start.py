"""A spider whose `start()` raises."""

from collections.abc import AsyncIterator
from typing import Any

from crawler.spiders.baolongan import BaolonganSpider as Original
from tests.breakers import FAULT


class Spider(Original):
    name = "baolongan"

    async def start(self) -> AsyncIterator[Any]:
        async for nothing in super().start():
            yield nothing
        raise RuntimeError(FAULT)


del Original
