"""Do the editions of a newspaper share their numbers? Its file says so, and nothing else changes."""

import shutil
from pathlib import Path

import pytest

from tests.crawling import ROOT, Done, crawl, rows, scrapy
from tests.servers import Answer, Site, article, serve, small_site

HOSTS = ("baolongan.vn", "news.baolongan.vn")
OTHER = (
    "Chiều qua đội bóng đá nữ của trường thắng ba trận liền ở giải trẻ toàn quốc; huấn luyện viên khen"
    " hàng thủ, còn thủ môn nhận giải cầu thủ hay nhất vòng bảng trước rất đông người xem."
)


def two_editions(*, same_text: bool) -> Site:
    """Both hosts answer the numbers 1 to 3, with the same texts or each with its own."""
    inner = small_site(3)

    def site(host: str, path: str) -> Answer | None:
        if host not in HOSTS:
            return None
        if host == HOSTS[1] and path.startswith("/lua-a") and not same_text:
            number = int(path.removeprefix("/lua-a").removesuffix(".html"))
            seen = f"Trận {number} có {number * 131} người xem và {number + 20} quả phạt góc."
            title = f"Giải bóng đá nữ, trận {number}"
            return Answer(article(number, title=title, paragraphs=[seen, OTHER]))
        return inner("baolongan.vn", path)

    return site


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The code as it is, and a copy in which one word of one newspaper's file is another."""
    tree = tmp_path_factory.mktemp("apart")
    for name in ("crawler", "pipelines"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "scrapy.cfg", tree)
    file = tree / "crawler/spiders/baolongan.py"
    text = file.read_text("utf-8")
    assert text.count('language="en",') == 1
    file.write_text(text.replace('language="en",', 'language="en", number_space="news",'), "utf-8")
    return {"together": ROOT, "apart": tree}


def crawled(tree: Path, database: Path, *, same_text: bool) -> Done:
    there = {"cwd": tree, "PYTHONPATH": str(tree)}
    with serve(two_editions(same_text=same_text)) as server:
        done = crawl("baolongan", database, server.url, **there)
    assert done.code == 0, done.err[-3000:]
    verified = scrapy("verify", "--deep", "-s", f"DATABASE={database}", **there)
    assert verified.code == 0, verified.out
    return done


@pytest.mark.parametrize(
    ("counting", "same_text", "stored", "otherwise"),
    [
        pytest.param("apart", False, 6, {}, marks=pytest.mark.long),
        ("apart", True, 6, {}),
        pytest.param("together", True, 3, {"duplicate": 3}, marks=pytest.mark.long),
        ("together", False, 3, {"rejected": 3}),  # id_conflict: told, never taken for an edit
    ],
    ids=["apart", "apart, one text", "together, one text", "together, two texts"],
)
def test_rows_follow_from_what_the_file_says(
    trees: dict[str, Path],
    tmp_path: Path,
    counting: str,
    same_text: bool,
    stored: int,
    otherwise: dict[str, int],
) -> None:
    database = tmp_path / "news.db"
    done = crawled(trees[counting], database, same_text=same_text)
    assert done.summary["new"] == stored
    assert rows(database, "SELECT count(*) AS n FROM articles")[0]["n"] == stored
    ends = rows(
        database,
        "SELECT outcome, count(*) AS n FROM visits WHERE kind = 'article' AND outcome <> 'stored_new'"
        " AND reason IS NOT 'not_found' GROUP BY 1",
    )
    assert {row["outcome"]: row["n"] for row in ends} == otherwise
    if "rejected" in otherwise:
        reasons = rows(database, "SELECT DISTINCT reason FROM rejected WHERE url LIKE '%/lua-a%'")
        assert reasons == [{"reason": "id_conflict"}]
    # One text under two numbers is two rows, linked.
    pairs = rows(database, "SELECT count(*) AS n FROM similar_pairs")[0]["n"]
    assert (pairs > 0) == (counting == "apart" and same_text)
