"""Lines below a signature that are none of the text: the source's address, the next part of a series."""

from __future__ import annotations

import re

from pipelines.fields.blocks import Block
from pipelines.fields.byline import has_label, is_byline, is_source_line
from pipelines.fields.looks import RIGHT
from pipelines.fields.marks import SHORT
from pipelines.fields.model import Frame
from pipelines.text import fold

_ADDRESS = re.compile(
    r"[\W_]*(?:(?:theo|nguon(?: tin| bai| goc)?|source|(?:xem )?bai goc)[^:/]{0,30}:?\s*)(?:https?://|www\.)\S+"
)
#: Where to go on: "Link đăng ký: https://…" is the text's own, and may stand below a signature too.
_LINKED = re.compile(r"[^:/.!?]{2,40}:\s*(?:https?://|www\.)\S+")
_DATELINE = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+){0,5},\s(?:ngày|tháng|mùa|đêm)\b", re.IGNORECASE)
_NEXT = re.compile(
    r"[\W_]*(?:(?:bai|ky|phan|tin|so) (?:toi|sau|tiep|tiep theo|ke tiep|cuoi)|(?:bai|ky|phan) \d{1,2})(?: va het)?\s*[:–-]\s*\S.*"
)
_SENT = r"(?:ý kiến|đóng góp|góp ý|phản hồi|phản ánh|thắc mắc)"
#: Whom of the newspaper to write to, and how: whose draft it is or who is in need, the text itself says.
_WRITE_TO = re.compile(
    rf"[\W_]*(?:mọi|các)\s{_SENT}(?:[\s,]+(?:{_SENT}|của|quý|bạn đọc|độc giả|về|bài viết|bài báo|này|và|hoặc|liên quan))*"
    r"[\s,]+(?:xin |vui lòng |đề nghị )*(?:gửi|liên hệ)(?: (?:về|đến|tới|cho|với))?(?: địa chỉ)? (?:tòa soạn|toà soạn|ban biên tập)(?: báo)?"
    r"(?:[\s,:(]+(?:theo|qua|tại|hoặc|và|địa chỉ|email|e-mail|hộp thư|thư điện tử|số|điện thoại|đt|hotline|zalo|đường dây nóng))*"
    r"(?P<how>(?:[\s,:;()/–-]+(?:hoặc|và|email|e-mail|số|điện thoại|đt|hotline|zalo|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d.]{0,14}))+)[\s.)!]*",
    re.IGNORECASE,
)
_HOW = re.compile(r"@|\d{3}")
_MOST = 200


def closes(text: str) -> bool:
    """Whom of the newspaper to write to, by mail or telephone, and nothing else; only as the very last line."""
    if len(text) > _MOST or not ("@" in text or any(map(str.isdigit, text))):
        return False
    match = _WRITE_TO.fullmatch(text)
    return match is not None and _HOW.search(match["how"]) is not None


def is_address(text: str) -> bool:
    """Where the news was taken from, as an address: "Nguồn: https://…"."""
    return "/" in text and " " not in text[-20:] and _ADDRESS.fullmatch(fold(text)) is not None


def heads_next(text: str) -> bool:
    """What the next part of a series is called: "Kỳ tới: Ra biển lớn"."""
    return len(text) <= 2 * SHORT and ":" in text[:20] and _NEXT.fullmatch(fold(text)) is not None


def is_dateline(block: Block) -> bool:
    """Above a name: where and when it was written, "Bình Thành, ngày 4/3/2024"."""
    return bool(block.flags & RIGHT) and _DATELINE.match(block.text) is not None


def stands_below(block: Block) -> bool:
    """A line that hides no signature above it; without one it is text."""
    if is_address(block.text):
        return True
    dated = is_dateline(block) and not is_source_line(block.text)
    return dated or heads_next(block.text) or _LINKED.fullmatch(block.text) is not None


def stays_below(block: Block) -> bool:
    """What is text below a signature too: place and month, an address that is no source's."""
    linked = _LINKED.fullmatch(block.text) is not None
    return is_dateline(block) or (linked and not is_address(block.text))


def signs_pictures(frame: Frame, kept: list[int]) -> bool:
    """The only line in the system's own element, below pictures, is who took them: a story has no other text."""
    # Where structure was asked, too, pages without a text have a rule of their own.
    if len(kept) != 1 or not frame.rule.startswith("selector:"):
        return False
    block = frame.walk.blocks[kept[0]]
    apart = block.flags & RIGHT or has_label(block.text)
    above = frame.walk.blocks[frame.start : kept[0]]
    return bool(apart) and is_byline(block) and any(other.image is not None for other in above)
