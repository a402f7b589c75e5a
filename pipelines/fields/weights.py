"""How much each block looks like text of an article, and where that text ends."""

from __future__ import annotations

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block
from pipelines.fields.feet import begins_foot, is_contact, is_foot
from pipelines.fields.looks import LINK
from pipelines.fields.marks import PARAGRAPH, SHORT, ends_article, heads_related
from pipelines.fields.shell import MIN_BODY
from pipelines.text import clean

_DEEP, _PARAGRAPHS = 3, 2
_LINKED = 0.85
_ASIDE = frozenset(("aside", "footer", "nav"))


def weights(blocks: list[Block], start: int, stop: int, least: int = MIN_BODY) -> list[float]:
    """How much each block looks like text of an article (0 outside); repeated ones count once."""
    seen: set[str] = set()
    result = [0.0] * len(blocks)
    for index in range(start, stop):
        block = blocks[index]
        text = block.text
        long = len(text) >= least and (least == MIN_BODY or text.endswith((".", "!", "…")))
        if long and text not in seen and not (is_foot(text) or is_contact(text)):
            linked = block.share(LINK)
            if linked < 0.5 and block.element.tag not in _ASIDE:
                result[index] = len(text) * (1 - linked)
        seen.add(text)
    return result


def is_tag_line(block: Block) -> bool:
    """A label in an element of its own, glued to the first tag: `<b>TAG</b><a>lúa</a>`."""
    runs = block.runs
    if len(runs) < 2 or len(block.text) > 2 * SHORT or not any(flags & LINK for _, flags in runs):
        return False
    label, flags = runs[0]
    return not flags & LINK and ends_article(clean(label))


def end_mark(blocks: list[Block], weight: list[float], start: int, stop: int) -> int:
    """Index of the share line, tag line, comment heading or footer that ends the text."""
    total = sum(weight[start:stop])
    before, paragraphs = 0.0, 0
    for index in range(start, stop):
        if weight[index]:
            before += weight[index]
            paragraphs += 1
        elif before >= 0.3 * total or (paragraphs > 1 and before > 300):
            text = blocks[index].text
            # Below a share line within the text more than one paragraph goes on, below a picture's
            # copyright too.
            foot = bool(text) and begins_foot(blocks, index)
            ends = foot or ends_article(text) or is_tag_line(blocks[index])
            least = 1 if heads_related(text) else 2 if ends else 0
            # Behind a lead alone; further down such a paragraph may be a teaser's.
            if least == 1 and paragraphs == 1 and _tops_text(blocks, weight, index, stop):
                continue
            if least and not _goes_on(blocks, weight, range(index + 1, stop), least):
                return index
    return stop


def _tops_text(blocks: list[Block], weight: list[float], index: int, stop: int) -> bool:
    """A related box at the top of an element whose first paragraph stands right behind its links."""
    later = index + 1
    while later < stop and (blocks[later].image is not None or blocks[later].share(LINK) > _LINKED):
        later += 1
    if later in {index + 1, stop} or weight[later] < PARAGRAPH:
        return False
    around = blocks[later].element.getparent()
    if around is None or around.tag in {"body", "html"}:
        return False
    above = [
        around in block.element.iterancestors() for block in blocks[max(0, index - 1) : index + 1]
    ]
    return above == [False, True]


def _goes_on(blocks: list[Block], weight: list[float], behind: range, least: int) -> bool:
    """At least so many paragraphs beside those before the box follow behind it."""
    early = [blocks[i].element for i in range(behind.start - 1) if weight[i] >= PARAGRAPH]
    parents = {element.getparent() for element in early}
    # Each paragraph in a wrapper of its own: then the wrappers stand beside each other.
    alone = len(early) > 1 and len(parents) == len(early)
    wrappers = {place for element in early for place in _wrapped(element)} if alone else set()
    looks = _looks(early)
    for later in behind:
        if ends_article(blocks[later].text):
            return False
        element = blocks[later].element
        if weight[later] >= PARAGRAPH and (
            element.getparent() in parents
            or any(p in wrappers for p in _wrapped(element))
            or (looks and _look(element) in looks)
        ):
            least -= 1
            if least == 0:
                return True
    return False


def _looks(elements: list[HtmlElement]) -> set[tuple[str, str, str]]:
    """Tag and class that several paragraphs have in common, or that of the element around them."""
    looks: dict[tuple[str, str, str], HtmlElement] = {}
    common: set[tuple[str, str, str]] = set()
    for element in elements:
        look = _look(element)
        # One element that holds all lines of a text is like its comments' often enough.
        if look is not None and looks.setdefault(look, element) is not element:
            common.add(look)
    return common


def _look(element: HtmlElement) -> tuple[str, str, str] | None:
    own = element.get("class") or ""
    parent = element.getparent()
    around = "" if own or parent is None else parent.get("class") or ""
    return (str(element.tag), own, around) if own or around else None


def _wrapped(element: HtmlElement) -> list[tuple[HtmlElement, tuple[str, ...]]]:
    """Where an element's wrappers stand: (ancestor, tags on the way down), two and three up."""
    places = []
    tags: tuple[str, ...] = (str(element.tag),)
    inner = element.getparent()
    for _level in range(2):
        if inner is None or (above := inner.getparent()) is None:
            break
        tags = (str(inner.tag), *tags)
        places.append((above, tags))
        inner = above
    return places


def alike(
    best: HtmlElement, blocks: list[Block], weight: list[float], stop: int
) -> list[HtmlElement]:
    """Elements of the tag and class of `best`, itself included, that hold paragraphs of the text too.

    Systems that set pictures or adverts across the page cut the text into several such elements.
    """
    name = best.get("class")
    held: dict[HtmlElement, int] = {}
    for index in range(stop if name else 0):
        if weight[index] < PARAGRAPH:
            continue
        place: HtmlElement | None = blocks[index].element
        for _level in range(_DEEP):
            if place is None:
                break
            if place.tag == best.tag and place.get("class") == name:
                held[place] = held.get(place, 0) + 1
                break
            place = place.getparent()
    return [element for element, count in held.items() if count >= _PARAGRAPHS or element is best]
