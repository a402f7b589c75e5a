"""The one way through the house: the steps in order, given a page and its newspaper.

Crawl, `show` and `reparse` all call these functions; there is no second way to read a page.
Nothing here asks the network, reads a clock or touches a database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from pipelines.answers import Judged, judge_answer
from pipelines.article import build_article
from pipelines.dates import Dates, parse_date, read_dates
from pipelines.document import Document, EncodingError, TooDeepError, parse
from pipelines.fields import Fields, read_fields, recognised
from pipelines.items import Article, Link, RawPage
from pipelines.links import FeedError, Found, feed_links, page_links, sitemap_links, take_own
from pipelines.naming import own_name
from pipelines.outcomes import LINK_KINDS, Outcome, PageKind, Reason
from pipelines.rules import Newspaper, RuleSet
from pipelines.urls import Refused, read_address
from pipelines.validation import legacy_letters, validate
from pipelines.walls import is_wall


@dataclass(slots=True)
class Reading:
    """What the steps know of one page so far. `judged` ends it: later steps pass it on."""

    judged: Judged | None = None
    document: Document | None = None
    rule_set: RuleSet | None = None
    links: tuple[Link, ...] = ()
    #: Why addresses on the page were left aside, counted.
    left: Counter[str] = field(default_factory=Counter)
    #: Other addresses of the page itself that it links to (print copy, new slug): not asked again.
    own_urls: tuple[str, ...] = ()
    fields: Fields | None = None
    dates: Dates | None = None
    article: Article | None = None


_WALLED = Judged(Outcome.DEFERRED, Reason.BLOCKED, "a wall answered")

Step = Callable[[RawPage, Newspaper, Reading], Reading]


def open_page(page: RawPage, newspaper: Newspaper, reading: Reading) -> Reading:
    """Judge the answer; parse the body of an HTML page once for all later steps."""
    judged = judge_answer(page, newspaper)
    if judged is not None and judged.reason is Reason.SOFT_404 and _is_walled(page):
        # Redirected away from the article, but to a wall: that says nothing of the article.
        judged = _WALLED
    if judged is not None and judged.reason is Reason.HTTP and _is_walled(page):
        judged = _WALLED
    if judged is not None or page.kind in {PageKind.FEED, PageKind.SITEMAP}:
        return replace(reading, judged=judged)
    content_type = header(page, "content-type") or ""
    if not _is_html(content_type, page.body):
        return _rejected(reading, Reason.NOT_ARTICLE, f"not HTML: {content_type or 'no type'}")
    try:
        document = parse(page.body, content_type, page.final_url or page.url)
    except EncodingError as error:
        return _rejected(reading, Reason.ENCODING, str(error))
    except TooDeepError as error:
        return _rejected(reading, Reason.TOO_DEEP, str(error))
    # The layout is that of the day the page was fetched, not of the day it is read again.
    day = newspaper.day_of(page.fetched_at)
    if newspaper.foreign:
        rule_set = recognised(document, newspaper.rule_sets, day)
    else:
        rule_set = newspaper.rule_set_for(day)
    return replace(reading, document=document, rule_set=rule_set)


def find_links(page: RawPage, newspaper: Newspaper, reading: Reading) -> Reading:
    """Addresses the page leads to; a page that is read for its links only ends here."""
    if reading.judged is not None:
        return reading
    try:
        found = _found(page, newspaper, reading)
    except FeedError as error:
        if _is_walled(page):
            return replace(reading, judged=_WALLED)
        return _rejected(reading, Reason.BAD_FEED, str(error))
    # "Listed, no links" would call the walk finished, and the newspaper empty.
    if page.kind in LINK_KINDS and not _articles(found) and _is_walled(page, reading.document):
        return replace(reading, judged=_WALLED)
    judged = Judged(Outcome.LISTED) if page.kind in LINK_KINDS else None
    if newspaper.foreign:
        return replace(reading, left=Counter(foreign=len(found.links)), judged=judged)
    own_urls: tuple[str, ...] = ()
    if page.kind is PageKind.ARTICLE:
        own_urls = take_own(found, page.final_url or page.url, newspaper)
    links = tuple(found.links.values())
    if page.kind in {PageKind.FEED, PageKind.SITEMAP}:  # they alone say when
        links = tuple(_dated(link, page, newspaper) for link in links)
    return replace(reading, links=links, left=found.left, own_urls=own_urls, judged=judged)


def _articles(found: Found) -> bool:
    return any(link.kind is PageKind.ARTICLE for link in found.links.values())


def _is_walled(page: RawPage, document: Document | None = None) -> bool:
    """True when an answer that is no page of the site is a wall's."""
    if document is not None:
        return is_wall(document)
    content_type = header(page, "content-type") or ""
    if not page.body or not _is_html(content_type, page.body):
        return False
    try:
        return is_wall(parse(page.body, content_type, page.final_url or page.url))
    except (EncodingError, TooDeepError):
        return False


def _found(page: RawPage, newspaper: Newspaper, reading: Reading) -> Found:
    url = page.final_url or page.url
    if page.kind is PageKind.FEED:
        return feed_links(page.body, url, newspaper)
    if page.kind is PageKind.SITEMAP:
        return sitemap_links(page.body, page.hints, newspaper)
    assert reading.document is not None
    return page_links(reading.document, page.kind, newspaper)


def _dated(link: Link, page: RawPage, newspaper: Newspaper) -> Link:
    """The link with its printed date read: `date` is the day in the newspaper's zone."""
    raw = link.hints.get("date_raw")
    if not raw:
        return link
    parsed = parse_date(raw, language="en", rules=newspaper.dates, fetched_at=page.fetched_at)
    if parsed is None:
        return link
    return replace(link, hints=link.hints | {"date": parsed.value[:10]})


def find_fields(page: RawPage, newspaper: Newspaper, reading: Reading) -> Reading:
    """Every field but the dates."""
    if reading.judged is not None:
        return reading
    assert reading.document is not None
    assert reading.rule_set is not None
    fields = read_fields(reading.document, newspaper, reading.rule_set, page.hints)
    return replace(reading, fields=fields)


def find_dates(page: RawPage, newspaper: Newspaper, reading: Reading) -> Reading:
    """Published and modified."""
    if reading.judged is not None:
        return reading
    assert reading.document is not None
    assert reading.fields is not None
    assert reading.rule_set is not None
    dates = read_dates(
        reading.document,
        reading.fields,
        newspaper,
        reading.rule_set,
        page.fetched_at,
        page.hints,
    )
    return replace(reading, dates=dates)


def check(page: RawPage, newspaper: Newspaper, reading: Reading) -> Reading:
    """The article, or the reason why the page is none."""
    if reading.judged is not None:
        return reading
    assert reading.document is not None
    assert reading.fields is not None
    assert reading.dates is not None
    assert reading.rule_set is not None
    address = read_address(page.final_url or page.url, newspaper)
    if isinstance(address, Refused):
        return replace(reading, judged=Judged(Outcome.SKIPPED, Reason(address.reason)))
    address = own_name(address, reading.fields.canonical, newspaper, reading.fields.title)
    if legacy := legacy_letters(reading.fields):
        return _rejected(reading, Reason.ENCODING, legacy)
    reason = validate(reading.document, reading.fields, newspaper, dated=reading.dates.on_page)
    if reason is Reason.BLOCKED:
        return replace(reading, judged=_WALLED)
    if reason is Reason.SOFT_404:
        # "Gone", said with a 200: the store, which knows whether there is an article, decides.
        return replace(
            reading, judged=Judged(Outcome.WITHDRAWN, reason, "the page says it is gone")
        )
    if reason is not None:
        return _rejected(reading, reason, None)
    article = build_article(
        reading.fields,
        reading.dates,
        newspaper,
        reading.rule_set,
        address,
        archive_ref=page.archive_ref,
    )
    return replace(reading, article=article)


#: After the archive, before storage.
STEPS: Mapping[str, Step] = {
    "open": open_page,
    "links": find_links,
    "fields": find_fields,
    "dates": find_dates,
    "validation": check,
}


def read_page(page: RawPage, newspaper: Newspaper) -> Reading:
    """All steps at once: what `show` and `reparse` do with a page from the archive."""
    reading = Reading()
    for step in STEPS.values():
        reading = step(page, newspaper, reading)
    return reading


def header(page: RawPage, name: str) -> str | None:
    """The last value of a response header; None when it was not sent."""
    values = [value for key, value in page.headers if key.lower() == name]
    return values[-1] if values else None


def _is_html(content_type: str, body: bytes) -> bool:
    mime = content_type.partition(";")[0].strip().lower()
    if mime in {"text/html", "application/xhtml+xml"}:
        return True
    # A missing or generic type is common on old servers: then the bytes decide.
    generic = mime in {"", "text/plain", "application/octet-stream"}
    return generic and b"<" in body[:1024].lstrip()[:1]


def _rejected(reading: Reading, reason: Reason, detail: str | None) -> Reading:
    return replace(reading, judged=Judged(Outcome.REJECTED, reason, detail))
