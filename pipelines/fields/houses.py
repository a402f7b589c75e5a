"""Offices, desks and newspapers that sign an article in place of a person, told from slogans by how they are written."""

from __future__ import annotations

import re

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block
from pipelines.fields.byline import NAMES, is_source_line
from pipelines.fields.looks import RIGHT, STRONG
from pipelines.fields.persons import are_persons
from pipelines.fields.press import is_press

_MOST = 80
#: What an office is called; behind the same word a slogan goes on otherwise ("Đoàn kết", "Tổ quốc", "Phòng bệnh").
_HEAD = re.compile(
    r"(?:trung tâm|cục|chi cục|tổng cục|công an|cảnh sát|ủy ban|uỷ ban|ubnd|bệnh viện|văn phòng|tạp chí|công ty|bảo hiểm xã hội"
    r"|điện lực|liên đoàn|mặt trận|tỉnh đoàn|thành đoàn|huyện đoàn|câu lạc bộ|thư viện|bảo tàng|kho bạc|ngân hàng|chi nhánh"
    r"|quân khu|lữ đoàn|hợp tác xã|thông tấn xã|bộ chỉ huy|học viện|đại học|thanh tra|viện kiểm sát|tòa án|toà án|hạt kiểm lâm"
    r"|phòng(?! bệnh| chống| ngừa| cháy| dịch)|sở(?! hữu| thích)|ban(?! mai| đầu| ngày| công)|hội(?! nhập| tụ| ngộ| họp)"
    r"|đoàn(?! kết| viên| tụ| tàu)|trường(?! tồn| kỳ| sa\b)|viện(?! trợ)|đài(?! tưởng)|báo(?! động| hiếu| ơn| cáo)|quỹ"
    r"|tổ(?! quốc| ấm| tiên| chức)|đội(?! ngũ| ơn)|bộ(?! đội| mặt)|khoa(?! học)|trạm|vụ(?! mùa| án))\s(?P<rest>\S.*)"
)
_DESKS = re.compile(
    r"(?:ban biên tập|tòa soạn|toà soạn|nhóm (?:phóng viên|pv|ctv|cộng tác viên|tác giả|biên tập viên))(?:\s(?P<rest>.+))?"
)
#: Where an office belongs, in lower case: "Công an tỉnh Mẫu".
_OF = re.compile(r"(?:tỉnh|huyện|xã|phường|thành phố|thị xã|quận|tp|khu vực|trung ương|nhân dân)\b")
#: Words of sentences: "Công an nhân dân vì nước quên thân".
_SAYS = re.compile(
    r"\b(?:là|vì|để|đã|sẽ|đang|hơn|không|hãy|được|cho|trên|khi|nếu|phải|cần|luôn|mãi|ghi|bị|có|nói|làm|xin|chào|mừng|này|thế|nào)\b"
)
_SOURCE = re.compile(r"(?:[Tt]heo|THEO|[Nn]guồn(?: tin)?\s?:)\s+(?P<who>[^().:;!?…\d]{3,60})")
_CALLED = re.compile(
    r"(?<![a-z])(?:authors?|tac-?gia|byline|but-?danh|has-text-align-right|text-right|align-right)(?![a-z])"
)
_BETWEEN = re.compile(r"\s*(?:,|/|\s[-–]\s)\s*")
_MOST_WORDS = 4
_APART = 0.8
#: Of verse and slogans, behind the name of an office.
_PRAISES = re.compile(
    r"\b(?:cùng|về|đồng hành|xưa|đi|đến|lên|xuống|giữa|khắp|bên|nơi|thắp|hướng|yêu|nhớ)\b"
)
#: Words that people, places and seasons are called by too, and what makes an office of them.
_LOOSE = re.compile(r"(?:trường|đoàn|hội|khoa|viện|đội|quỹ|tổ|bộ|trạm|vụ|ban|đài|báo)\s")
_FORMAL = re.compile(
    r"\b(?:tỉnh|huyện|xã|phường|thành phố|thị xã|quận|tp|trung ương|đại học|cao đẳng|trung cấp|thpt|thcs|tiểu học|mầm non"
    r"|chính trị|nông dân|phụ nữ|cựu chiến binh|nhà báo|chữ thập đỏ|văn học|thanh niên|tncs|tuyên giáo|biên tập|chỉ huy"
    r"|quản lý|dân vận|tổ chức|nội chính|dân tộc|truyền thanh|phát thanh|truyền hình)\b"
)
#: What divides names, and within an office's name joins its fields: "Phòng Văn hóa - Thông tin".
_STROKES = re.compile(rf"(?:{NAMES.pattern})|(?<=\w\w)-(?=[A-ZĐÀ-Ỹ])")
#: From here on, each stands for one separator that divides no names.
_KEPT = 0xE010
_OF_PRESS = ("báo ", "tạp chí ", "đài ")


def is_house(text: str) -> bool:
    """An office or a desk by its name.

    >>> is_house("Phòng Cảnh sát giao thông"), is_house("Phòng bệnh hơn chữa bệnh"), is_house("Tổ quốc ghi công")
    (True, False, False)
    """
    if len(text) > _MOST or text.endswith((".", "!", "?", "…", ":", ",", ";")):
        return False
    lower = text.lower()
    if any(map(str.isdigit, text)) or _SAYS.search(lower):
        return False
    head = _DESKS.fullmatch(lower) or _HEAD.fullmatch(lower)
    if head is None or not text[0].isupper():
        return False
    # "Trường Giang - Lê Mẫu" are people.
    if (text.istitle() or text.isupper()) and are_persons(NAMES.split(text)[0]):
        return False
    rest = head["rest"]
    return rest is None or text[head.start("rest")].isupper() or _OF.match(rest) is not None


def signs_as_house(block: Block) -> bool:
    """On the right, or in an element that is called so, as newspapers set a signature: an office, several sources."""
    if not block.flags & RIGHT and not _is_called_so(block.element):
        return False
    return _is_signature(block) or _are_sources(block.text)


def _is_signature(block: Block) -> bool:
    """An office that signs: no verse ("Trường Mẫu nắng tây mưa") and no slogan set on the right."""
    text = block.text
    lower = text.lower()
    if not is_house(text) or _PRAISES.search(lower):
        return False
    if "," in text and "," in keep_houses(text)[0]:
        return all(is_house(name) or are_persons(name) for name in NAMES.split(text))
    plain = block.share(STRONG) <= _APART and not _is_called_author(block.element)
    return not plain or _LOOSE.match(lower) is None or _FORMAL.search(lower) is not None


def _are_sources(text: str) -> bool:
    """Several newspapers in a row: "Theo Tuổi Trẻ, Dân trí"."""
    match = _SOURCE.fullmatch(text)
    if match is None or is_source_line(text):
        return False
    names = _BETWEEN.split(match["who"])
    return all(name[:1].isupper() and len(name.split()) <= _MOST_WORDS for name in names)


def _is_called_author(element: HtmlElement) -> bool:
    called = _CALLED.search((element.get("class") or "").lower())
    return called is not None and "right" not in called[0]


def _is_called_so(element: HtmlElement) -> bool:
    """Its class, or that of the one around it, says "author", or that it stands on the right."""
    around = element.getparent()
    called = f"{element.get('class') or ''} {'' if around is None else around.get('class') or ''}"
    return _CALLED.search(called.lower()) is not None


def keep_houses(text: str) -> tuple[str, dict[str, str]]:
    """The text with a sign for each separator within an office's name, and what each sign stands for.

    An office's fields are written as no names of people are ("Nông nghiệp và Môi trường"); a comma
    among them needs an "and" behind it.
    """
    cuts = list(_STROKES.finditer(text))
    ends = [0, *(cut.end() for cut in cuts)]
    pieces = [
        text[start:stop]
        for start, stop in zip(ends, [*(cut.start() for cut in cuts), len(text)], strict=True)
    ]
    kept: set[int] = set()
    for first, piece in enumerate(pieces[:-1]):
        if first - 1 in kept or not _has_fields(piece):
            continue
        commas = not piece.lower().startswith(_OF_PRESS)
        joined: list[int] = []
        for index in range(first, len(cuts)):
            comma = "," in cuts[index][0]
            if not _is_field(pieces[index + 1]) or "/" in cuts[index][0] or (comma and not commas):
                break
            joined.append(index)
        while joined and "," in cuts[joined[-1]][0]:
            joined.pop()
        kept.update(joined)
    signs = {chr(_KEPT + index): cuts[index][0] for index in kept}
    for index in sorted(kept, reverse=True):
        text = text[: cuts[index].start()] + chr(_KEPT + index) + text[cuts[index].end() :]
    return text, signs


def _has_fields(piece: str) -> bool:
    """An office whose name may go on; in capitals alone it may be somebody called so ("Đoàn Giỏi")."""
    piece = piece.strip(" (")
    return is_house(piece) and not piece.istitle() and not piece.isupper()


def _is_field(piece: str) -> bool:
    """What an office is for ("Môi trường xã Mẫu"): no name, no other office, no newspaper."""
    words = piece.strip(" )").split()
    if _OF.match(piece):
        return True
    if len(words) < 2 or not words[0][0].isupper() or not words[1][0].islower():
        return False
    lower = " ".join(words).lower()
    return not (_HEAD.fullmatch(lower) or _DESKS.fullmatch(lower) or is_press(lower))
