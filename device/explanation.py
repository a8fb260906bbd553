"""What was decided in a turn, and why: for whoever builds it, or wants to see how it comes to its answers.

It names rules, sections and ideas. How it looks is left to the terminal and the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from guide.conversation import Outcome
from guide.reply import Answer, NotCovered, Opening, Repaced, Reply, Urgent
from guide.triage import Level
from guide.turn import Turn


@dataclass(frozen=True, slots=True)
class Care:
    """Who the listener is told to call."""

    level: str
    """As in Level, in small letters."""
    now: bool
    """Whether it was heard as happening; if not, the answer only begins with what to do if it is."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one reply came about."""

    heard: str
    """The intent that the platform made of it."""
    texts: tuple[str, ...]
    """The words that came with the intent."""
    stage: str
    detail: str
    reply: str
    care: Care | None
    """None where nobody is to be called."""

    @property
    def lines(self) -> list[str]:
        """As the terminal shows it."""
        return [
            f"heard:   {self.heard} {' / '.join(self.texts)}".rstrip(),
            f"decided: {self.stage}: {self.detail}",
            f"reply:   {self.reply}",
        ]


def explain(turn: Turn, outcome: Outcome) -> Explanation:
    """The explanation of a turn."""
    intent = turn.intent if isinstance(turn.intent, str) else turn.intent.name.lower()
    why, reply = outcome.why, outcome.reply
    return Explanation(intent, turn.texts, why.stage.value, why.detail, str(reply), _care(reply))


def _care(reply: Reply) -> Care | None:
    match reply:
        case Urgent(level=level):
            return Care(level.name.lower(), now=True)
        case Answer(opening=Opening.IF_NOW) | NotCovered(opening=Opening.IF_NOW):
            return Care(Level.CALL_DOCTOR.name.lower(), now=False)
        case Answer(opening=Opening.IF_NOW_EMERGENCY) | NotCovered(opening=Opening.IF_NOW_EMERGENCY):
            return Care(Level.EMERGENCY.name.lower(), now=False)
        case Repaced(again=again) if again:
            return _care(again)
        case _:
            return None
