"""What an article mainly is: text, or pictures, a video, a recording, a laid-out story."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from pipelines.document import Document
from pipelines.fields.frame import common_ancestor
from pipelines.fields.machine import Machine
from pipelines.fields.model import Frame
from pipelines.fields.select import elements

_VIDEO = etree.XPath(
    ".//video | .//iframe[contains(@src, 'youtube') or contains(@src, 'youtu.be') or "
    "contains(@src, 'vimeo') or contains(@src, 'video') or contains(@src, 'player') or "
    "contains(@src, 'facebook.com/plugins/video')] | .//embed[contains(@src, '.mp4') or "
    "contains(@src, '.flv')] | .//source[contains(@type, 'video')]"
)
_AUDIO = etree.XPath(".//audio | .//source[contains(@type, 'audio')]")
_PDF = etree.XPath(
    ".//iframe[contains(@src, '.pdf')] | .//embed[contains(@src, '.pdf')] | "
    ".//object[contains(@data, '.pdf')] | .//a[contains(@href, '.pdf')]"
)
#: Fewer letters than this are no text of its own beside a video or pictures.
_LITTLE = 700
_MANY_PICTURES = 5


def read_media_kind(
    document: Document, facts: Machine, frame: Frame | None, body: str, pictures: int
) -> str:
    """text, photo, video, audio, pdf: by what there is beside little text."""
    if len(body) > _LITTLE:
        return "text"
    root = _main(document, frame)
    if elements(_VIDEO, root) or facts.meta.get("og:type", "").startswith("video"):
        return "video"
    if elements(_AUDIO, root):
        return "audio"
    if pictures >= _MANY_PICTURES or (pictures and len(body) < 40):
        return "photo"
    return "pdf" if len(body) < 40 and elements(_PDF, root) else "text"


def _main(document: Document, frame: Frame | None) -> HtmlElement:
    """The article's surroundings: players in the margin are none of its own."""
    if frame is None or (frame.body is None and frame.headline is None):
        return document.tree
    if frame.body is None or frame.headline is None:
        inner = frame.body if frame.body is not None else frame.headline
        parent = inner.getparent() if inner is not None else None
        return parent if parent is not None else document.tree
    around = common_ancestor(frame.headline, frame.body)
    return frame.body if around.tag in {"body", "html"} else around
