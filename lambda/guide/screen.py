"""How a reply looks: a card with the words that are said, in the locale's spelling.

An answer names the page that its facts are from. Nothing is only on the screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from guide.reply import Answer, Repaced, Reply, Urgent
from guide.speech import Speech
from guide.topic import Content


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown in one turn."""

    title: str
    text: str


class Screen:
    """Cards for replies."""

    def __init__(self, content: Content) -> None:
        self._content = content
        page = content.topic.page
        day = date.fromisoformat(page["adapted"])
        values = {"publisher": page["publisher"], "page": page["title"], "adapted": f"{day.day} {day:%B} {day.year}"}
        self._source = content.phrases["card.source"].format_map(values)

    def show(self, reply: Reply, speech: Speech, locale: str) -> Card:
        """The card of a reply."""
        said = reply.again if isinstance(reply, Repaced) else reply
        match said:
            case Answer(section=section):
                title, text = self._content.topic.sections[section].title, f"{speech.text}\n\n{self._source}"
            case Urgent():
                title, text = self._content.phrases["card.urgent"], speech.text
            case _:
                title, text = self._content.phrases["card.title"], speech.text
        known = self._content.locales.get(locale)
        spelling = known.spelling if known else {}
        return Card(_spelled(title, spelling), _spelled(text, spelling))


def _spelled(text: str, spelling: Mapping[str, str]) -> str:
    """Text in a locale's spelling, its capitals kept."""
    if not spelling:
        return text
    words = re.compile(rf"\b({'|'.join(map(re.escape, spelling))})\b", re.IGNORECASE)
    return words.sub(lambda found: _cased(spelling[found[0].lower()], found[0]), text)


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word
