"""What the field rules hand to each other and to the steps that follow."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element as HtmlElement

from pipelines.fields.blocks import Block, Walk
from pipelines.items import Author, Image, Source

#: Rules of pages without a paragraph: verses, other short lines, and pictures only.
VERSE = "structure:verse"
LINES = "structure:lines"
PICTURES = "structure:pictures"
#: So many pictures with one text above them are a photo story.
STORY = 3


@dataclass(slots=True)
class Frame:
    """Where the parts of an article stand on the page; all indexes are of `walk.blocks`."""

    walk: Walk
    #: The headline's element, its first block, and the index after its last (0: none found).
    headline: HtmlElement | None = None
    above: int = 0
    #: What stands in the headline's own line behind it (a date, in templates of spans).
    beside: str = ""
    top: int = 0
    #: The element that holds the text; None: none was found.
    body: HtmlElement | None = None
    #: Elements of the rule set that `body` holds, where they are several, and what stands between them.
    parts: tuple[HtmlElement, ...] = ()
    between: tuple[HtmlElement, ...] = ()
    #: First and after-last block of the text, end marks and what follows them excluded.
    start: int = 0
    stop: int = 0
    #: First paragraph of the text proper (what stands before it is the head).
    first: int = 0
    #: Rule that found `body`.
    rule: str = ""
    #: The system's own element for the text is there, and nothing is in it.
    empty: bool = False
    #: Where structure was asked: the whole page, as it was asked of.
    page: Frame | None = None

    @property
    def inside(self) -> range:
        """Blocks from the first of the text's element, or of its parts, to the last."""
        if len(self.parts) > 1 and self.body is not None:
            first, last = (self.walk.within(part) for part in (self.parts[0], self.parts[-1]))
            return range(first.start, last.stop)
        return self.walk.within(self.body) if self.body is not None else range(0)

    @property
    def head(self) -> list[Block]:
        """Blocks between headline and text: date, byline, lead, tools."""
        return self.walk.blocks[self.top : max(self.first, self.top)]


@dataclass(slots=True)
class Fields:
    """Everything a page says but for the dates. Text is clean (see `pipelines.text`)."""

    #: Empty where no rule found one; `validation` then says why.
    title: str = ""
    lead: str | None = None
    #: Paragraphs separated by one empty line.
    body: str = ""
    byline: str | None = None
    authors: list[Author] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    #: Slug path of the innermost section.
    section: str | None = None
    #: Slug paths of all sections the page names, the article's own first.
    sections: list[str] = field(default_factory=list)
    #: What the page calls those that it calls something.
    section_names: dict[str, str] = field(default_factory=dict)
    media_kind: str = "text"
    #: Addresses of the same article in another language.
    translations: list[str] = field(default_factory=list)
    #: Address the page calls its own (`rel=canonical`, `og:url`).
    canonical: str | None = None
    #: vi, en or None, judged by the text.
    language: str | None = None
    #: Which paragraphs and links there are: what tells an article from a listing.
    paragraphs: int = 0
    linked_blocks: int = 0
    provenance: dict[str, Source] = field(default_factory=dict)
    #: Where things stand, for the dates; None where no text was found.
    frame: Frame | None = field(default=None, repr=False)
