"""Several processes start together and end together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os
from web.processes import run
class Worker:
    def __init__(self):
        self.ends = os.pipe()
    def run(self):
        os.write(1, f"{os.getpid()}\\n".encode())
        os.read(self.ends[0], 1)
    def stop(self):
        os.write(self.ends[1], b"x")
print(run(Worker, 2), flush=True)
"""


@contextmanager
def started() -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """The first process, and those that it started."""
    with subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process, [int(process.stdout.readline()) for _ in "ab"]
        finally:
            process.terminate()


def test_a_stop_ends_them_all_well() -> None:
    with started() as (process, workers):
        assert len({*workers, process.pid}) == 3
        process.terminate()
        assert process.communicate()[0] == "True\n"


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_when_one_ends_by_itself_all_do_and_it_is_told(end: signal.Signals) -> None:
    with started() as (process, workers):
        os.kill(workers[0], end)
        assert process.communicate()[0] == "False\n"
