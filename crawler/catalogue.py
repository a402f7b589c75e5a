"""Name or host to newspaper: for spiders, show, verify and reparse alike."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from crawler.newspaper import NewspaperSpider
from crawler.systems import family_a, generic, mediatech, neko
from pipelines.rules import Edition, Newspaper
from pipelines.urls import host_name

#: The spider that reads addresses of any newspaper; it is none itself.
ANY = "any"
#: Rule sets by which a page of an unknown newspaper is recognised; the generic one is the last.
SYSTEMS = (*family_a.RULE_SETS, *mediatech.RULE_SETS, *neko.RULE_SETS, *generic.RULE_SETS)
#: What addresses mean in each content system, by the name of its module.
ADDRESSES_OF = {
    "family_a": family_a.ADDRESSES,
    "mediatech": mediatech.ADDRESSES,
    "neko": neko.ADDRESSES,
}
#: A name with a top-level domain; a number is no newspaper's address.
_HOST = re.compile(r"(?!-)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*")


@cache
def newspapers() -> dict[str, Newspaper]:
    """Every newspaper of SPIDER_MODULES, by name."""
    loader = SpiderLoader.from_settings(get_project_settings())
    spiders = (loader.load(name) for name in loader.list())
    papers = (s.paper for s in spiders if issubclass(s, NewspaperSpider))
    return {paper.name: paper for paper in papers if paper.name != ANY}


def by_host(url: str) -> Newspaper | None:
    """The newspaper whose host `url` is on; None for a foreign one."""
    host = _host_of(url)
    return next((paper for paper in newspapers().values() if host in paper.hosts), None)


def of_address(url: str) -> Newspaper | None:
    """The newspaper of `url`, a foreign one where it is none of ours; None: it is no web address."""
    known = by_host(url)
    if known is not None:
        return known
    try:
        scheme = urlsplit(url.strip()).scheme
    except ValueError:
        return None
    host = _host_of(url)
    if scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        return None
    return foreign(host, scheme)


def by_name(name: str) -> Newspaper | None:
    """The newspaper of a stored row: one of ours, or a foreign one, which has its host for a name."""
    if name in newspapers():
        return newspapers()[name]
    return foreign(name, "https") if _HOST.fullmatch(name) else None


def foreign(host: str, scheme: str) -> Newspaper:
    """A newspaper of which nothing but its host is known; its name is the host without `www.`."""
    bare = host.removeprefix("www.")
    other = bare if host != bare else f"www.{bare}"
    return Newspaper(
        name=bare,
        title=bare,
        editions=(Edition(host=host, aliases=(other,), language="vi", scheme=scheme),),
        addresses=generic.ADDRESSES,
        rule_sets=SYSTEMS,
        foreign=True,
    )


def _host_of(url: str) -> str:
    try:
        return host_name(url)
    except ValueError:
        return ""
