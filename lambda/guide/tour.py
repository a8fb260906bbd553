"""Which answer comes next: the way through a topic's sections and their parts.

It knows what an answer leads to, and leaves to navigation which command goes where.
"""

from __future__ import annotations

from guide.reply import Answer, Choice, Guidance, Kind, NotCovered, Opening, Said
from guide.state import State
from guide.topic import Topic


class Tour:
    """The ways through one topic."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic

    def answer(self, section: str, state: State, *, one_shot: bool = False, opening: Opening = Opening.NONE) -> Answer:
        """The first part of a section. A one-shot question is answered and closed."""
        offer = "" if one_shot else self._offer(section, state)
        return Answer(section, 0, offer, opening, closes=one_shot)

    def has_more(self, answer: Answer) -> bool:
        """Whether the section has parts after this one."""
        return answer.part + 1 < len(self._topic.sections[answer.section].parts)

    def offers(self, said: Said | None) -> bool:
        """Whether it ended in a question that "no" declines."""
        match said:
            case Answer(offer=offer):
                return bool(offer) or self.has_more(said)
            case NotCovered(nearest=nearest):
                return bool(nearest)
            case Choice() | Guidance(kind=Kind.PAUSED):
                return True
            case _:
                return False

    def accepted(self, said: Said | None, state: State) -> Answer | None:
        """What "yes" to it leads to; None where it offered nothing."""
        match said:
            case Answer() if self.has_more(said):
                return Answer(said.section, said.part + 1, self._offer(said.section, state))
            case Answer(offer=wanted) | NotCovered(nearest=wanted) | Choice(first=wanted) if wanted:
                return self.answer(wanted, state)
            case _:
                return None

    def onward(self, state: State) -> Answer | None:
        """What comes after the place reached; None after the last section."""
        order = self._topic.order
        if state.place is None:
            return self.answer(order[0], state)
        following = order[order.index(state.place.section) + 1 :]
        return self.accepted(state.place, state) or (self.answer(following[0], state) if following else None)

    def back(self, state: State) -> Answer | None:
        """What came before the place reached; None at the start."""
        place = state.place
        if place is None:
            return None
        if place.part:
            return Answer(place.section, place.part - 1, place.offer)
        earlier = state.heard[: state.heard.index(place.section)] if place.section in state.heard else state.heard
        return self.answer(earlier[-1], state) if earlier else None

    def _offer(self, section: str, state: State) -> str:
        """The best section to hear afterwards; empty when all have been heard."""
        fresh = (id for id in self._topic.sections[section].next if id != section and id not in state.heard)
        return next(fresh, "")
