"""Near-duplicates in the store: linked whatever the order of the crawl, dropped never."""

from pathlib import Path
from random import Random

import pytest

from pipelines.outcomes import Outcome
from pipelines.similarity import read_text
from pipelines.storage.sqlite import SqliteStore
from pipelines.storage.verify import verify
from tests.similar_corpus import cut, edited, framed, text, weather
from tests.similar_figures import hard_negatives, made
from tests.storage_kit import Desk, article, page

DICE = Random(3)
AGENCY = text(DICE)
#: Number, day, text: three prints of one agency text, one of another, a weather report each day.
PRINTS = [
    (1, "2026-11-01T07:00:00+07:00", AGENCY),
    (2, "2026-11-01T09:00:00+07:00", framed(AGENCY, DICE)),
    (3, "2026-11-02", framed(edited(cut(AGENCY, DICE), DICE), DICE)),
    (4, "2026-11-01T06:00:00+07:00", text(DICE)),
    (5, "2026-11-03T06:00:00+07:00", [weather(DICE)]),
    (6, "2026-11-04T06:00:00+07:00", [weather(DICE)]),
]


def save(desk: Desk, number: int, day: str | None, paragraphs: list[str], **values):
    made = article(number, body="\n\n".join(paragraphs), published_at=day, **values)
    return desk.save(made)


def clusters(desk: Desk) -> list[tuple]:
    """What does not depend on ids: who is similar to whom, and by which facts."""
    rows = desk.rows(
        """
        SELECT a.source_id AS own, first.source_id AS first, a.similarity FROM articles a
        LEFT JOIN articles first ON first.id = a.similar_to ORDER BY own
        """
    )
    pairs = desk.rows(
        """
        SELECT min(a.source_id, b.source_id) AS one, max(a.source_id, b.source_id) AS other,
               containment, numbers, names
        FROM similar_pairs JOIN articles a ON a.id = a_id JOIN articles b ON b.id = b_id
        ORDER BY one, other
        """
    )
    return [tuple(row.values()) for row in rows + pairs]


def test_the_earliest_published_heads_the_cluster_in_every_order():
    results = []
    for order in ((1, 2, 3, 4, 5, 6), (6, 5, 4, 3, 2, 1), (3, 6, 1, 5, 2, 4)):
        desk = Desk(SqliteStore.in_memory())
        for number in order:
            closed = save(desk, *PRINTS[number - 1])
            assert closed.outcome is Outcome.STORED_NEW
        results.append(clusters(desk))
    heads = {row[0]: row[1] for row in results[0][:6]}
    assert heads == {"1": None, "2": "1", "3": "1", "4": None, "5": None, "6": None}
    assert [row[:2] for row in results[0][6:]] == [("1", "2"), ("1", "3"), ("2", "3")]
    assert results[1:] == results[:1] * 2, "the order changed a figure"


@pytest.mark.long
def test_the_store_pairs_what_the_made_corpus_says(tmp_path: Path):
    """In one table, shuffled, with as many weather reports in a bucket as a year has."""
    corpus = made(texts=100, days=365)
    order = list(range(len(corpus.texts)))
    Random(9).shuffle(order)
    desk = Desk(SqliteStore.open(tmp_path / "news.db"))
    for place in order:
        save(desk, place + 1, "2026-11-01", [corpus.texts[place]])
    stored = {
        frozenset((row["one"], row["other"]))
        for row in desk.rows(
            "SELECT a.source_id - 1 AS one, b.source_id - 1 AS other FROM similar_pairs"
            " JOIN articles a ON a.id = a_id JOIN articles b ON b.id = b_id"
        )
    }
    true = {frozenset((one, other)) for _, one, other in corpus.prints}
    wrong = {frozenset((one, other)) for _, one, other in hard_negatives(corpus)} & stored
    found = true & stored
    print(f"{len(found)} of {len(true)} found, {len(wrong)} wrong")
    assert len(found) >= 0.99 * len(true)
    assert len(found) >= 0.99 * (len(found) + len(wrong))
    assert list(verify(desk.store.connection))[1:] == []  # beside the note of the open run
    desk.store.close_connection()


def test_an_edit_leaves_one_cluster_and_settles_both(desk: Desk):
    for print_ in PRINTS[:3]:
        save(desk, *print_)
    kept = AGENCY[:1]
    assert save(desk, 1, PRINTS[0][1], [*kept, *text(Random(8))]).outcome is Outcome.STORED_UPDATE
    heads = {row[0]: row[1] for row in clusters(desk)[:3]}
    assert heads == {"1": None, "2": None, "3": "2"}
    keys = set(read_text(desk.one("SELECT body FROM articles WHERE source_id = '1'"))[1])
    stored = {row["key"] for row in desk.rows("SELECT key FROM similar_bands WHERE article_id = 1")}
    assert stored == keys


def test_a_corrected_date_moves_the_head(desk: Desk):
    for print_ in PRINTS[:2]:
        save(desk, *print_)
    save(desk, 1, "2026-11-05T07:00:00+07:00", AGENCY)
    assert {row[0]: row[1] for row in clusters(desk)[:2]} == {"1": "2", "2": None}
    assert desk.one("SELECT changed_at FROM articles WHERE source_id = '2'") == desk.now


def test_a_text_without_a_date_is_never_the_head(desk: Desk):
    save(desk, 1, None, AGENCY)
    save(desk, 2, "2026-11-05", AGENCY)
    assert {row[0]: row[1] for row in clusters(desk)[:2]} == {"1": "2", "2": None}


def test_another_newspapers_print_is_its_own_row(desk: Desk):
    save(desk, *PRINTS[0])
    save(desk, *PRINTS[1], paper="khac", url="https://khac.vn/2.html")
    row = desk.row("SELECT * FROM near_duplicates")
    assert (row["paper"], row["first_paper"], row["first_url"]) == ("khac", "bao", page(1))


def test_the_index_is_made_anew_when_texts_are_read_otherwise(desk: Desk):
    for print_ in PRINTS:
        save(desk, *print_)
    before = clusters(desk), desk.rows("SELECT * FROM similar_bands")
    desk.rows("UPDATE index_state SET value = 'older' WHERE name = 'similarity'")
    desk.rows("UPDATE similar_bands SET key = key / 2")
    desk.rows("UPDATE articles SET similar_to = 1 WHERE source_id = '4'")
    desk.next_run()
    assert (clusters(desk), desk.rows("SELECT * FROM similar_bands")) == before
    desk.rows("DELETE FROM similar_pairs")
    desk.next_run()
    assert len(clusters(desk)) == 6, "otherwise it is left alone"
