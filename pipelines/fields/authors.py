"""People and sources of a byline, split, each with its role."""

from __future__ import annotations

import re

from pipelines.fields.byline import (
    DAY,
    FROM,
    HOUSE,
    HOUSE_ALONE,
    MAX_BYLINE,
    NAMES,
    OF_HOUSE,
    RANK,
    is_office,
)
from pipelines.fields.houses import keep_houses
from pipelines.fields.places import PLACES
from pipelines.fields.roles import find_label
from pipelines.items import Author
from pipelines.text import clean, fold

_COLON_LABEL = re.compile(r"[(\s-]*[a-z ,&/-]{2,25}:")
_SUFFIXES = (
    (
        # "N.T.H" is a person; "N.T (T.H)" has compiled.
        re.compile(
            r"\s*\(?\s*(?:tổng hợp|sưu tầm|biên soạn|(?<!ban )biên tập|(?<=[\s(])(?:t[./]h\.?|st\.?)|(?<=\()(?-i:TH)(?=\))|compiled)\s*\)?\s*$",
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
#: A given name and initials are somebody's signature: "Mai ST"; "Lan Anh st" has compiled.
_SIGNED = re.compile(r"[^\W\d_]+ ST\.?")
_PART = re.compile(
    r"\s*(?:;|\||(?:,\s|\s[-–—]\s)(?=(?:theo|nguồn)\s)|(?:\s[-–—]\s|\s?/\s?)(?=[^-–—/]{1,25}:|(?:translated|edited|compiled|photos?) by\b)"
    r"|(?<=\w)\.\s(?=(?:ảnh|hình|video|clip|đồ họa|thiết kế|minh họa|photos?)\b[^:.]{0,15}:)"
    r"|[(](?!(?:tổng|lược|biên|dịch|sưu|t[./]h|(?:(?-i:TH)|st)\)|compiled(?! by)|transl(?!ated by)|thực hiện|ghi)))",
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
#: Where a writer teaches, belongs to or writes from, which is no source: "(Trường Đại học Mẫu)", "(từ Tokyo)".
_WORKS = re.compile(
    r"(?<=\S)\s*\((?:(?:Trường|Đại học|ĐH|Học viện|SV|HS|Sinh viên|Học sinh|Lớp|Khoa(?! học)|Giảng viên|GV|Đoàn(?! [Kk]ết)|Hội"
    r"|Chi hội|CLB|Câu lạc bộ|[Tt]ừ|[Xx]ã(?! hội)|[Pp]hường|[Ấấ]p|[Hh]uyện|[Tt]ỉnh|[Tt]hành phố)\s|TP\.?\s?)[^()]{2,60}\)"
)
_BRACKETS = re.compile(r"(?<=\S)\s*\(([^()]{3,30})\)")
#: A station has a dash in its name: "Đài PT-TH".
_STATION = re.compile(r"[(\s]*(?:[Đđ]ài|ĐÀI)\s[^,;]*$")
_PHOTO = ("ảnh ", "photo")
#: Stands for a comma that divides no names.
_JOINED = "\ue000"
#: Whose name is never a person's.
_AGENCIES = frozenset([
    "ttxvn", "vna", "vtc", "vov", "vtv", "vnexpress", "vietnam+", "vietnamplus", "reuters", "afp", "ap",
])  # fmt: skip
#: Those with offices of their own: "VOV ĐBSCL".
_STATIONS = frozenset(("vov", "vtv", "ttxvn"))
#: What people are, not who; alone it says more than nothing.
_CALLINGS = frozenset(
    (
        "phong vien",
        "nhom phong vien",
        "cong tac vien",
        "pv",
        "ctv",
        "btv",
        "reporter",
        "nhom pv",
        "nhom ctv",
        "nhom cong tac vien",
    )
)
#: And before a name: "Ảnh: CTV Lê Mẫu".
_CALLED = re.compile(r"^(?:CTV|PV|BTV|Phóng viên|Cộng tác viên|Biên tập viên)\s+(?=[A-ZĐÀ-Ỹ])")
#: For whom a writer reports, and from where: "Lê Mẫu (Phóng viên TTXVN tại Paris)".
_REPORTS = re.compile(
    r"(?:,|\s[-–]|\s\()\s?(?:[Pp]hóng viên|PV)\s(?P<who>[^(),;]{2,30}?)\s(?:tại|thường trú(?: tại)?)\s[^()]{2,30}\)?$"
)
#: A separator within an office's name (`keep_houses`).
_KEPT = re.compile("[\ue010-\ue0ff]")
_STROKE = re.compile(r"\s*[-–—/]\s*")


def split_authors(byline: str | None) -> list[Author]:
    """People and sources of a byline, in order; line breaks divide them too.

    >>> [(a.name, a.role) for a in split_authors("Bài, ảnh: Lê Minh - Thu Hà (Theo TTXVN)")]
    [('Lê Minh', 'text_photo'), ('Thu Hà', 'text_photo'), ('TTXVN', 'source')]
    """
    authors: list[Author] = []
    lines = (byline or "")[: 2 * MAX_BYLINE].split("\n")
    for line in lines[:1] + [line for line in lines[1:] if not is_office(line)]:
        authors += [author for author in _of_line(line) if author not in authors]
    # Beside a person such a word says nothing, beside a source who took it over.
    called = [author for author in authors if fold(author.name) not in _CALLINGS]
    return called if any(author.role != "source" for author in called) else authors


def _of_line(line: str) -> list[Author]:
    line = _tidied(clean(line))
    translated = _TRANSLATED.search(line)
    if translated is not None:
        # "Minh Anh (dịch theo Reuters)" names who translated, and what.
        people = [Author(a.name, "translator") for a in _of_line(line[: translated.start()])]
        return [*people, Author(_bare(translated["who"]), "source")]
    compiled = _COMPILED.search(line)
    if compiled is not None:
        people = [Author(a.name, "compiler") for a in _of_line(line[: compiled.start()])]
        return [*people, *(Author(name, "source") for name in _split_names(compiled["who"]))]
    if "(" in line:
        line = _BRACKETS.sub(_without_place, _WORKS.sub("", line))
    line = FROM.sub("", line) if "ừ " in line else line
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
        if bracketed and is_office(part.strip(" ()")):
            continue
        authors += [
            author for author in _of_part(part, bracketed=bracketed) if author not in authors
        ]
    return authors


def _tidied(line: str) -> str:
    """Without what names nobody, and with a semicolon between what is said apart."""
    if line[-1:].isdigit() or line.endswith(")"):
        line = DAY.sub("", line)
    if " tại " in line or " trú " in line:
        line = _REPORTS.sub(r" (\g<who>)", line)
    line = _IN_BRACKETS.sub(r"(\1); \2", _LISTED.sub(r"\1; ", line))
    label = find_label(line)
    if label is not None:
        # A stroke within the label divides nothing: "Bài - ảnh: Lê Mẫu".
        line = _STROKE.sub(", ", line[: label[0]]) + line[label[0] :]
    return line


def _of_part(part: str, *, bracketed: bool) -> list[Author]:
    text, role = _without_suffix(*_take_label(part, "source" if bracketed else "author"))
    if not _bare(text):
        # What reads as a label is who it was: "PV (tổng hợp)".
        name, did = _without_suffix(part, role)
        text, role = (name, did) if fold(_bare(name)) in _CALLINGS else (text, role)
    names = _split_names(text)
    if len(names) > 1:
        names = _with_houses(text)
    authors: list[Author] = []
    for name in names:
        bare, own = _take_photo(name) if role == "author" else (name, role)
        agency = own == "author" and _is_house(bare)
        author = Author(bare, "source" if agency else own)
        if bare and author not in authors:
            authors.append(author)
    return authors


def _with_houses(text: str) -> list[str]:
    """The names of several; an office has commas, strokes and an "and" in its own."""
    if _INSTITUTION.match(fold(text)) or _STATION.match(text):
        return [_bare(text)]
    text, signs = keep_houses(text)
    names = _split_names(text)
    return [_KEPT.sub(lambda sign: signs[sign[0]], name) for name in names] if signs else names


def _without_suffix(text: str, role: str) -> tuple[str, str]:
    if _SIGNED.fullmatch(text.strip()):
        return text, role
    for pattern, suffix_role in _SUFFIXES:
        shorter = pattern.sub("", text)
        if shorter != text:
            text, role = shorter, suffix_role
    return text, role


def _is_house(name: str) -> bool:
    words = fold(name).removesuffix(".vn").split()
    return (
        bool(words) and words[0] in _AGENCIES and (len(words) == 1 or words[0] in _STATIONS)
    ) or HOUSE_ALONE.fullmatch(name) is not None


def _take_label(part: str, role: str) -> tuple[str, str]:
    label = find_label(part)
    if label is None:
        match = _COLON_LABEL.match(fold(part))
        return (part[match.end() :], role) if match else (part, role)
    return part[label[0] :], label[1]


def _without_place(bracket: re.Match[str]) -> str:
    return "" if fold(bracket[1]) in PLACES else bracket[0]


def _take_photo(name: str) -> tuple[str, str]:
    """Behind another name "Ảnh Minh" took the pictures; "Ánh Minh" and "Anh Minh" are names."""
    label = find_label(name) if name.lower().startswith(_PHOTO) else None
    return (name, "author") if label is None else (name[label[0] :], label[1])


def _split_names(text: str) -> list[str]:
    if "," in text:
        text = RANK.sub(lambda rank: rank[0] + _JOINED, text).replace(_JOINED + ",", _JOINED)
    pieces = [
        piece
        for part in NAMES.split(text)
        for piece in ([part] if _STATION.match(part) else _GLUED.split(part))
    ]
    bare = [_bare(piece.replace(_JOINED, ",")) for piece in pieces]
    return [_CALLED.sub("", name) for name in bare if name]


def _bare(name: str) -> str:
    return name.strip(' .()[]*-–—:"“”').strip()
