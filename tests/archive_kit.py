"""Pages for an archive, and its records as an independent reader sees them."""

from pathlib import Path

import fastwarc

from pipelines.items import RawPage
from pipelines.outcomes import PageKind


def page(number: int = 1, **changes: object) -> RawPage:
    facts: dict[str, object] = {
        "url": f"https://thu.example/lúa-a{number}.html",
        "paper": "thu",
        "kind": PageKind.ARTICLE,
        "fetched_at": "2026-01-02T03:04:05.678Z",
        "status": 200,
        "headers": [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", "12"),
        ],
        "body": f"<h1>Lúa mùa {number}</h1>".encode(),
        "final_url": f"https://thu.example/lua-moi-a{number}.html",
        "redirects": [f"https://thu.example/lua-a{number}.html"],
        "hints": {"section": "kinh-te", "title": "Lúa"},
        "request_headers": [("User-Agent", "baotinh"), ("Host", "thu.example")],
    }
    return RawPage(**(facts | changes))  # type: ignore[arg-type]


def again(number: int = 1, **changes: object) -> RawPage:
    return page(number, fetched_at="2026-03-04T05:06:07.890Z", **changes)


def records(folder: Path) -> list[tuple[str, dict[str, str]]]:
    """Kind and headers of every record of a folder, read by a second, independent reader."""
    found = []
    for file in sorted(folder.glob("*.warc.gz")):
        with file.open("rb") as stream:
            reader = fastwarc.ArchiveIterator(stream, verify_digests=True)
            found += [(r.headers["WARC-Type"], dict(r.headers.items())) for r in reader]
    return found
