"""The words that questions are understood by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from guide.words import read
from tools.content import patterns
from tools.content.problems import Problem, Step
from tools.content.source import Source


def each_phrase_once(source: Source) -> Iterator[Problem]:
    """No phrase stands twice in one list."""
    for path, phrases in _lists(source):
        for phrase, count in Counter(phrases).items():
            if count > 1:
                yield Problem(source.file("vocabulary"), path, f'"{phrase}" is there {count} times', "write it once")


def phrases_with_words(source: Source) -> Iterator[Problem]:
    """Every phrase has a word in it."""
    for path, phrases in _lists(source):
        if any(not read(phrase) for phrase in phrases):
            yield Problem(source.file("vocabulary"), path, "has a phrase without a word", "take it out")


def one_kind_of_idea(source: Source) -> Iterator[Problem]:
    """An idea is the page's or lies beyond it."""
    for name in source.vocabulary.beyond:
        if name in source.vocabulary.ideas:
            wrong = "is an idea of the page too"
            yield Problem(source.file("vocabulary"), ("beyond", name), wrong, "choose another name")


def known_sounds(source: Source) -> Iterator[Problem]:
    """What is understood by its sound is an idea."""
    for name in source.vocabulary.by_sound:
        if name not in source.vocabulary.ideas and name not in source.vocabulary.beyond:
            instead = "write the name of an idea above"
            yield Problem(source.file("vocabulary"), ("by_sound", name), f'"{name}" is no idea', instead)


def known_context(source: Source) -> Iterator[Problem]:
    """What "it" may stand for is an idea."""
    for id, section in source.sections.items():
        for idea in section.context:
            if idea not in source.vocabulary.ideas and source.file("vocabulary") not in source.broken:
                instead = "write the name of an idea in vocabulary.toml"
                yield Problem(source.file(id), ("context",), f'"{idea}" is no idea', instead, idea)


def understood_samples(source: Source) -> Iterator[Problem]:
    """Every way of asking has a word that means something."""
    if source.file("vocabulary") in source.broken or any(problem for problem in phrases_with_words(source)):
        return
    gaps = [gap.id for gap in source.gaps.gap]
    for target, sample in patterns.speechless(source):
        at: tuple[Step, ...] = ("gap", gaps.index(target), "ask") if target in gaps else ("ask",)
        file = source.file("gaps" if target in gaps else target)
        wrong = f'no word of "{sample}" is in vocabulary.toml'
        yield Problem(file, at, wrong, "add one there, or drop the line", sample)


CHECKS = (each_phrase_once, phrases_with_words, one_kind_of_idea, known_sounds, known_context, understood_samples)


def _lists(source: Source) -> Iterator[tuple[tuple[Step, ...], list[str]]]:
    words = source.vocabulary
    tables = {"ideas": words.ideas, "beyond": words.beyond, "elsewhere": words.elsewhere, "by_sound": words.by_sound}
    for table, lists in tables.items():
        for name, phrases in lists.items():
            yield (table, name), phrases
