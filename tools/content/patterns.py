"""The ideas of every way of asking, which the matching compares with what a listener says."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from tools.content.source import Source

_BEYOND_WEIGHT = 2.5
"""As much as an idea that few sections hold: what the page leaves out must not be answered with what it has."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The ideas of one way of asking."""

    target: str
    """Id of a section or gap."""
    ideas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearTie:
    """Two targets that are asked for with the same ideas, so that ideas alone can't tell them apart."""

    ideas: tuple[str, ...]
    targets: tuple[str, str]
    samples: tuple[str, str]

    def __str__(self) -> str:
        (one, other), (this, that) = self.targets, self.samples
        return f'near tie: "{this}" ({one}) and "{that}" ({other}) are both {" + ".join(self.ideas)}'


def patterns(source: Source) -> list[Pattern]:
    """Each target's distinct sets of ideas, targets in reading order, gaps last."""
    found = dict.fromkeys((asked.target, asked.ideas) for asked in source.asked if asked.ideas)
    return [Pattern(target, ideas) for target, ideas in found]


def speechless(source: Source) -> list[tuple[str, str]]:
    """(target, sample) where no word of the sample is in the vocabulary."""
    return [(asked.target, asked.sample) for asked in source.asked if not asked.ideas]


def near_ties(source: Source) -> list[NearTie]:
    """Every two targets that share a set of ideas, with a sample of each."""
    by_ideas: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for asked in source.asked:
        if asked.ideas:
            by_ideas[asked.ideas].setdefault(asked.target, asked.sample)
    return [
        NearTie(ideas, (one, other), (samples[one], samples[other]))
        for ideas, samples in by_ideas.items()
        for one, other in combinations(samples, 2)
    ]


def weigh(patterns: Sequence[Pattern], beyond: Collection[str]) -> dict[str, float]:
    """Idea -> how much it tells sections apart: the fewer hold it, the more. What lies beyond the page weighs most."""
    targets_of: dict[str, set[str]] = defaultdict(set)
    for pattern in patterns:
        if not set(beyond) & set(pattern.ideas):
            for idea in pattern.ideas:
                targets_of[idea].add(pattern.target)
    count = len(set().union(*targets_of.values()))
    weights = {idea: round(math.log(1 + count / len(holders)), 3) for idea, holders in sorted(targets_of.items())}
    return weights | dict.fromkeys(sorted(beyond), _BEYOND_WEIGHT)
