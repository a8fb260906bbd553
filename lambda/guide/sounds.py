"""How alike two phrases sound, for words that a recogniser writes as others ("sir clash" for cerclage).

A phrase is boiled down to its consonants by Metaphone; sounds that are easily confused cost less than others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec
from jellyfish import levenshtein_distance, metaphone

from guide.lexicon import Mention
from guide.words import Word

_MOST_WORDS = 4
"""Over how many heard words one meant word may be spread."""
_SHORTEST = 4
"""Sounds that a word needs, to be told by sound."""
_ALIKE = ("PB", "TD0", "KGQJ", "FVP", "SZXJ", "MN", "LR")
"""Groups of sounds that are easily taken for one another; 0 is th, X is sh or ch, J as in judge."""
_NEAR_COST, _WEAK_COST = 0.4, 0.5
_WEAK = frozenset("RHWYNT")
"""Sounds that are easily lost or heard where there are none."""
_TOLERANCE = 0.21
"""Distance, as a share of the longer word's sounds, that still counts as the same."""
_TOLERANCE_IN_ENGLISH = 0.1
"""The same where all that was heard are ordinary words."""


class _Meant(msgspec.Struct, frozen=True):
    family: str
    sounds: str


class Ear:
    """Hears the words that matter in what a recogniser wrote."""

    def __init__(self, families: Mapping[str, Iterable[str]], ordinary: frozenset[str]) -> None:
        meant = (_Meant(family, sounds(word)) for family, words in families.items() for word in words)
        self._meant = [word for word in meant if len(word.sounds) >= _SHORTEST]
        self._ordinary = ordinary
        # The same words come together again and again.
        self._nearest = lru_cache(maxsize=4096)(self._like)
        self._begun = lru_cache(maxsize=64)(self._beginning)

    def hear(self, words: Sequence[Word], known: Sequence[Mention]) -> list[Mention]:
        """What may have been meant, where the vocabulary doesn't already know what was said."""
        taken = {i for mention in known for i in range(mention.start, mention.end)}
        found = [
            (distance, Mention(family, start, end))
            for start, end, text, plain in self._spans(words, taken)
            for distance, family in self._nearest(text, plain)
        ]
        heard: list[Mention] = []
        for _, mention in sorted(found, key=lambda item: (item[0], item[1].start - item[1].end)):
            if not any(mention.start < other.end and other.start < mention.end for other in heard):
                heard.append(mention)
        return heard

    def _spans(self, words: Sequence[Word], taken: set[int]) -> Iterator[tuple[int, int, str, bool]]:
        """Neighbouring words not all taken: from where to where, run together, and whether all are ordinary."""
        texts = [word.text for word in words]
        ordinary = [not word.bases.isdisjoint(self._ordinary) for word in words]
        for start in range(len(words)):
            text, plain, free = "", True, False
            for at in range(start, min(start + _MOST_WORDS, len(words))):
                text, plain, free = text + texts[at], plain and ordinary[at], free or at not in taken
                if free:
                    yield start, at + 1, text, plain

    def _like(self, text: str, plain: bool) -> list[tuple[float, str]]:
        """What text may stand for, and how unlike it sounds; plain where it is made of ordinary words."""
        heard = sounds(text)
        if len(heard) < _SHORTEST:
            return []
        tolerance = _TOLERANCE_IN_ENGLISH if plain else _TOLERANCE
        begun = self._begun(heard[0])
        distances = ((unlikeness(heard, meant.sounds, tolerance), meant.family) for meant in begun)
        return [found for found in distances if found[0] <= tolerance]

    def _beginning(self, sound: str) -> list[_Meant]:
        """What begins with a sound, or one like it."""
        return [meant for meant in self._meant if _cost(meant.sounds[0], sound) < 1]


def sounds(text: str) -> str:
    """The consonants of text, and A for a vowel that it begins with."""
    key = metaphone(text.replace(" ", "")).replace(" ", "")
    return "A" + key[1:] if key[:1] in tuple("AEIOU") else key


def unlikeness(heard: str, meant: str, limit: float = 1.0) -> float:
    """Weighted edit distance over the longer length: 0 the same, 1 nothing alike. 1 as soon as it must pass limit."""
    longer = max(len(heard), len(meant))
    if abs(len(heard) - len(meant)) * _WEAK_COST > limit * longer:
        return 1.0
    # Most pairs are nothing alike, and to count edits is quick; none costs less than a near sound.
    if levenshtein_distance(heard, meant) * _NEAR_COST > limit * longer:
        return 1.0
    row = [0.0]
    for sound in meant:
        row.append(row[-1] + _loss(sound))
    for sound in heard:
        before, row = row, [row[0] + _loss(sound)]
        for i, wanted in enumerate(meant):
            row.append(min(before[i] + _cost(sound, wanted), before[i + 1] + _loss(sound), row[-1] + _loss(wanted)))
        if min(row) > limit * longer:
            return 1.0
    return row[-1] / longer


@lru_cache(maxsize=1024)
def _cost(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return _NEAR_COST if any(one in group and other in group for group in _ALIKE) else 1.0


def _loss(sound: str) -> float:
    return _WEAK_COST if sound in _WEAK else 1.0
