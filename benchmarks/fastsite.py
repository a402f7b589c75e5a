"""A fast local server in its own process: the large sample newspaper, its articles filled up to 60 KB.

`python -m benchmarks.fastsite PAGES` prints its port and serves until its standard input ends. Every
answer is made once and kept, so that a second crawl waits for nothing. Each article has links of its own
(`pages60k.OWN_LINKS`), to articles from all over its edition: each article is linked from some twenty others.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random

from benchmarks.pages60k import OWN_LINKS, filled, with_own_links
from crawler.samplepaper import build_site
from crawler.samplepaper.site import Site

SEED = 3
#: Number of the oldest article.
FIRST = 100_000
_END = b"\r\n\r\n"


class _Answers:
    def __init__(self, pages: int) -> None:
        site = build_site(pages=pages, seed=SEED)
        paths = _paths(site, pages)

        @cache
        def made(host: str, target: str) -> bytes:
            answer = site.answer(host, target, {})
            body = answer.body
            if target.endswith(".html") and answer.status == 200:
                body = _article(body.decode(), target, paths).encode()
            headers = dict(answer.headers) | {"Content-Length": str(len(body))}
            lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            return f"HTTP/1.1 {answer.status} x\r\n{lines}\r\n".encode("latin-1") + body

        self.made = made


def _paths(site: Site, pages: int) -> dict[str, list[str]]:
    """Every article's path to the paths of its whole edition."""
    editions: dict[str, list[str]] = {}
    found: dict[str, list[str]] = {}
    for number in range(FIRST, FIRST + pages):
        article = site.source.article(number)
        assert article is not None
        found[article.path] = editions.setdefault(article.language, [])
        found[article.path].append(article.path)
    return found


def _article(html: str, path: str, paths: dict[str, list[str]]) -> str:
    html = filled(html)
    if path not in paths:
        return html  # no article of its own
    others = paths[path]
    return with_own_links(html, Random(path).sample(others, min(OWN_LINKS, len(others))))


class _Connection(asyncio.Protocol):
    """Keep-alive and no pipelining: what Scrapy's client asks for."""

    def __init__(self, answers: _Answers) -> None:
        self._answers, self._read = answers, b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each whole request."""
        self._read += data
        while _END in self._read:
            request, _, self._read = self._read.partition(_END)
            first, *lines = request.decode("latin-1").split("\r\n")
            host = next(line[5:].strip() for line in lines if line.lower().startswith("host:"))
            assert self._transport is not None
            self._transport.write(self._answers.made(host, first.split(" ")[1]))


@contextmanager
def serving(pages: int) -> Iterator[int]:
    """The server in a process of its own while the block runs; gives its port."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.fastsite", str(pages)],
        cwd=Path(__file__).parents[1], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        assert server.stdin is not None
        try:
            port = server.stdout.readline()
            if not port:
                raise SystemExit("the fast local server did not start")
            yield int(port)
        finally:
            server.stdin.close()


async def main(pages: int) -> None:
    """Serve until standard input ends."""
    answers = _Answers(pages)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(answers), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
