"""What a rule of the certification is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from device.speaker import ProtocolError
from tools.certification.subject import Subject

Check = Callable[[Subject], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold of the whole skill."""

    number: int
    group: str
    holds: str
    """What must be so."""
    why: str
    """What goes wrong otherwise; where it is the platform's own rule, that says "Alexa:"."""
    check: Check

    @property
    def id(self) -> str:
        """As people cite it: R7."""
        return f"R{self.number}"

    def problems(self, subject: Subject) -> list[str]:
        """What breaks it: where, and what is wrong there; none where it holds."""
        found: list[str] = []
        try:
            found.extend(self.check(subject))
        except ProtocolError as error:
            found.append(str(error))
        return list(dict.fromkeys(found))
