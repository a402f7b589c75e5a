"""A real scrapyd 1.6 without the checkout: deployed to, scheduled, listened to, asked to cancel."""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.samplepaper import Server, build_site, serve
from pipelines import CODE_VERSION
from tests.crawl_fixtures import compare_rows, load, stored
from tests.crawling import QUICK, rows, scrapy
from tests.scrapyd_server import Scrapyd, copy_sources, deploy, scrapyd
from tests.test_signals import Slow, articles

pytestmark = [pytest.mark.long, pytest.mark.xdist_group("scrapyd")]


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scrapyd]:
    """Scrapyd with the project deployed to it; what it was deployed from is gone."""
    folder = tmp_path_factory.mktemp("scrapyd")
    with scrapyd(folder / "home", BAOTINH_DATABASE=str(folder / "news.db")) as server:
        sources = copy_sources(folder / "sources")
        config = sources / "scrapy.cfg"
        config.write_text(config.read_text().replace("http://127.0.0.1:6800", server.url))
        done = deploy(sources)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["status"] == "ok", done.stdout
        shutil.rmtree(sources)
        yield server


def database(daemon: Scrapyd) -> Path:
    return daemon.folder.parent / "news.db"


def schedule(daemon: Scrapyd, server: Server, *settings: str, **arguments: str) -> str:
    """Schedule a crawl of the sample newspaper; the job's id."""
    quick = [f"{name}={value}" for name, value in QUICK.items()]
    answer = daemon.post(
        "schedule",
        project="baotinh",
        spider="baomau",
        setting=[*quick, *settings],
        origin=server.url,
        **arguments,
    )
    assert answer["status"] == "ok", answer
    return str(answer["jobid"])


def run_of(path: Path, job: str) -> dict[str, Any]:
    """The one row of `runs` whose arguments name this job."""
    (run,) = run_named(path, job)
    return run


def run_named(path: Path, job: str) -> list[dict[str, Any]]:
    runs = rows(path, "SELECT * FROM runs")
    found = [{**run, "arguments": json.loads(run["arguments"])} for run in runs]
    return [run for run in found if run["arguments"].get("_job") == job]


def wait_until_asked(daemon: Scrapyd, server: Server) -> None:
    """Until the crawl is in the middle of its work."""
    end = time.monotonic() + 60
    while len(articles(server)) < 12:
        assert time.monotonic() < end, daemon.said()
        time.sleep(0.05)


def test_the_egg_names_every_spider(daemon: Scrapyd) -> None:
    told = daemon.ask("listspiders", project="baotinh")["spiders"]
    assert told == scrapy("list").out.split()
    assert "baolongan" in told


def test_a_scheduled_crawl_ends_with_the_expected_rows(daemon: Scrapyd) -> None:
    (version,) = daemon.ask("listversions", project="baotinh")["versions"]
    with serve(build_site()) as server:
        job = schedule(daemon, server, _version=version)
        told = daemon.wait(job)
    expected = load("baomau").expected
    assert list(compare_rows(expected, stored(database(daemon)))) == []
    run = run_of(database(daemon), job)
    assert (run["verdict"], run["exit_code"], run["code_version"]) == ("complete", 0, CODE_VERSION)
    assert run["arguments"] == {"_job": job, "_version": version, "origin": server.url}
    log = daemon.text(told["log_url"])
    assert log.splitlines()[-1].endswith("Verdict: complete, exit code 0")
    assert scrapy("verify", BAOTINH_DATABASE=str(database(daemon))).code == 0


def test_arguments_reach_the_crawl(daemon: Scrapyd, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    given = {"mode": "backfill", "since": "2025-01-01", "language": "vi"}
    with serve(build_site()) as server:
        job = schedule(daemon, server, f"DATABASE={path}", **given)
        daemon.wait(job)
    run = run_of(path, job)
    assert (run["verdict"], run["mode"]) == ("complete", "backfill")
    assert given.items() <= run["arguments"].items()
    days = rows(path, "SELECT min(published_day) AS day, count(*) AS n FROM articles")[0]
    assert days["day"] >= "2025-01-01"
    assert 0 < days["n"] < len(load("baomau").expected)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"setting": "DATABASE=output/news.db"}, "set BAOTINH_DATABASE (or -s DATABASE) to an abs"),
        ({"mod": "backfill"}, "Did you mean -a mode?"),
    ],
)
def test_what_is_wrong_is_in_the_jobs_log(
    daemon: Scrapyd, wrong: dict[str, str], told: str
) -> None:
    answer = daemon.post(
        "schedule", project="baotinh", spider="baomau", origin="http://127.0.0.1:9", **wrong
    )
    log = daemon.text(daemon.wait(answer["jobid"])["log_url"])
    last = log.splitlines()[-1]
    assert "Verdict: usage, exit code 2: " in last
    assert told in last
    assert "exitstatus=2" in daemon.said()


def test_items_are_written_when_asked_for(daemon: Scrapyd, tmp_path: Path) -> None:
    feeds = json.dumps({str(tmp_path / "articles.jl"): {"format": "jsonlines"}})
    with serve(build_site()) as server:
        daemon.wait(schedule(daemon, server, f"DATABASE={tmp_path / 'n.db'}", f"FEEDS={feeds}"))
    items = [json.loads(line) for line in (tmp_path / "articles.jl").read_text().splitlines()]
    assert {item["url"] for item in items} == {row["url"] for row in load("baomau").expected}


@pytest.mark.parametrize("number", [None, signal.SIGTERM])
def test_a_crawl_that_is_cancelled_is_interrupted(
    daemon: Scrapyd, tmp_path: Path, number: signal.Signals | None
) -> None:
    path, site = tmp_path / "cancelled.db", Slow(0.1)
    with serve(site) as server:
        job = schedule(daemon, server, f"DATABASE={path}")
        wait_until_asked(daemon, server)
        assert job in daemon.jobs("running")
        wanted = {} if number is None else {"signal": number.name.removeprefix("SIG")}
        answer = daemon.post("cancel", project="baotinh", job=job, **wanted)
        assert answer["prevstate"] == "running"
        daemon.wait(job, 30)
        run = run_of(path, job)
        assert (run["verdict"], run["exit_code"]) == ("interrupted", 130)
        assert "exitstatus=130" in daemon.said()
        # What it left is in the database; another job takes it up, and asks for no article again.
        site.seconds = 0
        daemon.wait(schedule(daemon, server, f"DATABASE={path}"))
        asked = articles(server)
    assert len(asked) == len(set(asked))
    assert rows(path, "SELECT verdict FROM runs ORDER BY id")[-1] == {"verdict": "complete"}


def test_a_pending_job_that_is_cancelled_begins_no_run(daemon: Scrapyd, tmp_path: Path) -> None:
    with serve(Slow(0.5)) as server:
        jobs = [schedule(daemon, server, f"DATABASE={tmp_path / str(n)}.db") for n in range(5)]
        end = time.monotonic() + 60
        while len(running := daemon.jobs("running")) < 4:  # max_proc of our scrapyd.conf
            assert time.monotonic() < end, daemon.said()
            time.sleep(0.05)
        (waiting,) = set(jobs) - running.keys() - daemon.jobs("finished").keys()
        answer = daemon.post("cancel", project="baotinh", job=waiting)
        assert answer["prevstate"] == "pending"
        for job in running:
            daemon.post("cancel", project="baotinh", job=job)
            daemon.wait(job)
    assert waiting not in daemon.jobs("finished")
    assert not [path for path in tmp_path.glob("*.db") if run_named(path, waiting)]


def test_the_second_of_two_at_once_is_locked(daemon: Scrapyd, tmp_path: Path) -> None:
    path, site = tmp_path / "twice.db", Slow(0.1)
    with serve(site) as server:
        first = schedule(daemon, server, f"DATABASE={path}")
        wait_until_asked(daemon, server)
        second = daemon.wait(schedule(daemon, server, f"DATABASE={path}"))
        site.seconds = 0
        daemon.wait(first)
    assert "Verdict: locked, exit code 4: " in daemon.text(second["log_url"])
    assert "exitstatus=4" in daemon.said()
    assert [run["verdict"] for run in rows(path, "SELECT verdict FROM runs")] == ["complete"]
