"""The page's facts: every one is spoken, and nothing is spoken as the page's that isn't one."""

from __future__ import annotations

from collections.abc import Iterator

from tools.content.problems import Problem, Step
from tools.content.shapes import Statement
from tools.content.source import Source

_ALARMING = "symptom_"
"""Facts whose ids begin so are signs that call for a doctor."""
_PROMPT = "call_doctor"
_UNALARMING_SECTIONS = ("causes",)
"""Sections that may name such a fact and go on."""


def known_facts(source: Source) -> Iterator[Problem]:
    """A statement names facts of topic.toml only."""
    known = {fact.id for fact in source.topic.fact}
    for file, path, statement in _statements(source):
        for fact in statement.facts:
            if fact not in known and source.file("topic") not in source.broken:
                instead = "write the id of a [[fact]] in topic.toml, or add the fact there if the page has it"
                yield Problem(file, (*path, "facts"), f'"{fact}" is no fact of the page', instead, fact)


def sourced_statements(source: Source) -> Iterator[Problem]:
    """A statement says where it is from."""
    for file, path, statement in _statements(source):
        if not statement.facts and not statement.ours:
            instead = 'add facts = ["..."], or ours = "why we say it" where it isn\'t the page\'s'
            yield Problem(file, path, f'"{statement.says}" names no fact', instead, statement.says)


def carried_facts(source: Source) -> Iterator[Problem]:
    """Every fact of the page is spoken somewhere."""
    if any(source.file(id) in source.broken for id in source.sections):
        return
    carried = {fact for _, _, statement in _statements(source) for fact in statement.facts}
    for i, fact in enumerate(source.topic.fact):
        if fact.id not in carried:
            instead = "name it in the facts of the sentence that says it"
            yield Problem(source.file("topic"), ("fact", i, "id"), f'no section carries "{fact.id}"', instead)


def known_headings(source: Source) -> Iterator[Problem]:
    """Sections and facts stand under a heading of the page."""
    headings = source.topic.page.headings
    for file, path, heading in _headings(source):
        if heading not in headings:
            instead = f"write one of: {'; '.join(headings)}"
            yield Problem(file, path, f'"{heading}" is no heading of the page', instead)


def prompted_symptoms(source: Source) -> Iterator[Problem]:
    """A part that names signs says to call the doctor."""
    for id, section in source.sections.items():
        for i, part in enumerate(section.part):
            facts = {fact for statement in part.statements for fact in statement.facts}
            alarming = any(fact.startswith(_ALARMING) for fact in facts)
            if alarming and _PROMPT not in facts and id not in _UNALARMING_SECTIONS:
                instead = f'add a sentence with facts = ["{_PROMPT}"] to this part'
                yield Problem(source.file(id), ("part", i), "lists signs and doesn't say to call the doctor", instead)


def marked_names(source: Source) -> Iterator[Problem]:
    """A section that uses a name of the editors' says that it is theirs."""
    for name in source.topic.editors_name:
        section = source.sections.get(name.section)
        ours = section and any(statement.ours for part in section.part for statement in part.statements)
        if section and not ours and source.file(name.section) not in source.broken:
            wrong = f'never says that the name "{name.name}" is the editors\''
            yield Problem(source.file(name.section), ("part",), wrong, 'add a sentence with ours = "..."')


CHECKS = (known_facts, sourced_statements, carried_facts, known_headings, prompted_symptoms, marked_names)


def _headings(source: Source) -> Iterator[tuple[str, tuple[Step, ...], str]]:
    for id, section in source.sections.items():
        yield source.file(id), ("heading",), section.heading
    for i, fact in enumerate(source.topic.fact):
        yield source.file("topic"), ("fact", i, "heading"), fact.heading


def _statements(source: Source) -> Iterator[tuple[str, tuple[Step, ...], Statement]]:
    for id, section in source.sections.items():
        for i, part in enumerate(section.part):
            for j, statement in enumerate(part.statements):
                yield source.file(id), ("part", i, "statements", j), statement
