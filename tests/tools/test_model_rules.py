"""Alexa's written rules for an interaction model: the committed ones keep them, and each can be broken."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from tools.model_rules import Model, broken_rules
from tools.models import MODELS

LOCALES = ("en-AU", "en-CA", "en-GB", "en-IN", "en-US")


def committed(locale: str = "en-CA") -> Model:
    found: Model = json.loads((MODELS / f"{locale}.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_alexas_written_rules_are_kept(locale: str) -> None:
    assert broken_rules(committed(locale)) == []


def language(model: Model) -> dict[str, Any]:
    found: dict[str, Any] = model["interactionModel"]["languageModel"]
    return found


def intent(model: Model, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(i for i in language(model)["intents"] if i["name"] == name)
    return found


def sample(text: str, name: str = "CausesIntent") -> Callable[[Model], None]:
    return lambda model: intent(model, name)["samples"].append(text)


def value(text: str, type_: int = 1) -> Callable[[Model], None]:
    return lambda model: language(model)["types"][type_]["values"].append({"name": {"value": text}})


def invocation(name: str) -> Callable[[Model], None]:
    return lambda model: language(model).update(invocationName=name)


def without(name: str) -> Callable[[Model], None]:
    return lambda model: language(model)["intents"].remove(intent(model, name))


def slot_type(name: str, type_: str) -> Callable[[Model], None]:
    return lambda model: intent(model, name)["slots"][0].update(type=type_)


def add_intents(*added: dict[str, Any]) -> Callable[[Model], None]:
    return lambda model: language(model)["intents"].extend(copy.deepcopy(added))


def add_types(*added: dict[str, Any]) -> Callable[[Model], None]:
    return lambda model: language(model)["types"].extend(copy.deepcopy(added))


def many_intents(model: Model) -> None:
    names = (f"{chr(97 + i // 26)}{chr(97 + i % 26)}Intent" for i in range(250))
    language(model)["intents"] += [{"name": name, "samples": [f"extra {name}"]} for name in names]


def long_samples(model: Model) -> None:
    intent(model, "CausesIntent")["samples"] += [f"{'why ' * 100}{chr(97 + i)}" for i in range(26) for _ in range(200)]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (invocation("cervix"), "two words or more"),
        (invocation("Cervix Guide"), "lower case"),
        (invocation("cervix skill"), 'keeps "skill" for itself'),
        (invocation("ask about cervix"), 'keeps "about" for itself'),
        (without("AMAZON.StopIntent"), "AMAZON.StopIntent: is missing"),
        (without("AMAZON.FallbackIntent"), "AMAZON.FallbackIntent: is missing"),
        (sample("what", "AMAZON.FallbackIntent"), "takes no samples"),
        (add_intents({"name": "EmptyIntent", "samples": []}), "EmptyIntent: has no samples"),
        (add_intents({"name": "Intent2", "samples": ["so"]}), "Intent2: name intents with letters"),
        (add_intents({"name": "CausesIntent", "samples": ["so"]}), "CausesIntent: is there 2 times"),
        (many_intents, "intents: 250 at most"),
        (sample("what causes it?"), 'CausesIntent: "what causes it?": write letters'),
        (sample("is it 24 weeks"), "numbers as words"),
        (sample("cause & effect"), '"cause & effect": write letters'),
        (sample(" "), '" ": write letters'),
        (value("is it true, then"), 'type Question: "is it true, then": write letters'),
        (sample("what causes {thing}"), "{thing}, which it has no slot for"),
        (sample("{question}", "SymptomReportIntent"), "{question}, which it has no slot for"),
        (sample("{symptom}", "SymptomReportIntent"), "takes everything"),
        (slot_type("QuestionIntent", "Questions"), "of type Questions, which isn't defined"),
        (slot_type("QuestionIntent", "Questions"), "type Question: no slot uses it"),
        (slot_type("QuestionIntent", "AMAZON.SearchQuery"), "AMAZON.SearchQuery can't be a whole sample"),
        (lambda model: intent(model, "SymptomReportIntent").update(samples=["i feel odd"]), "no sample names its slot"),
        (add_types({"name": "Type2", "values": [{"name": {"value": "a"}}]}), "name types with letters"),
        (add_types({"name": "Empty", "values": []}), "type Empty: has no values"),
        (value("why " * 36), "140 at most"),
        (value("Bleeding", 0), 'type Symptom: "bleeding" is there 2 times'),
        (value("some bleeding", 0), 'type Symptom: "some bleeding" is there 2 times'),
        (sample("Stop"), 'CausesIntent: "Stop" leads to AMAZON.StopIntent'),
        (sample("never  mind"), "leads to AMAZON.CancelIntent"),
        (
            lambda model: intent(model, "AMAZON.NoIntent")["samples"].append("no"),
            'AMAZON.NoIntent: "no" is there 2 times',
        ),
        (long_samples, "1500000 at most"),
    ],
)
def test_a_model_that_breaks_a_rule_is_told_so(damage: Callable[[Model], None], told: str) -> None:
    model = committed()
    damage(model)

    assert [problem for problem in broken_rules(model) if told in problem], broken_rules(model)
