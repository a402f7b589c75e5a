"""Simple selectors answered from one look at the page: each class and id with its elements.

Rule sets ask some forty selectors of a page, most of which name a class that is not there. One pass
over the tree answers them all; XPath would make a pass for each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple, cast

from lxml import etree
from lxml.etree import _Element as HtmlElement

# Asking for the attributes and their elements is six times as fast as `//*[@class]`.
_CLASSED = etree.XPath("//@class/..")
_WITH_ID = etree.XPath("//@id/..")
_COMPOUND = re.compile(r"([a-z][\w-]*)?((?:[.#][A-Za-z_][\w-]*)*)((?:\[[a-z][a-z-]*\])*)")
_NAME = re.compile(r"([.#])([\w-]+)")
_ATTRIBUTE = re.compile(r"\[([a-z-]+)\]")


class Compound(NamedTuple):
    """One step of a selector: `div.content-fck#x[data]`."""

    tag: str | None
    classes: tuple[str, ...]
    ids: tuple[str, ...]
    attributes: tuple[str, ...]

    def matches(self, element: HtmlElement) -> bool:
        """Whether the element itself is of this kind."""
        if self.tag is not None and element.tag != self.tag:
            return False
        if self.ids and any(element.get("id") != name for name in self.ids):
            return False
        if self.classes:
            tokens = (element.get("class") or "").split()
            if any(name not in tokens for name in self.classes):
                return False
        return all(element.get(name) is not None for name in self.attributes)


@lru_cache(maxsize=1024)
def simple(selector: str) -> tuple[Compound, ...] | None:
    """The steps of a selector with blanks as its only combinator; None for any other."""
    steps = []
    for part in selector.split():
        match = _COMPOUND.fullmatch(part)
        if match is None:
            return None
        names = _NAME.findall(match[2])
        classes = tuple(name for sign, name in names if sign == ".")
        ids = tuple(name for sign, name in names if sign == "#")
        steps.append(Compound(match[1], classes, ids, tuple(_ATTRIBUTE.findall(match[3]))))
    return tuple(steps) or None


class NameIndex:
    """Classes and ids of one tree."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.classes: dict[str, list[HtmlElement]] = defaultdict(list)
        for element in cast("list[HtmlElement]", _CLASSED(tree)):
            for token in (element.get("class") or "").split():
                self.classes[token].append(element)

    @cached_property
    def ids(self) -> dict[str, list[HtmlElement]]:
        """Made when an id is asked for: the rules of few systems name one."""
        ids: dict[str, list[HtmlElement]] = defaultdict(list)
        for element in cast("list[HtmlElement]", _WITH_ID(self.tree)):
            ids[element.get("id") or ""].append(element)
        return ids

    def find(self, steps: tuple[Compound, ...], root: HtmlElement | None) -> list[HtmlElement]:
        """Elements that the steps lead to, in document order, `root` or inside it."""
        last = steps[-1]
        # Most selectors name what this page has not.
        if any(name not in self.classes for name in last.classes):
            return []
        return [
            element
            for element in self._candidates(steps, root)
            if last.matches(element) and _stands_in(element, steps[:-1], root)
        ]

    def _candidates(
        self, steps: tuple[Compound, ...], root: HtmlElement | None
    ) -> Iterator[HtmlElement]:
        last = steps[-1]
        named = [self.classes.get(name, []) for name in last.classes]
        named += [self.ids.get(name, []) for name in last.ids]
        if named:
            # A class may be written twice on one element.
            fewest = min(named, key=len)
            yield from dict.fromkeys(fewest)
        elif len(steps) > 1:
            holders = self.find(steps[:-1], root)
            inside = (element for holder in holders for element in holder.iter(last.tag or "*"))
            yield from dict.fromkeys(inside)
        else:
            yield from (self.tree if root is None else root).iter(last.tag or "*")


def _stands_in(element: HtmlElement, above: tuple[Compound, ...], root: HtmlElement | None) -> bool:
    """Whether `element` is in `root`, and its ancestors there match the steps, innermost last."""
    if not above and root is None:
        return True
    left = len(above)
    inside = root is None or element is root
    place = None if element is root else element.getparent()
    while place is not None and (left or not inside):
        if left and above[left - 1].matches(place):
            left -= 1
        if place is root:
            inside = True
            break
        place = place.getparent()
    return inside and not left
