"""Text as it is stored, and text as it is compared: one place for both.

`clean` is what every stored field went through. `fold` is for search and near-duplicates (no
marks), `fold_tone` for comparing words that differ only in where the tone is written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Never printed: controls, zero-width and bidi marks, lone surrogates, tags, noncharacters.
#: (Blanks among them are folded by `split` before.)
_INVISIBLE = (
    {*range(0x20), *range(0x7F, 0xA0), 0xAD, 0x61C, 0x180E, 0xFEFF, 0xFFFE, 0xFFFF}
    | {*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)}
    | {*range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080), *range(0xD800, 0xE000)}
)
_GONE = dict.fromkeys(_INVISIBLE)

_WORD = re.compile(r"\w+(?:[-'’.,/]\w+)*")


def clean(text: str) -> str:
    r"""One line of text: NFC, no control, zero-width or bidi character, blanks folded.

    >>> clean("  Ta\u0302\u0301n\u200b\xa0 Lộc\n")
    'Tấn Lộc'
    """
    text = text.strip()
    # The blank is the only white space that is printable: most texts need no splitting.
    if "  " in text or not text.isprintable():
        text = " ".join(text.split())
        if not text.isprintable():
            text = " ".join(text.translate(_GONE).split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


#: "１４／０９", as East Asian keyboards write it.
_WIDE = re.compile("[\uff01-\uff5e]")


def narrow(text: str) -> str:
    """Full-width figures, letters and signs as the plain ones; every other letter stays in its place.

    >>> narrow("１４/０９/２０２４")
    '14/09/2024'
    """
    if text.isascii():
        return text
    return _WIDE.sub(lambda wide: chr(ord(wide[0]) - 0xFEE0), text)


def _bare(char: str) -> str | None:
    bases = [c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)]
    return "".join(bases).lower() if bases else None


_LATIN = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
#: Plain letters too: `translate` is slow where it finds no entry.
_FOLD: dict[int, str | int | None] = {code: code for code in range(0x80)}
_FOLD |= {code: _bare(chr(code)) for code in _LATIN if chr(code).isalpha()}
_FOLD |= dict.fromkeys(range(0x300, 0x370))
_FOLD |= {0x0111: "d", 0x0110: "d"}


def fold(text: str) -> str:
    """Lower case without any mark, đ as d: what search and near-duplicates compare.

    >>> fold("Đảng ủy khối Hoà / Hòa")
    'dang uy khoi hoa / hoa'
    """
    return _short_folded(text) if len(text) < _SHORT else _folded(text)


#: The rules of a page ask for the same few lines again and again; whole texts are asked for once.
_SHORT = 200


def _folded(text: str) -> str:
    return text.lower().translate(_FOLD)


_short_folded = lru_cache(maxsize=512)(_folded)


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _compose(base: str, mark: str) -> str:
    return unicodedata.normalize("NFC", base + mark)


def _tone_pairs() -> dict[str, str]:
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for mark in _TONES:
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    pairs[_compose(a, mark) + b] = a + _compose(b, mark)
    return pairs


_NEW_TONE = _tone_pairs()
_OLD_TONE = re.compile("|".join(_NEW_TONE))


def fold_tone(text: str) -> str:
    """One spelling where only the place of the tone differs; marks and case are kept.

    >>> fold_tone("hòa, thủy") == fold_tone("hoà, thuỷ")
    True
    """
    return _OLD_TONE.sub(lambda match: _NEW_TONE[match[0]], unicodedata.normalize("NFC", text))


def words(text: str) -> int:
    """How many words: syllables in Vietnamese; numbers and dates count as one each."""
    return sum(1 for _ in _WORD.finditer(text))
