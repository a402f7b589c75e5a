"""What people type to read the database: answers, mistakes, and nothing written."""

import csv
import json
import re
from pathlib import Path

import pytest

from tests.crawling import ROOT, Done, crawl, scrapy
from tests.servers import Answer, Site, article, serve, small_site

EVIL = '=HYPERLINK("http://x.example","Lúa")'


def with_evil_title() -> Site:
    inner = small_site(4)

    def site(host: str, path: str) -> Answer | None:
        if path == "/lua-a4.html" and host == "baolongan.vn":
            return Answer(article(4, title=EVIL.replace('"', "&quot;")))
        return inner(host, path)

    return site


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("commands") / "news.db"
    with serve(with_evil_title()) as server:
        assert crawl("baolongan", path, server.url).code == 0
    return path


def ask(database: Path, *words: str) -> Done:
    return scrapy(*words, "-s", f"DATABASE={database}")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["lúa", "-sông"], 0),  # to a parser of options: -s ông
        (["-hoa"], 4),
        (["-Lua"], 0),
        (["lúa", "-sâu"], 0),
        (["lua", "-s", "LOG_LEVEL=INFO", "-LINFO"], 4),
        (["\udcff\udcfelua"], 4),  # bytes that are no UTF-8
        (['"'], 0),
        ([""], 0),
    ],
)
def test_any_words_are_a_query(database: Path, words: list[str], found: int) -> None:
    done = ask(database, "search", *words, "--json")
    assert (done.code, len(json.loads(done.out))) == (0, found), done.err


def test_list_names_the_newspapers_and_makes_no_database(tmp_path: Path) -> None:
    done = scrapy("list", "-s", f"DATABASE={tmp_path / 'news.db'}")
    names = sorted(["any", *(folder.name for folder in (ROOT / "tests/papers").iterdir())])
    assert {"baolongan", "baomau"} <= set(names)
    assert (done.code, done.out.split()) == (0, names)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ["search", "lúa"], ["export", "-o", "x.csv"], ["report"], ["verify"],
        ["explain", "https://baolongan.vn/lua-a1.html"],
    ],
)  # fmt: skip
def test_a_missing_database_is_told_and_not_made(tmp_path: Path, words: list[str]) -> None:
    done = ask(tmp_path / "news.db", *words)
    assert done.code == 5
    assert "there is no database at" in done.err
    assert not list(tmp_path.iterdir())


def test_search_with_and_without_marks(database: Path) -> None:
    plain = json.loads(ask(database, "search", "lua dau mua", "--json").out)
    marked = json.loads(ask(database, "search", "lúa đầu mùa", "--json").out)
    wrong = json.loads(ask(database, "search", "lụa đầu mùa", "--json").out)
    assert len(plain) == len(marked) == 4
    assert wrong == []
    assert {"id", "source_id", "url", "title", "published_at"} <= plain[0].keys()


@pytest.mark.parametrize(
    "text", ['"', "C++", "COVID-19", "10%", "a AND", "NEAR(", "title:", "-", "*", "'"]
)
def test_any_text_is_a_valid_query(database: Path, text: str) -> None:
    done = ask(database, "search", text, "--json")
    assert done.code == 0, done.err
    assert isinstance(json.loads(done.out), list)


def test_export_neutralises_formulas_and_keeps_the_text(database: Path, tmp_path: Path) -> None:
    ask(database, "export", "-o", str(tmp_path / "a.csv"), "--bom")
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    assert f"'{EVIL}" in titles
    ask(database, "export", "-o", str(tmp_path / "a.jsonl"))
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["title"] for line in lines].count(EVIL) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", "a.jsonl"]  # no part is left


@pytest.mark.long
def test_export_selects(database: Path, tmp_path: Path) -> None:
    def count(*words: str) -> int:
        done = ask(database, "export", "-o", str(tmp_path / "a.jsonl"), *words)
        assert done.code == 0, done.err
        return len((tmp_path / "a.jsonl").read_text("utf-8").splitlines())

    assert count() == 4
    assert count("--where", "id <= 2") == 2
    assert count("--since", "2026-01-09") == 0
    assert count("--paper", "baolongan", "--until", "2026-01-08") == 4
    assert count("--changed-since", "2099-01-01T00:00:00Z") == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["export"], "-o FILE is wanted"),
        (["export", "-o", "a.xls"], ".csv or .jsonl or .parquet"),
        (["export", "-o", "a.csv", "--paper", "baolongn"], "Did you mean baolongan"),
        (["export", "-o", "a.csv", "--since", "1/1/2026"], "YYYY-MM-DD"),
        (["export", "-o", "a.csv", "--where", "id ="], "no condition on articles"),
        (["export", "-o", "a.csv", "--where", "1); DROP TABLE articles; --"], "no condition"),
        (["export", "-o", "a.csv", "--where", ""], "no condition"),
        (["export", "-o", "a.csv", "--where", "1) OR (1"], "no condition"),
        (["export", "-o", "a.csv", "--where", "1 THEN 1 WHEN 1"], "no condition"),
        (["export", "-o", "a.csv", "--where", "id = ?"], "no condition"),
        (["export", "-o", "a.csv", "--where", "json_extract(body, '$.x')"], "no condition"),
        (["export", "-o", "a.csv", "--since", "2026-02-01", "--until", "2026-01-01"], "is after"),
        (["export", "-o", "a.csv", "--changed-since", "yesterday"], "a UTC time like"),
        (["export", "-o", "a.jsonl", "--bom"], "--bom is for .csv"),
        (["export", "-o", "/nowhere/a.csv"], "cannot write"),
        (["explain", "vnexpress"], "no address of a web page"),
        (["explain"], "one address is wanted"),
        (["report", "--nosuch"], "--nosuch"),
        (["search", "x", "--limit", "0"], "at least 1"),
        (["show", "99999"], "no article 99999"),
        (["show", "nowhere.html"], "no file"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(database: Path, words: list[str], told: str) -> None:
    done = ask(database, *words)
    assert done.code == 2
    assert told in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_explain_tells_the_story(database: Path) -> None:
    done = ask(database, "explain", "http://www.baolongan.vn/lua-a1.html?utm_source=x")
    assert "canonical: https://baolongan.vn/lua-a1.html" in done.out
    assert "stored_new" in done.out
    assert "robots.txt of baolongan.vn: HTTP 200" in done.out
    assert "found on: https://baolongan.vn/kinh-te/" in done.out
    unknown = ask(database, "explain", "https://baolongan.vn/xa-a9.html")
    assert "not in the frontier" in unknown.out


def test_show_reads_from_archive_and_file_and_writes_nothing(
    database: Path, tmp_path: Path
) -> None:
    before = database.read_bytes()
    done = ask(database, "show", "https://baolongan.vn/lua-a1.html")
    assert done.code == 0
    for text in (
        "Lúa đầu mùa ở cánh đồng số 1",
        "Minh Thư",
        "span.pubdate",
        "2026-01-08T18:21:00+07:00",
    ):
        assert text in done.out
    raw = ask(database, "show", "https://baolongan.vn/lua-a1.html", "--raw")
    assert raw.out == article(1)
    saved = tmp_path / "lua-a7.html"
    saved.write_text(article(7), "utf-8")
    done = ask(database, "show", str(saved), "--paper", "baolongan")
    assert "cánh đồng số 7" in done.out
    refused = ask(database, "show", str(saved))
    assert refused.code == 2  # whose page is it?
    assert "--paper" in refused.err
    refused = ask(database, "show", str(saved), "--paper", "baolongan", "--version", "2")
    assert (refused.code, refused.out) == (2, "")
    assert "--version is of stored articles" in refused.err
    own = '<link rel="canonical" href="https://baothu.example/lua-7.html"></head>'
    saved.write_text(article(7).replace("</head>", own), "utf-8")
    for words in ((), ("--paper", "any")):
        done = ask(database, "show", str(saved), *words)
        assert "https://baothu.example/lua-7.html" in done.out
        assert "cánh đồng số 7" in done.out
    assert database.read_bytes() == before


def test_show_explains_a_page_that_is_no_article(database: Path, tmp_path: Path) -> None:
    saved = tmp_path / "lua-a7.html"
    paragraphs = re.compile(r"<div class=.content-fck.*?</div>", re.DOTALL)
    empty, cut = paragraphs.subn("<div class='content-moi'></div>", article(7))
    assert cut == 1
    saved.write_text(empty, "utf-8")
    done = ask(database, "show", str(saved), "--paper", "baolongan")
    assert done.code == 0
    assert "outcome: rejected empty_body" in done.out
    # The fields that were read, their rules, and the selectors that match nothing any more.
    for text in (
        "cánh đồng số 7",
        "span.pubdate",
        "2026-01-08T18:21:00+07:00",
        "selectors of family_a/",
    ):
        assert text in done.out
    assert re.search(r"body .*#newscontents \.content-fck 0", done.out)
    assert re.search(r"published .*span\.pubdate 1", done.out)


def test_show_asks_once_and_politely_for_what_is_not_archived(database: Path) -> None:
    with serve(small_site(9)) as server:
        done = ask(database, "show", "https://baolongan.vn/lua-a9.html", "--origin", server.url)
        assert server.paths() == ["/robots.txt", "/lua-a9.html"]
    assert "cánh đồng số 9" in done.out
    assert ask(database, "show", "https://baolongan.vn/lua-a9.html").code == 2  # no contact


def test_verify_and_report_of_a_sound_database(database: Path) -> None:
    assert ask(database, "verify").out.startswith("0 faults")
    told = json.loads(ask(database, "report", "--json").out)
    assert told["run"]["verdict"] == "complete"
    assert told["counts"]["rows"]["articles"] == 4
    assert {row["field"] for row in told["rules"]} >= {"title", "body", "published_at"}


def test_verify_tells_a_missing_archive_page(database: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    done = scrapy("verify", "-s", f"DATABASE={database}", "-s", f"ARCHIVE_DIR={empty}")
    assert done.code == 1
    assert "fault: " in done.out


@pytest.mark.parametrize(
    "name", ["crawl", "show", "search", "export", "report", "explain", "verify"]
)
def test_every_command_has_help_with_an_example(name: str) -> None:
    done = scrapy(name, "--help")
    assert done.code == 0
    assert "Example: scrapy" in " ".join(done.out.split())
