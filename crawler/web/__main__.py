"""`make web`: serves a database on 127.0.0.1 until it is stopped."""

from __future__ import annotations

import argparse
import importlib.util
import socket
import sys
from contextlib import closing
from pathlib import Path

from pipelines.storage.base import StorageError
from pipelines.storage.connection import open_reader

#: This machine only: stored pages are other people's text, and there is no login.
HOST = "127.0.0.1"


def main() -> int:
    """Serve; 2 for a word or port that is wrong, 5 for a database that cannot be read."""
    parser = argparse.ArgumentParser(prog="make web", description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--port", type=int, default=8001, help="default 8001; 0: a free one")
    opts = parser.parse_args()
    if importlib.util.find_spec("datasette") is None:
        return _told("datasette is not installed: make setup", 2)
    if not opts.database.is_file():
        return _told(f"there is no database at {opts.database}: {_remedy(opts.database)}", 5)
    try:
        with closing(open_reader(opts.database)) as reader, reader.read() as conn:
            conn.execute("SELECT 1 FROM articles LIMIT 1")
    except StorageError as error:
        return _told(str(error), 5)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, opts.port))
        listener.listen()
    except (OSError, OverflowError) as error:
        return _told(f"port {opts.port}: {error}; choose another: make web PORT=8002", 2)
    _serve(opts.database, listener)
    return 0


def _remedy(database: Path) -> str:
    if database.name == "demo.db":
        return "type `make demo` first, or name another: make web DB=output/news.db"
    return "crawl first, or name another: make web DB=output/demo.db"


def _serve(database: Path, listener: socket.socket) -> None:
    import uvicorn

    from crawler.web.site import application

    port = listener.getsockname()[1]
    sys.stdout.write(f"{database} is at http://{HOST}:{port}/ (Ctrl-C ends it)\n")
    sys.stdout.flush()
    config = uvicorn.Config(
        application(database), log_level="warning", server_header=False, timeout_graceful_shutdown=2
    )
    uvicorn.Server(config).run(sockets=[listener])


def _told(text: str, code: int) -> int:
    sys.stderr.write(f"make web: {text}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
