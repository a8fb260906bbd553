"""Families of words and phrases, and where an utterance mentions them.

A family is a list of phrases that say the same thing. Only whole words count, in their regular endings too; "*" in a
phrase stands for any one word. The triage rules and the matching read utterances through this one room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guide.words import Word, read

ANY = "*"
MASK = "not_"
"""A family named so hides what its phrases contain: "blood pressure" is no blood."""


@dataclass(frozen=True, slots=True)
class Mention:
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
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for family, phrases in families.items():
            for phrase in phrases:
                first, *rest = (word.text for word in read(phrase))
                self._by_first[first].append((tuple(rest), family))

    def find(self, words: Sequence[Word]) -> list[Mention]:
        """Every mention, the nested ones too, save those that a "not_" family hides."""
        found = [
            Mention(family, start, start + 1 + len(rest))
            for start, word in enumerate(words)
            for base in word.bases
            for rest, family in self._by_first.get(base, ())
            if _follows(words, start + 1, rest)
        ]
        masks = [mention for mention in found if mention.family.startswith(MASK)]
        return [mention for mention in found if not any(mention.within(mask) for mask in masks)]

    def find_longest(self, words: Sequence[Word]) -> list[Mention]:
        """The mentions that lie in no longer one: "bed rest" hides "rest"."""
        found = self.find(words)
        return [mention for mention in found if not any(mention.within(other) for other in found)]


def _follows(words: Sequence[Word], at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) > len(words):
        return False
    return all(wanted == ANY or wanted in words[at + i].bases for i, wanted in enumerate(rest))
