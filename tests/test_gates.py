"""Every gate of `make check` can fail: each is shown something that it must refuse."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawling import ROOT

BIN = Path(sys.executable).parent


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the code, to be spoilt."""
    for name in ("crawler", "pipelines", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "scrapy.cfg"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def run(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(BIN / words[0]), *words[1:]], cwd=tree, capture_output=True, text=True, check=False
    )


def spoil(tree: Path, name: str, text: str) -> None:
    path = tree / name
    path.write_text(path.read_text("utf-8") + text, "utf-8")


@pytest.mark.parametrize(
    ("name", "text", "gate"),
    [
        ("pipelines/text.py", "\nimport crawler.clock\n", ["lint-imports"]),
        ("pipelines/text.py", "\nfrom pipelines import flow\n", ["lint-imports"]),
        ("pipelines/flow.py", "\nimport scrapy\n", ["lint-imports"]),
        ("crawler/samplepaper/site.py", "\nimport pipelines.text\n", ["lint-imports"]),
        ("pipelines/text.py", '\n\ndef f(x):\n    """Say."""\n    return x\n', ["mypy"]),
        ("pipelines/text.py", "\ntry:\n    pass\nexcept:\n    pass\n", ["ruff", "check", "."]),
        ("pipelines/text.py", "\nx = [1,2]\n", ["ruff", "format", "--check", "."]),
        ("docs/fields.md", "\nby hand\n", ["python", "-m", "crawler.docs", "--check"]),
    ],
    ids=["upwards", "back", "scrapy", "sample", "types", "lint", "format", "docs"],
)
def test_a_gate_refuses(tree: Path, name: str, text: str, gate: list[str]) -> None:
    spoil(tree, name, text)
    assert run(tree, *gate).returncode != 0


def test_small_files() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in ("crawler", "pipelines")
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 250
    }
    assert not long, "a module that outgrows 250 lines becomes a folder of the same name"


def test_nothing_in_pipelines_reads_the_clock_or_the_network() -> None:
    forbidden = (
        "datetime.now",
        "utcnow",
        "date.today",
        "time.time(",
        "import requests",
        "urllib.request",
    )
    for path in (ROOT / "pipelines").rglob("*.py"):
        text = path.read_text("utf-8")
        assert not [word for word in forbidden if word in text], path


def test_file_spider_and_fixtures_carry_one_name() -> None:
    for path in (ROOT / "crawler/spiders").glob("[a-z]*.py"):
        text = path.read_text("utf-8")
        assert text.count(f'name = "{path.stem}"') == 1
        assert text.count(f'name="{path.stem}"') == 1
        # `any` is no newspaper: tests/test_any.py crawls with it.
        assert path.stem == "any" or (ROOT / "tests/papers" / path.stem).is_dir()


def test_every_setting_that_differs_has_its_reason_beside_it() -> None:
    lines = (ROOT / "crawler/settings.py").read_text("utf-8").splitlines()
    named = {"BOT_NAME", "SPIDER_MODULES", "NEWSPIDER_MODULE", "COMMANDS_MODULE"}
    named |= {"DOWNLOAD_HANDLERS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES"}  # inside them
    named |= {"EXTENSIONS", "ITEM_PIPELINES"}
    for line in lines:
        name, separator, _ = line.partition(" = ")
        if separator and name.isupper() and name not in named:
            assert "#" in line, line
