"""Public sets, each with its own scoring, taken from a clone of its repository.

Their pages are other people's: they stay in `.quality/` (or the folder given), never in the project.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from benchmarks.quality.model import Answer, Case
from benchmarks.quality.readers import EXTRACTORS

HERE = Path(__file__).parents[2] / ".quality"
Scores = dict[str, float]


class PublicSet(NamedTuple):
    """A set: where it is kept, its pages, its own scoring of one reader, who else reads it."""

    name: str
    repository: str
    cases: Callable[[Path], list[Case]]
    score: Callable[[Path, Sequence[Case], Sequence[Answer]], Scores]
    peers: tuple[str, ...]


def fetched(repository: str, folder: Path | None) -> Path | None:
    """The clone of `repository` in `folder` or `.quality/`, made if it can be; None: it cannot."""
    place = (folder or HERE) / repository.rpartition("/")[2]
    if not place.is_dir() and folder is None:
        HERE.mkdir(exist_ok=True)
        url = f"https://github.com/{repository}"
        clone = ["git", "clone", "--quiet", "--depth", "1", url, str(place)]
        try:
            subprocess.run(clone, check=True, timeout=600, capture_output=True)
        except (subprocess.SubprocessError, OSError):
            return None
    return place if place.is_dir() else None


def _case(url: str, html: bytes) -> Case:
    return Case(url, None, html, "", "", "", "")


def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"quality_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# -- scrapinghub/article-extraction-benchmark: the text of 181 articles -------------------------
def _truth(place: Path) -> dict[str, Any]:
    return dict(json.loads((place / "ground-truth.json").read_text("utf-8")))


def _benchmark_cases(place: Path) -> list[Case]:
    return [
        _case(row["url"], gzip.decompress((place / "html" / f"{key}.html.gz").read_bytes()))
        for key, row in _truth(place).items()
    ]


def _benchmark_score(place: Path, cases: Sequence[Case], answers: Sequence[Answer]) -> Scores:
    del cases
    truth = _truth(place)
    pairs = zip(truth, answers, strict=True)
    found = {key: {"articleBody": answer.text} for key, answer in pairs}
    scored = _module(place / "evaluate.py").evaluate(truth, found, 1)
    return {name: scored[name] for name in ("f1", "precision", "recall")}


# -- adbar/trafilatura: pieces of text that must be there, and pieces that must not -------------
def _pieces(place: Path) -> dict[str, Any]:
    return dict(json.loads((place / "tests" / "evaldata.json").read_text("utf-8")))


def _file(place: Path, name: str) -> Path:
    folders = (place / "tests" / folder for folder in ("test_set", "cache", "eval"))
    return next(folder / name for folder in folders if (folder / name).is_file())


def _pieces_cases(place: Path) -> list[Case]:
    return [
        _case(url, _file(place, row["file"]).read_bytes()) for url, row in _pieces(place).items()
    ]


def _pieces_score(place: Path, cases: Sequence[Case], answers: Sequence[Answer]) -> Scores:
    rules = _module(place / "tests" / "eval_common.py")
    total, truth = rules.ConfusionMatrix(), _pieces(place)
    title, day, author = [], [], []
    for case, answer in zip(cases, answers, strict=True):
        row = truth[case.url]
        total.add(rules.count_item(row, answer.text))
        if row.get("title"):
            title.append(rules.norm(row["title"]) == rules.norm(answer.title))
        if row.get("date"):
            day.append(answer.published[:10] == row["date"])
        if row.get("author"):
            author.append(_same_names(row["author"], answer.author))
    precision, recall, _accuracy, score = total.scores()
    shares = {"title": title, "day": day, "author": author}
    return {"f1": score, "precision": precision, "recall": recall} | {
        name: sum(values) / len(values) for name, values in shares.items()
    }


def _same_names(expected: Any, found: str) -> bool:
    names = expected if isinstance(expected, list) else [expected]
    right = {part.strip().lower() for name in names for part in name.replace(";", ",").split(",")}
    return right == {part.strip().lower() for part in found.replace(";", ",").split(",")}


# -- adbar/htmldate: the day of 1,000 pages -------------------------------------------------------
def _days(place: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in ("eval_mediacloud_2020.json", "eval_default.json"):
        yield from json.loads((place / "tests" / name).read_text("utf-8")).items()


def _days_cases(place: Path) -> list[Case]:
    return [_case(url, _file(place, row["file"]).read_bytes()) for url, row in _days(place)]


def _days_score(place: Path, cases: Sequence[Case], answers: Sequence[Answer]) -> Scores:
    """As `evaluate_result` there: a wrong day is a false positive, none at all a false negative."""
    del cases
    right = wrong = missing = 0
    for (_url, row), answer in zip(_days(place), answers, strict=True):
        right += answer.published[:10] == row["date"]
        wrong += bool(answer.published) and answer.published[:10] != row["date"]
        missing += not answer.published
    precision, recall = right / ((right + wrong) or 1), right / ((right + missing) or 1)
    both = (precision + recall) or 1
    return {"f1": 2 * precision * recall / both, "precision": precision, "recall": recall}


SETS = (
    PublicSet(
        "texts of 181 articles",
        "scrapinghub/article-extraction-benchmark",
        _benchmark_cases,
        _benchmark_score,
        EXTRACTORS,
    ),
    PublicSet("pieces of 990 pages", "adbar/trafilatura", _pieces_cases, _pieces_score, EXTRACTORS),
    PublicSet(
        "days of 1,000 pages",
        "adbar/htmldate",
        _days_cases,
        _days_score,
        (*EXTRACTORS, "htmldate", "htmldate fast"),
    ),
)
