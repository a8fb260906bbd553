"""Writes interaction_models/<locale>.json, what Alexa's recogniser is taught, out of the content.

Commands and sections get an intent each; {symptom} reports and a bare {question} bring everything else to us as text.
Templates stand for far more sentences than a recogniser needs, so a section's intent gets at most SECTION_SAMPLES of
them, its example first, shared evenly among its templates and spread evenly over each. The {question} type is filled
likewise from the gaps, the sections and what the urgent rules must hear. What Alexa forbids is left to model_rules.

JSON has no comments: that these files are generated stands in CONTRIBUTING, and --check fails where they drift.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from guide.conversation import GRIEF
from guide.country import spelled
from tools.content import FOLDER, ContentError, Source, expand, read
from tools.content.build import section_intent
from tools.content.samples import pieces_of
from tools.model_rules import Model, broken_rules

MODELS = Path(__file__).parents[1] / "interaction_models"
INVOCATION = "cervix guide"
"""Can't change once the skill is published."""
SECTION_SAMPLES = 120
"""At most, for a section's intent."""
SECTION_QUESTIONS = 10
"""At most, of each section among the phrases of {question}."""
GAP_QUESTIONS = 8
"""At most, of each gap."""

Spell = Callable[[str], str]


class ModelError(Exception):
    """An interaction model breaks Alexa's rules. The text names every problem of every locale."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(["Alexa doesn't take the interaction models:", *self.problems]))


@dataclass(frozen=True)
class _Taught:
    """What every locale is taught, in the content's own spelling."""

    intents: list[Model]
    types: dict[str, list[list[str]]]
    """Name -> its values, each with its synonyms after it."""


def models(source: Source) -> dict[str, Model]:
    """Locale -> its interaction model. Raises ModelError."""
    taught = _taught(source)
    spells = {name: partial(spelled, spelling=locale.spelling) for name, locale in source.locales.items()}
    built = {name: _model(taught, spell) for name, spell in spells.items()}
    problems = [f"{locale}: {problem}" for locale in built for problem in broken_rules(built[locale])]
    if problems:
        raise ModelError(problems)
    return built


def _model(taught: _Taught, spell: Spell) -> Model:
    language = {
        "invocationName": INVOCATION,
        "intents": [{**intent, "samples": _once(map(spell, intent["samples"]))} for intent in taught.intents],
        "types": [_type(name, values, spell) for name, values in taught.types.items()],
    }
    return {"interactionModel": {"languageModel": language}}


def _type(name: str, values: Iterable[Iterable[str]], spell: Spell) -> Model:
    spelled = dict.fromkeys(tuple(_once(map(spell, value))) for value in values)
    names = ({"value": value, "synonyms": synonyms} if synonyms else {"value": value} for value, *synonyms in spelled)
    return {"name": name, "values": [{"name": name} for name in names]}


def _taught(source: Source) -> _Taught:
    """Commands come first: a phrase that is in two places is told as theirs."""
    ways = _ways(source)
    return _Taught(
        intents=[*_commands(source), *_sections(source, ways), *_free_text(source), _intent("AMAZON.FallbackIntent")],
        types={
            "Symptom": [[symptom.value, *symptom.synonyms] for symptom in source.report.symptom],
            "Question": [[phrase] for phrase in _once(_questions(source, ways))],
        },
    )


def _ways(source: Source) -> dict[str, list[list[str]]]:
    """Section id -> the ways to ask for it, template by template."""
    pieces = pieces_of(source.topic.pieces)
    return {id: [expand([template], pieces) for template in section.ask] for id, section in source.sections.items()}


def _commands(source: Source) -> list[Model]:
    return [_intent(command.intent, source.command_samples[command.id]) for command in source.navigation.command]


def _sections(source: Source, ways: Mapping[str, list[list[str]]]) -> list[Model]:
    """The example and the name are always among the samples, for the skill itself suggests them.

    Whoever asks if they are to blame is answered with more than the section: their words must reach us, so those
    samples are left to QuestionIntent.
    """
    heard = {asked.sample for asked in source.asked if GRIEF in asked.ideas}
    return [
        _intent(
            section_intent(id),
            [
                sample
                for sample in _once(spread([[section.example, section.name], *ways[id]], SECTION_SAMPLES))
                if sample not in heard
            ],
        )
        for id, section in source.sections.items()
    ]


def _free_text(source: Source) -> list[Model]:
    return [
        _intent("SymptomReportIntent", source.report.carriers, symptom="Symptom"),
        _intent("QuestionIntent", ["{question}"], question="Question"),
    ]


def _questions(source: Source, ways: Mapping[str, list[list[str]]]) -> Iterator[str]:
    """What isn't in any intent, above all: questions that the page leaves open, and cries for help."""
    for samples in source.gap_samples.values():
        yield from spread([samples], GAP_QUESTIONS)
    for rule in source.urgent.rule:
        yield from rule.fires
    for templates in ways.values():
        yield from spread(templates, SECTION_QUESTIONS)


def _intent(name: str, samples: Iterable[str] = (), **slots: str) -> Model:
    intent: Model = {"name": name}
    if slots:
        intent["slots"] = [{"name": slot, "type": type_} for slot, type_ in slots.items()]
    return {**intent, "samples": list(samples)}


def spread(lists: Sequence[Sequence[str]], most: int) -> list[str]:
    """At most `most` items, in their order: as evenly over the lists as their lengths allow, evenly within each."""
    shares = [0] * len(lists)
    left = most
    for done, i in enumerate(sorted(range(len(lists)), key=lambda i: len(lists[i]))):
        shares[i] = min(len(lists[i]), left // (len(lists) - done))
        left -= shares[i]
    return [items[n * len(items) // share] for items, share in zip(lists, shares, strict=True) for n in range(share)]


def _once(phrases: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(phrases))


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where content or models are faulty, or --check finds a file out of date."""
    parser = argparse.ArgumentParser(prog="python -m tools.models", description="Writes interaction_models/.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is out of date")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="the content to read")
    parser.add_argument("--output", type=Path, default=MODELS, help="the folder to write")
    options = parser.parse_args(arguments)
    try:
        texts = {f"{locale}.json": _text(built) for locale, built in models(read(options.folder)).items()}
    except (ContentError, ModelError) as error:
        print(error, file=sys.stderr)
        return 1
    return _check(options.output, texts) if options.check else _write(options.output, texts)


def _text(built: Any) -> str:
    return json.dumps(built, indent=2, ensure_ascii=False) + "\n"


def _check(folder: Path, texts: dict[str, str]) -> int:
    there = {path.name: path.read_text("utf-8") for path in folder.glob("*.json")}
    drifted = sorted(name for name in texts.keys() | there.keys() if texts.get(name) != there.get(name))
    if drifted:
        what = f"{folder.name}/ isn't what lambda/content/ gives: {', '.join(drifted)}"
        print(f"{what}; run `make models` and commit what changes.", file=sys.stderr)
    return 1 if drifted else 0


def _write(folder: Path, texts: dict[str, str]) -> int:
    folder.mkdir(exist_ok=True)
    for stray in folder.glob("*.json"):
        if stray.name not in texts:
            stray.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
