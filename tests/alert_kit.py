"""What alert tests share: an alert that opens and heals, and a server that takes what is posted."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pipelines.storage.base_watch import Alert, Result
from tests.hours import Teller

GONE = Result("listings", "listing x", "failed", "x lists no article")


BACK = GONE._replace(state="ok", message="x: 20 articles")


@dataclass
class Hook:
    """A server that takes what is posted."""

    url: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    status: int = 204
    location: str | None = None
    seconds: float = 0.0


@contextmanager
def hook() -> Iterator[Hook]:
    made = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"].startswith("application/json")
            made.got.append(json.loads(body))
            time.sleep(made.seconds)
            self.send_response(made.status)
            if made.location:
                self.send_header("Location", made.location)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Tests read `got`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/hook?token=secret"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


NOW = "2026-11-26T00:00:00.000Z"


OPEN = {"listing x": Alert(7, "listing x", "listings", "gone", 1, NOW)}


def heard(teller: Teller) -> list[tuple[str, str]]:
    return [(event, subject) for _, event, subject in teller.heard]
