"""The last lines of a text: who wrote it, on one line or several."""

from __future__ import annotations

import re

from pipelines.fields.below import is_dateline, signs_pictures, stands_below, stays_below
from pipelines.fields.blocks import Block
from pipelines.fields.byline import (
    has_label,
    is_bare_label,
    is_byline,
    is_office,
    is_source_line,
    looks_like_names,
)
from pipelines.fields.feet import is_contact, is_foot, is_of_house
from pipelines.fields.houses import signs_as_house
from pipelines.fields.looks import CELL, EM, HEADING, ITEM, RIGHT, STRONG
from pipelines.fields.marks import PARAGRAPH, is_page_date, is_salutation
from pipelines.fields.model import LINES, PICTURES, Frame
from pipelines.fields.notes import are_notes
from pipelines.fields.people import is_quoted, is_speech, named_in_text, signs_for
from pipelines.fields.tables import stands_beside
from pipelines.text import fold

_MOST_LINES, _MOST_RIGHT, _MOST_CONTACTS = 3, 8, 3
#: Words in lower case of a section or of tools beside a date: "Kinh tế, 05/03/2024", "In bài".
_BESIDE = 2
_APART = 0.8
_STOPS = (".", "!", "?", "…", "”", '"', "/", ")")
#: Behind a name only: what its bearer is, or where from.
_WHAT = re.compile(
    r"\(?(?:nhom )?(?:phong vien|cong tac vien|bien tap vien|pv|ctv|btv|reporters?|correspondent)\)?"
)
_WHERE = re.compile(
    r"\(?(?!Thứ\s|Chủ\s|Ngày\s|Cập\s|Đăng\s)[A-ZĐÀ-Ỹ]\S*(?:\s[A-ZĐÀ-Ỹ]\S*){0,5},?\s(?:ngày|tháng)\s\d"
)
_LIVES = re.compile(
    r"\((?:ấp|xã|phường|thôn|khóm|khu phố|tổ|huyện|thị trấn|thị xã|thành phố|tỉnh|quận|từ)\s"
)
_EMAIL = re.compile(r"(?:e-?mail\s*:\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_HOW = re.compile(r"\(?(?:tong hop|luoc dich|bien dich|suu tam|bien soan|t\.h|ghi|thuc hien)\)?")

#: The word for the end, and that a series goes on; stars in its place.
_OVER = re.compile(r"[\W_]*(?:het|(?:the )?end|con (?:tiep|nua)|[*~#]{3,})[\W_]*")


def pop_byline(
    frame: Frame, kept: list[int], parts: list[int] | None = None
) -> tuple[str | None, list[int]]:
    """The byline, its lines divided by line breaks, and `kept` without them.

    `parts`: the signatures of a page of several parts (`people.signatures`); all of them sign it.
    """
    blocks = frame.walk.blocks
    found, rest = _last_names(frame, kept)
    if found:
        text = named_in_text(blocks, kept, found)
        theirs = [i for i in kept if i > found[-1] and _is_contact(blocks[i])]
        rest = sorted({*rest, *found[:text], *(theirs if text == len(found) else [])})
        found = found[text:]
    if not found:
        found, rest = _above_notes(frame, rest, parts or [])
    if parts and parts[-1] in found:
        early = [i for i in parts if i not in found]
        found, rest = [*early, *found], [i for i in rest if i not in early]
    return _joined([blocks[i].text for i in found]), rest


def _last_names(frame: Frame, kept: list[int]) -> tuple[list[int], list[int]]:
    """Indexes of the lines at the end that name people or say what they are, and `kept` without them."""
    blocks = frame.walk.blocks
    names: list[int] = []
    # Lines that say something of a name above them; without one they are none of the byline.
    waiting: list[int] = []
    # The newspaper's address below its writer's name; without one it may be that of a family in need.
    below = 0
    letter = bool(kept) and is_salutation(blocks[kept[0]].text)
    signed: list[int] = []
    passed: list[int] = []
    left = rest = kept
    # Under pictures alone the byline may be all there is to read.
    least = 0 if frame.rule == PICTURES or signs_pictures(frame, kept) else 1
    while len(left) > least and _lines(blocks, names) + len(waiting) < _MOST_LINES:
        index = left[-1]
        block = blocks[index]
        if names and (is_dateline(block) or (letter and _tells_where(block.text))):
            break
        if letter and _tells_where(block.text):
            signed.append(index)
        if not names and not waiting and stands_below(block):
            # Under a signature it may be none of the text; without one it is text.
            passed.append(index)
            left = left[:-1]
            continue
        none = _is_none(frame, block)
        credited = all(_is_credit(blocks[i].text) for i in names)
        if none or (credited and below < _MOST_CONTACTS and _is_contact(block)):
            below += not none
            left = left[:-1]
            rest = rest if waiting or below or passed else left
            continue
        if _is_others(frame, index, block):
            break
        if (
            _is_name_line(block)
            or (names and is_bare_label(block.text))
            or (not names and not waiting and _signs_as_house(frame, left))
        ):
            names, waiting = [index, *waiting, *names], []
            rest = left[:-1]
        elif not names and _says_of_name(block):
            waiting.insert(0, index)
        else:
            break
        left = left[:-1]
    if names and len(left) > least and rest == left and is_bare_label(blocks[left[-1]].text):
        names, rest = [left[-1], *names], left[:-1]
    signed += [index for index in passed if stays_below(blocks[index])]
    return names, sorted({*rest, *signed}) if signed and names else rest


def _above_notes(frame: Frame, kept: list[int], parts: list[int]) -> tuple[list[int], list[int]]:
    """The only name on the right, with nothing but notes behind it: they stay, it goes."""
    blocks = frame.walk.blocks
    signed = [i for i in kept if blocks[i].flags & RIGHT and is_byline(blocks[i])]
    if not signed or signed not in ([signed[-1]], parts):
        return [], kept
    index = signed[-1]
    behind = [i for i in kept if i > index]
    if index == kept[0] or not are_notes(blocks[index], [blocks[i] for i in behind]):
        return [], kept
    if is_quoted(frame, index) or stands_beside(frame.walk, blocks[index]):
        return [], kept
    above = [i for i in kept if i < index]
    if signs_for(blocks[above[-1]].text) or signs_for(blocks[index].text):
        return [], kept
    # Above a table or more of the text, too, somebody may be quoted.
    more = any(blocks[i].flags & CELL or len(blocks[i].text) >= PARAGRAPH for i in behind)
    if more and is_speech(blocks[above[-1]].text):
        return [], kept
    return [index], above + [i for i in behind if any(map(str.isalnum, blocks[i].text))]


def _tells_where(text: str) -> bool:
    """Where and when a letter was written; a weekday is no place."""
    return len(text) < PARAGRAPH and _WHERE.match(text) is not None


def _lines(blocks: list[Block], names: list[int]) -> int:
    """How many of them say nothing of what somebody did: a magazine's credits may be many.

    On the right stand more signatures than three, and never a list.
    """
    unlabelled = [blocks[index] for index in names if not has_label(blocks[index].text)]
    right = sum(bool(block.flags & RIGHT) for block in unlabelled)
    return len(unlabelled) - min(right, _MOST_RIGHT - _MOST_LINES)


def of_page(frame: Frame, block: Block, beside: int = _BESIDE) -> bool:
    """A date line at either end of the text that is none of it.

    Within the system's own element, and where a line is set apart as a sub-heading or a quotation is,
    names and labels alone may stand beside the date; elsewhere so many other words (`beside`).
    """
    own = frame.rule.startswith("selector:")
    if own and block.flags & HEADING:
        return False
    apart = bool(block.flags & (HEADING | ITEM | CELL)) or block.share(STRONG | EM) > _APART
    return is_page_date(block.text, 0 if own or apart else beside)


def _is_none(frame: Frame, block: Block) -> bool:
    """A line under the names that is neither one nor text: the date, a licence, an address for mail, "HẾT"."""
    text = block.text
    if len(text) < PARAGRAPH and (of_page(frame, block, 1) or _OVER.fullmatch(fold(text))):
        return not is_source_line(text)
    return is_foot(text) or _EMAIL.fullmatch(text) is not None


def _is_credit(text: str) -> bool:
    """Whose the pictures or the news are: the writer may stand above it."""
    return is_source_line(text) or (has_label(text) and not is_bare_label(text))


def _is_others(frame: Frame, index: int, block: Block) -> bool:
    """Somebody's in a table or a quotation, or one of the short lines that are the text."""
    if stands_beside(frame.walk, block) or is_quoted(frame, index):
        return True
    return frame.rule == LINES and not _is_signed(block)


def _signs_as_house(frame: Frame, left: list[int]) -> bool:
    """The last line, on the right, under a text that has come to its end."""
    blocks = frame.walk.blocks
    above = blocks[left[-2]].text if len(left) > 1 else ""
    return above.endswith(_STOPS) and signs_as_house(blocks[left[-1]])


def _is_contact(block: Block) -> bool:
    return is_contact(block.text) or is_of_house(block.text)


def _is_signed(block: Block) -> bool:
    """Set apart or labelled: among short lines others look like names, as a quiz's "B. Tân Mẫu"."""
    apart = block.flags & RIGHT or block.share(STRONG | EM) > _APART
    return bool(apart) or has_label(block.text)


def _is_name_line(block: Block) -> bool:
    if signs_for(block.text):
        return False
    if is_byline(block) or is_source_line(block.text) or _HOW.fullmatch(fold(block.text)):
        return True
    # A name set as a heading: with no text behind it, it heads nothing.
    heading = bool(block.flags & HEADING) and len(block.text) < 50
    return heading and looks_like_names(block.text)


def _says_of_name(block: Block) -> bool:
    text = block.text
    if _WHAT.fullmatch(fold(text)):
        return True
    if block.flags & RIGHT and len(text) <= PARAGRAPH and is_office(text):
        return True
    bracketed = text.startswith("(") and text.endswith(")") and len(text) <= PARAGRAPH
    return (
        bracketed
        and bool(block.flags & RIGHT)
        and (text[1:2].isupper() or _LIVES.match(text) is not None)
    )


def _joined(lines: list[str]) -> str | None:
    """One line where they belong together ("Tin, ảnh:", "Tấn Lộc"), else one a person."""
    joined = ""
    for line in lines:
        together = not joined or joined.endswith((":", ",")) or line.startswith("(")
        joined += ("" if not joined else " " if together else "\n") + line
    return joined or None
