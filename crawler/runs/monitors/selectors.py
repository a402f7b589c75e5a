"""Selectors that stopped answering: the one that gave a field by far most often gives none now.

The rules behind it may still find the field, so that its coverage stays: then this alone tells
that the newspaper has another template.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from crawler.runs.monitors.bench import Bench, cannot_judge
from crawler.runs.monitors.chance import LEAST_BEFORE, LEAST_NOW, RARE, Share
from crawler.runs.tally import ALL
from pipelines.storage.base_watch import FAILED, OK, Result

NAME = "selectors"
#: Given by it in this share of the articles of a rule set: by far most often.
MOST = 0.5
#: Alone, it is how older runs tell of tags and section, whichever selector gave them.
_SELECTOR = "selector"


def judge(bench: Bench) -> Iterator[Result]:
    """One result a field that a selector of a rule set gave most often."""
    if why := bench.short():
        yield cannot_judge(NAME, why)
        return
    usual = bench.before("rule", "*")
    sets = sorted(part for (name, part), share in usual.items() if name == ALL and share.total)
    fields = sorted({name for name, _ in usual if name != ALL})
    if not sets:
        yield cannot_judge(NAME, "no articles in the four weeks before")
    for rules in sets:
        for name in fields:
            found = _of_field(bench, rules, name)
            if found is not None:
                yield found


def _of_field(bench: Bench, rules: str, name: str) -> Result | None:
    subject = f"field {name}"
    before = bench.before("rule", subject)
    articles = before.get((ALL, rules), Share(0, 0)).total
    given = _given(before, rules, name)
    if not given or articles < LEAST_BEFORE:
        return None
    rule = max(given, key=lambda one: given[one].amount)
    share = given[rule].amount / (articles + 1)
    if share < MOST:
        return None
    if rules != _asked(bench):
        return _replaced(bench, rules, name, share)
    least = max(LEAST_NOW, math.ceil(math.log(RARE) / math.log1p(-share)))
    answers = {one: _now(bench, rules, name, one, least) for one in given}
    now = answers[rule]
    if now.total < least:
        why = f"{name}: {now.total} new of {rules} in a week, {least} are needed"
        return cannot_judge(NAME, why, subject)
    # Another selector of ours took over: a change of our rules, or a shape they know.
    taken = any(other.share >= share / 2 for one, other in answers.items() if one != rule)
    told = f"{name}: {rule} of {rules} answered on {now} of the newest articles, {share:.0%} before"
    state = FAILED if now.amount == 0 and not taken else OK
    return Result(NAME, subject, state, told, now.share, 0.0)


def _asked(bench: Bench) -> str | None:
    """The rule set that read the newest articles."""
    newest = (fact.part for fact in bench.recent("rule") if fact.subject == ALL)
    return next(newest, None)


def _replaced(bench: Bench, rules: str, name: str, usual: float) -> Result:
    """Another rule set reads the pages now, which has no history: its selectors answer, or not yet."""
    other = _asked(bench)
    subject, head = f"field {name}", f"{other}: {_SELECTOR}"
    count = total = 0
    for fact in bench.recent("rule"):
        if (fact.subject, fact.part) == (ALL, other):
            total += fact.total
        elif fact.subject == name and fact.part.startswith(head):
            count += fact.amount
    now = Share(count, total)
    told = f"{name}: {other} reads pages in place of {rules}; its selectors answered on {now}"
    if now.total >= LEAST_NOW and now.share >= usual / 2:
        return Result(NAME, subject, OK, told, now.share)
    return cannot_judge(NAME, told, subject)


def _given(before: Mapping[tuple[str, str], Share], rules: str, name: str) -> dict[str, Share]:
    """Selectors of a rule set that gave the field, and how often."""
    head = f"{rules}: "
    return {
        part.removeprefix(head): share
        for (of, part), share in before.items()
        if of == name and part.startswith(head + _SELECTOR)
    }


def _now(bench: Bench, rules: str, name: str, rule: str, least: int) -> Share:
    """How often it gave the field in the newest articles; a run names only rules that gave one."""
    part, count, total, at = f"{rules}: {rule}", 0, 0, ""
    runs: dict[str, list[int]] = {}
    for fact in bench.recent("rule"):
        counts = runs.setdefault(fact.at, [0, 0])
        if fact.subject == name and (
            fact.part == part or (rule == _SELECTOR and fact.part.startswith(f"{part}:"))
        ):
            counts[0] += fact.amount
        elif (fact.subject, fact.part) == (ALL, rules):
            counts[1] += fact.total
    for at in sorted(runs, reverse=True):
        if total >= least:
            break
        count, total = count + runs[at][0], total + runs[at][1]
    return Share(count, total)
