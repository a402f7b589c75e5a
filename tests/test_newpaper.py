"""`scrapy newpaper`: from saved pages to a test that fails with its reason, and then does not."""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.command import UsageProblem
from crawler.commands.newpaper import Command
from crawler.scaffold.rewrite import rewrite
from crawler.scaffold.words import reworded
from tests.crawling import ROOT, Done, environment, scrapy

BIN = Path(sys.executable).parent
SITE = ROOT / "tests/papers/baotayninh/site/baotayninh.vn"
PAGES = (
    "mang-cau-ba-den-len-may-bay-88690.html",
    "gia-mi-lat-tang-nong-dan-tan-chau-phan-khoi-88660.html",
    "anh-sac-thu-tren-ho-dau-tieng-88620.html",
)
TEXTS = ("title", "lead", "body", "byline", "captions")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the checkout, and three pages as a browser saves them."""
    for name in ("crawler", "pipelines", "docs", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "scrapy.cfg"):
        shutil.copy(ROOT / name, tmp_path / name)
    for name in PAGES:
        text = (SITE / name).read_text("utf-8")
        own = text.replace("baotayninh.vn", "baovidu.vn").replace("{{today}}", "24/11/2026")
        (tmp_path / name).write_text(own, "utf-8")
    return tmp_path


def newpaper(tree: Path, *words: str) -> Done:
    return scrapy("newpaper", *words, cwd=tree, PYTHONPATH=str(tree))


def run(tree: Path, *words: str) -> Done:
    done = subprocess.run(
        [str(BIN / words[0]), *words[1:]], cwd=tree, env=environment(PYTHONPATH=str(tree)),
        capture_output=True, text=True, check=False, timeout=200,
    )  # fmt: skip
    return Done(done.returncode, done.stdout, done.stderr)


def filled(tree: Path) -> list[dict]:
    """The expected rows as a person fills them in: what the pages print, in the new words."""
    lines = (ROOT / "tests/papers/baotayninh/expected.jsonl").read_text("utf-8").splitlines()
    known = {row["url"]: row for row in map(json.loads, lines)}
    rows = []
    path = tree / "tests/papers/baovidu/expected.jsonl"
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        printed = known[row["url"].replace("baovidu.vn", "baotayninh.vn")]
        for field in row.keys() - {"url"}:
            value = printed[field]
            if field in TEXTS and value is not None:
                several = isinstance(value, list)
                value = [reworded(v) for v in value] if several else reworded(value)
            row[field] = value
        rows.append(row)
    return rows


@pytest.mark.long
def test_from_three_saved_pages_to_a_green_test(tree: Path):
    done = newpaper(tree, "baovidu", "https://baovidu.vn", *PAGES, "--title", "Báo Ví Dụ")
    assert done.code == 0, done.err
    assert "content system mediatech" in done.out
    assert "3 articles" in done.out
    test = ("python", "-m", "pytest", "-q", "tests/test_baovidu.py")
    failed = run(tree, *test)
    assert failed.code == 1
    assert "expected 'FILL IN'" in failed.out
    assert "outcome" not in failed.out
    for gate in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
        checked = run(tree, *gate)
        assert checked.code == 0, checked.out
    path = tree / "tests/papers/baovidu/expected.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in filled(tree)), "utf-8")
    passed = run(tree, *test)
    assert passed.code == 0, passed.out
    again = newpaper(tree, "baovidu", "https://baovidu.vn", *PAGES)
    assert again.code == 2
    assert "there already" in again.err or "baovidu's" in again.err


@pytest.mark.long
def test_without_pages_one_invented_article_is_written(tree: Path):
    done = newpaper(tree, "baovidu", "http://www.baovidu.vn/")
    assert done.code == 0, done.err
    assert "no system known" in done.out
    failed = run(tree, "python", "-m", "pytest", "-q", "tests/test_baovidu.py")
    assert failed.code == 1
    assert "stored   'Chuyến đò đầu mùa nước'" in failed.out
    for gate in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
        checked = run(tree, *gate)
        assert checked.code == 0, checked.out


def test_no_word_of_a_saved_page_is_kept(tree: Path):
    assert newpaper(tree, "baovidu", "https://baovidu.vn", *PAGES).code == 0
    text = (tree / f"tests/papers/baovidu/site/baovidu.vn/{PAGES[0]}").read_text("utf-8")
    for words in ("mãng cầu đầu tiên", "Phạm Hữu Nhơn", "Trúc Ly", "nhúng nước ấm"):
        assert words in (tree / PAGES[0]).read_text("utf-8")
        assert words not in text
    assert '<div class="date">Thứ 4, 30/09/2026 | 17:40:25 [GMT +7]</div>' in text
    assert text.count("<html") == 2, "what is badly made stays so"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("baolongan", "https://baomoi.example"), "baolongan is there already"),
        (("any", "https://baomoi.example"), "any is there already"),
        (("Bao-Moi", "https://baomoi.example"), "small letters"),
        (("class", "https://baomoi.example"), "cannot be a newspaper's name"),
        (("ab", "https://baomoi.example"), "3 to 31"),
        (("baomoi", "https://www.baolongan.vn"), "baolongan's"),
        (("baomoi", "baomoi.example"), "not a front page's address"),
        (("baomoi", "https://baomoi.example/kinh-te/"), "not a front page's address"),
        (("baomoi", "ftp://baomoi.example"), "not a front page's address"),
        (("baomoi",), "a name and an address are wanted"),
        (("baomoi", "https://baomoi.example", "--force"), "--force"),
        (("baomoi", "https://baomoi.example", "nofile.html"), "nofile.html"),
        (("baomoi", "https://baomoi.example", PAGES[0]), "is a page of baotayninh.vn"),
        (("baomoi", "https://baomoi.example", "README"), "names no address of its own"),
    ],
)  # fmt: skip
def test_wrong_words_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
):
    (tmp_path / "README").write_text("<html><body><p>x</p></body></html>", "utf-8")
    (tmp_path / "tests/papers").mkdir(parents=True)
    shutil.copy(ROOT / "scrapy.cfg", tmp_path)
    shutil.copy(SITE / PAGES[0], tmp_path)
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageProblem) as problem:
        Command().answer(list(words), argparse.Namespace(title=None, article=None))
    assert said in str(problem.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_wrong_words_end_as_usage_errors_and_write_nothing(tree: Path):
    before = sorted(tree.rglob("*.py"))
    for words in (("baolongan", "https://baomoi.example"), ("baomoi", "https://x.example", "--so")):
        done = newpaper(tree, *words)
        assert (done.code, done.out) == (2, ""), done.out
        assert len(done.err.strip().splitlines()) == 1 or "usage" in done.err.lower()
    assert sorted(tree.rglob("*.py")) == before


def test_words_are_told_apart_and_stay_the_same():
    assert reworded("Hạt gạo làng ta") == reworded("Hạt gạo làng ta") != "Hạt gạo làng ta"
    for line in ("Chia sẻ bài viết", "29/04/2017 - 20:49", "Từ khóa", "Tin liên quan", "MEDIATECH"):
        assert reworded(line) == line
    assert reworded("Tin, ảnh: Lê Minh").startswith("Tin, ảnh: ")
    for label in ("Chùm ảnh: ", "Đồ họa: ", "(Ảnh: ", " Bài và ảnh: ", "Thực hiện: "):
        assert reworded(f"{label}Lê Minh").startswith(label)
        assert "Lê" not in reworded(f"{label}Lê Minh")
    # No label: who says something.
    assert "Chủ vườn" not in reworded("Chủ vườn: giá mít tăng")
    assert reworded("Giá 7.200 đồng").split()[1] == "7.200"


def test_what_hidden_fields_and_other_attributes_say_changes_too():
    told = "Lúa vàng ngoài đồng đầu mùa"
    markup = (
        f"<input type='hidden' name='hdTitle' value='{told}'><meta name=\"news_keywords\" content=\"{told}\">"
        f"<div cm-otitle='{told}' class='a b c' data-ids='1 2 3'>x</div><meta name='x' content='{told}'>"
        "<input type='submit' value='Gửi'><a href='/a b c-đ' rel='a b đ'>y</a>"
    )
    text = rewrite(markup, "vi", (), lambda href: href)
    assert told not in text
    assert text.count(reworded(told)) == 4
    for kept in ("class='a b c'", "value='Gửi'", "href='/a b c-đ'", "rel='a b đ'"):
        assert kept in text


def test_scripts_go_and_what_machines_are_told_changes_too():
    markup = (
        '<html onload="x()"><!-- Lúa vàng --><script>var text = "Lúa vàng";</script>'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lúa vàng ngoài đồng",'
        ' "datePublished": "2026-01-08"}</script><meta property="og:title" content="Lúa vàng ngoài đồng">'
        '<h1>L&uacute;a vàng ngoài đồng</h1><img alt="Lúa vàng" src="/lua.jpg"><a href="/x">Lúa</a></html>'
    )
    text = rewrite(markup, "vi", (), lambda href: f"/to{href}")
    assert "vàng" not in text.replace(reworded("Lúa vàng ngoài đồng"), "").replace(
        reworded("vàng"), ""
    )
    assert "var text" not in text
    assert text.count(reworded("Lúa vàng ngoài đồng")) == 3
    assert '"datePublished": "2026-01-08"' in text
    assert 'href="/to/x"' in text
    assert 'src="/lua.jpg"' in text
