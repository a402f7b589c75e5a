"""Sentences of an invented province, put together from a seed: no two texts are alike."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

# Not by a path of its own: in an egg these are no files.
CONTENT = files(__package__) / "content"
_SLOT = re.compile(r"(\w+ )?\{(\w+)\}")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WOMEN = {"Bà", "bà", "Chị", "chị", "Ms"}
_MEN = {"Ông", "ông", "Anh", "anh", "Mr"}


@cache
def words(language: str) -> dict[str, Any]:
    """Sentence patterns, names and places of one language."""
    text = (CONTENT / f"words_{language}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def paragraphs(language: str, topic: str, rng: Random, count: int) -> list[str]:
    """`count` paragraphs about a topic; no pattern is used twice."""
    known = words(language)
    own = list(known["topics"][topic]["say"])
    general = list(known["general"])
    rng.shuffle(own)
    rng.shuffle(general)
    text = []
    for index in range(count):
        chosen = [(own if own and (index + step) % 2 == 0 else general).pop() for step in range(3)]
        text.append(" ".join(fill(pattern, language, rng) for pattern in chosen))
    text[-1] = text[-1].removesuffix(".") + "./."
    return text


def caption(language: str, topic: str, rng: Random, index: int) -> str:
    """What stands under a picture of the topic."""
    patterns = words(language)["topics"][topic]["see"]
    return fill(patterns[index % len(patterns)], language, rng)


def headline(language: str, rng: Random) -> str:
    """A title for pages made by the thousand."""
    return fill(rng.choice(words(language)["titles"]), language, rng)


def fill(pattern: str, language: str, rng: Random) -> str:
    """The pattern with every slot filled, its first letter a capital."""

    def put(match: re.Match[str]) -> str:
        before = match[1] or ""
        return before + _value(match[2], before.strip(), language, rng)

    text = _SLOT.sub(put, pattern)
    return text[:1].upper() + text[1:]


def _value(slot: str, before: str, language: str, rng: Random) -> str:
    if slot in words(language)["slots"]:
        return str(rng.choice(_fitting(words(language)["slots"][slot], before)))
    vietnamese = language == "vi"
    comma = "," if vietnamese else "."
    day, month = rng.randint(1, 28), rng.randrange(12)
    return {
        "so": str(rng.randint(16, 980)),
        "sn": str(rng.randint(2, 15)),
        "pt": f"{rng.randint(3, 94)}{comma}{rng.randint(1, 9)}%",
        "tan": f"{rng.randint(5, 8)}{comma}{rng.randint(1, 9)}",
        "gia": f"{rng.randint(5, 240)}{'.' if vietnamese else ','}{rng.randint(1, 9)}00",
        "tien": f"{rng.randint(2, 960)} " + ("triệu đồng" if vietnamese else "million dong"),
        "ngay": f"{day}/{month + 1}" if vietnamese else f"{_MONTHS[month]} {day}",
        "thang": f"tháng {month + 1}" if vietnamese else _MONTHS[month],
    }[slot]


def _fitting(names: list[str], before: str) -> list[str]:
    """Women's names after "bà", men's after "ông"."""
    if before in _WOMEN:
        return [name for name in names if " Thị " in name or " Thi " in name]
    if before in _MEN:
        return [name for name in names if " Thị " not in name and " Thi " not in name]
    return names
