"""Share of pages that are refused as no article, by reason, against the four weeks before."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.runs.monitors.bench import Bench, cannot_judge
from crawler.runs.monitors.chance import FALL, Share, enough, fell
from crawler.runs.tally import ALL
from pipelines.storage.base_watch import FAILED, OK, Result

NAME = "refused"


def judge(bench: Bench) -> Iterator[Result]:
    """One result a reason that was met, and one for all of them."""
    if why := bench.short():
        yield cannot_judge(NAME, why)
        return
    recent = {fact.subject for fact in bench.recent(NAME)}
    opened = {s.removeprefix("refused ") for s in bench.alerts if s.startswith("refused ")}
    for reason in sorted(recent | opened | {ALL}):
        yield _of_reason(bench, reason)


def _of_reason(bench: Bench, reason: str) -> Result:
    subject = f"refused {reason}"
    history = bench.before(NAME, subject)
    pages = history.get((ALL, ""), Share(0, 0)).total
    before = Share(history.get((reason, ""), Share(0, 0)).amount, pages)
    now = _newest(bench, reason)
    what = "refused" if reason == ALL else f"refused as {reason}"
    if why := enough(now, before):
        return cannot_judge(NAME, f"{what}: {why}", subject)
    threshold = min(1.0, before.share + FALL)
    told = f"{now} pages {what}; in the four weeks before {before.share:.0%}"
    # All together is what the share of each adds up to: one alert, about the reason.
    rose = fell(now.rest(), before.rest(), is_open=bench.is_open(subject))
    state = FAILED if rose and reason != ALL else OK
    return Result(NAME, subject, state, told, now.share, threshold)


def _newest(bench: Bench, reason: str) -> Share:
    """Refused for this reason among the newest pages; a run names only reasons that it met."""
    pages = bench.newest(NAME, ALL)
    count = total = 0
    for fact in bench.recent(NAME):
        if fact.subject == ALL:
            if total >= pages.total:
                break
            total += fact.total
        if fact.subject == reason and reason != ALL:
            count += fact.amount
    return Share(count, pages.total) if reason != ALL else pages
