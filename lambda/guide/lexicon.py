"""Families of words and phrases, and where an utterance mentions them.

A family is a list of phrases that say the same thing. Only whole words count, in their regular endings too; "*" in a
phrase stands for any one word. The triage rules and the matching read utterances through this one room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from guide.words import Word, read

ANY = "*"
MASK = "not_"
"""A family named so hides what its phrases contain: "blood pressure" is no blood."""
_END = ""
_Tree: TypeAlias = dict[str, Any]
"""Word -> what may come after it; _END -> numbers and families of the phrases that end here."""


class Mention(msgspec.Struct, frozen=True):
    """A family named in an utterance."""

    family: str
    start: int
    """Position of its first word."""
    end: int
    """Position after its last word."""

    def within(self, other: Mention) -> bool:
        """Whether it lies in a longer mention."""
        longer = other.end - other.start > self.end - self.start
        return longer and other.start <= self.start and self.end <= other.end


class Lexicon:
    """Finds families in words."""

    def __init__(self, families: Mapping[str, Iterable[str]]) -> None:
        """Families: their phrases in plain words, as plain() gives them."""
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for family, phrases in families.items():
            for phrase in phrases:
                first, _, rest = phrase.partition(" ")
                self._by_first.setdefault(first, []).append((rest, family))
        # Where phrases go after a first word: worked out once that word is heard, as most never are.
        self._trees: dict[str, _Tree] = {}

    def find(self, words: Sequence[Word]) -> list[Mention]:
        """Every mention, the nested ones too, save those that a "not_" family hides."""
        steps = [{ANY, *word.bases} for word in words]
        found = [
            Mention(family, start, end)
            for start, word in enumerate(words)
            for first in word.bases
            if first in self._by_first
            for _, family, end in _endings(self._tree(first), steps, start + 1)
        ]
        masks = [mention for mention in found if mention.family.startswith(MASK)]
        return [mention for mention in found if not any(mention.within(mask) for mask in masks)] if masks else found

    def find_longest(self, words: Sequence[Word]) -> list[Mention]:
        """The mentions that lie in no longer one: "bed rest" hides "rest"."""
        found = self.find(words)
        return [mention for mention in found if not any(mention.within(other) for other in found)]

    def _tree(self, first: str) -> _Tree:
        if first not in self._trees:
            tree = self._trees[first] = {}
            for number, (rest, family) in enumerate(self._by_first[first]):
                node = tree
                for word in rest.split():
                    node = node.setdefault(word, {})
                node.setdefault(_END, []).append((number, family))
        return self._trees[first]


def _endings(tree: _Tree, steps: Sequence[set[str]], at: int) -> list[tuple[int, str, int]]:
    """The phrases of a tree that the words from at go along, in their order: number, family, and where each ends."""
    found, nodes = [], [tree]
    while nodes:
        found += [(number, family, at) for node in nodes for number, family in node.get(_END, ())]
        nodes = [node[step] for node in nodes for step in steps[at] if step in node] if at < len(steps) else []
        at += 1
    return sorted(found) if len(found) > 1 else found


def grouped(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """The mentions by their families."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.family, []).append(mention)
    return groups


def plain(families: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Families in plain words. Read off line, as reading them all takes too long for a cold start."""
    return {
        family: [" ".join(word.text for word in read(phrase)) for phrase in phrases]
        for family, phrases in families.items()
    }
