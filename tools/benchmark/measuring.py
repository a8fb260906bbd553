"""How long a package takes to its first answer, and how long the next ones take."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from guide.envelope import Envelope
from tools import runtime
from tools.benchmark import turns
from tools.benchmark.contenders import Contender

_SECONDS_FOR_TURNS = 120


class FailedError(Exception):
    """A package raised instead of answering."""


@dataclass(frozen=True)
class Start:
    """One cold start."""

    milliseconds: float
    """From the start of the process to the first answer."""
    processor: float
    """Milliseconds of a processor in it: what else runs on the machine shows less in these."""
    peak: float
    """MiB of memory, at most."""


def start(contender: Contender, event: Envelope) -> Start:
    """A cold start, the request waiting for it already. Raises FailedError."""
    with runtime.started(contender.folder, first=event) as function:
        answer = function.answer()
        if answer.failed:
            raise FailedError(f"{contender.name}: {answer.body.decode(errors='replace')}")
        return Start((answer.at - function.began) * 1000, function.processor * 1000, function.peak)


def turn(contender: Contender, events: Sequence[Envelope]) -> float:
    """Milliseconds that a turn takes, the median of different ones, in a process of their own."""
    ran = subprocess.run(
        [runtime.client(), turns.__file__],
        input=json.dumps(events),
        text=True,
        capture_output=True,
        timeout=_SECONDS_FOR_TURNS,
        cwd=contender.folder,
        env={"PATH": os.environ.get("PATH", ""), "AWS_DEFAULT_REGION": "us-east-1", "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )
    seconds: list[float] = json.loads(ran.stdout)
    return statistics.median(seconds) * 1000


def median(starts: Sequence[Start]) -> Start:
    """Of each figure by itself."""
    return Start(
        statistics.median(one.milliseconds for one in starts),
        statistics.median(one.processor for one in starts),
        statistics.median(one.peak for one in starts),
    )
