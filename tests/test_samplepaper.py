"""The sample newspaper: what it prints is what its expected file says, and every link answers."""

import json
import re
import tracemalloc
import unicodedata
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from crawler import samplepaper
from crawler.samplepaper import Site, build_site

FOLDER = Path(samplepaper.__file__).parent
VI, EN = "baomau.example", "en.baomau.example"
LINK = re.compile(r'<(?:a|link)\b[^>]*?href="([^"]*)"|<loc>([^<]*)</loc>|<link>([^<]*)</link>')
BASE = re.compile(r'<base href="([^"]*)"')
#: Linked on purpose, and not there.
MISSING = "/tin-da-go-tu-lau-a19003.html"


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def text_of(site: Site, url: str) -> str:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    answer = site.answer(parts.hostname or "", target, {})
    assert answer.status == 200, url
    return unescape(answer.body.decode())


@pytest.fixture(scope="module")
def site() -> Site:
    return build_site()


def walk(site: Site) -> dict[str, tuple[int, str]]:
    """Every address that links lead to, its status and type."""
    open_, seen = [f"https://{VI}/", f"https://{EN}/"], {}
    open_ += [f"https://{host}/sitemap.xml" for host in (VI, EN)]
    while open_:
        url = open_.pop().partition("#")[0]
        parts = urlsplit(url)
        if url in seen or not (parts.hostname or "").endswith("baomau.example"):
            continue
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        answer = site.answer(parts.hostname or "", target, {})
        seen[url] = (answer.status, answer.headers.get("Content-Type", ""))
        if "Location" in answer.headers:
            open_.append(answer.headers["Location"])
        text = answer.body.decode(errors="replace")
        base = BASE.search(text)
        for found in LINK.findall(text):
            open_.append(urljoin(base[1] if base else url, unescape("".join(found))))
    return seen


def test_every_internal_link_answers(site: Site):
    seen = walk(site)
    wrong = {url for url, (status, _) in seen.items() if status not in {200, 301, 302}}
    assert wrong == {f"https://{VI}{MISSING}"}
    paths = {url.partition("?")[0] for url in seen}
    assert {row["url"] for row in lines("expected.jsonl")} <= paths


def test_pages_print_what_is_expected(site: Site):
    for row in lines("expected.jsonl"):
        page = unicodedata.normalize("NFC", text_of(site, row["url"]))
        flat = re.sub(r"\s+", " ", page)
        body = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page.partition('id="newscontents"')[2]))
        assert row["title"] in flat
        assert row["lead"] is None or row["lead"] in flat
        for paragraph in row["body"].split("\n\n"):
            assert all(part in body for part in paragraph.split(" | ")), row["url"]
        assert all(caption in page for caption in row["captions"])
        assert row["byline"] in body
        assert all(f">{tag}</a>" in page for tag in row["tags"])
        stated = row["published_precision"] == "minute"
        assert ('<span class="pubdate 128">' in page) == stated
        if stated:
            day, hour = row["published_at"][:10], row["published_at"][11:16]
            assert f"{'/'.join(reversed(day.split('-')))} - {hour}" in page


def test_numbers_rise_with_time():
    rows = lines("expected.jsonl")
    dated = [(int(r["source_id"]), r["published_at"]) for r in rows if r["published_at"]]
    assert [number for number, _ in dated] == sorted(number for number, _ in dated)
    assert [day for _, day in dated] == sorted(day for _, day in dated)
    assert len(rows) >= 60
    assert dated[0][1][:4] == "2022"
    assert dated[-1][1][:4] == "2025"


def test_layouts(site: Site):
    old = text_of(site, f"https://{VI}/detail-a20118.html")
    assert re.search(r'<p style="text-align: justify;"><table align="right"', old)
    assert '<p align="right">Bảo Quyên</p>' in old
    new = text_of(site, f"https://{VI}/detail-a20598.html")
    assert new.count("<h1") == 2
    assert new.count("content-fck") == 2
    assert '<div class="content-fck slider-jsgallery">' in new
    undated = text_of(site, f"https://{VI}/detail-a20748.html")
    assert "pubdate" not in undated
    assert "datePublished" not in undated


def test_captions_are_decomposed_and_come_in_four_shapes(site: Site):
    pages = [text_of(site, row["url"]) for row in lines("expected.jsonl")]
    forms = (r'<br><em style="color: gray;">', r"center;\"><em>", r'<p><em style="color:#808080;">')
    assert all(any(re.search(form, page) for page in pages) for form in forms)
    assert any(re.search(r"</p>\n<em>", page) for page in pages)
    assert any(not unicodedata.is_normalized("NFC", page) for page in pages)


def test_listing_pages(site: Site):
    pages = [text_of(site, f"https://{VI}/kinh-te?p={n}") for n in (1, 2, 3)]
    first, *_ = pages
    assert all(
        f'href="../../../../kinh-te?p={n}">{mark}' in first for n, mark in ((1, "«"), (3, "»"))
    )
    found = [set(re.findall(r"-a(\d+)\.html", page.partition("boxtinmoi")[2])) for page in pages]
    assert not found[0] & found[1]
    assert not found[1] & found[2]
    assert not re.search(r"\d\d/\d\d/\d{4} - ", first)


def test_ends_of_odd_addresses(site: Site):
    assert site.answer(VI, MISSING, {}).status == 404
    assert (
        b"kh\xc3\xb4ng t\xe1\xbb\x93n t\xe1\xba\xa1i"
        in site.answer(VI, "/bai-khong-con-a19004.html", {}).body
    )
    moved = site.answer(VI, "/den-mat-troi-ve-ap-binh-say-a20719.html", {})
    assert moved.status == 301
    assert moved.headers["Location"].endswith(
        "/den-mat-troi-thap-sang-duong-ap-binh-say-a20719.html"
    )
    away = site.answer(VI, "/lien-ket-bao-ban-a19002.html", {})
    assert urlsplit(away.headers["Location"]).hostname == "bao-ban.example"
    assert "Disallow: /quang-cao-dich-vu-in-an\n" in text_of(site, f"https://{VI}/robots.txt")
    assert site.answer("elsewhere.example", "/", {}).status == 421
    assert site.answer(f"www.{VI}:8000", "/", {}).body == site.answer(VI, "/", {}).body


def test_the_second_day():
    first, second = build_site(), build_site(day=2)

    def pair(host: str, path: str) -> tuple:
        return first.answer(host, path, {}), second.answer(host, path, {})

    before, after = pair(VI, "/detail-a20835.html")
    assert "Đính chính" in after.body.decode()
    assert "Đính chính" not in before.body.decode()
    assert [a.status for a in pair(VI, "/detail-a20849.html")] == [200, 404]
    assert [a.status for a in pair(VI, "/detail-a20948.html")] == [404, 200]
    seen, counted = pair(VI, "/detail-a20876.html")
    assert seen.headers["ETag"] != counted.headers["ETag"]
    same, clock = pair(VI, "/detail-a20862.html")
    assert same.headers["ETag"] == clock.headers["ETag"]
    assert same.body != clock.body  # the menu's clock went on
    front, later = pair(EN, "/")
    assert front.headers["ETag"] == later.headers["ETag"]
    assert "-a20949.html" in second.answer(EN, "/society/", {}).body.decode()


def test_large_is_made_from_its_seed_and_stays_flat():
    one, two, other = (build_site(pages=100_000, seed=seed) for seed in (7, 7, 8))
    path = "/detail-a150000.html"
    assert one.answer(VI, path, {}).body == two.answer(VI, path, {}).body
    assert one.answer(VI, path, {}).body != other.answer(VI, path, {}).body
    last = int(re.findall(r"kinh-te\?p=(\d+)\">»", text_of(one, f"https://{VI}/kinh-te/"))[0])
    assert re.search(r"-a100\d{3}\.html", text_of(one, f"https://{VI}/kinh-te?p={last}"))
    assert text_of(one, f"https://{VI}/sitemap.xml").count("<loc>") == 50
    tracemalloc.start()
    for number in range(100_000, 200_000, 500):
        one.answer(VI, f"/detail-a{number}.html", {})
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 1_000_000
