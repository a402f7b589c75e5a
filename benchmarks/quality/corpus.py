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
from crawler.catalogue import newspapers
from pipelines.encoding import decode
from tests.frames import FRAMES, LEAD, PARAGRAPHS, SLUG, TITLE, WRITER, P, page_of
from tests.layouts import build, choose
from tests.openings import OPENINGS

TESTS = Path(__file__).parents[2] / "tests"
SAMPLE = Path(samplepaper.__file__).parent
_NAMES = re.compile(r"""\s(?:class|id)=(?:"[^"]*"|'[^']*'|[^\s>]+)""")
_LAYOUTS = 200


def corpus() -> dict[str, list[Case]]:
    """The cases of each set."""
    named = {"sample": list(_sample()), "own papers": list(_papers())}
    bare = {f"{name}, no names": [_bare(case) for case in cases] for name, cases in named.items()}
    composed = {"composed, no names": list(_composed()), "openings, no names": list(_openings())}
    return named | bare | composed


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
    lead = row.get("lead") or ""
    text = "\n\n".join(part for part in (lead, row["body"]) if part)
    published = (row["published_at"] or "")[:16]
    byline = row.get("byline") or ""
    return Case(row["url"], paper, html, row["title"], published, byline, text, lead)


def _bare(case: Case) -> Case:
    markup = _NAMES.sub("", decode(case.html, None).text)
    # Old encodings are in the set as it is; here the page is read as UTF-8.
    return case._replace(html=markup.replace("charset=windows-1258", "charset=utf-8").encode())


def _openings() -> Iterator[Case]:
    """A lead of its own above a text that does not open with a paragraph, or has one alone."""
    for frame, (address, _inner) in FRAMES.items():
        for name, (markup, printed) in OPENINGS.items():
            for count in (1, len(PARAGRAPHS)):
                html = page_of(frame, markup + "".join(P[:count]) + WRITER, lead=LEAD)
                text = "\n\n".join([LEAD, *printed, *PARAGRAPHS[:count]])
                url = address.format(f"{SLUG}-{name}-{count}")
                known = frame if frame in newspapers() else None
                case = Case(
                    url, known, html.encode(), TITLE, "2024-09-14T06:42", "Trúc Ly", text, LEAD
                )
                yield _bare(case)


def _composed() -> Iterator[Case]:
    article = json.loads((TESTS / "data" / "seed_article.json").read_text("utf-8"))
    for seed in range(_LAYOUTS):
        choice = choose(seed)
        lead = "" if choice["lead"] == "none" else article["lead"]
        text = "\n\n".join([*filter(None, [lead]), *article["paragraphs"]])
        html = build(choice, article).encode()
        yield Case(
            article["url"], "baolongan", html, article["title"], "2017-04-29T20:49",
            article["byline"], text, lead,
        )  # fmt: skip
