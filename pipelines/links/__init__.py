"""The addresses that a page leads to, as facts: nothing is asked here, nothing is dropped unseen."""

from pipelines.links.collect import Found, link_to
from pipelines.links.feeds import FeedError, feed_links
from pipelines.links.html import page_links
from pipelines.links.sitemaps import sitemap_links

__all__ = ["FeedError", "Found", "feed_links", "link_to", "page_links", "sitemap_links"]
