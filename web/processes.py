"""Several processes on one socket, as Python answers one request at a time in each.

When one ends by itself, all do: whoever started the service (systemd, Docker) starts it anew, and knows of it.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import wait
from threading import Event


def run(serve: Callable[[], None], count: int) -> bool:
    """Serves in so many until told to stop. Whether they ended because of that, and well."""
    # What is loaded already is shared, so that a second one costs little memory.
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=serve) for _ in range(count)]
    told = Event()

    def end() -> None:
        for worker in workers:
            worker.terminate()

    def stop(*_: object) -> None:
        told.set()
        end()

    for worker in workers:
        worker.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    wait([worker.sentinel for worker in workers])
    end()
    for worker in workers:
        worker.join()
    return told.is_set() and not any(worker.exitcode for worker in workers)
