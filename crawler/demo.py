"""`make demo`: the sample newspaper through the real spider, pipelines and storage."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from crawler.samplepaper import build_site, serve

ROOT = Path(__file__).parents[1]
DATABASE = "output/demo.db"

_NEXT = """
The sample newspaper is in output/demo.db. Four things to type next:

  .venv/bin/scrapy search 'song' -s DATABASE=output/demo.db
  sqlite3 output/demo.db 'SELECT published_at, section, title FROM latest LIMIT 5'
  make web        (then open http://127.0.0.1:8001 in a browser: read, search, compare versions)
  .venv/bin/scrapy crawl baolongan -s CONTACT=you@example.org     (the real one, a request a second)
"""


def main() -> int:
    """Crawl, report, and say what to type next; the crawl's exit code when it is not 0."""
    for old in (ROOT / "output").glob("demo.*"):
        _remove(old)
    sys.stdout.write("Crawling the bundled sample newspaper, served on this machine …\n")
    sys.stdout.flush()
    with serve(build_site()) as server:
        # The server is ours and on this machine: no pause between requests is needed.
        quick = ["-s", "DOWNLOAD_DELAY=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4"]
        code = _scrapy("crawl", "baomau", "-a", f"origin={server.url}", *quick, "-L", "WARNING")
    if code != 0:
        return code
    sys.stdout.write("\nThe line above is what every crawl ends with. What it found:\n\n")
    sys.stdout.flush()
    code = _scrapy("report")
    sys.stdout.write(_NEXT)
    return code


def _scrapy(*words: str) -> int:
    command = [sys.executable, "-m", "scrapy", *words, "-s", f"DATABASE={DATABASE}"]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603  our own words


def _remove(path: Path) -> None:
    if path.is_dir():
        for child in path.iterdir():
            child.unlink()
        path.rmdir()
    else:
        path.unlink()


if __name__ == "__main__":
    sys.exit(main())
