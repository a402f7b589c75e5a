"""Our settings: where they come from, and what is refused."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.config import ConfigError, read_config


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(**cmdline: str) -> Settings:
    made = Settings(
        {
            "DATABASE": "output/news.db",
            "ARCHIVE_DIR": None,
            "CONTACT": None,
            "LOG_AS": "text",
            "VISITS_DAYS": 400,
        }
    )
    made.setdict(cmdline, priority="cmdline")
    return made


def test_defaults_count_from_the_project_s_folder(home: Path) -> None:
    config = read_config(settings(), {})
    assert config[:5] == (home / "output/news.db", home / "output/news.archive", None, "text", 400)
    assert (config.alert_command, config.alert_webhook) == (None, None)


def test_command_line_beats_environment_beats_file(home: Path) -> None:
    (home / "baotinh.toml").write_text(
        'database = "a.db"\ncontact = "a@example.org"\nvisits_days = 9\n'
    )
    environ = {"BAOTINH_DATABASE": "b.db", "BAOTINH_VISITS_DAYS": "30"}
    assert read_config(settings(), {}).database == home / "a.db"
    assert read_config(settings(), environ).database == home / "b.db"
    assert read_config(settings(), {}).visits_days == 9
    assert read_config(settings(), environ).visits_days == 30
    assert read_config(settings(), environ).contact == "a@example.org"
    assert read_config(settings(DATABASE="c.db"), environ).database == home / "c.db"


def test_an_empty_archive_folder_turns_the_archive_off(home: Path) -> None:
    assert read_config(settings(ARCHIVE_DIR=""), {}).archive_dir is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('datbase = "a.db"', r"line 1: datbase is not known. Did you mean database\?"),
        ('\n\ncontcat = "x"', r"line 3: contcat"),
        ("database = 3", "line 1: database must be a text"),
        ("database = ", "baotinh.toml"),
        ("[crawl]\ndatabase = 'x'", "crawl is not known"),
    ],
)
def test_a_mistake_in_the_file_is_refused_with_its_line(home: Path, text: str, told: str) -> None:
    (home / "baotinh.toml").write_text(text)
    with pytest.raises(ConfigError, match=told):
        read_config(settings(), {})


def test_an_unknown_variable_is_refused_with_the_nearest(home: Path) -> None:
    with pytest.raises(ConfigError, match="Did you mean BAOTINH_DATABASE"):
        read_config(settings(), {"BAOTINH_DATABSE": "x"})


def test_outside_a_project_a_relative_path_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="set BAOTINH_DATABASE"):
        read_config(settings(), {})
