"""Many topics at once: what would it cost, if there were a thousand pages instead of one?

Generated topics are ours with half of their ideas in words of their own; the other half is shared, as pages on health
share "doctor" and "treat". A router knows the words of every topic and asks the few that fit best; the last used
matchers stay loaded, others are read when they are needed. A trial for scale.py: the skill itself has one topic.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import msgspec

from guide.matching import Finding, Foreign, Matcher, Unclear
from guide.topic import Content
from guide.words import read

LOADED = 8
"""Matchers kept in memory."""
ASKED = 3
"""Topics that are asked, the likeliest first."""
_WORD = re.compile(r"[a-z']+")


def own_words(content: Content) -> frozenset[str]:
    """The words that differ from topic to topic."""
    ideas = content.topic.ideas
    # By a checksum, not by chance: the same words in every run.
    renamed = {word for idea in ideas if crc32(idea.encode()) % 2 for phrase in ideas[idea] for word in phrase.split()}
    return frozenset(renamed - set(content.topic.neutral))


def rename(text: str, words: frozenset[str], number: int) -> str:
    """Text of topic 0 as topic number has it."""
    ending = "q" + "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return _WORD.sub(lambda found: found[0] + ending if found[0] in words else found[0], text) if number else text


def generated(content: Content, number: int) -> Content:
    """Topic number, of the size of ours."""
    words = own_words(content)
    ideas = {idea: [rename(text, words, number) for text in phrases] for idea, phrases in content.topic.ideas.items()}
    sections = content.learned.sections
    votes = {_renamed_feature(feature, words, number): cast for feature, cast in sections.votes.items()}
    return msgspec.structs.replace(
        content,
        topic=msgspec.structs.replace(content.topic, id=f"topic_{number}", ideas=ideas),
        learned=msgspec.structs.replace(content.learned, sections=msgspec.structs.replace(sections, votes=votes)),
    )


def _renamed_feature(feature: str, words: frozenset[str], number: int) -> str:
    kind, _, text = feature.partition(":")
    return feature if kind == "idea" else f"{kind}:{rename(text, words, number)}"


class Router:
    """Which topics know the words of a text? Rare words say more than common ones."""

    def __init__(self, vocabularies: Iterable[Iterable[str]]) -> None:
        self._topics: dict[str, list[int]] = defaultdict(list)
        self._count = 0
        for number, vocabulary in enumerate(vocabularies):
            self._count += 1
            for word in vocabulary:
                self._topics[word].append(number)

    def likely(self, text: str) -> list[int]:
        """Numbers of the topics to ask, the likeliest first."""
        scores: Counter[int] = Counter()
        for base in {base for word in read(text) for base in word.bases}:
            topics = self._topics.get(base, ())
            # What all topics know tells none from another.
            if topics and (len(topics) < self._count or self._count == 1):
                scores.update(dict.fromkeys(topics, math.log(1 + self._count / len(topics))))
        return [number for number, _ in scores.most_common(ASKED)]


class Library:
    """All topics: the router, and a shelf of files from which matchers are loaded."""

    def __init__(self, router: Router, shelf: Path) -> None:
        self._router = router
        self._shelf = shelf
        self._matcher = lru_cache(LOADED)(self._load)

    def find(self, text: str) -> tuple[int, Finding]:
        """The first likely topic that has something to say, and what; topic -1 where none has."""
        for number in self._router.likely(text):
            finding = self._matcher(number).find(text)
            if not isinstance(finding, Foreign | Unclear):
                return number, finding
        return -1, Unclear()

    def _load(self, number: int) -> Matcher:
        content = msgspec.json.decode((self._shelf / f"{number}.json").read_bytes(), type=Content)
        return Matcher(content.topic, content.learned.sections)


def vocabulary(content: Content, number: int) -> set[str]:
    """The words of a generated topic, without generating all of it."""
    words = own_words(content)
    phrases = (phrase for phrases in content.topic.ideas.values() for phrase in phrases)
    return {rename(word, words, number) for phrase in phrases for word in phrase.split()}
