"""A saved page with other words, its markup left as it is: also where that is badly made."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any

from crawler.scaffold.words import reworded

#: Comments, whole scripts and styles, tags; what lies between is text.
_PIECE = re.compile(
    r"(?P<drop><!--(?!\[if).*?-->|<style\b.*?</style\s*>|<noscript\b.*?</noscript\s*>)"
    r"|(?P<script><script\b[^>]*>.*?</script\s*>)"
    r"|(?P<tag><[^<>]*>)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[\w:-]+)\s*=\s*(?P<quote>["'])(?P<value>.*?)(?P=quote)""", re.DOTALL
)
_TOLD = frozenset(("alt", "title", "placeholder", "aria-label", "data-caption", "data-title"))
_META = re.compile(
    r"""(?:name|property|itemprop)\s*=\s*["'](?:og:|twitter:)?(?:title|description|headline|(?:news_)?keywords"""
    r"""|author|image:alt|article:(?:author|tag|section))["']""",
    re.IGNORECASE,
)
#: What other attributes hold is read as text where it is text: a title in a hidden field, a summary for a script.
_MARKUP = frozenset(
    (
        "class",
        "id",
        "style",
        "src",
        "srcset",
        "sizes",
        "href",
        "name",
        "type",
        "rel",
        "property",
        "itemprop",
    )
)
_PROSE_WORDS = 3
_LD_KEYS = frozenset(
    ("headline", "name", "description", "articleBody", "alternativeHeadline", "caption", "keywords",
     "articleSection", "text")
)  # fmt: skip
_LD_BODY = re.compile(r"(<script\b[^>]*>)(.*?)(</script\s*>)", re.IGNORECASE | re.DOTALL)


def rewrite(markup: str, language: str, names: tuple[str, ...], href: Callable[[str], str]) -> str:
    """The page with other words and without scripts; `href` says where a link leads from now on."""

    def say(text: str) -> str:
        return reworded(text, language, names)

    parts: list[str] = []
    end = 0
    for match in _PIECE.finditer(markup):
        parts.append(_text(markup[end : match.start()], say))
        end = match.end()
        if match["script"]:
            parts.append(_script(match["script"], say))
        elif match["tag"]:
            parts.append(_tag(match["tag"], say, href))
    parts.append(_text(markup[end:], say))
    return re.sub(r"\n\s*\n+", "\n", "".join(parts))


def _text(text: str, say: Callable[[str], str]) -> str:
    return escape(say(unescape(text)), quote=False) if text.strip() else text


def _tag(tag: str, say: Callable[[str], str], href: Callable[[str], str]) -> str:
    name = re.match(r"</?\s*([\w:-]+)", tag)
    kind = name[1].lower() if name else ""
    meta = kind == "meta" and _META.search(tag)

    def value(match: re.Match[str]) -> str:
        key, text = match["name"].lower(), unescape(match["value"])
        if key == "href" and kind in {"a", "area"}:
            text = href(text)
        elif key in _TOLD or (meta and key == "content"):
            text = say(text)
        elif key.startswith("on") or (key.startswith("data-") and " " in text):
            # Scripts, and texts for scripts.
            text = ""
        elif key not in _MARKUP and _is_prose(text):
            text = say(text)
        return f"{match['name']}={match['quote']}{escape(text)}{match['quote']}"

    return _ATTRIBUTE.sub(value, tag)


def _is_prose(text: str) -> bool:
    """Several words, some of them with marks: what markup writes of itself has none."""
    return len(text.split()) >= _PROSE_WORDS and not text.isascii() and "://" not in text


def _script(script: str, say: Callable[[str], str]) -> str:
    """JSON-LD with other words; another script goes."""
    match = _LD_BODY.fullmatch(script)
    if match is None or "ld+json" not in match[1].lower():
        return ""
    try:
        data = json.loads(match[2], strict=False)
    except ValueError:
        # Broken JSON is a thing to be read as it is: only its quoted words change.
        body = re.sub(r'"((?:[^"\\]|\\.){20,})"', lambda m: f'"{_quoted(m[1], say)}"', match[2])
        return match[1] + body + match[3]
    return match[1] + json.dumps(_said(data, say, told=False), ensure_ascii=False) + match[3]


def _quoted(text: str, say: Callable[[str], str]) -> str:
    return text if "://" in text else say(text)


def _said(data: Any, say: Callable[[str], str], *, told: bool) -> Any:
    if isinstance(data, dict):
        return {key: _said(value, say, told=key in _LD_KEYS) for key, value in data.items()}
    if isinstance(data, list):
        return [_said(value, say, told=told) for value in data]
    return say(data) if told and isinstance(data, str) and "://" not in data else data
