"""The sockets: waitress, which reads every request whole before it takes up a thread, so that slow ones starve no one.

Waitress by itself waits for as long as bytes trickle in, and drops what it is answering when told to stop. Both are
mended here. Running several of these side by side is left to processes.py.
"""

from __future__ import annotations

import socket
from time import monotonic
from typing import Any, cast

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.wasyncore import dispatcher

from web.service import MOST_BYTES

THREADS = 4
ARRIVES_WITHIN = 10
"""Seconds for a request to arrive whole, and for a connection to lie idle."""
ANSWERS_WITHIN = 8.0
"""Seconds for the last answers after the stop. Alexa waits no longer."""
_ADJUSTMENTS: dict[str, Any] = {
    "backlog": 1024,
    "channel_timeout": ARRIVES_WITHIN,
    "cleanup_interval": 2,
    "connection_limit": 4000,
    "max_request_body_size": MOST_BYTES,
    "max_request_header_size": 16 * 1024,
    "asyncore_use_poll": True,  # select() can't have as many connections
    "clear_untrusted_proxy_headers": True,
    "ident": None,  # what answers, and in which version, is nobody's business
}


class Server:
    """Serves until it is stopped."""

    def __init__(self, app: Flask, listener: socket.socket, threads: int = THREADS) -> None:
        self._server = cast(Any, create_server(app, sockets=[listener], threads=threads, **_ADJUSTMENTS))
        self._server.channel_class = _PunctualChannel
        self._stopping = False

    def run(self) -> None:
        """Returns once it was stopped and what had arrived is answered."""
        while not self._stopping:
            self._turn()
        # The server's own close would take away what its threads wake it with.
        dispatcher.close(self._server)
        latest = monotonic() + ANSWERS_WITHIN
        while (channels := list(self._server.active_channels.values())) and monotonic() < latest:
            for channel in channels:
                channel.will_close = not channel.is_busy
            self._turn()
        self._server.task_dispatcher.shutdown()
        self._server.asyncore.close_all(self._server._map)

    def stop(self) -> None:
        """From a signal, or another thread."""
        self._stopping = True
        self._server.pull_trigger()

    def _turn(self) -> None:
        self._server.asyncore.loop(timeout=1, map=self._server._map, use_poll=True, count=1)


class _PunctualChannel(HTTPChannel):
    """A connection on which a request that trickles in counts as idle."""

    def handle_read(self) -> None:
        since = self.last_activity
        trickling = self.request is not None
        super().handle_read()
        if trickling and self.request is not None:
            self.last_activity = since

    @property
    def is_busy(self) -> bool:
        """Whether something arrives, is answered, or is on its way back."""
        return bool(self.request or self.requests or self.total_outbufs_len)


def listen(host: str, port: int) -> socket.socket:
    """A socket to serve on. Raises OSError."""
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=1024)
