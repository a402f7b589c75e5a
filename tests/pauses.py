"""Requests to a host, and the pauses between them."""

import itertools

from tests.servers import Server


def gaps(server: Server) -> list[float]:
    """Seconds between the starts of requests to the newspaper's first host."""
    times = [request.at for request in server.asked if request.host == "baolongan.vn"]
    return [later - earlier for earlier, later in itertools.pairwise(times)]


def urls(*numbers: int) -> str:
    return "urls=" + ",".join(f"https://baolongan.vn/lua-a{n}.html" for n in numbers)


ONE = {"CONCURRENT_REQUESTS_PER_DOMAIN": "1"}


#: Hosts that wait for longer than any delay of the tests.
HELD = (
    "SELECT count(*) AS n FROM hosts"
    " WHERE julianday(next_request_at) - julianday('now') > 4.0 / 86400"
)
