"""Near-duplicates of a real crawl: the same clusters whether it went newest first or oldest first."""

from pathlib import Path
from random import Random

from tests.crawling import crawl, rows, scrapy
from tests.servers import Answer, Site, article, listing, serve, small_site
from tests.similar_corpus import EDITS, TEMPLATES, framed, text

DICE = Random(20261125)
AGENCY = [text(DICE) for _ in range(2)]
#: One text a page, oldest first: two agency texts, prints of them, three notices of each template.
TEXTS = [
    *AGENCY,
    *(edit(original, DICE) for original in AGENCY for edit in EDITS.values()),
    *(framed(original, DICE) for original in AGENCY),
    *([template(DICE)] for template in TEMPLATES for _ in range(3)),
]


def paper(numbers: list[int]) -> Site:
    """A section that lists these articles in this order; article n is n hours old to the day."""
    inner = small_site(0)

    def site(host: str, path: str) -> Answer | None:
        if host == "baolongan.vn" and path == "/kinh-te/":
            return Answer(listing(*(f"/lua-a{n}.html" for n in numbers)))
        if host == "baolongan.vn" and path.startswith("/lua-a"):
            number = int(path.removeprefix("/lua-a").removesuffix(".html"))
            date = f"{1 + number // 24:02}/01/2026 - {number % 24:02}:00"
            title, told = f"Tin số {number} trong tỉnh", TEXTS[number - 1]
            return Answer(article(number, title=title, date=date, paragraphs=told))
        return inner(host, path)

    return site


def clusters(database: Path) -> list[dict[str, object]]:
    return rows(
        database,
        """
        SELECT a.url, first.url AS first, a.similarity FROM articles a
        LEFT JOIN articles first ON first.id = a.similar_to ORDER BY a.url
        """,
    ) + rows(
        database,
        """
        SELECT min(a.url, b.url) AS one, max(a.url, b.url) AS other, containment, numbers, names
        FROM similar_pairs JOIN articles a ON a.id = a_id JOIN articles b ON b.id = b_id
        ORDER BY one, other
        """,
    )


def test_newest_first_and_oldest_first_end_with_the_same_clusters(tmp_path: Path) -> None:
    numbers, found, orders = list(range(1, len(TEXTS) + 1)), [], []
    for name, listed in (("oldest", numbers), ("newest", numbers[::-1])):
        database = tmp_path / f"{name}.db"
        one = {"CONCURRENT_REQUESTS_PER_DOMAIN": "1", "ARCHIVE_DIR": ""}
        with serve(paper(listed)) as server:
            done = crawl("baolongan", database, server.url, settings=one)
        assert (done.code, done.summary["new"]) == (0, len(TEXTS)), done.err[-2000:]
        found.append(clusters(database))
        by_id = rows(database, "SELECT source_id FROM articles ORDER BY id")
        orders.append([int(row["source_id"]) for row in by_id])
    assert scrapy("verify", "--no-archive", "-s", f"DATABASE={database}").code == 0
    assert orders[0][0] < orders[0][-1]
    assert orders[1][0] > orders[1][-1], "the crawls did go in opposite orders"
    assert found[0] == found[1]
    heads = {str(row["url"]): row["first"] for row in found[0][: len(TEXTS)]}
    told = [heads[f"https://baolongan.vn/lua-a{n}.html"] for n in numbers]
    originals = len(AGENCY)
    edits = [n for n in range(originals) for _ in EDITS]
    prints = [f"https://baolongan.vn/lua-a{n + 1}.html" for n in (*edits, *range(originals))]
    rest = len(TEXTS) - originals - len(prints)
    assert told == [*[None] * originals, *prints, *[None] * rest]
