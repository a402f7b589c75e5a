"""One article, one row: what becomes of a page that was read."""

import json

import pytest

from pipelines.items import Author, Image, Link, Source
from pipelines.outcomes import Outcome, PageKind, Reason
from tests.storage_kit import BODY, SITE, Desk, article, page


def snapshot(desk: Desk) -> list[object]:
    tables = ("articles", "article_versions", "article_urls", "images", "provenance")
    return [desk.rows(f"SELECT * FROM {table}") for table in tables]


def test_a_new_article_is_stored_with_all_its_parts(desk: Desk):
    made = article(
        7,
        authors=[Author("Tấn Lộc"), Author("Minh Tâm", "photo")],
        sections=["kinh-te", "kinh-te/nong-nghiep"],
        tags=["lúa", "Long An"],
        images=[Image("https://bao.vn/1.jpg", "Gặt", "Minh Tâm"), Image("https://bao.vn/2.jpg")],
        provenance={"title": Source("jsonld", "Mùa", "meta: Mùa gặt")},
        archive_ref="bao-1.warc.gz:10",
    )
    closed = desk.save(made)
    assert (closed.outcome, closed.version) == (Outcome.STORED_NEW, 1)
    row = desk.row("SELECT * FROM articles")
    for name in ("title", "body", "byline", "published_at", "source_id", "url", "archive_ref"):
        assert row[name] == getattr(made, name)
    assert row["published_day"] == "2026-11-01"
    assert (row["status"], row["version"], row["run_id"]) == ("live", 1, desk.run.id)
    assert row["first_seen_at"] == row["changed_at"] == row["last_seen_at"] == desk.now
    assert desk.rows("SELECT name, role FROM article_authors ORDER BY position") == [
        {"name": "Tấn Lộc", "role": "author"},
        {"name": "Minh Tâm", "role": "photo"},
    ]
    assert desk.one("SELECT count(*) FROM article_sections") == 2
    assert desk.one("SELECT group_concat(tag) FROM article_tags") in {"Long An,lúa", "lúa,Long An"}
    assert [r["caption"] for r in desk.rows("SELECT * FROM images ORDER BY position")] == [
        "Gặt",
        None,
    ]
    assert desk.row("SELECT * FROM provenance")["conflict"] == "meta: Mùa gặt"
    version = desk.row("SELECT * FROM article_versions")
    assert (version["cause"], version["body"], version["archive_ref"]) == (
        "first",
        BODY,
        "bao-1.warc.gz:10",
    )


def test_the_same_page_again_changes_nothing_but_when_it_was_seen(desk: Desk):
    desk.save(article(7))
    before = snapshot(desk)
    closed = desk.save(article(7))
    assert (closed.outcome, closed.version, closed.changes) == (Outcome.UNCHANGED, 1, ())
    assert desk.one("SELECT last_seen_at FROM articles") == desk.now
    desk.rows("UPDATE articles SET last_seen_at = first_seen_at")
    assert snapshot(desk) == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"body": BODY.replace("300", "400")}, "body"),
        ({"title": "Mùa gặt sớm số 7: đính chính"}, "title"),
        ({"lead": "Nông dân thu hoạch."}, "lead"),
        ({"byline": "Minh Tâm"}, "byline"),
        ({"published_at": "2026-11-02T08:00:00+07:00"}, "published_at"),
        ({"images": [Image("https://bao.vn/1.jpg", "Gặt lúa sớm")]}, "captions"),
    ],
)
def test_an_edit_is_a_new_version_that_says_what_changed(desk: Desk, change, field):
    desk.save(article(7))
    edited = article(7, **change)
    closed = desk.save(edited)
    assert (closed.outcome, closed.version, closed.changes) == (Outcome.STORED_UPDATE, 2, (field,))
    row = desk.row("SELECT * FROM articles")
    assert (row["version"], row["changed_at"]) == (2, desk.now)
    assert row["content_hash"] == edited.content_hash
    first, second = desk.rows("SELECT * FROM article_versions ORDER BY version")
    assert (first["cause"], second["cause"]) == ("first", "edit")
    assert json.loads(second["changes"]) == [field]
    assert desk.row("SELECT * FROM edits")["version"] == 2


def test_a_column_that_makes_no_version_is_kept_up_to_date(desk: Desk):
    desk.save(article(7))
    closed = desk.save(article(7, modified_at="2026-11-03", section="xa-hoi"))
    assert (closed.outcome, closed.version) == (Outcome.UNCHANGED, 1)
    assert set(closed.changes) == {"modified_at", "section", "sections"}
    assert desk.one("SELECT changed_at FROM articles") == desk.now
    assert desk.one("SELECT modified_at FROM article_versions") == "2026-11-03"


def test_reading_with_newer_code_alone_is_no_change(desk: Desk):
    desk.save(article(7))
    before = desk.one("SELECT changed_at FROM articles")
    desk.save(article(7, code_version="9.9.9", archive_ref="other:1"))
    assert desk.one("SELECT changed_at FROM articles") == before


def test_another_address_of_a_known_article_is_a_duplicate_and_an_alias(desk: Desk):
    desk.save(article(7))
    other = page(7, "ten-moi")
    closed = desk.save(article(7), url=other, met_urls=[f"{SITE}/r?id=7"])
    assert (closed.outcome, closed.article_id) == (Outcome.DUPLICATE, 1)
    assert desk.one("SELECT count(*) FROM articles") == 1
    assert desk.one("SELECT url FROM articles") == page(7)
    urls = {row["url"] for row in desk.rows("SELECT url FROM article_urls")}
    assert urls == {page(7), other, f"{SITE}/r?id=7"}


def test_a_new_slug_with_an_edited_text_is_one_row_and_a_new_version(desk: Desk):
    desk.save(article(7))
    edited = article(7, url=page(7, "moi"), body=BODY + "\n\nCập nhật lúc 18 giờ.")
    assert desk.save(edited).outcome is Outcome.STORED_UPDATE
    assert desk.one("SELECT count(*) FROM articles") == 1
    assert desk.one("SELECT url FROM articles") == page(7)


def test_an_article_without_number_is_known_by_its_address(desk: Desk):
    made = article(None)
    assert desk.save(made).outcome is Outcome.STORED_NEW
    assert desk.save(made).outcome is Outcome.UNCHANGED
    other = article(None, url=page("y"), body="Một bài khác hẳn về bóng đá trong tỉnh hôm nay.")
    assert desk.save(other).outcome is Outcome.STORED_NEW


@pytest.mark.parametrize(("space", "rows"), [("main", 1), ("en", 2)])
def test_editions_share_numbers_or_count_apart_as_the_newspaper_file_says(desk: Desk, space, rows):
    desk.save(article(7))
    desk.save(article(7, number_space=space, url="https://en.bao.vn/a7.html"))
    assert desk.one("SELECT count(*) FROM articles") == rows


def test_the_same_number_of_another_newspaper_is_another_article(desk: Desk):
    desk.save(article(7))
    desk.save(article(7, paper="khac", url="https://khac.vn/a7.html"))
    assert desk.one("SELECT count(*) FROM articles") == 2


def test_a_number_with_a_wholly_different_text_is_a_conflict_and_no_version(desk: Desk):
    desk.save(article(7))
    before = snapshot(desk)
    other = "Đội tuyển nữ thắng 3-0 trận mở màn giải trẻ toàn quốc trên sân khách chiều qua."
    closed = desk.save(article(7, title="Bóng đá nữ thắng đậm", body=other))
    assert (closed.outcome, closed.reason) == (Outcome.REJECTED, Reason.ID_CONFLICT)
    assert snapshot(desk) == before
    assert desk.row("SELECT * FROM rejected")["reason"] == "id_conflict"


def test_a_new_headline_over_the_same_text_is_an_edit(desk: Desk):
    desk.save(article(7))
    assert desk.save(article(7, title="Được mùa")).outcome is Outcome.STORED_UPDATE


def test_withdrawn_keeps_the_text_and_comes_back_alive(desk: Desk):
    desk.save(article(7))
    closed = desk.visit(page(7), Outcome.WITHDRAWN)
    assert (closed.outcome, closed.article_id) == (Outcome.WITHDRAWN, 1)
    row = desk.row("SELECT * FROM articles")
    assert (row["status"], row["withdrawn_at"], row["body"]) == ("withdrawn", desk.now, BODY)
    assert row["changed_at"] == desk.now
    assert desk.row("SELECT id FROM withdrawn") == {"id": 1}
    gone = desk.now
    desk.visit(page(7), Outcome.WITHDRAWN)
    assert desk.one("SELECT withdrawn_at FROM articles") == gone
    assert desk.save(article(7)).changes == ("status", "withdrawn_at")
    row = desk.row("SELECT * FROM articles")
    assert (row["status"], row["withdrawn_at"], row["changed_at"]) == ("live", None, desk.now)


def test_a_page_that_was_never_an_article_is_not_withdrawn(desk: Desk):
    closed = desk.visit(page(7), Outcome.WITHDRAWN)
    assert (closed.outcome, closed.reason) == (Outcome.REJECTED, Reason.NOT_FOUND)


def test_an_alias_that_is_gone_takes_no_article_with_it(desk: Desk):
    desk.save(article(7))
    desk.save(article(7), url=page(7, "cu"))
    closed = desk.visit(page(7, "cu"), Outcome.WITHDRAWN)
    assert (closed.outcome, closed.reason) == (Outcome.REJECTED, Reason.NOT_FOUND)
    assert desk.one("SELECT status FROM articles") == "live"


def test_not_modified_is_a_sign_of_life_and_no_change(desk: Desk):
    desk.save(article(7), etag='"1"')
    changed = desk.one("SELECT changed_at FROM articles")
    closed = desk.visit(page(7), Outcome.NOT_MODIFIED)
    assert (closed.outcome, closed.article_id, closed.version) == (Outcome.NOT_MODIFIED, 1, 1)
    row = desk.row("SELECT last_seen_at, changed_at FROM articles")
    assert row == {"last_seen_at": desk.now, "changed_at": changed}
    assert desk.one("SELECT etag FROM pages") == '"1"'


def test_spellings_of_a_link_become_addresses_of_the_article(desk: Desk):
    early, late = "http://www.bao.vn/bai-a7.html", f"{page(7)}?utm_source=x"
    desk.add(Link(page(7), PageKind.ARTICLE, aliases=(early,)))
    assert desk.one("SELECT count(*) FROM article_urls") == 0
    desk.save(article(7))
    desk.add(Link(page(7), PageKind.ARTICLE, aliases=(late,)))
    urls = {row["url"] for row in desk.rows("SELECT url FROM article_urls")}
    assert urls == {page(7), early, late}
    assert desk.one("SELECT count(*) FROM page_aliases") == 0


@pytest.mark.parametrize("vietnamese_first", [True, False])
def test_translations_are_paired_whichever_is_stored_first(desk: Desk, vietnamese_first):
    en_url = "https://en.bao.vn/harvest-a9.html"
    vi = article(7, translations=[en_url])
    en = article(9, url=en_url, language="en", number_space="en", translations=[page(7)])
    for made in (vi, en) if vietnamese_first else (en, vi):
        desk.save(made)
    vi_id = desk.one("SELECT id FROM articles WHERE language = 'vi'")
    pair = desk.row("SELECT * FROM translations")
    assert (pair["vi_id"], pair["how"]) == (vi_id, "link")
    assert desk.one("SELECT count(*) FROM translation_links") == 0


def test_parts_follow_an_edit(desk: Desk):
    desk.save(article(7, tags=["a", "b"], authors=[Author("X")]))
    desk.save(article(7, tags=["b"], authors=[Author("Y")], byline="Y"))
    assert desk.rows("SELECT tag FROM article_tags") == [{"tag": "b"}]
    assert desk.rows("SELECT name FROM article_authors") == [{"name": "Y"}]


def test_an_article_page_adds_the_articles_it_links_to(desk: Desk):
    closed = desk.save(article(7), links=[Link(page(8), PageKind.ARTICLE)])
    assert (closed.links, closed.new_links) == (1, 1)
    found = desk.row("SELECT state, discovered_from FROM pages WHERE url = ?", page(8))
    assert found == {"state": "pending", "discovered_from": page(7)}


def test_another_picture_tag_or_section_is_no_version_and_is_kept(desk: Desk):
    desk.save(article(7, tags=["lúa"], sections=["kinh-te"]))
    picture = Image("https://bao.vn/2.jpg", "Gặt lúa", None)
    closed = desk.save(article(7, tags=["lúa", "gạo"], sections=["xa-hoi"], images=[picture]))
    assert (closed.outcome, closed.version) == (Outcome.UNCHANGED, 1)
    assert set(closed.changes) == {"tags", "sections", "images"}
    assert [row["tag"] for row in desk.rows("SELECT tag FROM article_tags ORDER BY tag")] == [
        "gạo",
        "lúa",
    ]
    assert desk.one("SELECT url FROM images") == "https://bao.vn/2.jpg"
    assert desk.one("SELECT changed_at FROM articles") == desk.now
    again = desk.save(article(7, tags=["lúa", "gạo"], sections=["xa-hoi"], images=[picture]))
    assert again.changes == ()


def test_a_pull_brings_what_an_archived_answer_moved(desk: Desk):
    """Its own time is long ago; `changed_at` is when it was written."""
    desk.save(article(7), seen_at="2019-03-02T03:04:05.000Z")
    desk.save(article(7), seen_at="2020-05-05T03:04:05.000Z")
    row = desk.row("SELECT last_seen_at, changed_at FROM articles")
    assert row == {"last_seen_at": "2020-05-05T03:04:05.000Z", "changed_at": desk.now}


def test_a_section_has_the_name_that_the_page_prints(desk: Desk):
    names = {"kinh-te": "Kinh tế"}
    desk.save(article(7, sections=["kinh-te", "xa-hoi"], section_names=names))
    found = desk.rows("SELECT section, name FROM article_sections ORDER BY section")
    assert found == [
        {"section": "kinh-te", "name": "Kinh tế"},
        {"section": "xa-hoi", "name": None},
    ]
