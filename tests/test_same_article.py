"""However an article is spelled and wherever it is listed, a crawl stores it once."""

import unicodedata
from pathlib import Path
from urllib.parse import quote

from tests.crawling import crawl, rows, scrapy
from tests.servers import Answer, Site, article, listing, serve, small_site

NAME = "/lúa-đầu-mùa-a1.html"
SPELLED = [
    "/lua-a1.html",
    "http://baolongan.vn/lua-a1.html",
    "https://www.baolongan.vn/lua-a1.html",
    "https://baolongan.vn:443/lua-a1.html",
    "/lua-a1.html?utm_source=fb&amp;fbclid=x",
    "/lua-a1.html;jsessionid=A1B2",
    "/lua-a1.html#binh-luan",
    "/print/lua-a1.html",
    unicodedata.normalize("NFC", NAME),
    unicodedata.normalize("NFD", NAME),
    quote(NAME),
    "/lua-ten-moi-a1.html",
]


def spelled_site() -> Site:
    """Two sections: the one lists every spelling of article 1, the other article 1 and two more."""
    inner = small_site(3)

    def site(host: str, path: str) -> Answer | None:
        if host == "www.baolongan.vn":
            host = "baolongan.vn"
        if host != "baolongan.vn":
            return None
        if path == "/kinh-te/":
            return Answer(listing(*SPELLED))
        if path == "/thoi-su-chinh-tri/":
            return Answer(listing(*(f"/lua-a{n}.html" for n in (1, 2, 3))))
        if "-a1.html" in path:
            return Answer(article(1))
        return inner(host, path)

    return site


def test_one_row_with_all_its_names(tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(spelled_site()) as server:
        for new in (3, 0):
            done = crawl("baolongan", database, server.url)
            assert (done.code, done.summary["new"]) == (0, new), done.err[-2000:]
        asked = [path for path in server.paths() if "a1.html" in path]
    stored = rows(database, "SELECT source_id, version FROM articles ORDER BY source_id")
    assert stored == [{"source_id": str(n), "version": 1} for n in (1, 2, 3)]
    # Three slugs are three pages that may be asked; spellings of one are not.
    assert len(asked) == len(set(asked)) <= 3, asked
    names = rows(
        database,
        "SELECT u.url FROM article_urls u JOIN articles a ON a.id = u.article_id"
        " WHERE a.source_id = '1'",
    )
    met = {unicodedata.normalize("NFC", row["url"].partition("://")[2]) for row in names}
    for told in ("baolongan.vn/lua-a1.html?utm_source=fb&fbclid=x", "www.baolongan.vn/lua-a1.html"):
        assert told in met
    assert not {p["url"] for p in rows(database, "SELECT url FROM pages WHERE url LIKE '%utm%'")}
    pairs = rows(database, "SELECT count(*) AS n FROM similar_pairs")
    assert pairs == [{"n": 0}]
    assert scrapy("verify", "-s", f"DATABASE={database}").code == 0
