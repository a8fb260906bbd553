"""What a turn suggests to ask next: each hint can be said, and on a screen it can be tapped.

A hint leads where its words would. Which replies leave the microphone open, and so have any, is speech's to say.
"""

from __future__ import annotations

import msgspec

from guide.reply import Answer, Choice, Guidance, Kind, NotCovered, Said
from guide.topic import Content
from guide.tour import Tour

MOST = 3
"""Hints in a turn."""


class Hint(msgspec.Struct, frozen=True):
    """One thing to ask."""

    says: str
    """An utterance that leads there."""
    target: str
    """Id of a section or of a navigation command."""


class Hints:
    """The hints of replies."""

    def __init__(self, content: Content) -> None:
        self._sections = content.topic.sections
        self._tour = Tour(content.topic)
        self._usual = content.phrases["suggest.sections"].split()
        self._more = Hint(content.phrases["screen.more"], "more")

    def after(self, said: Said | None) -> tuple[Hint, ...]:
        """What it leads to, the best first; None where nothing was said yet."""
        match said:
            case Answer(section=section, offer=offer):
                following = self._to(offer, *self._sections[section].next)
                return ((self._more, *following) if self._tour.has_more(said) else following)[:MOST]
            case Choice(first=first, second=second):
                return self._to(first, second)
            case NotCovered(nearest=nearest):
                return self._to(nearest, *self._usual)
            case Guidance(kind=Kind.PAUSED):
                return (self._more,)
            case _:
                return self._to(*self._usual)

    def _to(self, *sections: str) -> tuple[Hint, ...]:
        once = dict.fromkeys(filter(None, sections))
        return tuple(Hint(self._sections[id].example, id) for id in once)[:MOST]
