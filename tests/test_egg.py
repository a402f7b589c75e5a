"""The egg for scrapyd: all of both packages is in it, and it runs as it is, zipped, without the checkout."""

from __future__ import annotations

import lzma
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines import CODE_VERSION
from pipelines.storage.schema import names
from tests.crawl_fixtures import compare_rows, load, stored
from tests.crawling import ROOT, rows, scrapy
from tests.freeze_schema import FOLDER
from tests.scrapyd_server import bare_environment, copy_sources, deploy

pytestmark = pytest.mark.xdist_group("egg")
PACKAGES = ("crawler", "pipelines")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sources(tmp_path_factory.mktemp("sources") / "project")


@pytest.fixture(scope="module")
def egg(sources: Path) -> Path:
    path = sources.parent / "baotinh.egg"
    done = deploy(sources, "--build-egg", str(path))
    assert done.returncode == 0, done.stderr
    return path


def left_out(egg: Path, folder: Path) -> set[str]:
    """Files of both packages that are not in the egg."""
    files = {
        str(path.relative_to(folder))
        for package in PACKAGES
        for path in (folder / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert len(files) > 200
    with zipfile.ZipFile(egg) as archive:
        return files - set(archive.namelist())


def test_every_file_of_both_packages_is_in_the_egg(egg: Path, sources: Path) -> None:
    assert left_out(egg, sources) == set()
    with zipfile.ZipFile(egg) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert tops == {*PACKAGES, "EGG-INFO"}  # no test, no setup.py


@pytest.mark.long
def test_a_file_that_is_not_packed_is_told(tmp_path: Path) -> None:
    """The comparison above fails when a data file of a new kind is forgotten."""
    sources = copy_sources(tmp_path / "project")
    (sources / "pipelines/dates/tables.csv").write_text("a,b\n")
    done = deploy(sources, "--build-egg", str(tmp_path / "forgotten.egg"))
    assert done.returncode == 0, done.stderr
    assert left_out(tmp_path / "forgotten.egg", sources) == {"pipelines/dates/tables.csv"}


def test_the_egg_is_of_the_version_that_rows_tell(egg: Path) -> None:
    with zipfile.ZipFile(egg) as archive:
        told = archive.read("EGG-INFO/PKG-INFO").decode()
    assert f"\nVersion: {CODE_VERSION}\n" in told
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == CODE_VERSION


def from_egg(egg: Path, folder: Path, *words: str) -> subprocess.Popen[str]:
    """`scrapy …` with nothing of ours but the egg, in a folder of its own."""
    variables = bare_environment(PYTHONPATH=str(egg), SCRAPY_SETTINGS_MODULE="crawler.settings")
    return subprocess.Popen(
        [sys.executable, "-m", "scrapy", *words],
        cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def run(egg: Path, folder: Path, *words: str) -> tuple[int, str, str]:
    process = from_egg(egg, folder, *words)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture
def sample(egg: Path, tmp_path: Path) -> Iterator[str]:
    """The sample newspaper, served from inside the egg; its address."""
    process = from_egg(egg, tmp_path, "samplepaper")
    assert process.stdout is not None
    found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
    try:
        assert found, process.communicate()[1]
        yield found[0]
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_the_sample_newspaper_is_served_and_crawled_from_the_egg(
    egg: Path, sample: str, tmp_path: Path
) -> None:
    database = tmp_path / "news.db"
    quick = ("-s", "DOWNLOAD_DELAY=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4")
    words = ("crawl", "baomau", "-a", f"origin={sample}", "-s", f"DATABASE={database}", *quick)
    code, out, err = run(egg, tmp_path, *words)
    assert code == 0, out + err
    assert list(compare_rows(load("baomau").expected, stored(database))) == []
    assert {row["code_version"] for row in rows(database, "SELECT code_version FROM runs")} == {
        CODE_VERSION
    }
    assert scrapy("verify", BAOTINH_DATABASE=str(database)).code == 0


@pytest.mark.long
def test_all_commands_and_spiders_are_in_the_egg(egg: Path, tmp_path: Path) -> None:
    code, out, err = run(egg, tmp_path, "list")
    assert (code, out) == (0, scrapy("list").out), err
    _, helped, _ = run(egg, tmp_path, "-h")
    for path in (ROOT / "crawler/commands").glob("[a-z]*.py"):
        assert re.search(rf"^  {path.stem} ", helped, re.MULTILINE), path.stem


@pytest.mark.long
def test_a_database_of_the_first_schema_is_brought_up_to_date_by_the_egg(
    egg: Path, tmp_path: Path
) -> None:
    database = tmp_path / "old.db"
    database.write_bytes(lzma.decompress((FOLDER / f"{names()[0]}.db.xz").read_bytes()))
    before = rows(database, "SELECT count(*) AS n FROM articles")
    assert len(steps_of(database)) == 1
    # Nothing answers there: the database is opened for the crawl, and nothing else is written.
    words = ("crawl", "baomau", "-a", "origin=http://127.0.0.1:9", "-s", f"DATABASE={database}")
    code, out, err = run(egg, tmp_path, *words)
    assert code == 3, out + err
    assert steps_of(database) == names()
    assert rows(database, "SELECT count(*) AS n FROM articles") == before != [{"n": 0}]


def steps_of(database: Path) -> list[str]:
    found = rows(database, "SELECT name FROM _sqlite_migrations ORDER BY rowid")
    return [str(row["name"]) for row in found]


def test_a_relative_path_without_a_checkout_is_a_usage_error(egg: Path, tmp_path: Path) -> None:
    words = ("crawl", "baomau", "-a", "origin=http://127.0.0.1:9")
    code, out, err = run(egg, tmp_path, *words)
    assert code == 2, out + err
    assert "set BAOTINH_DATABASE (or -s DATABASE) to an absolute path" in err
    assert list(tmp_path.iterdir()) == []
