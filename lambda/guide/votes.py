"""The votes that ideas, words and pairs of words cast for what may answer, and for how urgent it sounds.

Learned off line from the ask lines and from labelled utterances (tools/learning.py), kept as a readable table of
numbers, and only added up here: no library, and the same words always give the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache
from struct import unpack

import msgspec

from guide.lexicon import MASK, Mention
from guide.words import Word

NOT_COVERED, OFF_TOPIC = "not_covered", "off_topic"
"""Candidates beside the sections."""
_WHOLE = 100
"""Hundredths in a vote."""
_DIGITS = 32
"""Binary digits for each vote in a row."""
_RAISED = 1 << (_DIGITS - 1)


class Votes(msgspec.Struct, frozen=True):
    """What each feature of an utterance says for each candidate."""

    candidates: list[str] = []
    bias: list[int] = []
    """What each candidate has before anything is said, in hundredths: whole numbers add up alike in any order."""
    votes: dict[str, str] = {}
    """Feature -> numbers of candidates, each with its vote in hundredths: "0 150 3 -25". A turn reads only a few."""

    def share(self, features: Iterable[str]) -> dict[str, float]:
        """Each candidate's share of the votes of features; the shares add up to 1. Empty without candidates."""
        votes = self.votes
        cast = sum([_row(votes[feature]) for feature in features if feature in votes], _row_of(tuple(self.bias)))
        totals = _columns(cast, len(self.bias))
        most = max(totals, default=0)
        weights = [math.exp((total - most) / _WHOLE) for total in totals]
        whole = sum(weights)
        return {name: weight / whole for name, weight in zip(self.candidates, weights, strict=True)}


# A row holds a vote for each candidate in one long number, each in digits of its own: to add rows is to add all columns
# at once, which is what a turn does most.


@cache
def _row(text: str) -> int:
    """The row of a feature, from its votes as they are written."""
    numbers = map(int, text.split())
    return sum(vote << _DIGITS * candidate for candidate, vote in zip(numbers, numbers, strict=True))


@cache
def _row_of(votes: tuple[int, ...]) -> int:
    """The row of what all candidates have, raised so that no column is ever below zero."""
    return sum(_RAISED + vote << _DIGITS * candidate for candidate, vote in enumerate(votes))


def _columns(row: int, width: int) -> tuple[int, ...]:
    """The votes in a row, raised."""
    return unpack(f"<{width}I", row.to_bytes(width * _DIGITS // 8, "little"))


class Learned(msgspec.Struct, frozen=True):
    """The shape of lambda/votes.json."""

    learned_from: str = ""
    """Digest of what it was learned from, so that the build notices when that has changed."""
    sections: Votes = Votes()
    """For section ids, NOT_COVERED and OFF_TOPIC."""
    urgency: Votes = Votes()
    """For the names of triage's levels."""


def features_of(words: Sequence[Word], mentions: Sequence[Mention]) -> set[str]:
    """What votes: the ideas mentioned, the words in a base form, and neighbouring words."""
    ideas = {f"idea:{mention.family}" for mention in mentions if not mention.family.startswith(MASK)}
    singles = {f"word:{word.shortest}" for word in words}
    texts = [word.text for word in words]
    pairs = {f"pair:{one} {other}" for one, other in zip(["^", *texts], [*texts, "$"], strict=True)}
    return ideas | singles | pairs
