"""Families of words and phrases, and where an utterance mentions them.

A family is a list of phrases that say the same thing. Only whole words count, in their regular endings too; "*" in a
phrase stands for any one word. The triage rules and the matching read utterances through this one room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from guide.words import Word, read

ANY = "*"
MASK = "not_"
"""A family named so hides what its phrases contain: "blood pressure" is no blood."""
_END = ""
"""Stands for a second word, where a phrase has none."""


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
        # Which phrases go on how after a first word: worked out once that word is heard, as most never are.
        self._going_on: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}

    def find(self, words: Sequence[Word]) -> list[Mention]:
        """Every mention, the nested ones too, save those that a "not_" family hides."""
        found: list[Mention] = []
        for start, word in enumerate(words):
            for first in word.bases:
                if first in self._by_first:
                    found += self._beginning(first, words, start)
        masks = [mention for mention in found if mention.family.startswith(MASK)]
        return [mention for mention in found if not any(mention.within(mask) for mask in masks)] if masks else found

    def find_longest(self, words: Sequence[Word]) -> list[Mention]:
        """The mentions that lie in no longer one: "bed rest" hides "rest"."""
        found = self.find(words)
        return [mention for mention in found if not any(mention.within(other) for other in found)]

    def _beginning(self, first: str, words: Sequence[Word], start: int) -> list[Mention]:
        """The mentions by phrases that begin with first, at start."""
        phrases, second = self._phrases(first), start + 1
        found = [Mention(family, start, second) for _, family in phrases.get(_END, ())]
        if second < len(words):
            found += [
                Mention(family, start, second + 1 + len(rest))
                for said in (ANY, *words[second].bases - {ANY})
                for rest, family in phrases.get(said, ())
                if not rest or _follows(words, second + 1, rest)
            ]
        return found

    def _phrases(self, first: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """Second word, or _END -> the words after it, and the family."""
        if first not in self._going_on:
            phrases = self._going_on[first] = {}
            for rest, family in self._by_first[first]:
                second, *others = rest.split() or [_END]
                phrases.setdefault(second, []).append((tuple(others), family))
        return self._going_on[first]


def plain(families: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Families in plain words. Read off line, as reading them all takes too long for a cold start."""
    return {
        family: [" ".join(word.text for word in read(phrase)) for phrase in phrases]
        for family, phrases in families.items()
    }


def _follows(words: Sequence[Word], at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) > len(words):
        return False
    return all(wanted == ANY or wanted in words[at + i].bases for i, wanted in enumerate(rest))
