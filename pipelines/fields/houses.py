"""Offices, desks and newspapers that sign an article in place of a person, told from slogans by how they are written."""

from __future__ import annotations

import re

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block
from pipelines.fields.byline import NAMES, is_source_line
from pipelines.fields.looks import RIGHT
from pipelines.fields.persons import are_persons

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
    return is_house(block.text) or _are_sources(block.text)


def _are_sources(text: str) -> bool:
    """Several newspapers in a row: "Theo Tuổi Trẻ, Dân trí"."""
    match = _SOURCE.fullmatch(text)
    if match is None or is_source_line(text):
        return False
    names = _BETWEEN.split(match["who"])
    return all(name[:1].isupper() and len(name.split()) <= _MOST_WORDS for name in names)


def _is_called_so(element: HtmlElement) -> bool:
    """Its class, or that of the one around it, says "author", or that it stands on the right."""
    around = element.getparent()
    called = f"{element.get('class') or ''} {'' if around is None else around.get('class') or ''}"
    return _CALLED.search(called.lower()) is not None
