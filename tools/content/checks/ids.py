"""Ids: unique, and naming what is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tools.content.problems import Problem
from tools.content.source import Source

_PLAIN = re.compile(r"[a-z]+(_[a-z]+)*")
_PLAINLY = "write small letters, with _ between words"
_INTENT = re.compile(r"(AMAZON\.)?[A-Za-z]+Intent")


def files_and_order(source: Source) -> Iterator[Problem]:
    """Every section file stands in topic.toml, and every section there has a file."""
    topic = source.file("topic")
    for id in source.topic.sections:
        if id not in source.sections:
            yield Problem(topic, ("sections",), f'"{id}" has no file', f"add {id}.toml, or take it out", id)
    for id in source.sections:
        if id not in source.topic.sections and topic not in source.broken:
            wrong = f'"{id}" is not in the sections of topic.toml'
            yield Problem(source.file(id), (), wrong, "add it there, or delete the file")
    yield from _twice(topic, "sections", source.topic.sections)


def unique_ids(source: Source) -> Iterator[Problem]:
    """No two facts, gaps, rules, commands or intents have one name."""
    yield from _twice(source.file("topic"), "fact", [fact.id for fact in source.topic.fact])
    yield from _twice(source.file("gaps"), "gap", [gap.id for gap in source.gaps.gap])
    yield from _twice("urgent.toml", "rule", [rule.id for rule in source.urgent.rule])
    yield from _twice("navigation.toml", "command", [command.id for command in source.navigation.command])
    yield from _twice("navigation.toml", "command", [command.intent for command in source.navigation.command], "intent")


def one_meaning(source: Source) -> Iterator[Problem]:
    """A section, a gap and a command never share an id."""
    for i, gap in enumerate(source.gaps.gap):
        if gap.id in source.sections:
            yield Problem(source.file("gaps"), ("gap", i, "id"), f'"{gap.id}" is a section', "choose another id")
    for i, command in enumerate(source.navigation.command):
        if command.id in source.sections or any(gap.id == command.id for gap in source.gaps.gap):
            wrong = f'"{command.id}" is a section or a gap'
            yield Problem("navigation.toml", ("command", i, "id"), wrong, "choose another id")


def plain_ids(source: Source) -> Iterator[Problem]:
    """Ids become Alexa's names, which are letters; a section's is its file's name."""
    for id in source.sections:
        if not _PLAIN.fullmatch(id):
            yield Problem(source.file(id), (), f'"{id}" is no id', f"rename the file: {_PLAINLY}")
    for i, gap in enumerate(source.gaps.gap):
        if not _PLAIN.fullmatch(gap.id):
            yield Problem(source.file("gaps"), ("gap", i, "id"), f'"{gap.id}" is no id', _PLAINLY)
    for i, command in enumerate(source.navigation.command):
        if not _INTENT.fullmatch(command.intent):
            instead = "write it like AMAZON.HelpIntent or SlowerIntent"
            yield Problem("navigation.toml", ("command", i, "intent"), f'"{command.intent}" is no intent', instead)


def known_next(source: Source) -> Iterator[Problem]:
    """What is offered after a section is another section."""
    for id, section in source.sections.items():
        for wanted in section.next:
            if wanted == id:
                yield Problem(source.file(id), ("next",), "offers the section itself", "name another section", wanted)
            else:
                yield from _unknown_section(source, source.file(id), ("next",), wanted)


def known_nearest(source: Source) -> Iterator[Problem]:
    """What a gap offers instead is a section."""
    for i, gap in enumerate(source.gaps.gap):
        if gap.nearest:
            yield from _unknown_section(source, source.file("gaps"), ("gap", i, "nearest"), gap.nearest)


def known_suggestions(source: Source) -> Iterator[Problem]:
    """What help suggests is a section."""
    for id in source.phrases.get("suggest", {}).get("sections", []):
        yield from _unknown_section(source, "phrases.toml", ("suggest", "sections"), id)


def known_editors_sections(source: Source) -> Iterator[Problem]:
    """An editors' name belongs to a section."""
    for i, name in enumerate(source.topic.editors_name):
        yield from _unknown_section(source, source.file("topic"), ("editors_name", i, "section"), name.section)


CHECKS = (
    files_and_order,
    unique_ids,
    one_meaning,
    plain_ids,
    known_next,
    known_nearest,
    known_suggestions,
    known_editors_sections,
)


def _unknown_section(source: Source, file: str, path: tuple[str | int, ...], id: str) -> Iterator[Problem]:
    if id not in source.sections:
        yield Problem(file, path, f'"{id}" is no section', f"write one of: {', '.join(source.sections)}", id)


def _twice(file: str, table: str, ids: Iterable[str], field: str = "id") -> Iterator[Problem]:
    seen: set[str] = set()
    for i, id in enumerate(ids):
        if id and id in seen:
            path = (table,) if table == "sections" else (table, i, field)
            yield Problem(file, path, f'"{id}" is there twice', "take one out, or rename it")
        seen.add(id)
