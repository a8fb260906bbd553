"""What a conversation must keep from one turn to the next, and no more.

It travels in the session, through a client that may have altered it: whatever isn't ours reads as a fresh state.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from guide.reply import LAST_MISS, Answer, Choice, NotCovered, NotUnderstood, OffTopic, Repaced, Reply, Said
from guide.topic import Topic

_KEY = "conversation"


class State(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a conversation is."""

    last: Said | None = None
    """What was said last, misses apart, so that "repeat" and "yes" mean what stood before one."""
    place: Answer | None = None
    """The answer heard last, where "more" goes on."""
    heard: tuple[str, ...] = ()
    """Ids of the sections answered, in that order."""
    misses: int = 0
    """How many turns in a row led nowhere."""
    slow: bool = False

    def after(self, reply: Reply) -> State:
        """The state once reply is said."""
        match reply:
            case Answer(section=section):
                heard = self.heard if section in self.heard else (*self.heard, section)
                return State(reply, reply, heard, slow=self.slow)
            case NotUnderstood(misses=misses):
                return msgspec.structs.replace(self, last=self.last or reply, misses=misses)
            case OffTopic():
                return msgspec.structs.replace(self, last=reply, misses=self.misses + 1)
            case Repaced(slow=slow, again=again):
                return msgspec.structs.replace(self, last=again, misses=0, slow=slow)
            case _:
                return msgspec.structs.replace(self, last=reply, misses=0)

    def attributes(self) -> dict[str, Any]:
        """As plain JSON for the session."""
        return {_KEY: msgspec.json.decode(msgspec.json.encode(self))}


def read(attributes: Mapping[str, Any] | None, topic: Topic) -> State:
    """The state in a session's attributes; a fresh one where they hold none of ours."""
    try:
        state = msgspec.convert((attributes or {}).get(_KEY, {}), State)
    except msgspec.ValidationError:
        return State()
    return state if _is_possible(state, topic) else State()


def _is_possible(state: State, topic: Topic) -> bool:
    return (
        0 <= state.misses <= LAST_MISS
        and len(set(state.heard)) == len(state.heard)
        and all(section in topic.sections for section in state.heard)
        and all(_is_known(said, topic) for said in (state.last, state.place) if said)
    )


def _is_known(said: Said, topic: Topic) -> bool:
    """Whether what it names is in the topic, as another version's need not be."""
    match said:
        case Answer(section=section, part=part, offer=offer):
            known = section in topic.sections and 0 <= part < len(topic.sections[section].parts)
            return known and (not offer or offer in topic.sections)
        case Choice(first=first, second=second):
            return first in topic.sections and second in topic.sections
        case NotCovered(gap=gap, nearest=nearest):
            return (not gap or gap in topic.gaps) and (not nearest or nearest in topic.sections)
        case NotUnderstood(misses=misses):
            return 0 < misses <= LAST_MISS
        case _:
            return True
