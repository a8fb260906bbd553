"""The interaction models: Alexa's written rules (tools.model_rules), and that all five fit the one skill."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tools.certification.rule import Check, Rule
from tools.certification.subject import Subject
from tools.content.checks.wording import LOCALES
from tools.model_rules import Model, broken_rules
from tools.models import INVOCATION

_FREE = frozenset(("QuestionIntent", "SymptomReportIntent", "AMAZON.FallbackIntent"))
"""Intents that are neither a section's nor a command's."""
# The written rules come as one list; these tell what each of its problems is about. The rest is R4's.
_INVOCATION = re.compile(r"invocation name ")
_TWICE = re.compile(r".*: \".*\" (?:leads to|is there)")
_MISSING = re.compile(r"\S+: is missing;")
_TOLD = (_INVOCATION, _TWICE, _MISSING)


def _written(wanted: Callable[[str], bool]) -> Check:
    def check(subject: Subject) -> Iterator[str]:
        for locale, model in subject.models.items():
            yield from (f"{locale}: {problem}" for problem in broken_rules(model) if wanted(problem))

    return check


def _is_about(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda problem: pattern.match(problem) is not None


def _is_rest(problem: str) -> bool:
    return not any(pattern.match(problem) for pattern in _TOLD)


def _invocation(subject: Subject) -> Iterator[str]:
    yield from _written(_is_about(_INVOCATION))(subject)
    for locale, model in subject.models.items():
        name = model["interactionModel"]["languageModel"]["invocationName"]
        if name != INVOCATION:
            yield f'{locale}: the invocation name is "{name}", not "{INVOCATION}"'


def _complete(subject: Subject) -> Iterator[str]:
    for name, there in (("interaction_models/", subject.models), ("locales.toml", subject.content.locales)):
        yield from (f"{name}: {locale} is missing" for locale in LOCALES if locale not in there)
        yield from (f"{name}: {locale} is no locale of ours" for locale in there if locale not in LOCALES)
    shapes = {locale: _shape(model) for locale, model in subject.models.items()}
    usual = shapes.get(LOCALES[0], {})
    for locale, shape in shapes.items():
        for name in sorted(usual.keys() | shape.keys()):
            if usual.get(name) != shape.get(name):
                yield f"{locale}: {name} isn't as in {LOCALES[0]}"


def _shape(model: Model) -> dict[str, dict[str, str]]:
    """Intent or type -> its slots."""
    language = model["interactionModel"]["languageModel"]
    intents = {
        intent["name"]: {slot["name"]: slot["type"] for slot in intent.get("slots", [])}
        for intent in language["intents"]
    }
    return intents | {f"type {type_['name']}": {} for type_ in language["types"]}


def _handled(subject: Subject) -> Iterator[str]:
    known = subject.content.intents.keys() | _FREE
    for locale, model in subject.models.items():
        there = {intent["name"] for intent in model["interactionModel"]["languageModel"]["intents"]}
        yield from (f"{locale}: the skill doesn't know {name}" for name in sorted(there - known))
        yield from (f"{locale}: nothing leads to {name}" for name in sorted(known - there))


_GROUP = "interaction models"
RULES = (
    Rule(1, _GROUP, 'The invocation name is "cervix guide", and one that may be used.',
         "Alexa: two words or more, lower case, none of the words it keeps for itself; it can't change once published.",
         _invocation),
    Rule(2, _GROUP, "No sample is there twice, in one intent or in two.",
         "Alexa: a phrase leads to one intent; which of two gets it is left to chance.",
         _written(_is_about(_TWICE))),
    Rule(3, _GROUP, "The built-ins that listeners count on are there.",
         "Alexa: help, stop and cancel must work in every skill; home comes to all, yes and no are what we ask for.",
         _written(_is_about(_MISSING))),
    Rule(4, _GROUP, "Characters, names, slots, types and sizes are what Alexa takes.",
         "Alexa: a model that breaks one of these doesn't build, so the skill can't be submitted.",
         _written(_is_rest)),
    Rule(5, _GROUP, "All five English locales are there, with the same intents, slots and types.",
         "A country without its own would hear another's emergency number, or be answered worse.",
         _complete),
    Rule(6, _GROUP, "Every intent of the models is one that the skill knows, and the other way round.",
         "An intent that nobody answers is a miss, and a section that nothing leads to isn't there.",
         _handled),
)  # fmt: skip
