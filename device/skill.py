"""The skill as deployed, with an ear at the wall: what was decided and why, for those who build or measure it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from device.envelope import SIMULATED_SKILL, Sender
from device.recognizer import MODELS, load
from device.speaker import Speaker
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

    def explained(self) -> list[str]:
        """What the platform made of the words, and what the skill made of that, for --explain."""
        if not self.turns:
            return []
        turn, outcome = self.turns[-1]
        intent = turn.intent if isinstance(turn.intent, str) else turn.intent.name.lower()
        return [
            f"heard:   {intent} {' / '.join(turn.texts)}".rstrip(),
            f"decided: {outcome.why.stage.value}: {outcome.why.detail}",
            f"reply:   {outcome.reply}",
        ]


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


def speaker(locale: str, *, screen: bool = False, watch: Watch | None = None) -> Speaker:
    """A speaker with the skill on it. Raises LocaleError."""
    try:
        recognizer = load(locale)
    except OSError as error:
        there = ", ".join(sorted(path.stem for path in MODELS.glob("*.json")))
        raise LocaleError(f"There is no interaction model for {locale!r}; choose one of {there}.") from error
    skill = os.environ.get("SKILL_ID", SIMULATED_SKILL)
    handler = build_handler(topic.load(), watch, skill, Household())
    return Speaker(handler, recognizer, Sender(locale, screen, skill))
