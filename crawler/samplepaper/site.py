"""The sample newspaper as a site: host names and paths to answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote

from crawler.samplepaper import feeds
from crawler.samplepaper.answer import Answer, moved, negotiated, page
from crawler.samplepaper.article_page import article_page, print_page
from crawler.samplepaper.large import LargeSource
from crawler.samplepaper.listing_page import empty_page, listing_page, missing_page
from crawler.samplepaper.model import Article, Source
from crawler.samplepaper.small import SmallSource, load
from crawler.samplepaper.switches import Switch, chosen

_ARTICLE = re.compile(r"^/(print/)?([^/]+)-a(\d+)\.html$")
_LEFT = re.compile(r"^/(?:tim-kiem|su-kien)/[^/]+\.html$")
_PIXEL = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90400000000002c00000000010001000002024401003b"
)
#: On which listing each address that is no good article is printed.
_PLACES = {
    None: ("robots", "off_site", "foreign"),
    "thoi-su": ("missing", "soft_404"),
    "kinh-te": ("empty",),
}


class Site:
    """Answers every address of the newspaper; see README.md for what each page is there for."""

    def __init__(
        self, source: Source, traps: Mapping[str, Any], switches: Sequence[Switch]
    ) -> None:
        self.source = source
        self._traps = traps
        self._switches = switches
        self._hosts = {
            host: edition.language
            for edition in source.editions.values()
            for host in (edition.host, *edition.aliases)
        }

    def answer(self, host: str, target: str, headers: Mapping[str, str]) -> Answer:
        """The answer to GET `target` (path and query) under the host name `host`."""
        name = host.lower().partition(":")[0]
        # A person who opens the bare loopback address sees the first edition.
        language = self._hosts.get(name, "vi" if name in {"127.0.0.1", "localhost"} else None)
        if language is None:
            return Answer(421, {"Content-Type": feeds.TEXT}, b"no such newspaper here\n")
        for switch in self._switches:
            odd = switch(name, target)
            if odd is not None:
                return odd
        path, _, query = target.partition("?")
        return negotiated(self._route(language, unquote(path), query), headers)

    def _route(self, language: str, path: str, query: str) -> Answer:
        match = _ARTICLE.match(path)
        if match:
            return self._article(language, path, match)
        section = path.strip("/")
        if path == "/" or section in dict(self.source.editions[language].sections()):
            return self._listing(language, section or None, query)
        first = section.partition("/")[0]
        routes: dict[str, Callable[[], Answer]] = {
            "robots.txt": lambda: self._robots(language),
            "sitemap.xml": lambda: self._xml(feeds.sitemap_index(self.source, language)),
            "sitemap": lambda: self._sitemap(language, section),
            "rss": lambda: self._feed(language, section),
            "image": lambda: Answer(200, {"Content-Type": "image/gif"}, _PIXEL),
            "media": lambda: Answer(200, {"Content-Type": "video/mp4"}, b""),
            "static": lambda: Answer(200, {"Content-Type": "text/css"}, b""),
        }
        if first in routes:
            return routes[first]()
        return self._listing(language, None, "") if _LEFT.match(path) else self._missing(language)

    def _article(self, language: str, path: str, match: re.Match[str]) -> Answer:
        trap = next((k for k, v in self._traps.items() if v.get("path") == path), None)
        if trap is not None:
            return self._trap(language, trap)
        article = self.source.article(int(match[3]))
        if article is None or article.language != language:
            return self._missing(language)
        if match[2] == article.flags.get("old_slug"):
            return moved(f"https://{self.source.editions[language].host}{article.path}")
        text = (print_page if match[1] else article_page)(self.source, article)
        changed = self._changed(article)
        return page(text, self.source.clock, self.source.changed if changed else article.at)

    def _changed(self, article: Article) -> bool:
        odd = bool(article.flags.keys() & {"corrected", "views"})
        return odd and article.flags.get("day_now", 1) > 1

    def _trap(self, language: str, name: str) -> Answer:
        trap = self._traps[name]
        if name == "off_site":
            return moved(trap["to"], 302)
        if name == "soft_404":
            return page(missing_page(self.source, language), self.source.clock)
        if name == "empty":
            text = empty_page(self.source, language, trap["title"], "14/05/2025 - 08:00")
            return page(text, self.source.clock)
        if name == "robots":
            text = empty_page(self.source, language, trap["title"], "01/01/2025 - 08:00")
            return page(text.replace("&nbsp;", "Bảng giá quảng cáo."), self.source.clock)
        return self._missing(language)

    def _listing(self, language: str, section: str | None, query: str) -> Answer:
        asked = parse_qs(query).get("p", ["1"])[-1]
        number = max(1, int(asked)) if asked.isdecimal() else 1
        extra = []
        if language == "vi" and number == 1:
            extra = [self._traps[k] for k in _PLACES.get(section, ()) if k in self._traps]
        text = listing_page(self.source, language, section, number, extra)
        return page(text, self.source.clock, self.source.changed)

    def _robots(self, language: str) -> Answer:
        trap = self._traps.get("robots") if language == "vi" else None
        forbidden = trap["path"].rpartition("-a")[0] if trap else None
        text = feeds.robots(self.source.editions[language], forbidden)
        return page(text, kind=feeds.TEXT)

    def _xml(self, text: str, kind: str = feeds.XML) -> Answer:
        return page(text, modified=self.source.changed, kind=kind)

    def _sitemap(self, language: str, section: str) -> Answer:
        name = section.removeprefix("sitemap/").removesuffix(".xml")
        if name not in self.source.sitemaps(language):
            return self._missing(language)
        return self._xml(feeds.sitemap(self.source, language, name))

    def _feed(self, language: str, path: str) -> Answer:
        edition = self.source.editions[language]
        names: dict[str, str | None] = {"rss": None, edition.feed.strip("/"): None}
        names |= {f"rss/{slug.replace('/', '-')}.rss": slug for slug, _ in edition.sections()}
        if path not in names:
            return self._missing(language)
        return self._xml(feeds.feed(self.source, language, names[path]), feeds.RSS)

    def _missing(self, language: str) -> Answer:
        return page(missing_page(self.source, language), self.source.clock, status=404)


def build_site(
    pages: int | None = None, seed: int = 1, day: int = 1, switches: Sequence[str] = ()
) -> Site:
    """The hand-made newspaper (its second day with `day=2`), or one of `pages` articles."""
    odd = [chosen(name) for name in switches]
    if pages is not None:
        return Site(LargeSource(pages, seed), {}, odd)
    return Site(SmallSource(seed, day), load("traps.json"), odd)
