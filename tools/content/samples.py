"""What people say, out of the templates that stand for many ways of saying it (the hassil grammar)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hassil.errors import HassilError
from hassil.expression import Sentence
from hassil.parse_expression import parse_sentence
from hassil.parser import ParseError
from hassil.sample import sample_sentence


class TemplateError(ValueError):
    """A template isn't in the grammar, or names a piece that isn't there."""


def pieces_of(texts: Mapping[str, str]) -> dict[str, Sentence]:
    """The pieces that templates may name, parsed. Raises TemplateError."""
    return {name: _parse(text) for name, text in texts.items()}


def expand(templates: Iterable[str], pieces: Mapping[str, Sentence] | None = None) -> list[str]:
    """Every sentence that the templates stand for, each once, in their order. Raises TemplateError."""
    return list(dict.fromkeys(text for template in templates for text in _sampled(template, pieces or {})))


def _sampled(template: str, pieces: Mapping[str, Sentence]) -> Iterable[str]:
    try:
        texts = list(sample_sentence(_parse(template), expansion_rules=dict(pieces)))
    except HassilError as error:
        raise TemplateError(str(error)) from error
    return (" ".join(text.split()) for text in texts)


def _parse(template: str) -> Sentence:
    try:
        return parse_sentence(template)
    except (ParseError, AssertionError) as error:
        raise TemplateError("its brackets don't match") from error
