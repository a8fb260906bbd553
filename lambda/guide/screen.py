"""How a reply looks: a card with the words that are said, in the locale's spelling.

An answer names the page that its facts are from, an urgent turn shows large whom to call. Nothing is only on the
screen: a hint is something that one can also say. Every device has the card; how a screen draws it is left to apl.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

import msgspec

from guide.country import filled, spelled, spelling, whom_to_call
from guide.hints import Hint, Hints
from guide.reply import Answer, NotCovered, Repaced, Reply, Urgent
from guide.speech import Speech
from guide.topic import Content
from guide.triage import Level


class Card(msgspec.Struct, frozen=True):
    """What is shown in one turn."""

    title: str
    says: str
    """The words that are said."""
    source: str = ""
    """The page that they are from; empty where they are ours."""
    level: Level = Level.NONE
    """How urgent it is."""
    alert: str = ""
    """The first of the words, if they say what to do should it be happening now."""
    action: str = ""
    """Whom to call, to be shown large; empty where nothing is urgent."""
    prompt: str = ""
    """Heads the hints; empty where there are none."""
    hints: tuple[Hint, ...] = ()

    @property
    def text(self) -> str:
        """All below the title, as the companion app shows it."""
        return f"{self.says}\n\n{self.source}" if self.source else self.says


class Screen:
    """Cards for replies."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._hints = Hints(content)
        page = content.topic.page
        day = date.fromisoformat(page["adapted"])
        values = {"publisher": page["publisher"], "page": page["title"], "adapted": f"{day.day} {day:%B} {day.year}"}
        self._source = filled(content.phrases["card.source"], values)
        # There are few replies, and the card of one is always the same.
        self._shown = lru_cache(maxsize=512)(self._show)

    def show(self, reply: Reply, speech: Speech, locale: str) -> Card:
        """The card of a reply."""
        return self._shown(reply, speech, locale)

    def _show(self, reply: Reply, speech: Speech, locale: str) -> Card:
        said = reply.again if isinstance(reply, Repaced) else reply
        hints = () if speech.closes else self._hints.after(said)
        phrases, words = self._content.phrases, spelling(self._content, locale)
        level = said.level if isinstance(said, Urgent) else Level.NONE
        numbers = whom_to_call(self._content, locale)
        return Card(
            title=spelled(self._title(said), words),
            says=spelled(speech.text, words),
            source=self._source if isinstance(said, Answer) else "",
            level=level,
            alert=spelled(filled(self._alert(said), numbers), words),
            action=filled(phrases[f"screen.{level.name.lower()}"], numbers) if level else "",
            prompt=phrases["screen.hints"] if hints else "",
            hints=tuple(Hint(_written(spelled(hint.says, words)), hint.target) for hint in hints),
        )

    def _alert(self, said: Reply | None) -> str:
        match said:
            case Answer(opening=opening) | NotCovered(opening=opening):
                return self._content.urgent.wording.get(opening.value, "")
            case _:
                return ""

    def _title(self, said: Reply | None) -> str:
        match said:
            case Answer(section=section):
                return self._content.topic.sections[section].title
            case Urgent():
                return self._content.phrases["card.urgent"]
            case _:
                return self._content.phrases["card.title"]


def _written(utterance: str) -> str:
    """An utterance as people write it, not as a recogniser does."""
    return re.sub(r"\bi\b", "I", utterance)
