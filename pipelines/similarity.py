"""Near-duplicates: what two texts are compared by, and when they count as one.

Text alone cannot tell two weather reports from two prints of one report, so a pair is judged by
three facts: containment of three-word shingles, shared numbers (each with the word before it), and
numbers and names together. Everything is folded (no marks, no case, one tone placement), and every
fact is symmetric, so that the order of a crawl changes nothing. Pure: no database, no clock.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from pipelines.text import fold

#: Measured on 4,920 Vietnamese texts with 64,320 hard negatives; see docs/decisions.md.
LEAST_CONTAINMENT = 0.5
LEAST_NUMBERS = 0.7
LEAST_FACTS = 0.75
#: Where one of the two has neither number nor name, the words must do it alone.
LEAST_BARE_CONTAINMENT = 0.8
#: Shorter texts ("Xem video") say too little to be compared.
LEAST_SHINGLES = 8
#: So much of two texts of nearly one length is the same where they are one form filled in twice.
FORM_CONTAINMENT, FORM_LENGTH = 0.8, 0.9

BINS = 128
#: 42 bands of 3 meet texts of which only half is shared in 999 of 1,000 cases (of 4: in 950).
BAND = 3

#: Words in a row, cut at whatever is no letter or single blank.
_ROW = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+")
_MASK = (1 << 64) - 1
#: Odd constants that spread word hashes over 64 bits, each word of a shingle by its own.
_MIX = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_ROUNDS = 64
_PROBE = "Sáng 8/1, hơn 120 hộ dân xã Bình Hoà ra đồng gặt lúa sớm; ông Nguyễn Văn An lãi 15 triệu."


class Facts(NamedTuple):
    """How much two texts share, each 0 to 1."""

    containment: float
    numbers: float
    #: Numbers and names together.
    names: float
    #: True when one has neither number nor name: then `numbers` and `names` say nothing.
    bare: bool
    #: One form filled in for two: a print of a text loses names or gets some, and changes none.
    swapped: bool

    @property
    def same(self) -> bool:
        """True when the two are prints of one text."""
        if self.swapped:
            return False
        if self.bare:
            return self.containment >= LEAST_BARE_CONTAINMENT
        return (
            self.containment >= LEAST_CONTAINMENT
            and self.numbers >= LEAST_NUMBERS
            and self.names >= LEAST_FACTS
        )


@dataclass(frozen=True, slots=True)
class Print:
    """What one text is compared by: sorted 32-bit hashes, small enough to be kept."""

    shingles: frozenset[int]
    numbers: frozenset[int]
    names: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Print:
        """The print of an article's text as stored."""
        return read_text(text)[0]

    def pack(self) -> tuple[bytes, bytes, bytes]:
        """Shingles, numbers and names as bytes for a store."""
        return _pack(self.shingles), _pack(self.numbers), _pack(self.names)

    @classmethod
    def unpack(cls, shingles: bytes, numbers: bytes, names: bytes) -> Print:
        """The opposite of `pack`."""
        return cls(_unpack(shingles), _unpack(numbers), _unpack(names))


def _pack(hashes: Collection[int]) -> bytes:
    return array("I", sorted(hashes)).tobytes()


def _unpack(data: bytes) -> frozenset[int]:
    numbers = array("I")
    numbers.frombytes(data)
    return frozenset(numbers)


@lru_cache(maxsize=65_536)
def _word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest())


def _shingles(words: Sequence[str]) -> list[int]:
    """64-bit hashes of every three words in a row."""
    hashes = list(map(_word, words))
    one, two, three = _MIX
    return [
        (a * one + b * two + c * three) & _MASK
        for a, b, c in zip(hashes, hashes[1:], hashes[2:], strict=False)
    ]


def _numbers(words: Sequence[str]) -> Iterator[int]:
    """Numbers with a neighbour: "32 độ" and "32 tuổi" are different facts.

    Each counts twice, with the word before and the word after it, so that an edited word beside a
    number does not undo the number.
    """
    padded = ("", *words, "")
    for before, word, after in zip(padded, words, padded[2:], strict=False):
        if word[0].isdigit():
            yield _word(f"{before} {word}") >> 32
            yield _word(f"{word} {after}") >> 32


def _names(text: str) -> Iterator[int]:
    """Two or more capitalised words in a row: persons, places, offices."""
    for row in _ROW.findall(text):
        run: list[str] = []
        for word in (*row.split(" "), ""):
            if word[:1].isupper():
                run.append(word)
                continue
            if len(run) > 1:
                yield _word(fold(" ".join(run))) >> 32
            run = []


def compare(one: Print, other: Print) -> Facts:
    """The facts of a pair; the same whichever comes first."""
    facts, others = one.numbers | one.names, other.numbers | other.names
    containment = _share(one.shingles, other.shingles)
    return Facts(
        containment,
        _share(one.numbers, other.numbers),
        _share(facts, others),
        not facts or not others,
        containment >= FORM_CONTAINMENT and _is_swapped(one, other),
    )


def _is_swapped(one: Print, other: Print) -> bool:
    sizes = sorted((len(one.shingles), len(other.shingles)))
    alike = sizes[0] >= FORM_LENGTH * sizes[1]
    return alike and bool(one.names - other.names) and bool(other.names - one.names)


def may_be_same(one: Print, numbers: frozenset[int]) -> bool:
    """The cheap first look: a template's other days fail on their numbers alone."""
    return _share(one.numbers, numbers) >= LEAST_NUMBERS


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared part of the smaller set; an empty one has nothing that the other lacks."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 1.0


def read_text(text: str) -> tuple[Print, list[int]]:
    """The print of a text and its band keys, in one go."""
    words = _TOKEN.findall(fold(text))
    shingles = _shingles(words)
    own = Print(
        frozenset([shingle >> 32 for shingle in shingles]),
        frozenset(_numbers(words)),
        frozenset(_names(text)),
    )
    return own, bands(shingles)


def bands(shingles: Iterable[int]) -> list[int]:
    """Keys (signed 64-bit) under which texts with alike shingles meet; none for a short text.

    MinHash with one hash a shingle: each falls into one of 128 bins, which keep their least.
    Bins that stay empty are filled by hashing all shingles once more, round by round, so that a
    short text gets as many independent values as a long one.
    """
    shingles = set(shingles)
    if len(shingles) < LEAST_SHINGLES:
        return []
    bins = [value.to_bytes(8) for value in _signature(shingles)]
    keys = []
    for start in range(0, BINS - BAND + 1, BAND):
        band = start.to_bytes(2) + b"".join(bins[start : start + BAND])
        keys.append(int.from_bytes(blake2b(band, digest_size=8).digest(), signed=True))
    return keys


def _signature(shingles: Collection[int]) -> list[int]:
    bins = [0] * BINS
    odd = 1
    for _ in range(_ROUNDS):
        fresh: dict[int, int] = {}
        for shingle in shingles:
            mixed = (shingle * odd) & _MASK
            place = mixed >> 57
            if not bins[place] and (place not in fresh or mixed < fresh[place]):
                fresh[place] = mixed
        for place, least in fresh.items():
            bins[place] = least
        if all(bins):
            break
        odd = (odd * _MIX[0] + 2) & _MASK | 1
    return bins


def reading() -> str:
    """Digest of how texts are read here: what was stored by other code must be made anew."""
    own, keys = read_text(_PROBE)
    return blake2b(repr((own.pack(), keys)).encode(), digest_size=8).hexdigest()


#: Headlines share syllables ("xã", "tỉnh"): of 1,485 pairs of articles 54 a fifth of them, 4 half.
_LIKE_HEADLINES = 0.5


def wholly_different(title: str, body: str, other_title: str, other_body: str) -> bool:
    """True when neither headline nor text have anything in common: not an edit, another article."""
    return (
        _overlap(title, other_title) < _LIKE_HEADLINES
        and _share(Print.of(body).shingles, Print.of(other_body).shingles) < 0.1
        and _overlap(body, other_body) < 0.5
    )


def _overlap(one: str, other: str) -> float:
    """Shared words of the smaller text, folded."""
    words = frozenset(map(_word, _TOKEN.findall(fold(one))))
    others = frozenset(map(_word, _TOKEN.findall(fold(other))))
    return _share(words, others)
