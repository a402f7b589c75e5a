"""Workers that die: nothing is lost, nothing waits for ever, what kills twice is named."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.reparsing.crew import Crew, CrewError, Lost
from tests.crawling import ROOT, environment
from tests.crew_pieces import Killer, Sleeper, Square, Unborn


def results(crew: Crew, pieces: list[Any]) -> list[Any]:
    with closing(crew.results(iter(pieces), tick=0.1)) as found:
        return [result for result in found if result is not None]


def test_results_come_in_the_order_of_the_pieces() -> None:
    pieces = [Square(n) for n in range(500)]
    crew = Crew(2, 1, 60.0)
    assert results(crew, pieces) == [(piece, piece.number**2 + 1) for piece in pieces]
    assert crew.deaths == 0


def test_pieces_and_results_that_fill_a_pipe_do_not_wait_for_each_other() -> None:
    """Run in a process of its own: what waits for ever would wait here too."""
    code = (
        "from contextlib import closing\n"
        "from crawler.reparsing.crew import Crew\n"
        "from tests.crew_pieces import Heavy\n"
        "if __name__ == '__main__':\n"
        "    crew = Crew(2, 0, 60.0)\n"
        "    with closing(crew.results(map(Heavy, range(60)))) as found:\n"
        "        print(sum(len(result[1]) for result in found if result is not None))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == str(60 * 800_000), done.stderr


def test_what_a_killed_worker_had_is_given_out_again(tmp_path: Path) -> None:
    pieces = [
        Killer(n, str(tmp_path / str(n))) if n in {3, 4, 40} else Square(n) for n in range(60)
    ]
    crew = Crew(2, 0, 60.0)
    assert results(crew, pieces) == [(piece, piece.number**2) for piece in pieces]
    assert crew.deaths == 3


def test_what_kills_workers_twice_is_given_up_and_named() -> None:
    pieces = [Killer(n) if n in {0, 7} else Square(n) for n in range(20)]
    crew = Crew(2, 0, 60.0)
    found = results(crew, pieces)
    assert [piece for piece, _ in found] == pieces
    lost = {piece.number: result for piece, result in found if isinstance(result, Lost)}
    assert set(lost) == {0, 7}
    assert lost[7].detail == "ended its worker (SIGKILL), twice"
    assert crew.deaths == 4


def test_what_takes_too_long_is_cut_off() -> None:
    pieces = [Square(1), Sleeper(2), Square(3)]
    crew = Crew(2, 0, limit_seconds=1.0)
    found = results(crew, pieces)
    assert [result for _, result in found if not isinstance(result, Lost)] == [1, 9]
    assert "took longer than 1 s, twice" in str(found[1][1])


def test_workers_that_cannot_start_end_it_and_blame_no_piece() -> None:
    with pytest.raises(CrewError, match="no worker can be started: the last one ended"):
        results(Crew(2, Unborn(), 60.0), [Square(1)])


def test_stopping_waits_for_what_is_in_the_workers_and_hands_out_no_more() -> None:
    crew = Crew(2, 0, 60.0)
    taken = []

    def pieces() -> Any:
        for n in range(10_000):
            taken.append(n)
            yield Square(n)

    found = []
    for result in crew.results(pieces(), tick=0.1):
        if result is not None:
            found.append(result)
            crew.is_stopping = True
    assert len(found) == len(taken) < 1_000


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    """kill -9 of the one that hands out: the pipes close, and nobody is left behind."""
    code = (
        "import os\nfrom crawler.reparsing.crew import Crew\nfrom tests.crew_pieces import Square\n"
        "if __name__ == '__main__':\n"
        "    crew = Crew(2, 0, 60.0)\n"
        "    for result in crew.results(map(Square, range(10**9)), 0.1):\n"
        "        if result and result[0].number > 300:\n"
        "            print(*[w.process.pid for w in crew._workers], flush=True)\n"
        "            os.kill(os.getpid(), 9)\n"
    )
    script = tmp_path / "hand_out.py"
    script.write_text(code, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    pids = done.stdout.split()
    assert len(pids) == 2, done.stderr
    from tests.killing import wait_for

    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids), "the workers' end")
