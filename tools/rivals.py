"""Other ways to find what answers a question, all from the same ways of asking: what ours is measured against.

They are given samples and nothing else, and each gives its best target with a score. Measuring them is left to
compare.py.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from rapidfuzz import fuzz, process

from device.wording import plain
from guide.lexicon import MASK
from guide.matching import Foreign, Match, Matcher, Tie, Unclear, Uncovered
from guide.topic import Content

Samples = Mapping[str, Sequence[str]]
"""Target -> ways of asking for it."""


class Method(Protocol):
    """A way to find what answers a text."""

    name: str

    def best(self, text: str) -> tuple[str, float]:
        """The best target, and how good it is; empty and 0 for none."""


class TokenSet:
    """The likeness of word sets, by rapidfuzz."""

    name = "rapidfuzz token_set_ratio"

    def __init__(self, samples: Samples) -> None:
        pairs = [(plain(sample), target) for target, ways in samples.items() for sample in ways]
        self._ways, self._targets = [way for way, _ in pairs], [target for _, target in pairs]

    def best(self, text: str) -> tuple[str, float]:
        """By the most alike sample."""
        found = process.extractOne(plain(text), self._ways, scorer=fuzz.token_set_ratio)
        return self._targets[found[2]], found[1] / 100


class Bm25:
    """Okapi BM25 over words; each sample is a document."""

    name = "BM25 over words"
    _SATURATION, _LENGTH = 1.2, 0.75

    def __init__(self, samples: Samples) -> None:
        documents = [(target, plain(sample).split()) for target, ways in samples.items() for sample in ways]
        self._targets = [target for target, _ in documents]
        average = sum(len(words) for _, words in documents) / len(documents)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, (_, words) in enumerate(documents):
            weight = self._SATURATION * (1 - self._LENGTH + self._LENGTH * len(words) / average)
            for word, count in Counter(words).items():
                self._postings[word].append((number, count * (self._SATURATION + 1) / (count + weight)))

    def best(self, text: str) -> tuple[str, float]:
        """By the best sample."""
        scores: dict[int, float] = defaultdict(float)
        for word in set(plain(text).split()):
            postings = self._postings.get(word, ())
            rarity = math.log(1 + (len(self._targets) - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, weight in postings:
                scores[number] += rarity * weight
        return _top(scores, self._targets)


class CharacterGrams:
    """Cosine of tf-idf over runs of 3 to 5 characters, which forgives spelling and endings."""

    name = "char 3-5-gram tf-idf"

    def __init__(self, samples: Samples) -> None:
        documents = [(target, Counter(_grams(sample))) for target, ways in samples.items() for sample in ways]
        self._targets = [target for target, _ in documents]
        in_documents = Counter(gram for _, grams in documents for gram in grams)
        self._rarity = {gram: math.log(len(documents) / count) + 1 for gram, count in in_documents.items()}
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, (_, grams) in enumerate(documents):
            for gram, weight in self._weighed(grams).items():
                self._postings[gram].append((number, weight))

    def best(self, text: str) -> tuple[str, float]:
        """By the most alike sample."""
        scores: dict[int, float] = defaultdict(float)
        for gram, weight in self._weighed(Counter(_grams(text))).items():
            for number, other in self._postings.get(gram, ()):
                scores[number] += weight * other
        return _top(scores, self._targets)

    def _weighed(self, grams: Mapping[str, int]) -> dict[str, float]:
        unknown = max(self._rarity.values())
        weights = {gram: count * self._rarity.get(gram, unknown) for gram, count in grams.items()}
        length = math.sqrt(sum(weight**2 for weight in weights.values()))
        return {gram: weight / length for gram, weight in weights.items()} if length else {}


class Ours:
    """The matching that is deployed. It knows by itself when to refuse, so its score says only that."""

    name = "ours (ideas)"

    def __init__(self, content: Content) -> None:
        self._matcher = Matcher(content.topic, content.learned.sections)

    def best(self, text: str) -> tuple[str, float]:
        """The first choice of a tie; an unforeseen gap has no id."""
        match self._matcher.find(text):
            case Match(section=target) | Tie(first=target):
                return target, 1.0
            case Uncovered(gap=gap):
                return gap or MASK, 1.0
            case Foreign() | Unclear():
                return "", 0.0


def rivals(samples: Samples) -> list[Method]:
    """All but ours."""
    makes: Iterable[Callable[[Samples], Method]] = (TokenSet, Bm25, CharacterGrams)
    return [make(samples) for make in makes]


def _grams(text: str) -> list[str]:
    words = f" {plain(text)} "
    return [words[at : at + size] for size in (3, 4, 5) for at in range(len(words) - size + 1)]


def _top(scores: Mapping[int, float], targets: Sequence[str]) -> tuple[str, float]:
    if not scores:
        return "", 0.0
    number = max(scores, key=lambda found: (scores[found], -found))
    return targets[number], scores[number]
