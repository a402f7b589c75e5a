"""Published and modified of a page: all its dates are weighed, none is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from pipelines.dates.ahead import is_late
from pipelines.dates.bare import read_line, take_named
from pipelines.dates.candidates import Candidate, Found
from pipelines.dates.model import Dates
from pipelines.dates.named import around, labelled_texts, named_texts, texts_around
from pipelines.dates.printed import printed_dates
from pipelines.dates.reader import Reader
from pipelines.dates.times import Told, time_elements
from pipelines.dates.told import OF_PAGE, day_in_address, told_modified, told_published
from pipelines.dates.weigh import give_way, leave_clocks, vote
from pipelines.dates.zone import offset_between
from pipelines.document import Document
from pipelines.fields.machine import machine
from pipelines.fields.model import Fields
from pipelines.items import Source
from pipelines.rules import Newspaper, RuleSet


def read_dates(
    document: Document,
    fields: Fields,
    newspaper: Newspaper,
    rule_set: RuleSet,
    fetched_at: str,
    hints: Mapping[str, Any] | None = None,
) -> Dates:
    """When the page says it was published and changed; refused and differing dates are kept.

    `fetched_at` is ISO 8601 in UTC. A printed minute goes before metadata; metadata that names the
    minute of a printed day completes it; listing hint and address come last.
    """
    found = Found()
    reader = Reader(document, newspaper, fields.language, fetched_at, found)
    _collect(found, reader, document, fields, rule_set, hints or {})
    if reader.rules.offset is None and (offset := _offset(reader, found)) is not None:
        reader.rules = replace(reader.rules, offset=offset)
        reader.found = found = Found()
        _collect(found, reader, document, fields, rule_set, hints or {})
    _collect_outside(found, reader, document, hints or {})
    if reader.foreign and not reader.is_vietnamese and not found.any:
        _collect_named(found, reader, document, fields)
    if reader.foreign:
        vote(found)
    leave_clocks(found, reader.is_now)
    give_way(found, reader.today)
    take_named(found, reader)
    dates = Dates()
    published = _published(found)
    if published is not None:
        _set_published(dates, published, found, reader)
    elif found.refused:
        dates.provenance["published_at"] = Source("none", None, "; ".join(found.refused)[:500])
    _set_modified(dates, published, found)
    return dates


def _collect(
    found: Found,
    reader: Reader,
    document: Document,
    fields: Fields,
    rule_set: RuleSet,
    hints: Mapping[str, Any],
) -> None:
    facts = machine(document)
    frame, newspaper = fields.frame, reader.newspaper
    times = time_elements(document, frame, newspaper)
    all_told = list(told_published(document, facts, frame, newspaper, times))
    published = [told for told in all_told if not told.refused]
    refused = [told for told in all_told if told.refused]
    found.refused += [f"{told.rule}: {told.text[:60]} ({told.refused})" for told in refused]
    address = day_in_address(document.url, reader.rules)
    # Most pages never ask.
    told_days = cache(lambda: _told_days(reader, published, address, hints))
    created: list[Candidate] = []
    for line in printed_dates(document, frame, rule_set.fields, newspaper, times):
        candidate = read_line(reader, line, told_days)
        if candidate is not None:
            kind = (
                created
                if line.created and candidate.notes is None
                else found.kind_of(line, candidate, address, foreign=reader.foreign)
            )
            kind.append(candidate)
    found.printed += created
    for told in published:
        candidate = reader.told(told, found.printed or found.changed)
        if candidate is not None:
            found.told.append(candidate)
        else:
            reader.refuse_unread(told)
    for told in told_modified(document, facts, times):
        if any(told.rule == other.rule for other in refused):
            continue  # it is the other article's change
        candidate = reader.told(told, found.changed or found.printed)
        if candidate is not None:
            found.told_changed.append(candidate)


def _offset(reader: Reader, found: Found) -> str | None:
    """The newspaper's offset, where a clock without a zone shows the moment that metadata has in UTC."""
    as_if = replace(reader.rules, offset="+00:00")
    clocks = [
        reader.parsed(candidate.text, as_if)
        for candidate in (*found.printed, *found.changed, *found.told)
        if candidate.parsed.precision == "day"
    ]
    moments = [candidate.parsed for candidate in (*found.told, *found.told_changed)]
    return offset_between(
        (p.value for p in moments if p.precision == "minute" and p.value.endswith("+00:00")),
        (p.value for p in clocks if p is not None and p.precision == "minute"),
    )


def _told_days(
    reader: Reader, published: list[Told], address: str | None, hints: Mapping[str, Any]
) -> frozenset[str]:
    """The days that metadata, address and listing tell: what may mean another is held to them."""
    today = reader.today
    texts = [
        told.text
        for told in published
        if told.rule not in OF_PAGE or reader.day_of(told.text) != today
    ]
    texts += [str(hints[key]) for key in ("date_raw", "date") if hints.get(key)]
    texts.append(address or "")
    return frozenset(day for text in texts if (day := reader.day_of(text)) is not None)


def _collect_outside(
    found: Found, reader: Reader, document: Document, hints: Mapping[str, Any]
) -> None:
    address = day_in_address(document.url, reader.rules)
    hint = hints.get("date_raw") or hints.get("date")
    for text, rule in ((address, "address"), (hint, "hint")):
        candidate = reader.read(str(text), rule) if text else None
        if candidate is not None:
            found.outside.append(candidate)


def _collect_named(found: Found, reader: Reader, document: Document, fields: Fields) -> None:
    """The one day that all elements named as dates tell, or else the lines around the text."""
    inner = around(document, fields.frame)
    sources = (
        named_texts(inner, "named", times=True),
        texts_around(fields.frame, document),
        labelled_texts(fields.frame),
        # Far from the article a bare time element is a comment's, or a teaser's.
        named_texts(document.tree, "named:page", times=False),
    )
    for lines in sources:
        told = (reader.printed(line, frozenset) for line in lines)
        read = [candidate for candidate in told if candidate is not None]
        if len({candidate.day for candidate in read}) == 1:
            found.outside.append(read[0])
            return


def _published(found: Found) -> Candidate | None:
    """The best source, completed by one that knows the minute of the same day."""
    certain = found.printed
    if not certain and found.told and found.changed:
        # Only "updated" is printed, and metadata tells the publication apart from it.
        certain = [found.told[0]]
    order = [*certain, *found.changed, *found.told, *found.outside]
    if not order:
        return None
    best = order[0]
    if best.parsed.precision == "minute":
        return best
    for other in order[1:]:
        if other.parsed.precision == "minute" and other.day == best.day:
            return other
    return best


def _set_published(dates: Dates, best: Candidate, found: Found, reader: Reader) -> None:
    dates.published_at = best.parsed.value
    dates.published_precision = best.parsed.precision
    dates.published_raw = best.parsed.raw
    others = [*found.printed[:1], *found.told, *found.outside]
    notes = [f"{c.rule}: {c.text}" for c in others if _disagrees(best, c)]
    notes += found.refused
    if best in found.changed:
        notes.insert(0, "printed as the time of a change; no publication is told")
    if is_late(best.parsed, reader.fetched, reader.zone):
        notes.insert(0, f"later than it was fetched ({reader.fetched_at})")
    conflict = "; ".join(dict.fromkeys(notes))[:500] or None
    dates.provenance["published_at"] = Source(best.told, best.text, conflict)


def _disagrees(best: Candidate, other: Candidate) -> bool:
    if "relative" in {best.parsed.precision, other.parsed.precision}:
        return abs((_day(best) - _day(other)).days) > 1
    if best.parsed.precision == other.parsed.precision == "minute":
        return _minute(best) != _minute(other)
    return best.day != other.day


def _minute(candidate: Candidate) -> datetime:
    """The minute, whatever the offset it is told in."""
    return datetime.fromisoformat(candidate.parsed.value).replace(second=0, microsecond=0)


def _day(candidate: Candidate) -> date:
    return date.fromisoformat(candidate.day)


def _is_before(changed: Candidate, published: Candidate) -> bool:
    if changed.parsed.precision == published.parsed.precision == "minute":
        return _minute(changed) < _minute(published)
    return changed.day < published.day


def _set_modified(dates: Dates, published: Candidate | None, found: Found) -> None:
    printed = [c for c in found.changed if c is not published]
    for candidate in (*printed, *found.told_changed):
        if published is not None and _is_before(candidate, published):
            note = "before it was published"
            dates.provenance["modified_at"] = Source("none", candidate.text, note)
            continue
        dates.modified_at = candidate.parsed.value
        dates.modified_raw = candidate.parsed.raw
        dates.provenance["modified_at"] = Source(candidate.told, candidate.text)
        return
