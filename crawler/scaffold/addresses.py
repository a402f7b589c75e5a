"""How a newspaper's article addresses are known, found out from those of its saved pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crawler.scaffold import queries
from crawler.scaffold.forms import Form, below_slug, certain_form, without, word_above, word_forms
from crawler.scaffold.pages import SavedPage, ScaffoldError
from pipelines.fields.section_slugs import slug_of
from pipelines.rules import AddressRules

#: Sections of newspapers without a system of ours: one or two words of path, as menus link to them.
LISTING = r"^/[A-Za-z][A-Za-z0-9-]*(?:/[A-Za-z0-9-]+)?(?:\.(?:s?html?|chn))?/?(?:\?p(?:age)?=\d+)?$"
#: Addresses that are neither.
LEAVE = (
    r"^/(?:tim-kiem|search|tags?|author|tac-gia|print|in-bai|rss|feed|lien-he)(?:/|$)",
    r"^/(?:login|register|dang-nhap|dang-ky|wp-[a-z]+|api|ajax)(?:/|$)",
    r"^/(?:static|assets|css|js|images?|uploads?)(?:/|$)",
)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,400})", re.IGNORECASE)
_WHAT_NOW = (
    "Say yourself which addresses are articles', with a pattern that is searched in path and query:\n"
    "    --article '{pattern}'\n"
    "A group (?P<number>\\d+) in it names the newspaper's own number of an article; without one an\n"
    "article is known by its address. Nothing was written."
)


def rules_for(pages: Sequence[SavedPage], given: str | None) -> AddressRules:
    """Address rules that tell the articles among `pages`; raises ScaffoldError where none can.

    `given` is the pattern that a person wrote, and is taken as it is.
    """
    if given is not None:
        articles = [page.path for page in pages if re.search(given, page.path)]
        return _complete(given, articles, pages)
    asked = [page for page in pages if _is_asked(page)]
    if any(page.verdict == "article" for page in asked):
        return _by_query(asked, pages)
    named = _menu_targets(pages)
    patterns = _certain(pages, named)
    known = [page for page in pages if any(re.search(p, page.path) for p in patterns)]
    left = [page for page in pages if page not in known and page.path not in named]
    words = [page for page in left if page.verdict == "article"]
    if not known and not words:
        raise ScaffoldError(_no_article(pages))
    if words and (found := _of_words(words, pages, certain=bool(known))):
        patterns.append(found)
    articles = [page.path for page in (*known, *words)]
    pattern = _joined(patterns)
    if len(known) == 1 and words and "+)-(?P<number>" in pattern:
        # A headline's last word ("…-covid-19"), or the form of another time: one form of words for all of them.
        pattern = _of_words([*known, *words], pages, certain=True) or pattern
    _check_numbers(pattern, articles)
    return _complete(pattern, articles, pages)


def _check_numbers(pattern: str, articles: Sequence[str]) -> None:
    """Raise ScaffoldError where one of several articles alone has a number: it may be none of its own."""
    numbered = _numbered(pattern, articles) if len(articles) > 1 else []
    if len(numbered) == 1:
        raise ScaffoldError(
            f"these are articles: {', '.join(articles)}; but only {numbered[0]} shows a number where the pattern"
            f" has it: {pattern}. {_now(next(iter(word_forms(list(articles)))))}"
        )


def _numbered(pattern: str, articles: Sequence[str]) -> list[str]:
    matches = [(target, re.search(pattern, target)) for target in articles]
    return [target for target, match in matches if match and match.groupdict().get("number")]


def _is_asked(page: SavedPage) -> bool:
    return queries.tells_by_query(page.path) and certain_form(page.path.partition("?")[0]) is None


def _certain(pages: Sequence[SavedPage], named: Sequence[str]) -> list[str]:
    """Forms that only articles have, the commonest first; sections that have one are left out."""
    counts: Counter[str] = Counter()
    doubtful: Counter[str] = Counter()
    sections: list[str] = []
    slugs = _slugs_above_numbers(pages)
    for page in pages:
        form = certain_form(page.path)
        if form is None:
            continue
        if page.path in slugs:
            form = Form(below_slug(page.path))
        if page.verdict == "section" and page.path in named:
            sections.append(page.path)
            continue
        (doubtful if form.doubtful else counts)[form.pattern] += 1
    for pattern, number in doubtful.items():
        if pattern in counts:
            counts[pattern] += number
    patterns = [pattern for pattern, _count in counts.most_common()]
    # Where one section has such an address, so have those that the menus name beside it.
    left = [*sections, *named] if sections else []
    return [_but(pattern, left) for pattern in patterns]


def _slugs_above_numbers(pages: Sequence[SavedPage]) -> set[str]:
    """Addresses whose folder above the number is a headline's: another on each page, or in the page's title."""
    folders = {part for target in _menu_targets(pages) for part in re.split(r"[/.?]", target)}
    found = {
        page.path: word
        for page in pages
        if page.verdict == "article"
        and (word := word_above(page.path))
        and word not in folders
        and re.search(below_slug(page.path), page.path)
    }
    titles = {page.path: slug_of("".join(_TITLE.findall(page.markup))) for page in pages}
    several = len(set(found.values())) > 1
    return {path for path, word in found.items() if several or word in titles[path]}


def _but(pattern: str, sections: Sequence[str]) -> str:
    mixed = [target for target in sections if re.search(pattern, target)]
    return without(pattern, mixed) if mixed else pattern


def _joined(patterns: list[str]) -> str:
    """One pattern of several. Numbers are the first one's: another form counts by itself."""
    rest = [re.sub(r"\(\?P<(?:slug|number)>", "(?:", pattern) for pattern in patterns[1:]]
    return "|".join([patterns[0], *rest])


def _by_query(asked: Sequence[SavedPage], pages: Sequence[SavedPage]) -> AddressRules:
    articles = [page.path for page in asked if page.verdict == "article"]
    others = [page.path for page in pages if page.path not in articles]
    keys = queries.number_keys(articles)
    pattern = queries.article_pattern(articles, keys[0]) if keys else None
    mixed = [target for target in others if pattern and re.search(pattern, target)]
    if pattern is None or len(keys) > 1 or mixed:
        why = (
            f"the sections {', '.join(mixed)} have addresses of the same form"
            if mixed
            else f"their numbers may be in {' or '.join(keys) or 'none of the fields'}"
        )
        example = queries.article_pattern(articles, (keys or ["id"])[-1])
        raise ScaffoldError(
            f"these are articles: {', '.join(articles)}; but {why}. {_now(example)}"
        )
    return _complete(pattern, articles, pages)


def _of_words(
    words: Sequence[SavedPage], pages: Sequence[SavedPage], *, certain: bool
) -> str | None:
    """A form of addresses without any number, held against those of sections."""
    articles = [page.path for page in words]
    saved = [page.path for page in pages if page.verdict == "section" and page.path != "/"]
    sections = [*saved, *(target for target in _menu_targets(pages) if target != "/")]
    forms = list(word_forms(articles))
    if sections:
        for form in forms:
            if not any(re.search(form, target) for target in sections):
                return form
        if saved and _menu_targets(pages):
            return _but(forms[-1], sections)
    if certain:
        return None
    also = f", such as {', '.join(saved)}" if saved else ""
    raise ScaffoldError(
        f"these are articles: {', '.join(articles)}; but their addresses hold no number, and nothing"
        f" tells them from those of sections{also}. Save a section page and the front page too, name"
        f" them behind the articles, and try again: their menus name the sections. {_now(forms[-1])}"
    )


def _no_article(pages: Sequence[SavedPage]) -> str:
    unclear = [page.path for page in pages if page.verdict == "unclear"]
    example = next(iter(word_forms(unclear or [pages[0].path])))
    paths = ", ".join(page.path for page in pages)
    said = f"; unclear: {', '.join(unclear)}" if unclear else ""
    return (
        f"none of these is the address of an article, and none of the pages reads as one with a"
        f" headline, a text and a day: {paths}{said}. Save article pages as the server sends them"
        f' ("page source"). {_now(example)}'
    )


def _now(pattern: str) -> str:
    return "Or: " + _WHAT_NOW.format(pattern=pattern)


def _menu_targets(pages: Sequence[SavedPage]) -> list[str]:
    """Addresses of this newspaper in the menus of pages other than the one they lead to."""
    found = {
        target: None
        for page in pages
        for target in page.menu
        if target != page.path and not any(re.search(form, target) for form in LEAVE)
    }
    return list(found)


def _complete(pattern: str, articles: list[str], pages: Sequence[SavedPage]) -> AddressRules:
    """The rules around a pattern: query keys, closing slash, listings."""
    others = [page.path for page in pages if page.path not in articles]
    linked = [target for target in _menu_targets(pages) if not re.search(pattern, target)]
    number = _query_number(pattern, articles)
    asked = [target for target in (*others, *linked) if queries.tells_by_query(target)]
    by_query = bool(number) or any("?" in target for target in articles)
    forms = [queries.listing_pattern(target) for target in asked] if by_query else []
    keys = queries.keys_of([*articles, *asked]) if by_query else []
    ended = {t.endswith("/") for t in articles if "." not in t.rpartition("/")[2] and "?" not in t}
    leave = tuple(form for form in LEAVE if not any(re.search(form, target) for target in articles))
    return AddressRules(
        article=pattern,
        listing="|".join(dict.fromkeys([LISTING, *forms])),
        leave=leave,
        keep_query=tuple(dict.fromkeys(["p", "page", *keys])),
        query_number=number,
        closing_slash=ended.pop() if len(ended) == 1 else None,
    )


def _query_number(pattern: str, articles: Sequence[str]) -> str | None:
    """The query key in which the pattern finds the number."""
    for target in articles:
        match = re.search(pattern, target)
        if match is None or not match.groupdict().get("number"):
            continue
        field = target[: match.start("number")].rpartition("&")[2].rpartition("?")[2]
        if "?" in target[: match.start("number")] and field.endswith("="):
            return field[:-1]
    return None


def checked(pattern: str) -> str:
    """The pattern of `--article`; raises ScaffoldError where it cannot serve."""
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise ScaffoldError(f"--article {pattern!r} is no regular expression: {error}") from error
    if compiled.search("/"):
        raise ScaffoldError(f"--article {pattern!r} would take the front page (/) for an article")
    return pattern
