"""`scrapy newpaper` and the forms of addresses that newspapers were seen with, to the last crawl."""

import argparse
import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.commands.newpaper import Command
from crawler.scaffold.words import reworded
from pipelines.outcomes import PageKind
from pipelines.rules import Newspaper
from pipelines.urls import Address, read_address
from tests.crawling import ROOT, environment
from tests.saved_pages import BODY, DAYS, HEADLINES, HOST, LAYOUTS, LEADS, Layout, save

EACH = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.papers.split(",")[0])
#: Crawled also where the long tests are not: a number in the query, and words alone.
CRAWLED = ("ASP.NET", "Drupal, aliases")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout."""
    for folder in ("tests/papers", "crawler/spiders"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def newpaper(*words: str, pattern: str | None = None) -> None:
    Command().answer(["baothu", HOST, *words], argparse.Namespace(title="Báo Thử", article=pattern))


def written(home: Path) -> Newspaper:
    paper = runpy.run_path(str(home / "crawler/spiders/baothu.py"))["BaothuSpider"].paper
    assert isinstance(paper, Newspaper)
    return paper


def address(path: str, paper: Newspaper) -> Address:
    found = read_address(f"{HOST}{path}", paper)
    assert isinstance(found, Address)
    return found


@EACH
def test_what_is_written_tells_articles_from_sections(home: Path, layout: Layout):
    newpaper(*save(layout, home / "saved"))
    paper = written(home)
    found = [address(path, paper) for path in layout.articles]
    assert [a.kind for a in found] == [PageKind.ARTICLE] * 3
    assert tuple(a.number for a in found) == layout.numbers
    assert [address(path, paper).kind for _name, path in layout.menu] == [PageKind.LISTING] * 4
    assert len({a.url for a in found}) == 3
    for path in layout.articles:
        mark = "&" if "?" in path else "?"
        for spelled in (f"{path}{mark}utm_source=fb", f"{path}#binh-luan"):
            assert address(spelled, paper) == address(path, paper)
        bare = path.rstrip("/")
        if "?" not in path and "." not in bare:
            assert address(bare, paper) == address(f"{bare}/", paper) == address(path, paper)


@EACH
def test_what_is_written_needs_no_formatter(home: Path, layout: Layout):
    newpaper(*save(layout, home / "saved"))
    needs_no_formatter(home)


def needs_no_formatter(home: Path) -> None:
    (home / "crawler/spiders/__init__.py").touch()
    for words in (("check",), ("format", "--check")):
        config = str(ROOT / "pyproject.toml")
        run(
            home,
            "-m",
            "ruff",
            *words,
            "--no-cache",
            "--config",
            config,
            "crawler/spiders/baothu.py",
        )


def crawled(layout: Layout, folder: Path) -> None:
    """Write a newspaper into a copy of the checkout, fill its rows in, run the written test."""
    for name in ("crawler", "pipelines"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "tests/papers").mkdir(parents=True)
    for file in ("tests/crawl_fixtures.py", "tests/crawling.py", "tests/foldersite.py",
                 "tests/servers.py", "tests/certificates.py", "scrapy.cfg", "pyproject.toml"):  # fmt: skip
        shutil.copy(ROOT / file, folder / file)
    run(
        folder,
        "-m",
        "scrapy",
        "newpaper",
        "baothu",
        HOST,
        *save(layout, folder / "saved"),
        "--title",
        "Báo Thử",
    )
    path = folder / "tests/papers/baothu/expected.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(lines) == 3
    filled = [json.dumps(by_hand(layout, n, row["url"])) for n, row in enumerate(lines)]
    path.write_text("\n".join(filled), "utf-8")
    run(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_baothu.py")


def run(folder: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment(PYTHONPATH=str(folder)),
        capture_output=True, text=True, check=False, timeout=200,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def by_hand(layout: Layout, number: int, url: str) -> dict[str, object]:
    day = "-".join(reversed(DAYS[number].split("/")))
    names = ("Báo Thử",)
    return {
        "url": url,
        "title": reworded(HEADLINES[number], "vi", names),
        "lead": reworded(LEADS[number], "vi", names),
        "body": "\n\n".join(reworded(text, "vi", names) for text in BODY),
        "byline": None,
        "published_at": f"{day}T08:15:00+07:00",
        "section": layout.stored,
        "captions": [],
        "source_id": layout.numbers[number],
    }


@pytest.mark.parametrize(
    "layout", [layout for layout in LAYOUTS if layout.papers in CRAWLED], ids=CRAWLED
)
def test_the_written_test_passes(tmp_path: Path, layout: Layout):
    crawled(layout, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize(
    "layout", [layout for layout in LAYOUTS if layout.papers not in CRAWLED],
    ids=lambda layout: layout.papers.split(",")[0],
)  # fmt: skip
def test_the_written_test_passes_for_each_form(tmp_path: Path, layout: Layout):
    crawled(layout, tmp_path)
