"""Small real HTTP servers on loopback, for sites that misbehave on purpose."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    host: str
    path: str
    at: float
    headers: dict[str, str]


@dataclass
class Answer:
    """What a site answers."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: dict(HTML))
    #: Seconds to wait before the first byte.
    delay: float = 0.0


Site = Callable[[str, str], Answer | None]


@dataclass
class Server:
    """A running server: its address, and what it was asked."""

    url: str
    asked: list[Asked]

    def paths(self, host: str = "baolongan.vn") -> list[str]:
        """Paths asked under one host name, in order."""
        return [request.path for request in self.asked if request.host == host]


@contextmanager
def serve(site: Site, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve `site` (host, path → answer, None is 404) until the block ends."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = (self.headers["Host"] or "").partition(":")[0]
            asked.append(Asked(host, self.path, time.monotonic(), dict(self.headers)))
            answer = site(host, self.path) or Answer("không có", 404)
            time.sleep(answer.delay)
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Tests read `asked`, not the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        # A client that turns away in the handshake must not end the server: it is done later.
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Server(f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


WORDS = (
    "Sáng nay bà con xã ven sông ra đồng gặt lứa lúa đầu mùa, ai cũng mong giá giữ được như tuần trước. "
    "Ông Tư kể rằng ruộng nhà ông năm nay ít sâu, nước về sớm, hạt chắc và đều hơn mọi năm."
)


def article(
    number: int,
    *,
    title: str | None = None,
    date: str = "08/01/2026 - 18:21",
    paragraphs: Sequence[str] = (),
) -> str:
    """An article page in the layout of content system family A, of invented words."""
    title = title or f"Lúa đầu mùa ở cánh đồng số {number}"
    told = paragraphs or (f"Cánh đồng số {number} rộng {number + 40} ha. {WORDS}", WORDS)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in told)
    return (
        f"<!doctype html><html><head><title>{title} - Báo Long An Online</title>"
        f'<meta property="og:title" content="{title}"></head><body><div id="colcate1">'
        '<div class="titlecate"><h1><a href="/kinh-te/">Kinh tế</a></h1></div>'
        f'<div class="sharemxh"><span class="pubdate 12">{date}</span></div>'
        f'<h1 class="margintopbot10 fw700">{title}</h1>'
        f'<p class="fontd">Tin đầu mùa số {number} từ các xã ven sông.</p>'
        '<div id="newscontents"><div class="content-fck slider-jsgallery">'
        f"{body}"
        '<p style="text-align: right;"><strong>Minh Thư</strong></p></div></div>'
        "<div id='linkshare'>Chia sẻ bài viết</div></div></body></html>"
    )


def listing(*paths: str, next_page: str | None = None) -> str:
    """A section page that lists these article paths."""
    items = "".join(f'<li><a class="b-title" href="{p}"><h3>Tin {p}</h3></a></li>' for p in paths)
    more = f'<div class="boxpage"><a href="{next_page}">&gt;</a></div>' if next_page else ""
    return f"<html><head><title>Kinh tế</title></head><body><ul>{items}</ul>{more}</body></html>"


def small_site(articles: int = 6) -> Site:
    """Front page, one section, articles `/lua-a1.html` …; robots allow all; no English edition."""

    def site(host: str, path: str) -> Answer | None:
        if path == "/robots.txt":
            return Answer("User-agent: *\nDisallow:\n", headers={"Content-Type": "text/plain"})
        if host != "baolongan.vn":
            return None
        if path == "/":
            return Answer('<html><body><a href="/kinh-te/">Kinh tế</a></body></html>')
        if path == "/kinh-te/":
            return Answer(listing(*(f"/lua-a{n}.html" for n in range(1, articles + 1))))
        if path.startswith("/lua-a"):
            return Answer(article(int(path.removeprefix("/lua-a").removesuffix(".html"))))
        return None

    return site


def large_site(articles: int, *, per_page: int = 40) -> Site:
    """One section with `?p=` pages, newest (highest number) first; robots allow all."""
    inner = small_site(articles)
    pages = -(-articles // per_page)

    def site(host: str, path: str) -> Answer | None:
        if host != "baolongan.vn" or not path.startswith("/kinh-te/"):
            return inner(host, path)
        page = int(path.partition("?p=")[2] or 1)
        if page > pages:
            return None
        newest = articles - (page - 1) * per_page
        numbers = range(newest, max(newest - per_page, 0), -1)
        more = f"/kinh-te/?p={page + 1}" if page < pages else None
        return Answer(listing(*(f"/lua-a{n}.html" for n in numbers), next_page=more))

    return site
