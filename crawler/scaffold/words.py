"""Other words for those of a saved page: newspaper text is protected, its structure is not.

Each word has one stand-in, so that a headline stays the same in its element and in metadata. Kept are
figures, dates, and the words by which furniture, bylines and dates are known.
"""

from __future__ import annotations

import hashlib
import re

from pipelines.fields.marks import (
    ends_article,
    heads_related,
    is_advert,
    is_comment_heading,
    is_date_line,
    is_footer,
    is_tool,
    is_tool_line,
)
from pipelines.fields.roles import find_label
from pipelines.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_VIETNAMESE_TEXT = """
an bãi bạn bến bình bông bờ bưng cá cải cam cánh cầu cây chiều cho chợ chuyến cồn cũ dài dầu dê
dưa dừa đàn đầm đất đèn đê đi đình đò đồng đường gà gạo ghe giỏ giống gió gốc gừng hai hàng hạt
hẹ hoa học hội hồng hương kênh khoai lá làm làng lành lặng lò lúa lục lưới mai mận mật me men
mía mít mưa mùa nắng nấm ngọt ngói người nhà nhãn nhịp nở nón nước ổi ong phà phù quê quán rạch
rau rơm rừng sạ sáng sáo sen sông sương suối tạm tằm tháp thóc thợ thôn thuyền tôm trăm trăng
tre trồng trưa vàng vạt vải ven vịt vườn xanh xóm xoài xuồng yên
"""
_VIETNAMESE = _VIETNAMESE_TEXT.split()
_ENGLISH_TEXT = """
a and at bamboo bank barge boat bridge by canal clay corn creek crop dawn ditch duck farm fern
ferry field for fresh from garden grove hamlet harbour harvest hill in jar lane lantern lotus
market meadow melon mill mist moon near noon of on orchard over path pier plain plum pond quiet
rain reed rice ripe river road sand seed silk small song spring straw the to tide under village
wind with wood yard
"""
_ENGLISH = _ENGLISH_TEXT.split()
#: Folded words that say what a line is; they stay wherever they stand.
_KEPT_TEXT = """
theo anh tin bai nguon thuc hien dich tong hop bien luoc video clip photo photos by source ngay
thang nam thu hai ba tu sau bay chu nhat gio phut giay cap luc dang sang trua chieu toi truoc
qua nay hom ch gmt am pm nghe doc xem them tac gia pv ttxvn trang tieng viet english vietnamese
bao online monday tuesday wednesday thursday friday saturday sunday updated published image and
va
"""
_KEPT = frozenset(_KEPT_TEXT.split())
_KNOWN_LINES = (
    ends_article, heads_related, is_advert, is_comment_heading, is_date_line, is_footer, is_tool,
    is_tool_line,
)  # fmt: skip


def reworded(text: str, language: str = "vi", names: tuple[str, ...] = ()) -> str:
    """`text` with a stand-in for each word; a known line (share, tags, date) stays as it is.

    `names` stay too: the newspaper's.
    """
    line = " ".join(text.split())
    # An address, and a name in capitals alone ("MEDIATECH", "TTXVN"), are facts and no text.
    fact = "://" in line or (" " not in line and line.isupper())
    if not line or fact or any(known(line) for known in _KNOWN_LINES):
        return text
    words = _ENGLISH if language == "en" else _VIETNAMESE

    def other(match: re.Match[str]) -> str:
        word = match[0]
        key = fold(word)
        return word if key in _KEPT else _in_case(word, _stand_in(key, words))

    label = _label(text)
    if label:
        return label + reworded(text[len(label) :], language, names)
    if not names:
        return _WORD.sub(other, text)
    parts = re.split(f"({'|'.join(map(re.escape, names))})", text)
    return "".join(part if part in names else _WORD.sub(other, part) for part in parts)


def _label(text: str) -> str:
    """The words before a name that say what its bearer did: "Chùm ảnh: "; "" where there are none."""
    said = text.lstrip(" \t\r\n(")
    found = find_label(said) if len(fold(said)) == len(said) else None
    return text[: len(text) - len(said) + found[0]] if found is not None else ""


def _stand_in(key: str, words: list[str]) -> str:
    digest = hashlib.blake2b(key.encode(), digest_size=4).digest()
    return words[int.from_bytes(digest) % len(words)]


def _in_case(model: str, word: str) -> str:
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word.capitalize() if model[0].isupper() else word
