"""Coverage of each field, in all and by section, against the four weeks before."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.runs.monitors.bench import RECENT, Bench, cannot_judge
from crawler.runs.monitors.chance import FALL, LEAST_NOW, Share, enough, fell
from crawler.runs.tally import COVERED
from pipelines.storage.base_watch import FAILED, OK, Result

NAME = "coverage"


def judge(bench: Bench) -> Iterator[Result]:
    """One result a field; sections in which it fell are named."""
    if why := bench.short():
        yield cannot_judge(NAME, why)
        return
    for name in COVERED:
        yield _of_field(bench, name)


def _of_field(bench: Bench, name: str) -> Result:
    subject = f"field {name}"
    known = {p: share for (n, p), share in bench.before("covered", subject).items() if n == name}
    before = sum(known.values(), Share(0, 0))
    is_open = bench.is_open(subject)
    # What has healed is to be seen in the newest: of a slow section twenty go far back.
    least = LEAST_NOW if is_open else RECENT
    since = None if is_open else bench.healed.get(subject)
    now = bench.newest("covered", name, least=least, since=since)
    if why := enough(now, before):
        return cannot_judge(NAME, f"{name}: {why}", subject)
    fallen = [str(now)] if fell(now, before, is_open=is_open) else []
    for section in sorted(known):
        of_section = bench.newest("covered", name, section, least, since)
        if enough(of_section, known[section]) is None and fell(
            of_section, known[section], is_open=is_open
        ):
            fallen.append(f"{of_section} in {section or 'no section'}")
    usual = f"in the four weeks before {before.share:.0%} had it"
    threshold = max(0.0, before.share - FALL)
    if fallen:
        told = f"{name}: {', '.join(fallen)} of the newest articles have it; {usual}"
        return Result(NAME, subject, FAILED, told, now.share, threshold)
    return Result(
        NAME, subject, OK, f"{name}: {now} articles have it; {usual}", now.share, threshold
    )
