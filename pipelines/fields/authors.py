"""People and sources of a byline, split, each with its role."""

from __future__ import annotations

import re

from pipelines.fields.byline import HOUSE, HOUSE_ALONE, MAX_BYLINE, NAMES, OF_HOUSE, is_office
from pipelines.fields.roles import find_label
from pipelines.items import Author
from pipelines.text import clean, fold

_COLON_LABEL = re.compile(r"[(\s-]*[a-z ,&/-]{2,25}:")
_SUFFIXES = (
    (
        # "N.T.H" is a person; "N.T (T.H)" has compiled.
        re.compile(
            r"\s*\(?\s*(?:tổng hợp|sưu tầm|biên soạn|(?<=[\s(])t\.h|compiled)\s*\)?\s*$",
            re.IGNORECASE,
        ),
        "compiler",
    ),
    (
        re.compile(r"\s\(?(?:thực hiện|(?:lược )?ghi|lược thuật)\)?\s*$", re.IGNORECASE),
        "author",
    ),
    (
        re.compile(r"\s*\(?\s*(?:lược dịch|biên dịch|dịch|translated)\s*\)?\s*$", re.IGNORECASE),
        "translator",
    ),
)
_PART = re.compile(
    r"\s*(?:;|\||\s[-–—]\s(?=[^-–—]{1,25}:|(?:translated|edited|compiled|photos?) by\b)"
    r"|[(](?!(?:tổng|lược|biên|dịch|sưu|t\.h|compiled(?! by)|transl(?!ated by)|thực hiện|ghi)))",
    re.IGNORECASE,
)
#: "Thực hiện: Thu Hà, đồ họa: Quốc Bảo" and "Thu Hà (tổng hợp, ảnh: Internet)" say two things.
_LISTED = re.compile(r"(:[^:;,()]{1,60}),\s*(?=[^\W\d_][^,:;()]{1,20}:)")
_IN_BRACKETS = re.compile(r"\(([^():,]{2,30}),\s*([^\W\d_][^():,]{1,20}:[^():]{1,60})\)")
_GLUED = re.compile(r"(?<=\w\w)-(?=[A-ZĐÀ-Ỹ])")
#: An office has an "and" in its name: "Sở Nông nghiệp và Môi trường".
_OFFICES = "so|bo|cuc|chi cuc|uy ban|vien|trung tam|van phong|cong thong tin"
_INSTITUTION = re.compile(rf"[(\s]*(?:{_OFFICES})\s[^,;]*$")
_TRANSLATED = re.compile(
    r"\(?\b(?:lược |biên )?dịch (?:theo|từ)\s*:?\s+(?P<who>[^();|]{2,60})\)?\s*$", re.IGNORECASE
)
_COMPILED = re.compile(
    r"\(?\btổng hợp (?:theo|từ)\s*:?\s+(?P<who>[^();|]{2,60})\)?\s*$", re.IGNORECASE
)
#: Where a learned writer teaches, which is no source: "(Trường Đại học Mẫu)".
_WORKS = re.compile(r"(?<=\S)\s*\((?:Trường|Đại học|Học viện)\s[^()]{2,60}\)\s*$")
#: A station has a dash in its name: "Đài PT-TH".
_STATION = re.compile(r"[(\s]*(?:[Đđ]ài|ĐÀI)\s[^,;]*$")
#: Whose name is never a person's.
_AGENCIES = frozenset(
    ("ttxvn", "vna", "vov", "vtv", "vnexpress", "vietnam+", "vietnamplus", "reuters", "afp", "ap")
)
#: What people are, not who; alone it says more than nothing.
_CALLINGS = frozenset(("phong vien", "nhom phong vien", "cong tac vien", "pv", "ctv", "reporter"))


def split_authors(byline: str | None) -> list[Author]:
    """People and sources of a byline, in order; line breaks divide them too.

    >>> [(a.name, a.role) for a in split_authors("Bài, ảnh: Lê Minh - Thu Hà (Theo TTXVN)")]
    [('Lê Minh', 'text_photo'), ('Thu Hà', 'text_photo'), ('TTXVN', 'source')]
    """
    authors: list[Author] = []
    lines = (byline or "")[: 2 * MAX_BYLINE].split("\n")
    for line in lines[:1] + [line for line in lines[1:] if not is_office(line)]:
        authors += [author for author in _of_line(line) if author not in authors]
    return [author for author in authors if fold(author.name) not in _CALLINGS] or authors


def _of_line(line: str) -> list[Author]:
    line = _IN_BRACKETS.sub(r"(\1); \2", _LISTED.sub(r"\1; ", clean(line)))
    translated = _TRANSLATED.search(line)
    if translated is not None:
        # "Minh Anh (dịch theo Reuters)" names who translated, and what.
        people = [Author(a.name, "translator") for a in _of_line(line[: translated.start()])]
        return [*people, Author(_bare(translated["who"]), "source")]
    compiled = _COMPILED.search(line)
    if compiled is not None:
        people = [Author(a.name, "compiler") for a in _of_line(line[: compiled.start()])]
        return [*people, *(Author(name, "source") for name in _split_names(compiled["who"]))]
    line = _WORKS.sub("", line)
    house = HOUSE.search(line)
    if house is not None:
        source = Author(_bare(house[0].partition("/")[2]), "source")
        return [*_of_line(line[: house.start()]), source]
    belongs = OF_HOUSE.search(line)
    if belongs is not None:
        line = line[: belongs.start()]
    authors: list[Author] = []
    for number, part in enumerate(_PART.split(line)):
        # What stands in brackets behind a name is where it comes from: "Thanh Nga (TTXVN)".
        bracketed = number > 0 and part.rstrip().endswith(")")
        text, role = _take_label(part, "source" if bracketed else "author")
        for pattern, suffix_role in _SUFFIXES:
            shorter = pattern.sub("", text)
            if shorter != text:
                text, role = shorter, suffix_role
        whole = _INSTITUTION.match(fold(text)) or _STATION.match(text)
        for name in [_bare(text)] if whole else _split_names(text):
            agency = role == "author" and _is_house(name)
            author = Author(name, "source" if agency else role)
            if name and author not in authors:
                authors.append(author)
    return authors


def _is_house(name: str) -> bool:
    return fold(name).removesuffix(".vn") in _AGENCIES or HOUSE_ALONE.fullmatch(name) is not None


def _take_label(part: str, role: str) -> tuple[str, str]:
    label = find_label(part)
    if label is None:
        match = _COLON_LABEL.match(fold(part))
        return (part[match.end() :], role) if match else (part, role)
    return part[label[0] :], label[1]


def _split_names(text: str) -> list[str]:
    pieces = [piece for part in NAMES.split(text) for piece in _GLUED.split(part)]
    return [name for piece in pieces if (name := _bare(piece))]


def _bare(name: str) -> str:
    return name.strip(' .()[]*-–—:"“”').strip()
