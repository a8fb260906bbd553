"""The shapes of the files in lambda/content/, as their author writes them.

A field without a default must be in the file. What the values may be is left to the checks.
"""

from __future__ import annotations

from datetime import date

import msgspec


class Statement(msgspec.Struct, frozen=True):
    """One spoken sentence of a section."""

    says: str
    facts: list[str] = []
    """Ids of the page's facts that it carries."""
    ours: str = ""
    """Why it is said, where it isn't the page's."""


class Part(msgspec.Struct, frozen=True):
    """What is said in one breath."""

    statements: list[Statement]


class Section(msgspec.Struct, frozen=True):
    """<section id>.toml."""

    title: str
    name: str
    heading: str
    example: str
    next: list[str]
    ask: list[str]
    """Templates in the hassil grammar."""
    part: list[Part]
    context: list[str] = []


class Fact(msgspec.Struct, frozen=True):
    """One fact of the page, in our words."""

    id: str
    heading: str
    says: str


class Page(msgspec.Struct, frozen=True):
    """The page that the topic speaks from."""

    title: str
    publisher: str
    adapted: date
    headings: list[str]


class EditorsName(msgspec.Struct, frozen=True):
    """A name that the page doesn't give."""

    name: str
    section: str
    why: str


class Topic(msgspec.Struct, frozen=True):
    """topic.toml."""

    name: str
    sections: list[str]
    page: Page
    fact: list[Fact]
    pieces: dict[str, str] = {}
    pronunciations: dict[str, str] = {}
    editors_name: list[EditorsName] = []


class Neutral(msgspec.Struct, frozen=True):
    """Words that say nothing about the topic."""

    words: str
    """Separated by spaces or line ends."""


class Vocabulary(msgspec.Struct, frozen=True):
    """vocabulary.toml."""

    ideas: dict[str, list[str]]
    beyond: dict[str, list[str]]
    elsewhere: dict[str, list[str]]
    by_sound: dict[str, list[str]]
    """Idea -> words that recognisers get wrong."""
    neutral: Neutral


class Gap(msgspec.Struct, frozen=True):
    """A question that the page doesn't answer."""

    id: str
    about: str
    ask: list[str]
    nearest: str = ""


class Gaps(msgspec.Struct, frozen=True):
    """gaps.toml."""

    gap: list[Gap]


class Rule(msgspec.Struct, frozen=True):
    """One rule of the urgent layer."""

    id: str
    level: str
    when: list[str]
    """Families joined by " + "."""
    guidance: list[str]
    fires: list[str]
    quiet: list[str]
    unless: list[str] = []
    asked: str = ""


class Symptom(msgspec.Struct, frozen=True):
    """A value of the interaction model's {symptom}."""

    value: str
    synonyms: list[str]


class Report(msgspec.Struct, frozen=True):
    """How a listener reports a symptom."""

    carriers: list[str]
    """Samples that hold {symptom}."""
    symptom: list[Symptom]


class Urgent(msgspec.Struct, frozen=True):
    """urgent.toml."""

    guidance: dict[str, str]
    wording: dict[str, str]
    cues: dict[str, list[str]]
    families: dict[str, list[str]]
    rule: list[Rule]
    report: Report


class Command(msgspec.Struct, frozen=True):
    """A way to get about."""

    id: str
    intent: str
    ask: list[str]


class Navigation(msgspec.Struct, frozen=True):
    """navigation.toml."""

    politeness: list[str]
    command: list[Command]


class Locale(msgspec.Struct, frozen=True):
    """A table of locales.toml."""

    emergency: str
    doctor_backup: str
    crisis: str
    spelling: dict[str, str] = {}


class Locales(msgspec.Struct, frozen=True):
    """locales.toml; in the file the locales stand beside `default`."""

    default: str
    locales: dict[str, Locale]


Phrases = dict[str, dict[str, str | list[str]]]
"""phrases.toml."""
