"""The simulated recogniser hears by the committed interaction models, as Alexa would."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from device.recognizer import BUILT_IN_PHRASES, MODELS, Asked, Heard, Opened, Recognizer, load
from device.wording import plain

LOCALES = ("en-AU", "en-CA", "en-GB", "en-IN", "en-US")


@pytest.fixture(params=LOCALES)
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def heard(utterance: str) -> Heard:
    return load("en-CA").recognize(utterance)


def question(words: str) -> Heard:
    return Heard("QuestionIntent", {"question": words})


def report(symptom: str) -> Heard:
    return Heard("SymptomReportIntent", {"symptom": symptom})


def test_every_sample_leads_to_its_own_intent(locale: str) -> None:
    model = json.loads((MODELS / f"{locale}.json").read_text("utf-8"))
    for intent in model["interactionModel"]["languageModel"]["intents"]:
        for sample in intent["samples"]:
            if "{" not in sample:
                assert load(locale).recognize(sample) == Heard(intent["name"]), sample


def test_every_symptom_is_heard_behind_every_carrier(locale: str) -> None:
    language = json.loads((MODELS / f"{locale}.json").read_text("utf-8"))["interactionModel"]["languageModel"]
    carriers = next(i["samples"] for i in language["intents"] if i["name"] == "SymptomReportIntent")
    values = [value["name"] for type_ in language["types"] if type_["name"] == "Symptom" for value in type_["values"]]
    for value in values:
        for said in (value["value"], *value["synonyms"]):
            for carrier in carriers:
                assert load(locale).recognize(carrier.replace("{symptom}", said)) == report(said), carrier


def test_built_ins_bring_their_own_phrases(locale: str) -> None:
    for intent, phrases in BUILT_IN_PHRASES.items():
        for phrase in phrases:
            assert load(locale).recognize(phrase) == Heard(intent), phrase


@pytest.mark.parametrize(
    ("utterance", "expected"),
    [
        ("what is a cerclage", Heard("CerclageIntent")),
        ("What  is a CERCLAGE?", Heard("CerclageIntent")),
        ("alexa what is a cerclage", Heard("CerclageIntent")),
        ("that\u2019s enough", Heard("AMAZON.StopIntent")),
        ("Alexa, stop!", Heard("AMAZON.StopIntent")),
        ("go home", Heard("AMAZON.NavigateHomeIntent")),
        ("slower", Heard("SlowerIntent")),
        ("i have spotting", report("spotting")),
        ("I've got lower back pain.", report("lower back pain")),
        ("i had cramps today", report("cramps")),
        ("stop i have bleeding", report("bleeding")),
        # A carrier with words that aren't known around it or in it isn't enough: the text comes whole.
        ("i have spotting and a friend", question("i have spotting and a friend")),
        ("i have a bad feeling about this", question("i have a bad feeling about this")),
        ("spotting", question("spotting")),
        ("stop i'm bleeding", question("stop i'm bleeding")),
        ("is it 24 weeks?", question("is it twenty four weeks")),
        ("call 9-1-1", question("call nine one one")),
        ("alexander has a question", question("alexander has a question")),
    ],
)
def test_an_utterance_is_heard_as(utterance: str, expected: Heard) -> None:
    assert heard(utterance) == expected


@pytest.mark.parametrize("noise", ["", "   ", "...", "um", "uh er hmm", "Alexa", "alexa um"])
def test_noise_is_the_fallback(noise: str) -> None:
    assert heard(noise) == Heard("AMAZON.FallbackIntent")


def test_a_long_utterance_reaches_the_skill_whole() -> None:
    long = "so " * 80 + "and now there is blood everywhere"

    assert heard(long) == question(long)


def test_american_spelling_is_heard_by_the_american_model() -> None:
    assert load("en-US").recognize("is it the same as preterm labor") == Heard("VersusPretermLabourIntent")
    assert load("en-GB").recognize("is it the same as preterm labour") == Heard("VersusPretermLabourIntent")


def test_the_longest_symptom_is_taken_and_without_a_bare_slot_the_rest_is_the_fallback() -> None:
    # given a model of our own, with two carriers that both fit
    model = {
        "interactionModel": {
            "languageModel": {
                "invocationName": "pain diary",
                "intents": [
                    {
                        "name": "ReportIntent",
                        "slots": [{"name": "symptom", "type": "Symptom"}],
                        "samples": ["i have a {symptom}", "i have {symptom}"],
                    }
                ],
                "types": [
                    {"name": "Symptom", "values": [{"name": {"value": "ache"}}, {"name": {"value": "a ache"}}]},
                ],
            }
        }
    }
    recognizer = Recognizer(model)

    # then the longer value wins, and what fits nothing carries no text
    assert recognizer.recognize("i have a ache") == Heard("ReportIntent", {"symptom": "a ache"})
    assert recognizer.recognize("i have a") == Heard("AMAZON.FallbackIntent")
    assert recognizer.launch("open pain diary") == Opened()


@pytest.mark.parametrize(
    ("utterance", "expected"),
    [
        ("open cervix guide", Opened()),
        ("Alexa, open Cervix Guide!", Opened()),
        ("start cervix guide please", Opened()),
        ("launch cervix guide", Opened()),
        ("ask cervix guide", Opened()),
        ("ask cervix guide what is a cerclage", Asked("what is a cerclage")),
        ("ask cervix guide to tell me about causes", Asked("tell me about causes")),
        ("alexa ask cervix guide about the stitches", Asked("the stitches")),
        ("tell cervix guide i'm bleeding", Asked("i'm bleeding")),
        ("tell cervix guide that i'm bleeding", Asked("i'm bleeding")),
        ("open cervix guide and tell me about causes", Asked("tell me about causes")),
        ("open the window", None),
        ("what is cervix guide", None),
        ("ask cervix guides what is a cerclage", None),
        ("i want to ask cervix guide something", None),
        ("", None),
    ],
)
def test_the_skill_is_called_by_its_name(utterance: str, expected: Opened | Asked | None) -> None:
    assert load("en-CA").launch(utterance) == expected


def test_a_locale_without_a_model_is_told() -> None:
    with pytest.raises(OSError, match="fr-CA"):
        load("fr-CA")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Week 7, or 12?", "week seven or twelve"),
        ("20", "twenty"),
        ("99", "ninety nine"),
        ("811", "eight one one"),
        ("37.5", "thirty seven five"),
        ("'quoted' words\tand\nlines", "quoted words and lines"),
        ("it_has_underscores", "it has underscores"),
        ("caf\u00e9", "caf\u00e9"),
    ],
)
def test_typed_text_becomes_words(typed: str, words: str) -> None:
    assert plain(typed) == words


@given(st.text())
def test_any_text_is_heard_as_something_and_loses_no_word(text: str) -> None:
    # when anything at all is said
    found = heard(text)

    # then what isn't known comes whole, in plain words
    if found.intent == "QuestionIntent":
        assert found.slots["question"] == plain(text).removeprefix("alexa ")
        assert plain(found.slots["question"]) == found.slots["question"]
    else:
        assert set(found.slots) <= {"symptom"}
