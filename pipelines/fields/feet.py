"""The foot of a page: whose the newspaper is, who answers for it, under which licence, with which rights.

Articles use the same words ("… khai thác cát không có giấy phép.", "Tổng Biên tập Báo … trao quà"). A line
is the foot by how it is made: it begins with the label, names the licence by number and office, the editor
behind a colon. Patterns are linear and run on short folded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.fields.blocks import Block
from pipelines.fields.marks import fold, is_footer, runs_on

_MAX = 600
_HOUSE = r"(?:bao|tap chi|dai|cong|trang|chuyen trang|website|toa soan|ban bien tap|cong ty|ttxvn|thong tan xa)"
#: Where a label of the foot may begin: with the line, or behind another one.
_BEGINS = r"(?:^|[.;|•·©®]|\s[-–—]\s)[\W_]*"
#: Who licenses newspapers; "12/GP-UBND" allows somebody to dig for sand.
_NUMBER = r"\d{1,6}\s?/\s?(?:\d{4}\s?/\s?)?gp(?:xb|hd)?\s?[-–—]?\s?(?:b?t{2,4}\b|stt|ttdt|cbc|cuc bc|bc\b|xb|ptth|b?vh|qlpt)"
_LICENCE = (
    rf"{_BEGINS}(?:so )?(?:giay phep|gp|gpxb|licen[cs]e)\b[^;]{{0,140}}?{_NUMBER}"
    r"|^[\W_]*(?:so )?giay phep(?: hoat dong| xuat ban| bao chi| thiet lap)?(?: so)?\s*:\s*(?:so )?\d+\s?(?:[/,;.–-]|$|do\b|ngay\b|cap\b|gp)"
    r"|^[\W_]*(?:so )?giay phep (?:(?:hoat dong|thiet lap|mo) )?(?:cua )?(?:trang|bao|tap chi|chuyen trang|mang)\b[^.;]{0,120}\d"
    r"|^[\W_]*giay phep xuat ban\b[^.;]{0,60}\bso\b"
    rf"|^[\W_]*licen[cs]e no\b|{_BEGINS}licen[cs]e no[\s.:]*\d"
)
_EDITOR = (
    rf"{_BEGINS}(?:(?:q\.|quyen|pho|phu trach) ?)?tong bien tap\b(?![^:]{{0,60}}:\s*[“\"‘'])[^:.!?]{{0,60}}:\s*\S"
    rf"|{_BEGINS}editor.in.chief\s*:"
)
_OWNER = rf"{_BEGINS}co quan (?:chu quan|ngon luan)\s*:|{_BEGINS}(?:dia chi |tru so )?toa soan(?: va tri su)?\s*:"
_RIGHTS = (
    r"^[\W_]*(?:©|®)|©\s*(?:copyright|\d{4}|ban quyen|bao\b|all)|all rights? reserved|^[\W_]*copyright\b(?! la\b)"
    r"|copyright\s*(?:©|\(c\)|@|\d{4})"
    rf"|^[\W_\d]*(?:toan bo |moi )?ban quyen(?: ©)?(?: \d{{4}})? (?:noi dung )?(?:thuoc(?: ve)?|boi|cua) {_HOUSE}\b"
    r"|toan bo ban quyen thuoc|ban quyen va phat trien boi|giu ban quyen (?:noi dung|website|trang)|^[\W_]*ban quyen[\W_]*$"
)
_AGAIN = (
    r"(?:phat hanh|dang(?: tai)?|su dung|trich dan|sao chep|khai thac|dan)(?: lai)?"
    r" (?:cac |moi )?(?:thong tin|noi dung|bai viet|tin,? bai)"
)
_SOURCE = (
    r"^[\W_]*(?:vui long |de nghi |yeu cau |xin )?ghi ro nguon\s*(?:[“\"‘':]|bao\b|tap chi|dai\b|theo\b|khi\b|www|[a-z\d]+\.[a-z])"
    rf"|{_AGAIN}\b[^!?]{{0,160}}\bghi ro nguon(?! goc)|\bghi ro nguon(?! goc)[^!?]{{0,120}}\b{_AGAIN}"
    r"|\bghi ro nguon(?! goc)[^!?]{0,80}\b(?:website|trang|bao) nay"
)
_FOOT = re.compile(f"{_LICENCE}|{_RIGHTS}|{_SOURCE}")
#: What may be said in an article too, behind the same label: "Tòa soạn: Cảm ơn bạn đã gửi thư …".
_SAID = re.compile(f"{_EDITOR}|{_OWNER}")
#: Address and telephone: the newspaper's, or those of a family in need.
_CONTACT = re.compile(
    r"[\W_]*(?:dia chi|tru so)\s*:.*(?:dien thoai|dt|email|fax)\s*:|[\W_]*hotline\s*:"
)
#: What the newspaper says of itself; below its writer's name it is the foot.
_OF_HOUSE = re.compile(
    rf"[\W_]*(?:{_HOUSE}\b.{{0,80}}\bhoat dong theo giay phep\b|duong day nong\s*:|tru so(?: chinh)?\s*:"
    r"|nguoi chiu trach nhiem (?:noi dung|xuat ban)\b|(?:thiet ke va )?phat trien boi\b|co quan cua dang bo\b)"
)
#: A line beside it in the same box that is the foot stands no farther.
_NEAR = 3
#: The editor's name behind the office, without a colon.
_NAMED_EDITOR = re.compile(r"(?:Tổng [Bb]iên [Tt]ập|TỔNG BIÊN TẬP)(?:\s[A-ZĐÀ-Ỹ][^\s.,:]*){2,5}")


@lru_cache(maxsize=4096)
def is_foot(text: str) -> bool:
    """A line of the page's foot; a sentence that holds such words is text."""
    if len(text) > _MAX or not is_footer(text):
        return False
    folded = fold(text)
    if _FOOT.search(folded) or _NAMED_EDITOR.fullmatch(text):
        return True
    return _SAID.search(folded) is not None and not runs_on(text)


@lru_cache(maxsize=4096)
def is_contact(text: str) -> bool:
    """An address with a telephone, or a hot line: whose, only its place tells."""
    return len(text) <= _MAX and is_footer(text) and _CONTACT.match(fold(text)) is not None


@lru_cache(maxsize=4096)
def is_of_house(text: str) -> bool:
    """Who answers for a newspaper and where it is; whose line it is, only its place tells."""
    return len(text) <= _MAX and _OF_HOUSE.match(fold(text)) is not None


def begins_foot(blocks: Sequence[Block], index: int) -> bool:
    """A line of the foot, or an address in one box with such a line right behind it."""
    text = blocks[index].text
    if is_foot(text):
        return True
    if not is_contact(text):
        return False
    box = blocks[index].element.getparent()
    behind = blocks[index + 1 : index + 1 + _NEAR]
    return any(other.element.getparent() is box and is_foot(other.text) for other in behind)
