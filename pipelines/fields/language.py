"""Which language a text is in: letters and small words are enough for the two that matter."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pipelines.document import Document

#: Letters that only Vietnamese has, and toned vowels.
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_LETTER = re.compile(r"[^\W\d_]")
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "for",
        "is",
        "are",
        "was",
        "were",
        "with",
        "that",
        "by",
        "from",
        "this",
        "has",
        "have",
        "will",
        "be",
        "been",
        "on",
        "at",
        "as",
        "an",
        "which",
        "its",
        "it",
        "their",
        "said",
    ]
)
#: Vietnamese typed without marks: frequent syllables that are no English words.
_UNMARKED = frozenset(
    [
        "cua",
        "va",
        "cac",
        "nhung",
        "duoc",
        "trong",
        "cho",
        "voi",
        "khong",
        "nguoi",
        "tinh",
        "huyen",
        "xa",
        "thanh",
        "pho",
        "nam",
        "ngay",
        "mot",
        "nay",
    ]
)
#: More Vietnamese letters than names alone bring into an English text.
_NO_NAMES = 0.13
#: English has that many small words; a few of them are Vietnamese syllables as well.
_MUCH = 0.15
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1_500
_MIN_LETTERS = 20


def language_of(text: str) -> str | None:
    """vi, en, or None where neither can be told.

    >>> language_of("Nông dân ba xã ven sông bắt đầu thu hoạch lúa"), language_of("1 2 3")
    ('vi', None)
    """
    sample = text[:_SAMPLE]
    vietnamese = len(_VIETNAMESE.findall(sample))
    if vietnamese >= _MIN_LETTERS and vietnamese > _NO_NAMES * len(sample):
        return "vi"  # of all characters: so of the letters too
    letters = len(_LETTER.findall(sample))
    if letters < _MIN_LETTERS:
        return None
    if vietnamese > 0.04 * letters:
        words = _WORD.findall(sample.lower())
        # An English report may be full of Vietnamese names.
        return "en" if sum(word in _ENGLISH for word in words) > _MUCH * len(words) else "vi"
    tokens = re.findall(r"[a-z]+", sample.lower())
    if not tokens:
        return None
    english = sum(token in _ENGLISH for token in tokens) / len(tokens)
    unmarked = sum(token in _UNMARKED for token in tokens) / len(tokens)
    if max(english, unmarked) < 0.08:
        return None
    return "en" if english > unmarked else "vi"


def is_vietnamese(document: Document, language: str | None) -> bool:
    """True for a page in Vietnamese, or of a Vietnamese newspaper's edition in another language."""
    host = urlsplit(document.url).hostname or ""
    return language == "vi" or host.endswith(".vn")
