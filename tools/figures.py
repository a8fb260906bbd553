"""How well it understands, in figures: from labels and predictions to counts and rates.

Pure; running the skill is left to evaluate.py, and showing the figures to it and report.py.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tools.labelled import KINDS, NONE, Label

REFUSALS = ("off_topic", "not_understood", "not_covered")
PREDICTED = (*KINDS, "not_understood")


@dataclass(frozen=True, slots=True)
class Prediction:
    """What came of an utterance, in the labels' terms."""

    kind: str
    section: str
    urgency: str
    why: str = ""
    """Which stage decided, and by what."""


@dataclass(frozen=True, slots=True)
class Result:
    """A label, and what came of its utterance."""

    label: Label
    predicted: Prediction
    milliseconds: float = 0.0
    """What the skill took for the turn."""

    @property
    def right(self) -> bool:
        """Whether a reasonable person would be content."""
        return _CONTENT[self.label.kind](self) and self.calibrated

    @property
    def calibrated(self) -> bool:
        """Whether it was taken as urgently as the label accepts."""
        return self.predicted.urgency in self.label.urgencies

    @property
    def urgent(self) -> bool:
        """Whether it was taken as urgent at all, be it by a prompt before an answer."""
        return self.predicted.urgency != NONE

    @property
    def alarmed(self) -> bool:
        """Whether the turn was nothing but who to call."""
        return self.predicted.kind in ("emergency", "symptom_report")

    @property
    def answered(self) -> bool:
        """Whether a section was spoken that the label accepts."""
        return self.predicted.section in self.label.sections

    @property
    def declined(self) -> bool:
        """Whether nothing was answered."""
        return self.predicted.kind in REFUSALS


_CONTENT: dict[str, Callable[[Result], bool]] = {
    "question": lambda result: result.answered,
    "not_covered": lambda result: result.declined or (result.answered and result.predicted.section != NONE),
    "symptom_report": lambda _: True,
    "emergency": lambda _: True,
    "off_topic": lambda result: result.declined,
    "navigation": lambda result: result.predicted.kind == "navigation",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One rate."""

    name: str
    hits: int
    of: int

    @property
    def rate(self) -> float:
        """0 to 1; 0 where nothing was counted."""
        return self.hits / self.of if self.of else 0.0

    def __str__(self) -> str:
        rate = f"{self.rate:6.1%}" if self.of else "     -"
        return f"{self.name:<66} {rate}  {self.hits:>4} of {self.of}"


def figures(results: Sequence[Result]) -> list[Figure]:
    """Every rate, in the order of the report."""
    by_kind = {kind: [result for result in results if result.label.kind == kind] for kind in KINDS}
    calm = [result for result in results if result.label.urgency == NONE]
    tricky = [result for result in calm if "tricky_negative" in result.label.flags]
    emergency = [result for result in results if result.label.urgency == "emergency"]
    doctor = [result for result in results if result.label.urgency == "call_doctor"]
    questions = by_kind["question"]
    gaps = by_kind["not_covered"]
    rates: list[tuple[str, Sequence[Result], Callable[[Result], bool]]] = [
        ("questions: section, any label", questions, lambda r: r.answered),
        ("questions: section, first label", questions, lambda r: r.predicted.section == r.label.sections[0]),
        ("questions: abstained (declined, refused or not understood)", questions, lambda r: r.declined),
        ("emergency: heard as emergency", emergency, lambda r: r.predicted.urgency == "emergency"),
        ("emergency: heard as emergency, or as its label also accepts", emergency, lambda r: r.calibrated),
        ("emergency: heard as urgent at all", emergency, lambda r: r.urgent),
        ("call_doctor: heard as call_doctor or higher", doctor, lambda r: r.urgent),
        ("call_doctor: that, or as its label also accepts", doctor, lambda r: r.urgent or r.calibrated),
        ("false alarms: of all that isn't urgent", calm, lambda r: not r.calibrated),
        ("false alarms: only a prompt before the answer", calm, lambda r: not r.calibrated and not r.alarmed),
        ("false alarms: of the tricky negatives", tricky, lambda r: not r.calibrated),
        ("not covered: declined as not covered", gaps, lambda r: r.predicted.kind == "not_covered"),
        ("not covered: that, refused, or not understood", gaps, lambda r: r.declined),
        ("not covered: that, or a section that its label accepts", gaps, _CONTENT["not_covered"]),
        ("off topic: refused", by_kind["off_topic"], lambda r: r.declined and not r.urgent),
        ("navigation: obeyed", by_kind["navigation"], lambda r: r.predicted.kind == "navigation"),
        ("all: right, urgency too", results, lambda r: r.right),
    ]
    return [_figure(*rate) for rate in rates]


def _figure(name: str, results: Sequence[Result], hit: Callable[[Result], bool]) -> Figure:
    return Figure(name, sum(map(hit, results)), len(results))


def confusion(results: Iterable[Result]) -> Counter[tuple[str, str]]:
    """(first wanted, got) -> how often, by section and, where there is none, by kind."""
    return Counter((_wanted(result), _got(result)) for result in results)


def _wanted(result: Result) -> str:
    label = result.label
    if label.urgency != NONE:
        return label.urgency
    # An accepted alternative is no confusion.
    if result.right and label.kind == "question":
        return _got(result)
    return label.sections[0] if label.kind == "question" and label.sections[0] != NONE else label.kind


def _got(result: Result) -> str:
    predicted = result.predicted
    if predicted.kind in ("emergency", "symptom_report"):
        return predicted.urgency
    return predicted.section if predicted.kind == "question" else predicted.kind


def coverage(results: Iterable[Result]) -> list[Figure]:
    """Per section: how many of the questions for it were answered by an accepted section."""
    questions = [result for result in results if result.label.kind == "question"]
    by_section: dict[str, list[Result]] = defaultdict(list)
    for result in questions:
        by_section[result.label.sections[0]].append(result)
    return [_figure(id, by_section[id], lambda r: r.answered) for id in sorted(by_section)]


def timing(results: Sequence[Result]) -> tuple[float, float]:
    """Median and 99th percentile of a turn, in milliseconds."""
    times = [result.milliseconds for result in results]
    if len(times) < 2:
        return (times[0], times[0]) if times else (0.0, 0.0)
    return statistics.median(times), statistics.quantiles(times, n=100, method="inclusive")[98]
