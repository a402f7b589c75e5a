"""What an article mainly is: text, or pictures, a video, a recording, a laid-out story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree
from lxml.etree import _Element as HtmlElement

from pipelines.document import Document
from pipelines.fields.machine import Machine, machine
from pipelines.fields.model import Fields, Frame
from pipelines.fields.select import common_ancestor, elements
from pipelines.text import fold

_VIDEO = etree.XPath(
    ".//video | .//iframe[contains(@src, 'youtube') or contains(@src, 'youtu.be') or "
    "contains(@src, 'vimeo') or contains(@src, 'video') or contains(@src, 'player') or "
    "contains(@src, 'facebook.com/plugins/video') or contains(@src, 'tiktok.com')] | "
    ".//blockquote[contains(@class, 'tiktok-embed') or contains(@cite, 'tiktok.com')] | .//div[contains(@class, 'fb-video')] | .//embed[contains(@src, '.mp4') or "
    "contains(@src, '.flv')] | .//source[contains(@type, 'video')]"
)
_AUDIO = etree.XPath(".//audio | .//source[contains(@type, 'audio')]")
_SHOWN_PDF = etree.XPath(
    ".//iframe[contains(@src, '.pdf')] | .//embed[contains(@src, '.pdf')] | "
    ".//object[contains(@data, '.pdf')]"
)
_PDF = etree.XPath(
    ".//iframe[contains(@src, '.pdf')] | .//embed[contains(@src, '.pdf')] | "
    ".//object[contains(@data, '.pdf')] | .//a[contains(@href, '.pdf')]"
)
#: Fewer letters than this are no text of its own beside a video or pictures.
_LITTLE = 700
_MANY_PICTURES = 5
_NOTHING = 40
#: A player beside more than this reads the article aloud.
_ANNOUNCED = 200


#: What newspapers write before a headline, and call the section of such articles.
_LABELS = (
    ("emagazine", r"e-?magazine|mega ?story|long-?form"),
    ("infographic", r"infographics?|do hoa"),
    ("video", r"video|clip|phim tai lieu"),
    ("audio", r"podcast|audio|phat thanh"),
    ("photo", r"photo|anh|(?:phong su|chum|bo|tin) anh"),
)
_BEFORE_TITLE = [
    (kind, re.compile(rf"[\[(]\s*(?:{words})\s*[\])]|(?:{words})\s*[:|–-]\s"))
    for kind, words in _LABELS
]
_OF_SECTION = [
    (kind, re.compile(rf"(?:^|[/-])(?:{words.replace(' ', '-')})s?(?:$|/)"))
    for kind, words in _LABELS
]
_FEW_PICTURES = 2


def read_media_kind(document: Document, facts: Machine, fields: Fields) -> str:
    """text, photo, video, audio, pdf, emagazine, infographic, live.

    What the newspaper calls it counts where the thing itself is there too; else what there is
    beside little text.
    """
    kinds = facts.article.get("@type")
    if "LiveBlogPosting" in (kinds if isinstance(kinds, list) else [kinds]):
        return "live"
    called = kind_called(fields.title, fields.sections)
    if called in {"emagazine", "infographic"}:
        return called
    pictures = len(fields.images)
    if called is None and len(fields.body) > _LITTLE:
        return "text"
    if called == "photo" and pictures > _FEW_PICTURES:
        return "photo"
    little = len(fields.body) <= _LITTLE
    root = _main(document, fields.frame)
    told = facts.meta.get("og:type", "").startswith("video") or bool(facts.video)
    if (little or called == "video") and (elements(_VIDEO, root) or told):
        return "video"
    short = len(fields.body) < _ANNOUNCED
    if (short or called == "audio") and elements(_AUDIO, root):
        return "audio"
    if little and (pictures >= _MANY_PICTURES or (pictures and len(fields.body) < _NOTHING)):
        return "photo"
    if short and elements(_SHOWN_PDF, root):
        return "pdf"
    return "pdf" if len(fields.body) < _NOTHING and elements(_PDF, root) else "text"


def kind_called(title: str, sections: Sequence[str] = ()) -> str | None:
    """What the headline begins with, else what the article's own section is."""
    folded = fold(title)
    for kind, pattern in _BEFORE_TITLE:
        if pattern.match(folded):
            return kind
    own = sections[0] if sections else ""
    return next((kind for kind, pattern in _OF_SECTION if pattern.search(own)), None)


def told_video(document: Document) -> HtmlElement | None:
    """Where the video stands that the page says it is of; its root where only scripts show it."""
    if not machine(document).video:
        return None
    return next(iter(elements(_VIDEO, document.tree)), document.tree)


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
