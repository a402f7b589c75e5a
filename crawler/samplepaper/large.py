"""A newspaper of any size from a seed: every page is worked out when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from crawler.samplepaper.compose import caption, fill, headline, paragraphs, words
from crawler.samplepaper.model import HANOI, Article, Block, Edition, Teaser
from crawler.samplepaper.small import editions

_FIRST = 100_000
_START = datetime(2020, 6, 1, 6, 0, tzinfo=HANOI)
_MINUTES = 5 * 365 * 24 * 60
_PER_PAGE = 20
_PER_SITEMAP = 2_000
_BYLINES = {
    "vi": ("Bảo Quyên", "Minh Khôi", "Bài, ảnh: Trung Kiên - Mỹ Lệ", "Theo TTXVN", "Hải Đăng"),
    "en": ("By Lan Chi", "By Hoang Nam"),
}


class LargeSource:
    """`pages` articles; article i belongs to section i modulo the number of sections."""

    def __init__(self, pages: int, seed: int = 1) -> None:
        self.editions: dict[str, Edition] = editions()
        self.clock = "02/06/2025 | 16:30"
        self.changed = datetime(2025, 6, 2, 16, 30, tzinfo=HANOI)
        self.pages = pages
        self.seed = seed
        self._sections = [
            (language, slug)
            for language, edition in self.editions.items()
            for slug, _ in edition.sections()
        ]

    def article(self, number: int) -> Article | None:
        """The article of that number."""
        index = number - _FIRST
        return self._make(index) if 0 <= index < self.pages else None

    def listing(self, language: str, section: str | None, page: int) -> tuple[list[Teaser], int]:
        """One page of a section, newest first; the front page shows the newest of all sections."""
        if section is None:
            newest = range(self.pages - 1, max(-1, self.pages - 1 - 3 * _PER_PAGE), -1)
            return [Teaser(a, a.path) for a in self._some(newest, language)], 1
        place, step = self._sections.index((language, section)), len(self._sections)
        members = range(place, self.pages, step)
        pages = max(1, -(-len(members) // _PER_PAGE))
        part = members[::-1][(page - 1) * _PER_PAGE : page * _PER_PAGE]
        return [Teaser(a, a.path) for a in self._some(part, language)], pages

    def related(self, article: Article) -> Sequence[Article]:
        """The four articles before it in its section."""
        step = len(self._sections)
        index = article.number - _FIRST
        return [self._make(i) for i in range(index - step, max(-1, index - 5 * step), -step)]

    def most_read(self, language: str) -> Sequence[Article]:
        """The oldest three."""
        place = next(i for i, (owner, _) in enumerate(self._sections) if owner == language)
        return [self._make(i) for i in range(place, min(place + 3, self.pages))]

    def sitemaps(self, language: str) -> Sequence[str]:
        """Children of two thousand numbers each, newest first."""
        del language
        return [f"news-{n}" for n in range((self.pages - 1) // _PER_SITEMAP, -1, -1)]

    def in_sitemap(self, language: str, name: str) -> Iterator[Article]:
        """The articles of one child."""
        tail = name.removeprefix("news-")
        start = int(tail) * _PER_SITEMAP if tail.isdigit() else self.pages
        yield from self._some(range(start, min(self.pages, start + _PER_SITEMAP)), language)

    def _some(self, indexes: Sequence[int], language: str) -> Iterator[Article]:
        for index in indexes:
            if self._sections[index % len(self._sections)][0] == language:
                yield self._make(index)

    def _make(self, index: int) -> Article:
        language, section = self._sections[index % len(self._sections)]
        rng = Random(f"{self.seed}:{index}")
        title = headline(language, rng)
        lead = fill(rng.choice(words(language)["general"]), language, rng)
        topic = rng.choice(sorted(words(language)["topics"]))
        number = _FIRST + index
        return Article(
            number=number,
            language=language,
            at=_START + timedelta(minutes=index * _MINUTES // max(1, self.pages)),
            section=section,
            title=title,
            lead=lead if index % 4 else None,
            blocks=_blocks(language, topic, self.seed, number),
            byline=_BYLINES[language][index % len(_BYLINES[language])],
            tags=(topic,),
        )


def _blocks(language: str, topic: str, seed: int, number: int) -> tuple[Block, ...]:
    rng = Random(f"{seed}:{number}:text")
    made: list[Block] = [
        {"p": text} for text in paragraphs(language, topic, rng, rng.randint(4, 5))
    ]
    if number % 3:
        said = caption(language, topic, rng, number)
        made.insert(1, {"img": f"{topic}-{number}.jpg", "caption": said, "shape": number % 4 + 1})
    return tuple(made)
