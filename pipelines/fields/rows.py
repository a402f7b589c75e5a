"""The row of a date taken apart: writer, section, counters and buttons often stand in one line.

Templates end an element without a blank (`<span>Thu Hà</span><time>14/09/2024</time>`), and a byline has strokes,
commas and brackets of its own: a row is divided where its elements are and at its strokes, and what belongs
together is put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.fields.blocks import Block
from pipelines.fields.byline import is_bare_label
from pipelines.fields.marks import date_part, is_tool
from pipelines.fields.notices import is_notice
from pipelines.text import clean, fold

#: Where an element of the row ends, and where its date or clock stood; both count as white space.
_EDGE, _WHEN = "\x1f", "\x1e"
_CLOCK = re.compile(
    r"\d{1,2}\s?(?::|h|giờ)\s?\d{2}(?::\d{2})?(?:\s?(?:SA|CH|AM|PM)\b)?|\(?GMT\s?\+\s?\d\)?",
    re.IGNORECASE,
)
#: What belongs to the date, right before it: "Thứ Sáu, ngày", "Cập nhật:", the day of "13 Tháng Ba, 2026".
#: Without marks a weekday may be somebody's name: "Lê Thu Ba".
_OF_DATE = re.compile(
    r"(?:(?:(?:^|(?<=[\s,|(–-]))(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|cập nhật|(?:đăng|xuất bản|phát hành)"
    r"(?=\s?:|\s(?:tải|lúc|ngày|vào)\b)(?:\s(?:tải|lúc|ngày|vào)\b)*|ngày(?: đăng| cập nhật)?|lúc|vào|\d{1,2})"
    r"|(?:^|(?<=[\x1e\x1f|–-])|(?<=[|–-]\s))(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat))[\s:,.]*)+$",
    re.IGNORECASE,
)
_DIVIDER = re.compile(
    r"\s*(?:[|•·;\x1e]|(?<=\s)[-–—]+(?=\s|$)|,(?=\s))\s*|\s*\x1f\s*|^[-–—]+\s|\s[-–—]+$"
)
_BARS = frozenset("|•·")
_STRIPPED = " -–—|•·,;/\x1e\x1f"
#: Where the date stood: "(Thu Hà - 14/09/2024)".
_HOLLOW = re.compile(r"[\s|•·;,/\x1e–—-]+\)$")
_BEFORE_COMMA = re.compile(r"\s+(?=[,;])")
#: Labels whose name stands in the next element, without a colon.
_LEADS_ON = frozenset(("boi", "dang boi", "viet boi", "by", "theo", "nguon"))
_MOST = 16

#: What buttons beside a date say, folded; the other words are one only among these.
_BUTTONS = frozenset(
    [
        "facebook",
        "zalo",
        "twitter",
        "messenger",
        "viber",
        "telegram",
        "linkedin",
        "pinterest",
        "whatsapp",
        "youtube",
        "tiktok",
        "instagram",
        "google",
        "fanpage",
        "rss",
        "google news",
        "google tin tuc",
        "tin tuc google",
        "like",
        "share",
        "print",
        "email",
        "e-mail",
        "copy",
        "copy link",
        "in bai",
        "in bai viet",
        "in trang",
        "in tin",
        "ban in",
        "gui email",
        "gui bai",
        "gui tin",
        "gui mail",
        "luu bai",
        "luu bai viet",
        "luu tin",
        "chia se",
        "chia se facebook",
        "sao chep",
        "sao chep lien ket",
        "theo doi",
        "co chu",
        "phong to",
        "thu nho",
        "nghe doc",
        "nghe bai",
        "nghe tin",
        "doc bai",
        "doc tin",
        "tieng viet",
        "tieng anh",
        "english",
        "vietnamese",
        "a-",
        "a+",
        "-a",
        "+a",
        "aa",
        "giong nam",
        "giong nu",
        "nu bac",
        "nu nam",
        "nam mien bac",
        "nam mien nam",
        "nu mien bac",
        "nu mien nam",
        "nu mien trung",
        "binh luan",
        "phan hoi",
        "in bai nay",
        "gui cho ban be",
    ]
)
#: Voices of a player, beside a woman's; alone they may be somebody's name.
_VOICES = frozenset(["nam bac", "nam nam"])
_ALSO = frozenset(["a", "in", "x", "luu", "gui", "thich", "nghe", "fb", "en", "vi", "vn", "save"])
_WORDS_OF_BUTTON = 4
_BETWEEN = re.compile(r"[\s|,·•/]+")


@dataclass(slots=True, frozen=True)
class Part:
    """A piece of a row: its place in `Row.text`, and what divides it from the one before."""

    start: int
    stop: int
    divider: str
    #: A button stands right before it.
    behind_button: bool = False


@dataclass(slots=True)
class Row:
    """A line in pieces; buttons are left out."""

    text: str
    parts: list[Part]
    #: A date was in it.
    dated: bool
    #: Buttons were in it.
    cut: bool

    def said(self, first: int, last: int) -> str:
        """Pieces `first` to `last`, as printed."""
        text = self.text[self.parts[first].start : self.parts[last].stop]
        said = _BEFORE_COMMA.sub("", clean(text.replace(_EDGE, " "))).strip(_STRIPPED)
        return _HOLLOW.sub(")", said) if said.endswith(")") else said

    def runs_on(self, part: int) -> bool:
        """The piece stands in the words of the one before: no date, bar or border of an element between.

        A label may stand in an element of its own ("Tác giả:", "Bởi"), and a comma or stroke between two.
        """
        divider = self.parts[part].divider
        if _WHEN in divider or not _BARS.isdisjoint(divider):
            return False
        return bool(divider.strip()) or self.leads_on(part - 1)

    def barred(self, part: int) -> bool:
        """Nothing but a bar divides it from the one before."""
        divider = self.parts[part].divider
        return _WHEN not in divider and not _BARS.isdisjoint(divider)

    def leads_on(self, part: int) -> bool:
        """A label whose name is the next piece, in an element of its own."""
        if part + 1 >= len(self.parts) or not self.touches(part + 1):
            return False
        said = self.said(part, part)
        return is_bare_label(said) or fold(said) in _LEADS_ON

    def touches(self, part: int) -> bool:
        """Only the border of an element divides it from the one before."""
        divider = self.parts[part].divider
        return not divider.strip() and _WHEN not in divider


def row_of(block: Block) -> Row:
    """The line in its pieces, without its date and its buttons."""
    text = _EDGE.join(said for run, _flags in block.runs if (said := clean(run)))
    span = date_part(text)
    if span is None and (span := date_part(block.text)) is not None:
        text = block.text
    if span is not None:
        before = _OF_DATE.sub("", _CLOCK.sub(_WHEN, text[: span[0]]))
        text = before + _WHEN + _CLOCK.sub(_WHEN, text[span[1] :])
    row = Row(text, [], span is not None, cut=False)
    before, depth, last, button = "", 0, 0, False
    voiced = "nữ" in text.lower()
    for start, stop, divider in _pieces(text):
        # Within brackets nothing is divided: "(Theo AFP, Reuters)".
        depth += text.count("(", last, start) - text.count(")", last, start)
        last = start
        if depth > 0 and ")" in text[start:] and row.parts:
            row.parts[-1] = replace(row.parts[-1], stop=stop)
            continue
        before += divider
        said = text[start:stop].strip(_STRIPPED)
        buttons = are_buttons(said) or (voiced and fold(said) in _VOICES)
        row.cut |= buttons
        if buttons or not any(map(str.isalpha, said)):
            before += _WHEN if said else ""
            button = buttons or (button and not said)
            continue
        row.parts.append(Part(start, stop, before, button))
        before, button = "", is_notice(said)
    del row.parts[_MOST:]
    return row


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each piece, and the divider before it."""
    start, divider = 0, ""
    for match in _DIVIDER.finditer(text):
        yield start, match.start(), divider
        start, divider = match.end(), match[0]
    yield start, len(text), divider


def are_buttons(text: str) -> bool:
    """Each word is that of a button: "A- A A+", "Facebook In bài"; "A Lưu" is somebody's name."""
    if is_tool(text):
        return True
    words = [word for word in _BETWEEN.split(fold(text).strip(" |/·•,")) if word]
    sure = place = 0
    while place < len(words):
        longest = range(min(_WORDS_OF_BUTTON, len(words) - place), 0, -1)
        size = next((n for n in longest if " ".join(words[place : place + n]) in _BUTTONS), 0)
        if not size and words[place] not in _ALSO:
            return False
        sure += size > 0
        place += size or 1
    return bool(words) and (sure > 0 or (len(words) > 1 and set(words) == {"a"}))
