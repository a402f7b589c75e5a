"""`scrapy newpaper` where addresses do not say what is an article: what is told, and the way out."""

import shutil
from pathlib import Path

import pytest

from crawler.command import UsageProblem
from pipelines.outcomes import PageKind
from tests.crawling import scrapy
from tests.saved_pages import HEADLINES, HOST, LAYOUTS, Layout, article, listing, save
from tests.test_newpaper_addresses import address, home, needs_no_formatter, newpaper, written

__all__ = ["home"]
BY_NAME = {layout.papers: layout for layout in LAYOUTS}
DRUPAL = BY_NAME["Drupal, aliases"]
WORDPRESS = BY_NAME["WordPress, names alone"]


def refused(home: Path, *words: str, pattern: str | None = None) -> str:
    """The message, and that nothing was written."""
    before = sorted(home.rglob("*"))
    with pytest.raises(UsageProblem) as problem:
        newpaper(*words, pattern=pattern)
    assert sorted(home.rglob("*")) == before
    return str(problem.value)


@pytest.mark.parametrize("layout", [DRUPAL, WORDPRESS])
def test_articles_alone_do_not_tell_words_from_words(home: Path, layout: Layout):
    said = refused(home, *save(layout, home / "saved", sections=False))
    assert layout.articles[0] in said
    assert "Save a section page and the front page too" in said
    pattern = said.partition("--article '")[2].partition("'")[0]
    newpaper(*save(layout, home / "saved", sections=False), pattern=pattern)
    assert address(layout.articles[2], written(home)).kind is PageKind.ARTICLE


def test_the_real_command_ends_with_2_and_writes_nothing(home: Path):
    files = save(DRUPAL, home / "saved", sections=False)
    before = sorted(home.rglob("*"))
    done = scrapy("newpaper", "baothu", HOST, *files, cwd=home)
    assert (done.code, done.out) == (2, "")
    assert "--article '^/tin-tuc/" in done.err
    assert sorted(home.rglob("*")) == before


def test_menus_of_articles_name_the_sections_where_the_forms_differ(home: Path):
    layout = BY_NAME["baocamau (.html alone)"]
    newpaper(*save(layout, home / "saved")[:3])
    paper = written(home)
    assert address("/kinh-te", paper).kind is PageKind.LISTING
    assert address(layout.articles[0], paper).kind is PageKind.ARTICLE


def test_a_section_that_is_saved_or_named_in_a_menu_is_no_article(home: Path):
    newpaper(*save(DRUPAL, home / "saved"))
    paper = written(home)
    for spelled in ("/tin-tuc/kinh-te", "/tin-tuc/kinh-te/", "/tin-tuc/the-thao?page=2"):
        assert address(spelled, paper).kind is PageKind.LISTING
    assert address("/tin-tuc/kinh-te-mo-rong", paper).kind is PageKind.ARTICLE


def test_two_fields_that_may_be_the_number_are_asked_about(home: Path):
    two = Layout(
        "", ("/xem.php?a=5&b=71", "/xem.php?a=6&b=72", "/xem.php?a=7&b=73"), "/muc.php?c={}"
    )
    said = refused(home, *save(two, home / "saved"))
    assert "may be in a or b" in said
    newpaper(*save(two, home / "saved"), pattern=r"^/xem\.php\?(?:.*&)?b=(?P<number>\d+)(?:&|$)")
    paper = written(home)
    assert [address(path, paper).number for path in two.articles] == ["71", "72", "73"]
    assert paper.addresses.query_number == "b"
    assert address("/xem.php?b=1&a=1", paper).url == f"{HOST}/xem.php?a=1&b=1"


def test_pages_that_are_no_articles_are_told_with_the_way_out(home: Path):
    (home / "one.html").write_text(listing(DRUPAL, "/tin-tuc/kinh-te", "Kinh tế"), "utf-8")
    said = refused(home, "one.html")
    assert "none of these is the address of an article" in said
    assert "/tin-tuc/kinh-te" in said
    assert "--article '" in said


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("^/tin-tuc/(", "no regular expression"),
        ("^/", "would take the front page"),
        (r"^/bai/\d+$", "none of these is the address of an article (^/bai/\\d+$)"),
    ],
)
def test_a_pattern_that_cannot_serve(home: Path, pattern: str, said: str):
    assert said in refused(home, *save(DRUPAL, home / "saved"), pattern=pattern)


def test_one_page_saved_twice(home: Path):
    for name in ("one.html", "two.html"):
        (home / name).write_text(article(BY_NAME["baolaichau"], 0), "utf-8")
    assert "one.html and two.html are the same page" in refused(home, "one.html", "two.html")


@pytest.mark.parametrize(
    "head",
    [
        f'<link rel="canonical" href="{HOST}/"><meta property="og:url" content="{HOST}/ben-do-12.html">',
        f'<link rel="canonical" href="https://cu.example/ben-do-12.html"><meta property="og:url" content="{HOST}/ben-do-12.html">',
        '<meta property="og:url" content="http://www.baothu.example/ben-do-12.html?utm_source=x">',
    ],
    ids=["canonical is the front", "canonical is the old host", "og:url alone"],
)  # fmt: skip
def test_the_first_address_of_this_newspaper_is_the_pages(home: Path, head: str):
    text = article(BY_NAME["baolaichau"], 0)
    start = text.index('<link rel="canonical"')
    text = text[:start] + head + text[text.index("</head>") :]
    (home / "one.html").write_text(text, "utf-8")
    newpaper("one.html")
    expected = (home / "tests/papers/baothu/expected.jsonl").read_text("utf-8")
    assert f'"{HOST}/ben-do-12.html"' in expected


def test_a_year_at_the_end_of_a_slug_is_no_number(home: Path):
    years = Layout("", ("/tin/dai-hoi-2025", "/tin/mua-mua-2024", "/tin/le-hoi-2026"), "/{}")
    newpaper(*save(years, home / "saved"))
    assert address("/tin/dai-hoi-2025", written(home)).number is None


def test_a_long_list_of_sections_is_written_in_pieces(home: Path):
    files = save(WORDPRESS, home / "saved")
    more = "".join(
        f'<li><a href="/chuyen-muc-dac-biet-{n}/">Mục {n}</a></li>' for n in "abcdefghij"
    )
    front = Path(files[-1]).read_text("utf-8").replace("</ul></nav>", f"{more}</ul></nav>")
    Path(files[-1]).write_text(front, "utf-8")
    newpaper(*files)
    text = (home / "crawler/spiders/baothu.py").read_text("utf-8")
    assert max(map(len, text.splitlines())) <= 100
    assert address("/chuyen-muc-dac-biet-c/", written(home)).kind is PageKind.LISTING
    assert HEADLINES[0] not in text
    needs_no_formatter(home)


def test_articles_below_a_path_that_is_left_elsewhere(home: Path):
    layout = Layout("", ("/feed/a-31.html", "/images/b-32.html", "/login/c-33.html"))
    newpaper(*save(layout, home / "saved"))
    assert written(home).addresses.leave == ()
    one = Layout("", ("/feed/a-31.html", "/images/b-32.html", "/d-33.html"))
    shutil.rmtree(home / "tests/papers/baothu")
    (home / "tests/test_baothu.py").unlink()
    (home / "crawler/spiders/baothu.py").unlink()
    newpaper(*save(one, home / "saved"))
    assert len(written(home).addresses.leave) == 1
    needs_no_formatter(home)


def test_sections_with_numbers_of_their_own_are_left_out_by_name(home: Path):
    articles = ("/mo-lai-ben-do-3311.html", "/duoc-mua-nhan-3312.html", "/lop-hoc-3313.html")
    newpaper(*save(Layout("", articles, "/{}-9.html"), home / "saved"))
    paper = written(home)
    assert [address(path, paper).number for path in articles] == ["3311", "3312", "3313"]
    for path in ("/kinh-te-9.html", "/the-thao-9.html"):
        assert address(path, paper).kind is not PageKind.ARTICLE


def test_a_page_that_menus_lead_to_is_no_article_whatever_it_looks_like(home: Path):
    layout = BY_NAME["baocamau (.html alone)"]
    files = save(layout, home / "saved")
    about = article(layout, 0).replace(layout.articles[0], "/kinh-te")
    Path(files[3]).write_text(about, "utf-8")
    newpaper(*files)
    assert address("/kinh-te", written(home)).kind is PageKind.LISTING


def test_one_section_without_menus_does_not_tell_the_others(home: Path):
    files = save(DRUPAL, home / "saved", sections=False)
    section = listing(DRUPAL, "/tin-tuc/kinh-te", "Kinh tế")
    text = section[: section.index("<nav>")] + section[section.index("</nav>") :]
    (home / "section.html").write_text(text, "utf-8")
    said = refused(home, *files, "section.html")
    assert "of sections, such as /tin-tuc/kinh-te" in said


def test_a_field_that_is_the_same_in_all_is_not_the_number(home: Path):
    same = Layout(
        "", ("/xem.php?a=5&b=71", "/xem.php?a=5&b=72", "/xem.php?a=5&b=73"), "/muc.php?c={}"
    )
    newpaper(*save(same, home / "saved"))
    assert written(home).addresses.query_number == "b"


def test_a_single_number_among_words_is_told(home: Path, capsys: pytest.CaptureFixture[str]):
    paths = ("/benh-vien-dieu-tri-covid-19.html", "/lua-chin-som.html", "/cho-noi-mua-nuoc.html")
    newpaper(*save(Layout("", paths, "/muc-{}"), home / "saved"))
    assert f"only {paths[0]} ends in a number" in capsys.readouterr().out
    assert all(address(path, written(home)).kind is PageKind.ARTICLE for path in paths)
