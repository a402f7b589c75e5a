"""The web page over HTTP: what its pages show."""

import re
import urllib.parse

import pytest

from crawler.web.difference import Part, changes, words
from tests.crawling import rows
from tests.website import Website


def search(site: Website, **asked: str) -> list[str]:
    page = site.get("/search?" + urllib.parse.urlencode(asked, errors="surrogatepass"))
    assert page.status == 200
    return re.findall(r'<li><a href="/article/\d+">(.+?)</a>', page.text)


def test_the_front_page_says_what_is_there(site: Website) -> None:
    page = site.get("/")
    assert page.status == 200
    for text in ("baomau", "baolongan", "Run 3", "complete", "Edited by the newspaper"):
        assert text in page.text
    edited = rows(site.database, "SELECT title FROM edits")[0]["title"]
    gone = rows(site.database, "SELECT title FROM withdrawn")[0]["title"]
    assert edited in page.text
    assert gone in page.text


@pytest.mark.parametrize("text", ["hop tac xa", "hợp tác xã", "HỢP TÁC XÃ", "title:sen"])
def test_search_finds_with_and_without_marks(site: Website, text: str) -> None:
    assert "Hợp tác xã Tân Gò Sen chia lãi bằng gạo thơm" in search(site, q=text)


def test_wrong_marks_find_nothing(site: Website) -> None:
    assert search(site, q="hợp tạc xa") == []


@pytest.mark.parametrize(
    "text", ['"', "C++", "a AND", "NEAR(", "*", "'", "\0", "a" * 5000, "(", "-"]
)
def test_any_text_is_a_valid_query(site: Website, text: str) -> None:
    search(site, q=text)
    search(site, q=text, order="newest", page="2")


def test_facets_narrow_and_say_how_many(site: Website) -> None:
    page = site.get("/search?q=")
    told = rows(site.database, "SELECT count(*) AS n FROM articles")[0]["n"]
    assert f"{told} articles" in page.text
    links = re.findall(r'<a href="(/search\?[^"]+)">([^<]+)</a> <small>(\d+)', page.text)
    assert {"baomau", "baolongan", "vi", "en", "kinh-te/nong-nghiep", "2025-05"} <= {
        name for _, name, _ in links
    }
    for href, name, count in links:
        narrowed = site.get(href.replace("&amp;", "&"))
        assert f"<p>{count} article" in narrowed.text, name


def test_where_nothing_matches_there_is_no_empty_box(site: Website) -> None:
    page = site.get("/search?q=xyzzy")
    assert "Nothing matches" in page.text
    assert 'class="facets"' not in page.text
    assert 'class="facets"' in site.get("/search?q=song").text


def test_choices_hold_together(site: Website) -> None:
    asked = {"q": "song", "paper": "baomau", "section": "thoi-su", "language": "vi"}
    told = search(site, **asked, order="newest")
    days = [
        rows(site.database, "SELECT section FROM articles WHERE title = ?", [title])[0]["section"]
        for title in told
    ]
    assert told
    assert all(section.split("/")[0] == "thoi-su" for section in days)


def test_pages_of_a_list_add_up(site: Website) -> None:
    found = [title for n in range(1, 6) for title in search(site, q="", page=str(n))]
    assert len(found) == rows(site.database, "SELECT count(*) AS n FROM articles")[0]["n"]


def test_an_article_with_its_versions_and_their_difference(site: Website) -> None:
    page = site.get(f"/article/{site.article('version = 2')}")
    assert page.status == 200
    (row,) = rows(site.database, "SELECT * FROM articles WHERE version = 2")
    for paragraph in row["body"].split("\n\n"):
        assert f"<p>{paragraph}</p>" in page.text
    assert re.search(r"Version 2, .+edited by the newspaper", page.text)
    before, after = rows(site.database, "SELECT body FROM article_versions WHERE article_id = ?"
                         " ORDER BY version", [row["id"]])  # fmt: skip
    for part in words(before["body"], after["body"]):
        if part.kind != "same":
            tag = {"gone": "del", "new": "ins"}[part.kind]
            assert f"<{tag}>{part.text}</{tag}>" in page.text
    assert "<ins>" in page.text
    assert "selector:span.pubdate" in page.text  # where the date came from


def test_a_report_printed_twice_names_the_other(site: Website) -> None:
    (row,) = rows(site.database, "SELECT * FROM near_duplicates")
    page = site.get(f"/article/{row['id']}")
    assert f'<a href="/article/{row["first_id"]}">{row["first_title"]}</a>' in page.text
    assert "95%" in page.text
    assert row["title"] in site.get(f"/article/{row['first_id']}").text


def test_a_withdrawn_article_says_so_and_keeps_its_text(site: Website) -> None:
    gone = site.article("status = 'withdrawn'")
    page = site.get(f"/article/{gone}")
    assert "Withdrawn by the newspaper" in page.text
    assert page.text.count("<p>") > 3


def test_the_runs_and_their_verdicts(site: Website) -> None:
    assert site.get("/runs").text.count("complete") == 3
    page = site.get("/runs/2").text
    for outcome in ("stored_update", "withdrawn", "unchanged"):
        assert outcome in page


def test_words_are_compared() -> None:
    assert list(words("giá lúa tăng", "giá lúa giảm")) == [
        Part("same", "giá lúa "),
        Part("gone", "tăng"),
        Part("new", "giảm"),
    ]
    long = " ".join(f"t{n}" for n in range(100))
    same, new = words(f"{long} ", f"{long} cuối")
    assert same.text.startswith("… t88")
    assert new == Part("new", "cuối")
    huge = "x " * 10_000
    assert [part.kind for part in words(huge, huge + "y")] == ["gone", "new"]


def test_only_fields_that_differ_are_shown() -> None:
    before = dict.fromkeys(("title", "lead", "body", "byline", "published_at", "modified_at"), "a")
    told = changes(before, before | {"lead": None, "body": "b"})
    assert [change.field for change in told] == ["lead", "body"]
    assert told[0].parts == (Part("gone", "a"),)
