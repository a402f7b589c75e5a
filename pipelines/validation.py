"""Whether a page is an article at all, and if not, why."""

from __future__ import annotations

import re

from pipelines import wordings
from pipelines.document import Document
from pipelines.encoding import (
    EncodingError,
    refuse_legacy_letters,
    refuse_legacy_line,
    refuse_legacy_title,
    refuse_lost_letters,
)
from pipelines.fields.looks import LINK
from pipelines.fields.machine import machine
from pipelines.fields.marks import PARAGRAPH
from pipelines.fields.model import LINES, VERSE, Fields
from pipelines.fields.title import site_names
from pipelines.fronts import is_listing
from pipelines.hollow import is_hollow, is_of_address
from pipelines.outcomes import Reason
from pipelines.players import is_player_alone
from pipelines.rules import Newspaper
from pipelines.text import fold
from pipelines.walls import (
    FEW,
    SHORT_PAGE,
    is_challenge,
    is_login,
    is_wall_for,
    shuts_out,
    visible_text,
)

#: Kinds whose body may be empty.
MAY_BE_EMPTY = frozenset(("photo", "video", "audio", "emagazine", "infographic", "pdf"))

#: A line that is a link is another article's headline; a sentence to the reader is no longer.
_BELOW, _LINKED, _TO_READER = 3, 0.5, 160
_WORDS = re.compile(r"\w+")
#: Words of notices that an article is gone; the text of a brief shares other words with its headline.
_OF_NOTICES = re.compile(
    r"bai|viet|bao|tin|trang|noi|dung|nay|ban|tim|doc|yeu|cau|khong|con|ton|tai|thay|da|bi|duoc|xoa|go|bo|hien|the"
    r"|va|hoac|co|la|cua|cho|voi|quay|lai|chu|vui|long|xin|loi|rat|tiec|dang|nhap|de|xem|tiep|quy|gia|tren|he|thong|o"
)
_OWN_WORDS = 2
#: A headline that itself tells of lost pages.
_OF_LOSS = re.compile(
    r"\b(?:404|go bo|(?:bi|da) (?:go|xoa)|(?:go|xoa) bai|khong (?:tim thay|ton tai|truy cap))\b"
)

#: A headline that itself tells of what walls ask for.
_OF_WALLS = re.compile(r"\b(?:dang nhap|ma xac (?:nhan|thuc|minh)|captcha|bao tri|nang cap)\b")

#: So many odd places in a headline, which is short, are no accident.
_ODD_IN_TITLE = 2


def legacy_letters(fields: Fields) -> str | None:
    """Why the article's own letters are not to be trusted; None: they are.

    An old article in a new frame has menus in Unicode around a text of an old font.
    """
    vietnamese = fields.language == "vi"
    try:
        for refuse in (refuse_legacy_letters, refuse_lost_letters):
            if not vietnamese:
                refuse(fields.title, _ODD_IN_TITLE)
            refuse(f"{fields.lead or ''}\n{fields.body}")
            # A lead or captions of an old system, above and among a text that was typed anew.
            refuse(fields.lead or "")
            refuse("\n".join(image.caption or "" for image in fields.images))
        if vietnamese:
            refuse_legacy_title(fields.title)
            refuse_lost_letters(fields.title, _ODD_IN_TITLE)
        if fields.language != "en":
            for line in (fields.byline or "", *fields.body.split("\n\n")):
                refuse_legacy_line(line)
    except EncodingError as error:
        return str(error)
    return None


def validate(
    document: Document, fields: Fields, newspaper: Newspaper, *, dated: bool = False
) -> Reason | None:
    """None for an article; else why the page is none (BLOCKED: ask again later).

    `dated`: the page tells when it was published, which walls and error pages do not.
    """
    heading = fold(f"{fields.title} {machine(document).title}")
    placed = _is_placed(document, fields, dated=dated)
    reason = _unlike_article(document, fields, heading, dated=dated, placed=placed)
    if reason is not None:
        return reason
    if is_listing(document, fields, newspaper, dated=dated, placed=placed):
        return Reason.NOT_ARTICLE
    if not dated and (
        _tells_no_news(document, fields)
        or (fields.body and is_hollow(document, fields))
        or is_player_alone(document, fields, newspaper)
    ):
        return Reason.NOT_ARTICLE
    if not fields.title or fold(fields.title) in site_names(machine(document), newspaper):
        return Reason.NO_TITLE
    short = not fields.body or (len(fields.body) < 20 and not fields.lead)
    short = short or wordings.TO_COME.fullmatch(fold(fields.body)) is not None
    lines = fields.frame is not None and fields.frame.rule in {VERSE, LINES}
    if lines and not (dated or fields.byline):
        short = True  # short lines that nobody signed, and of no day
    if short and fields.media_kind not in MAY_BE_EMPTY:
        return Reason.EMPTY_BODY
    return None


def _unlike_article(
    document: Document, fields: Fields, heading: str, *, dated: bool, placed: bool
) -> Reason | None:
    """A wall or an error page that answers 200; pages with a long text are none."""
    if len(fields.body) >= SHORT_PAGE:
        return None
    last = fold(fields.body.rpartition("\n\n")[2])
    if len(last) <= _TO_READER and wordings.PAID.search(last):
        return Reason.NOT_ARTICLE
    # "Đăng nhập VNeID thế nào", "Lỗi 404 là gì": news of such things, with a day and a text.
    if dated and len(fields.body) >= FEW and not is_challenge(document):
        return None
    own = dated and not is_challenge(document) and is_of_address(document, fields.title)
    headline = fold(fields.title)
    if own and fields.body and (_OF_LOSS.search(headline) or is_login(headline)):
        return None
    if own and _OF_WALLS.search(headline) and _speaks_of(fields.body, headline):
        return None
    shown = fold(_in_its_place(fields) if placed else visible_text(document))
    if len(shown) < 4 * SHORT_PAGE and is_wall_for(document, fields, shown, heading, own=placed):
        return Reason.BLOCKED
    said = heading
    if len(fields.body) < FEW and fields.paragraphs < 3:
        said = f"{heading}\n{shown[:3000]}"
    gone = placed and wordings.MISSING.search(fold(_below(fields)))
    if gone or (wordings.MISSING.search(said) and not (own and _speaks_of(fields.body, headline))):
        return None if dated and wordings.CORRECTION.match(headline) else Reason.SOFT_404
    if wordings.PAID.search(said):
        return Reason.NOT_ARTICLE
    shut = not (dated or is_of_address(document, fields.title)) and shuts_out(document, fields)
    return Reason.BLOCKED if shut or (not dated and wordings.TROUBLE.search(said)) else None


def _is_placed(document: Document, fields: Fields, *, dated: bool) -> bool:
    """The article's place is known, and something stands in it: what the rest says is of other things."""
    if is_challenge(document) or not (fields.body or fields.images or _shows(fields)):
        return False
    frame = fields.frame
    named = frame is not None and frame.rule.startswith("selector:")
    told = named or bool(machine(document).article)
    return (dated and told) or is_of_address(document, fields.title)


def _shows(fields: Fields) -> bool:
    return fields.media_kind in MAY_BE_EMPTY


def _in_its_place(fields: Fields) -> str:
    """Headline, text, and what stands between them: comments and other boxes say nothing of the page.

    With what asks for more right below the text.
    """
    frame = fields.frame
    inside = frame.walk.blocks[frame.above : frame.stop] if frame is not None else []
    return " ".join([fields.title, *(b.text for b in inside), fields.body, _below(fields)])


def _below(fields: Fields) -> str:
    """What right below the text asks of the reader for the rest of it, or says that it was taken down."""
    frame = fields.frame
    blocks = frame.walk.blocks[frame.stop : frame.stop + _BELOW] if frame is not None else []
    said = (block.text for block in blocks if block.share(LINK) < _LINKED)
    return " ".join(text for text in said if wordings.FOR_READING.search(fold(text)))


def _speaks_of(body: str, headline: str) -> bool:
    """A text with words of its headline; a notice in the place of an article that was taken down has none."""
    shared = set(_WORDS.findall(fold(body))).intersection(_WORDS.findall(headline))
    return sum(_OF_NOTICES.fullmatch(word) is None for word in shared) >= _OWN_WORDS


def _are_figures(body: str) -> bool:
    """Rows of a table; a few may lack their figures, and none is as long as a paragraph."""
    rows = body.split("\n\n")
    others = [row for row in rows if " | " not in row]
    return 4 * len(others) < len(rows) and all(len(row) < PARAGRAPH for row in others)


def _tells_no_news(document: Document, fields: Fields) -> bool:
    """An undated page of the newspaper about itself, figures alone, or a domain that somebody sells."""
    if _are_figures(fields.body) and not (fields.lead or fields.byline or fields.images):
        return True
    # "Liên hệ | Báo Mẫu": the site's name may stand behind it.
    standing = wordings.STANDING.fullmatch(re.split(r"\s[|–—-]\s", fold(fields.title))[0].strip())
    # "Chính sách bảo hiểm" is none of a newspaper ("báo").
    whose = (standing["whose"] or "") if standing else ""
    if standing and not (whose.startswith("bao ") and "báo" not in fields.title.lower()):
        return True
    return len(fields.body) < SHORT_PAGE and bool(
        wordings.PARKED.search(fold(visible_text(document)))
    )
