"""What people say, as the Alexa interaction model allows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.content.problems import Problem, Step
from tools.content.source import Source

_ALLOWED = re.compile(r"[A-Za-z' ._-]+")
_SLOT = "{symptom}"
_Samples = tuple[str, str, tuple[Step, ...], list[str]]
"""(target, file, path, samples)"""


def one_target_each(source: Source) -> Iterator[Problem]:
    """No sentence asks for two things."""
    first: dict[str, str] = {}
    for target, file, path, samples in _targets(source):
        for sample in samples:
            taken = first.setdefault(sample.lower(), target)
            if taken != target:
                wrong = f'"{sample}" already asks for {taken}'
                yield Problem(file, path, wrong, "leave it to one of the two", sample)


def allowed_characters(source: Source) -> Iterator[Problem]:
    """Only what Alexa takes: letters, spaces, apostrophes, hyphens, underscores, periods."""
    for _, file, path, samples in [*_targets(source), *_reports(source)]:
        for sample in samples:
            if not _ALLOWED.fullmatch(sample.replace(_SLOT, "a symptom")):
                instead = "write letters, spaces, apostrophes, hyphens and periods only; numbers as words"
                yield Problem(file, path, f'Alexa doesn\'t take "{sample}"', instead, sample)


def own_examples(source: Source) -> Iterator[Problem]:
    """The way to ask that help suggests works."""
    for id, section in source.sections.items():
        if section.example not in source.samples[id] and source.file(id) not in source.broken:
            wrong = f'"{section.example}" is none of the section\'s own ask lines'
            yield Problem(source.file(id), ("example",), wrong, "write one that the ask lines give, or add it to them")


def carried_symptoms(source: Source) -> Iterator[Problem]:
    """A carrier holds the symptom once, and words around it: a bare one would swallow everything."""
    for carrier in source.report.carriers:
        if carrier.count(_SLOT) != 1 or not carrier.replace(_SLOT, "").strip():
            wrong = f'"{carrier}" doesn\'t hold {_SLOT} once, with words around it'
            yield Problem("urgent.toml", ("report", "carriers"), wrong, f'write it like "i have {_SLOT}"', carrier)


CHECKS = (one_target_each, allowed_characters, own_examples, carried_symptoms)


def _reports(source: Source) -> Iterator[_Samples]:
    yield "report", "urgent.toml", ("report", "carriers"), source.report.carriers
    for i, symptom in enumerate(source.report.symptom):
        yield "report", "urgent.toml", ("report", "symptom", i), [symptom.value, *symptom.synonyms]


def _targets(source: Source) -> Iterator[_Samples]:
    """Everything that can be asked for, with what asks for it."""
    for id, samples in source.samples.items():
        yield id, source.file(id), ("ask",), samples
    for i, command in enumerate(source.navigation.command):
        yield command.id, "navigation.toml", ("command", i, "ask"), source.command_samples[command.id]
    for i, gap in enumerate(source.gaps.gap):
        yield gap.id, source.file("gaps"), ("gap", i, "ask"), source.gap_samples[gap.id]
