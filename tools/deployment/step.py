"""A step of a deployment: shown before it is taken, and with advice for when it fails.

What the steps are is left to deploying.py and removing.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

AGAIN = "Then run the same command again: what is done already stays done."


class DeploymentError(Exception):
    """A deployment can't go on. The text says what to do."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the steps have found out so far; empty until then."""

    account: str = ""
    """The AWS account's number."""
    skill_id: str = ""
    package: str = ""
    """The key of the function's package in its bucket."""
    endpoint: str = ""
    """The ARN of the function's alias."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do."""

    title: str
    command: str
    """How one would do it by hand."""
    advice: str
    """What to do when it fails."""
    take: Callable[[Known], Known]


def show(steps: Iterable[Step]) -> None:
    """Prints the steps and takes none."""
    for number, step in enumerate(steps, 1):
        _announce(number, step)


def take(steps: Iterable[Step], known: Known) -> Known:
    """Takes the steps, each after it was shown; what all of them found out. Raises DeploymentError."""
    for number, step in enumerate(steps, 1):
        _announce(number, step)
        try:
            known = step.take(known)
        except (DeploymentError, BotoCoreError, ClientError) as error:
            raise DeploymentError(f"Step {number} failed: {error}\n{step.advice}\n{AGAIN}") from error
    return known


def found(text: str) -> None:
    """Prints what came of a step."""
    print(f"   -> {text}", flush=True)


def _announce(number: int, step: Step) -> None:
    print(f"{number}. {step.title}\n   {step.command}", flush=True)
