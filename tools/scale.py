"""`make scale` measures how cost grows with the number of topics, and writes the table in docs/scale.md.

Each number of topics is measured in a process of its own, so that memory is its own too. Ten questions on one topic are
asked in a row, as a conversation would, then ten on another.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import msgspec

from guide.topic import Content, load
from guide.triage import Triage
from tools.labelled import measured, read
from tools.library import Library, Router, generated, own_words, rename, vocabulary

TABLE = Path(__file__).parents[1] / "docs" / "scale.md"
BEGIN, END = "<!-- make scale writes from here -->", "<!-- to here -->"
SIZES = (1, 10, 100, 1000)
VISITED, IN_A_ROW = 24, 10
"""How many topics are asked about, and how many questions each."""


class Measured(msgspec.Struct, frozen=True):
    """What one number of topics costs."""

    topics: int
    median: float
    """Milliseconds of a turn: triage, router, matching."""
    slow: float
    """The same, 99th percentile: a topic has to be loaded first."""
    memory: float
    """MiB at most."""
    routed: float
    """Share of the turns that reached the topic asked about, of those that reached any."""

    def row(self) -> str:
        """Its line in the table."""
        cells = (f"{self.median:.1f}", f"{self.slow:.1f}", f"{self.memory:.0f}", f"{self.routed:.0%}")
        return f"| {self.topics} | {' | '.join(cells)} |"


HEAD = "| topics | turn, median (ms) | turn, 99th (ms) | memory (MiB) | right topic |\n|---|---|---|---|---|"


def measure(topics: int, shelf: Path) -> Measured:
    """In this process: so many topics."""
    content = load()
    labels = [label for file in measured() for label in read(file, content.topic.sections)]
    questions = [label.utterance for label in labels if label.kind == "question"]
    visited = [number * topics // min(topics, VISITED) for number in range(min(topics, VISITED))]
    for number in visited:
        (shelf / f"{number}.json").write_bytes(msgspec.json.encode(generated(content, number)))
    library = Library(Router(vocabulary(content, number) for number in range(topics)), shelf)
    times, reached = _asked(library, content, visited, questions)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    slow = statistics.quantiles(times, n=100, method="inclusive")[98]
    right = sum(reached) / len(reached)
    return Measured(topics, statistics.median(times) * 1000, slow * 1000, memory, right)


def _asked(
    library: Library, content: Content, visited: Sequence[int], questions: Sequence[str]
) -> tuple[list[float], list[bool]]:
    """Seconds of each turn, and whether it reached the right topic."""
    triage, words = Triage(content.urgent, content.learned.urgency), own_words(content)
    times: list[float] = []
    reached: list[bool] = []
    for visit, number in enumerate(visited):
        for turn in range(IN_A_ROW):
            said = rename(questions[(visit * IN_A_ROW + turn) % len(questions)], words, number)
            started = perf_counter()
            triage.assess(said)
            found, _ = library.find(said)
            times.append(perf_counter() - started)
            if found >= 0:
                reached.append(found == number)
    return times, reached


def written(text: str, rows: Sequence[str]) -> str:
    """The document with the table between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{HEAD}\n" + "".join(f"{row}\n" for row in rows) + f"{END}{after}"


def _in_own_process(topics: int) -> Measured:
    command = [sys.executable, "-m", "tools.scale", "--one", str(topics)]
    return msgspec.json.decode(subprocess.run(command, check=True, capture_output=True).stdout, type=Measured)


def main(arguments: list[str] | None = None) -> int:
    """Prints the table and writes it into the document."""
    parser = argparse.ArgumentParser(prog="python -m tools.scale", description=__doc__)
    parser.add_argument("--one", type=int, metavar="TOPICS", help="measure one number of topics, and print it as JSON")
    parser.add_argument("--no-write", action="store_true", help="leave docs/scale.md as it is")
    options = parser.parse_args(arguments)
    if options.one:
        with tempfile.TemporaryDirectory() as shelf:
            print(json.dumps(msgspec.to_builtins(measure(options.one, Path(shelf)))))
        return 0
    rows = []
    print(HEAD)
    for size in SIZES:
        rows.append(_in_own_process(size).row())
        print(rows[-1], flush=True)
    if not options.no_write:
        TABLE.write_text(written(TABLE.read_text("utf-8"), rows), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
