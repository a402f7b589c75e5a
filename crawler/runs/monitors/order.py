"""Dates of the newest articles, against the order of their numbers and against the day of their coming.

Where all new dates go wrong alike their order stays right: then they are of a day long past.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.runs.monitors.bench import Bench, cannot_judge
from crawler.runs.monitors.chance import FALL, Share, enough, fell
from crawler.runs.tally import OLD_DAYS
from pipelines.storage.base_watch import FAILED, OK, Fact, Result

NAME = "order"
SUBJECT, OLD = "dates in order", "dates of new articles"
#: A wrong date of the future shows when later numbers are known, so the newest are judged again.
NEWEST = 30


def fact(bench: Bench) -> Fact:
    """What later runs are compared with."""
    wrong, dated = bench.watch.out_of_order_in(bench.session.run)
    return Fact(NAME, "", "", wrong, dated)


def judge(bench: Bench) -> Iterator[Result]:
    """One result for their order, one for their age."""
    if why := bench.short():
        yield cannot_judge(NAME, why)
        return
    yield _age(bench)
    before = bench.before(NAME, SUBJECT).get(("", ""), Share(0, 0))
    now = Share(*bench.watch.out_of_order(bench.paper, NEWEST))
    if why := enough(now, before):
        yield cannot_judge(NAME, why, SUBJECT)
        return
    told = f"{now} of the newest dates are against the order of numbers, {before.share:.0%} before"
    rose = fell(now.rest(), before.rest(), is_open=bench.is_open(SUBJECT))
    threshold = before.share + FALL
    yield Result(NAME, SUBJECT, FAILED if rose else OK, told, now.share, threshold)


def _age(bench: Bench) -> Result:
    before = bench.before(NAME, OLD).get(("old", ""), Share(0, 0))
    since = None if bench.is_open(OLD) else bench.healed.get(OLD)
    now = bench.newest(NAME, "old", since=since)
    if why := enough(now, before):
        return cannot_judge(NAME, why, OLD)
    told = f"{now} new articles are dated {OLD_DAYS} days back or more, {before.share:.0%} before"
    rose = fell(now.rest(), before.rest(), is_open=bench.is_open(OLD))
    threshold = before.share + FALL
    return Result(NAME, OLD, FAILED if rose else OK, told, now.share, threshold)
