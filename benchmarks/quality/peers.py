"""What the peers find on given pages, run with the interpreter of `.venv-peers`.

`python peers.py CASES.json PEER …` reads [[url, file], …] and prints one JSON object:
{peer: [[title, published, author, text], …]}. A peer that raises found nothing on that page.
"""

import importlib
import json
import socket
import sys
from pathlib import Path


def _no_network(*_args, **_more):
    raise OSError("pages are read from files: nothing is fetched")


# Some peers fetch pictures while they read a text, and wait for minutes where there is no network.
socket.getaddrinfo = socket.socket.connect = _no_network


def _text(value):
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(part) for part in value)
    if hasattr(value, "isoformat"):
        value = value.isoformat()
    return str(value) if value else ""


def trafilatura(html, url):
    """Metadata and text as trafilatura reads them by default, without comments."""
    library = importlib.import_module("trafilatura")
    found = library.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    return (found.title, found.date, found.author, found.text) if found else ()


def newspaper4k(html, url):
    """As newspaper4k reads them."""
    article = importlib.import_module("newspaper").Article(url)
    article.download(input_html=_decoded(html))
    article.parse()
    return article.title, article.publish_date, article.authors, article.text


def goose3(html, url):
    """As goose3 reads them."""
    del url
    goose = importlib.import_module("goose3").Goose({"enable_image_fetching": False})
    found = goose.extract(raw_html=_decoded(html))
    return found.title, found.publish_date, found.authors, found.cleaned_text


def news_please(html, url):
    """As news-please reads them."""
    library = importlib.import_module("newsplease").NewsPlease
    found = library.from_html(_decoded(html), url=url, fetch_images=False)
    return found.title, found.date_publish, found.authors, found.maintext


def htmldate(html, url):
    """The day of first publication, by default (which searches the whole page)."""
    find = importlib.import_module("htmldate").find_date
    return "", find(html, url=url, original_date=True), "", ""


def htmldate_fast(html, url):
    """The same without the search of the whole page."""
    find = importlib.import_module("htmldate").find_date
    return "", find(html, url=url, original_date=True, extensive_search=False), "", ""


def _decoded(html):
    """The peers that take text only get what a browser would show."""
    try:
        return html.decode("utf-8")
    except UnicodeDecodeError:
        best = importlib.import_module("charset_normalizer").from_bytes(html).best()
        return str(best) if best else html.decode("utf-8", "replace")


PEERS = {
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "goose3": goose3,
    "news-please": news_please,
    "htmldate": htmldate,
    "htmldate fast": htmldate_fast,
}


def answers(read, cases):
    """What one peer finds on each page."""
    read(b"<html><body><p>An installed library answers.</p></body></html>", "https://a.example/")
    for url, file in cases:
        try:
            found = read(Path(file).read_bytes(), url)
        except Exception as error:  # noqa: BLE001  whatever a peer raises is its own affair
            print(f"{read.__name__}: {url}: {error!r}"[:200], file=sys.stderr)
            found = ()
        yield [_text(part) for part in found] or ["", "", "", ""]


def main(path, *names):
    """All answers of the peers named."""
    cases = json.loads(Path(path).read_text(encoding="utf-8"))
    told = {}
    for name in names:
        try:
            told[name] = list(answers(PEERS[name], cases))
        except ImportError as error:
            print(f"{name}: {error}", file=sys.stderr)
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
