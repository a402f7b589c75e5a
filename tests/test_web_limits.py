"""The web page is guarded: it reads only, has time limits, and leads nowhere outside."""

import re
import socket
import urllib.parse

import pytest

from crawler.web import pages
from pipelines.storage.base import StorageError
from pipelines.storage.matching import Chosen
from tests.crawling import rows
from tests.website import EVIL, Website

OURS = ("/", "/search", "/search?q=song", "/article/1", "/runs", "/runs/1")


DATASETTES = ("/two", "/two/articles", "/two/articles/1", "/two/latest", "/two?sql=select+1",
              "/two/near_duplicates", "/-/metadata")  # fmt: skip


@pytest.mark.parametrize("path", [*OURS, *DATASETTES, "/nowhere", "/article/999999"])
def test_every_page_is_guarded_and_leads_nowhere_outside(site: Website, path: str) -> None:
    page = site.get(path)
    assert page.status == (404 if path in {"/nowhere", "/article/999999"} else 200)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'unsafe-inline'" not in policy
    assert ("script-src" in policy) == (path not in OURS and "/article/" not in path)
    assert page.headers["x-content-type-options"] == "nosniff"
    if "html" in page.headers["content-type"]:
        found = re.findall(r"""(?:href|src|action)=["']?((?:https?:)?//[^"'> ]+)""", page.text)
        assert [address for address in found if not address.startswith(f"{site.url}/")] == []


@pytest.mark.parametrize("path", ["allow-debug", "patterns", "permissions", "messages"])
def test_pages_for_datasettes_developers_are_not_there(site: Website, path: str) -> None:
    page = site.get(f"/-/{path}")
    assert (page.status, "datasette.io" in page.text) == (404, False)


@pytest.mark.parametrize(
    "path",
    [
        "/search?q=%ff%fe", "/search?month=abc&q=lua", "/search?month=%00", "/search?section=%25",
        "/search?paper='--", "/search?page=-1", "/search?page=999999", "/search?page=1e9",
        "/search?q=a&q=b&order=x", "/search?q=since:9999-99-99+lua", "/search?q=date:0000",
        "/search?q=" + "%F0%9F%98%80" * 500, "/search?q=" + "a" * 60_000,
        "/article/999999999999999999", "/article/99999999999999999999999", "/article/abc",
        "/runs/0", "/%00", "/..%2f..%2fetc/passwd", "/assets/../../plugin.py",
        "/two?sql=select+load_extension('x')", "/two?sql=select+readfile('/etc/passwd')",
        "/two/articles?_sort=x", "/two/articles?_where=1=1);drop+table+articles",
    ],
)  # fmt: skip
def test_whatever_is_asked_nothing_breaks(site: Website, path: str) -> None:
    page = site.get(path)
    assert page.status in {200, 400, 404}
    assert "Traceback" not in page.text
    assert "content-security-policy" in page.headers


def test_stored_html_is_text(site: Website) -> None:
    evil = site.article("title LIKE '<script>%'")
    for path in (f"/article/{evil}", "/search?q=lua", "/", "/two/articles?paper=baolongan"):
        page = site.get(path)
        assert "&lt;script&gt;" in page.text, path
        assert "<script>document" not in page.text
        assert "<img src=x" not in page.text
    assert (
        rows(site.database, "SELECT title FROM articles WHERE id = ?", [evil])[0]["title"] == EVIL
    )


def test_nothing_can_be_written(site: Website) -> None:
    before = site.database.read_bytes()
    for sql in ("delete from articles", "with x as (select 1) delete from articles",
                "attach 'x.db' as x", "pragma journal_mode = delete"):  # fmt: skip
        page = site.get("/two.json?" + urllib.parse.urlencode({"sql": sql}))
        assert page.status == 400, sql
    assert site.database.read_bytes() == before


def test_a_query_has_a_time_limit(site: Website) -> None:
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    page = site.get("/two.json?" + urllib.parse.urlencode({"sql": sql}))
    assert page.status == 400
    assert "took too long" in page.text


def test_a_mistake_is_told_without_a_link_outside(site: Website) -> None:
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    for asked, told in ((sql, "too long"), ("delete from articles", "must be a SELECT")):
        page = site.get("/two?" + urllib.parse.urlencode({"sql": asked}))
        assert told in page.text
        assert "datasette.io" not in page.text


def test_our_pages_have_a_time_limit(site: Website, monkeypatch) -> None:
    def endless(reader):
        sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        with reader.read() as conn:
            return conn.execute(sql).fetchall()

    monkeypatch.setattr(pages, "_PAGE_SECONDS", 0.2)
    with pytest.raises(StorageError) as raised:
        pages._read(str(site.database), endless)
    assert pages._is_timeout(raised.value)


def test_what_cannot_be_counted_in_time_is_left_out(site: Website, monkeypatch) -> None:
    monkeypatch.setattr(pages, "_COUNT_SECONDS", -1.0)
    monkeypatch.setattr(pages, "_STEPS", 1)
    found = pages._read(
        str(site.database), lambda reader: pages._found(reader, "lua", Chosen(), "newest", 1)
    )
    assert found["total"] is None
    assert found["hits"]


def test_no_path_leads_to_another_host(site: Website) -> None:
    for path in (r"/\\evil.example/", r"/%5Cevil.example/", "//evil.example/", "/search/"):
        target = site.url.removeprefix("http://")
        with socket.create_connection(tuple(target.rstrip("/").split(":")), timeout=10) as line:
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            head = b"".join(iter(lambda: line.recv(65_536), b"")).partition(b"\r\n\r\n")[0]
        location = re.search(rb"(?im)^location: *(.*)$", head)
        assert location is None or re.match(rb"/[^/\\]", location[1]), head
        assert b"evil" not in (location[1] if location else b"")


@pytest.mark.parametrize(
    "path", ["/two/articles.csv", "/two.csv?sql=select+1", "/two/runs.csv?_stream=1"]
)
def test_csv_is_made_by_the_export_alone(site: Website, path: str) -> None:
    page = site.get(path)
    assert page.status == 404
    assert "scrapy export" in page.text
