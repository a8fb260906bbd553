"""Length budgets for the ear."""

from __future__ import annotations

from collections.abc import Iterator

from tools.content.problems import Problem
from tools.content.shapes import Part, Section
from tools.content.source import Source

FIRST_PART = 40
"""Words in the first part of an answer."""
TURN = 60
"""Words in a part with the question that closes it."""


def short_first_parts(source: Source) -> Iterator[Problem]:
    """A listener gets the first idea in one breath."""
    for id, section in source.sections.items():
        count = _words(_text(section.part[0])) if section.part else 0
        if count > FIRST_PART:
            instead = f"write at most {FIRST_PART}; move the rest to another [[part]]"
            yield Problem(source.file(id), ("part", 0), f"the first part has {count} words", instead)


def short_turns(source: Source) -> Iterator[Problem]:
    """No part is too long with the question after it."""
    for id, section in source.sections.items():
        closing = _longest_closing(source, section)
        for i, part in enumerate(section.part):
            count = _words(_text(part)) + _words(closing)
            if count > TURN:
                wrong = f'has {count} words with "{closing}"'
                instead = f"write at most {TURN}; move the rest to another [[part]]"
                yield Problem(source.file(id), ("part", i), wrong, instead)


CHECKS = (short_first_parts, short_turns)


def _longest_closing(source: Source, section: Section) -> str:
    answer = source.phrases.get("answer", {})
    names = [source.sections[id].name for id in section.next if id in source.sections]
    offers = [str(answer.get("offer", "")).replace("{name}", name) for name in names]
    return max([str(answer.get("more", "")), *offers], key=_words)


def _text(part: Part) -> str:
    return " ".join(statement.says for statement in part.statements)


def _words(text: str) -> int:
    return len(text.split())
