"""Challenges, logins and maintenance pages that answer in the place of a page of the site."""

from __future__ import annotations

import re

from lxml import etree

from pipelines.document import Document
from pipelines.fields.machine import machine
from pipelines.fields.model import Fields
from pipelines.fields.select import common_ancestor, elements
from pipelines.text import clean, fold

_BODY_TEXT = etree.XPath("//body")
_PASSWORD = etree.XPath("//input[@type='password']")
_WALL = re.compile(
    r"captcha|just a moment|checking your browser|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|enable javascript and cookies|ddos protection|attention required|access denied"
    r"|kiem tra trinh duyet|xac minh (?:ban la|rang ban la) (?:con )?nguoi|khong phai (?:la )?robot"
    r"|nhap ma (?:xac nhan|xac thuc|xac minh|bao ve|captcha)|(?:website|trang web|he thong) (?:hien )?"
    r"dang (?:duoc )?(?:bao tri|nang cap)|(?:under|scheduled) maintenance"
    r"|request (?:blocked|unsuccessful)"
    # Who wants to comment has to log in on many pages that all may read.
    r"|ban (?:can|phai) dang nhap(?! (?:tai khoan )?(?:de|truoc khi|moi) (?:\w+ ){0,3}?"
    r"(?:binh luan|phan hoi|y kien|tham gia|thao luan|danh gia|luu|thich|bao cao)\b)"
    r"|vui long dang nhap de (?:xem|doc)(?! (?:\w+ ){0,2}?(?:binh luan|phan hoi|y kien)\b)"
)
#: Said to a visitor who is shut out, or by a system that failed, on a page of nothing else; news tells of
#: such things too.
_SHUT_OUT = re.compile(
    r"\bserver error in '|\bunhandled exception occurred\b|\bsqlstate\[|too many requests|\bip(?: cua ban)? (?:da |dang )?bi (?:chan|khoa)|\b(?:truy cap|thao tac|gui yeu cau) qua (?:nhanh|nhieu(?: lan)?)\b"
    r"|(?:vui long|hay) bat javascript(?! de (?:xem|gui|doc|hien thi) (?:\w+ ){0,2}?(?:binh luan|video|email|e mail|ban do)\b)"
)
_LOGIN_TITLE = re.compile(r"^(?:dang nhap|log ?in|sign ?in)\b")
#: What only a challenge itself has.
_CHALLENGE = re.compile(
    rb"cf-challenge|cf-chl-|_cf_chl_opt|challenge-platform/(?!(?:h/\w+/)?scripts/)|_Incapsula_Resource\?CWUDNSAI"
)
#: What stands on ordinary pages too: the watching scripts of those who sell challenges, and what the
#: form for comments asks.
_CHALLENGE_MARKS = re.compile(rb"challenge-platform|(?<![\w-])(?:g-re|h-)captcha|_Incapsula_")
SHORT_PAGE = 1_500
_SCAN = 20_000
FEW = 250


def visible_text(document: Document) -> str:
    """The first letters of the page that are no script, whoever sees them."""
    known = document.cache.get("visible")
    if isinstance(known, str):
        return known
    parts: list[str] = []
    size = 0
    for body in elements(_BODY_TEXT, document.tree)[:1]:
        for element in body.iter():
            if element.tag in {"script", "style", "noscript"} or not isinstance(element.tag, str):
                parts.append(element.tail or "")
                continue
            parts += (element.text or "", " ", element.tail or "")
            size += len(parts[-3]) + len(parts[-1])
            if size > _SCAN:
                break
    document.cache["visible"] = text = clean("".join(parts)[:_SCAN])
    return text


def is_wall_for(
    document: Document, fields: Fields, said: str, heading: str, *, own: bool = False
) -> bool:
    """A challenge, login or maintenance page where an article should be.

    `said`: folded, what the page says; of a page that is known to be the article's `own`, as much of
    it as stands in the article's place.
    """
    if _WALL.search(heading) or is_login(heading):
        return True
    if fields.paragraphs < 2 and _WALL.search(said[:3000]):
        return True
    visible = visible_text(document)
    short = len(fields.body) < 200 and len(visible) < SHORT_PAGE
    if short and _asks_for_password(document, fields, own=own):
        return True
    return len(visible) < 200 and _has_challenge(document)


def shuts_out(document: Document, fields: Fields) -> bool:
    """An undated page (the caller asks of such only) that tells a visitor to go, and nothing else."""
    told = f"{fields.title} {fields.body}"
    if not fields.body and len(visible_text(document)) < FEW:
        told = visible_text(document)
    return len(fields.body) < FEW and _SHUT_OUT.search(fold(told)) is not None


def _asks_for_password(document: Document, fields: Fields, *, own: bool) -> bool:
    """A form to log in: of an article in its place one that stands in its element, not in the page's head."""
    asked = elements(_PASSWORD, document.tree)
    headline, body = (fields.frame.headline, fields.frame.body) if fields.frame else (None, None)
    if not own or headline is None:
        return bool(asked)
    beside = headline.getparent() if body is None else common_ancestor(headline, body)
    if beside is None or beside.tag in {"body", "html"}:
        beside = headline if body is None else body
    return any(beside in one.iterancestors() for one in asked)


def is_login(heading: str) -> bool:
    """What a folded headline begins with on a page to log in."""
    return _LOGIN_TITLE.search(heading.strip()) is not None


def is_wall(document: Document) -> bool:
    """A challenge or login where a listing, a feed or an error page should be."""
    visible = visible_text(document)
    if len(visible) >= 4 * SHORT_PAGE:
        return False
    heading = fold(machine(document).title)
    if _WALL.search(heading) or (len(visible) < FEW and _WALL.search(fold(visible))):
        return True
    if len(visible) < FEW and _SHUT_OUT.search(f"{heading} {fold(visible)}"):
        return True
    return len(visible) < 200 and _has_challenge(document)


def is_challenge(document: Document) -> bool:
    """Scripts that only a challenge has."""
    return _CHALLENGE.search(document.source) is not None


def _has_challenge(document: Document) -> bool:
    """A shell of scripts where an article should be."""
    if is_challenge(document) or _CHALLENGE_MARKS.search(document.source):
        return True
    return len(document.tree.findall(".//script")) > 0 and not visible_text(document)
