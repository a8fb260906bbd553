"""How a reply is said: its sentences, all of them from content.

The microphone stays open if and only if the last sentence is a question; then there is a reprompt. What is said is
decided elsewhere, its markup is ssml's, and how it looks is left to screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import assert_never

import msgspec

from guide.country import filled, whom_to_call
from guide.reply import (
    LAST_MISS,
    Answer,
    Choice,
    Goodbye,
    Guidance,
    Kind,
    NotCovered,
    NotUnderstood,
    OffTopic,
    Opening,
    Repaced,
    Reply,
    Urgent,
)
from guide.ssml import Markup
from guide.topic import Content
from guide.tour import Tour

_GUIDANCE: Mapping[Kind, tuple[str, str]] = {
    Kind.WELCOME: ("welcome.first", "welcome.again"),
    Kind.WELCOME_BACK: ("welcome.back", "welcome.again"),
    Kind.HELP: ("help.says", "help.again"),
    Kind.TOPICS: ("help.topics", "help.topics_again"),
    Kind.PAUSED: ("guidance.paused", "guidance.paused_again"),
}
"""The phrases of a kind and its reprompt, where they aren't guidance's own."""
_MISSES = ("missed.first", "missed.second", "missed.last")


class Speech(msgspec.Struct, frozen=True):
    """What is said in one turn."""

    text: str
    """Plain sentences."""
    ssml: str
    reprompt: str
    """What is said after a silence, plain; empty when the session closes."""
    reprompt_ssml: str

    @property
    def closes(self) -> bool:
        """Whether the session ends with it."""
        return not self.reprompt


class Voice:
    """Words for replies."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._topic = content.topic
        self._tour = Tour(content.topic)
        self._examples = {
            f"example_{number}": self._topic.sections[id].example
            for number, id in enumerate(content.phrases["suggest.sections"].split(), 1)
        }
        self._markup = Markup(content.topic.pronunciations)
        # There are few replies, and the words for one are always the same.
        self._said = lru_cache(maxsize=512)(self._say)

    def say(self, reply: Reply, locale: str, *, slow: bool = False) -> Speech:
        """The words for a reply, and for the silence after it."""
        return self._said(reply, locale, slow)

    def _say(self, reply: Reply, locale: str, slow: bool) -> Speech:
        numbers = whom_to_call(self._content, locale)
        text, again = (filled(line, numbers) for line in self._lines(reply))
        ssml = self._markup.of(text, slow=slow)
        if not text.endswith("?"):
            return Speech(text, ssml, "", "")
        return Speech(text, ssml, again, self._markup.of(again, slow=slow))

    def _lines(self, reply: Reply) -> tuple[str, str]:
        """What is said, and what is said after a silence."""
        match reply:
            case Answer():
                return self._answer(reply)
            case Urgent(level=level):
                return self._content.urgent.wording[level.name.lower()], ""
            case Choice(first=first, second=second, again=again):
                key = "choice.which" if again else "choice.says"
                says = self._phrase(key, first=self._name(first), second=self._name(second))
                return says, self._phrase("choice.again")
            case NotCovered():
                return self._not_covered(reply)
            case OffTopic():
                return self._phrase("off_topic.says"), self._phrase("off_topic.again")
            case NotUnderstood(misses=misses):
                return self._phrase(_MISSES[min(misses, LAST_MISS) - 1]), self._phrase("missed.again")
            case Guidance(kind=kind):
                says, again_key = _GUIDANCE.get(kind, (f"guidance.{kind.value}", "guidance.again"))
                return self._phrase(says), self._phrase(again_key)
            case Goodbye():
                return self._phrase("goodbye.says"), ""
            case Repaced():
                return self._repaced(reply)
            case _:
                assert_never(reply)

    def _answer(self, answer: Answer) -> tuple[str, str]:
        says = _joined(self._opening(answer.opening), self._topic.sections[answer.section].parts[answer.part].says)
        if self._tour.has_more(answer):
            return _joined(says, self._phrase("answer.more")), self._phrase("answer.more_again")
        if answer.closes:
            return says, ""
        if not answer.offer:
            asks, again = self._anything_else()
            return _joined(says, asks), again
        return _joined(says, self._phrase("answer.offer", name=self._name(answer.offer))), self._offered(answer.offer)

    def _not_covered(self, reply: NotCovered) -> tuple[str, str]:
        gap = self._topic.gaps.get(reply.gap)
        declined = self._phrase("not_covered.known", about=gap.about) if gap else self._phrase("not_covered.unknown")
        urged = reply.opening in (Opening.IF_NOW, Opening.IF_NOW_EMERGENCY)
        symptoms = "" if urged else self._phrase("not_covered.symptoms_now")
        says = _joined(self._opening(reply.opening), declined, self._phrase("not_covered.who"), symptoms)
        if reply.nearest:
            offer = self._phrase("not_covered.offer", name=self._name(reply.nearest))
            return _joined(says, offer), self._offered(reply.nearest)
        if reply.closes:
            return says, ""
        asks, again = self._anything_else()
        return _joined(says, asks), again

    def _repaced(self, reply: Repaced) -> tuple[str, str]:
        """The promise, then the reply at its new pace; nothing comes before whom to call."""
        promise = self._phrase("guidance.slower" if reply.slow else "guidance.faster")
        match reply.again:
            case None:
                says, reprompt = self._anything_else()
                return _joined(promise, says), reprompt
            case Urgent() | Answer(opening=Opening.IF_NOW | Opening.IF_NOW_EMERGENCY):
                return self._lines(reply.again)
            case NotCovered(opening=Opening.IF_NOW | Opening.IF_NOW_EMERGENCY):
                return self._lines(reply.again)
            case again:
                says, reprompt = self._lines(again)
                return _joined(promise, says), reprompt

    def _opening(self, opening: Opening) -> str:
        match opening:
            case Opening.NONE:
                return ""
            case Opening.COMFORT:
                return self._phrase("answer.comfort")
            case Opening.IF_NOW | Opening.IF_NOW_EMERGENCY:
                return self._content.urgent.wording[opening.value]
            case _:
                assert_never(opening)

    def _anything_else(self) -> tuple[str, str]:
        return self._phrase("answer.anything_else"), self._phrase("answer.anything_else_again")

    def _offered(self, section: str) -> str:
        return self._phrase("answer.offer_again", name=self._name(section))

    def _name(self, section: str) -> str:
        return self._topic.sections[section].name

    def _phrase(self, key: str, **values: str) -> str:
        return filled(self._content.phrases[key], {**self._examples, **values})


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
