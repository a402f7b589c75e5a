"""A real HTTP server on loopback: one for several host names, with a log of what was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from crawler.samplepaper.answer import Answering


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it."""

    method: str
    host: str
    path: str
    status: int
    #: Seconds since the epoch.
    time: float
    #: It carried If-None-Match or If-Modified-Since.
    conditional: bool


@dataclass
class Server:
    """A running server: its address, and every request so far in `asked`."""

    url: str
    asked: list[Asked] = field(default_factory=list)
    #: Each request is added here too, as one JSON line.
    log_file: Path | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def note(self, asked: Asked) -> None:
        """Keep one request."""
        with self._lock:
            self.asked.append(asked)
            if self.log_file is not None:
                with self.log_file.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(asdict(asked), ensure_ascii=False) + "\n")

    def count(self, host: str | None = None) -> int:
        """How many requests came, of all or of one host name."""
        return len(self.asked) if host is None else sum(asked.host == host for asked in self.asked)

    def paths(self, host: str) -> list[str]:
        """What was asked under one host name, in order."""
        return [asked.path for asked in self.asked if asked.host == host]


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128


@contextmanager
def serve(site: Answering, port: int = 0, log_file: Path | None = None) -> Iterator[Server]:
    """Serve `site` on 127.0.0.1 until the block ends; `port=0` takes a free one."""
    server = Server("", log_file=log_file)
    listener = _Listener(("127.0.0.1", port), _handler(site, server))
    server.url = f"http://127.0.0.1:{listener.server_address[1]}"
    thread = threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


def _handler(site: Answering, server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body leave in one packet; else each answer waits for an acknowledgement.
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").partition(":")[0].lower()
            answer = site.answer(host, self.path, dict(self.headers.items()))
            conditional = "If-None-Match" in self.headers or "If-Modified-Since" in self.headers
            server.note(
                Asked(self.command, host, self.path, answer.status, time.time(), conditional)
            )
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 304:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD" and answer.status != 304:
                self.wfile.write(answer.body)

        do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            """Requests are kept by the server, not printed."""

    return Handler
