"""The whole of lambda/content/, read: what the checks, the build and the interaction models work from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from guide.lexicon import MASK, Lexicon, plain
from guide.words import read
from tools.content.shapes import Gaps, Locale, Navigation, Phrases, Report, Section, Topic, Urgent, Vocabulary


@dataclass(frozen=True, slots=True)
class Asked:
    """One way of asking."""

    target: str
    """Id of a section or gap."""
    sample: str
    ideas: tuple[str, ...]
    """What its words mean, in alphabetical order."""


@dataclass(frozen=True)
class Source:
    """Everything under lambda/content/."""

    topic_id: str
    """The name of the topic's folder."""
    topic: Topic
    vocabulary: Vocabulary
    gaps: Gaps
    sections: dict[str, Section]
    """In the reading order of topic.toml, then those that it forgot."""
    urgent: Urgent
    navigation: Navigation
    phrases: Phrases
    locales: dict[str, Locale]
    """The default one first."""
    default_locale: str
    samples: dict[str, list[str]] = field(default_factory=dict)
    """Section id -> every way to ask for it, templates expanded."""
    gap_samples: dict[str, list[str]] = field(default_factory=dict)
    command_samples: dict[str, list[str]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    """Files that couldn't be read whole; what they lack can't be held against the others."""

    def file(self, name: str) -> str:
        """A file of the topic's folder: "causes" -> cervical_insufficiency/causes.toml."""
        return f"{self.topic_id}/{name}.toml"

    @property
    def report(self) -> Report:
        """The carriers and symptoms of the interaction model's {symptom}."""
        return self.urgent.report

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every way of asking, as the running skill will understand it; targets in reading order, gaps last."""
        lexicon = Lexicon(plain(self.vocabulary.ideas | self.vocabulary.beyond))
        targets = {**self.samples, **self.gap_samples}.items()
        return tuple(Asked(target, text, _ideas(lexicon, text)) for target, samples in targets for text in samples)


def _ideas(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    found = {mention.family for mention in lexicon.find_longest(read(text))}
    return tuple(sorted(family for family in found if not family.startswith(MASK)))
