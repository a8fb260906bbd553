"""The urgent layer's rules name only what is there, and nothing there is left unused."""

from __future__ import annotations

from collections.abc import Iterator

from guide.lexicon import MASK
from guide.triage import Level
from tools.content.problems import Problem, Step
from tools.content.shapes import Rule
from tools.content.source import Source

_LEVELS = tuple(level.name.lower() for level in Level if level is not Level.NONE)
_STANCES = ("", "fires", "quiet")


def known_families(source: Source) -> Iterator[Problem]:
    """A rule looks for families that have words."""
    for path, rule in _rules(source):
        for field, families in (("when", _wanted(rule)), ("unless", rule.unless)):
            for family in families:
                if family not in source.urgent.families:
                    instead = 'write the name of a list under [families]; join two with " + "'
                    yield Problem("urgent.toml", (*path, field), f'"{family}" is no family', instead)


def used_families(source: Source) -> Iterator[Problem]:
    """A family is there for a rule. Those that begin with "not_" hide words from all."""
    used = {family for _, rule in _rules(source) for family in [*_wanted(rule), *rule.unless]}
    for family in source.urgent.families:
        if family not in used and not family.startswith(MASK):
            yield Problem("urgent.toml", ("families", family), "no rule uses it", "name it in a rule, or take it out")


def known_guidance(source: Source) -> Iterator[Problem]:
    """A rule follows guidance that is named in the file."""
    for path, rule in _rules(source):
        for id in rule.guidance:
            if id not in source.urgent.guidance:
                instead = f"write one of: {', '.join(source.urgent.guidance)}"
                yield Problem("urgent.toml", (*path, "guidance"), f'"{id}" is no guidance', instead)


def known_levels(source: Source) -> Iterator[Problem]:
    """A rule has a level, and a known stance on questions."""
    for path, rule in _rules(source):
        if rule.level not in _LEVELS:
            instead = f"write one of: {', '.join(_LEVELS)}"
            yield Problem("urgent.toml", (*path, "level"), f'"{rule.level}" is no level', instead)
        if rule.asked not in _STANCES:
            instead = 'write "fires" or "quiet", or leave it out'
            yield Problem("urgent.toml", (*path, "asked"), f'"{rule.asked}" is neither', instead)


CHECKS = (known_families, used_families, known_guidance, known_levels)


def _rules(source: Source) -> Iterator[tuple[tuple[Step, ...], Rule]]:
    for i, rule in enumerate(source.urgent.rule):
        yield ("rule", i), rule


def _wanted(rule: Rule) -> list[str]:
    return [family for families in rule.when for family in families.split(" + ")]
