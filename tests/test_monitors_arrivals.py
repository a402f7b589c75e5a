"""Monitors of what arrives: new articles, holidays, listings, each with a healthy neighbour."""

from __future__ import annotations

import pytest

from crawler.runs.monitors import judge, told
from crawler.runs.session import Session
from crawler.runs.tally import Seen
from pipelines.archive import NoArchive
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.storage.base_mode import Mode
from pipelines.storage.base_watch import SourceState, Watched
from pipelines.storage.sqlite import SqliteStore
from pipelines.storage.times import after
from tests.hours import PAPER, ROOT
from tests.monitor_bench import NOW, Bench, seen


def test_a_section_that_stops_while_the_others_go_on_fails(bench: Bench) -> None:
    bench.forget(48, the_thao=0)
    bench.read(4)
    found = bench.failed()
    assert list(found) == ["new articles the-thao"]
    assert "0 new in 48 hours" in found["new articles the-thao"].message


def test_a_holiday_is_no_failure_and_is_told(bench: Bench) -> None:
    bench.forget(48, the_thao=0, kinh_te=0)
    assert bench.failed() == {}
    (whole,) = [r for r in bench.judge().results if r.subject == "new articles *"]
    assert whole.state == "ok"
    assert "holiday" in whole.message


def test_tet_with_a_tenth_of_the_usual_is_no_failure(bench: Bench) -> None:
    bench.forget(24 * 9, the_thao=0, kinh_te=0)
    conn = bench.store.connection.raw
    conn.execute(
        "UPDATE monitor_facts SET amount = 1 WHERE measure = 'new' AND subject IN ('kinh-te', '*')"
        " AND at >= ? AND at LIKE '%T09%'",
        (after(NOW, -3600 * 24 * 9),),
    )
    assert bench.failed() == {}


@pytest.mark.parametrize(("hours", "failed"), [(75, []), (150, []), (195, ["new articles *"])])
def test_eight_silent_days_fail_and_the_seven_of_tet_do_not(
    bench: Bench, hours: int, failed: list[str]
) -> None:
    bench.forget(hours, the_thao=0, kinh_te=0)
    assert list(bench.failed()) == failed


def test_a_section_whose_listing_fails_is_one_failure(bench: Bench) -> None:
    url = f"{ROOT}/the-thao/"
    state = SourceState(url, "listing", after(NOW, -86_400 * 36), after(NOW, -3600), bad_runs=1)
    bench.before(after(NOW, -60), [], sources=[state])
    bench.forget(48, the_thao=0)
    gone = Seen(PageKind.LISTING, Outcome.REJECTED, Reason.NOT_FOUND, 0, None)
    bench.session.tally.sources[url] = gone
    assert list(bench.failed()) == [f"listing {url}"]


@pytest.mark.parametrize(
    ("met", "runs", "states"),
    [
        (seen(Outcome.LISTED, links=20), 1, ["ok"]),
        (seen(Outcome.NOT_MODIFIED), 5, ["ok"] * 5),
        (seen(Outcome.LISTED), 2, ["failed, not due", "failed"]),
        (seen(Outcome.REJECTED, Reason.NOT_FOUND), 2, ["failed, not due", "failed"]),
        (seen(Outcome.DEFERRED, Reason.TIMEOUT), 3, ["cannot judge", "cannot judge", "failed"]),
    ],
)
def test_a_listing_fails_by_what_it_gives(met: Seen, runs: int, states: list[str]) -> None:
    """A listing that was good before: an answer without articles fails, silence after three runs."""
    store = SqliteStore.in_memory()
    url, found = f"{ROOT}/kinh-te/", []
    for number in range(runs + 1):
        at = after(NOW, 3600 * number)
        run = store.begin_run(PAPER.name, "incremental", {}, at, 60)
        session = Session(store, run, PAPER, Mode(), NoArchive())
        session.tally.sources[url] = seen(Outcome.LISTED, links=20) if number == 0 else met
        made = judge(session, {}, None)
        found += [r for r in made.results if r.subject == f"listing {url}"]
        watched = Watched(at, made.facts, made.sources, told(made.results))
        store.end_run(run, at, "complete", 0, {}, watched=watched)
    assert [r.state + ("" if r.due else ", not due") for r in found] == ["ok", *states]
    store.close_connection()


def test_a_listing_that_never_gave_anything_is_no_failure(bench: Bench) -> None:
    bench.session.tally.sources[f"{ROOT}/rss.rss"] = seen(Outcome.REJECTED, Reason.NOT_FOUND)
    bench.read(6)
    assert bench.failed() == {}


@pytest.mark.parametrize(("quiet", "longest", "fails"), [(31, 10, True), (31, 11, False)])
def test_a_listing_that_stands_still(bench: Bench, quiet: int, longest: int, fails: bool) -> None:
    """Measured in articles that are new elsewhere, by three times its own longest rest."""
    url = f"{ROOT}/van-hoa/"
    state = SourceState(
        url, "listing", after(NOW, -86_400 * 36), after(NOW, -3600), links=20, digest="a",
        changed_at=after(NOW, -86_400 * 4), changes=40, quiet=quiet, longest_quiet=longest,
    )  # fmt: skip
    bench.before(after(NOW, -60), [], sources=[state])
    bench.session.tally.sources[url] = seen(Outcome.LISTED, links=20, digest="a")
    assert (list(bench.failed()) == [f"listing {url}"]) is fails
    bench.session.tally.sources[url] = seen(Outcome.LISTED, links=20, digest="b")
    assert bench.failed() == {}


def test_one_section_that_catches_up_makes_no_listing_late(bench: Bench) -> None:
    """What it brings in an hour is not measured as days in which the others stood still."""
    url = f"{ROOT}/kinh-te/"
    state = SourceState(url, "listing", after(NOW, -86_400 * 36), after(NOW, -3600), changes=20)
    state.digest = "a"
    bench.before(after(NOW, -60), [], sources=[state])
    bench.session.tally.sources[url] = seen(Outcome.LISTED, links=20, digest="a")
    bench.session.tally.new["the-thao"] += 200
    assert f"listing {url}" not in bench.failed()
