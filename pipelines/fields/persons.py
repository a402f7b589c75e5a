"""What Vietnamese people are called: family names, and syllables of given and pen names.

Where nothing else says that a line in capitals is a person ("Tấn Lộc", and not "Hồ Gươm"), its words do.
"""

from __future__ import annotations

import re
import unicodedata

from pipelines.fields.byline import NAMES

_MOST_WORDS = 5
#: What somebody did or is, behind the names: "Tấn Lộc (tổng hợp)".
_BEHIND = re.compile(r"\s*\([^()]{1,60}\)$")
#: "Hoà" and "Thuý" are "Hòa" and "Thúy"; "Quý" is written one way.
_TONE = re.compile(r"(?<!q)(?:o[àáảãạ]|u[ỳýỷỹỵ])$")
_MOVED = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip

_FAMILY = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đinh đoàn trịnh trương mai lâm"
    " phùng tô tạ hà cao châu thái tăng lưu lương vương quách triệu la thạch sơn danh kim từ kiều nghiêm tống"
    " chu bạch diệp khổng lục mạc ngụy ninh ông quan thân tôn trầm vi viên văn âu nông hứa giang doãn đàm"
)
#: What pen names are made of: "Tấn Lộc", "Minh Thư".
_GIVEN = (
    "an anh ánh ái ân bảo bách băng bích bình bằng ca cảnh cẩm chi chí chiến chinh chính chung chương công cúc cường"
    " dân danh dao diễm diễn diệp diệu dũng dung duy duyên dương đan đạo đạt điệp đình định đoan đô đông đồng đức"
    " gia giang giao hà hạ hải hằng hạnh hào hảo hân hậu hiên hiền hiển hiếu hiệp hoa hòa hoài hoan hoàn hoàng hoạt"
    " hồng hợp huân huấn huệ hùng huy huyền hưng hương hường hữu kha khải khang khánh khoa khôi khuê khương kiên"
    " kiệt kiều kim kỳ lam lan lành lâm lân lập liên liêm liễu linh lĩnh loan long lộc lợi luân luận lụa lực lương"
    " ly mai mạnh mây mẫn mi minh my mỹ nam nga ngà ngân nghi nghĩa nghiêm ngọc nguyên nguyệt nhã nhân nhàn nhật nhi"
    " nhiên nhung như nhựt nữ oanh phan phát phi phong phú phúc phước phương phượng phụng quang quân quế quốc quý"
    " quyên quyền quyết quỳnh sang sáng sinh song sơn sương tài tâm tân tấn tập thạch thái thảo thạnh thanh thành"
    " thắm thắng thân thế thi thiên thiện thiệu thìn thịnh thoa thọ thông thơ thu thuần thuận thúy thủy thụy thư"
    " thương thường thy tiên tiến tình tín toàn toản tố trang trâm trân trí trinh trình trọng trúc trung trường tú"
    " tuân tuấn tuệ tùng tuyên tuyến tuyền tuyết tường vân vi việt vinh vĩnh vịnh vũ vui vượng vỹ xuân xuyến yên yến"
    " ý đăng đào lê văn võ khắc bá đắc thùy uyên tường nghị khiêm nhất hiệu lệ hiện ninh"
)
_FAMILIES, _SYLLABLES = frozenset(_FAMILY.split()), frozenset(f"{_GIVEN} {_FAMILY}".split())


def are_persons(text: str) -> bool:
    """Every name of a line is made like a person's: a family name and more, or syllables of given names.

    >>> are_persons("Tấn Lộc - Lê Văn Mẫu"), are_persons("Tết Nguyên Đán"), are_persons("Hồ Gươm")
    (True, False, False)
    """
    names = [name for name in NAMES.split(_BEHIND.sub("", text.strip()).strip("()*-–— ")) if name]
    return bool(names) and all(map(_is_person, names))


def _is_person(name: str) -> bool:
    written = unicodedata.normalize("NFC", name).lower().split()
    words = [_TONE.sub(lambda tone: _MOVED[tone[0]], word) for word in written]
    if not 2 <= len(words) <= _MOST_WORDS:
        return False
    if words[0] in _FAMILIES and len(words) > 2:
        return True
    return all(word in _SYLLABLES for word in words)
