"""Addresses: one canonical form for each page, what kind of page it is, and its number.

http and https, `www.` and other aliases, tracking parameters, session ids, fragments, print
copies and letters in NFC or NFD all lead to one address, so that a page is asked once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urldefrag, urlencode, urljoin, urlsplit

from pipelines.outcomes import PageKind
from pipelines.rules import AddressRules, Edition, Newspaper

#: Longer addresses are noise (inputs: a 10 KB href), and no newspaper prints one.
MAX_LENGTH = 2_000

_SESSION = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/?#]*", re.IGNORECASE)
_TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|gclid|zarsrc|mc_[ce]id|ref|src|sid|phpsessid)$", re.IGNORECASE
)
_PROGRAM = re.compile(r"\.(?:aspx?|php|jsp|cgi)$", re.IGNORECASE)
_SAFE_IN_PATH = "/-._~!$&'()*+,;=:@"
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Address(NamedTuple):
    """A canonical address and what it means for its newspaper."""

    url: str
    host: str
    edition: Edition
    #: None: an address that is never asked (search, log-in, images, unknown forms).
    kind: PageKind | None
    #: The newspaper's own number, where the address carries one; `a013` and `a13` are number 13.
    number: str | None


class Refused(NamedTuple):
    """Why an address is not one of the newspaper's."""

    #: off_site or address (malformed, other scheme, too long).
    reason: str


def read_address(
    url: str, newspaper: Newspaper, base: str | None = None, *, whole_query: bool = False
) -> Address | Refused:
    """Canonical form and meaning of `url` (resolved against `base` when given).

    `whole_query` keeps query fields that the newspaper's rules do not name (the next page of a
    listing may be counted in any of them); tracking parameters go in any case.
    """
    try:
        joined = absolute(base, url.strip()) if base else url.strip()
    except ValueError:
        return Refused("address")
    return _read(joined, newspaper, whole_query)


def absolute(base: str, href: str) -> str:
    """`href` resolved against the address of its page; raises ValueError as urljoin does."""
    return _joined(place_of_base(base, href), href)


def place_of_base(base: str, href: str) -> str:
    """As much of the page's address as `href` is resolved against.

    Menus stand on every page: what they link to does not depend on which page it is.
    """
    if href[:1] == "/" and href[:2] != "//":
        return _root(base)
    return "" if href[:8].lower().startswith(("http://", "https://")) else base


@lru_cache(maxsize=8_192)
def as_met(url: str) -> str:
    """An absolute address as a page prints it, without its fragment, which names no other page."""
    return urldefrag(url).url


@lru_cache(maxsize=64)
def _root(base: str) -> str:
    """Scheme and host of an address, as far as an absolute path is resolved against them."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}/" if parts.scheme and parts.netloc else base


@lru_cache(maxsize=8_192)
def _joined(base: str, href: str) -> str:
    return urljoin(base, href)


@lru_cache(maxsize=8_192)
def _read(
    joined: str,
    newspaper: Newspaper,
    whole_query: bool,
) -> Address | Refused:
    try:
        parts = urlsplit(joined)
        host, port = host_name(joined), parts.port
        whole = whole_query or newspaper.addresses.keep_whole_query
        query = _query(parts.query, newspaper.addresses, whole=whole)
    except ValueError:  # a malformed port or bracket, or more than 100 query fields
        return Refused("address")
    if parts.scheme not in _DEFAULT_PORTS or not host or len(joined) > MAX_LENGTH:
        return Refused("address")
    edition = newspaper.edition_of(host)
    if edition is None:
        return Refused("off_site")
    if port not in {None, _DEFAULT_PORTS[parts.scheme]}:
        return Refused("off_site")
    rules = newspaper.addresses
    path = _path(_article_of_print_copy(parts.path or "/", rules))
    target = f"{path}?{query}" if query else path
    kind = _kind(target, edition, rules)
    if kind is PageKind.ARTICLE and rules.closing_slash is not None:
        target = _closed(target, slash=rules.closing_slash)
    return Address(
        url=f"{edition.scheme}://{edition.host}{target}",
        host=edition.host,
        edition=edition,
        kind=kind,
        number=_number(target, rules),
    )


def host_name(url: str) -> str:
    """The host of `url` as DNS and HTTP spell it: small letters, `báo.vn` as `xn--bo-mia.vn`.

    Empty where there is none; raises ValueError for a malformed one.
    """
    host = (urlsplit(url.strip()).hostname or "").rstrip(".").lower()
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _path(path: str) -> str:
    text = unicodedata.normalize("NFC", unquote(_SESSION.sub("", path), errors="replace"))
    text = re.sub(r"/{2,}", "/", "".join(c for c in text if c.isprintable()))
    if text.endswith(".html/"):
        text = text[:-1]
    return quote(text, safe=_SAFE_IN_PATH)


def _closed(target: str, *, slash: bool) -> str:
    """The one spelling of an article's path: `/slug` and `/slug/` are the same page."""
    path, mark, query = target.partition("?")
    bare = path.rstrip("/")
    if not bare or "." in bare.rpartition("/")[2]:
        return target
    return f"{bare}{'/' if slash else ''}{mark}{query}"


def _query(query: str, rules: AddressRules, *, whole: bool) -> str:
    kept = sorted(
        (key, value)
        for key, value in parse_qsl(query, max_num_fields=100)
        if key == rules.query_number or _is_kept(key, value, rules, whole=whole)
    )
    return urlencode(kept)


def _is_kept(key: str, value: str, rules: AddressRules, *, whole: bool) -> bool:
    if _TRACKING.match(key) or not (whole or key in rules.keep_query):
        return False
    # Page 1 of a listing is the listing itself.
    return not (key in {"p", "page"} and value == "1")


def _article_of_print_copy(path: str, rules: AddressRules) -> str:
    match = _compiled(rules.print_copy).search(path) if rules.print_copy else None
    return match["rest"] if match else path


def _kind(target: str, edition: Edition, rules: AddressRules) -> PageKind | None:
    path = target.partition("?")[0]
    if target == edition.front:
        return PageKind.FRONT
    if path in edition.feeds:
        return PageKind.FEED
    if path in edition.sitemaps:
        return PageKind.SITEMAP
    if path in edition.listings or target in edition.listings:
        return PageKind.LISTING
    if any(_compiled(pattern).search(target) for pattern in rules.leave):
        return None
    if _compiled(rules.article).search(target):
        return PageKind.ARTICLE
    if rules.listing and _compiled(rules.listing).search(target):
        return PageKind.LISTING
    return None


def _number(target: str, rules: AddressRules) -> str | None:
    match = _compiled(rules.article).search(target)
    number = match.groupdict().get("number") if match else None
    return number.lstrip("0") or "0" if number and number.isdecimal() else number


#: As pages are called that stand for no program: CafeF and its sisters write `.chn`.
_ENDING = re.compile(r"\.(?:s?html?|chn)$", re.IGNORECASE)


def section_of(url: str) -> str | None:
    """Section slug path of a listing's address: `/kinh-te/nong-nghiep/?p=2` is kinh-te/nong-nghiep.

    None where the path names a program (`/NewsList.aspx?c=2`), which all sections share.
    """
    path = re.sub(r"/(?:page|trang)[/-]\d+/?$", "", urlsplit(url).path)
    slug = _ENDING.sub("", path.strip("/"))
    return None if not slug or _PROGRAM.search(slug) else slug


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
