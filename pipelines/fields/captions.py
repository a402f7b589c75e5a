"""Pictures of the text and the captions under them.

A caption is what follows a picture and is set apart from the text: emphasised, centred, in the
picture's own cell, figure or paragraph, or a short line without a full stop. Never an image's
`title` or `alt`, which repeat the headline.
"""

from __future__ import annotations

import re

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block
from pipelines.fields.byline import NAMES, is_bare_label, is_byline, looks_like_names
from pipelines.fields.houses import is_house
from pipelines.fields.looks import CAPTION, CENTER, EM, HEADING, LINK, RIGHT, STRONG
from pipelines.fields.marks import is_page_date
from pipelines.fields.model import Frame
from pipelines.fields.press import is_press
from pipelines.fields.tables import cell_of, is_datum
from pipelines.fields.verse import opens_poem
from pipelines.text import clean, fold

MAX_CAPTION = 600
_PLAIN_CAPTION = 220
_MAX_CREDIT = 80
#: Longer sentences beside a picture in one paragraph are the paragraph, with a picture at its side.
_PICTURED = 120
_SENTENCE_END = (".", "!", "?", "…", ":", ";", "”", '"')
_CREDIT = re.compile(
    r"(?:^|[.\s(–-])((?:ảnh|nguồn ảnh|nguồn|photo|photos|image|source)(?: by)?\s*[:：]\s*"
    r"(?P<who>(?:[^.:()]|\.(?=\w)){2,60}))[.)\s]*$",
    re.IGNORECASE,
)
#: In brackets the colon may be missing, and names follow: "(ảnh Quốc Bảo)".
_BARE_CREDIT = re.compile(
    r"\((?:ảnh|photo)(?: by)?\s+(?P<who>[^():]{2,60})\)[.\s]*$", re.IGNORECASE
)
#: "Ảnh minh họa: Internet"; what the picture shows stands there too: "Ảnh tư liệu: Cầu Mẫu".
_ILLUSTRATION = re.compile(
    r"(?:^|[.\s(–-])ảnh (?:minh họa|minh hoạ|tư liệu)\s*[:：]\s*(?P<who>(?:[^.:()]|\.(?=\w)){2,60})[.)\s]*$",
    re.IGNORECASE,
)
_NOBODY = frozenset(("internet", "nguon internet", "st", "suu tam", "ttxvn", "vnexpress"))
_PRESS = ("Báo ", "BÁO ", "Tạp chí ", "TẠP CHÍ ", "Đài ", "ĐÀI ")


def pair_captions(frame: Frame, out: set[int]) -> tuple[dict[int, list[int]], set[int]]:
    """Index of each picture to those of its captions, and all caption indexes."""
    blocks = frame.walk.blocks
    pictures: dict[int, list[int]] = {}
    taken: set[int] = set()
    last: int | None = None
    waiting: list[int] = []
    # Pictures between headline and text belong to the article too.
    begin = frame.top if 0 < frame.top < frame.start else frame.start
    text = [i for i in range(frame.start, frame.stop) if i not in out and blocks[i].text]
    end = text[-1] if text else frame.stop
    for index in range(begin, frame.stop):
        if index in out:
            continue
        block = blocks[index]
        if block.image is not None:
            last = index
            pictures[index], waiting = waiting, []
            continue
        if last is not None and opens_poem(blocks[index : frame.stop]):
            last = None
            continue
        above = _picture_above(blocks, pictures, block) if last is not None else None
        if above is not None and is_caption(frame, above, block, after=[], ends=index == end):
            pictures[above].append(index)
            taken.add(index)
            continue
        if block.flags & CAPTION and not (last is not None and _share_figure(blocks, last, block)):
            waiting.append(index)
            taken.add(index)
        elif last is not None and (
            is_caption(frame, last, block, after=pictures[last], ends=index == end)
            or (index != end and is_credit_line(block))
            or (not pictures[last] and index + 1 < end and _credited(blocks, index))
        ):
            pictures[last].append(index)
            taken.add(index)
        else:
            if index != end and is_credit_line(block) and index < _first_credit(blocks, text):
                taken.add(index)
            last = None
    return pictures, taken


def _first_credit(blocks: list[Block], text: list[int]) -> int:
    """Index of the first of the last lines that all say who did what: no photo's credit is among them."""
    first = text[-1] if text else 0
    for index in reversed(text):
        if not (is_byline(blocks[index]) or is_bare_label(blocks[index].text)):
            break
        first = index
    return first


def _picture_above(blocks: list[Block], pictures: dict[int, list[int]], block: Block) -> int | None:
    """Pictures side by side in one row of a table: the one over the cell that `block` stands in."""
    cell = cell_of(block.element)
    if cell is None:
        return None
    for index, captions in reversed(pictures.items()):
        over = cell_of(blocks[index].element)
        if over is None or _ancestor(over, "table") is not _ancestor(cell, "table"):
            return None
        column = len(list(over.itersiblings(preceding=True)))
        below = over.getparent() is not cell.getparent()
        if below and not captions and column == len(list(cell.itersiblings(preceding=True))):
            return index
    return None


def is_caption(frame: Frame, picture: int, block: Block, after: list[int], *, ends: bool) -> bool:
    """Whether `block` is set apart as caption of the picture before it; `ends`: as the last line.

    There, on the right, it is the byline of a photo story and no photo's credit.
    """
    text = block.text
    if block.flags & CAPTION:
        return True
    if len(text) > MAX_CAPTION or _heads_text(block) or block.share(LINK) > 0.8:
        return False
    if is_page_date(text, 0):
        return False  # an entry's time
    image = frame.walk.blocks[picture]
    if is_datum(frame.walk, image, block):
        return False
    if after:
        credit = _is_credit(text) and not (block.flags & RIGHT and ends)
        return credit or (_set_apart(block) and _same_holder(frame, image, block))
    if _set_apart(block) or _in_cell(frame, image, block):
        return True
    if _alone_with(frame, image, block) and len(text) <= MAX_CAPTION // 2:
        return not _is_paragraph_with(image, block)
    above_text = picture < frame.start
    plain = not above_text and len(text) <= _PLAIN_CAPTION and not text.endswith(_SENTENCE_END)
    return plain and not block.share(STRONG) > 0.8 and not block.flags & RIGHT


def _credited(blocks: list[Block], index: int) -> bool:
    """A line between a picture and its credit is the caption, though it ends in a full stop."""
    block = blocks[index]
    plain = len(block.text) <= _PLAIN_CAPTION and not _heads_text(block)
    return plain and is_credit_line(blocks[index + 1])


def is_credit_line(block: Block) -> bool:
    """A credit alone ("Ảnh: Minh Mẫu"); as the last line of all it is the byline."""
    match = _CREDIT.fullmatch(block.text) if len(block.text) <= _MAX_CREDIT else None
    return match is not None and fold(block.text).startswith(("anh", "(anh", "photo"))


def is_credit(text: str) -> bool:
    """Nothing but whose the picture is: "(Ảnh: Minh Mẫu)", "Nguồn ảnh: Internet"."""
    return len(text) <= _MAX_CREDIT and _CREDIT.fullmatch(text) is not None


def _heads_text(block: Block) -> bool:
    """A heading; the two smallest, and one in slanted letters in the middle, also stand under pictures."""
    under = block.flags & CENTER and block.share(EM) > 0.8
    return bool(block.flags & HEADING) and block.element.tag not in {"h5", "h6"} and not under


def _set_apart(block: Block) -> bool:
    return block.share(EM) > 0.8 or bool(block.flags & CENTER)


def _is_credit(text: str) -> bool:
    return len(text) <= 80 and fold(text).startswith(("anh:", "anh :", "nguon", "photo", "(anh"))


def _same_holder(frame: Frame, image: Block, block: Block) -> bool:
    return image.element is block.element or _in_cell(frame, image, block)


def _share_figure(blocks: list[Block], picture: int, block: Block) -> bool:
    figure = _ancestor(block.element, "figure")
    return figure is None or _ancestor(blocks[picture].element, "figure") is figure


def _ancestor(element: HtmlElement, tag: str) -> HtmlElement | None:
    return element if element.tag == tag else next(element.iterancestors(tag), None)


def _in_cell(frame: Frame, image: Block, block: Block) -> bool:
    """Picture and text in one small table inside the text."""
    table = _ancestor(image.element, "table")
    if table is None or _ancestor(block.element, "table") is not table:
        return False
    if frame.body is None or table is frame.body or frame.body in set(table.iterdescendants()):
        return False
    inside = [frame.walk.blocks[i].text for i in frame.walk.within(table)]
    return sum(map(len, inside)) <= MAX_CAPTION


def _alone_with(frame: Frame, image: Block, block: Block) -> bool:
    """The picture's element, or the one around it, holds this text and nothing else."""
    element: HtmlElement | None = image.element
    for _level in range(3):
        if element is None or element is frame.body:
            return False
        texts = [b for i in frame.walk.within(element) if (b := frame.walk.blocks[i]).text]
        if texts:
            return len(texts) == 1 and texts[0] is block
        element = element.getparent()
    return False


def _is_paragraph_with(image: Block, block: Block) -> bool:
    """Text in the picture's own paragraph that is long, ends as sentences do, and names no credit."""
    own = block.element is image.element or block.element in image.element.iterancestors()
    long = len(block.text) > _PICTURED and block.text.endswith(_SENTENCE_END)
    return own and long and credit_of(block.text) is None


def credit_of(caption: str | None) -> str | None:
    """The photographer or source that a caption names at its end.

    >>> credit_of("Thu hoạch lúa ở Tân Trụ. Ảnh: Lê Minh")
    'Lê Minh'
    """
    end = clean(caption or "")[-140:]
    match = _CREDIT.search(end)
    if match is not None:
        return match["who"].strip()
    bare = _BARE_CREDIT.search(end)
    if bare is not None:
        who = bare["who"].strip()
        return who if fold(who) in _NOBODY or looks_like_names(who) else None
    shown = _ILLUSTRATION.search(end)
    return shown["who"].strip() if shown is not None and _lends(shown["who"]) else None


def _lends(text: str) -> bool:
    """Whom pictures are taken from, where what is in the picture may stand as well."""
    return all(
        fold(name) in _NOBODY or is_press(name) or (name.startswith(_PRESS) and is_house(name))
        for name in NAMES.split(text.strip())
    )
