"""Several processes on one socket, as Python answers one request at a time in each.

When one ends by itself, all do: whoever started the service (systemd, Docker) starts it anew, and knows of it.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import wait
from typing import Protocol

_STOPS = (signal.SIGTERM, signal.SIGINT)


class Serving(Protocol):
    """What one process does."""

    def run(self) -> None:
        """Returns once it was stopped."""

    def stop(self) -> None:
        """Called from a signal."""


def run(make: Callable[[], Serving], count: int) -> bool:
    """Serves in so many until told to stop. Whether they ended because of that, and well."""
    # What is loaded already is shared, so that a second one costs little memory.
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_serve, args=(make,)) for _ in range(count)]
    told: list[bool] = []  # no Event: a second signal within the first would wait for its lock for ever

    def end() -> None:
        for worker in workers:
            worker.terminate()

    def stop() -> None:
        told.append(True)
        end()

    # A stop that comes while they start waits until each can heed it.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    for worker in workers:
        worker.start()
    _heed(stop)
    wait([worker.sentinel for worker in workers])
    end()
    for worker in workers:
        worker.join()
    return bool(told) and not any(worker.exitcode for worker in workers)


def _serve(make: Callable[[], Serving]) -> None:
    serving = make()
    _heed(serving.stop)
    serving.run()


def _heed(stop: Callable[[], None]) -> None:
    for number in _STOPS:
        signal.signal(number, lambda *_: stop())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
