"""Bytes to letters: what the bytes prove goes before what a header or meta tag claims."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

#: More replaced characters than this share make a page untrustworthy.
MAX_REPLACED = 0.001

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE
)
#: As browsers do: these names are used for their windows supersets.
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "latin-1": "cp1252",
    "iso8859-9": "cp1254",
}
#: Labels under which windows-1258 text is served.
_MAY_BE_1258 = {"cp1252", "cp1258"}
_VOWEL_AND_TONE = re.compile("[aeiouyăâêôơưAEIOUYĂÂÊÔƠƯ][\u0300\u0301\u0303\u0309\u0323]")
#: Plain vowels, three times in a row of short words: in no page of the alphabets below.
_CERTAIN = re.compile("\\b[a-zđ]{1,4}[aeiouy][\u0300\u0301\u0303\u0309\u0323][a-z]{0,2}\\b")
#: Alphabets of one byte a letter, whose labels stand on Vietnamese pages by mistake.
_ONE_BYTE = frozenset(
    ["cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "koi8-r", "koi8-u", "iso8859-2", "iso8859-5"]
)

#: What Vietnamese never writes, but its old fonts (TCVN3, VNI) and doubly encoded UTF-8 are full of
#: when they are read as they stand: signs inside words, which no language has, and letters of other
#: languages, which those fonts put behind a vowel (VNI's tone marks) and Europe between consonants.
_SIGNS = "¡¢£¤¥¦§¨©ª¬®¯±´µ¶·¸¹º¼½¾¿×÷†‡‰‹›ƒÐÞðþ"
_LETTERS = "ÄÅÆÇËÎÏÑÖØÛÜßäåæçëîïñöøûüÿŠŒŽœžŸ"
#: At the head of a word "Ð" is what many type for "Đ".
_INITIAL = _SIGNS.replace("Ð", "")
_ODD = re.compile(f"[a-zA-ZÀ-ỹ][{_SIGNS}]|[{_INITIAL}][a-zà-ỹ]|[aeiouyAEIOUYâêôöùÖÂÊÔ][{_LETTERS}]")
_WORDS = re.compile(r"[a-zA-ZÀ-ỹ]{2,}")
_NOT_TEXT = re.compile(
    r"<script\b.*?</script\s*>|<style\b.*?</style\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL
)
#: With these alone behind vowels a text is Portuguese, Spanish or Turkish: in the old fonts some of the
#: others stand in every second word.
_OF_OTHERS = frozenset("aeiouyAEIOUYâêôöÖÂÊÔçÇñÑüÜ")
#: Letters that somebody wrote in an alphabet that lacks them: a mark within a word ("th?ng"; not an English
#: apostrophe), before a small letter ("?ng"), and words of marks alone.
_LOST = re.compile(
    r"(?<=[^\W\d_])[?\ufffd]+(?=(?!(?:s|t|re|ve|ll|d|m)\b)[^\W\d_])|(?<![^\s(\"'“])[?\ufffd]+(?=[a-zà-ỹ])"
    r"|(?<!\S)[?\ufffd]{2,}(?![^\s,.])"
)
_QUESTION = re.compile(r"[?\ufffd]")
_ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")
#: Letters that no western alphabet has: one that has them lost none.
_BEYOND = re.compile("[\u0100-\u024f\u0300-\u0323\u1e00-\u1eff]")
#: Fewer odd places than this are foreign names, measures or quotation marks.
_MIN_ODD = 5
_ODD_SHARE = 0.06
_USUAL = 0.8
#: Signs that stand between two letters, or end a word, in TCVN3 alone ("Xu©n", "ThÞ"): no unit, trade mark,
#: formula, foreign name, nor the Icelandic letter that many type for "Đ". One may be a slip, two are none.
_SURE = re.compile("[a-zA-ZÀ-ỹ][¡¢£¤¥¦§¨©ª¬°¶¸¹º¼½¾¿†‡ƒ](?=[a-zà-ỹ])|[a-zà-ỹ]Þ(?![A-Za-zÀ-ỹ])")
_SURE_IN_LINE = 2
#: Of foreign names, trade marks, units and formulas.
_WEAK = frozenset("ïëÏËñÑßð®µ×±÷°·")


class EncodingError(ValueError):
    """The bytes cannot be turned into letters that can be trusted."""


class Decoded(NamedTuple):
    """A text, the encoding that was believed, and how many characters were replaced."""

    text: str
    encoding: str
    replaced: int


def decode(body: bytes, content_type: str | None) -> Decoded:
    """The text of `body`: BOM, else valid UTF-8, else header, else meta, else windows-1258."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return _checked(body[len(bom) :].decode(name, "replace"), name)
    try:
        return Decoded(body.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError:
        damaged = body.decode("utf-8", "replace")
    bad = damaged.count("\ufffd")
    good = sum(1 for char in damaged if char > "\x7f") - bad
    if good > 3 * bad:
        return _checked(damaged, "utf-8")
    declared = [name for name in (_header(content_type), _meta(body)) if name]
    for name in declared:
        if name not in _MAY_BE_1258 and name != "utf-8":
            mislabelled = _windows_1258(body, _CERTAIN) if name in _ONE_BYTE else None
            return mislabelled or _checked(body.decode(name, "replace"), name)
    vietnamese = _windows_1258(body, _VOWEL_AND_TONE)
    if vietnamese is not None:
        return vietnamese
    if "cp1252" in declared:
        return _checked(body.decode("cp1252", "replace"), "cp1252")
    return _checked(damaged, "utf-8")


def _checked(text: str, name: str) -> Decoded:
    replaced = text.count("\ufffd")
    if replaced > 1 and replaced > MAX_REPLACED * len(text):
        raise EncodingError(f"{replaced} of {len(text)} characters are not {name}")
    return Decoded(text, name, replaced)


def _windows_1258(body: bytes, tones: re.Pattern[str]) -> Decoded | None:
    """Tones are bytes of their own there: they are composed with their vowel."""
    text = body.decode("cp1258", "replace")
    if len(tones.findall(text)) < 3:
        return None
    return _checked(unicodedata.normalize("NFC", text), "windows-1258")


def _header(content_type: str | None) -> str | None:
    match = _HEADER.search(content_type or "")
    return _codec(match[1]) if match else None


def _meta(body: bytes) -> str | None:
    match = _META.search(body[:4096])
    return _codec(match[1].decode("ascii", "replace")) if match else None


def _codec(label: str) -> str | None:
    try:
        found = codecs.lookup(label)
    except LookupError:
        return None
    # `codecs` also knows base64, zip and other codecs that are no text encodings.
    if not getattr(found, "_is_text_encoding", True) or found.name in {"idna", "punycode"}:
        return None
    return _SUPERSETS.get(found.name, found.name)


def may_be_legacy(body: bytes) -> bool:
    """False where UTF-8 bytes have the letters that only real Vietnamese has: a quick look."""
    # Toned letters of Vietnamese begin with E1 (BA or BB), those of Latin-1 with C2 or C3; real
    # Vietnamese has about as many of the first as of the second.
    vietnamese = body.count(b"\xe1")
    latin = body.count(b"\xc2") + body.count(b"\xc3")
    if vietnamese >= _USUAL * latin:
        return False
    return vietnamese < _USUAL * (latin - body.count(b"\xc2\xa0"))  # without non-breaking blanks


def refuse_legacy_letters(text: str, least: int = _MIN_ODD) -> None:
    """Raise `EncodingError` for text of the fonts TCVN3 and VNI, and for doubly encoded UTF-8.

    `text` may be markup; `least` odd places are no accident.
    """
    if text.isascii() or len(_ODD.findall(text)) < least:
        return
    visible = _NOT_TEXT.sub(" ", text)
    places = _ODD.findall(visible)
    if _OF_OTHERS.issuperset("".join(places)):
        return
    odd = len(places)
    if odd >= least and odd > _ODD_SHARE * (len(_WORDS.findall(visible)) + odd):
        raise EncodingError(f"{odd} places look like TCVN3, VNI or doubly encoded text")


def refuse_legacy_line(line: str) -> None:
    """Raise `EncodingError` for one line in TCVN3 amid a Vietnamese text that is not in it.

    Only places count that nothing else explains.
    """
    if not line.isascii():
        _refuse(line, _sure(line) >= _SURE_IN_LINE)


def refuse_legacy_title(title: str) -> None:
    """The same of a headline, which is short and nobody's slip; VNI too."""
    if not title.isascii():
        odd = sum(_WEAK.isdisjoint(place) for place in _ODD.findall(title))
        _refuse(title, bool(_sure(title)) or odd >= _SURE_IN_LINE)


def _sure(line: str) -> int:
    return len(_SURE.findall(_ADDRESS.sub(" ", line)))


def _refuse(line: str, is_legacy: bool) -> None:
    if is_legacy:
        raise EncodingError(f"{line[:60]!r} looks like TCVN3 or VNI among letters that are not")


def refuse_lost_letters(text: str, least: int = _MIN_ODD) -> None:
    """Raise `EncodingError` for plain text whose letters are question marks: "Ng?y 5 th?ng 3".

    `least` such places are no accident, where the text has fewer letters that could be lost.
    """
    if len(_QUESTION.findall(text)) < least:
        return
    text = _ADDRESS.sub(" ", text)
    lost = len(_LOST.findall(text))
    if lost < least or lost <= len(_BEYOND.findall(text)):
        return
    if lost > _ODD_SHARE * (len(_WORDS.findall(text)) + lost):
        raise EncodingError(f"question marks stand for letters in {lost} places")
