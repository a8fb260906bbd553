"""The interaction models: what they teach Alexa, and how they are made."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from device.recognizer import BUILT_IN_PHRASES
from guide.conversation import GRIEF
from guide.topic import load
from guide.triage import Level, Triage
from guide.votes import Votes
from tools.content import FOLDER, Source, expand, read
from tools.content.build import section_intent
from tools.content.samples import pieces_of
from tools.model_rules import Model
from tools.models import MODELS, SECTION_SAMPLES, ModelError, main, models, spread

LOCALES = ("en-AU", "en-CA", "en-GB", "en-IN", "en-US")


@pytest.fixture(scope="module")
def source() -> Source:
    return read()


@pytest.fixture(scope="module")
def fresh(source: Source) -> dict[str, Model]:
    """The models as the content gives them now."""
    return models(source)


def committed(locale: str) -> Model:
    found: Model = json.loads((MODELS / f"{locale}.json").read_text("utf-8"))
    return found


def intents(model: Model) -> dict[str, list[str]]:
    return {intent["name"]: intent["samples"] for intent in model["interactionModel"]["languageModel"]["intents"]}


def values(model: Model, type_: str) -> list[dict[str, Any]]:
    found = [t["values"] for t in model["interactionModel"]["languageModel"]["types"] if t["name"] == type_]
    return [value["name"] for value in found[0]]


def phrases(model: Model) -> Iterator[str]:
    yield from (sample for samples in intents(model).values() for sample in samples)
    for type_ in ("Question", "Symptom"):
        for value in values(model, type_):
            yield from (value["value"], *value.get("synonyms", []))


# What is in them


def test_there_is_a_model_for_every_locale_and_no_other() -> None:
    assert tuple(sorted(path.stem for path in MODELS.iterdir())) == LOCALES


def test_every_section_and_command_has_an_intent_that_is_the_same_in_all_locales(
    source: Source, fresh: dict[str, Model]
) -> None:
    sections = [section_intent(section) for section in source.sections]
    commands = [command.intent for command in source.navigation.command]
    expected = {*sections, *commands, "SymptomReportIntent", "QuestionIntent", "AMAZON.FallbackIntent"}

    assert len(sections) == 19
    for locale in LOCALES:
        assert set(intents(fresh[locale])) == expected, locale


@pytest.fixture(scope="module")
def blaming(source: Source) -> set[str]:
    return {asked.sample for asked in source.asked if GRIEF in asked.ideas}


def test_every_way_of_asking_is_represented_and_the_example_is_taught(
    source: Source, fresh: dict[str, Model], blaming: set[str]
) -> None:
    pieces = pieces_of(source.topic.pieces)
    for id, section in source.sections.items():
        samples = intents(fresh["en-CA"])[section_intent(id)]

        assert 10 <= len(samples) <= SECTION_SAMPLES, id
        assert section.example in samples, id
        for template in section.ask:
            left = set(expand([template], pieces)) - blaming
            assert not left or left & set(samples), f"{id}: nothing of {template}"


def test_whoever_asks_if_they_are_to_blame_is_heard_in_their_own_words(
    source: Source, fresh: dict[str, Model], blaming: set[str]
) -> None:
    # An intent without a slot carries no text, and the answer begins with a kind word only where the text asks for it.
    samples = {sample for samples in intents(fresh["en-CA"]).values() for sample in samples}

    assert "is it my fault" in blaming
    assert not blaming & samples


def test_commands_are_taught_whole(source: Source, fresh: dict[str, Model]) -> None:
    for command in source.navigation.command:
        assert intents(fresh["en-CA"])[command.intent] == source.command_samples[command.id], command.id


def test_a_symptom_is_reported_behind_every_carrier_and_never_bare(source: Source, fresh: dict[str, Model]) -> None:
    samples = intents(fresh["en-CA"])["SymptomReportIntent"]

    assert samples == source.report.carriers
    assert "my wife has {symptom}" in samples
    assert not [sample for sample in samples if sample.strip() == "{symptom}"]
    assert {value["value"] for value in values(fresh["en-CA"], "Symptom")} == {s.value for s in source.report.symptom}


def test_everything_else_reaches_us_through_one_bare_slot_taught_a_few_hundred_phrases(
    source: Source, fresh: dict[str, Model]
) -> None:
    assert intents(fresh["en-CA"])["QuestionIntent"] == ["{question}"]

    taught = {value["value"] for value in values(fresh["en-CA"], "Question")}
    assert 300 <= len(taught) <= 900
    for gap, samples in source.gap_samples.items():
        assert taught & set(samples), gap
    for rule in source.urgent.rule:
        assert taught >= set(rule.fires), rule.id


def test_words_are_spelled_as_the_locale_does(fresh: dict[str, Model]) -> None:
    ours, american = " ".join(phrases(fresh["en-CA"])), " ".join(phrases(fresh["en-US"]))

    assert re.search(r"\blabour\b", ours)
    assert not re.search(r"\blabor\b", ours)
    assert re.search(r"\blabor\b", american)
    assert not re.search(r"\b(labour|colour|mum)s?\b", american)


def test_no_sample_is_a_built_ins_own_phrase_for_something_else(fresh: dict[str, Model]) -> None:
    owners = {phrase: name for name, known in BUILT_IN_PHRASES.items() for phrase in known}
    for locale in LOCALES:
        for name, samples in intents(fresh[locale]).items():
            strange = [sample for sample in samples if owners.get(sample, name) != name]
            assert not strange, f"{locale}: {name} has {strange}, which Alexa takes for a built-in"


def test_no_sample_that_reaches_us_without_its_words_is_urgent(source: Source, fresh: dict[str, Model]) -> None:
    # An intent without a slot carries no text, so triage never sees what was said.
    triage = Triage(load().urgent, load().learned.urgency)

    urgent = {
        f"{name}: {sample}"
        for name, samples in intents(fresh["en-CA"]).items()
        for sample in samples
        if "{" not in sample and triage.assess(sample).level > Level.NONE
    }

    assert not urgent, "take these out of their ask lines, or let triage read them as the questions they are"


def test_a_symptom_alone_is_as_urgent_as_its_report(source: Source) -> None:
    # Alexa passes on only what stands in the slot: "painful contractions", not "i have painful contractions".
    triage = Triage(load().urgent, Votes())
    symptoms = [said for symptom in source.report.symptom for said in (symptom.value, *symptom.synonyms)]

    for said in symptoms:
        alone = triage.assess(said).level
        assert alone > Level.NONE, said
        for carrier in source.report.carriers:
            assert alone >= triage.assess(carrier.replace("{symptom}", said)).level, f"{carrier}: {said}"


# How they are made


def test_the_committed_models_are_what_the_content_gives(fresh: dict[str, Model]) -> None:
    assert main(["--check"]) == 0
    assert {locale: committed(locale) for locale in LOCALES} == fresh


def test_drift_fails_the_check_and_names_the_verb(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # given models that aren't what the content gives: one changed, one missing, one too many
    shutil.copytree(MODELS, tmp_path, dirs_exist_ok=True)
    (tmp_path / "en-US.json").write_text("{}", "utf-8")
    (tmp_path / "en-GB.json").unlink()
    (tmp_path / "fr-CA.json").write_text("{}", "utf-8")

    # when they are checked
    code = main(["--check", "--output", str(tmp_path)])

    # then the check says which and what to run, and writes nothing
    told = capsys.readouterr().err
    assert code == 1
    assert "en-GB.json, en-US.json, fr-CA.json; run `make models`" in told
    assert not (tmp_path / "en-GB.json").exists()

    # and writing them mends it
    assert main(["--output", str(tmp_path)]) == 0
    assert main(["--check", "--output", str(tmp_path)]) == 0


def test_a_model_that_alexa_would_refuse_is_never_written(source: Source) -> None:
    symptom = replace_struct(source.report.symptom[0], synonyms=["9 clots"])
    faulty = replace(
        source, urgent=replace_struct(source.urgent, report=replace_struct(source.report, symptom=[symptom]))
    )

    with pytest.raises(ModelError) as refused:
        models(faulty)

    for locale in LOCALES:
        assert f'{locale}: type Symptom: "9 clots": write letters' in str(refused.value)


def replace_struct(struct: Any, **changes: Any) -> Any:
    return msgspec.structs.replace(struct, **changes)


def test_faulty_content_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # given a command that asks for a section
    shutil.copytree(FOLDER, tmp_path / "content")
    navigation = tmp_path / "content" / "navigation.toml"
    navigation.write_text(
        navigation.read_text("utf-8").replace('ask = ["cancel"', 'ask = ["cancel", "what causes it"'), "utf-8"
    )

    # when the models are made
    code = main(["--folder", str(tmp_path / "content"), "--output", str(tmp_path / "models")])

    # then the clash is told
    assert code == 1
    assert "what causes it" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()


@given(st.lists(st.lists(st.text("abc", max_size=3), max_size=30), max_size=8), st.integers(0, 60))
def test_a_spread_is_as_even_as_it_can_be(lists: list[list[str]], most: int) -> None:
    numbered = [[f"{i} {j} {item}" for j, item in enumerate(items)] for i, items in enumerate(lists)]

    found = spread(numbered, most)

    assert len(found) == min(most, sum(map(len, lists)))
    assert found == [item for items in numbered for item in items if item in found], "the order is kept"
    shares = [sum(item in found for item in items) for items in numbered]
    cut = [share for share, items in zip(shares, numbered, strict=True) if share < len(items)]
    assert not cut or max(shares) - min(cut) <= 1, "a list is cut short only when others aren't longer"
