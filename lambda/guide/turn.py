"""What a listener did, as any platform can tell it.

A front (Alexa today) turns its own request into a Turn, so that nothing below it knows the platform. What it means is
left to the conversation.
"""

from __future__ import annotations

from enum import Enum

import msgspec


class Event(Enum):
    """What the platform made of it, where that is no section and no command."""

    LAUNCH = "opened without a request"
    QUESTION = "free speech, passed on as text"
    SYMPTOM = "a report of a symptom"
    FALLBACK = "not understood by the platform"


class Turn(msgspec.Struct, frozen=True):
    """One thing said by the listener."""

    intent: Event | str
    """An event, or the id of a section or of a navigation command."""
    texts: tuple[str, ...] = ()
    """Every text that the platform passed on, what was spoken first."""
    locale: str = ""
    """As in "en-CA"; empty where it isn't known."""
    one_shot: bool = False
    """Whether it opens the session: "ask cervix guide what is a cerclage"."""
    returning: bool = False
    """Whether the listener has heard the welcome before; told at a launch only."""
