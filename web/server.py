"""The sockets: waitress, which reads every request whole before it takes up a thread, so that slow ones starve no one.

Waitress by itself waits for as long as bytes trickle in, and drops what it is answering when told to stop. Both are
mended here. Running several of these side by side is left to processes.py.
"""

from __future__ import annotations

import socket
from select import select
from time import monotonic, sleep, time
from typing import Any, cast

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.wasyncore import dispatcher

from web.service import MOST_BYTES
from web.settings import THREADS, WAITING

ARRIVES_WITHIN = 10
"""Seconds for a request to arrive whole, or for a connection to lie idle."""
ANSWERS_WITHIN = 8.0
"""Seconds for the last answers after the stop. Alexa waits no longer."""
_MOMENT = 0.3
_REST = 0.001
_ADJUSTMENTS: dict[str, Any] = {
    "backlog": WAITING,
    "cleanup_interval": 1,
    "connection_limit": 4000,
    "max_request_body_size": MOST_BYTES,
    "max_request_header_size": 16 * 1024,
    "asyncore_use_poll": True,  # select() can't have as many connections
    "clear_untrusted_proxy_headers": True,
    "ident": None,  # what answers, and in which version, is nobody's business
}


class Server:
    """Serves until it is stopped."""

    def __init__(
        self, app: Flask, listener: socket.socket, threads: int = THREADS, arrives_within: int = ARRIVES_WITHIN
    ) -> None:
        made = create_server(app, sockets=[listener], threads=threads, channel_timeout=arrives_within, **_ADJUSTMENTS)
        self._server = cast(Any, made)
        self._server.channel_class = _PunctualChannel
        self._stopping = False

    def run(self) -> None:
        """Returns once it was stopped and what had arrived is answered."""
        while not self._stopping:
            self._turn()
            if self._server.task_dispatcher.queue:
                sleep(_REST)  # all threads are busy: to read on would only take the processor from them
        latest = monotonic() + ANSWERS_WITHIN
        self._let_the_last_in(latest)
        while (channels := list(self._server.active_channels.values())) and monotonic() < latest:
            self._turn(0.1)  # first, so that none is judged before what has arrived on it is read
            for channel in channels:
                channel.will_close = channel.will_close or channel.is_done
        self._server.task_dispatcher.shutdown()
        self._server.asyncore.close_all(self._server._map)

    def _let_the_last_in(self, latest: float) -> None:
        """Takes those that had connected before the stop, and then no one."""
        while select([self._server.socket], [], [], 0)[0] and monotonic() < latest:
            self._turn(0)
        # The server's own close would take away what its threads wake it with.
        dispatcher.close(self._server)

    def stop(self) -> None:
        """From a signal, or another thread; a second time changes nothing."""
        if not self._stopping:
            self._stopping = True
            self._server.pull_trigger()

    def _turn(self, seconds: float = 1.0) -> None:
        """Waits for so long at most, and does what there is to do."""
        self._server.asyncore.loop(timeout=seconds, map=self._server._map, use_poll=True, count=1)


class _PunctualChannel(HTTPChannel):
    """A connection on which a request that trickles in counts as idle."""

    def handle_read(self) -> None:
        since = self.last_activity
        trickling = self.request is not None
        super().handle_read()
        if trickling and self.request is not None:
            self.last_activity = since

    @property
    def is_done(self) -> bool:
        """Whether nothing arrives, is answered or is on its way back, nor was a moment ago: more may lie unread."""
        busy = self.request or self.requests or self.total_outbufs_len
        return not busy and time() - self.last_activity > _MOMENT
