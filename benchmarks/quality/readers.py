"""Answers of ours and of the peers for a list of cases."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.quality.model import Answer, Case
from benchmarks.quality.ours import read

PEERS = Path(__file__).parents[2] / ".venv-peers" / "bin" / "python"
EXTRACTORS = ("trafilatura", "newspaper4k", "goose3", "news-please")


def everybody(cases: Sequence[Case], peers: Iterable[str] = EXTRACTORS) -> dict[str, list[Answer]]:
    """Each reader's answers, ours first; peers that are not installed are left out."""
    return {"ours": [read(case) for case in cases]} | _peers(cases, list(peers))


def _peers(cases: Sequence[Case], names: list[str]) -> dict[str, list[Answer]]:
    if not names or not PEERS.is_file():
        return {}
    with tempfile.TemporaryDirectory() as folder:
        listed = []
        for number, case in enumerate(cases):
            file = Path(folder, f"{number}.html")
            file.write_bytes(case.html)
            listed.append([case.url, str(file)])
        index = Path(folder, "cases.json")
        index.write_text(json.dumps(listed), "utf-8")
        script = Path(__file__).with_name("peers.py")
        done = subprocess.run(
            [str(PEERS), "-I", "-W", "ignore", str(script), str(index), *names],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        print(done.stderr[-2_000:], file=sys.stderr)
        return {}
    told = json.loads(done.stdout.splitlines()[-1])
    return {name: [Answer(*answer) for answer in answers] for name, answers in told.items()}
