"""Reads the folder and asks the checks. Everything that is wrong anywhere is told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tools.content import checks
from tools.content.files import Files
from tools.content.problems import ContentError, Problem
from tools.content.sampling import Sampler
from tools.content.shapes import Gaps, Locale, Locales, Navigation, Phrases, Section, Topic, Urgent, Vocabulary
from tools.content.source import Source

FOLDER = Path(__file__).parents[2] / "lambda" / "content"
_NO_SECTIONS = ("topic", "vocabulary", "gaps")
"""The other files of the topic's folder."""


def read(folder: Path = FOLDER) -> Source:
    """Everything under folder, checked. Raises ContentError, which names every problem of every file."""
    files = Files(folder)
    source = _sampled(_source(files), files)
    problems = [*files.problems, *_unless_told(checks.problems(source), files.problems)]
    if problems:
        raise ContentError(sorted(problems, key=lambda problem: problem.file), files.texts)
    return source


def _source(files: Files) -> Source:
    name = files.topic()
    topic = files.read(f"{name}/topic.toml", Topic)
    found = [id for id in files.names(name) if id not in _NO_SECTIONS]
    order = [*(id for id in topic.sections if id in found), *(id for id in found if id not in topic.sections)]
    default, locales = _locales(files)
    return Source(
        topic_id=name,
        topic=topic,
        vocabulary=files.read(f"{name}/vocabulary.toml", Vocabulary),
        gaps=files.read(f"{name}/gaps.toml", Gaps),
        sections={id: files.read(f"{name}/{id}.toml", Section) for id in order},
        urgent=files.read("urgent.toml", Urgent),
        navigation=files.read("navigation.toml", Navigation),
        phrases=files.read("phrases.toml", Phrases),
        locales=locales,
        default_locale=default,
    )


def _locales(files: Files) -> tuple[str, dict[str, Locale]]:
    """The default locale's name, and the locales with that one first."""
    raw = files.raw("locales.toml")
    default = {"default": raw.pop("default")} if "default" in raw else {}
    file = files.shaped("locales.toml", {**default, "locales": raw}, Locales)
    names = sorted(file.locales, key=lambda name: name != file.default)
    return file.default, {name: file.locales[name] for name in names}


def _sampled(source: Source, files: Files) -> Source:
    sampler = Sampler(source)
    samples = replace(
        source,
        samples={id: sampler.section(id) for id in source.sections},
        gap_samples={gap.id: sampler.gap(i) for i, gap in enumerate(source.gaps.gap)},
        command_samples={command.id: sampler.command(i) for i, command in enumerate(source.navigation.command)},
    )
    files.problems += sampler.problems
    return replace(samples, broken=frozenset(problem.file for problem in files.problems))


def _unless_told(found: Iterable[Problem], told: Iterable[Problem]) -> list[Problem]:
    """What is found wrong with fields that weren't already told to be missing or mistyped."""
    known = {(problem.file, problem.path) for problem in told}
    return [p for p in found if not any((p.file, p.path[:n]) in known for n in range(len(p.path) + 1))]
