"""What answers what was said: a section, a choice of two, an honest "the page doesn't say", or a refusal.

Words become ideas (vocabulary.toml), by their sound too where a recogniser wrote something else. The ideas, the words
and their pairs vote for a section; the votes are learned off line and only added up here. Which known gap a question
falls into is told by its ideas alone. Pure and deterministic.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import msgspec

from guide.lexicon import MASK, Lexicon, Mention
from guide.sounds import Ear
from guide.topic import Topic
from guide.votes import NOT_COVERED, OFF_TOPIC, Votes, features_of
from guide.words import Word, read, stretches

_ENOUGH = 0.24
"""The share of the votes below which nothing answers."""
_ALSO = 0.3
"""The share of the votes from which a second section is offered as well, as a choice."""
_CLEAR = 0.7
"""A section's share of the votes from which words speak for themselves, whatever "it" stands for."""
_GAP_LIKENESS = 0.55
"""How like its ask lines a question must be, for a gap to be named."""
_ELSEWHERE = "elsewhere:"
_ANCHORS = frozenset(("cervix", "stitch", "hormone"))
"""Ideas that are this topic's beyond doubt."""
_POINTING = frozenset(("it", "they", "them", "that", "this", "one", "those", "these"))
"""Words that may stand for what was spoken of last."""


class Match(msgspec.Struct, frozen=True):
    """A section answers."""

    section: str
    ideas: tuple[str, ...]


class Tie(msgspec.Struct, frozen=True):
    """Two sections would answer about equally well."""

    first: str
    second: str
    ideas: tuple[str, ...]


class Uncovered(msgspec.Struct, frozen=True):
    """On topic, and the page doesn't say."""

    gap: str
    """Id of a known gap; empty for one that nobody foresaw."""
    ideas: tuple[str, ...]


class Foreign(msgspec.Struct, frozen=True):
    """About something else."""

    subject: str
    """The vocabulary's name for what it is about; empty where it has none."""


class Unclear(msgspec.Struct, frozen=True):
    """Nothing to go by."""


Finding: TypeAlias = Match | Tie | Uncovered | Foreign | Unclear


class Matcher:
    """Finds what answers a text, in one topic."""

    def __init__(self, topic: Topic, votes: Votes) -> None:
        self._topic = topic
        self._votes = votes
        elsewhere = {_ELSEWHERE + subject: words for subject, words in topic.elsewhere.items()}
        self._lexicon = Lexicon({**topic.ideas, **elsewhere})
        self._neutral = frozenset(topic.neutral)
        self._ear = Ear(topic.by_sound, self._neutral | {w for phrases in topic.ideas.values() for w in phrases})
        self._gaps = _Gaps(topic)

    def find(self, text: str, context: Sequence[str] = ()) -> Finding:
        """What answers text; context is what "it" stands for after the section heard last."""
        words, *_ = stretches(read(text))
        mentions = self._mentions(words)
        families = sorted({mention.family for mention in mentions if not mention.family.startswith(MASK)})
        if not families and all(word.bases & self._neutral for word in words):
            return Unclear()
        ideas = tuple(family for family in families if not family.startswith(_ELSEWHERE))
        features = features_of(words, mentions)
        share = self._votes.share(features)
        points = context and not _POINTING.isdisjoint(word.text for word in words) and _ANCHORS.isdisjoint(ideas)
        if points and max((share.get(id, 0.0) for id in self._topic.sections), default=0.0) < _CLEAR:
            share = self._votes.share(features | {f"idea:{idea}" for idea in context})
            ideas = tuple(sorted({*ideas, *context}))
        subject = next((family.removeprefix(_ELSEWHERE) for family in families if family.startswith(_ELSEWHERE)), "")
        return self._decide(share, ideas, subject)

    def features(self, text: str) -> set[str]:
        """What of text votes on what answers it."""
        words = read(text)
        return features_of(words, self._mentions(words))

    def _mentions(self, words: Sequence[Word]) -> list[Mention]:
        """What the vocabulary knows, and what it knows by sound where a recogniser wrote something else."""
        known = self._lexicon.find_longest(words)
        heard = self._ear.hear(words, known)
        return [m for m in known if not any(m.within(h) or (m.start, m.end) == (h.start, h.end) for h in heard)] + heard

    def _decide(self, share: dict[str, float], ideas: tuple[str, ...], subject: str) -> Finding:
        first, second = sorted(share, key=lambda name: (-share[name], name))[:2]
        if first == OFF_TOPIC or (share[first] < _ENOUGH and not _ANCHORS & set(ideas)):
            return Foreign(subject)
        if first == NOT_COVERED or share[first] < _ENOUGH:
            return Uncovered(self._gaps.nearest(ideas), ideas)
        if second in self._topic.sections and share[second] >= _ALSO:
            return Tie(first, second, ideas)
        return Match(first, ideas)


class _Gaps:
    """Which known gap a question's ideas are nearest to."""

    def __init__(self, topic: Topic) -> None:
        self._weights = topic.weights
        self._beyond = frozenset(topic.beyond)
        self._asked = [(gap.id, frozenset(ideas)) for gap in topic.gaps.values() for ideas in gap.asked]

    def nearest(self, ideas: Iterable[str]) -> str:
        """Id of the gap; empty where none is near."""
        said = frozenset(ideas)
        likeness: dict[str, float] = defaultdict(float)
        for gap, wanted in self._asked:
            # Better no name for a gap than a wrong one: an idea beyond the page tells it, or several together.
            if said & wanted & self._beyond or (len(wanted) > 1 and wanted <= said):
                likeness[gap] = max(likeness[gap], self._likeness(said, wanted))
        best = min(likeness, key=lambda gap: (-likeness[gap], gap), default="")
        return best if likeness.get(best, 0.0) >= _GAP_LIKENESS else ""

    def _likeness(self, said: frozenset[str], wanted: frozenset[str]) -> float:
        """Cosine of the two sets of ideas by their weights, 0 to 1."""
        norm: float = (self._weight(said) * self._weight(wanted)) ** 0.5
        return self._weight(said & wanted) / norm if norm else 0.0

    def _weight(self, ideas: frozenset[str]) -> float:
        return sum(self._weights.get(idea, 0.0) ** 2 for idea in ideas)
