"""Small words of the lines that print when a page is of, and which of them make a line of the text."""

from __future__ import annotations

import re

from pipelines.text import fold

#: Words that stand beside dates in lower case; more than a few others make a sentence.
_OF_DATES = frozenset([
    "thu", "hai", "ba", "tu", "nam", "sau", "bay", "nhat", "chu", "ngay", "thang", "luc", "gio",
    "phut", "giay", "luot", "xem", "doc", "binh", "luan", "cap", "nhat", "dang", "tai", "boi",
    "theo", "tac", "gia", "sang", "trua", "chieu", "toi", "truoc", "xuat", "ban", "chinh",
    "sua", "lan", "cuoi", "in", "bai", "gui", "email", "chia", "se", "thich", "nguoi", "dua",
    "tin", "at", "on", "by", "in", "of", "the", "am", "pm", "gmt", "ago", "updated",
    "published", "posted", "last", "modified", "views", "view", "read", "min", "mins",
    "minutes", "hours", "comments", "comment", "share", "utc", "tao", "duoc", "khoi", "viet",
])  # fmt: skip
#: Texts tell so when something takes place ("Mở bán: 9h, 21/11/2026"), and labels when it was posted.
_OF_LABELS = frozenset(["h", "vao", "admin"])
LOWER = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZÀ-ÖØ-ÞĂĐƠƯẠ-Ỹ][^\W\d_]*")
#: Buttons and counters that are more words: "In bài viết này", "Thời gian đọc: 4 phút".
_TOOLS = re.compile(
    r"\bin bài viết này|thời gian đọc\s?:?\s?\d+ phút|theo dõi [^.,;:]{2,40} trên google news",
    re.IGNORECASE,
)
#: "Đăng lúc 09h15", "Người đăng: admin", "Cập nhật vào", and no "Đăng ký vào 9h".
_LABEL = re.compile(
    r"(?:^|[|•·–—,(\[-])\W{0,4}(?:(?:bai(?: viet)?|tin|duoc|da|ngay|gio|thoi gian|nguoi|lan|moi)\s+)*"
    r"(?:cap nhat|chinh sua|dang(?: bai| tin| tai)?|xuat ban|dua tin|gui(?: bai| tin)?|posted|published|updated)"
    r"(?:\s+(?:cuoi(?: cung)?|moi nhat))?(?=\s*:|\s+(?:luc|ngay|vao|boi|by|on|at|\d))"
)
#: An account between bars: "admin | 05/03/2024".
_ACCOUNT = re.compile(r"(?:^|[|•·–—-]|\b(?:boi|by))\s*admin\s*(?=[|•·–—-]|$)")
#: A clock as "09h15" beside a day and nothing else; the day's own word stands behind its weekday.
_CLOCK_ALONE = re.compile(
    r"[(\s]{0,3}(?:(?:thu (?:hai|ba|tu|nam|sau|bay|\d)|chu nhat)\W+(?:ngay\b)?)?[\W\d]*(?<=\d)\s?h[\W\d]*(?:gmt[\W\d]*)?"
)


def words_beside(text: str) -> int:
    """How many words in lower case are none that stand beside dates."""
    bare = _TOOLS.sub(" ", text)
    words = [fold(word) for word in LOWER.findall(bare) if word[0].islower()]
    others = [word for word in words if word not in _OF_DATES]
    if others and not _OF_LABELS.isdisjoint(others):
        known = _of_labels(fold(bare))
        others = [word for word in others if word not in known]
    return len(others)


def _of_labels(folded: str) -> frozenset[str]:
    """Which of the words of labels stand as such in a line."""
    if _LABEL.search(folded):
        return _OF_LABELS
    known = {"admin"} if _ACCOUNT.search(folded) else set()
    if _CLOCK_ALONE.fullmatch(folded):
        known.add("h")
    return frozenset(known)
