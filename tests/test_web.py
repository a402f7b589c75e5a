"""The web page over HTTP: every page answers, reads only, and leads nowhere outside."""

import re
import shutil
import socket
import subprocess
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.web import pages
from crawler.web.difference import Part, changes, words
from pipelines.storage.base import StorageError
from pipelines.storage.matching import Chosen
from pipelines.storage.sqlite import SqliteStore
from tests.crawling import ROOT, crawl, environment, rows
from tests.servers import serve, small_site
from tests.website import EVIL, Website, command, two_days, website


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Website]:
    with website(two_days(tmp_path_factory.mktemp("web"))) as running:
        yield running


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


def test_an_empty_database_has_pages(tmp_path: Path) -> None:
    SqliteStore.open(tmp_path / "new.db").close_connection()
    with website(tmp_path / "new.db") as running:
        for path in ("/", "/search", "/search?q=song", "/runs"):
            assert running.get(path).status == 200


def test_what_a_crawl_writes_meanwhile_is_seen(site: Website, tmp_path: Path) -> None:
    database = tmp_path / "news.db"
    with serve(small_site(2)) as server:
        assert crawl("baolongan", database, server.url).code == 0
    with website(database) as running:
        assert "2 articles" in running.get("/search").text
        with serve(small_site(5)) as server:
            done = crawl("baolongan", database, server.url)
        assert done.code == 0, done.err[-2000:]
        assert "5 articles" in running.get("/search").text


def start(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), cwd=ROOT, env=environment(), capture_output=True,
                          text=True, check=False, timeout=60)  # fmt: skip


def test_what_is_missing_is_told_in_one_line(tmp_path: Path) -> None:
    done = start(str(tmp_path / "demo.db"))
    assert done.returncode == 5
    assert "make demo" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    foreign = tmp_path / "foreign.db"
    foreign.write_text("no database at all, but some text " * 100)
    done = start(str(foreign))
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (5, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["foreign.db"]


def test_a_port_in_use_is_told(site: Website) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = start(str(site.database), "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "make web PORT=" in done.stderr


def test_a_database_that_cannot_be_written_is_served(site: Website, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(site.database, copy)
    copy.chmod(0o444)
    with website(copy) as running:
        assert running.get("/").status == 200


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


#: What `.ci/packages.sh` looks for; and packages that it names for the first two.
PROGRAMS = ("chromium", "chromedriver", "systemd-analyze", "cron", "unshare")
BROWSER = {"chromium", "chromium-driver", "fonts-dejavu-core"}


def test_without_a_browser_the_set_up_says_what_to_install(tmp_path: Path) -> None:
    """As somebody who is not root, on a machine that has none."""
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(ROOT / ".ci/packages.sh")],
        env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert set(done.stderr.partition("sudo apt-get install ")[2].split()) >= BROWSER


@pytest.mark.parametrize(("fails", "code"), [("", 0), ("update", 1), ("install", 1)])
def test_root_gets_the_browser_installed(tmp_path: Path, fails: str, code: int) -> None:
    """And where that fails it says so with its exit code: the browser tests are not begun."""
    log = tmp_path / "log"
    (tmp_path / "id").write_text("#!/bin/sh\necho 0\n")
    (tmp_path / "apt-get").write_text(
        f'#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> {log}\n[ "$1" != "{fails}" ]\n'
    )
    for name in ("id", "apt-get"):
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(ROOT / ".ci/packages.sh")],
        env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    asked = log.read_text().splitlines()
    assert asked[0].split()[0] == "update"
    if fails != "update":
        assert asked[1].startswith("noninteractive install -y")
        assert set(asked[1].split()) >= BROWSER


@pytest.mark.parametrize("lacking", [None, "chromedriver", "systemd-analyze", "unshare"])
def test_what_is_there_is_not_installed(tmp_path: Path, lacking: str | None) -> None:
    packages = {"chromedriver": "chromium-driver", "systemd-analyze": "systemd"}
    for name in {*PROGRAMS, "apt-get", "id"} - {lacking}:
        told = "echo 1000" if name == "id" else f"touch {tmp_path}/ran-{name}"
        (tmp_path / name).write_text(f"#!/bin/sh\n{told}\n")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(ROOT / ".ci/packages.sh")],
        env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (int(lacking is not None), "")
    if lacking is not None:
        wanted = packages.get(lacking, "util-linux")
        assert done.stderr.endswith(f"sudo apt-get install {wanted}\n")
    assert not list(tmp_path.glob("ran-*"))


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
