"""`make compare` measures several ways of matching on the same labelled questions, and prints a table.

Only matching is compared: no session, no triage. All know the same: the ask lines, and the utterances in
tests/labelled/learned/. A rival refuses below a score; it gets the one that serves it best on the very labels that are
measured, so its figures are the most that it could reach.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from guide.topic import Topic, load
from guide.votes import NOT_COVERED, OFF_TOPIC
from tools.content import Source
from tools.content import read as read_content
from tools.labelled import LEARNED, NONE, Label, LabelError, measured, read
from tools.rivals import Method, Ours, rivals

_THRESHOLDS = 60
"""How many scores are tried as the least that answers."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a method made of an utterance."""

    label: Label
    target: str
    score: float


@dataclass(frozen=True, slots=True)
class Score:
    """What a method reached."""

    answered: float
    """Share of the questions whose section was found."""
    declined: float
    """Share of what isn't covered that no section answered."""
    refused: float
    """Share of the off topic that no section answered."""

    @property
    def mean(self) -> float:
        """All three, equally weighed."""
        return (self.answered + self.declined + self.refused) / 3


@dataclass(frozen=True, slots=True)
class Line:
    """One method in the table."""

    name: str
    always: float
    """Share of the questions whose section was found, were it never to refuse."""
    score: Score
    milliseconds: float
    """For one query, on average."""

    def __str__(self) -> str:
        score = self.score
        rates = f"{score.answered:9.1%} {score.declined:9.1%} {score.refused:9.1%} {score.mean:9.1%}"
        return f"{self.name:<26} {self.always:9.1%} {rates} {self.milliseconds:9.3f}"


HEAD = f"{'method':<26} {'always':>9} {'section':>9} {'declined':>9} {'refused':>9} {'mean':>9} {'ms/query':>9}"


def samples(source: Source, topic: Topic) -> dict[str, list[str]]:
    """What ours learns from: target -> ways of asking for it. A target that is no section is not answered."""
    ways = {target: list(asked) for target, asked in {**source.samples, **source.gap_samples}.items()}
    targets = {"not_covered": NOT_COVERED, "off_topic": OFF_TOPIC}
    for path in sorted(LEARNED.glob("*.tsv")):
        for label in read(path, topic.sections):
            target = targets.get(label.kind, label.sections[0] if label.kind == "question" else "")
            if target:
                ways.setdefault(target, []).append(label.utterance)
    return ways


def tried(method: Method, labels: Sequence[Label], topic: Topic) -> Line:
    """A method with the threshold that serves it best."""
    started = perf_counter()
    found = [Found(label, *method.best(label.utterance)) for label in labels]
    milliseconds = (perf_counter() - started) * 1000 / len(labels)
    scores = sorted({one.score for one in found})
    thresholds = scores[:: max(len(scores) // _THRESHOLDS, 1)]
    best = max((score(found, threshold, topic) for threshold in thresholds), key=lambda reached: reached.mean)
    return Line(method.name, score(found, 0, topic).answered, best, milliseconds)


def score(found: Sequence[Found], threshold: float, topic: Topic) -> Score:
    """What is reached where scores below the threshold refuse."""

    def section(one: Found) -> str:
        return one.target if one.target in topic.sections and one.score >= threshold else NONE

    def share(kind: str, hit: Callable[[Found], bool]) -> float:
        hits = [hit(one) for one in found if one.label.kind == kind]
        return sum(hits) / len(hits) if hits else 0.0

    return Score(
        answered=share("question", lambda one: section(one) in one.label.sections),
        declined=share("not_covered", lambda one: section(one) == NONE),
        refused=share("off_topic", lambda one: section(one) == NONE),
    )


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where a file can't be used."""
    parser = argparse.ArgumentParser(prog="python -m tools.compare", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="labelled files; tests/labelled/held_out/, unless named")
    files = parser.parse_args(arguments).files or measured()
    content = load()
    topic = content.topic
    try:
        labels = [label for file in files for label in read(file, topic.sections)]
    except LabelError as error:
        print(error, file=sys.stderr)
        return 1
    compared = [label for label in labels if label.kind in ("question", "not_covered", "off_topic")]
    print(f"{len(compared)} utterances. section: found, of the questions; declined: of what the page leaves open;")
    print("refused: of the off topic; mean: of these three, at the threshold that is best on these labels;")
    print("always: section found, of the questions, were the method never to refuse.\n")
    print(HEAD)
    for method in (*rivals(samples(read_content(), topic)), Ours(content)):
        print(tried(method, compared, topic), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
