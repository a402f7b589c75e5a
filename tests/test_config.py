"""Our settings: where they come from, and what is refused before anything is touched."""

import json
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler import docs
from crawler import settings as project
from crawler.config import Config, ConfigError, read_config, settle
from crawler.options import OPTIONS
from tests.crawling import ROOT, scrapy
from tests.servers import serve, small_site


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(**cmdline: str) -> Settings:
    names = [option.name for option in OPTIONS]
    made = Settings({name: getattr(project, name) for name in names if hasattr(project, name)})
    made.setdict(cmdline, priority="cmdline")
    return made


def test_defaults_count_from_the_project_s_folder(home: Path) -> None:
    config = read_config(settings(), {})
    assert config[:2] == (home / "output/news.db", home / "output/news.archive")
    assert config[2:5] == (None, "text", 400)
    assert (config.alert_command, config.alert_webhook) == (None, None)


def test_command_line_beats_environment_beats_file(home: Path) -> None:
    (home / "baotinh.toml").write_text(
        'database = "a.db"\ncontact = "a@example.org"\nvisits_days = 9\nREFRESH_BUDGET = "7"\n'
    )
    environ = {"BAOTINH_DATABASE": "b.db", "BAOTINH_VISITS_DAYS": "30"}
    assert read_config(settings(), {}).database == home / "a.db"
    assert read_config(settings(), environ).database == home / "b.db"
    assert read_config(settings(), {}).visits_days == 9
    assert read_config(settings(), environ).visits_days == 30
    assert read_config(settings(), environ).contact == "a@example.org"
    assert read_config(settings(), environ).refresh_budget == 7
    assert read_config(settings(DATABASE="c.db"), environ).database == home / "c.db"
    assert read_config(settings(DATABASE="c.db"), {}).archive_dir == home / "c.archive"


def test_scrapy_s_own_in_the_file_hold_unless_they_are_typed(home: Path) -> None:
    (home / "baotinh.toml").write_text('log_level = "DEBUG"\ndownload_delay = 2.5\n')
    made = settings(LOG_LEVEL="ERROR")
    settle(made, {"BAOTINH_LOG_FILE": "crawl.log"})
    assert (made["LOG_LEVEL"], made.getfloat("DOWNLOAD_DELAY")) == ("ERROR", 2.5)
    assert made["LOG_FILE"] == str(home / "crawl.log")


@pytest.mark.long
def test_a_crawl_is_ruled_by_the_file(home: Path) -> None:
    (home / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n")
    (home / "baotinh.toml").write_text(
        'database = "here/mine.db"\nlog_file = "crawl.log"\nlog_level = "ERROR"\nlog_as = "json"\n'
        'metrics_file = "{paper}.prom"\ndownload_delay = 0.0\n'
    )
    with serve(small_site(2)) as server:
        done = scrapy("crawl", "baolongan", "-a", f"origin={server.url}", cwd=home)
        assert (done.code, done.err) == (0, ""), done.err
        assert (home / "crawl.log").read_text() == "", "nothing was an error"
        done = scrapy("crawl", "baolongan", "-a", f"origin={server.url}", "-L", "INFO", cwd=home)
    assert done.code == 0
    lines = [json.loads(line) for line in (home / "crawl.log").read_text().splitlines()]
    assert any(line["message"].startswith("listed") for line in lines)
    assert sorted(path.name for path in home.iterdir() if path.suffix != ".py") == [
        "baolongan.prom", "baotinh.toml", "crawl.log", "here", "scrapy.cfg",
    ]  # fmt: skip
    assert (home / "here/mine.archive").is_dir()


@pytest.mark.parametrize("where", ["-s", "file", "variable"])
def test_an_empty_archive_folder_turns_the_archive_off(home: Path, where: str) -> None:
    if where == "file":
        (home / "baotinh.toml").write_text('archive_dir = ""')
    environ = {"BAOTINH_ARCHIVE_DIR": ""} if where == "variable" else {}
    typed = {"ARCHIVE_DIR": ""} if where == "-s" else {}
    assert read_config(settings(**typed), environ).archive_dir is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('datbase = "a.db"', r"line 1: datbase is not known. Did you mean database\?"),
        ('\n\ncontcat = "x"', r"line 3: contcat"),
        ('# datbase\ncontact = """\ndatbase = 1\n"""\n\n"datbase" = "a"', "line 6: datbase"),
        ('contact = "a"\ncontacts = "b"', r"line 2: contacts .*mean contact\?"),
        ('database = "a"\r\ndatbase = "a"\r\n', "line 2: datbase"),
        ("database = 3", "line 1: database must be a text"),
        ('\nvisits_days = [\n  "a",\n]', "line 2: visits_days must be a number"),
        ("visits_days = true", "line 1: visits_days must be a number"),
        ("visits_days = 1.5", "line 1: visits_days = 1.5: a number of days"),
        ("\nvisits_days = -1", "line 2: visits_days = -1: a number of days"),
        ("visits_days = 99999999", "line 1: .* to 36500"),
        ('contact = "a"\nlog_as = "xml"', "line 2: log_as = xml: allowed are text, json"),
        ('log_level = "LOUD"', "line 1: log_level = LOUD: allowed are CRITICAL"),
        ('metrics_file = "m.prom"', "line 1: metrics_file = m.prom: each newspaper"),
        ('metrics_file = "{paper}.txt"', "line 1: .*wants {paper}"),
        ('database = ""', "line 1: .* is empty"),
        (r'database = "a\u0000b"', "line 1: .*control characters"),
        (r'contact = "a@b.example\nX-Evil: 1"', "line 1: .*one line"),
        ('archive_dir = "~nobody-here/x"', "line 1: "),
        ("database = \n\n", "baotinh.toml, line 1.*TEXT"),
        ("contact = 'a'\ndatabase = news.db", "line 2, column 12: .*TEXT"),
        ('database = "a"\ndatabase = "b"', "line 2: .*twice"),
        ('database = "a"\ndatabase = "b"\n#', "line 2, .*twice"),
        ('database = "a"\nDATABASE = "b"', "line 2: DATABASE stands there twice"),
        ("[crawl]\ndatabase = 'x'", "line 1: crawl is not known.*no tables"),
        ("contact = 'a'\n[database]\nx = 1", "line 2: database must be a text"),
        ("\ndatabase.path = 'x'", "line 2: database must be a text"),
        ("[[crawl]]", "line 1: crawl is not known"),
        ('contact = """\n', "baotinh.toml, line 1"),
        ("contact = 'a'\n" + "x = " + "[" * 9000, "baotinh.toml"),
    ],
)
def test_a_mistake_in_the_file_is_refused_with_its_line(home: Path, text: str, told: str) -> None:
    (home / "baotinh.toml").write_bytes(text.encode())
    with pytest.raises(ConfigError, match=told):
        read_config(settings(), {})


def test_a_mistake_in_the_file_is_refused_even_where_it_does_not_hold(home: Path) -> None:
    (home / "baotinh.toml").write_text('visits_days = "x"')
    with pytest.raises(ConfigError, match="line 1"):
        read_config(settings(VISITS_DAYS="3"), {"BAOTINH_VISITS_DAYS": "3"})


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ('contact = "a"\ndatabase = "b"'.encode("utf-16"), "line 1: .*save it as UTF-8"),
        ('# ok\ncontact = "đồng"'.encode("utf-16-le"), "baotinh.toml, line"),
        ('# ok\ncontact = "Đồng"'.encode("cp1258", "replace"), "line 2: .*save it as UTF-8"),
    ],
)
def test_another_encoding_is_told(home: Path, data: bytes, told: str) -> None:
    (home / "baotinh.toml").write_bytes(data)
    with pytest.raises(ConfigError, match=told):
        read_config(settings(), {})


def test_the_mark_that_some_editors_put_first_is_no_mistake(home: Path) -> None:
    (home / "baotinh.toml").write_bytes(b'\xef\xbb\xbfcontact = "a@example.org"\r\n')
    assert read_config(settings(), {}).contact == "a@example.org"


@pytest.mark.parametrize("kind", ["folder", "dangling", "loop"])
def test_a_file_that_is_none_is_told(home: Path, kind: str) -> None:
    path = home / "baotinh.toml"
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("baotinh.toml" if kind == "loop" else "gone.toml")
    with pytest.raises(ConfigError, match=r"baotinh\.toml"):
        read_config(settings(), {})


def test_a_file_that_cannot_be_read_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "baotinh.toml").write_text("")

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)  # tests may run as root, who reads all
    with pytest.raises(ConfigError, match=r"baotinh\.toml cannot be read: Permission denied"):
        read_config(settings(), {})


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("BAOTINH_DATABSE", "x", "BAOTINH_DATABSE is not known. Did you mean BAOTINH_DATABASE"),
        ("BAOTINH_", "x", "BAOTINH_ is not known"),
        ("BAOTINH_SPIDER", "", "BAOTINH_SPIDER is not known"),
        ("baotinh_database", "x", "Did you mean BAOTINH_DATABASE"),
        ("Baotinh_Log_As", "json", "Did you mean BAOTINH_LOG_AS"),
        ("BAOTIHN_DATABASE", "x", "Did you mean BAOTINH_DATABASE"),
        ("BAOTINHDATABASE", "x", "Did you mean BAOTINH_DATABASE"),
        ("BAOTINH_ALERT_COMMAND", "/no/mailer -s x", "no '/no/mailer' is there that may be run"),
        ("BAOTINH_DATABASE", "", "BAOTINH_DATABASE=: it is empty"),
        ("BAOTINH_LOG_AS", "", "BAOTINH_LOG_AS=: allowed are"),
        ("BAOTINH_VISITS_DAYS", "", "BAOTINH_VISITS_DAYS=: a number of days"),
        ("BAOTINH_VISITS_DAYS", "٣", "BAOTINH_VISITS_DAYS"),
        ("BAOTINH_DOWNLOAD_DELAY", "nan", "BAOTINH_DOWNLOAD_DELAY=nan: seconds"),
        ("BAOTINH_CONTACT", "a\nb", "BAOTINH_CONTACT=a.b: one line"),
    ],
)
def test_a_mistake_in_a_variable_is_refused(
    home: Path, variable: str, value: str, told: str
) -> None:
    with pytest.raises(ConfigError, match=told):
        read_config(settings(), {variable: value})


def test_variables_of_others_are_theirs(home: Path) -> None:
    others = {"DATABASE": "x", "MY_DATABASE": "x", "BAO_TINH": "x", "BAOTINH": "x"}
    assert read_config(settings(), others) == read_config(settings(), {})


def test_an_empty_variable_takes_away_what_the_file_says(home: Path) -> None:
    (home / "baotinh.toml").write_text('contact = "a@example.org"')
    assert read_config(settings(), {"BAOTINH_CONTACT": ""}).contact is None


def test_outside_a_project_a_relative_path_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="set BAOTINH_DATABASE"):
        read_config(settings(), {})
    path = tmp_path / "news.db"
    for given, environ in (({}, {"BAOTINH_DATABASE": str(path)}), ({"DATABASE": str(path)}, {})):
        assert read_config(settings(**given), environ).database == path


@pytest.mark.parametrize("command", [["crawl", "baolongan"], ["reparse"], ["report"], ["backup"]])
@pytest.mark.parametrize("where", ["file", "variable", "-s"])
def test_a_slip_ends_every_command_with_2_and_touches_nothing(
    home: Path, command: list[str], where: str
) -> None:
    words, env = [*command, "-s", "LOG_FILE=crawl.log"], {}
    if command == ["backup"]:
        words.append("copy.db")
    if where == "file":
        (home / "baotinh.toml").write_text('\ndatbase = "news.db"\n')
    elif where == "variable":
        env = {"BAOTINH_DATBASE": "news.db"}
    else:
        words += ["-s", "DATBASE=news.db"]
    before = sorted(home.iterdir())
    done = scrapy(*words, cwd=home, **env)
    assert (done.code, "Did you mean" in done.err) == (2, True), done.err
    assert ("line 2" in done.err) == (where == "file")
    assert sorted(home.iterdir()) == before


def test_every_setting_is_resolved_and_documented() -> None:
    ours = {option.name for option in OPTIONS if not option.is_scrapys}
    assert ours == {name.upper() for name in Config._fields}
    assert all(hasattr(project, name) for name in ours)
    page = (ROOT / "docs/settings.md").read_text("utf-8")
    assert page == docs.settings_page(page)
    for option in OPTIONS:
        assert f"| `{option.name}` |" in page
