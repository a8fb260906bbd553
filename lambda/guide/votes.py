"""The votes that ideas, words and pairs of words cast for what may answer, and for how urgent it sounds.

Learned off line from the ask lines and from labelled utterances (tools/learning.py), kept as a readable table of
numbers, and only added up here: no library, and the same words always give the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from guide.lexicon import MASK, Mention
from guide.words import Word

NOT_COVERED, OFF_TOPIC = "not_covered", "off_topic"
"""Candidates beside the sections."""
_WHOLE = 100
"""Hundredths in a vote."""


class Votes(msgspec.Struct, frozen=True):
    """What each feature of an utterance says for each candidate."""

    candidates: list[str] = []
    bias: list[int] = []
    """What each candidate has before anything is said, in hundredths: whole numbers add up alike in any order."""
    votes: dict[str, str] = {}
    """Feature -> numbers of candidates, each with its vote in hundredths: "0 150 3 -25". A turn reads only a few."""

    def share(self, features: Iterable[str]) -> dict[str, float]:
        """Each candidate's share of the votes of features; the shares add up to 1. Empty without candidates."""
        votes, width = self.votes, len(self.bias)
        rows = [_row(votes[feature], width) for feature in features if feature in votes]
        totals = [sum(column) for column in zip(self.bias, *rows, strict=True)]
        most = max(totals, default=0)
        weights = [math.exp((total - most) / _WHOLE) for total in totals]
        whole = sum(weights)
        return {name: weight / whole for name, weight in zip(self.candidates, weights, strict=True)}


@cache
def _row(text: str, candidates: int) -> tuple[int, ...]:
    """A feature's votes as a row of numbers, one for each candidate."""
    row = [0] * candidates
    numbers = map(int, text.split())
    for candidate, vote in zip(numbers, numbers, strict=True):
        row[candidate] = vote
    return tuple(row)


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
