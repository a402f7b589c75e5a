"""`@ends`: which ending of a crawl a test reaches, and that it does (`test_endings*.py`)."""

import functools
import time
from collections.abc import Callable
from typing import Any

from tests.crawling import Done

#: What `@ends` has promised so far.
REACHED: set[tuple[int, str]] = set()


def ends(code: int, *words: str) -> Callable[[Callable[..., Done]], Callable[..., None]]:
    """The decorated test returns a crawl that ended with `code` and one of these verdicts."""
    REACHED.update((code, word) for word in words)

    def decorate(test: Callable[..., Done]) -> Callable[..., None]:
        @functools.wraps(test)
        def checked(*args: Any, **values: Any) -> None:
            done = test(*args, **values)
            assert done.code == done.summary["exit_code"] == code, done.err[-2000:]
            assert done.summary["verdict"] in words

        return checked

    return decorate


def wait_for(condition: object, seconds: float = 30) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
