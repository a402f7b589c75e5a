"""Words that say what happens on a day: a line with one is of the text, wherever it stands."""

from __future__ import annotations

import re

from pipelines.dates.leads import said
from pipelines.dates.others import section_words
from pipelines.fields.blocks import Block
from pipelines.fields.looks import LINK
from pipelines.fields.marks import is_tool, names_channel, names_related
from pipelines.fields.roles import find_label
from pipelines.text import clean

#: Whatever else the line says. Marks are kept: "từ ngày" is no "đầu tư ngày".
_EVENT = re.compile(
    r"\b(?:phát sóng|lên sóng|công chiếu|khởi chiếu|ra rạp|ra mắt|truyền hình trực tiếp|trận đấu|lượt (?:đi|về)|chung kết|bán kết|tứ kết"
    r"|diễn ra|bắt đầu|kết thúc|khai mạc|bế mạc|khởi hành|khởi công|khánh thành|động thổ|thông xe|khai trương|khai giảng|tổ chức (?:vào|lúc|ngày)"
    r"|ngày (?:thi|hội|sinh|mất|cưới|giỗ|ký|họp|bầu cử|xét xử|diễn|nhận|nộp|bán|chơi)|giờ (?:thi|đấu|bóng lăn|chiếu|diễn)|ca thi|buổi thi|lịch (?:thi|phát|chiếu|đấu|họp|tiếp)"
    r"|lễ (?:viếng|tang|truy điệu|an táng|di quan|động quan|nhập quan|cưới|ra quân)|an táng|hỏa táng|hoả táng|từ trần|qua đời"
    r"|sinh ngày|mất ngày|ban hành|hiệu lực|áp dụng|thi hành|kèm theo|căn cứ|số hiệu|kỳ quay|mở thưởng|quay số|xổ số"
    r"|hạn (?:nộp|chót|cuối|đăng ký)|thời hạn|địa điểm|kể từ|(?:từ|đến|trước|sau|hết|tới) (?:hết )?ngày|cập nhật (?:đến|tới)|tính đến|(?:từ|đến|tới)(?=\s*[\0\d])"
    r"|ảnh (?:chụp|tư liệu)|chụp (?:ngày|lúc|vào)|công báo|tâm (?:bão|áp thấp)|vtv\d|v[.-]?league"
    r"|(?:ngày|giờ|thời gian|thời điểm|lịch) (?:mở|bán|tổ chức|thi|hoàn thành|bàn giao|thực hiện|khám|học|nghỉ|trực|chiếu|diễn|đến|đi|về|nhận|nộp|trả|xảy ra)"
    r"|(?:họp|họp báo|chiếu|đón xem|thi đấu|trực tiếp|cử hành|tiến hành|xảy ra|hoàn thành|mở bán|gặp mặt|ra quân|dự báo|bản tin|sự cố|mất|nổ|cháy)(?: lúc| vào| hồi| từ)(?= |\0)"
    r"|(?:bán vé|mở bán|đăng ký|trực tiếp|tường thuật|truyền hình|thi đấu|vòng \d+)(?: trước)?(?=\s*[:\0\d]|\s*$)"
    r"|tại (?:hội trường|sân|nhà|trụ sở|trung tâm|quảng trường|khu|xã|phường|đường|số))\b"
    # What is printed and sold, or counted, has a day of its own.
    r"|\b(?:tem|sách|đĩa|album|tập (?:thơ|truyện|sách)|tiểu thuyết|cuốn|bộ phim|phim|ca khúc|báo cáo)\b[^|\0]*?(?:phát hành|xuất bản)"
    r"|\b(?:bảng giá|giá|tỷ giá|tỉ giá|lãi suất|số liệu|dữ liệu|danh sách|bản đồ|điểm chuẩn|kết quả|dự báo|bảng xếp hạng)\b[^|\0:]*?cập nhật"
)
#: With a colon behind, a number, or no clock beside the day; else it may be a section's name.
_MEETING = re.compile(
    r"\b(?:kỳ (?:họp|thi)|phiên (?:họp|tòa|toà|giao dịch)|đại hội|hội (?:nghị|thảo|chợ|thi)|lễ hội|bầu cử|giải (?:đấu|bóng)|vòng \d+|trận|chương trình|suất chiếu|tập \d+)\b"
)
_NUMBERED = re.compile(r"^[^\0]*(?:\bthứ \d|:)")
#: "12/2024/QĐ-UBND", "Quyết định số 12", "Nghị quyết ngày": decrees and letters of offices.
_DECREE = re.compile(
    r"\d\s?/\s?(?:\d{4}\s?/\s?)?[A-ZĐ]{1,5}(?:-[A-ZĐ]{2,})+"
    r"|\b(?:[Qq]uyết định|[Nn]ghị (?:quyết|định)|[Tt]hông tư|[Cc]hỉ thị|[Cc]ông (?:văn|điện)|[Kk]ế hoạch|[Tt]ờ trình|[Bb]áo cáo|[Tt]hông báo|[Vv]ăn bản|[Ll]uật|[Pp]háp lệnh|[Hh]ướng dẫn)"
    r"(?: của [^\0]*?)?\s(?:số(?:\s|:)|(?:ra |ký )?ngày(?=\s*[\0\d]))"
)
#: "Kỳ 1: Về quê": a part of a series that the line leads to.
_PART = re.compile(r"\b(?:kỳ|bài|phần|tập) \d+\s?:")
_TOPIC = re.compile(
    r"/(?:su-kien|dong-su-kien|chu-de|chuyen-de|topics?|tags?|tac-gia|authors?|phong-vien)(?:/|-)"
)
_ADDRESS = re.compile(r"\d{4,}|/[^/]*(?:-[^/-]+){4}")
#: A headline has so many words; a section fewer.
_HEADLINE = 5
#: Beside a date that is a link its weekday may be left.
_DAY = 3


def tells_event(parts: list[str], mark: str, *, clock: bool) -> bool:
    """True where a line says what its day is the day of.

    `parts` are the line's, cut at bars and dashes, with `mark` for each date; what a bar keeps apart
    from the date counts where a colon makes it the label of the line.
    """
    return any(
        _tells_event(part, clock=clock, apart=mark not in part) for part in parts if part.strip()
    )


def _tells_event(part: str, *, clock: bool, apart: bool) -> bool:
    if _DECREE.search(part):
        return True
    low = part.lower()
    event = _EVENT.search(low) or _PART.search(low)
    if event:
        return not apart or ":" in low[event.start() :]
    if apart:
        return False
    if _MEETING.search(low) and (not clock or _NUMBERED.search(low)):
        return True
    label = find_label(part.strip(" *(["))
    # Under a picture; a photographer's name beside the headline has the clock with it.
    return label is not None and label[1] == "photo" and not clock


def leads_away(block: Block | None) -> bool:
    """True where the line's words are the headline of another article, and lead to it."""
    if block is None or not block.share(LINK):
        return False
    own = section_words(block)
    for link in (block.element, *block.element.iter("a")):
        href = link.get("href") or ""
        words = clean("".join(link.itertext()))
        if link.tag != "a" or words in own or is_tool(words) or names_channel(words):
            continue
        if names_related(words) or _is_headline(words, href):
            return True
    return False


def _is_headline(words: str, href: str) -> bool:
    if len(words.split()) < _HEADLINE or "//" in href or href.startswith("#"):
        return False
    if len(said(words)) < _DAY:
        return False  # the day itself leads to what else is of that day
    return _ADDRESS.search(href) is not None and _TOPIC.search(href) is None
