"""Each monitor over five weeks of history: what makes it fail, and a healthy neighbour beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.runs.monitors import Findings, disk, judge, told
from crawler.runs.monitors.chance import Share, at_most, at_most_of_rate, fell
from crawler.runs.session import Session
from crawler.runs.tally import COVERED, Seen
from pipelines.archive import NoArchive
from pipelines.items import Source
from pipelines.outcomes import Outcome, PageKind, Reason
from pipelines.rules import Floors, Window
from pipelines.storage.base import Run
from pipelines.storage.base_mode import Mode
from pipelines.storage.base_watch import FAILED, Fact, Result, SourceState, Watched
from pipelines.storage.sqlite import SqliteStore
from pipelines.storage.times import after
from tests.hours import PAPER, ROOT
from tests.storage_kit import Desk, article

NOW = "2026-03-02T00:00:00.000Z"
RULES = "family_a/2022"
LEAD = f"{RULES}: selector:p.fontd"
EVERY_HOURS = 3
#: What each earlier run brought.
USUAL = {"kinh-te": 4, "the-thao": 2}


def usual_facts(**amounts: int) -> list[Fact]:
    """Facts of one run of the history; `amounts` override those of its sections."""
    new = USUAL | amounts
    total = sum(new.values())
    facts = [Fact("new", "*", "", total, total), Fact("refused", "*", "", 0, total)]
    facts += [Fact("rule", "*", RULES, total, total), Fact("rule", "lead", LEAD, total, total)]
    facts += [Fact("order", "", "", 0, total), Fact("order", "old", "", 0, total)]
    facts += [Fact("room", "database", "", 50 * 2**30, 10**12)]
    for section, count in new.items():
        facts.append(Fact("new", section, "", count, total))
        facts += [Fact("covered", name, section, count, count) for name in COVERED]
    return facts


class Bench:
    """A store with a history, and one run to be judged."""

    def __init__(self, store: SqliteStore, days: int = 36) -> None:
        self.store = store
        for hours in range(24 * days, 0, -EVERY_HOURS):
            self.past(after(NOW, -3600 * hours), usual_facts())
        self.session = Session(store, self._begin(), PAPER, Mode(), NoArchive())
        self.folders: dict[str, Path] = {}

    def _begin(self) -> Run:
        self.run = self.store.begin_run(PAPER.name, "incremental", {}, NOW, 60)
        return self.run

    def before(self, at: str, facts: list[Fact], **watched: list[SourceState]) -> None:
        """One more run of the history, put in later."""
        self.store.end_run(self.run, at, "interrupted", 130, {})
        self.past(at, facts, **watched)
        self.session.run = self._begin()

    def past(self, at: str, facts: list[Fact], **watched: list[SourceState]) -> None:
        run = self.store.begin_run(PAPER.name, "incremental", {}, at, 60)
        self.store.end_run(run, at, "complete", 0, {}, watched=Watched(at, facts, **watched))

    def forget(self, hours: int, **sections: int) -> None:
        """The last hours brought so many in place of what is usual."""
        conn = self.store.connection.raw
        for name, count in sections.items():
            slug = name.replace("_", "-")
            conn.execute(
                "UPDATE monitor_facts SET amount = ? WHERE measure = 'new' AND subject = ? AND at >= ?",
                (count, slug, after(NOW, -3600 * hours)),
            )
        conn.execute(
            "UPDATE monitor_facts SET amount = (SELECT sum(amount) FROM monitor_facts b WHERE b.measure"
            " = 'new' AND b.at = monitor_facts.at AND b.subject <> '*')"
            " WHERE measure = 'new' AND subject = '*'"
        )

    def read(self, count: int, *, lacking: str | None = None, rule: str = LEAD) -> None:
        """So many new articles of kinh-te in this run."""
        tally = self.session.tally
        tally.new["kinh-te"] += count
        tally.covered["articles"] += count
        tally.rule_sets[RULES] += count
        for name in COVERED:
            tally.covered[name] += 0 if name == lacking else count
            tally.having[name, "kinh-te"] += 0 if name == lacking else count
        tally.rules["lead", RULES, rule.partition(": ")[2]] += count

    def judge(self, spoilt: str | None = None) -> Findings:
        return judge(self.session, self.folders, spoilt)

    def failed(self) -> dict[str, Result]:
        return {r.subject: r for r in self.judge().results if r.state == FAILED}

    def state(self, monitor: str, subject: str) -> set[str]:
        found = self.judge().results
        return {r.state for r in found if (r.monitor, r.subject) == (monitor, subject)}


@pytest.fixture
def bench() -> Iterator[Bench]:
    store = SqliteStore.in_memory()
    yield Bench(store)
    store.close_connection()


def test_a_usual_run_fails_nowhere_and_every_monitor_judges(bench: Bench) -> None:
    bench.read(6)
    results = bench.judge().results
    assert [r for r in results if r.state == FAILED] == []
    judged = {r.monitor for r in results if r.state == "ok"}
    assert {"coverage", "refused", "arrivals", "selectors", "floor", "site"} <= judged


def test_what_has_healed_breaks_by_what_comes_after_alone(bench: Bench) -> None:
    """The twenty newest of a slow section reach back into the bad days."""
    conn = bench.store.connection.raw
    conn.execute(
        "UPDATE monitor_facts SET amount = 0 WHERE measure = 'covered' AND subject = 'byline'"
        " AND at >= ? AND at < ?",
        (after(NOW, -3600 * 40), after(NOW, -3600 * 6)),
    )
    bench.read(10)
    assert "field byline" in bench.failed()
    conn.execute(
        "INSERT INTO alerts (paper, subject, monitor, message, opened_run, opened_at, closed_run,"
        " closed_at) VALUES (?, 'field byline', 'coverage', 'x', 1, ?, 2, ?)",
        (PAPER.name, after(NOW, -3600 * 38), after(NOW, -3600 * 3)),
    )
    assert "field byline" not in bench.failed()


@pytest.mark.parametrize(("old", "state"), [(1, "ok"), (20, "failed")])
def test_dates_that_all_go_back_alike_are_seen_by_their_age(
    bench: Bench, old: int, state: str
) -> None:
    bench.read(20)
    bench.session.tally.dated = Counter(all=20, old=old)
    assert bench.state("order", "dates of new articles") == {state}


@pytest.mark.parametrize(("days", "judges"), [(0, False), (27, False), (36, True)])
def test_under_four_weeks_nothing_is_judged_by_history(days: int, judges: bool) -> None:
    store = SqliteStore.in_memory()
    young = Bench(store, days=days)
    young.read(30, lacking="lead", rule=f"{RULES}: structure")
    results = [r for r in young.judge().results if r.monitor in {"coverage", "selectors", "order"}]
    assert ({r.state for r in results} == {"cannot judge"}) is not judges
    if not judges:
        assert all("28" in r.message for r in results)
    assert bool(young.failed()) is judges
    store.close_connection()


def test_a_field_that_is_gone_fails_and_its_neighbours_do_not(bench: Bench) -> None:
    bench.read(20, lacking="byline")
    found = bench.failed()
    assert list(found) == ["field byline"]
    assert "0 of 20" in found["field byline"].message
    assert "100%" in found["field byline"].message


def test_a_field_that_is_gone_in_one_section_alone_is_named(bench: Bench) -> None:
    """The others are so many that the newspaper as a whole hardly falls."""
    bench.session.tally.new.update({"kinh-te": 60, "the-thao": 9})
    for name in COVERED:
        bench.session.tally.having[name, "kinh-te"] = 60
        bench.session.tally.having[name, "the-thao"] = 0 if name == "tags" else 9
    # Those of the last week count too, run by run, until there are twenty.
    found = {r.subject: r for r in bench.judge().results if r.monitor == "coverage"}
    assert found["field tags"].state == "failed"
    assert "the-thao" in found["field tags"].message
    assert found["field lead"].state == "ok"


def test_refused_pages_fail_by_their_reason(bench: Bench) -> None:
    bench.read(6)
    bench.session.tally.refused["empty_body"] = 14
    bench.session.tally.refused["no_title"] = 1
    assert list(bench.failed()) == ["refused empty_body"]


def test_a_few_refused_pages_do_not(bench: Bench) -> None:
    bench.read(18)
    bench.session.tally.refused["empty_body"] = 2
    assert bench.failed() == {}


@pytest.mark.parametrize(
    ("rule", "fails"),
    [("structure", True), ("selector:p.sapo", False), ("selector:p.fontd", False)],
)
def test_a_selector_that_stopped_answering(bench: Bench, rule: str, fails: bool) -> None:
    """Another selector of ours that answered in the history too may take its place."""
    for hours in (48, 40):
        at = after(NOW, -3600 * hours + 60)
        bench.before(at, [Fact("rule", "lead", f"{RULES}: selector:p.sapo", 1, 6)])
    bench.read(12, rule=f"{RULES}: {rule}")
    assert (list(bench.failed()) == ["field lead"]) is fails


def test_new_rules_are_not_held_against_the_old_ones(bench: Bench) -> None:
    bench.read(12, rule=f"{RULES}: structure")
    tally = bench.session.tally
    tally.rule_sets.clear()
    tally.rules.clear()
    tally.rule_sets["family_a/new"] = 12
    assert bench.state("selectors", "field lead") == {"cannot judge"}
    tally.rules["lead", "family_a/new", "selector:p.intro"] = 12
    assert bench.state("selectors", "field lead") == {"ok"}


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


def seen(outcome: Outcome, reason: Reason | None = None, links: int = 0, digest: str = "a") -> Seen:
    return Seen(PageKind.LISTING, outcome, reason, links, digest if links else None)


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


@pytest.mark.parametrize("wrong", [True, False])
def test_dates_against_the_order_of_numbers(wrong: bool) -> None:
    store = SqliteStore.in_memory()
    bench = Bench(store)
    store.end_run(bench.run, NOW, "complete", 0, {})
    desk = Desk(store, PAPER.name)
    desk.end()
    desk.run = bench.session.run = bench._begin()
    for number in range(60):
        # Every third date is read two months too early; the numbers beside it say so.
        days = number // 10 - (60 if wrong and number % 3 == 0 else 0)
        made = article(
            1000 + number,
            paper=PAPER.name,
            published_at=f"{date(2026, 2, 1) + timedelta(days=days)}T08:00:00+07:00",
            provenance={"published_at": Source("meta")},
            body=f"Bài số {number}. " * 30,
        )
        desk.save(made, url=f"https://bao.vn/bai-a{1000 + number}.html")
    assert bench.state("order", "dates in order") == {"failed" if wrong else "ok"}
    store.close_connection()


def room(monkeypatch: pytest.MonkeyPatch, free: float) -> None:
    usage = disk.shutil.disk_usage("/")._replace(total=100 * 2**30, free=int(free * 2**30))
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: usage)


@pytest.mark.parametrize(
    ("free", "says"), [(0.9, "0.9 GiB"), (1.1, "full in"), (9.0, "full in"), (49.0, None)]
)
def test_room_on_the_disk(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: float, says: str | None
) -> None:
    """Four weeks ago 50 GiB were free: 9 are gone within the week, 49 last."""
    room(monkeypatch, free)
    bench.folders = {"database": tmp_path, "archive": tmp_path / "not-there-yet"}
    found = bench.failed()
    assert list(found) == (["disk of the database"] if says else [])
    assert not says or says in found["disk of the database"].message


def test_room_is_judged_in_every_run_and_from_the_first_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore.in_memory()
    young = Bench(store, days=0)
    young.folders = {"database": tmp_path}
    room(monkeypatch, 0.5)
    assert [r.subject for r in young.judge("blocked").results if r.state == FAILED] == [
        "disk of the database"
    ]
    store.close_connection()


def test_a_floor_is_judged_from_the_first_run_on() -> None:
    store = SqliteStore.in_memory()
    young = Bench(store, days=0)
    young.read(20, lacking="published_at")
    found = young.failed()
    assert list(found) == ["field published_at"]
    assert "the floor is 90%" in found["field published_at"].message
    store.close_connection()


@pytest.mark.parametrize(("articles", "fails"), [(20, True), (60, False)])
def test_most_pages_refused_in_one_run(articles: int, fails: bool) -> None:
    store = SqliteStore.in_memory()
    young = Bench(store, days=0)
    young.read(articles)
    young.session.counts[Outcome.REJECTED] = 30
    assert (list(young.failed()) == ["refused in one run"]) is fails
    young.session.paper = replace(PAPER, floors=Floors(articles=0.9 if articles == 60 else 0.1))
    assert (list(young.failed()) == ["refused in one run"]) is not fails
    store.close_connection()


@pytest.mark.parametrize(
    "mode", [Mode(backfill=True), Mode(numbers=(1, 9)), Mode(window=Window(since="2026-01-01"))]
)
def test_runs_of_a_part_are_not_compared_and_leave_no_facts(bench: Bench, mode: Mode) -> None:
    bench.session.mode = mode
    bench.read(30, lacking="byline")
    findings = bench.judge()
    assert [r for r in findings.results if r.state == FAILED] == []
    assert findings.facts == ()
    why = {r.message for r in findings.results if r.monitor == "coverage"}
    assert why == {"the run was not of the whole newspaper"}


def test_what_is_stored_of_a_run_is_a_few_dozen_lines(bench: Bench) -> None:
    for number in range(300):
        bench.session.tally.sources[f"{ROOT}/m{number}/"] = seen(Outcome.LISTED, links=5)
    lines = told(bench.judge().results)
    assert len(lines) < 30
    assert len({(r.monitor, r.subject) for r in lines}) == len(lines)


def test_facts_are_kept_for_twelve_weeks(bench: Bench) -> None:
    bench.store.end_run(bench.run, NOW, "complete", 0, {}, watched=Watched(NOW))
    late = after(NOW, 86_400.0 * 80)
    bench.past(late, usual_facts())
    oldest = bench.store.watch.history_from(PAPER.name)
    assert oldest is not None
    assert after(late, -86_400.0 * 84) <= oldest


@pytest.mark.parametrize(("count", "total", "share"), [(3, 20, 0.5), (0, 8, 0.9), (19, 20, 0.97)])
def test_the_binomial_is_that_of_the_books(count: int, total: int, share: float) -> None:
    import math

    exact = sum(
        math.comb(total, n) * share**n * (1 - share) ** (total - n) for n in range(count + 1)
    )
    assert at_most(count, total, share) == pytest.approx(exact)


def test_the_poisson_is_that_of_the_books() -> None:
    assert at_most_of_rate(0, 14.0) == pytest.approx(8.315e-7, rel=1e-3)
    assert at_most_of_rate(5, 14.0) == pytest.approx(0.005532, rel=1e-3)


def test_an_open_alert_heals_later_than_it_opens() -> None:
    """Between the two a share neither opens nor heals, so that alerts do not come by turns."""
    before = Share(950, 1000)
    assert not fell(Share(15, 20), before, is_open=False)
    assert fell(Share(15, 20), before, is_open=True)
    assert not fell(Share(18, 20), before, is_open=True)
    assert fell(Share(8, 20), before, is_open=False)


def test_one_section_that_catches_up_makes_no_listing_late(bench: Bench) -> None:
    """What it brings in an hour is not measured as days in which the others stood still."""
    url = f"{ROOT}/kinh-te/"
    state = SourceState(url, "listing", after(NOW, -86_400 * 36), after(NOW, -3600), changes=20)
    state.digest = "a"
    bench.before(after(NOW, -60), [], sources=[state])
    bench.session.tally.sources[url] = seen(Outcome.LISTED, links=20, digest="a")
    bench.session.tally.new["the-thao"] += 200
    assert f"listing {url}" not in bench.failed()
