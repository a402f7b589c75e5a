"""`scrapy reparse --warc` as its tests call it."""

from pathlib import Path

from crawler.catalogue import newspapers
from tests.crawling import Done, scrapy

PAPER = newspapers()["baolongan"]


def take_in(database: Path, *files: Path, more: tuple[str, ...] = ()) -> Done:
    words = ("--paper", "baolongan", "--warc", *map(str, files))
    return scrapy("reparse", "-s", f"DATABASE={database}", *more, *words)


def verified(database: Path) -> str:
    done = scrapy("verify", "--deep", "-s", f"DATABASE={database}")
    assert done.code == 0, done.out
    return done.out
