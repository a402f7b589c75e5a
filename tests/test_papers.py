"""Newspapers with a folder of files as site: crawled whole, and the comparison itself."""

import copy
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests import crawl_fixtures
from tests.crawl_fixtures import Crawled, Fixture
from tests.foldersite import folder_site

NAME = "baolongan"


@pytest.fixture(scope="module")
def fixture() -> Fixture:
    return crawl_fixtures.load(NAME)


@pytest.fixture(scope="module")
def crawled(fixture: Fixture, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    return crawl_fixtures.run(fixture, tmp_path_factory.mktemp(NAME))


def test_crawls_end_well_and_the_database_is_sound(crawled: Crawled):
    assert crawled.first.code == 0, crawled.first.err[-2000:]
    assert crawled.second.code == 0, crawled.second.err[-2000:]
    assert crawled.verified.code == 0, crawled.verified.out


def test_rows_are_what_the_pages_print(fixture: Fixture, crawled: Crawled):
    stored = crawl_fixtures.stored(crawled.database)
    assert not list(crawl_fixtures.compare_rows(fixture.expected, stored))


def test_every_visit_ends_as_it_must(fixture: Fixture, crawled: Crawled):
    assert not list(crawl_fixtures.compare_outcomes(fixture.outcomes, crawled))


def test_nothing_is_asked_twice(fixture: Fixture, crawled: Crawled):
    assert not list(crawl_fixtures.compare_requests(fixture, crawled))


def test_an_article_without_a_number_that_is_asked_again_is_told(
    fixture: Fixture, crawled: Crawled
):
    row = {"url": "https://baolongan.vn/tin-tuc/mo-lai-ben-do"}
    page = "baolongan.vn/tin-tuc/mo-lai-ben-do"
    asked = replace(crawled, asked_first=[page, page], asked_second=[page, "baolongan.vn/"])
    found = list(crawl_fixtures.compare_requests(replace(fixture, expected=[row]), asked))
    assert found == [
        f"{page}: asked 2 times in the first crawl",
        f"{page}: an article asked again by the second crawl",
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "Đầu đề khác"), ("lead", "Sa pô khác"), ("captions", ["x"]), ("tags", ["x"]),
     ("authors", [["Ai đó", "author"]]), ("published_at", "2001-01-01T00:00:00+07:00")],
)  # fmt: skip
def test_a_changed_row_is_told(fixture: Fixture, field: str, value: object):
    changed = copy.deepcopy(fixture.expected)
    changed[0][field] = value
    (difference,) = crawl_fixtures.compare_rows(changed, fixture.expected)
    assert difference.startswith(f"{changed[0]['url']} {field}:")
    assert repr(value) in difference


def test_a_missing_and_a_surplus_row_are_told(fixture: Fixture):
    rows = fixture.expected
    assert list(crawl_fixtures.compare_rows(rows, rows[1:])) == [f"{rows[0]['url']}: not stored"]
    surplus = f"{rows[0]['url']}: stored, and not expected"
    assert list(crawl_fixtures.compare_rows(rows[1:], rows)) == [surplus]


def test_other_outcomes_are_told(fixture: Fixture, crawled: Crawled):
    changed = copy.deepcopy(fixture.outcomes)
    changed["outcomes"]["stored_new"] += 100
    changed["similar_pairs"] = 7
    found = list(crawl_fixtures.compare_outcomes(changed, crawled))
    assert any(line.startswith("outcome stored_new: expected 122") for line in found)
    assert any(line.startswith("similar pairs: expected 7") for line in found)


def test_a_changed_row_fails_the_whole_check(
    fixture: Fixture, crawled: Crawled, monkeypatch: pytest.MonkeyPatch
):
    changed = copy.deepcopy(fixture.expected)
    changed[0]["body"] = "Một đoạn không hề in trên trang."
    broken = Fixture(NAME, fixture.serve, changed, fixture.outcomes)
    monkeypatch.setattr(crawl_fixtures, "load", lambda *_: broken)
    monkeypatch.setattr(crawl_fixtures, "run", lambda *_: crawled)
    assert crawl_fixtures.main([NAME]) == 1
    line, differences = crawl_fixtures.check(NAME)
    assert "FAILED" in line
    assert any(d.startswith(f"{changed[0]['url']} body:") for d in differences)


def test_a_newspaper_without_a_site_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    line, differences = crawl_fixtures.check("baokhongco", tmp_path)
    assert line == "baokhongco: FAILED"
    assert differences[0].startswith("no fixture site")
    assert crawl_fixtures.main(["baokhongco"]) == 1
    assert "no fixture site" in capsys.readouterr().out


def test_an_unknown_generator_is_refused(tmp_path: Path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "generator.json").write_text('{"generator": "os.path"}')
    with pytest.raises(crawl_fixtures.NoFixtureSiteError, match=r"os\.path"):
        crawl_fixtures.load("x", tmp_path)


def test_folder_site_answers_files_redirects_and_404(tmp_path: Path):
    entries = {
        "a.vn/?p=2": {"file": "a.vn/index.html", "headers": {"X-A": "1"}},
        "a.vn/cu": {"redirect": "/moi"},
    }
    (tmp_path / "site.json").write_text(json.dumps(entries))
    (tmp_path / "a.vn").mkdir()
    (tmp_path / "a.vn" / "index.html").write_text("<p>{{today}}</p>")
    site = folder_site(tmp_path)
    page, moved = site("a.vn", "/?p=2"), site("a.vn", "/cu")
    assert page is not None
    assert moved is not None
    assert page.headers == {"X-A": "1", "Content-Type": "text/html; charset=utf-8"}
    assert b"{{" not in page.body
    assert (moved.status, moved.headers["Location"]) == (301, "/moi")
    assert site("a.vn", "/") is None
    assert site("b.vn", "/cu") is None
