"""The peers over the same pages, run by `benchmarks.fields` with the interpreter of `.venv-peers`.

`python benchmarks/peers.py PAGES.json NAME ROUNDS` prints one JSON object: median CPU and wall milliseconds a
page, megabytes at most, and the share of right titles and minutes. Nothing is fetched. Fundus has an
environment of its own, `.venv-fundus`.
"""

import importlib
import json
import sys
from functools import cache
from pathlib import Path


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
    importlib.import_module("fundus")  # before this folder is a place to look for what it imports
    return own_module("peer_fundus").PARSER


PEERS = {
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "goose3": goose3,
    "news-please": news_please,
    "fundus": fundus,
}


def own_module(name):
    """A module of this folder, which is no place to look for others: `requests` is another one here."""
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.pop(0)


def answers(read, pages):
    """The share of right titles and minutes."""
    titles = minutes = 0
    for page in pages:
        title, date = read(page["html"], page["url"])
        titles += (title or "").strip() == page["title"]
        text = date.isoformat() if hasattr(date, "isoformat") else str(date or "")
        minutes += text.replace(" ", "T")[:16] == page["minute"]
    return {"title": titles / len(pages), "minute": minutes / len(pages)}


def main(path, name, rounds):
    """Measure one library, which must be installed."""
    pages, read = json.loads(Path(path).read_text(encoding="utf-8")), PEERS[name]
    measure = own_module("measure")
    told = answers(read, pages)
    cpu, wall = measure.item_by_item(
        lambda page: read(page["html"], page["url"]), pages, int(rounds)
    )
    print(json.dumps(told | {"ms": cpu, "wall": wall, "mb": measure.most()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
