"""Lines that print when the page is of, and lines of the text that print when something else is.

"Phát sóng: 20:00, 05/03/2024", "Quyết định số 12 ngày 05/03/2024", "Tem phát hành ngày 05/03/2024" stand
where dates of pages stand too. Beside the headline a line is the page's own unless its words are known
to tell of an event (`events`). In the text it is only where all its words are known: the date's labels
and counters, names of people, places and sections, buttons.
"""

from __future__ import annotations

import re

from pipelines.dates.events import leads_away, tells_event
from pipelines.dates.labels import is_labelled
from pipelines.dates.others import section_words
from pipelines.dates.words import CREATED, MODIFIED, PUBLISHED
from pipelines.fields.beside import OF_SECTIONS
from pipelines.fields.blocks import Block
from pipelines.fields.byline import looks_like_names
from pipelines.fields.marks import date_part, is_tool, names_related
from pipelines.fields.roles import find_label
from pipelines.text import clean, fold, narrow

#: How far a line is believed: as the page's own; as long as metadata tells no other day; not at all.
SURE, WEAK, NONE = "sure", "weak", "none"
#: A line tells so many more: published, changed, created.
_DATES = 3
#: What stands for the date once it is read.
_DATE = "\0"
_COUNTED = r"binh luan|y kien|phan hoi|comments?|luot(?: xem| doc| nghe| truy cap)?|views?|hits?|phut(?: doc| nghe)|min(?:ute)?s? read|nguoi (?:xem|doc)"
#: Clocks, zones, weekdays, counters, the lunar day: they say nothing of what the day is of.
_AROUND = re.compile(
    r"\b\d{1,2}\s?(?:[:h]|gio|g\b)\s?(?:\d{1,2}\b)?(?::\d{2})?(?:\s?(?:'|phut|p\b))?(?:\s?(?:am|pm|sa|ch|sang|trua|chieu|toi|dem)\b)?"
    r"|[\[(\s]*\b(?:gmt|utc)\b\s?(?:[+-]\s?\d{1,2}(?::?\d{2})?)?[\])]*"
    r"|\b(?:thu|t\.?)\s?(?:hai|ba|tu|nam|sau|bay|[2-7])\b|\b(?:chu nhat|cn)\b|\b(?:hai|ba|tu|nam|sau|bay)(?=\s*,)"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    rf"|(?<![\d/])[\d.,]+\s?(?:k\s)?(?:{_COUNTED})\b|\b(?:{_COUNTED})\s?:?\s?[\d.,]*(?![\d/])"
    r"|\bso \d{1,6} ra(?=\s+ngay)"
    r"|[(,-]\s*(?:tuc )?(?:ngay |m[uo]ng )?\d{1,2}(?:/\d{1,2}| thang [a-z]+)[^()]{0,20}(?:\)|$)"
)
#: Small words of a date line, behind or before its label.
_SMALL = r"ngay|gio|luc|vao|hoi|m[uo]ng|at|on|the|of|am|pm|sa|ch"
_BEFORE = rf"(?:(?:bai|viet|tin|duoc|da|thoi diem|lan|noi dung|{_SMALL})\s+)*"
#: Labels that only these lines have.
_LABELS = r"(?:ngay|thoi gian|gio) (?:viet|dang|dua|duyet|gui|phat hanh|xuat ban|dua tin|dang tin|dang bai)|gui len|dua tin|moi cap nhat|so \d+,? ra ngay"
_LABEL = re.compile(
    rf"\W*{_BEFORE}(?:{_LABELS}|{MODIFIED}|{PUBLISHED}|{CREATED}|dang(?=\s?:|\s+(?:{_DATE}|ngay|luc|vao))|date|time|ngay(?=\s?:))\b(?!\s+den\b)"
    rf"(?:\s+(?:bai|tin|cuoi(?: cung)?|gan nhat|moi nhat|lan|boi|by|{_SMALL})\b)*\s?:?"
)
#: Where the next date of a line begins: "05/03/2024 14:30 (cập nhật 06/03/2024 08:00)".
_NEXT = re.compile(
    rf"(?<={_DATE})[\s.,;(]+(?={_BEFORE}(?:{MODIFIED}|{PUBLISHED}|{CREATED}|dang(?=\s?:))\b)"
)
#: "Thời gian: 8 giờ ngày 05/03/2024": in a text, of what it tells of.
_OF_EVENTS = re.compile(r"\W*thoi gian\b")
#: "8 giờ ngày 05/03/2024": nobody stamps a page so.
_IN_WORDS = re.compile(r"\d\s?(?:gio|h)\b|\d\s?h\s?\d")
#: "Bài đã đăng ngày 05/03/2024: Kỳ 1".
_RUNS_ON = re.compile(rf"{_DATE}\s?:\s*[^\W\d_]")
_LABELLED = re.compile(rf"\b(?:{_LABELS})\b")
_GLUE = re.compile(rf"(?:{_SMALL})(?:\s+(?:{_SMALL}))*")
_NAMED = re.compile(
    r"\W*(?:chuyen (?:muc|trang|de)|danh muc|muc|category|section|co chu)\s?:|\W*(?:trong|in)\s"
)
_STRONG = re.compile(r"[|•·●–—»\[\]]|(?<=\s)[-/](?=\s)|^-|-$|\s-(?=\d)|(?<=\0)-|-(?=\0)")
_SOFT = re.compile(r"[,;()]")
_COLON = re.compile(r":\s*$")
#: "Xem: 12 | 05/03/2024": how often it was read, and no link to more.
_COUNTED_ONLY = re.compile(r"\W*(?:da )?(?:xem|doc)\s?:\s?[\d.,]+\s?(?:[|–-]|luot\b)")
_LEADING = re.compile(r"^[\d\s.,]+")
_NUMBER = re.compile(r"[\d.,\s]*")
#: A section that nobody knows has so many words.
_WORDS = 3
_LONG_SECTION = 8
_DESKS = re.compile(
    r"[A-ZĐ.]{2,8}|[Aa]dmin(?:istrator)?|[Bb]iên tập|[Tt]òa soạn|(?:[A-ZĐ][a-z]?\.\s?)+[^\W\d_]+"
)
#: Behind "bởi" whoever it is has written or set in the text.
_BY = re.compile(r"(?:boi|by)\s+(?=\S)")
_OFFICES = re.compile(
    r"(?:Ban|Báo|Phòng|Tổ|Nhóm|Đài|Trung tâm|Tòa soạn|Văn phòng|Tạp chí|BBT|Bộ phận|Quản trị)\b[^\d:|]{0,40}"
)
_ACCOUNT = re.compile(r"[a-z][a-z0-9._-]{2,20}")
_BUTTONS = re.compile(
    r"(?:(?:in|in bai|in bai viet|ban in|xem|doc|nghe|xem co chu|co chu|a|[a]?[+-]|chia se|luu|luu bai|gui|gui email|email|video|audio"
    r"|podcast|facebook|zalo|twitter|google news|theo doi|binh luan|thich|share|print)(?:[\s|/]+|$))+"
)
_WRITERS = frozenset(["author", "text_photo", "source", "translator", "compiler"])


def trust(
    text: str, raw: str, block: Block | None, *, beside: bool, clock: bool, inside: bool = False
) -> str:
    """How far a line found by structure is the page's own date: `SURE`, `WEAK` or `NONE`.

    `raw` is the date that was read in it, `clock` whether with its time, `block` where it stood:
    links to sections and writers are no words of it; `beside` the headline, before anything else is
    said; `inside` the text's own element.
    """
    if not any(map(str.isalpha, text.replace(raw, "", 1))):
        # Day and clock alone, outside the text's element, are of nothing else.
        return SURE if beside or (clock and not inside) else WEAK
    if names_related(text) and _COUNTED_ONLY.match(fold(text)) is None:
        return NONE
    line = narrow(clean(text)).replace(raw, _DATE, 1)
    for name in section_words(block) if block is not None else ():
        line = line.replace(name, " ", 1)
    rest = _without_dates(line)
    if rest is None:
        return SURE
    parts = [part for part in _STRONG.split(rest) if part.strip()]
    found = {_of_part(part, beside, clock) for part in parts}
    how = next((how for how in (NONE, WEAK) if how in found), SURE)
    if how == SURE or inside:
        held = how == NONE and _LABEL.match(fold(rest)) and not _RUNS_ON.search(rest)
        held = held and _OF_EVENTS.match(fold(text)) is None
        return WEAK if held and not tells_event(parts, _DATE, clock=clock) else how
    stamp = clock and _IN_WORDS.search(fold(raw)) is None
    if stamp and not beside and all(_of_part(part, True, clock) == SURE for part in parts):
        return SURE  # behind the lead, with a clock: nothing there is said of anything else
    if leads_away(block) or tells_event(parts, _DATE, clock=clock) or _RUNS_ON.search(rest):
        return NONE
    return _of_unknown(text, raw, how, beside=beside, clock=clock)


def _of_unknown(text: str, raw: str, how: str, *, beside: bool, clock: bool) -> str:
    """Of a line with words that nobody knows, none of which tells of an event."""
    labelled = is_labelled(text) or _LABELLED.search(fold(text)) is not None
    if _OF_EVENTS.match(fold(text)) and _IN_WORDS.search(fold(raw)):
        return WEAK if beside else how
    if not beside:
        return WEAK if clock or labelled else how
    return SURE if clock or labelled else WEAK


def _without_dates(line: str) -> str | None:
    """The line with a mark for each date and without what stands beside dates; None where it cannot be compared."""
    folded = fold(line)
    if len(folded) != len(line) or _DATE not in line:
        return None
    for _ in range(_DATES):
        if (span := date_part(line)) is not None:
            line = line[: span[0]] + _DATE + line[span[1] :]
    for pattern, mark in ((_AROUND, " "), (_NEXT, "|")):
        for match in reversed(list(pattern.finditer(fold(line)))):
            line = line[: match.start()] + mark + line[match.end() :]
    return line


def _of_part(part: str, beside: bool, clock: bool) -> str:
    """Of what stands between two bars or dashes."""
    if _DATE not in part:
        return _of_free(part, beside)
    labelled = _LABEL.match(fold(part))
    of_event = _OF_EVENTS.match(fold(part)) is not None
    if labelled and (beside or not of_event):
        part = part[labelled.end() :]
    before, _, behind = part.rpartition(_DATE)
    before = before.replace(_DATE, " ")
    if behind.lstrip().startswith(":") or (_COLON.search(before) and not _is_known(before)):
        return NONE
    said = [bare for one in _SOFT.split(before) if (bare := _bare(one))]
    tools = [bare for one in _SOFT.split(behind) if (bare := _bare(one))]
    known = all(map(_is_known, tools))
    if beside and clock and not known and _is_short(_LEADING.sub("", behind), _LONG_SECTION):
        # A button that nobody knows: "05/03/2024 14:30 Nghe đọc bài".
        return WEAK if all(map(_is_known, said)) else NONE
    said += tools
    if not all(map(_is_known, said)):
        # A section in an element of its own: "Chuyển động 05/03/2024 14:30".
        section = clock and beside and not behind.strip() and _is_short(before)
        return WEAK if section and before.split() == _bare(before).split() else NONE
    if labelled:
        return WEAK if of_event else SURE
    if clock or not said:
        return SURE if beside else WEAK
    # "Cần Đước, ngày 05/03/2024" begins or ends a letter.
    return WEAK if beside else NONE


def _of_free(part: str, beside: bool) -> str:
    """Of what a bar or a dash keeps apart from the date."""
    if _is_known(part):
        return SURE
    if not beside:
        return NONE
    label = find_label(part.strip())
    if label is not None and looks_like_names(part.strip()[label[0] :]):
        return SURE
    if _is_short(part):
        return SURE
    return WEAK if _is_short(part, _LONG_SECTION) else NONE


def _bare(text: str) -> str:
    """Without the small words and marks at both ends."""
    words = text.strip(" .:'\"“”*…").split()
    while words and _GLUE.fullmatch(fold(words[-1])):
        words.pop()
    while words and _GLUE.fullmatch(fold(words[0])) and not words[0][0].isupper():
        words.pop(0)
    return " ".join(words)


def _is_known(part: str) -> bool:
    """A name, a section, a source, a button, a number: nothing that happens."""
    part = part.strip(" *'\"“”…▶►")
    bare = part.strip(" .:")
    folded = fold(bare)
    if not bare or _NUMBER.fullmatch(bare) or is_tool(bare) or OF_SECTIONS.fullmatch(folded):
        return True
    if _DESKS.fullmatch(bare) or _BUTTONS.fullmatch(folded):
        return True
    by = _BY.match(fold(part))
    if by and len(fold(part)) == len(part):
        return _is_desk(part[by.end() :].strip(" .:"))
    label = find_label(part)
    if label is not None and label[1] in _WRITERS:
        named = part[label[0] :].strip(" .:")
        return not named or _DESKS.fullmatch(named) is not None or looks_like_names(named)
    told = _NAMED.match(folded)
    if told:
        return _is_short(bare[told.end() :], _LONG_SECTION)
    return ":" not in bare and len(bare.split()) > 1 and looks_like_names(bare)


def _is_desk(named: str) -> bool:
    """Who is named behind a label: people, initials, an office of the newspaper, an account."""
    if _DESKS.fullmatch(named) or _OFFICES.fullmatch(named) or looks_like_names(named):
        return True
    return _ACCOUNT.fullmatch(named) is not None


def _is_short(part: str, most: int = _WORDS) -> bool:
    return ":" not in part and len(part.split()) <= most and not any(map(str.isdigit, part))
