"""Tag lines in more forms than one element of links to searches: boxes called `tags`, lines of hashtags.

An address of these forms may lead to a search, a subject or another article's tags: only a box of nothing
else, with the class or the label of tags, is the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from lxml.etree import _Element as HtmlElement

from pipelines.fields.model import Frame
from pipelines.fields.select import Links, common_ancestor, text_of
from pipelines.text import fold

_FORM = re.compile(
    r"/(?:tim-kiem|tags?|tu-khoa|chu-de|search)[/?]|/tags?-|-tags?-?\d+(?:\.|/|$)"
    r"|/(?:tim-kiem|search)\.\w{3,5}\?"
)
_WORDS = ("tag", "tim-kiem", "tu-khoa", "chu-de", "search")
TAG_CLASS = re.compile(r"(?<![a-z])tags?(?![a-z])")
#: What many read now, on every page alike.
NOW_CLASS = re.compile(
    r"(?<![a-z])(?:hot|trend\w*|popular|cloud|noi-?bat|xu-?huong|tag-?cloud)(?![a-z])"
)
TAG_LABEL = re.compile(r"[^a-z]*(?:tu khoa|tags?|the|keywords?|chu de)(?: bai viet)?[^a-z]*")
#: The element that holds the links, and so many around it.
_LEVELS = 4
_INLINE = frozenset(("li", "span", "strong", "b", "em", "i", "h2", "h3", "h4"))
#: What stands beside the article or below the whole page.
_ELSEWHERE = frozenset(("aside", "footer", "nav", "header"))
_ASIDE = re.compile(r"(?:^|[\s_-])(?:side|foot|widget|right|colright|bottom)", re.IGNORECASE)
#: So many blocks behind the text its share line, its writer and a related box stand.
_NEAR = 6
#: No article has more, and a page of links alone is not searched to its end.
_MOST, _MOST_BOXES = 30, 20


def may_lead_to_tags(hrefs: str) -> bool:
    """A quick look at all addresses of a page, one a line."""
    return any(word in hrefs for word in _WORDS)


def boxed_tags(
    behind: Links,
    frame: Frame,
    is_of_now: Callable[[HtmlElement], bool],
    label_of: Callable[[HtmlElement], str],
) -> list[HtmlElement]:
    """Links of the first such box behind the headline; none where there is none.

    `is_of_now`: the list is the site's ("Chủ đề nóng"); `label_of`: the last words before a link.
    """
    found = [a for a, href in zip(*behind, strict=True) if _FORM.search(href)]
    boxes: dict[HtmlElement, list[HtmlElement]] = {}
    for link in found:
        box = _box(link)
        if box is not None:
            boxes.setdefault(box, []).append(link)
    for box, links in islice(boxes.items(), _MOST_BOXES):
        if len(links) > _MOST or not _holds_nothing_else(box, links):
            continue
        if is_of_now(links[0]) or _is_called_of_now(box) or not _stands_with(box, frame):
            continue
        labelled = TAG_LABEL.fullmatch(fold(label_of(links[0]))) is not None
        if labelled or TAG_CLASS.search(_called(box)) or _are_hashed(box, links, frame):
            return links
    return []


def _box(link: HtmlElement) -> HtmlElement | None:
    """The outermost element that is called so, else the one that holds the link."""
    above = list(islice((e for e in link.iterancestors() if e.tag not in _INLINE), _LEVELS))
    called = [e for e in above if e.tag not in {"body", "html"} and TAG_CLASS.search(_called(e))]
    return called[-1] if called else next(iter(above), None)


def _called(element: HtmlElement) -> str:
    return (element.get("class") or "").lower()


def _is_called_of_now(box: HtmlElement) -> bool:
    around = [box, *islice(box.iterancestors(), 2)]
    named = (
        f"{_called(e)} {(e.get('id') or '').lower()}"
        for e in around
        if e.tag not in {"body", "html"}
    )
    return any(map(NOW_CLASS.search, named))


def _stands_with(box: HtmlElement, frame: Frame) -> bool:
    """In the element of headline and text, or right behind it; the list of a whole site stands further away."""
    if frame.headline is None or frame.body is None:
        return False
    inside = frame.walk.within(box)
    around = common_ancestor(frame.headline, frame.body)
    whole = around.tag in {"body", "html"}
    if not whole and around in box.iterancestors():
        return True
    if not inside or not frame.stop <= inside.start <= frame.stop + _NEAR:
        return False
    outer = common_ancestor(around, box)
    for element in (box, *box.iterancestors()):
        if element is outer or element.tag in {"body", "html"}:
            return True
        if element.tag in _ELSEWHERE or _ASIDE.search(
            f"{_called(element)} {element.get('id') or ''}"
        ):
            return False
    return True


def _holds_nothing_else(box: HtmlElement, links: list[HtmlElement]) -> bool:
    """No other link with a text, and no word but a label."""
    own = set(links)
    if any(link not in own and text_of(link) for link in box.iter("a")):
        return False
    if any(fold(text_of(link)).startswith("tim kiem") for link in links):
        return False  # "Tìm kiếm nâng cao" is a form's
    said = text_of(box)
    for link in links:
        said = said.replace(text_of(link), " ", 1)
    return not any(map(str.isalpha, said)) or TAG_LABEL.fullmatch(fold(said)) is not None


def _are_hashed(box: HtmlElement, links: list[HtmlElement], frame: Frame) -> bool:
    """Hashtags in one box with headline and text, where no list of the whole site stands."""
    if not all(text_of(link).startswith("#") or _before(link).endswith("#") for link in links):
        return False
    if frame.headline is None or frame.body is None:
        return False
    around = common_ancestor(frame.headline, frame.body)
    return around.tag not in {"body", "html"} and around in box.iterancestors()


def _before(link: HtmlElement) -> str:
    before = link.getprevious()
    parent = link.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else ""
    return (text or "").rstrip()
