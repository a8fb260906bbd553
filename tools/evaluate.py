"""`make evaluate` measures the deployed skill on labelled utterances.

Each is spoken in a fresh session, after the launch, to the simulated speaker: the recogniser, real envelopes and the
handler that Lambda runs. Comparing what it decided with the labels is left to figures.py, showing that to summary.py
and report.py.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from device.skill import LocaleError, Watch, speaker
from device.speaker import Speaker
from guide.conversation import Outcome, Stage
from guide.reply import (
    Answer,
    Choice,
    Goodbye,
    Guidance,
    NotCovered,
    NotUnderstood,
    OffTopic,
    Opening,
    Repaced,
    Urgent,
)
from guide.topic import Content, load
from guide.triage import Level
from tools.figures import Figure, Prediction, Result, figures
from tools.labelled import NONE, Label, LabelError, measured, read
from tools.noise import STRENGTHS, Noise
from tools.report import page
from tools.summary import summary, tabbed

HEARINGS = 3
"""How often each utterance is heard at each strength of noise, differently each time."""
_NAVIGATION = Prediction("navigation", NONE, NONE)
_OPENINGS = {Opening.IF_NOW: "call_doctor", Opening.IF_NOW_EMERGENCY: "emergency"}


class Evaluation:
    """Speaks labelled utterances to one speaker."""

    def __init__(self, locale: str, content: Content) -> None:
        self._watch = Watch()
        self._speaker: Speaker = speaker(locale, watch=self._watch)
        self._content = content

    def result(self, label: Label) -> Result:
        """What comes of one utterance."""
        self._speaker.open()
        if label.context:
            section = self._content.topic.sections.get(label.context)
            self._speaker.say(section.example if section else label.context)
        self._watch.turns.clear()
        self._speaker.say(label.utterance)
        outcome = self._watch.outcome
        predicted = prediction(outcome) if outcome else Prediction("not_understood", NONE, NONE, "no outcome")
        return Result(label, predicted, self._speaker.seconds * 1000)


def prediction(outcome: Outcome) -> Prediction:
    """An outcome in the labels' terms."""
    found = _NAVIGATION if _navigated(outcome) else _of_reply(outcome)
    return replace(found, why=f"{outcome.why.stage.value}: {outcome.why.detail}")


def _navigated(outcome: Outcome) -> bool:
    return outcome.why.stage is Stage.NAVIGATION and not isinstance(outcome.reply, Urgent)


def _of_reply(outcome: Outcome) -> Prediction:
    match outcome.reply:
        case Urgent(level=Level.CALL_DOCTOR):
            return Prediction("symptom_report", "when_to_call", "call_doctor")
        case Urgent():
            return Prediction("emergency", "when_to_call", "emergency")
        case Answer(section=section, opening=opening):
            return Prediction("question", section, _OPENINGS.get(opening, NONE))
        case Choice(first=first):
            return Prediction("question", first, NONE)
        case NotCovered(opening=opening):
            return Prediction("not_covered", NONE, _OPENINGS.get(opening, NONE))
        case OffTopic():
            return Prediction("off_topic", NONE, NONE)
        case NotUnderstood():
            return Prediction("not_understood", NONE, NONE)
        case Guidance() | Goodbye() | Repaced():
            return _NAVIGATION
        case _:
            assert_never(outcome.reply)


def noise_curve(evaluation: Evaluation, labels: Sequence[Label]) -> dict[int, list[Figure]]:
    """Strength of the noise -> the rates at it, over several hearings."""
    curve = {}
    for strength in STRENGTHS:
        heard = [
            evaluation.result(replace(label, utterance=noise.heard(label.utterance, strength)))
            for noise in map(Noise, range(HEARINGS))
            for label in labels
        ]
        curve[strength] = figures(heard)
    return curve


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.evaluate", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="labelled files; tests/labelled/held_out/, unless named")
    parser.add_argument("--locale", default="en-CA", help="whose interaction model hears them (en-CA)")
    parser.add_argument("--predictions", type=Path, metavar="TSV", help="write what was predicted for each line")
    parser.add_argument("--report", type=Path, metavar="HTML", help="write a page with the confusion matrix")
    parser.add_argument("--noise", action="store_true", help="also measure it with growing recognition noise")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where a file or locale can't be used."""
    options = _options(arguments)
    content = load()
    try:
        files = options.files or measured()
        labels = [label for file in files for label in read(file, content.topic.sections)]
        evaluation = Evaluation(options.locale, content)
    except (LabelError, LocaleError) as error:
        print(error, file=sys.stderr)
        return 1
    results = [evaluation.result(label) for label in labels]
    curve = noise_curve(evaluation, labels) if options.noise else {}
    if options.predictions:
        options.predictions.write_text(tabbed(results), "utf-8")
    if options.report:
        options.report.write_text(page(results, curve), "utf-8")
    print(summary(results, curve))
    return 0


if __name__ == "__main__":
    sys.exit(main())
