"""Dates against the order of article numbers, among the newest, against the four weeks before."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.runs.monitors.bench import Bench, cannot_judge
from crawler.runs.monitors.chance import FALL, Share, enough, fell
from pipelines.storage.base_watch import FAILED, OK, Fact, Result

NAME = "order"
SUBJECT = "dates in order"
#: A wrong date of the future shows when later numbers are known, so the newest are judged again.
NEWEST = 30


def fact(bench: Bench) -> Fact:
    """What later runs are compared with."""
    wrong, dated = bench.watch.out_of_order_in(bench.session.run)
    return Fact(NAME, "", "", wrong, dated)


def judge(bench: Bench) -> Iterator[Result]:
    """One result."""
    if why := bench.short():
        yield cannot_judge(NAME, why)
        return
    before = bench.before(NAME, SUBJECT).get(("", ""), Share(0, 0))
    now = Share(*bench.watch.out_of_order(bench.paper, NEWEST))
    if why := enough(now, before):
        yield cannot_judge(NAME, why, SUBJECT)
        return
    told = f"{now} of the newest dates are against the order of numbers, {before.share:.0%} before"
    rose = fell(now.rest(), before.rest(), is_open=bench.is_open(SUBJECT))
    threshold = before.share + FALL
    yield Result(NAME, SUBJECT, FAILED if rose else OK, told, now.share, threshold)
