"""`make bench` measures how soon the packaged skill answers, beside other ways to build one.

It fills docs/benchmark.md. All are run by AWS's own runtime client on the Python that Lambda runs, one after the other,
over and over, so that whatever else the machine does meets all of them. What they are is contenders.py's.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from guide.envelope import Envelope
from guide.topic import load
from tools.benchmark.contenders import FLOOR, HELLO_BYTECODE, OURS, STORED, Contender, contenders
from tools.benchmark.measuring import FailedError, Start, median, start, turn
from tools.chart import bars
from tools.labelled import measured, read
from tools.packaging import PackageError
from tools.packaging.interpreter import VERSION
from tools.runtime import NoAnswerError, RuntimeUnavailableError

ROOT = Path(__file__).parents[1]
TABLE, PICTURE = ROOT / "docs" / "benchmark.md", ROOT / "docs" / "benchmark.svg"
BEGIN, END = "<!-- make bench writes from here -->", "<!-- to here -->"
HEAD = (
    "| package | first answer (ms) | times the floor | processor (ms) | next turns (ms) | memory (MiB) | zip (MiB) |\n"
    "|---|---|---|---|---|---|---|"
)
ARCHITECTURES = {"aarch64": "arm64", "arm64": "arm64"}
QUESTIONS = 40
"""How many turns are measured after the first, and how many different questions."""
ROUNDS_OF_TURNS = 9


@dataclass(frozen=True)
class Figures:
    """What one package was measured to take."""

    contender: Contender
    starts: Sequence[Start]
    turns: Sequence[float]
    """Milliseconds of a processor for each turn after the first. The first turns are of the same round as the first
    starts, as are other packages'."""

    @property
    def start(self) -> Start:
        """The usual one."""
        return median(self.starts)

    def row(self, floor: float) -> str:
        """Its line in the table."""
        times = f"{self.start.milliseconds:.0f} | {self.start.milliseconds / floor:.2f} | {self.start.processor:.0f}"
        sizes = f"{self.start.peak:.0f} | {self.contender.mebibytes:.2f}"
        return f"| {self.contender.name} | {times} | {statistics.median(self.turns):.2f} | {sizes} |"


@dataclass(frozen=True)
class Comparison:
    """The figures of all, from one run."""

    rounds: int
    figures: Mapping[str, Figures]
    """By the packages' names."""
    questions: Sequence[float]
    """Milliseconds that our skill takes for a turn, where each asks something else."""


def compared(contended: Sequence[Contender], rounds: int) -> Comparison:
    """The figures of all, measured in turn."""
    event, different = _event(), [_asking(_event(), text) for text in _questions()]
    starts: dict[str, list[Start]] = defaultdict(list)
    turns: dict[str, list[float]] = defaultdict(list)
    questions: list[float] = []
    for number in range(rounds):
        for contender in contended:
            starts[contender.name].append(start(contender, event))
            if number < ROUNDS_OF_TURNS:
                same = event if contender.name == OURS else _greeting(event)
                turns[contender.name].append(turn(contender, [same] * QUESTIONS))
                questions += [turn(contender, different)] if contender.name == OURS else []
    figures = {one.name: Figures(one, starts[one.name], turns[one.name]) for one in contended}
    return Comparison(rounds, figures, questions)


def _event() -> Envelope:
    found: Envelope = json.loads((ROOT / "tests" / "events" / "question.json").read_text("utf-8"))
    return found


def _greeting(event: Envelope) -> Envelope:
    """What the sample's turns are about."""
    hello = {"name": "HelloWorldIntent", "confirmationStatus": "NONE"}
    return event | {"request": event["request"] | {"intent": hello}}


def _asking(event: Envelope, text: str) -> Envelope:
    [slot] = event["request"]["intent"]["slots"].values()
    slot["value"] = slot["slotValue"]["value"] = text
    return event


def _questions() -> list[str]:
    """Different ones, that nothing was learned from."""
    labels = [label for file in measured() for label in read(file, load().topic.sections) if label.kind == "question"]
    return [label.utterance for label in labels[:: len(labels) // QUESTIONS]]


def ratios(found: Comparison) -> Iterator[str]:
    """What must be reached, and what was."""
    ours, floor, stored = ([one.milliseconds for one in found.figures[name].starts] for name in (OURS, FLOOR, STORED))
    hello, turns = found.figures[HELLO_BYTECODE].turns, found.figures[OURS].turns
    yield "| figure | measured | must reach |\n|---|---|---|"
    yield f"| first answer / the hand-written handler's | {_ratio(ours, floor):.2f} | 2.20 |"
    yield f"| first answer / the official sample's with storage | {_ratio(ours, stored):.2f} | 0.15 |"
    yield f"| a question / the official sample's hello | {_ratio(turns, hello):.2f} | 2.00 |"
    yield f"| the same, another question each time | {_ratio(found.questions, hello):.2f} | |"
    yield f"| lambda.zip (MiB) | {found.figures[OURS].contender.mebibytes:.2f} | 6.00 |"


def _ratio(ours: Sequence[float], others: Sequence[float]) -> float:
    """The usual one of a round, as what else the machine does changes from round to round."""
    return statistics.median(one / other for one, other in zip(ours, others, strict=True))


def written(text: str, lines: Sequence[str]) -> str:
    """The document with the lines between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return "\n".join([f"{before}{BEGIN}", *lines, f"{END}{after}"])


def report(found: Comparison) -> list[str]:
    """The lines of the document."""
    floor = found.figures[FLOOR].start.milliseconds
    rows = [one.row(floor) for one in found.figures.values()]
    how = f"Medians of {found.rounds} cold starts each, Python {VERSION} on {platform.machine()}, all in one run."
    return [how, "", HEAD, *rows, "", *ratios(found)]


def picture(found: Comparison) -> str:
    """The first answers, as bars."""
    times = {name: one.start.milliseconds for name, one in found.figures.items()}
    return bars("Milliseconds from the start of the process to the first answer", times, OURS)


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where something to compare can't be built or doesn't answer."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="cold starts of each package (15)")
    parser.add_argument("--no-write", action="store_true", help="leave docs/ as it is")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as place:
            contended = contenders(Path(place), ARCHITECTURES.get(platform.machine(), "x86_64"))
            found = compared(contended, options.rounds)
    except (PackageError, RuntimeUnavailableError, NoAnswerError, FailedError) as error:
        print(error, file=sys.stderr)
        return 1
    lines = report(found)
    print("\n".join(lines))
    if not options.no_write:
        TABLE.write_text(written(TABLE.read_text("utf-8"), lines), "utf-8")
        PICTURE.write_text(picture(found), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
