"""Who wrote it: the line as printed, and the people and sources in it with their roles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.fields.looks import EM, HEADING, ITEM, RIGHT, STRONG
from pipelines.fields.roles import find_label
from pipelines.text import clean, fold

if TYPE_CHECKING:
    # `blocks` asks whether a line is a byline before it has made any.
    from pipelines.fields.blocks import Block

MAX_BYLINE = 120
_MAX_NAME_WORDS = 7
_AFTER_SENTENCE = re.compile(r"[.!?…/”\"]\s*$")

_BARE_LABEL = re.compile(
    r"[(\s-]*(?:theo|nguon|by|posted by|written by|according to|(?:story|text|words) and photos by|(?:(?:duoc )?(?:viet|dang|gui) )?boi|pv|ctv|btv|phong vien|cong tac vien|tac gia|thuc hien|bien dich"
    r"|(?:ghi chep|but ky|ky|phong su|ky su|tho|truyen ngan|tan van|tuy but) cua)\s"
)
#: A source behind the names is written as its owner likes: "(Theo Cổng thông tin tỉnh)".
_IN_BRACKETS = re.compile(
    r"(?<=\S)\s*\((?:(?:theo|nguồn|source|(?:lược |biên )?dịch (?:theo|từ)|tổng hợp (?:theo|từ))\b[^()]{1,60}"
    r"|t/h|sưu tầm|biên soạn|lược ghi|lược thuật|(?:từ|(?:phó )?giám đốc|giảng viên)\s[^()]{2,50}"
    r"|(?:phóng viên|pv)\s[^(),;:.!?]{2,60}|(?:cục|chi cục|công an|ban|phòng|trung tâm|ủy ban|ubnd|tỉnh đoàn|văn phòng|liên đoàn|bảo hiểm xã hội)\s[^(),;:.!?]{2,60}|(?:sv|sinh viên|học sinh|lớp|trường|đại học|học viện|viện|sở|bệnh viện|đoàn|hội|đài)\s[^(),;:.!?]{2,60})\)$",
    re.IGNORECASE,
)
#: Behind a stroke too: "Thanh Hà/Báo Tin tức".
HOUSE = re.compile(
    r"(?<=\w)\s?/\s?(?:Báo|Đài|Tạp chí|Cổng|Trung tâm|Thông tấn xã|Ban|VOV|VTV|VTC|TTXVN)\s[^/,;:.!?]{2,50}$"
)
#: What a learned writer belongs to: "ThS. Minh Anh, Trường Chính trị tỉnh".
OF_HOUSE = re.compile(
    r"\s?[,–-]\s(?:Trường|Sở|Viện|Học viện|Đại học|Trung tâm|Ban|Hội|Chi cục|Ủy ban|UBND|Khoa|Phòng|Bảo tàng)"
    r"(?=\s(?:\S+\s)*[a-zà-ỹđ])\s[^,;:.!?]{2,70}$"
)
#: And so it is alone: "Theo Cổng thông tin tỉnh", on the right or in brackets; "Theo đó" is none.
_LONE_SOURCE = re.compile(
    r"\(?(?:[Tt]heo|THEO|[Nn]guồn(?: tin)?\s?:)\s+(?=[^\W\d_])(?P<who>[^().,:;!?…]{2,60})(?:\.[a-z]{2,4})*\)?"
)
NAMES = re.compile(
    r"\s*(?:,|;|&|\s[+*]\s|/|\s[-–—]+\s|[–—]|\s(?:và|and)\s|\|\s(?=[^|:]{2,20}:))\s*"
)
#: "Thu Hà - ảnh: Quốc Bảo": what the next one did, in lower case.
_DID = re.compile(r"(?:ảnh|clip|video|đồ họa|thiết kế|trình bày)\s?:\s?(?=\S)", re.IGNORECASE)
#: What a learned writer is called, before the name: "Luật sư Minh Anh".
_TITLE = re.compile(
    r"(?:(?:Luật|Giáo|Phó giáo|Kỹ|Kiến trúc) sư|(?:Bác|Dược|Thạc|Tiến|Nhạc|Họa|Nghệ) sĩ|Luật gia"
    r"|Nhà (?:báo|văn|thơ|giáo|nghiên cứu)|(?:Thiếu|Trung|Thượng|Đại) (?:úy|uý|tá|tướng)|(?:Thượng|Đại|Hòa|Hoà) (?:tọa|toạ|đức|thượng))(?=(?:\s[A-ZÀ-ỸĐ][^\s,;]*){2,5}(?:$|[\s,;(-]))"
)
#: What stands before a name and a comma: "Đại tá, TS Lê Văn Cói".
RANK = re.compile(
    r"(?:(?:Thiếu|Trung|Thượng|Đại) (?:úy|uý|tá|tướng)|(?:Giáo|Phó giáo|Luật|Kỹ|Kiến trúc) sư|(?:Bác|Dược|Thạc|Tiến) sĩ"
    r"|(?:GS|PGS|TS|ThS|BS|LS|KS|KTS|CKI{1,2}|NSƯT|NSND)\.?(?:\s?TS\.?)?)(?=\s?,\s)"
)
#: Those who sign without a name; the number is that of a newspaper's own desk ("LA34").
_CREW = re.compile(r"\(?nhom (?:phong vien|pv|ctv|cong tac vien|tac gia|bien tap vien)\)?")
_CREW_OF = re.compile(
    r"(?:Nhóm|NHÓM) (?:PV|[Pp]hóng viên|PHÓNG VIÊN|CTV)(?:\s(?:[-&]|[A-ZĐÀ-Ỹ]\S*"
    r"(?: (?:tế|hội|hóa|hoá|luật|trị|thao|sự|dục|nước|đọc|chí|phòng))?)){1,6}"
)
_DESK = re.compile(r"[A-ZĐ]{2,3}\d{2}")
#: A house that signs itself, in whatever case it is written.
HOUSE_ALONE = re.compile(
    r"(?:Đài (?:Truyền thanh|Truyền hình|Phát thanh|PT|TT)|Cổng (?:thông tin|TTĐT)|Trung tâm (?:Văn hóa|VH|Truyền thông))"
    r"[^.,;:!?…()\d]{0,60}"
)
#: Where it was written, behind the names: "Thu Hà - từ Cần Thơ".
FROM = re.compile(r"\s?[,–-] [Tt]ừ(?: [A-ZĐÀ-Ỹ][^\s,;.]*){1,5}$")
#: Behind the names in lower case: others who helped, what they did, for whom they report.
BESIDES = re.compile(
    r"(?:,|\s(?:và|&|-|–)) nhóm (?:PV|CTV|[Pp]hóng viên|[Cc]ộng tác viên)$"
    r"|,? \(?(?:(?<![Bb]an )(?<!BAN )[Bb]iên tập|st|ST)\.?\)?$|[,–-] (?:Phóng viên|PV) [^(),;:.!?]{2,30} tại [^(),;:.!?]{2,30}$"
)
#: The day of the source: "(Theo Daily Mail, 10/3)".
DAY = re.compile(
    r",?\s(?:(?:số|số ra|ra) )?(?:ngày )?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?(?=\s?\)?$)"
)
#: Each of them has one of these.
_BESIDE_WORDS = (" từ ", " Từ ", " nhóm ", " tại ", " st", "(st", " ST", "(ST", "iên tập")
_DOMAIN = re.compile(r"[a-z][a-z\d-]+(?:\.[a-z]{2,10}){1,3}")
#: How many articles a writer has, behind the name: "Tấn Lộc (37)".
COUNTED = re.compile(r"\s?\(\d{1,5}\)$")
_INITIALS = re.compile(r"(?:[A-ZĐ]{1,3}\.? ?){1,4}[A-ZĐ]?\.?")


def is_byline(block: Block) -> bool:
    """A short line that names people or a source, and is no sentence or sub-heading."""
    text = block.text
    if len(text) > MAX_BYLINE or block.flags & (HEADING | ITEM):
        return False
    if has_label(text):
        return True
    if _is_lone_source(block) or _CREW.fullmatch(fold(text)):
        return True
    apart = block.flags & RIGHT or block.share(STRONG | EM) > 0.8
    if apart and (_DESK.fullmatch(text) or _CREW_OF.fullmatch(text) or HOUSE_ALONE.fullmatch(text)):
        return True
    if block.flags & RIGHT:
        text = OF_HOUSE.sub("", text)
    if not looks_like_names(text):
        return bool(block.flags & RIGHT) and _are_many(text)
    return True if len(text) < 50 else bool(block.flags & RIGHT)


def _are_many(text: str) -> bool:
    """So many names of two to four words that one alone of them would be too long."""
    parts = NAMES.split(text)
    short = all(2 <= len(part.split()) <= 4 for part in parts)
    return len(parts) > 2 and short and all(map(looks_like_names, parts))


def is_bare_label(text: str) -> bool:
    """A label alone ("Tin, ảnh:"): the name stands on the next line."""
    if not text.endswith(":"):
        return False
    label = find_label(f"{text} ")
    return label is not None and label[0] >= len(text)


def is_source_line(text: str) -> bool:
    """A source alone ("Theo Nông trại xanh"); only at the very end it is no sub-heading."""
    text = DAY.sub("", text) if text[-1:].isdigit() or text.endswith(")") else text
    match = _LONE_SOURCE.fullmatch(text)
    if match is None:
        return False
    who = text.strip("()").split(maxsplit=1)[1]
    return match["who"][0].isupper() or _DOMAIN.fullmatch(who) is not None


def _is_lone_source(block: Block) -> bool:
    apart = block.flags & RIGHT or (block.text.startswith("(") and block.text.endswith(")"))
    return bool(apart and is_source_line(block.text))


def has_label(text: str) -> bool:
    """Begins with "Tin, ảnh:", "Theo", "(Nguồn …", "By …" and goes on with a name."""
    folded = fold(text)
    label = find_label(text)
    if label is None:
        return False
    end = label[0]
    rest = text[end:].strip(" ()")
    colon = folded[:end].rstrip().endswith(":")
    if not rest or len(rest) > 80 or fold(rest) in _ADVERTS:
        return False
    if colon:
        return looks_like_names(rest, strict=False)
    # Without a colon the word may begin a sentence or a heading: names must follow to the end.
    return bool(_BARE_LABEL.match(folded)) and looks_like_names(rest)


def looks_like_names(text: str, *, strict: bool = True) -> bool:
    """Every word begins like a name, no digit, no sentence.

    >>> looks_like_names("Tấn Lộc"), looks_like_names("Người dân phấn khởi")
    (True, False)
    """
    text = _IN_BRACKETS.sub("", text.strip()) if text.endswith(")") else text
    if any(map(text.__contains__, _BESIDE_WORDS)):
        text = BESIDES.sub("", FROM.sub("", text))
    text = (HOUSE.sub("", text) if "/" in text else text).strip("()*-–— ")
    if not text or text.endswith((":", "!", "?", "…")) or any(map(str.isdigit, text)):
        return False
    if fold(text) in _ADVERTS or heads_winners(text):
        return False
    if text.endswith(".") and not _INITIALS.fullmatch(text.split()[-1]):
        return False
    count = 0
    for part in NAMES.split(RANK.sub("TS", text) if "," in text else text):
        named = _TITLE.sub("", _DID.sub("", part))
        tokens = [t.strip("().\"'“”") for t in named.split()]
        tokens = [t for t in tokens if t and fold(t) not in _SMALL]
        count += len(tokens)
        if len(tokens) > _MAX_NAME_WORDS:
            return False
        if any(not t[0].isupper() for t in tokens) and (strict or len(tokens) > 5):
            return False
    return 0 < count <= (10 if strict else 14)


#: "(Bài PR)" names nobody.
_ADVERTS = frozenset(("pr", "bai pr", "quang cao", "bai quang cao", "tai tro", "bai tai tro"))
#: Words that stand in bylines in lower case.
_SMALL = frozenset([
    "theo", "va", "and", "anh", "bai", "tin", "tong", "hop", "dich", "luoc", "bien", "by",
    "nguon", "cua", "ghi", "thuc", "hien",
])  # fmt: skip


_PRIZE = re.compile(r"giải (?:nhất|nhì|ba|tư|đặc biệt|khuyến khích|vàng|bạc|đồng)")


def heads_winners(text: str) -> bool:
    """The name of a prize, above those who won it."""
    return _PRIZE.fullmatch(text.lower().strip(" *-–:")) is not None


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


#: "Giám đốc Sở Nông nghiệp" under a name.
_OFFICE = re.compile(
    r"(?:pho |nguyen |quyen )?(?:giam doc|chu tich|truong (?:phong|khoa|ban|doan)|bi thu|hieu truong"
    r"|vien truong|chanh van phong|tong bien tap|dai bieu|chuyen gia|director|chairman)\b.*"
)


def is_office(text: str) -> bool:
    """True for what somebody is, not who."""
    return _OFFICE.fullmatch(fold(text)) is not None
