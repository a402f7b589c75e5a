"""Pictures of an article as they are stored: address, caption, credit."""

from __future__ import annotations

import re

from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.blocks import Block
from pipelines.fields.captions import credit_of, is_credit
from pipelines.fields.looks import CAPTION
from pipelines.fields.model import Frame
from pipelines.items import Image

_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-image", "src")
_ICON = re.compile(
    r"(?:^|/)(?:icon|logo|ico|spacer|blank|transparent|pixel|loading|avatar)s?[-_./\d]",
    re.IGNORECASE,
)
#: What the advertising networks of Vietnamese newspapers serve.
_ADVERT = re.compile(
    r"//(?:[\w-]+\.)*(?:admicro|adtima|eclick|novanet|doubleclick|googlesyndication)\."
)


def read_images(document: Document, frame: Frame, pictures: dict[int, list[int]]) -> list[Image]:
    """Pictures with their captions whole and the credit found in them; icons left out."""
    images, seen = [], set()
    for index, captions in pictures.items():
        image = frame.walk.blocks[index].image
        url = _address(document, image) if image is not None else None
        if url is None or url in seen:
            continue
        seen.add(url)
        images.append(Image(url, *_caption([frame.walk.blocks[i] for i in captions])))
    return images


def _caption(lines: list[Block]) -> tuple[str | None, str | None]:
    """Caption and credit. A credit in a paragraph of its own below the caption is none of it."""
    caption = " ".join(line.text for line in lines) or None
    credit = credit_of(caption)
    if credit is None or len(lines) < 2 or not is_credit(lines[-1].text):
        return caption, credit
    above, last = lines[-2], lines[-1]
    if last.element is above.element or last.flags & CAPTION:
        return caption, credit
    return " ".join(line.text for line in lines[:-1]), credit_of(last.text)


def _address(document: Document, image: HtmlElement) -> str | None:
    for name in _SOURCES:
        value = image.get(name) or ""
        if value and not value.startswith("data:"):
            url = document.resolve(value)
            if url and not _ICON.search(url) and not _ADVERT.search(url) and not _tiny(image):
                return url
    return None


def _tiny(image: HtmlElement) -> bool:
    sizes = [image.get(name, "").removesuffix("px") for name in ("width", "height")]
    return any(size.isdigit() and int(size) <= 40 for size in sizes)
