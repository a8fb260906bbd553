"""Puts the service under load, and writes the figures into docs/load.md."""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from device.authority import Authority
from tools.load.conversations import Exchange, conversations
from tools.load.listeners import Tally, listen
from tools.load.target import ADAPTER, SERVICE, Target, started
from web.settings import THREADS

DOCUMENT = Path(__file__).parents[2] / "docs" / "load.md"
BEGIN, END = "<!-- make load writes from here -->", "<!-- to here -->"
UNFINISHED = 300
ROUNDS, FEW = 15, 20
"""How often each is asked in turn when two are compared, and by how many."""


@dataclass
class Report:
    """The tables, and whether all was well in what they count."""

    authority: Authority
    listeners: int
    rows: list[str] = field(default_factory=list)
    faults: int = 0
    """Answers that were lost or mixed, by the service."""

    def crowded(self) -> None:
        """All listeners at once, by processes and threads, and beside requests that are never finished."""
        self._tell(
            f"| {self.listeners} listeners | answers | lost | mixed | a second | median (ms) | 99 % within (ms) |"
        )
        self._tell("|---|---|---|---|---|---|---|")
        for processes, threads, unfinished in ((1, 4, 0), (1, THREADS, 0), (2, THREADS, 0), (2, THREADS, UNFINISHED)):
            with started(self.authority, SERVICE, processes, threads) as target:
                tally = listen(target.port, self._warmed(target), 1, unfinished=unfinished)
            beside = f", beside {unfinished} unfinished requests" if unfinished else ""
            name = f"{processes} process{'es' if processes > 1 else ''} of {threads} threads{beside}"
            rate = f"{tally.throughput:.0f} | {tally.wait(50):.0f} | {tally.wait(99):.0f}"
            self._tell(f"| {name} | {self._counted(tally)} | {rate} |")

    def compared(self) -> None:
        """The service and the SDK's own adapter, asked in turn, one process each."""
        rates: dict[str, list[float]] = {SERVICE: [], ADAPTER: []}
        busy: dict[str, list[float]] = {SERVICE: [], ADAPTER: []}
        said = conversations(FEW, self.authority)
        with ExitStack() as stack:
            targets = {kind: stack.enter_context(started(self.authority, kind)) for kind in rates}
            for target in targets.values():
                listen(target.port, said, 1)
            for _ in range(ROUNDS):
                for kind, target in targets.items():
                    before = target.busy()
                    tally = listen(target.port, said, 1)
                    busy[kind].append((target.busy() - before) / len(tally.waits) * 1000)
                    rates[kind].append(tally.throughput)
                    self.faults += (tally.lost + tally.mixed) if kind == SERVICE else 0
        self._tell(
            f"\n| {FEW} listeners, 1 process, {ROUNDS} rounds in turn, medians | a second | processor, ms each |"
        )
        self._tell("|---|---|---|")
        for kind, name in ((SERVICE, "this service"), (ADAPTER, "the SDK's own adapter")):
            self._tell(f"| {name} | {statistics.median(rates[kind]):.0f} | {statistics.median(busy[kind]):.2f} |")
        ratios = (_ratio(rates[SERVICE], rates[ADAPTER]), _ratio(busy[SERVICE], busy[ADAPTER]))
        self._tell(f"| this / that, median of the rounds | {ratios[0]:.2f} | {ratios[1]:.2f} |")

    def lasting(self, seconds: float) -> None:
        """The memory over a long run, from when its caches are filled."""
        tally, memory = Tally(), []
        with started(self.authority, SERVICE, 2) as target:
            for _ in range(2):
                until = monotonic() + seconds / 2
                while monotonic() < until:
                    said = conversations(self.listeners, self.authority)
                    tally.add(listen(target.port, said, 3, unfinished=30))
                memory.append(target.memory())
        self._tell(
            "\n| a long run | answers | lost | mixed | MiB at half time | MiB at the end |\n|---|---|---|---|---|---|"
        )
        name = f"{self.listeners} listeners, 2 processes, {tally.seconds:.0f} s"
        self._tell(f"| {name} | {self._counted(tally)} | {memory[0]:.0f} | {memory[1]:.0f} |")

    def _warmed(self, target: Target) -> Sequence[Sequence[Exchange]]:
        """Everybody's conversations, after some of them were held: it has started, and fetched the certificate."""
        said = conversations(self.listeners, self.authority)
        listen(target.port, said[:FEW], 1)
        return said

    def _counted(self, tally: Tally) -> str:
        self.faults += tally.lost + tally.mixed
        return f"{len(tally.waits):,} | {tally.lost} | {tally.mixed}"

    def _tell(self, row: str) -> None:
        self.rows.append(row)
        print(row, flush=True)


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return statistics.median(our / their for our, their in zip(ours, theirs, strict=True))


def written(text: str, rows: Sequence[str]) -> str:
    """The document with the figures between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n" + "".join(f"{row}\n" for row in rows) + f"{END}{after}"


def main(arguments: list[str] | None = None) -> int:
    """Prints the figures and writes them. Returns 1 where an answer of the service was lost or mixed."""
    parser = argparse.ArgumentParser(prog="python -m tools.load", description=__doc__)
    parser.add_argument("--listeners", type=int, default=200, metavar="NUMBER", help="at once (200)")
    parser.add_argument("--seconds", type=float, default=120, help="how long the long run is (120)")
    parser.add_argument("--no-write", action="store_true", help="leave docs/load.md as it is")
    options = parser.parse_args(arguments)
    report = Report(Authority(), options.listeners)
    report.crowded()
    report.compared()
    report.lasting(options.seconds)
    if not options.no_write:
        DOCUMENT.write_text(written(DOCUMENT.read_text("utf-8"), report.rows), "utf-8")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
