"""The newspaper that was written by hand: some seventy articles and what is odd about each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from random import Random
from typing import Any

from crawler.samplepaper.compose import CONTENT, caption, paragraphs
from crawler.samplepaper.model import HANOI, Article, Block, Edition, Teaser

#: The sentence that the corrected article says from the second day on.
CORRECTION = (
    "Đính chính: giá lúa trong bài đăng lần đầu là giá tại nhà máy, nay sửa lại theo giá tại ruộng."
)


@cache
def load(name: str) -> Any:
    """A content file: JSON, or JSON lines as a list."""
    text = (CONTENT / name).read_text(encoding="utf-8")
    return (
        [json.loads(line) for line in text.splitlines()] if ".jsonl" in name else json.loads(text)
    )


def editions() -> dict[str, Edition]:
    """Both editions, Vietnamese first."""
    paper = load("paper.json")
    return {
        language: Edition(
            language,
            facts["host"],
            tuple(facts["aliases"]),
            facts["name"],
            facts["site"],
            facts["feed"],
            tuple((s, t, tuple((a, b) for a, b in subs)) for s, t, subs in facts["menu"]),
            facts["words"],
        )
        for language, facts in paper.items()
        if language != "shared"
    }


class SmallSource:
    """The hand-made newspaper on its first or a later day."""

    def __init__(self, seed: int = 1, day: int = 1) -> None:
        shared = load("paper.json")["shared"]
        self.editions = editions()
        today, hour = shared["clock"][str(min(day, 2))]
        self.clock = f"{today} | {hour}"
        self.changed = datetime.strptime(f"{today} {hour}", "%d/%m/%Y %H:%M").replace(tzinfo=HANOI)
        self._per_page: int = shared["per_page"]
        made = [make(row, language, seed, day) for language, row in _rows() if _online(row, day)]
        self._articles = {article.number: article for article in made}

    def article(self, number: int) -> Article | None:
        """The article of that number, if it is online."""
        return self._articles.get(number)

    def listing(self, language: str, section: str | None, page: int) -> tuple[list[Teaser], int]:
        """Entries of one page, newest first, and the number of pages."""
        shown = [a for a in self._newest(language) if _listed(a, section)]
        size = self._per_page if section is not None else 2 * self._per_page
        pages = max(1, -(-len(shown) // size)) if section is not None else 1
        part = shown[(page - 1) * size : page * size]
        return [Teaser(a, self._href(a, section)) for a in part], pages

    def related(self, article: Article) -> Sequence[Article]:
        """Older articles of the edition, after the one that only this page links."""
        older = [a for a in self._newest(article.language) if a.number < article.number]
        chosen = [a for a in older if not a.flags.keys() & {"only", "withdrawn", "old_slug"}][:3]
        links = article.flags.get("links")
        return ([self._articles[links]] if links else []) + chosen

    def most_read(self, language: str) -> Sequence[Article]:
        """The oldest three."""
        return self._newest(language)[-3:]

    def sitemaps(self, language: str) -> Sequence[str]:
        """One child a year."""
        return sorted({str(a.at.year) for a in self._newest(language)}, reverse=True)

    def in_sitemap(self, language: str, name: str) -> Iterator[Article]:
        """The articles of one year; every seventh number was forgotten, and the odd ones."""
        for article in self._newest(language):
            odd = article.flags.get("only") == "link" or article.flags.keys() & {
                "old_slug",
                "quiet",
            }
            if str(article.at.year) == name and article.number % 7 and not odd:
                yield article

    def _newest(self, language: str) -> list[Article]:
        found = [a for a in self._articles.values() if a.language == language]
        return sorted(found, key=lambda a: a.number, reverse=True)

    def _href(self, article: Article, section: str | None) -> str:
        host = self.editions[article.language].host
        other = article.flags.get("two_slugs")
        if other and section == article.section.partition("/")[0]:
            return f"/{other}-a{article.number}.html"
        if "old_slug" in article.flags:
            return f"/{article.flags['old_slug']}-a{article.number}.html"
        if "utm" in article.flags and section is not None:
            return f"http://www.{host}{article.path}?utm_source=home&utm_medium=box#binh-luan"
        forms = (article.path, f"https://{host}{article.path}", f"../../../..{article.path}")
        return forms[article.number % 3]


def _rows() -> Iterator[tuple[str, dict[str, Any]]]:
    for language in ("vi", "en"):
        for row in load(f"articles_{language}.jsonl"):
            yield language, row


def _online(row: dict[str, Any], day: int) -> bool:
    return bool(day >= row.get("day", 1) and not (row.get("withdrawn") and day > 1))


def _listed(article: Article, section: str | None) -> bool:
    if "only" in article.flags or ("quiet" in article.flags and section is None):
        return False
    if section is None or section in (article.section, article.flags.get("also")):
        return True
    return article.section.startswith(f"{section}/")


def make(row: dict[str, Any], language: str, seed: int, day: int) -> Article:
    """One row of the content file as an article; its text comes from the seed and its number."""
    special = load("specials.json").get(row.get("special", ""))
    blocks = special["blocks"] if special else _composed(row, language, seed)
    if row.get("corrected") and day > 1:
        blocks = [*blocks[:-1], {"p": CORRECTION}, blocks[-1]]
    known = ("n", "at", "s", "t", "lead", "by", "tags", "topic")
    return Article(
        number=row["n"],
        language=language,
        at=datetime.fromisoformat(row["at"]).replace(tzinfo=HANOI),
        section=row["s"],
        title=row["t"],
        lead=row.get("lead"),
        blocks=tuple(blocks),
        byline=row["by"],
        tags=tuple(row["tags"]),
        media=special.get("media", "text") if special else "text",
        flags={k: v for k, v in row.items() if k not in known} | {"day_now": day},
    )


def _composed(row: dict[str, Any], language: str, seed: int) -> list[Block]:
    rng = Random(f"{seed}:{row['n']}")
    blocks: list[Block] = [
        {"p": text} for text in paragraphs(language, row["topic"], rng, rng.randint(4, 5))
    ]
    first_year = row["at"] < load("paper.json")["shared"]["first_year_ends"]
    count = 1 if first_year else row["n"] % 3
    for index in range(count):
        name = f"{row['topic']}-{row['n']}-{index + 1}.jpg"
        said = caption(language, row["topic"], rng, row["n"] + index)
        shape = (row["n"] + index) % 4 + 1
        blocks.insert(1 + 2 * index, {"img": name, "caption": said, "shape": shape})
    return blocks
