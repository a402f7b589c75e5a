"""Text that stands on the page and is shown when the reader asks for the rest of it: "Xem thêm"."""

from __future__ import annotations

import re

from lxml.etree import _Element as HtmlElement

from pipelines.fields.byline import has_label, looks_like_names
from pipelines.text import clean, fold

_MORE = re.compile(
    r"[\W_]*(?:(?:xem|doc|hien)(?: thi)? (?:them|tiep|toan bo|day du|het)(?: noi dung| bai viet| bai)?"
    r"|(?:read|show|view) (?:more|all|full article))[\W_]*"
)
_BOXES = frozenset(("div", "section", "article"))
_NOWHERE = ("#", "javascript:")
#: As many letters as a paragraph has at least; no button has more than so many.
_PARAGRAPH, _BUTTON = 60, 40


def unfolding(element: HtmlElement) -> HtmlElement | None:
    """The button right behind a hidden element that shows it, where a text goes on in there; else None.

    What else a page hides (menus, windows, copies, adverts) is not behind such a button, or has links; what
    stands below the writer's name (terms, who the writer is) is no part of the text.
    """
    button = element.getnext()
    if element.tag not in _BOXES or button is None or (element.tail or "").strip():
        return None
    words = _said(button)
    if len(words) > _BUTTON or not _MORE.fullmatch(fold(words)) or _leads_on(button):
        return None
    linked = sum(len(_said(link)) for link in element.iter("a"))
    if len(_said(element)) < _PARAGRAPH + 2 * linked:
        return None
    before = [sibling for sibling in element.itersiblings(preceding=True) if _said(sibling)]
    return button if _goes_on(before) else None


def _goes_on(before: list[HtmlElement]) -> bool:
    """Paragraphs, and no signature behind the last one; `before`: what stands above, the nearest first."""
    for sibling in before:
        said = _said(sibling)
        style = (sibling.get("style") or "").lower().replace(" ", "")
        right = "text-align:right" in style or sibling.get("align") == "right"
        if right and looks_like_names(said):
            return False
        if len(said) >= _PARAGRAPH:
            return True
        # A sub-heading may look like a name, and below a picture stands who took it.
        above = sibling.getprevious()
        pictured = above is not None and above.find(".//img") is not None
        if not pictured and (has_label(said) or looks_like_names(said)):
            return False
    return False


def _said(element: HtmlElement) -> str:
    return clean(" ".join(map(str, element.itertext())))


def _leads_on(button: HtmlElement) -> bool:
    """To another page: then what it shows is there."""
    targets = (link.get("href") or "#" for link in button.iter("a"))
    return not all(target.strip().lower().startswith(_NOWHERE) for target in targets)
