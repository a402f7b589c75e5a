"""The web page in a real browser (Debian's Chromium), on a wide and on a narrow screen."""

import json
import os
import shutil
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.website import EVIL, Website, two_days, website

pytestmark = pytest.mark.long

GONE = "status = 'withdrawn'"
WIDE, NARROW = (1280, 900), (390, 844)
#: Where screenshots are kept for people to look at; else they go with the test's folder.
SHOTS = "SCREENSHOTS"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Website]:
    with website(two_days(tmp_path_factory.mktemp("browser"))) as running:
        yield running


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    assert binary, "no browser: .ci/packages.sh installs it"
    assert driver, "no chromedriver: .ci/packages.sh installs it"
    options = ChromeOptions()
    options.binary_location = binary
    for word in (
        "--headless=new",
        "--no-sandbox",  # CI is root in a container
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        # Nothing but this machine has a name: a page that asks outside fails here.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        f"--user-data-dir={tmp_path_factory.mktemp('profile')}",
    ):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options, Service(driver))
    yield chrome
    chrome.quit()


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get(SHOTS) or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def resize(browser: Chrome, size: tuple[int, int]) -> None:
    # The window's least width is above a telephone's: the page's own size is set instead.
    width, height = size
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500},
    )


def asked(browser: Chrome) -> list[str]:
    """Addresses asked since the last call."""
    found = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            found.append(message["params"]["request"]["url"])
    return found


def shoot(browser: Chrome, path: Path) -> None:
    """The whole page, however long."""
    shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
    path.write_bytes(b64decode(shot["data"]))
    assert path.stat().st_size > 5_000


def pages(site: Website) -> dict[str, str]:
    return {
        "front": "/",
        "articles": "/search",
        "search": "/search?q=hop+tac+xa",
        "edited": f"/article/{site.article('version = 2')}",
        "withdrawn": f"/article/{site.article(GONE)}",
        "similar": f"/article/{site.article('similar_to IS NOT NULL')}",
        "runs": "/runs",
        "run": "/runs/2",
        "database": "/two",
        "table": "/two/articles",
        "view": "/two/near_duplicates",
        "sql": "/two?sql=select+title+from+articles+limit+3",
    }


NAMES = ("front", "articles", "search", "edited", "withdrawn", "similar", "runs", "run",
         "database", "table", "view", "sql")  # fmt: skip


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_complains_of_nothing_and_asks_only_here(
    site: Website, browser: Chrome, shots: Path, name: str, size: tuple[int, int]
) -> None:
    resize(browser, size)
    asked(browser)
    browser.get_log("browser")
    browser.get(site.url + pages(site)[name])
    # (Chromium's own first page asks for pages that are inside the browser.)
    inside = (site.url, "data:", "chrome:", "chrome-untrusted:")
    outside = [url for url in asked(browser) if not url.startswith(inside)]
    assert outside == []
    assert [entry["message"] for entry in browser.get_log("browser")] == []  # nor policy breaches
    shoot(browser, shots / f"{name}-{size[0]}.png")
    width = browser.execute_script("return document.documentElement.scrollWidth")
    assert width <= size[0], "the page is wider than the screen"


def _wait(browser: Chrome, address: str) -> None:
    """Until the next page is whole: a click returns before."""

    def is_there(_: Chrome) -> bool:
        done = browser.execute_script("return document.readyState") == "complete"
        return done and address in browser.current_url

    WebDriverWait(browser, 30).until(is_there)


def test_a_person_searches_narrows_and_reads(site: Website, browser: Chrome) -> None:
    resize(browser, WIDE)
    browser.get(site.url)
    box = browser.find_element(By.NAME, "q")
    box.send_keys("gò sen")
    box.submit()
    _wait(browser, "/search?q=")
    assert browser.find_elements(By.CSS_SELECTOR, ".hits mark")
    browser.find_element(By.LINK_TEXT, "phap-luat").click()
    _wait(browser, "section=phap-luat")
    browser.find_element(By.LINK_TEXT, "newest first").click()
    _wait(browser, "order=newest")
    (hit,) = browser.find_elements(By.CSS_SELECTOR, ".hits li:has(.verdict) > a")
    title = hit.text
    hit.click()
    _wait(browser, "/article/")
    assert browser.find_element(By.TAG_NAME, "h1").text == title
    assert browser.find_element(By.CLASS_NAME, "notice").text.startswith("Withdrawn")


def test_stored_html_runs_nowhere(site: Website, browser: Chrome) -> None:
    evil = site.article("title LIKE '<script>%'")
    for path in (f"/article/{evil}", "/search?q=lua", "/two/articles?paper=baolongan"):
        browser.get(site.url + path)
        assert browser.title != "owned"
        assert not browser.find_elements(By.CSS_SELECTOR, "img[src=x]")
        assert EVIL in browser.find_element(By.TAG_NAME, "body").text


def test_the_browser_obeys_the_policy(site: Website, browser: Chrome) -> None:
    """A script that got into a page in spite of all would not run."""
    browser.get(site.url)
    browser.execute_script(
        "const s = document.createElement('script'); s.textContent = \"document.title='owned'\";"
        "document.body.append(s)"
    )
    assert browser.title != "owned"
    assert "Content Security Policy" in str(browser.get_log("browser"))
