"""The server: host names, conditional requests, keep-alive, compression, its log, switches."""

import gzip
import http.client
import json
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawler.samplepaper import SWITCHES, Server, build_site, serve
from tests.crawling import sample_server

VI, EN = "baomau.example", "en.baomau.example"


def ask(
    server: Server, host: str, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    sent = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=sent)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_routes_by_host_and_logs(tmp_path: Path):
    log = tmp_path / "log.jsonl"
    with serve(build_site(), log_file=log) as server:
        assert b'lang="vi"' in ask(server, VI, "/")[2]
        assert b'lang="en"' in ask(server, f"{EN}:80", "/")[2]
        assert ask(server, "elsewhere.example", "/")[0] == 421
    assert server.paths(VI) == ["/"]
    assert server.count() == 3
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line["status"] for line in lines if "status" in line] == [200, 200, 421]
    assert [line["answered"] for line in lines if "answered" in line] == [0, 1, 2]


def test_an_answer_is_held_and_its_bytes_are_counted():
    with serve(build_site(), delay=0.2) as server:
        began = time.monotonic()
        _, headers, body = ask(server, VI, "/kinh-te/")
        assert time.monotonic() - began >= 0.2
        packed = ask(server, VI, "/kinh-te/", Accept_Encoding="gzip")[2]
        ask(server, VI, "/kinh-te/", If_None_Match=headers["ETag"])
        ask(server, VI, "/kinh-te/", method="HEAD")
    assert [asked.bytes for asked in server.asked] == [len(body), len(packed), 0, 0]


def test_the_command_serves_and_keeps_its_log(tmp_path: Path):
    log = tmp_path / "log.jsonl"
    with sample_server(log, "--pages", "50") as url:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
        connection.request("GET", "/detail-a100000.html", headers={"Host": VI})
        assert connection.getresponse().status == 200
        connection.close()
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [line.get("path") or line["answered"] for line in lines] == ["/detail-a100000.html", 0]


@pytest.mark.parametrize(
    "path", ["/", "/kinh-te/", "/rss/home.rss", "/sitemap.xml", "/detail-a20118.html"]
)
def test_conditional_requests(path: str):
    with serve(build_site()) as server:
        _, headers, _ = ask(server, VI, path)
        status, _, body = ask(server, VI, path, If_None_Match=headers["ETag"])
        assert (status, body) == (304, b"")
        assert ask(server, VI, path, If_None_Match='"other"')[0] == 200
        assert ask(server, VI, path, If_Modified_Since=headers["Last-Modified"])[0] == 304
        long_ago = "Sat, 01 Jan 2000 00:00:00 GMT"
        assert ask(server, VI, path, If_Modified_Since=long_ago)[0] == 200
        assert ask(server, VI, path, If_Modified_Since="not a date")[0] == 200
    assert [asked.conditional for asked in server.asked] == [False, True, True, True, True, True]


def test_keeps_the_connection_and_compresses():
    with serve(build_site()) as server:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
        for _ in range(3):
            connection.request("GET", "/", headers={"Host": VI, "Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            packed = answer.read()
            assert answer.version == 11
            assert not answer.will_close
        connection.close()
        assert gzip.decompress(packed) == ask(server, VI, "/")[2]
        assert ask(server, VI, "/", method="HEAD")[2] == b""


def test_switches_send_bad_inputs():
    with serve(build_site(switches=sorted(SWITCHES))) as server:
        assert ask(server, VI, "/robots.txt")[0] == 503
    with serve(build_site(switches=("rate-limited",))) as server:
        assert ask(server, VI, "/kinh-te/")[0] == 429
        assert ask(server, VI, "/phap-luat/")[0] == 200
    with pytest.raises(ValueError, match="no switch nonsense"):
        build_site(switches=("nonsense",))
