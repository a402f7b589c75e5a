"""How an alert reaches a person: a command that reads JSON, or an address that takes it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, Protocol

#: Seconds that a command may take, and an address until it has answered.
COMMAND_SECONDS, WEBHOOK_SECONDS = 30.0, 15.0

Payload = Mapping[str, Any]


class Channel(Protocol):
    """One way to tell."""

    @property
    def name(self) -> str:
        """`command` or `webhook`."""

    def send(self, payload: Payload) -> str | None:
        """Tell; None when it arrived, else why not. Raises nothing."""


@dataclass(frozen=True, slots=True)
class CommandChannel:
    """A command line that gets the JSON object on standard input and ends with 0."""

    words: Sequence[str]
    name: str = "command"
    seconds: float = COMMAND_SECONDS

    def send(self, payload: Payload) -> str | None:
        """Run the command; what it prints is told only if it fails."""
        # Files, not pipes: what the command leaves behind in the background may hold a pipe for ever.
        with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as out:
            told.write(_bytes(payload))
            told.seek(0)
            try:
                process = subprocess.Popen(  # noqa: S603  the operator's own command, no shell
                    list(self.words),
                    stdin=told,
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # a Ctrl-C for the crawl is none for it
                )
            except OSError as error:
                return f"{self.words[0]} cannot be started: {error}"
            return self._ended(process, out)

    def _ended(self, process: subprocess.Popen[bytes], out: IO[bytes]) -> str | None:
        try:
            code = process.wait(self.seconds)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return f"{self.words[0]} was ended after {self.seconds:g} seconds"
        if code == 0:
            return None
        out.seek(0)
        last = out.read().decode("utf-8", "replace").strip().splitlines()[-1:]
        return ": ".join([f"{self.words[0]} ended with {code}", *last])


@dataclass(frozen=True, slots=True)
class WebhookChannel:
    """An address that takes the JSON object by POST and answers with 2xx."""

    url: str
    name: str = "webhook"
    seconds: float = WEBHOOK_SECONDS

    def send(self, payload: Payload) -> str | None:
        """Post it. The time is that of the whole exchange: a server that drips is left alone."""
        answer: list[str | None] = []
        thread = threading.Thread(target=lambda: answer.append(self._post(payload)), daemon=True)
        thread.start()
        thread.join(self.seconds)
        return answer[0] if answer else f"no answer within {self.seconds:g} seconds"

    def _post(self, payload: Payload) -> str | None:
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "baotinh"}
        request = urllib.request.Request(  # noqa: S310  the settings take http and https only
            self.url, _bytes(payload), headers, method="POST"
        )
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(request, timeout=self.seconds):
                return None
        except urllib.error.HTTPError as error:
            with error:
                return f"HTTP {error.code} {error.reason}"
        except (OSError, ValueError) as error:
            # The address may hold a secret: it is not repeated.
            return str(getattr(error, "reason", error)) or type(error).__name__


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        """A POST that is sent elsewhere becomes a GET without its body: a failure says more."""


def _bytes(payload: Payload) -> bytes:
    return json.dumps(payload, ensure_ascii=False).encode() + b"\n"


def channels(command: Sequence[str] | None, webhook: str | None) -> tuple[Channel, ...]:
    """Those that the settings name."""
    found: list[Channel] = []
    if command:
        found.append(CommandChannel(tuple(command)))
    if webhook:
        found.append(WebhookChannel(webhook))
    return tuple(found)
