"""Search: marks match exactly, no marks match every spelling, and any text is a valid query."""

import json
import re
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.outcomes import Outcome
from pipelines.storage.matching import EVERYTHING
from pipelines.storage.query_text import read_query
from pipelines.storage.search import browse, search, snippet
from pipelines.storage.sqlite import SqliteStore
from tests.storage_kit import Desk, article, page

ARTICLES = (
    (1, "Đảng ủy khối họp", "Đảng uỷ khối các cơ quan họp bàn về hoà bình.", "2017-04-29"),
    (2, "Đang ủ phân", "Nông dân đang ủ phân cho lúa ở Long An.", "2018-05-01"),
    (3, "Hòa bình", "Lễ ký kết vì hòa bình và hữu nghị tại Tân An.", "2019-06-01"),
    (4, "Kinh tế quý một", "Giá lúa tăng 1.200 đồng mỗi kg, theo Đảng bộ tỉnh.", "2020-07-01"),
)


@pytest.fixture(params=["file", "memory"])
def reader(request, tmp_path):
    in_memory = request.param == "memory"
    store = SqliteStore.in_memory() if in_memory else SqliteStore.open(tmp_path / "news.db")
    desk = Desk(store)
    for number, title, body, day in ARTICLES:
        desk.save(article(number, title=title, body=body, published_at=day))
    yield store.connection
    store.close_connection()


def found(reader, text: str, order="relevance", limit=20) -> list[int]:
    return [int(hit.source_id) for hit in search(reader, text, limit, order)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("dang uy", {1}),
        ("dang", {1, 2, 4}),
        ("đảng", {1, 4}),
        ("đang", {2}),
        ("ĐẢNG", {1, 4}),
        ("đảng ủy", {1}),
        ("đảng uỷ", {1}),
        ("hòa bình", {1, 3}),
        ("hoà bình", {1, 3}),
        ("ho\u0300a bi\u0300nh", {1, 3}),
        ('"hoa binh va"', {3}),
        ('"bình hòa"', set()),
        ("“bình hòa”", set()),
        ("“hoà bình”", {1, 3}),
        ("«hoa binh va»", {3}),
        ("title: hoa", {3}),
        ("title:", set()),
        ("title:hoa", {3}),
        ("title:hòa", {3}),
        ("lua -phan", {4}),
        ("-lua", {1, 3}),
        ("nông dân -đảng", {2}),
        ("kin*", {4}),
        ("kín*", set()),
        ('"gia lu"*', {4}),
        ("1.200", {4}),
        ("lua date:2018", {2}),
        ("dang since:2018-05-01 until:2019", {2}),
        ("since:2020-07-01", {4}),
        ("tấn lộc", {1, 2, 3, 4}),
        ("khong co tu nay", set()),
    ],
)
def test_what_a_query_finds(reader, text, numbers):
    assert set(found(reader, text)) == numbers


def test_a_mark_that_no_letter_composes_with_is_part_of_its_word():
    desk = Desk(SqliteStore.in_memory())
    desk.save(article(1, body="Từ lạ x\u0323anh trong bài."))
    assert found(desk.store.connection, "x\u0323anh") == [1]
    assert found(desk.store.connection, "anh") == []
    desk.store.close_connection()


def test_headlines_weigh_more_and_newest_first_goes_by_day(reader):
    assert found(reader, "hoa binh")[0] == 3
    assert found(reader, "dang", "newest") == [4, 2, 1]
    assert found(reader, "dang", "newest", limit=1) == [4]


@pytest.mark.parametrize("blocks", [(1,), (1, 2), (3,), (50,), ()])
@pytest.mark.parametrize(
    "text",
    ["dang", "dang -hoa", "hoa*", "lua date:2018", "dang since:2018-05-01 until:2019", "xyz"],
)
def test_going_back_from_the_newest_finds_the_same(reader, monkeypatch, text, blocks):
    sorted_ = [hit.id for hit in search(reader, text, 10, "newest")]
    monkeypatch.setattr("pipelines.storage.matching.FEW", 1)
    monkeypatch.setattr("pipelines.storage.matching.BLOCKS", blocks)
    assert [hit.id for hit in search(reader, text, 10, "newest")] == sorted_
    for limit in (1, 2, 3):
        pages = [
            hit.id
            for offset in range(0, 9, limit)
            for hit in browse(reader, text, EVERYTHING, limit, "newest", offset=offset)
        ]
        assert pages == sorted_[: len(pages)]
        assert len(pages) >= min(9, len(sorted_))


def test_no_question_reads_whole_rows_to_sort_them(reader):
    """A row holds whole texts: sorting goes by the search index and the narrow indexes alone."""
    for text in ("dang", "dang date:2018", "-dang", "since:2018"):
        for order in ("relevance", "newest"):
            asked: list[str] = []
            reader.raw.set_trace_callback(asked.append)
            found(reader, text, order)
            reader.raw.set_trace_callback(None)
            # SQLite tells also what the search index asks of its own tables, as comments.
            ids = [q for q in asked if "ORDER BY" in q and not q.startswith("--")]
            assert ids
            for sql in ids:
                steps = [row[3] for row in reader.raw.execute(f"EXPLAIN QUERY PLAN {sql}")]
                looked = [step for step in steps if re.match(r"(SCAN|SEARCH) a\b", step)]
                assert all("COVERING INDEX" in step for step in looked), steps


def test_the_index_moves_with_the_article():
    store = SqliteStore.in_memory()
    desk = Desk(store)
    desk.save(article(1, body="Bài nói về cá tra và nông dân huyện Mộc Hóa hôm nay."))
    assert found(store.connection, "cá tra") == [1]
    desk.save(article(1, body="Bài nói về tôm sú và nông dân huyện Mộc Hóa hôm nay."))
    assert found(store.connection, "cá tra") == []
    assert found(store.connection, "tom su") == [1]
    desk.visit(page(1), Outcome.WITHDRAWN)
    assert [hit.status for hit in search(store.connection, "tom su")] == ["withdrawn"]
    desk.rows("UPDATE articles SET status = 'forgotten'")
    assert found(store.connection, "tom su") == []


def test_an_index_made_with_another_folding_is_made_anew(tmp_path):
    path = tmp_path / "news.db"
    store = SqliteStore.open(path)
    Desk(store).save(article(1))
    raw = store.connection.raw
    raw.execute("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    raw.execute("UPDATE index_state SET value = 'older' WHERE name = 'folding'")
    assert found(store.connection, "mua gat") == []
    store.close_connection()
    store = SqliteStore.open(path)
    assert found(store.connection, "mua gat") == [1]
    store.close_connection()


def test_a_hit_is_a_row_for_people_and_for_json(reader):
    (hit,) = search(reader, "đang ủ")
    row = json.loads(json.dumps(asdict(hit)))
    assert {"id", "source_id", "url", "title", "published_at"} <= row.keys()
    assert row["snippet"] == "Nông dân [đang] [ủ] phân cho lúa ở Long An."


def test_a_snippet_is_cut_around_the_first_match():
    text = " ".join(f"t{n}" for n in range(100))
    shown = snippet(text, ["t50"])
    assert shown.startswith("… t38 ")
    assert "[t50]" in shown
    assert shown.endswith("t62 …")


def test_a_snippet_shows_where_most_of_the_words_stand_together():
    text = "Mỗi xã một việc. " + "chữ " * 40 + "Hợp tác xã Tân Gò Sen chia lãi."
    assert "[Hợp] [tác] [xã] Tân" in snippet(text, ["hop", "tac", "xa"])
    apart = "hợp " + "chữ " * 8 + "tác xã " + "chữ " * 30 + "hợp tác xã"
    assert snippet(apart, ["hop", "tac", "xa"]).endswith("[hợp] [tác] [xã]")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        '"',
        '""',
        "*",
        "-",
        "--",
        ":",
        "title:",
        "title:*",
        "AND",
        "NOT",
        "a AND",
        "NEAR(a, b)",
        "NEAR/2",
        "a^2",
        "(((",
        "{title}: x",
        "a + b",
        "'; DROP TABLE articles; --",
        "\x00",
        "\ud800",
        "a\x00b",
        "since:",
        "since:x",
        "since:2017-99",
        "rowid:1",
        "😀",
        "́",
        "a" * 100_000,
        "a " * 10_000,
        '" OR "',
        "-title:x -y",
        "lúa " * 70,
    ],
)
def test_any_text_is_a_valid_query(reader, text):
    for order in ("relevance", "newest"):
        assert len(search(reader, text, 5, order)) <= 5


@pytest.fixture(scope="module")
def small():
    store = SqliteStore.in_memory()
    Desk(store).save(article(1))
    return store.connection


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet=st.one_of(st.sampled_from('"*-:() title:ăđà'), st.characters())))
def test_no_text_ever_raises(small, text):
    search(small, text, 5)


def test_an_empty_query_finds_nothing(reader):
    assert read_query(" - * ").is_empty
    assert search(reader, "mua", limit=0) == []
