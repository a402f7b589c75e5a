"""Who wrote it: the line as printed, and the people and sources in it with their roles."""

from __future__ import annotations

import re

from pipelines.fields.blocks import Block
from pipelines.fields.looks import EM, HEADING, ITEM, RIGHT, STRONG
from pipelines.items import Author
from pipelines.text import clean, fold

MAX_BYLINE = 120
_MAX_NAME_WORDS = 7
_AFTER_SENTENCE = re.compile(r"[.!?…/”\"]\s*$")

#: Folded label to role; the longer ones first.
_ROLES = (
    (
        (
            r"(?:tin|bai)(?: viet)?\s*(?:,|va|-|&|/)\s*(?:anh|hinh)(?: anh)?|text and photos?"
            r"|story and photos?"
        ),
        "text_photo",
    ),
    (r"(?:anh|hinh)(?: anh)?|photos?(?: by)?", "photo"),
    (r"videos?(?: by)?|clip|quay phim|dung phim", "video"),
    (r"do hoa|infographics?|thiet ke|graphics?(?: by)?", "graphics"),
    (r"theo|nguon(?: tin)?|source|from|according to", "source"),
    (r"(?:bien |luoc )?dich|nguoi dich|translated by|translation", "translator"),
    (r"tong hop|bien soan|bien tap|compiled by|edited by", "compiler"),
    (
        (
            r"(?:bai|tin)(?: viet)?|tac gia|thuc hien|nguoi viet|phong vien|pv|by|author"
            r"|reported by|story by|noi dung|loi(?: binh)?|kich ban|(?:ghi chep|but ky|phong su|ky su)(?: cua)?"
        ),
        "author",
    ),
)
_LABELS = [
    (re.compile(rf"[(\s-]*(?:{words})(?:\s*[:.]\s*|\s+(?=\S))"), role) for words, role in _ROLES
]
_BARE_LABEL = re.compile(
    r"[(\s-]*(?:theo|nguon|by|pv|phong vien|tac gia|thuc hien|bien dich"
    r"|(?:ghi chep|but ky|phong su|ky su) cua)\s"
)
_COLON_LABEL = re.compile(r"[(\s-]*[a-z ,&/-]{2,25}:")
_SUFFIXES = (
    (re.compile(r"\s*\(?\s*(?:tổng hợp|t\.h|compiled)\s*\)?\s*$", re.IGNORECASE), "compiler"),
    (re.compile(r"\s\(?(?:thực hiện|ghi)\)?\s*$", re.IGNORECASE), "author"),
    (
        re.compile(r"\s*\(?\s*(?:lược dịch|biên dịch|dịch|translated)\s*\)?\s*$", re.IGNORECASE),
        "translator",
    ),
)
_PART = re.compile(
    r"\s*(?:;|\||\s[-–—]\s(?=[^-–—]{1,25}:|(?:translated|edited|compiled|photos?) by\b)"
    r"|[(](?!(?:tổng|lược|biên|dịch|t\.h|compiled|transl|thực hiện|ghi)))",
    re.IGNORECASE,
)
#: A source behind the names is written as its owner likes: "(Theo Cổng thông tin tỉnh)".
_IN_BRACKETS = re.compile(
    r"(?<=\S)\s*\((?:theo|nguồn|source|(?:lược |biên )?dịch (?:theo|từ))\b[^()]{1,60}\)$",
    re.IGNORECASE,
)
#: And so it is alone: "Theo Cổng thông tin tỉnh", on the right or in brackets; "Theo đó" is none.
_LONE_SOURCE = re.compile(
    r"\(?(?:[Tt]heo|THEO|[Nn]guồn(?: tin)?\s?:)\s+(?=[^\W\d_])(?P<who>[^().,:;!?…]{2,60})(?:\.[a-z]{2,4})*\)?"
)
_NAMES = re.compile(r"\s*(?:,|;|&|\s\+\s|/|\s[-–—]+\s|[–—]|\s(?:và|and)\s)\s*")
_GLUED = re.compile(r"(?<=\w\w)-(?=[A-ZĐÀ-Ỹ])")
_INITIALS = re.compile(r"(?:[A-ZĐ]{1,3}\.? ?){1,4}[A-ZĐ]?\.?")


def is_byline(block: Block) -> bool:
    """A short line that names people or a source, and is no sentence or sub-heading."""
    text = block.text
    if len(text) > MAX_BYLINE or block.flags & (HEADING | ITEM):
        return False
    if has_label(text):
        return True
    if _is_lone_source(block):
        return True
    if not looks_like_names(text):
        return False
    return True if len(text) < 50 else bool(block.flags & RIGHT)


def is_bare_label(text: str) -> bool:
    """A label alone ("Tin, ảnh:"): the name stands on the next line."""
    folded = fold(text)
    label = _label(f"{folded} ")
    return folded.endswith(":") and label is not None and label[0] >= len(folded)


def is_source_line(text: str) -> bool:
    """A source alone ("Theo Nông trại xanh"); only at the very end it is no sub-heading."""
    match = _LONE_SOURCE.fullmatch(text)
    return bool(match and match["who"][0].isupper())


def _is_lone_source(block: Block) -> bool:
    apart = block.flags & RIGHT or (block.text.startswith("(") and block.text.endswith(")"))
    return bool(apart and is_source_line(block.text))


def has_label(text: str) -> bool:
    """Begins with "Tin, ảnh:", "Theo", "(Nguồn …", "By …" and goes on with a name."""
    folded = fold(text)
    label = _label(folded)
    if label is None:
        return False
    end = label[0]
    rest = text[end:].strip(" ()")
    colon = folded[:end].rstrip().endswith(":")
    if not rest or len(rest) > 80:
        return False
    if colon:
        return looks_like_names(rest, strict=False)
    # Without a colon the word may begin a sentence or a heading: names must follow to the end.
    return bool(_BARE_LABEL.match(folded)) and looks_like_names(rest)


def _label(folded: str) -> tuple[int, str] | None:
    for pattern, role in _LABELS:
        match = pattern.match(folded)
        if match:
            return match.end(), role
    return None


def looks_like_names(text: str, *, strict: bool = True) -> bool:
    """Every word begins like a name, no digit, no sentence.

    >>> looks_like_names("Tấn Lộc"), looks_like_names("Người dân phấn khởi")
    (True, False)
    """
    text = _IN_BRACKETS.sub("", text.strip()).strip("()*-–— ")
    if not text or text.endswith((":", "!", "?", "…")) or any(map(str.isdigit, text)):
        return False
    if text.endswith(".") and not _INITIALS.fullmatch(text.split()[-1]):
        return False
    count = 0
    for part in _NAMES.split(text):
        tokens = [t.strip("().\"'“”") for t in part.split()]
        tokens = [t for t in tokens if t and fold(t) not in _SMALL]
        count += len(tokens)
        if len(tokens) > _MAX_NAME_WORDS:
            return False
        if any(not t[0].isupper() for t in tokens) and (strict or len(tokens) > 5):
            return False
    return 0 < count <= (10 if strict else 14)


#: Words that stand in bylines in lower case.
_SMALL = frozenset([
    "theo", "va", "and", "anh", "bai", "tin", "tong", "hop", "dich", "luoc", "bien", "by",
    "nguon", "cua", "ghi", "thuc", "hien",
])  # fmt: skip


def split_off_byline(block: Block, paragraph: str) -> tuple[str, str | None]:
    """A last paragraph that ends in an emphasised name, as ("… ./.", "Tấn Lộc")."""
    runs = [run for run in block.runs if run[0].strip()]
    if len(runs) < 2 or not runs[-1][1] & (STRONG | EM) or runs[-2][1] & (STRONG | EM):
        return paragraph, None
    name = clean(runs[-1][0])
    rest = paragraph.removesuffix(name).rstrip()
    if rest == paragraph or not looks_like_names(name.strip("()")) or len(name) > 50:
        return paragraph, None
    return (rest, name) if _AFTER_SENTENCE.search(rest) else (paragraph, None)


#: An office has an "and" in its name: "Sở Nông nghiệp và Môi trường".
_OFFICES = "so|bo|cuc|chi cuc|uy ban|vien|trung tam|van phong|cong thong tin"
_INSTITUTION = re.compile(rf"[(\s]*(?:{_OFFICES})\s[^,;]*$")
_TRANSLATED = re.compile(
    r"\(?\b(?:lược |biên )?dịch (?:theo|từ)\s*:?\s+(?P<who>[^();|]{2,60})\)?\s*$", re.IGNORECASE
)
#: Whose name is never a person's.
_AGENCIES = frozenset(
    ("ttxvn", "vna", "vov", "vtv", "vnexpress", "vietnam+", "vietnamplus", "reuters", "afp", "ap")
)
#: What people are, not who; alone it says more than nothing.
_CALLINGS = frozenset(("phong vien", "nhom phong vien", "cong tac vien", "pv", "ctv", "reporter"))


#: "Giám đốc Sở Nông nghiệp" under a name.
_OFFICE = re.compile(
    r"(?:pho |nguyen |quyen )?(?:giam doc|chu tich|truong (?:phong|khoa|ban|doan)|bi thu|hieu truong"
    r"|vien truong|chanh van phong|tong bien tap|dai bieu|chuyen gia|director|chairman)\b.*"
)


def is_office(text: str) -> bool:
    """True for what somebody is, not who."""
    return _OFFICE.fullmatch(fold(text)) is not None


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
    line = clean(line)
    translated = _TRANSLATED.search(line)
    if translated is not None:
        # "Minh Anh (dịch theo Reuters)" names who translated, and what.
        people = [Author(a.name, "translator") for a in _of_line(line[: translated.start()])]
        return [*people, Author(_bare(translated["who"]), "source")]
    authors: list[Author] = []
    for number, part in enumerate(_PART.split(line)):
        # What stands in brackets behind a name is where it comes from: "Thanh Nga (TTXVN)".
        bracketed = number > 0 and part.rstrip().endswith(")")
        text, role = _take_label(part, "source" if bracketed else "author")
        for pattern, suffix_role in _SUFFIXES:
            shorter = pattern.sub("", text)
            if shorter != text:
                text, role = shorter, suffix_role
        for name in [_bare(text)] if _INSTITUTION.match(fold(text)) else _split_names(text):
            agency = role == "author" and fold(name).removesuffix(".vn") in _AGENCIES
            author = Author(name, "source" if agency else role)
            if name and author not in authors:
                authors.append(author)
    return authors


def _take_label(part: str, role: str) -> tuple[str, str]:
    label = _label(fold(part))
    if label is None:
        match = _COLON_LABEL.match(fold(part))
        return (part[match.end() :], role) if match else (part, role)
    return part[label[0] :], label[1]


def _split_names(text: str) -> list[str]:
    pieces = [piece for part in _NAMES.split(text) for piece in _GLUED.split(part)]
    return [name for piece in pieces if (name := _bare(piece))]


def _bare(name: str) -> str:
    return name.strip(' .()[]*-–—:"“”').strip()
