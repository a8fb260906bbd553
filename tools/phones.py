"""Speech sounds and how easily one is taken for another.

Sounds are ARPAbet's, as the CMU dictionary writes them, without stress. Distances come from the articulation: where,
how and with what voice a consonant is made; how high, how far back and how round a vowel is.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

Phones = tuple[str, ...]
# Place (lips 0 to throat 7), manner (closed 0 to open 5), voice.
_CONSONANTS: dict[str, tuple[float, float, float]] = {
    "P": (0, 0, 0), "B": (0, 0, 1), "T": (3, 0, 0), "D": (3, 0, 1), "K": (6, 0, 0), "G": (6, 0, 1),
    "CH": (4, 1, 0), "JH": (4, 1, 1), "F": (1, 2, 0), "V": (1, 2, 1), "TH": (2, 2, 0), "DH": (2, 2, 1),
    "S": (3, 2, 0), "Z": (3, 2, 1), "SH": (4, 2, 0), "ZH": (4, 2, 1), "HH": (7, 2, 0),
    "M": (0, 3, 1), "N": (3, 3, 1), "NG": (6, 3, 1), "L": (3, 4, 1), "R": (4, 4, 1), "W": (0, 5, 1), "Y": (5, 5, 1),
}  # fmt: skip
# Height (open 0 to close 3), back (front 0 to back 2), round, and where a glide ends (0 for none).
_VOWELS: dict[str, tuple[float, float, float, float]] = {
    "IY": (3, 0, 0, 0), "IH": (2.5, 0.3, 0, 0), "EH": (1.5, 0, 0, 0), "AE": (0.5, 0, 0, 0), "AH": (1.3, 1, 0, 0),
    "AA": (0, 1.6, 0, 0), "AO": (0.8, 2, 1, 0), "UH": (2.5, 1.7, 1, 0), "UW": (3, 2, 1, 0), "ER": (1.5, 1, 0.5, 0),
    "EY": (1.8, 0, 0, 1), "AY": (0.3, 1, 0, 1), "OY": (1, 2, 1, 1), "AW": (0.3, 1, 0, 2), "OW": (1.8, 2, 1, 2),
}  # fmt: skip
_WEIGHTS_CONSONANT = (0.18, 0.3, 0.25)
_WEIGHTS_VOWEL = (0.22, 0.2, 0.15, 0.2)
WEAK = frozenset(("AH", "IH", "HH", "T", "D", "N", "ER", "R", "L"))
"""Sounds that are easily swallowed."""
LOSS, WEAK_LOSS = 0.9, 0.55
"""What a sound costs that only one side has."""
ALL = (*_CONSONANTS, *_VOWELS)


@cache
def distance(one: str, other: str) -> float:
    """0 for the same sound, about 0.2 for neighbours, 1 at most."""
    if one == other:
        return 0.0
    if one in _VOWELS and other in _VOWELS:
        return _weighted(_VOWELS[one], _VOWELS[other], _WEIGHTS_VOWEL)
    if one in _CONSONANTS and other in _CONSONANTS:
        return _weighted(_CONSONANTS[one], _CONSONANTS[other], _WEIGHTS_CONSONANT)
    return 1.0


def _weighted(one: Sequence[float], other: Sequence[float], weights: Sequence[float]) -> float:
    return min(sum(w * abs(a - b) for a, b, w in zip(one, other, weights, strict=True)), 1.0)


def loss(phone: str) -> float:
    """What it costs not to hear a sound."""
    return WEAK_LOSS if phone in WEAK else LOSS


def unlikeness(one: Phones, other: Phones) -> float:
    """Edit distance over sounds."""
    row = [0.0]
    for phone in other:
        row.append(row[-1] + loss(phone))
    for phone in one:
        before, row = row, [row[0] + loss(phone)]
        for at, wanted in enumerate(other):
            row.append(min(before[at] + distance(phone, wanted), before[at + 1] + loss(phone), row[-1] + loss(wanted)))
    return row[-1]


_CLASSES = {
    phone: letter
    for letter, group in {
        "p": "P B", "t": "T D", "k": "K G", "f": "F V TH DH", "s": "S Z", "c": "SH ZH CH JH", "m": "M N NG", "l": "L W",
        "r": "R", "y": "Y", "h": "HH", "i": "IY IH EY EH AE", "a": "AH AA AO ER AY AW", "u": "UH UW OW OY",
    }.items()
    for phone in group.split()
}  # fmt: skip


def outline(phones: Phones) -> str:
    """What words share that may be taken for one another."""
    return "".join(_CLASSES[phone] for phone in phones)
