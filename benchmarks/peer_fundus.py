"""A parser for Fundus of the content system `family_a`, as its users write one for a newspaper.

Read by `benchmarks.peers` in `.venv-fundus`: Fundus wants an older lxml than the other peers do. It gives
what Fundus' own parsers give: title, text with lead, authors, day and time, tags, pictures with captions.
"""

from fundus.parser import BaseParser, ParserProxy, attribute
from fundus.parser.utility import (
    extract_article_body_with_selector,
    generic_author_parsing,
    generic_date_parsing,
    generic_nodes_to_text,
    generic_topic_parsing,
    image_extraction,
)
from lxml.cssselect import CSSSelector
from lxml.etree import XPath


class FamilyAParser(ParserProxy):
    """Báo Long An, Cần Thơ, An Giang."""

    class V1(BaseParser):
        """The layout of 2022 and later."""

        _title = CSSSelector("h1.margintopbot10")
        _published = CSSSelector("span.pubdate, div.pubdate")
        _lead = CSSSelector("p.fontd, div.detail-desc p.fontd")
        _paragraphs = XPath(
            "//div[contains(@class,'content-fck')]/p[not(.//img) and not(em)"
            " and not(contains(@style, 'right'))]"
        )
        _byline = XPath("//div[contains(@class,'content-fck')]/p[contains(@style, 'right')]/strong")
        _tags = CSSSelector(".block_tag a.tag_item")

        @attribute
        def title(self):
            """The headline."""
            found = generic_nodes_to_text(self._title(self.precomputed.doc), normalize=True)
            return found[0] if found else None

        @attribute
        def body(self):
            """Lead and paragraphs."""
            return extract_article_body_with_selector(
                self.precomputed.doc,
                summary_selector=self._lead,
                paragraph_selector=self._paragraphs,
            )

        @attribute
        def publishing_date(self):
            """As printed, with Fundus' own helper."""
            found = generic_nodes_to_text(self._published(self.precomputed.doc), normalize=True)
            return generic_date_parsing(found[0] if found else None)

        @attribute
        def authors(self):
            """The line at the end."""
            found = generic_nodes_to_text(self._byline(self.precomputed.doc), normalize=True)
            return generic_author_parsing(found[-1] if found else None)

        @attribute
        def topics(self):
            """Tags."""
            return generic_topic_parsing(
                generic_nodes_to_text(self._tags(self.precomputed.doc), normalize=True)
            )

        @attribute
        def images(self):
            """Pictures of the text."""
            return image_extraction(
                doc=self.precomputed.doc,
                paragraph_selector=self._paragraphs,
                image_selector=XPath("//div[contains(@class,'content-fck')]//img"),
                upper_boundary_selector=XPath("//body"),
                caption_selector=XPath("./ancestor::p/following-sibling::p[1]/em"),
                author_selector=XPath("./ancestor::p/following-sibling::p[1]/em"),
                relative_urls=XPath("string(//link[@rel='canonical']/@href)"),
            )


PARSER = FamilyAParser()()
