from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import msgspec
import pytest

from guide.reply import (
    LAST_MISS,
    Answer,
    Choice,
    Goodbye,
    Guidance,
    Kind,
    NotCovered,
    NotUnderstood,
    OffTopic,
    Opening,
    Repaced,
    Reply,
    Said,
    Urgent,
)
from guide.speech import Voice
from guide.ssml import Markup
from guide.topic import Content
from guide.triage import Level

TURN, FIRST_PART, URGENT_TURN = 60, 40, 35
LEVELS = (Level.CALL_DOCTOR, Level.EMERGENCY, Level.SELF_HARM)


def said(content: Content) -> Iterator[Said]:
    """Every reply that there is, as the whole content goes."""
    for id, section in content.topic.sections.items():
        for part, offer in itertools.product(range(len(section.parts)), ("", *section.next)):
            yield Answer(id, part, offer)
        for opening, offer in itertools.product(Opening, ("", *section.next)):
            yield Answer(id, 0, offer, opening)
        yield Answer(id, 0, closes=True)
    for opening in Opening:
        yield NotCovered(opening=opening)
        for id, gap in content.topic.gaps.items():
            yield NotCovered(id, gap.nearest, opening)
            yield NotCovered(id, "", opening, closes=True)
    for first, second in itertools.combinations(content.topic.sections, 2):
        yield Choice(first, second)
        yield Choice(first, second, again=True)
    yield from (Urgent(level) for level in LEVELS)
    yield from (NotUnderstood(misses) for misses in range(1, LAST_MISS + 1))
    yield from (Guidance(kind) for kind in Kind)
    yield from (OffTopic(), Goodbye())


def replies(content: Content) -> Iterator[Reply]:
    for reply in said(content):
        yield reply
        yield Repaced(slow=True, again=reply)
    yield Repaced(slow=False, again=None)


def test_every_kind_of_reply_is_among_them(content: Content) -> None:
    kinds = {type(reply) for reply in replies(content)}
    assert kinds == {Answer, Choice, Goodbye, Guidance, NotCovered, NotUnderstood, OffTopic, Repaced, Urgent}


def test_the_microphone_is_open_if_and_only_if_a_question_ends_the_turn(voice: Voice, content: Content) -> None:
    for reply in replies(content):
        speech = voice.say(reply, "en-CA")
        assert speech.closes is not speech.text.endswith("?"), reply
        assert speech.reprompt != speech.text
        assert bool(speech.reprompt) is bool(speech.reprompt_ssml) is not speech.closes, reply


def test_turns_are_short(voice: Voice, content: Content) -> None:
    for reply in replies(content):
        for locale in (*content.locales, "en-NZ"):
            words = voice.say(reply, locale).text.split()
            assert len(words) <= TURN, f"{len(words)} words: {' '.join(words)}"


def test_first_parts_are_shorter(voice: Voice, content: Content) -> None:
    for id in content.topic.sections:
        words = voice.say(Answer(id, closes=True), "en-CA").text.removesuffix("Shall I go on?").split()
        assert len(words) <= FIRST_PART, id


def test_no_brace_is_left_unfilled(voice: Voice, content: Content) -> None:
    for reply in replies(content):
        for locale in (*content.locales, ""):
            speech = voice.say(reply, locale)
            assert "{" not in speech.text + speech.reprompt, speech


@pytest.mark.parametrize("slow", [False, True])
def test_ssml_parses_and_says_the_text(voice: Voice, content: Content, slow: bool) -> None:
    for reply in replies(content):
        speech = voice.say(reply, "en-GB", slow=slow)
        spoken = "".join(ET.fromstring(speech.ssml).itertext())
        assert " ".join(spoken.split()) == speech.text
        assert ("prosody" in speech.ssml) is slow


@pytest.mark.parametrize("level", LEVELS)
def test_urgent_turns_are_short_and_close(voice: Voice, content: Content, level: Level) -> None:
    for locale in (*content.locales, "en-NZ", ""):
        speech = voice.say(Urgent(level), locale)
        assert len(speech.text.split()) <= URGENT_TURN
        assert "from your phone" in speech.text
        assert speech.closes


def test_each_country_hears_its_own_number(voice: Voice, content: Content) -> None:
    for locale, values in content.locales.items():
        assert f"Call {values.emergency}" in voice.say(Urgent(Level.EMERGENCY), locale).text
        assert values.crisis in voice.say(Urgent(Level.SELF_HARM), locale).text


@pytest.mark.parametrize("locale", ["en-NZ", "fr-CA", ""])
def test_an_unknown_country_hears_no_number(voice: Voice, locale: str) -> None:
    for level in LEVELS:
        text = voice.say(Urgent(level), locale).text
        assert not any(character.isdigit() for character in text), text
    assert "your local emergency number" in voice.say(Urgent(Level.EMERGENCY), locale).text


def test_an_urgent_turn_said_slower_still_begins_with_the_action(voice: Voice) -> None:
    urgent = Urgent(Level.EMERGENCY)
    assert voice.say(Repaced(slow=True, again=urgent), "en-CA").text == voice.say(urgent, "en-CA").text


def test_the_prompt_comes_before_the_answer(voice: Voice, content: Content) -> None:
    for opening in (Opening.IF_NOW, Opening.IF_NOW_EMERGENCY):
        text = voice.say(Answer("symptoms", opening=opening), "en-CA").text
        assert text.startswith("If that's happening now, call")
        assert content.topic.sections["symptoms"].parts[0].says in text


def test_whoever_is_not_understood_hears_what_to_do_with_symptoms(voice: Voice) -> None:
    misses = [NotUnderstood(number) for number in range(1, LAST_MISS + 1)]
    ways_out: list[Reply] = [*misses, OffTopic(), NotCovered(), Guidance(Kind.TROUBLE), Goodbye()]
    for reply in ways_out:
        assert "call your doctor" in voice.say(reply, "en-CA").text, reply


def test_markup_is_escaped_and_sounds_are_given() -> None:
    ssml = Markup({"cerclage": 's"k'}).of("A <Cerclage> & 9-1-1 in 24 weeks. Yes?")
    assert "".join(ET.fromstring(ssml).itertext()) == "A <Cerclage> & 9-1-1 in 24 weeks. Yes?"
    assert [element.tag for element in ET.fromstring(ssml).iter()] == ["speak", "phoneme", "say-as", "break"]


def test_no_pronunciations_are_no_trouble() -> None:
    assert Markup({}).of("Hello.") == "<speak>Hello.</speak>"


def test_another_page_speaks_without_changes_of_code(content: Content) -> None:
    # given a topic whose words are another's
    topic = msgspec.structs.replace(content.topic, name="another condition", pronunciations={"cervix": "x"})
    voice = Voice(msgspec.structs.replace(content, topic=topic))
    # then its own pronunciations are used
    assert '<phoneme alphabet="ipa" ph="x">cervix</phoneme>' in voice.say(Answer("cerclage"), "en-CA").ssml
