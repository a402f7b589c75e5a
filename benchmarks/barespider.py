"""Scrapy with nothing of ours: downloads the addresses of a file, and looks at no answer.

`python -m benchmarks.barespider PORT FILE` where FILE has one `host path` a line.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import scrapy
from scrapy.crawler import CrawlerProcess


class BareSpider(scrapy.Spider):
    """Asks, and drops what it gets."""

    name = "bare"
    port: str
    addresses: list[list[str]]
    answers = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Every address of the file."""
        for host, path in self.addresses:
            url = f"http://127.0.0.1:{self.port}{path}"
            yield scrapy.Request(url, headers={"Host": host}, dont_filter=True)

    def parse(self, response: scrapy.http.Response) -> None:
        """Count it, and look at nothing."""
        del response
        type(self).answers += 1


def main() -> None:
    """Run with Scrapy's own defaults, but for what would slow both down."""
    process = CrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "DOWNLOAD_DELAY": 0,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "HTTPERROR_ALLOW_ALL": True,
        }
    )
    lines = Path(sys.argv[2]).read_text("utf-8").splitlines()
    addresses = [line.split(" ") for line in lines]
    process.crawl(BareSpider, port=sys.argv[1], addresses=addresses)
    process.start()
    if BareSpider.answers != len(addresses):
        raise SystemExit(f"{len(addresses)} addresses, {BareSpider.answers} answers")


if __name__ == "__main__":
    main()
