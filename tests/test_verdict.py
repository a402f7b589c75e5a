"""The contract's table of endings: the worst applies."""

import pytest

from crawler.runs.health import HostHealth
from crawler.runs.verdict import Exit, Facts, verdict_of
from pipelines.outcomes import Outcome, Reason

OUT = {"thu.example": ("unreachable", "dns")}
ALL = Facts(
    storage_error="disk full",
    crash="Traceback\nValueError: x",
    crashed=50,
    visits=100,
    signal="SIGTERM",
    hosts_out=OUT,
    alarms=("published_at",),
)


@pytest.mark.parametrize(
    ("facts", "word", "code"),
    [
        (ALL, "storage", 5),
        (ALL._replace(storage_error=None), "crashed", 6),
        (ALL._replace(storage_error=None, crash=None), "crashed", 6),
        (ALL._replace(storage_error=None, crash=None, crashed=2), "interrupted", 130),
        (Facts(lost="taken over by run 9", crash="x"), "locked", 4),
        (Facts(early="closespider_timeout", hosts_out=OUT), "interrupted", 130),
        (Facts(hosts_out=OUT, alarms=("x",), crashed=1, visits=1), "unreachable", 3),
        (Facts(hosts_out=OUT | {"b": ("blocked", "403")}), "blocked", 3),
        (Facts(crashed=2, visits=4), "degraded", 1),
        (Facts(crashed=3, visits=60), "degraded", 1),
        (Facts(crashed=3, visits=59), "crashed", 6),
        (Facts(alarms=("x",), visits=9), "degraded", 1),
        (Facts(visits=9), "complete", 0),
    ],
)
def test_the_worst_applies(facts: Facts, word: str, code: int) -> None:
    verdict = verdict_of(facts)
    assert (verdict.word, verdict.code) == (word, code)


def test_only_the_contract_s_codes_exist() -> None:
    assert sorted(Exit) == [0, 1, 2, 3, 4, 5, 6, 130]


def feed(health: HostHealth, *ends: tuple[Outcome, Reason | None]) -> HostHealth:
    for outcome, reason in ends:
        health.saw(outcome, reason, None)
    return health


@pytest.mark.parametrize(
    ("reason", "times", "out"),
    [
        (Reason.DNS, 1, "unreachable"),
        (Reason.TLS, 1, "unreachable"),
        (Reason.ROBOTS_UNAVAILABLE, 1, "unreachable"),
        (Reason.CONNECTION, 2, None),
        (Reason.CONNECTION, 3, "unreachable"),
        (Reason.BLOCKED, 2, None),
        (Reason.BLOCKED, 3, "blocked"),
        (Reason.RATE_LIMITED, 4, None),
        (Reason.RATE_LIMITED, 5, "blocked"),
        (Reason.HTTP, 5, "unreachable"),
        (Reason.PARTIAL, 50, None),
    ],
)
def test_a_host_is_left_alone_after_failures(reason: Reason, times: int, out: str | None) -> None:
    assert feed(HostHealth(), *[(Outcome.DEFERRED, reason)] * times).out == out


def test_a_host_that_has_answered_is_given_five_refusals() -> None:
    health = feed(HostHealth(), (Outcome.LISTED, None), *[(Outcome.DEFERRED, Reason.BLOCKED)] * 4)
    assert health.out is None
    assert feed(health, (Outcome.DEFERRED, Reason.BLOCKED)).out == "blocked"


def test_a_host_that_answers_half_of_the_time_is_worked_on() -> None:
    half = [(Outcome.DEFERRED, Reason.BLOCKED), (Outcome.STORED_NEW, None)] * 20
    health = feed(HostHealth(), *half)
    health.settle()
    assert health.out is None


def test_an_answer_now_and_then_does_not_make_a_wall_a_good_host() -> None:
    wall = [*[(Outcome.DEFERRED, Reason.BLOCKED)] * 4, (Outcome.REJECTED, Reason.NOT_FOUND)] * 2
    assert feed(HostHealth(), *wall).out == "blocked"


def test_a_host_that_never_answered_was_not_worked() -> None:
    health = feed(HostHealth(), (Outcome.DEFERRED, Reason.TIMEOUT))
    health.settle()
    assert health.out == "unreachable"
    untouched = HostHealth()
    untouched.settle()
    assert untouched.out is None
