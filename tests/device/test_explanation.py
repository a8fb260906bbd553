"""What was decided is told in words and levels that a page or a terminal can show."""

from __future__ import annotations

import pytest

from device.explanation import Care, explain
from guide.conversation import Outcome, Stage, Why
from guide.reply import Answer, NotCovered, Opening, Repaced, Reply, Urgent
from guide.state import State
from guide.triage import Level
from guide.turn import Event, Turn


def care(reply: Reply) -> Care | None:
    return explain(Turn(Event.QUESTION), Outcome(reply, State(), Why(Stage.TRIAGE, ""))).care


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Urgent(Level.CALL_DOCTOR), Care("call_doctor", now=True)),
        (Urgent(Level.EMERGENCY), Care("emergency", now=True)),
        (Urgent(Level.SELF_HARM), Care("self_harm", now=True)),
        (Repaced(slow=True, again=Urgent(Level.EMERGENCY)), Care("emergency", now=True)),
        (Answer("symptoms", opening=Opening.IF_NOW), Care("call_doctor", now=False)),
        (NotCovered(opening=Opening.IF_NOW_EMERGENCY), Care("emergency", now=False)),
        (Answer("causes", opening=Opening.COMFORT), None),
        (Repaced(slow=True, again=None), None),
    ],
)
def test_whom_to_call_is_told_by_level(reply: Reply, expected: Care | None) -> None:
    assert care(reply) == expected


def test_an_explanation_has_the_words_the_stage_and_the_reply() -> None:
    # given a question that matching answered
    outcome = Outcome(Answer("cerclage"), State(), Why(Stage.MATCHING, "cerclage stitch"))

    # when it is explained
    explanation = explain(Turn(Event.QUESTION, ("what is a stitch",)), outcome)

    # then each part is told by itself, and all of them as lines
    assert (explanation.heard, explanation.texts) == ("question", ("what is a stitch",))
    assert explanation.lines[:2] == ["heard:   question what is a stitch", "decided: matching: cerclage stitch"]
    assert "section='cerclage'" in explanation.reply
