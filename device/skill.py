"""The skill as deployed, with an ear at the wall: what was decided and why, for those who build or measure it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from device.envelope import SIMULATED_SKILL, Sender
from device.explanation import Explanation, explain
from device.recognizer import MODELS, Recognizer, load
from device.speaker import Handler, Speaker
from guide import topic
from guide.alexa import build_handler
from guide.conversation import Outcome
from guide.turn import Turn


class LocaleError(Exception):
    """There is no interaction model for a locale. The text names those that there are."""


@dataclass(slots=True)
class Watch:
    """Keeps what the skill decided last."""

    turns: list[tuple[Turn, Outcome]] = field(default_factory=list)

    def __call__(self, turn: Turn, outcome: Outcome) -> None:
        """The skill tells it of each turn."""
        self.turns[:] = [(turn, outcome)]

    @property
    def outcome(self) -> Outcome | None:
        """The last turn's; None before the first."""
        return self.turns[-1][1] if self.turns else None

    @property
    def explanation(self) -> Explanation | None:
        """The last turn's; None before the first."""
        return explain(*self.turns[-1]) if self.turns else None

    def explained(self) -> list[str]:
        """What the platform made of the words, and what the skill made of that, for --explain."""
        explanation = self.explanation
        return explanation.lines if explanation else []


@dataclass(frozen=True, slots=True)
class Household:
    """Remembers who has heard the welcome for as long as the speaker is on."""

    met: set[str] = field(default_factory=set)

    def meet(self, user: str) -> bool:
        """Whether the welcome was heard before. From now on it was."""
        known = user in self.met
        self.met.add(user)
        return known

    def forget(self, user: str) -> bool:
        """Always."""
        self.met.discard(user)
        return True


@dataclass(frozen=True, slots=True)
class Service:
    """The skill, wherever it runs."""

    handler: Handler
    """Takes a request envelope to it."""
    watch: Watch
    """Is told what it decides."""
    skill: str
    """The id that requests are for."""


def in_process(watch: Watch | None = None) -> Service:
    """The skill in this very process."""
    watch, skill = watch or Watch(), os.environ.get("SKILL_ID") or SIMULATED_SKILL
    return Service(build_handler(topic.load(), watch, skill, Household()), watch, skill)


def locales() -> list[str]:
    """Those that there is an interaction model for."""
    return sorted(path.stem for path in MODELS.glob("*.json"))


def recognizer(locale: str) -> Recognizer:
    """The ears of a speaker. Raises LocaleError."""
    if locale not in locales():
        raise LocaleError(f"There is no interaction model for {locale!r}; choose one of {', '.join(locales())}.")
    return load(locale)


def speaker(locale: str, *, screen: bool = False, watch: Watch | None = None) -> Speaker:
    """A speaker with the skill on it. Raises LocaleError."""
    ears, service = recognizer(locale), in_process(watch)
    return Speaker(service.handler, ears, Sender(locale, screen, service.skill))
