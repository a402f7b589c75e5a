"""The quality gate: figures of the offline corpus, their floors, and that it can fail."""

import json
from pathlib import Path

import pytest

from benchmarks.quality import __main__ as command
from benchmarks.quality import corpus, floors, public, readers
from benchmarks.quality.model import Answer, Case, f1, scores
from crawler.catalogue import newspapers
from pipelines import fields
from pipelines.document import Document, parse

GOOD = {"a set": {"title": 1.0, "text F1": 0.987654}}


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    file = tmp_path / "floors.json"
    floors.pin(GOOD, "digest", lower=False, file=file)
    return file


@pytest.mark.xdist_group("quality")
def test_no_figure_is_below_its_floor(monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr("sys.argv", ["quality", "--offline"])
    assert command.main() == 0
    assert "composed, no names: 200 pages" in capsys.readouterr().out


@pytest.mark.xdist_group("quality")
def test_a_rule_that_went_bad_is_told(monkeypatch: pytest.MonkeyPatch, capsys):
    right = readers.read

    def worse(case: Case) -> Answer:
        answer = right(case)
        return answer._replace(author="") if "a20118" in case.url else answer

    monkeypatch.setattr(readers, "read", worse)
    monkeypatch.setattr("sys.argv", ["quality", "--offline"])
    assert command.main() == 1
    assert "BELOW: sample: author is 0.9857, its floor is 1.0000" in capsys.readouterr().err


@pytest.mark.xdist_group("quality")
@pytest.mark.parametrize("name", ["sample, no names", "own papers, no names", "openings, no names"])
def test_the_goal_is_reached_without_the_generic_extractor(
    name: str, monkeypatch: pytest.MonkeyPatch
):
    asked: list[str] = []

    def off(document: Document) -> list[str]:
        asked.append(document.url)
        return []

    monkeypatch.setattr(fields, "generic_body", off)
    cases = corpus.corpus()[name]
    row = scores(cases, [readers.read(case) for case in cases])
    assert row["text F1"] >= 0.98
    assert row["title"] == row["minute"] == row["lead"] == 1.0
    # It is off, not only out of use: a page where no rule of ours finds a text asks for it.
    document = parse(
        b"<html><body><p>x</p></body></html>", None, "https://baomau.example/a-a1.html"
    )
    paper = newspapers()["baolongan"]
    before = len(asked)
    fields.read_fields(document, paper, paper.rule_sets[0])
    assert len(asked) == before + 1


def test_a_lead_is_scored_apart_from_the_text():
    case = Case("https://a.example/1", None, b"", "T", "", "", "một hai ba bốn năm", "một hai")
    right = scores([case], [Answer("T", "", "", case.text, "một hai")])
    joined = scores([case], [Answer("T", "", "", case.text, "")])
    assert (right["text F1"], right["lead"]) == (1.0, 1.0)
    assert (joined["text F1"], joined["lead"]) == (1.0, 0.0)


def test_a_lead_that_stands_in_the_text_falls_below_the_floor(
    monkeypatch: pytest.MonkeyPatch, capsys
):
    right = readers.read
    monkeypatch.setattr(readers, "read", lambda case: right(case)._replace(lead=""))
    monkeypatch.setattr("sys.argv", ["quality", "--offline"])
    assert command.main() == 1
    assert "BELOW: openings, no names: lead is 0.0000, its floor is 1.0000" in (
        capsys.readouterr().err
    )


def test_the_floors_are_those_of_the_goal():
    pinned = json.loads(floors.FILE.read_text("utf-8"))["floors"]
    assert set(pinned) == {
        "sample", "own papers", "sample, no names", "own papers, no names", "composed, no names",
        "openings, no names",
    }  # fmt: skip
    for name, row in pinned.items():
        assert row["title"] == row["minute"] == row["author"] == row["lead"] == 1.0, name
        assert row["text F1"] >= (0.98 if "no names" in name else 1.0), name


def test_figures_at_and_above_their_floor_are_fine(pinned: Path):
    assert floors.faults(GOOD, "digest", pinned) == []
    assert floors.faults({"a set": {"title": 1.0, "text F1": 1.0}}, "digest", pinned) == []


@pytest.mark.parametrize(
    "figures",
    [
        {"a set": {"title": 0.9999, "text F1": 1.0}},
        {"a set": {"title": 1.0, "text F1": 0.98}},
        {"a set": {"title": 1.0}},
        {"a set": {"title": float("nan"), "text F1": 1.0}},
        {},
    ],
)
def test_figures_below_or_missing_are_told(figures: dict, pinned: Path):
    assert floors.faults(figures, "digest", pinned)


def test_another_corpus_is_told(pinned: Path):
    (fault,) = floors.faults(GOOD, "other", pinned)
    assert "corpus" in fault


@pytest.mark.parametrize("column", ["author", "title", "minute", "text F1"])
@pytest.mark.parametrize("lowered", [0.99, 0.0, None])
def test_a_floor_that_was_lowered_by_hand_is_told(
    column: str, lowered: float | None, tmp_path: Path
):
    file = tmp_path / "floors.json"
    figures = {"a set": {"author": 1.0, "title": 1.0, "minute": 1.0, "text F1": 1.0}}
    floors.pin(figures, "digest", lower=False, file=file)
    assert floors.faults(figures, "digest", file) == []
    told = json.loads(file.read_text("utf-8"))
    if lowered is None:
        del told["floors"]["a set"][column]
    else:
        told["floors"]["a set"][column] = lowered
    file.write_text(json.dumps(told), "utf-8")
    (fault,) = floors.faults(figures, "digest", file)
    assert "by hand" in fault
    # Neither is it taken for a pin: the figures raise it again.
    floors.pin(figures, "digest", lower=False, file=file)
    assert floors.faults(figures, "digest", file) == []
    assert json.loads(file.read_text("utf-8"))["floors"] == figures


def test_a_lowered_author_floor_of_the_project_is_told(tmp_path: Path):
    told = json.loads(floors.FILE.read_text("utf-8"))
    told["floors"]["sample"]["author"] = 0.9
    file = tmp_path / "floors.json"
    file.write_text(json.dumps(told), "utf-8")
    assert floors.faults(told["floors"], told["corpus"], file)


def test_a_floor_falls_only_when_told_to(pinned: Path):
    worse = {"a set": {"title": 0.5, "text F1": 1.0}}
    floors.pin(worse, "new", lower=False, file=pinned)
    kept = json.loads(pinned.read_text("utf-8"))
    assert (kept["corpus"], kept["floors"]) == ("new", {"a set": {"title": 1.0, "text F1": 1.0}})
    floors.pin(worse, "new", lower=True, file=pinned)
    assert json.loads(pinned.read_text("utf-8"))["floors"]["a set"]["title"] == 0.5


def test_the_digest_sees_every_part_of_the_corpus():
    case = Case("https://a.example/1", None, b"<p>x</p>", "T", "2020-01-01", "A", "x")
    before = corpus.digest({"s": [case]})
    for changed in (
        case._replace(html=b"<p>y</p>"),
        case._replace(text="y"),
        case._replace(author="B"),
        case._replace(published="2020-01-02"),
        case._replace(lead="x"),
    ):
        assert corpus.digest({"s": [changed]}) != before
    assert corpus.digest({"t": [case]}) != before


def test_f1_of_shingles():
    assert f1("một hai ba bốn năm", "một hai ba bốn năm") == 1.0
    assert f1("một hai ba bốn sáu", "một hai ba bốn năm") == 0.5
    assert f1("", "một hai ba bốn") == 0.0
    assert f1("", "") == 1.0
    # A text that is there twice is not as good as once.
    assert f1("một hai ba bốn năm một hai ba bốn năm", "một hai ba bốn năm") < 0.6


def test_a_date_that_the_page_does_not_print_is_wrong():
    case = Case("https://a.example/1", None, b"", "T", "", "", "")
    assert scores([case], [Answer("T")])["minute"] == 1.0
    assert scores([case], [Answer("T", "2020-01-01")])["minute"] == 0.0
    dated = case._replace(published="2020-01-01T10:30")
    assert scores([dated], [Answer("T", "2020-01-01 10:30:00")])["minute"] == 1.0
    assert scores([dated], [Answer("T", "2020-01-01")])["minute"] == 0.0


def days(folder: Path, **pages: str) -> Path:
    """A set of days as its repository keeps it: file name to the day it prints."""
    tests = folder / "htmldate" / "tests"
    (tests / "cache").mkdir(parents=True)
    rows = {f"https://{name}.example/a": {"file": name, "date": day} for name, day in pages.items()}
    (tests / "eval_default.json").write_text(json.dumps(rows))
    (tests / "eval_mediacloud_2020.json").write_text("{}")
    for name, day in pages.items():
        meta = f'<meta property="article:published_time" content="{day}T10:00:00Z">'
        (tests / "cache" / name).write_text(
            f"<html><head>{meta}</head><body><p>x</p></body></html>"
        )
    return folder


def test_a_public_set_is_read_from_its_clone(tmp_path: Path, capsys):
    folder = days(tmp_path, one="2020-03-04", two="2021-05-06")
    (days_set,) = (one for one in public.SETS if one.repository == "adbar/htmldate")
    command._public(days_set._replace(peers=()), folder)
    assert capsys.readouterr().out.splitlines()[-1].split() == ["ours", "1.000", "1.000", "1.000"]
    place = folder / "htmldate"
    cases = days_set.cases(place)
    wrong = [Answer(published="2020-03-04"), Answer(published="2021-05-07")]
    assert days_set.score(place, cases, wrong)["f1"] == 2 * 0.5 * 1 / 1.5
    none = [Answer(published="2020-03-04"), Answer()]
    assert days_set.score(place, cases, none) == {"f1": 2 / 3, "precision": 1.0, "recall": 0.5}


def test_a_set_that_is_not_there_is_said_to_be(tmp_path: Path, capsys):
    command._public(public.SETS[0], tmp_path)
    assert "could not be fetched" in capsys.readouterr().out
