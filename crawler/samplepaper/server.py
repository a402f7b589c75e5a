"""A real HTTP server on loopback: one for several host names, with a log of what was asked."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from crawler.samplepaper.answer import Answer, Answering


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
    #: Bytes of the body that is sent for it, as they go over the wire; a 304 has none.
    bytes: int
    #: 0 for the first request of all.
    number: int


@dataclass
class Server:
    """A running server: its address, and every request so far in `asked`."""

    url: str
    asked: list[Asked] = field(default_factory=list)
    #: Each request is added here too, as one JSON line when it comes (`Asked`) and one when its
    #: answer has left: {"answered": number, "time": …}.
    log_file: Path | None = None
    #: Numbers of the requests whose answer has left.
    answered: set[int] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def note(self, request: BaseHTTPRequestHandler, host: str, answer: Answer) -> int:
        """Keep one request, before it is answered; its number."""
        names = request.headers
        with self._lock:
            asked = Asked(
                method=request.command,
                host=host,
                path=request.path,
                status=answer.status,
                time=time.time(),
                conditional="If-None-Match" in names or "If-Modified-Since" in names,
                bytes=len(answer.body) if _has_body(request, answer) else 0,
                number=len(self.asked),
            )
            self.asked.append(asked)
            self._write(asdict(asked))
        return asked.number

    def note_answered(self, number: int) -> None:
        """The answer to this request has left."""
        with self._lock:
            self.answered.add(number)
            self._write({"answered": number, "time": time.time()})

    def _write(self, line: Mapping[str, object]) -> None:
        if self.log_file is not None:
            with self.log_file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")

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

    def handle_error(self, request: Any, client_address: Any) -> None:
        """An asker that is gone before its answer is no fault of the server's."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(
    site: Answering, port: int = 0, log_file: Path | None = None, delay: float = 0.0
) -> Iterator[Server]:
    """Serve `site` on 127.0.0.1 until the block ends; `port=0` takes a free one.

    Each answer is held for `delay` seconds.
    """
    server = Server("", log_file=log_file)
    listener = _Listener(("127.0.0.1", port), _handler(site, server, delay))
    server.url = f"http://127.0.0.1:{listener.server_address[1]}"
    thread = threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


def _has_body(request: BaseHTTPRequestHandler, answer: Answer) -> bool:
    return request.command != "HEAD" and answer.status != 304


def _handler(site: Answering, server: Server, delay: float) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Headers and body leave in one packet; else each answer waits for an acknowledgement.
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").partition(":")[0].lower()
            answer = site.answer(host, self.path, dict(self.headers.items()))
            number = server.note(self, host, answer)
            time.sleep(delay)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 304:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if _has_body(self, answer):
                self.wfile.write(answer.body)
            self.wfile.flush()
            server.note_answered(number)

        do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            """Requests are kept by the server, not printed."""

    return Handler
