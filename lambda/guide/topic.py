"""What can be said: the topic, its sections and gaps, and every phrase of the skill.

These are the shapes of lambda/content.json, which the build makes from lambda/content/ after checking it (see
tools/content.py). Reading one checked file instead of two dozen keeps a cold start short.
"""

from __future__ import annotations

from functools import cache
from os.path import dirname

import msgspec

from guide.triage import Urgent
from guide.votes import Learned

# Not pathlib: to import it takes a cold start longer than to read the files.
FOLDER = dirname(dirname(__file__))  # noqa: PTH120
"""Where what the running skill reads is packaged."""


class Part(msgspec.Struct, frozen=True):
    """What is said in one breath of a section."""

    says: str
    facts: list[str]
    """Ids of the page's facts that it carries."""


class Section(msgspec.Struct, frozen=True):
    """One answer."""

    id: str
    title: str
    """The card's heading."""
    name: str
    """Completes "Would you like to hear ...?"."""
    heading: str
    """The page's heading that it comes from."""
    example: str
    """A way to ask for it that help may suggest."""
    next: list[str]
    """Sections to offer afterwards, the best first."""
    context: list[str]
    """Ideas that "it" or "they" stand for, after this section was heard."""
    asked: list[str]
    """The ideas that people ask for it with."""
    parts: list[Part]


class Gap(msgspec.Struct, frozen=True):
    """A question that the page is often asked and doesn't answer."""

    id: str
    about: str
    """Completes "The page doesn't cover ..."."""
    nearest: str
    """The section to offer instead; empty for none."""
    asked: list[list[str]]
    """The ideas of each way of asking."""


class Topic(msgspec.Struct, frozen=True):
    """One reviewed page."""

    id: str
    name: str
    page: dict[str, str]
    """title, publisher, adapted (as spoken)."""
    order: list[str]
    """Section ids as "next" goes through them."""
    sections: dict[str, Section]
    gaps: dict[str, Gap]
    ideas: dict[str, list[str]]
    """Idea -> the words for it."""
    beyond: list[str]
    """The ideas that the page says nothing of."""
    elsewhere: dict[str, list[str]]
    """Other subjects -> the words for them."""
    by_sound: dict[str, list[str]]
    """Idea -> words that recognisers get wrong."""
    neutral: list[str]
    """Words that neither help nor hinder."""
    weights: dict[str, float]
    """Idea -> how much it tells targets apart."""
    pronunciations: dict[str, str]
    """Word -> International Phonetic Alphabet."""


class Locale(msgspec.Struct, frozen=True):
    """What differs by country."""

    emergency: str
    """The number as spoken: "9-1-1"."""
    doctor_backup: str
    """Completes "If you can't reach them, ..."."""
    crisis: str
    """The action of the self-harm turn: "Call or text 9-8-8"."""
    spelling: dict[str, str]
    """The content's spelling -> this locale's, on cards and in samples."""


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that the skill can say or understand."""

    topic: Topic
    urgent: Urgent
    phrases: dict[str, str]
    commands: dict[str, list[str]]
    """Navigation command -> the whole utterances that mean it."""
    intents: dict[str, str]
    """Alexa intent name -> command, or section id."""
    politeness: list[str]
    """Words that may surround a command."""
    locales: dict[str, Locale]
    learned: Learned = Learned()
    """Votes for the matching and the triage; they are kept in a file of their own."""


@cache
def load(folder: str = FOLDER) -> Content:
    """The built content and the learned votes. Raises OSError or msgspec.DecodeError if not there or not ours."""
    built = msgspec.json.decode(file("content.json", folder), type=Content)
    return msgspec.structs.replace(built, learned=msgspec.json.decode(file("votes.json", folder), type=Learned))


def file(name: str, folder: str = FOLDER) -> bytes:
    """One of the files that are packaged beside the code. Raises OSError."""
    with open(f"{folder}/{name}", "rb") as opened:  # noqa: PTH123
        return opened.read()
