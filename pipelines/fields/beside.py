"""The byline in the article's head: labelled, or a name beside the printed date.

Beside a date stand sections, places, counters and the newspaper's own name as well, and some look
like people ("Văn Hóa | 14/09/2024"). What the page links to as anything but an author is none.
"""

from __future__ import annotations

import re

from pipelines.document import Document
from pipelines.fields.author_links import is_author, links_author, links_named
from pipelines.fields.blocks import Block
from pipelines.fields.byline import COUNTED, has_label, is_source_line, looks_like_names
from pipelines.fields.houses import is_house
from pipelines.fields.looks import HEADING, LINK
from pipelines.fields.marks import date_part, ends_article, heads_related, is_date_line
from pipelines.fields.model import Frame
from pipelines.fields.notices import is_notice
from pipelines.fields.persons import are_persons
from pipelines.fields.places import PLACES
from pipelines.fields.press import is_press
from pipelines.fields.roles import find_label
from pipelines.fields.rows import Row, are_buttons, row_of
from pipelines.items import Source
from pipelines.text import fold

_MAX_LINE, _MOST_WORDS = 160, 6
#: So many lines above the headline may hold its date and writer.
_ABOVE = 3
#: Writers of one word: what they are, an agency, initials.
_ONE_WORD = re.compile(
    r"p\.?v|ctv|btv|ttxvn|(?:[^\W\d_]\.){1,3}\s?[^\W\d_]{1,7}\.?|(?:[^\W\d_]\.){2,4}"
)
#: Begins no name; with its marks, for "Thu Hà" and "Bảo Ngọc" are people.
_NOT_NAME_STARTS = (
    "thứ ", "giờ ", "chủ nhật", "báo ", "đài ", "tạp chí ", "in bài", "chia sẻ", "lượt ", "gửi ",
    "trang ", "cổng ", "sở ", "tp ", "tp. ", "tỉnh ", "huyện ", "thành phố ", "thị xã ",
    "phường ", "xã ", "chuyên mục", "đọc ", "nghe ", "xem ", "tin ", "bài ", "cỡ chữ", "theo dõi",
)  # fmt: skip
#: Ends a label: "Published by", "Published on", "Đăng bởi".
_LED = (" by", " on", " boi")
#: Weekdays as templates without marks print them.
_WEEKDAYS = frozenset(f"thu {day}" for day in ("hai", "ba", "tu", "nam", "sau", "bay"))
_SECTIONS = (
    "thoi su|chinh tri|kinh te|xa hoi|van hoa|the thao|giao duc|y te|suc khoe|phap luat|quoc te|the gioi"
    "|trong nuoc|du lich|khoa hoc|cong nghe|giai tri|doi song|ban doc|bat dong san|moi truong|an ninh"
    "|quoc phong|nong nghiep|nong thon|doanh nghiep|tai chinh|ngan hang|thi truong|viec lam|lao dong"
    "|xay dung|giao thong|do thi|nghe thuat|van nghe|phong su|ky su|goc nhin|tin tuc|tieu diem|su kien"
    "|dia phuong|dan toc|ton giao|chuyen doi so|xe|am thuc|gia dinh|gioi tre|nhip song|da phuong tien"
    "|trang chu|google news|facebook|zalo|world news|top stories|local news"
)
OF_SECTIONS = re.compile(rf"(?:(?:{_SECTIONS})(?:\s?[,&/-]\s?|\sva\s|\s|$))+")


def beside_headline(document: Document, frame: Frame, own: set[str]) -> Source | None:
    """The byline around the headline; `own`: folded names of the site, which writes nothing."""
    blocks = frame.walk.blocks
    above = blocks[max(0, frame.above - _ABOVE) : frame.above] if frame.headline is not None else []
    # Above the headline stand the site's own lines too: there the date is in the same one.
    names = _names(document, frame.head, own) or [
        (block, name)
        for block, name in _names(document, above, own, undated=False)
        if date_part(block.text) or links_author(block)
    ]
    names = [(block, name) for block, name in names if not _heads_text(frame, block, name)]
    # "Newsroom" may stand before "By Jane Sample".
    labelled = (name for _block, name in names if _is_labelled_writer(name))
    name = next(labelled, names[0][1] if names else None)
    return Source("structure", name) if name else None


def _heads_text(frame: Frame, block: Block, name: str) -> bool:
    """A line of the text's own element that only looks like a name: its first sub-heading."""
    if frame.inside.start < frame.top or has_label(name) or links_author(block):
        return False
    inside = frame.walk.blocks[frame.inside.start : frame.first]
    return any(other is block for other in inside) and not are_persons(name)


def _names(
    document: Document, lines: list[Block], own: set[str], *, undated: bool = True
) -> list[tuple[Block, str]]:
    """Each line of these that names a writer or a source; `undated`: labelled ones without a date near."""
    found: list[tuple[Block, str]] = []
    printed = [block for block in lines if block.text]
    for index, block in enumerate(printed):
        near = printed[max(0, index - 2) : index + 3]
        dated = any(is_date_line(other.text) for other in near)
        name = _name_in(document, block, own, dated=dated) if dated or undated else None
        if name:
            found.append((block, name))
    return found


def _is_labelled_writer(name: str) -> bool:
    label = find_label(name)
    return label is not None and label[1] in {"author", "text_photo"} and has_label(name)


def _name_in(document: Document, block: Block, own: set[str], *, dated: bool) -> str | None:
    text = block.text
    # Whose a picture is, below it: "Chợ nổi, 05/03/2024. © Reuters".
    if (
        len(text) > _MAX_LINE
        or "©" in text
        or (block.share(LINK) > 0.5 and not links_author(block))
    ):
        return None
    row = row_of(block)
    if row.dated:
        return _name_of(document, block, row, own)
    if not row.parts:
        return None
    # Buttons in the same line go; the rest of it is one piece.
    name = row.said(0, len(row.parts) - 1) if row.cut else text
    if has_label(name):
        return name
    name = COUNTED.sub("", name)
    if not dated or not _is_writer(document, block, name, own):
        return None
    # Beside buttons stand other words as well: "Willkommen Gast | RSS".
    return name if not row.cut or are_persons(name) or _ONE_WORD.fullmatch(name.lower()) else None


def _name_of(document: Document, block: Block, row: Row, own: set[str]) -> str | None:
    """The byline in a dated row: from the first piece that names somebody on, as far as it goes."""
    for first in range(len(row.parts)):
        name = _name_from(document, block, row, first, own)
        if name:
            return name
    return _in_words(document, block, row, own)


def _name_from(document: Document, block: Block, row: Row, first: int, own: set[str]) -> str | None:
    last = first
    while row.leads_on(last):
        last += 1
    found = _says_who(document, block, row.said(first, last), own)
    if found and row.parts[first].behind_button:
        # Where one button stands there are more: "Nghe bài viết", "Tốc độ".
        found = _is_surely(document, row.said(first, last))
    for part in range(last + 1, len(row.parts)):
        added = row.said(part, part)
        if not found:
            # The label has a stroke of its own: "Tin, ảnh: Thu Hà".
            goes_on = found = row.runs_on(part) and _is_labelled_by(row.said(first, part), added)
        elif row.barred(part):
            goes_on = _is_labelled(added)
        else:
            name = row.said(first, last)
            goes_on = row.runs_on(part) and _goes_on(document, block, name, added, own)
        if not goes_on:
            break
        last = part
    if not found:
        return None
    said = row.said(first, last)
    # In brackets with its date the name is no source behind another one.
    bracketed = said.startswith("(") and said.endswith(")") and are_persons(said[1:-1])
    return said[1:-1] if bracketed else said


def _is_surely(document: Document, name: str) -> bool:
    """Somebody by the name, the label or the link."""
    linked = links_named(document, fold(name))
    known = are_persons(name) or _ONE_WORD.fullmatch(name.lower()) is not None
    return known or has_label(name) or is_source_line(name) or any(map(is_author, linked))


def _is_labelled_by(text: str, added: str) -> bool:
    """The label ends in the last piece of the text, which is `added`."""
    label = find_label(text)
    inside = label is not None and label[0] > len(text) - len(added)
    return inside and (has_label(text) or looks_like_names(text))


def _says_who(document: Document, block: Block, text: str, own: set[str]) -> bool:
    if text.lower().startswith("theo dõi") or fold(text).endswith(_LED):
        return False
    return has_label(text) or is_source_line(text) or _is_writer(document, block, text, own)


def _is_labelled(text: str) -> bool:
    """What somebody did ("Ảnh: Quốc Bảo"): behind a bar, too, it goes on with the one before."""
    return ":" in text and has_label(text)


def _goes_on(document: Document, block: Block, name: str, added: str, own: set[str]) -> bool:
    """One more of those before: a writer, what somebody did, another source."""
    if _is_labelled(added) or _is_writer(document, block, added, own):
        return True
    label = find_label(name)
    folded = fold(added)
    if label is None or label[1] != "source" or folded in own or folded in PLACES:
        return False
    # Counters, labels and buttons begin with a capital too: "Theo TTXVN - Lượt xem: 1.234".
    return is_press(added) or is_house(added)


def _in_words(document: Document, block: Block, row: Row, own: set[str]) -> str | None:
    """A name whose words stand each in an element."""
    first = 0
    while first < len(row.parts):
        last = first
        while last + 1 < len(row.parts) and row.touches(last + 1):
            last += 1
        name = row.said(first, last)
        if last > first and are_persons(name) and _is_writer(document, block, name, own):
            return name
        first = last + 1
    return None


def _is_writer(document: Document, block: Block, text: str, own: set[str]) -> bool:
    inner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    folded, lower = fold(inner), inner.lower()
    # What stands in brackets behind a name may be long: "Thu Hà (Hội Nông dân xã)".
    words = len(inner.partition(" (")[0].split())
    if (
        not 1 <= words <= _MOST_WORDS
        or folded in own
        or lower in _WEEKDAYS
        or block.flags & HEADING
    ):
        return False
    if folded in PLACES or OF_SECTIONS.fullmatch(folded) or lower.startswith(_NOT_NAME_STARTS):
        return False
    if are_buttons(text) or ends_article(text) or heads_related(text) or is_notice(text):
        return False
    linked = links_named(document, folded)
    if linked and not any(map(is_author, linked)):
        return False
    several = len(text.split()) > 1
    return looks_like_names(text) and (several or bool(linked or _ONE_WORD.fullmatch(lower)))
