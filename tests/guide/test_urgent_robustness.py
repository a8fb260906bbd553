"""No urgent phrase is lost among the words of navigation: "can you repeat that i'm bleeding" is an emergency first.

Every example that must fire is said before and after every command, filler and politeness of the content: each of those
with its own share of the examples, so that all are tried in a few seconds.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guide.conversation import Conversation
from guide.reply import Answer, NotCovered, Opening, Urgent
from guide.state import State
from guide.topic import Content, load
from guide.triage import Level
from guide.turn import Event, Turn
from tools.content import FOLDER, read

SHARES = 19
"""Of how many examples each word is tried with one."""
# Said before or after a sentence with no pause, these may turn it into another one: deny it, suppose it, or ask it.
DENYING = {
    "no",
    "nope",
    "nah",
    "no no",
    "neither",
    "nothing",
    "not really",
    "not that",
    "rather not",
    "i would rather not",
    "no i do not",
}
ASKING = {"can you", "could you", "would you", "will you", "if you can", "if you do not mind", "what", "i said"}
BEGINNING = {"do it", "i do", "i would", "previous"}
AMBIGUOUS = DENYING | ASKING | BEGINNING


@pytest.fixture(scope="module")
def content() -> Content:
    return load()


@pytest.fixture(scope="module")
def conversation(content: Content) -> Conversation:
    return Conversation(content)


@pytest.fixture(scope="module")
def examples() -> list[str]:
    return [phrase for rule in read(FOLDER).urgent.rule for phrase in rule.fires]


def level(conversation: Conversation, said: str) -> Level:
    """How urgent it is taken, be it by a prompt before an answer."""
    reply = conversation.reply_to(Turn(Event.QUESTION, (said,), "en-CA"), State()).reply
    match reply:
        case Urgent(level=found):
            return found
        case Answer(opening=Opening.IF_NOW) | NotCovered(opening=Opening.IF_NOW):
            return Level.CALL_DOCTOR
        case Answer(opening=Opening.IF_NOW_EMERGENCY) | NotCovered(opening=Opening.IF_NOW_EMERGENCY):
            return Level.EMERGENCY
        case _:
            return Level.NONE


def around(content: Content, group: str) -> list[str]:
    commands = [phrase for phrases in content.commands.values() for phrase in phrases]
    words = {"commands": commands, "politeness": content.politeness, "fillers": content.urgent.cues["filler"]}[group]
    return [word for word in words if word not in AMBIGUOUS]


def shares(words: list[str], examples: list[str]) -> Iterator[tuple[str, str]]:
    """Each word with its share of the examples; neighbours have different ones."""
    for number, word in enumerate(words):
        yield from ((word, example) for example in examples[number % SHARES :: SHARES])


@pytest.mark.parametrize("group", ["commands", "politeness", "fillers"])
@pytest.mark.parametrize("form", ["{word} {example}", "{example} {word}"], ids=["before", "after"])
def test_no_urgent_phrase_is_lost(
    content: Content, conversation: Conversation, examples: list[str], group: str, form: str
) -> None:
    alone = {example: level(conversation, example) for example in examples}
    lost = [
        said
        for word, example in shares(around(content, group), examples)
        if level(conversation, said := form.format(word=word, example=example)) < alone[example]
    ]
    assert not lost, f"{len(lost)} taken as less urgent than without it, among them {lost[:8]}"


def test_every_example_is_urgent_alone(conversation: Conversation, examples: list[str]) -> None:
    assert not [example for example in examples if level(conversation, example) is Level.NONE]


@pytest.mark.parametrize("word", ["no", "nope", "not really", "neither"])
def test_a_refusal_before_a_whole_sentence_takes_nothing_back(conversation: Conversation, word: str) -> None:
    for sentence in ("i think my water broke", "i'm bleeding heavily", "there's blood everywhere", "she is in labour"):
        assert level(conversation, f"{word} {sentence}") is Level.EMERGENCY, f"{word} {sentence}"


@pytest.mark.parametrize("said", ["no bleeding", "no i don't have any bleeding", "what is bleeding a sign of"])
def test_what_denies_or_asks_stays_quiet(conversation: Conversation, said: str) -> None:
    assert level(conversation, said) is Level.NONE
