"""One page's conversation with a speaker of its own, kept on this side so that nothing has to be trusted on the other.

Which visits there are is left to visits.py, how a turn travels to the page to browser.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from device.envelope import Envelope, Sender
from device.explanation import Explanation
from device.skill import Service, recognizer
from device.speaker import Handler, Speaker, Spoken
from device.transcript import SILENCE, Exchange, Transcript, exchange, said
from device.viewport import DEFAULT, Viewport

_NOTE = "# Recorded with `make speaker`. Say here what it shows."


class NotOnScreenError(Exception):
    """What was touched isn't on the screen. The text says what is."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A request, and what came back."""

    request: Envelope
    response: Envelope


@dataclass(slots=True)
class Wire:
    """Passes envelopes on, and keeps them."""

    handler: Handler
    passed: list[Passed] = field(default_factory=list)

    def __call__(self, request: Envelope, context: Any) -> Any:
        """What the skill answers."""
        response = self.handler(request, context)
        self.passed.append(Passed(request, response))
        return response


@dataclass(frozen=True, slots=True)
class Turn:
    """All that a page shows of one turn."""

    you: str
    spoken: Spoken
    explanation: Explanation | None
    """None where the skill had nothing to decide: a silence, the end."""
    passed: list[Passed]
    """Empty where the speaker reprompts by itself; two where it ends a session to start another."""
    milliseconds: float
    """What the skill took for its last answer."""


class Visit:
    """One listener and one speaker."""

    def __init__(self, service: Service, locale: str, viewport: Viewport | None = None) -> None:
        """Raises LocaleError."""
        self._watch = service.watch
        self._wire = Wire(service.handler)
        self._locale = locale
        self._has_screen = viewport is not None
        # An account of its own: what the skill remembers of other visits would be heard in this one.
        user = f"amzn1.ask.account.SIMULATED.{token_hex(8)}"
        sender = Sender(locale, self._has_screen, service.skill, viewport=viewport or DEFAULT, user=user)
        self._speaker = Speaker(self._wire, recognizer(locale), sender)
        self._hints: dict[tuple[str, ...], str] = {}
        self._kept: list[Exchange] = []

    def say(self, words: str) -> Turn:
        """What the skill answers. No words are silence."""
        return self._keep(self._turn(words or SILENCE, lambda: said(self._speaker, words)))

    def touch(self, arguments: Sequence[str], source: str) -> Turn:
        """What the skill answers to a tap. It is kept as the words that lead to the same. Raises NotOnScreenError."""
        words = self._hints.get(tuple(arguments))
        if words is None:
            there = ", ".join(self._hints.values()) or "nothing"
            raise NotOnScreenError(f"What can be touched on the screen: {there}.")
        return self._keep(self._turn(words, lambda: self._speaker.touch(arguments, source)))

    def leave(self) -> Turn:
        """The listener walks away. It is no part of what is kept."""
        return self._turn("", self._speaker.leave)

    def transcript(self) -> str:
        """The conversation so far, as a golden."""
        return Transcript(self._locale, tuple(self._kept), _NOTE).written()

    def _turn(self, you: str, act: Callable[[], Spoken]) -> Turn:
        self._watch.turns.clear()
        self._wire.passed = []
        spoken = act()
        # A reprompt leaves the screen as it is; the end clears it.
        if spoken.screen or not spoken.listening:
            self._hints = _hints(spoken)
        return Turn(you, spoken, self._watch.explanation, self._wire.passed, round(self._speaker.seconds * 1000, 1))

    def _keep(self, turn: Turn) -> Turn:
        self._kept.append(exchange(turn.you, turn.spoken, card=self._has_screen))
        return turn


def _hints(spoken: Spoken) -> dict[tuple[str, ...], str]:
    """What a touch sends -> the words on it."""
    shown = spoken.screen["datasources"]["turn"]["hints"] if spoken.screen else []
    return {(hint["target"],): hint["says"] for hint in shown}
