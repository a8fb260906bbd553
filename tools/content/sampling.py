"""Expands the templates of sections, gaps and commands, and says which of them can't be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hassil.expression import Sentence

from tools.content.problems import Problem, Step
from tools.content.samples import TemplateError, expand, pieces_of
from tools.content.source import Source

MOST = 200
"""Sentences of one template. Interaction models have a size limit, and a template that explodes is seldom English."""


class Sampler:
    """Expands a source's templates with the pieces of its topic."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.problems: list[Problem] = []
        self._pieces: dict[str, Sentence] = {}
        for name, text in source.topic.pieces.items():
            try:
                self._pieces |= pieces_of({name: text})
            except TemplateError as error:
                self._reject(source.file("topic"), ("pieces", name), text, error)
                self._pieces |= pieces_of({name: name})

    def section(self, id: str) -> list[str]:
        """Every way to ask for a section; its name too, for what is offered will be said back."""
        section = self._source.sections[id]
        asked = self._expand(self._source.file(id), ("ask",), section.ask, self._pieces)
        return list(dict.fromkeys([*asked, section.name])) if section.name else asked

    def gap(self, at: int) -> list[str]:
        """Every way to ask for what the page leaves out."""
        return self._expand(self._source.file("gaps"), ("gap", at, "ask"), self._source.gaps.gap[at].ask, self._pieces)

    def command(self, at: int) -> list[str]:
        """Every way to say a command."""
        return self._expand("navigation.toml", ("command", at, "ask"), self._source.navigation.command[at].ask, {})

    def _expand(
        self, file: str, path: tuple[Step, ...], templates: Sequence[str], pieces: Mapping[str, Sentence]
    ) -> list[str]:
        samples: dict[str, None] = {}
        for template in templates:
            try:
                expanded = expand([template], pieces)
            except TemplateError as error:
                self._reject(file, path, template, error)
                continue
            samples |= dict.fromkeys(expanded)
            if len(expanded) > MOST:
                wrong = f'"{template}" stands for {len(expanded)} sentences'
                instead = f"write it with fewer choices, for {MOST} at most"
                self.problems.append(Problem(file, path, wrong, instead, template))
        return list(samples)

    def _reject(self, file: str, path: tuple[Step, ...], template: str, error: TemplateError) -> None:
        instead = "write (a|b) for a choice, [a] for what may be left out, <piece> for a piece of topic.toml"
        self.problems.append(Problem(file, path, f'"{template}" is no template: {error}', instead, template))
