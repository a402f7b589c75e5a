"""A process that is continued after its lease has ended sends nothing that it was about to send."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import Any

from twisted.internet.tcp import BaseClient


def shut_connections(reactor: Any) -> None:
    """Shut every outgoing connection, from a signal handler: what waits to be sent never is."""
    for transport in {*reactor.getReaders(), *reactor.getWriters()}:
        if isinstance(transport, BaseClient):
            with suppress(OSError):  # not connected yet: its request meets the guard
                transport.socket.shutdown(socket.SHUT_RDWR)
