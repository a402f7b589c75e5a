"""Texts for the benchmarks: each its own, in the words of the sample newspaper.

Sentences walk from word to word as the sample newspaper's do (a Markov chain over pairs of words),
with rarer words strewn in, so that common words are common, rare ones rare, and no two texts share
whole sentences. Texts put together from whole patterns would all be near-duplicates of one another.
"""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from random import Random

from crawler import samplepaper

_CONTENT = Path(samplepaper.__file__).parent / "content"
#: Letters of syllables that are made up: a newspaper's vocabulary has many words that are rare.
_STARTS = "b c ch d đ g gh h k kh l m n ng nh p ph qu r s t th tr v x"
_MIDDLES = "a á à ả ạ ă ắ â ấ ầ e é ê ế ề i í o ó ò ô ố ồ ơ ớ u ú ư ứ ừ ya yê oa oá oe"
_ENDS = "- c ch m n ng nh p t i o u"


class Writer:
    """Writes bodies of some 300 words, the same ones for the same seed."""

    def __init__(self) -> None:
        words = _words()
        self._next: dict[str, list[str]] = defaultdict(list)
        for one, two in pairwise(words):
            self._next[one].append(two)
        self._all = words
        self._rare = [
            (start + middle + end).rstrip("-")
            for start in _STARTS.split()
            for middle in _MIDDLES.split()
            for end in _ENDS.split()
        ]

    def body(self, seed: int, paragraphs: int = 8) -> str:
        """Paragraphs separated by an empty line."""
        dice = Random(seed)
        return "\n\n".join(self._paragraph(dice) for _ in range(paragraphs))

    def _paragraph(self, dice: Random) -> str:
        return " ".join(self._sentence(dice) for _ in range(dice.randint(1, 3)))

    def _sentence(self, dice: Random) -> str:
        word, made = dice.choice(self._all), []
        for _ in range(dice.randint(12, 28)):
            made.append(word)
            follow = self._next.get(word)
            word = dice.choice(follow if follow and dice.random() < 0.6 else self._all)
            if dice.random() < 0.08:
                # Squared: a few of the made-up words come often, most of them hardly ever.
                made.append(self._rare[int(dice.random() ** 2 * len(self._rare))])
            if dice.random() < 0.04:
                made.append(f"{dice.randint(2, 999)}")
        return " ".join(made).capitalize() + "."


def _words() -> list[str]:
    found: list[str] = []
    _collect(json.loads((_CONTENT / "words_vi.json").read_text("utf-8")), found)
    for line in (_CONTENT / "articles_vi.jsonl").read_text("utf-8").splitlines():
        _collect(json.loads(line), found)
    return [word for word in found if word.isalpha()]


def _collect(value: object, found: list[str]) -> None:
    if isinstance(value, str):
        found += value.replace(",", " ").replace(".", " ").split()
    elif isinstance(value, dict):
        for inner in value.values():
            _collect(inner, found)
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, found)
