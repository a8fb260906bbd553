"""The kinds of reply: what is answered, before any words are chosen for it.

They are plain values of content ids and enums, so that the last one can travel in the session and be rendered again.
Words are left to speech and screen.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

import msgspec

from guide.triage import Level


class Opening(Enum):
    """What an answer begins with."""

    NONE = "none"
    COMFORT = "comfort"
    IF_NOW = "if_now"
    """A question that may be a report, at the level call_doctor."""
    IF_NOW_EMERGENCY = "if_now_emergency"


class Kind(Enum):
    """What guidance is about."""

    WELCOME = "welcome"
    WELCOME_BACK = "welcome_back"
    HOME = "home"
    HELP = "help"
    TOPICS = "topics"
    WHAT_NEXT = "what_next"
    NOTHING_TO_REPEAT = "nothing_to_repeat"
    NOTHING_BEFORE = "nothing_before"
    NOTHING_MORE = "nothing_more"
    THANKS = "thanks"
    PAUSED = "paused"
    FORGOTTEN = "forgotten"
    NOT_FORGOTTEN = "not_forgotten"
    TROUBLE = "trouble"


class Answer(msgspec.Struct, frozen=True, omit_defaults=True, tag="answer"):
    """One part of a section."""

    section: str
    part: int = 0
    """From 0."""
    offer: str = ""
    """The section to offer after the last part; empty for none."""
    opening: Opening = Opening.NONE
    closes: bool = False
    """Whether the session ends after the last part, as after a one-shot question."""


class Urgent(msgspec.Struct, frozen=True, tag="urgent"):
    """Who to call."""

    level: Level


class Choice(msgspec.Struct, frozen=True, omit_defaults=True, tag="choice"):
    """Which of two sections is meant?"""

    first: str
    second: str
    again: bool = False
    """Whether it is asked because the first time was answered by "yes"."""


class NotCovered(msgspec.Struct, frozen=True, omit_defaults=True, tag="not_covered"):
    """The page doesn't say."""

    gap: str = ""
    """Id of a known gap; empty for none."""
    nearest: str = ""
    """The section to offer instead; empty for none."""
    opening: Opening = Opening.NONE
    closes: bool = False


class OffTopic(msgspec.Struct, frozen=True, tag="off_topic"):
    """It was about something else."""


class NotUnderstood(msgspec.Struct, frozen=True, tag="not_understood"):
    """A miss."""

    misses: int
    """How many in a row, from 1; LAST_MISS closes."""


LAST_MISS = 3


class Guidance(msgspec.Struct, frozen=True, tag="guidance"):
    """How to use it, or where one is."""

    kind: Kind


class Goodbye(msgspec.Struct, frozen=True, tag="goodbye"):
    """The end of the session."""


Said: TypeAlias = Answer | Urgent | Choice | NotCovered | OffTopic | NotUnderstood | Guidance | Goodbye
"""What can be said again."""


class Repaced(msgspec.Struct, frozen=True, tag="repaced"):
    """What was said last, at another pace."""

    slow: bool
    again: Said | None
    """None where nothing was said yet."""


Reply: TypeAlias = Said | Repaced
