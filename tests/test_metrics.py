"""What a crawl leaves for Prometheus: whole, valid, of every end, and read by Prometheus' own parser."""

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families as parsed

from crawler.config import Config
from crawler.runs.metrics import Ended, file_of, leave
from tests.crawling import ROOT, Done, crawl, rows
from tests.servers import Answer, serve, small_site

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def samples(path: Path) -> Samples:
    """Every sample of a file, by name and labels without `paper`; no series comes twice."""
    found: Samples = {}
    for family in parsed(path.read_text("utf-8")):
        assert family.documentation
        assert family.type in {"gauge", "counter"}
        for sample in family.samples:
            labels = dict(sample.labels)
            assert labels.pop("paper") == path.stem.removeprefix("baotinh_")
            key = (sample.name, tuple(sorted(labels.items())))
            assert key not in found
            found[key] = sample.value
    return found


def of(found: Samples, name: str, **labels: str) -> float:
    return found[f"baotinh_{name}", tuple(sorted(labels.items()))]


def measured(database: Path, folder: Path, origin: str, *more: str, **settings: str) -> Done:
    settings = {"METRICS_FILE": f"{folder}/baotinh_{{paper}}.prom"} | settings
    return crawl("baolongan", database, origin, *more, settings=settings)


def test_a_crawl_leaves_its_figures(tmp_path: Path) -> None:
    database, began = tmp_path / "news.db", time.time()
    inner = small_site()

    def site(host: str, path: str) -> Answer | None:
        return Answer(status=404) if path == "/lua-a3.html" else inner(host, path)

    with serve(site) as server:
        done = measured(database, tmp_path, server.url)
        again = measured(database, tmp_path, server.url)
    assert (done.code, again.code) == (0, 0), done.err
    found = samples(tmp_path / "baotinh_baolongan.prom")
    assert began < of(found, "last_run_timestamp_seconds") < time.time()
    assert 0 < of(found, "last_run_duration_seconds") < 120
    assert of(found, "last_run_exit_code") == 0
    assert of(found, "last_run_verdict", verdict="complete") == 1
    assert of(found, "last_run_verdict", verdict="crashed") == 0
    assert of(found, "last_run_visits", outcome="stored_new") == 0
    assert of(found, "last_run_requests") == again.summary["requests"]
    assert of(found, "last_run_lease_wait_seconds") > 0
    assert of(found, "visits_total", outcome="stored_new") == done.summary["new"] == 5
    assert of(found, "requests_total") == done.summary["requests"] + again.summary["requests"]
    assert of(found, "runs_total", verdict="complete") == 2
    assert of(found, "articles", status="live") == 5
    pages = rows(database, "SELECT count(*) AS n FROM pages WHERE state = 'done'")[0]["n"]
    assert of(found, "pages", state="done") == pages
    assert of(found, "database_bytes") == database.stat().st_size
    archive = sum(path.stat().st_size for path in (tmp_path / "news.archive").iterdir())
    assert of(found, "archive_bytes") == archive
    assert of(found, "disk_free_bytes", place="archive") > 0
    names = {name for name, _ in found}
    assert "baotinh_oldest_open_page_timestamp_seconds" not in names, "none is open"
    page = (ROOT / "docs/operating.md").read_text("utf-8")
    documented = set(re.findall(r"`(baotinh_[a-z_]+)(?:\{\w+\})?`", page))
    assert documented == names | {"baotinh_oldest_open_page_timestamp_seconds"}
    assert [p.name for p in tmp_path.glob("*.prom*")] == ["baotinh_baolongan.prom"]


@pytest.mark.long
def test_a_page_that_waits_is_told_with_its_age(tmp_path: Path) -> None:
    inner = small_site()

    def site(host: str, path: str) -> Answer | None:
        return Answer("no", 503) if path == "/lua-a3.html" else inner(host, path)

    with serve(site) as server:
        measured(tmp_path / "news.db", tmp_path, server.url)
    found = samples(tmp_path / "baotinh_baolongan.prom")
    assert of(found, "waiting_pages") == of(found, "pages", state="retry") == 1
    assert 0 < time.time() - of(found, "oldest_open_page_timestamp_seconds") < 300


@pytest.mark.parametrize(
    ("end", "verdict", "code"),
    [("unreachable", "unreachable", 3), ("crashed", "crashed", 6), ("storage", "storage", 5)],
)
def test_a_crawl_that_fails_leaves_them_too(
    tmp_path: Path, end: str, verdict: str, code: int
) -> None:
    database = tmp_path / "news.db"
    settings: dict[str, str] = {}
    if end == "crashed":
        settings = {"SPIDER_MODULES": "tests.spiders.broken_parse"}
    if end == "storage":
        database.write_bytes(b"no database " * 1000)
    with serve(small_site()) as server:
        url = "http://127.0.0.1:9" if end == "unreachable" else server.url
        done = measured(database, tmp_path, url, **settings)
    assert done.code == code, done.err
    found = samples(tmp_path / "baotinh_baolongan.prom")
    assert of(found, "last_run_exit_code") == code
    assert of(found, "last_run_verdict", verdict=verdict) == 1
    assert of(found, "database_readable") == (end != "storage")
    if end == "storage":
        names = {name for name, _ in found}
        assert "baotinh_articles" not in names, "what is not known is no zero"


def test_a_file_that_cannot_be_written_at_the_end_costs_no_exit_code(tmp_path: Path) -> None:
    (tmp_path / "baotinh_baolongan.prom").mkdir()  # no file can take its place
    with serve(small_site()) as server:
        done = measured(tmp_path / "news.db", tmp_path, server.url)
    assert done.code == 0
    assert any("METRICS_FILE" in note for note in done.summary["notes"])
    assert "METRICS_FILE" in done.err
    assert [p.name for p in tmp_path.glob("*.prom*")] == ["baotinh_baolongan.prom"]


@pytest.mark.parametrize("name", ["no/such/{paper}.prom", "m.prom", "{paper}.txt", "{papr}.prom"])
def test_a_file_that_cannot_be_is_refused_before_anything_is_touched(
    tmp_path: Path, name: str
) -> None:
    settings = {"METRICS_FILE": str(tmp_path / name)}
    done = crawl("baolongan", tmp_path / "news.db", "http://127.0.0.1:9", settings=settings)
    assert done.code == 2
    assert "METRICS_FILE" in done.summary["why"]
    assert not list(tmp_path.iterdir())


def config(folder: Path) -> Config:
    file = folder / "baotinh_{paper}.prom"
    return Config(folder / "news.db", folder / "news.archive", None, "text", 0, 0, file)


NOW = "2026-11-26T02:00:00.000Z"


def test_labels_are_escaped_and_names_make_files(tmp_path: Path) -> None:
    paper = 'a"b\\c\nd/é'
    assert (
        leave(config(tmp_path), Ended(paper, NOW, {"exit_code": 5, "verdict": "storage"})) is None
    )
    (path,) = tmp_path.glob("*.prom")
    assert path == file_of(tmp_path / "baotinh_{paper}.prom", paper)
    assert path.parent == tmp_path
    for family in parsed(path.read_text("utf-8")):
        assert {sample.labels["paper"] for sample in family.samples} == {paper}


def test_files_of_several_newspapers_make_one_valid_set(tmp_path: Path) -> None:
    """The collector reads them as one: same help, and no series twice."""
    for paper in ("mot", "hai"):
        leave(config(tmp_path), Ended(paper, NOW, {"exit_code": 0, "verdict": "complete"}))
    seen, helps = set(), {}
    for path in tmp_path.glob("*.prom"):
        for family in parsed(path.read_text("utf-8")):
            assert helps.setdefault(family.name, family.documentation) == family.documentation
            for sample in family.samples:
                series = (sample.name, tuple(sorted(sample.labels.items())))
                assert series not in seen
                seen.add(series)
    assert len(seen) > 40


def read_while(write: Callable[[], object], path: Path) -> set[str]:
    """The last lines that a reader sees while `write` is called again and again."""
    lasts, over = set(), threading.Event()

    def read() -> None:
        while not over.is_set():
            lines = path.read_text("utf-8").splitlines() or [""]
            lasts.add(lines[-1].split("{")[0])

    reader = threading.Thread(target=read)
    write()
    reader.start()
    try:
        for _ in range(150):
            write()
    finally:
        over.set()
        reader.join()
    return lasts


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    ended = Ended("bao", NOW, {"exit_code": 0, "verdict": "complete"})
    path = tmp_path / "baotinh_bao.prom"
    assert read_while(lambda: leave(config(tmp_path), ended), path) == {"baotinh_disk_free_bytes"}
    assert list(tmp_path.iterdir()) == [path]


def test_the_test_of_half_files_can_fail(tmp_path: Path) -> None:
    path = tmp_path / "x.prom"

    def write() -> None:
        with path.open("w") as file:
            for n in range(50):
                file.write(f"line{n}{{}}\n")
                file.flush()

    seen = set().union(*(read_while(write, path) for _ in range(5)))
    assert seen > {"line49"}
