"""The peers over the same pages, run by `benchmarks.fields` with the interpreter of `.venv-peers`.

`python benchmarks/peers.py PAGES.json NAME …` prints one JSON object: for each library that is installed the
median CPU milliseconds a page and the share of right titles and minutes. Nothing is fetched. Fundus has
an environment of its own, `.venv-fundus`.
"""

import importlib
import json
import statistics
import sys
import time
from functools import cache
from pathlib import Path

ROUNDS = 2


def trafilatura(html, url):
    """Title and date as trafilatura reads them."""
    library = importlib.import_module("trafilatura")
    found = library.bare_extraction(html, url=url, with_metadata=True)
    return (found.title, found.date) if found else (None, None)


def newspaper4k(html, url):
    """Title and date as newspaper4k reads them."""
    article = importlib.import_module("newspaper").Article(url)
    article.download(input_html=html)
    article.parse()
    return article.title, article.publish_date


def goose3(html, url):
    """Title and date as goose3 reads them."""
    del url
    goose = importlib.import_module("goose3").Goose({"enable_image_fetching": False})
    found = goose.extract(raw_html=html)
    return found.title, found.publish_date


def news_please(html, url):
    """Title and date as news-please reads them."""
    library = importlib.import_module("newsplease").NewsPlease
    found = library.from_html(html, url=url, fetch_images=False)
    return found.title, found.date_publish


def fundus(html, url):
    """Title and date as Fundus reads them, with a parser written for the pages' system."""
    del url
    found = _fundus_parser().parse(html)
    return found["title"], found["publishing_date"]


@cache
def _fundus_parser():
    importlib.import_module("fundus")  # not installed: told as of the others
    sys.path.insert(0, str(Path(__file__).parent))
    return importlib.import_module("peer_fundus").PARSER


PEERS = {
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "goose3": goose3,
    "news-please": news_please,
    "fundus": fundus,
}


def measure(read, pages):
    """Time and right answers of one library."""
    least, titles, minutes = [], 0, 0
    for page in pages:
        times = []
        for _ in range(ROUNDS):
            start = time.process_time_ns()
            title, date = read(page["html"], page["url"])
            times.append(time.process_time_ns() - start)
        least.append(min(times))
        titles += (title or "").strip() == page["title"]
        text = date.isoformat() if hasattr(date, "isoformat") else str(date or "")
        minutes += text.replace(" ", "T")[:16] == page["minute"]
    count = len(pages)
    ms = statistics.median(least) / 1e6
    return {"ms": ms, "title": titles / count, "minute": minutes / count}


def main(path, *names):
    """Measure these peers, as far as they are installed."""
    pages = json.loads(Path(path).read_text(encoding="utf-8"))
    told = {}
    for name in names:
        read = PEERS[name]
        try:
            read(pages[0]["html"], pages[0]["url"])
        except ImportError as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        told[name] = measure(read, pages)
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
