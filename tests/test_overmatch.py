"""What one answer is asked by must not be taken by another, or for a cry for help.

A new ask line, a new word in the vocabulary or in urgent.toml can pull questions away from an answer that nobody was
editing, and each file looks right by itself. So everything that the content says people ask is put to the deployed
understanding (triage, navigation, matching), and must come back to where it was written. A few of several thousand
don't: the votes weigh words, they don't look sentences up. How many may is bounded here; which, is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from guide.conversation import Conversation
from guide.reply import Answer, Choice, NotCovered, Opening, Reply, Urgent
from guide.state import State
from guide.topic import Content, load
from guide.turn import Event, Turn
from tools.content import read

SECTION_MOST, GAP_MOST = 0.03, 0.1
"""The share of an answer's own phrases that may go elsewhere. Gaps are many and near each other."""
PROMPTED = "stitch_recovery"
"""The gap that asks whether symptoms after a stitch are normal: such a question is begun with the prompt."""
KNOWN_ALARMS = {
    "is it because of my infection": "causes",
    "am i numb for the stitch": "stitch_pain",
}
"""Questions that sound urgent, and shouldn't."""


@dataclass(frozen=True)
class Asked:
    """What came of a phrase."""

    target: str
    phrase: str
    reply: Reply

    @property
    def alarming(self) -> bool:
        """Whether it was taken for a report, or was answered after the prompt without being asked of symptoms."""
        prompted = isinstance(self.reply, Answer | NotCovered) and self.reply.opening in _PROMPTS
        return isinstance(self.reply, Urgent) or (prompted and self.target != PROMPTED)

    @property
    def near_tie(self) -> bool:
        return isinstance(self.reply, Choice) and self.target in (self.reply.first, self.reply.second)

    @property
    def elsewhere(self) -> bool:
        return not self.alarming and not self.near_tie and self.found != self.target

    @property
    def found(self) -> str:
        match self.reply:
            case Answer(section=section):
                return section
            case NotCovered(gap=gap):
                return gap or "a gap that nobody foresaw"
            case Choice(first=first, second=second):
                return f"{first} or {second}"
            case other:
                return type(other).__name__

    def __str__(self) -> str:
        return f'"{self.phrase}" -> {self.found}'


_PROMPTS = (Opening.IF_NOW, Opening.IF_NOW_EMERGENCY)


def ask(conversation: Conversation, phrase: str, state: State | None = None) -> Reply:
    return conversation.reply_to(Turn(Event.QUESTION, (phrase,), "en-CA"), state or State()).reply


@pytest.fixture(scope="module")
def content() -> Content:
    return load()


@pytest.fixture(scope="module")
def conversation(content: Content) -> Conversation:
    return Conversation(content)


@pytest.fixture(scope="module")
def asked(conversation: Conversation) -> dict[str, list[Asked]]:
    source = read()
    return {
        target: [Asked(target, phrase, ask(conversation, phrase)) for phrase in phrases]
        for target, phrases in {**source.samples, **source.gap_samples}.items()
    }


def assert_at_home(asked: Sequence[Asked], most: float) -> None:
    elsewhere = [str(one) for one in asked if one.elsewhere]
    ties = [str(one) for one in asked if one.near_tie]
    assert len(elsewhere) <= most * len(asked), (
        f"{len(elsewhere)} of the {len(asked)} phrases of {asked[0].target} are taken by others, more than {most:.0%}. "
        "Reword them, or give the words that should decide to one idea of vocabulary.toml; then run `make models`.\n"
        + "\n".join(["Elsewhere:", *elsewhere, "Near ties:", *ties])
    )


@pytest.mark.parametrize("section", load().topic.order)
def test_a_sections_own_phrases_find_it(asked: dict[str, list[Asked]], section: str) -> None:
    assert_at_home(asked[section], SECTION_MOST)


@pytest.mark.parametrize("gap", list(load().topic.gaps))
def test_a_gaps_own_phrases_find_it(asked: dict[str, list[Asked]], gap: str) -> None:
    assert_at_home(asked[gap], GAP_MOST)


def test_no_question_of_the_content_sounds_urgent(asked: dict[str, list[Asked]]) -> None:
    alarms = [one for group in asked.values() for one in group if one.alarming and one.phrase not in KNOWN_ALARMS]
    assert not alarms, (
        f"{len(alarms)} questions are taken for a report. Mend urgent.toml (a cue, a not_ family), or reword them:\n"
        + "\n".join(f"{one.target}: {one}" for one in alarms)
    )


@pytest.mark.parametrize(("phrase", "target"), KNOWN_ALARMS.items(), ids=list(KNOWN_ALARMS))
def test_a_known_alarm_is_still_one(asked: dict[str, list[Asked]], phrase: str, target: str) -> None:
    found = [one for one in asked[target] if one.phrase == phrase]
    assert found, f'"{phrase}" is no longer asked of {target}: take it off KNOWN_ALARMS'
    assert found[0].alarming, f'"{phrase}" no longer sounds urgent: take it off KNOWN_ALARMS'


@pytest.mark.parametrize("section", load().topic.order)
def test_what_is_suggested_works_wherever_it_is_heard(
    content: Content, conversation: Conversation, section: str
) -> None:
    """The README, help and misses suggest the sections' examples; a listener may say one after any other section."""
    example = content.topic.sections[section].example
    for heard in content.topic.order:
        state = conversation.reply_to(Turn(heard, (), "en-CA"), State()).state
        reply = ask(conversation, example, state)
        assert isinstance(reply, Answer), f'after {heard}, "{example}" gives {reply}'
        assert reply.section == section, f'after {heard}, "{example}" gives {reply}'
