"""Labels of bylines and the roles they give: "Bài, ảnh:", "Đồ họa:", "Theo"."""

from __future__ import annotations

import re

from pipelines.text import fold

#: Folded label to role; the longer ones first.
_ROLES = (
    (
        (
            r"(?:tin|bai)(?: viet)?\s*(?:,|va|-|&|/)\s*(?:anh|hinh(?: anh)?)"
            r"(?:\s*(?:,|va|-|&|/)\s*(?:video|clip|do hoa))*|(?:tin|bai) (?:anh|hinh)(?=\s*:)"
            r"|(?:anh|hinh(?: anh)?)\s*(?:,|va|-|&|/)\s*(?:tin|bai)(?: viet)?|(?:text|story|words) and photos?(?: by)?"
        ),
        "text_photo",
    ),
    (
        r"(?:(?:phong su |chum |bo )?anh|hinh(?: anh)?)(?:\s*(?:,|va|-|&|/)\s*(?:video|clip))*|photos?(?: by)?",
        "photo",
    ),
    (r"videos?(?: by)?|clip|quay phim|dung(?: phim| hinh| video)?", "video"),
    (
        (
            r"(?:thiet ke )?do hoa|infographics?|thiet ke|trinh bay|dan trang|ky thuat|layout|design"
            r"|graphics?(?: by)?|minh hoa|hoa si"
        ),
        "graphics",
    ),
    (r"theo|nguon(?: tin)?|source|from|according to", "source"),
    (r"(?:bien |luoc )?dich|nguoi dich|translated by|translation", "translator"),
    (r"tong hop|bien soan|bien tap(?! vien)|suu tam|compiled by|edited by", "compiler"),
    (
        (
            r"(?:(?:duoc )?(?:viet|dang|gui|soan) )?boi|nguoi (?:dang|gui)|posted by|written by"
            r"|(?:bai|tin)(?: viet)?|(?:nhom )?tac gia|nhom thuc hien|thuc hien|nguoi viet|phong vien|cong tac vien|bien tap vien|pv|ctv|btv|by|author"
            r"|reported by|story by|noi dung|loi(?: binh)?|nhac va loi|kich ban|ky cua|(?:ghi chep|but ky|phong su|ky su)(?: cua)?"
            r"|(?:tho|truyen ngan|tan van|tuy but)(?: cua)?"
        ),
        "author",
    ),
)
_LABELS = [
    (re.compile(rf"[(\s-]*(?:{words})(?:\s*[:.]\s*|\s+(?=\S))"), role) for words, role in _ROLES
]


_COLON = re.compile(r"[:.]\s*$")
#: How the words of labels are written. Without a colon only these are labels: "Ảnh Tuấn" names who took the
#: picture, "Anh Tuấn" is somebody's name, and so are "Thọ Sơn", "Tín Huy" and "Lợi Minh".
_WRITTEN = frozenset([
    "tin", "bài", "viết", "ảnh", "hình", "và", "video", "videos", "clip", "đồ", "họa", "hoạ",
    "thiết", "kế", "trình", "bày", "dàn", "trang", "kỹ", "kĩ", "thuật", "quay", "phim", "dựng",
    "theo", "nguồn", "biên", "lược", "dịch", "người", "tổng", "hợp", "soạn", "tập", "được",
    "đăng", "gửi", "bởi", "tác", "giả", "thực", "hiện", "phóng", "viên", "pv", "nội", "dung",
    "lời", "bình", "kịch", "bản", "ghi", "chép", "bút", "ký", "kí", "sự", "của", "thơ", "truyện",
    "ngắn", "tản", "văn", "tùy", "tuỳ", "text", "and", "photo", "photos", "by", "story",
    "infographic", "infographics", "graphic", "graphics", "layout", "design", "source", "from",
    "according", "to", "translated", "translation", "compiled", "edited", "posted", "written",
    "author", "reported", "chùm", "bộ", "ctv", "btv", "cộng", "tác", "words", "sưu", "tầm", "minh",
])  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


def find_label(text: str) -> tuple[int, str] | None:
    """Where the label at the beginning of a text ends, and its role; None: there is none.

    >>> find_label("Ảnh Minh"), find_label("Anh Minh")
    ((4, 'photo'), None)
    """
    folded = fold(text)
    for pattern, role in _LABELS:
        match = pattern.match(folded)
        if match:
            label = text[: match.end()]
            words = _WORD.findall(label.lower())
            # "Dung Nhi" is somebody's name, "Nội dung" a label.
            told = _COLON.search(label) or (_WRITTEN.issuperset(words) and words != ["dung"])
            return (match.end(), role) if told else None
    return None
