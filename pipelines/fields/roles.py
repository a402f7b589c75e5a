"""Labels of bylines and the roles they give: "Bài, ảnh:", "Đồ họa:", "Theo"."""

from __future__ import annotations

import re

#: Folded label to role; the longer ones first.
_ROLES = (
    (
        (
            r"(?:tin|bai)(?: viet)?\s*(?:,|va|-|&|/)\s*(?:anh|hinh)(?: anh)?"
            r"(?:\s*(?:,|va|-|&|/)\s*(?:video|clip|do hoa))*|text and photos?"
            r"|story and photos?"
        ),
        "text_photo",
    ),
    (r"(?:anh|hinh)(?: anh)?|photos?(?: by)?", "photo"),
    (r"videos?(?: by)?|clip|quay phim|dung phim", "video"),
    (
        (
            r"(?:thiet ke )?do hoa|infographics?|thiet ke|trinh bay|dan trang|ky thuat|layout|design"
            r"|graphics?(?: by)?"
        ),
        "graphics",
    ),
    (r"theo|nguon(?: tin)?|source|from|according to", "source"),
    (r"(?:bien |luoc )?dich|nguoi dich|translated by|translation", "translator"),
    (r"tong hop|bien soan|bien tap|compiled by|edited by", "compiler"),
    (
        (
            r"(?:duoc )?(?:viet|dang|gui|soan) boi|nguoi (?:dang|gui)|posted by|written by"
            r"|(?:bai|tin)(?: viet)?|tac gia|thuc hien|nguoi viet|phong vien|pv|by|author"
            r"|reported by|story by|noi dung|loi(?: binh)?|kich ban|(?:ghi chep|but ky|phong su|ky su)(?: cua)?"
            r"|(?:tho|truyen ngan|tan van|tuy but)(?: cua)?"
        ),
        "author",
    ),
)
_LABELS = [
    (re.compile(rf"[(\s-]*(?:{words})(?:\s*[:.]\s*|\s+(?=\S))"), role) for words, role in _ROLES
]


def find_label(folded: str) -> tuple[int, str] | None:
    """Where the label at the beginning of folded text ends, and its role; None: there is none."""
    for pattern, role in _LABELS:
        match = pattern.match(folded)
        if match:
            return match.end(), role
    return None
