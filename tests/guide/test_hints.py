"""What is suggested next is what the reply leads to, in words that lead there."""

from __future__ import annotations

import pytest

from guide.hints import MOST, Hint, Hints
from guide.reply import Answer, Choice, Goodbye, Guidance, Kind, NotCovered, NotUnderstood, OffTopic, Said
from guide.topic import Content

USUAL = ["symptoms", "treatment", "overview"]


def targets(content: Content, said: Said | None) -> list[str]:
    return [hint.target for hint in Hints(content).after(said)]


def test_an_answer_suggests_what_it_offers_then_what_else_follows(content: Content) -> None:
    assert targets(content, Answer("cerclage", offer="progesterone")) == [
        "progesterone", "stitch_removal", "watchful_waiting",
    ]  # fmt: skip


def test_an_answer_with_more_to_hear_suggests_that_first(content: Content) -> None:
    # given the first part of several
    hints = Hints(content).after(Answer("symptoms", offer="diagnosis"))
    # then
    assert hints[0] == Hint(content.phrases["screen.more"], "more")
    assert [hint.target for hint in hints] == ["more", "diagnosis", "when_to_call"]


def test_a_choice_suggests_both_and_nothing_else(content: Content) -> None:
    assert targets(content, Choice("treatment", "causes")) == ["treatment", "causes"]


def test_what_is_not_covered_suggests_the_nearest_once(content: Content) -> None:
    assert targets(content, NotCovered("", "treatment")) == ["treatment", "symptoms", "overview"]


def test_a_pause_suggests_going_on(content: Content) -> None:
    assert targets(content, Guidance(Kind.PAUSED)) == ["more"]


@pytest.mark.parametrize("said", [Guidance(Kind.HELP), OffTopic(), NotUnderstood(1), NotCovered(), Goodbye(), None])
def test_otherwise_what_help_suggests(content: Content, said: Said | None) -> None:
    assert targets(content, said) == USUAL


def test_there_are_few_each_by_its_example(content: Content) -> None:
    for id, section in content.topic.sections.items():
        for part in range(len(section.parts)):
            hints = Hints(content).after(Answer(id, part, section.next[0]))
            assert 0 < len(hints) <= MOST
            assert all(
                hint.says == content.topic.sections[hint.target].example for hint in hints if hint.target != "more"
            )
