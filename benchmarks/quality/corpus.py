"""The offline corpus: the sample newspaper, the fixture sites, and composed layouts.

Each page is read twice: as it is, and without one class name or id, so that structure alone speaks.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.quality.model import Case
from crawler import samplepaper
from pipelines.encoding import decode
from tests.layouts import build, choose

TESTS = Path(__file__).parents[2] / "tests"
SAMPLE = Path(samplepaper.__file__).parent
_NAMES = re.compile(r"""\s(?:class|id)=(?:"[^"]*"|'[^']*'|[^\s>]+)""")
_LAYOUTS = 200


def corpus() -> dict[str, list[Case]]:
    """The cases of each set."""
    named = {"sample": list(_sample()), "own papers": list(_papers())}
    bare = {f"{name}, no names": [_bare(case) for case in cases] for name, cases in named.items()}
    return named | bare | {"composed, no names": list(_composed())}


def digest(sets: dict[str, list[Case]]) -> str:
    """SHA-256 over every page and its truth: figures of two corpora are not compared."""
    total = hashlib.sha256()
    for name, cases in sets.items():
        total.update(name.encode())
        for case in cases:
            for part in case:
                total.update(part if isinstance(part, bytes) else str(part).encode())
                total.update(b"\x00")
    return total.hexdigest()


def _papers() -> Iterator[Case]:
    for folder in sorted(path.parent for path in TESTS.glob("papers/*/site/site.json")):
        entries = json.loads((folder / "site.json").read_text("utf-8"))
        for row in _rows(folder.parent / "expected.jsonl"):
            file = entries[row["url"].partition("://")[2]]["file"]
            yield _case(folder.parent.name, row, (folder / file).read_bytes())


def _sample() -> Iterator[Case]:
    site = samplepaper.build_site()
    for row in _rows(SAMPLE / "expected.jsonl"):
        parts = urlsplit(row["url"])
        answer = site.answer(parts.netloc, parts.path, {})
        yield _case("baomau", row, answer.body)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in file.read_text("utf-8").splitlines())


def _case(paper: str, row: dict[str, Any], html: bytes) -> Case:
    text = "\n\n".join(part for part in (row.get("lead"), row["body"]) if part)
    published = (row["published_at"] or "")[:16]
    return Case(row["url"], paper, html, row["title"], published, row.get("byline") or "", text)


def _bare(case: Case) -> Case:
    markup = _NAMES.sub("", decode(case.html, None).text)
    # Old encodings are in the set as it is; here the page is read as UTF-8.
    return case._replace(html=markup.replace("charset=windows-1258", "charset=utf-8").encode())


def _composed() -> Iterator[Case]:
    article = json.loads((TESTS / "data" / "seed_article.json").read_text("utf-8"))
    for seed in range(_LAYOUTS):
        choice = choose(seed)
        lead = "" if choice["lead"] == "none" else article["lead"]
        text = "\n\n".join([*filter(None, [lead]), *article["paragraphs"]])
        html = build(choice, article).encode()
        yield Case(
            article["url"], "baolongan", html, article["title"], "2017-04-29T20:49",
            article["byline"], text,
        )  # fmt: skip
