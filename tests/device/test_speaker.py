"""The simulated speaker keeps a session as a real one would. The skill here is a fake that says what it is told to."""

from __future__ import annotations

from typing import Any

import pytest

from device.envelope import Envelope, Sender
from device.recognizer import load
from device.speaker import QUIET, Card, ProtocolError, Speaker, Spoken, heard, is_slow


class FakeSkill:
    """Answers with a fixed response, and keeps the requests."""

    def __init__(self, **response: Any) -> None:
        self.response = response
        self.requests: list[Envelope] = []

    def __call__(self, event: Envelope, context: object) -> Envelope:
        self.requests.append(event)
        ended = event["request"]["type"] == "SessionEndedRequest"
        attributes = {"turns": len(self.requests)}
        return {"version": "1.0", "sessionAttributes": attributes, "response": {} if ended else self.response}

    @property
    def types(self) -> list[str]:
        return [request["request"]["type"] for request in self.requests]


def ssml(text: str) -> Envelope:
    return {"type": "SSML", "ssml": f"<speak>{text}</speak>"}


def asking() -> FakeSkill:
    return FakeSkill(outputSpeech=ssml("Shall I?"), reprompt={"outputSpeech": ssml("Well?")}, shouldEndSession=False)


def closing() -> FakeSkill:
    return FakeSkill(outputSpeech=ssml("Goodbye."), shouldEndSession=True)


def speaker_with(skill: FakeSkill) -> Speaker:
    return Speaker(skill, load("en-CA"), Sender("en-CA"))


def test_a_launch_opens_a_new_session() -> None:
    skill = asking()
    spoken = speaker_with(skill).say("Alexa, open Cervix Guide")
    assert spoken == Spoken("Shall I?", listening=True)
    assert skill.types == ["LaunchRequest"]
    assert skill.requests[0]["session"]["new"] is True


def test_what_follows_stays_in_the_session_and_hands_its_attributes_back() -> None:
    skill = asking()
    speaker = speaker_with(skill)
    speaker.open()
    speaker.say("yes")
    first, second = (request["session"] for request in skill.requests)
    assert second["sessionId"] == first["sessionId"]
    assert (second["new"], second["attributes"]) == (False, {"turns": 1})
    assert skill.requests[1]["request"]["intent"]["name"] == "AMAZON.YesIntent"


def test_after_a_close_the_next_words_are_a_new_one_shot_session() -> None:
    skill = closing()
    speaker = speaker_with(skill)
    speaker.open()
    speaker.say("what is a cerclage")
    first, second = (request["session"] for request in skill.requests)
    assert second["sessionId"] != first["sessionId"]
    assert (second["new"], second["attributes"]) == (True, {})


def test_being_called_again_ends_the_open_session_first() -> None:
    skill = asking()
    speaker = speaker_with(skill)
    speaker.open()
    speaker.say("alexa, ask cervix guide what is a cerclage")
    assert skill.types == ["LaunchRequest", "SessionEndedRequest", "IntentRequest"]
    assert skill.requests[1]["request"]["reason"] == "USER_INITIATED"


def test_silence_brings_the_reprompt_and_then_the_end() -> None:
    skill = asking()
    speaker = speaker_with(skill)
    speaker.open()
    assert speaker.silence() == Spoken("Well?", listening=True)
    assert speaker.listening
    assert speaker.silence() == QUIET
    assert not speaker.listening
    assert skill.requests[-1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"


def test_silence_while_closed_is_only_silence() -> None:
    skill = closing()
    speaker = speaker_with(skill)
    speaker.open()
    assert speaker.silence() == QUIET
    assert skill.types == ["LaunchRequest"]


def test_a_card_comes_with_its_title() -> None:
    skill = FakeSkill(
        outputSpeech=ssml("Hi."), shouldEndSession=True, card={"type": "Simple", "title": "Title", "content": "Text"}
    )
    assert speaker_with(skill).open().card == Card("Title", "Text")


def test_ssml_sounds_like_its_words() -> None:
    word = '<phoneme alphabet="ipa" ph="x">cerclage</phoneme>'
    said = f'<speak><prosody rate="slow">A {word}.</prosody><break/>More?</speak>'
    assert heard(said) == "A cerclage. More?"
    assert is_slow(said)
    assert not is_slow("<speak>A cerclage.</speak>")
    assert heard("") == ""


@pytest.mark.parametrize(
    ("response", "complaint"),
    [
        ({"outputSpeech": {"ssml": "<speak>Salt & pepper</speak>"}, "shouldEndSession": True}, "can't read this SSML"),
        ({"outputSpeech": ssml("Hello.")}, "whether the session ends"),
    ],
)
def test_what_alexa_would_refuse_is_told(response: Envelope, complaint: str) -> None:
    speaker = speaker_with(FakeSkill(**response))
    with pytest.raises(ProtocolError, match=complaint):
        speaker.open()


def test_speech_after_the_end_is_told() -> None:
    def chatty(event: Envelope, context: object) -> Envelope:
        return {"response": {"outputSpeech": ssml("Still here?"), "shouldEndSession": False}}

    speaker = Speaker(chatty, load("en-CA"), Sender("en-CA"))
    speaker.open()
    with pytest.raises(ProtocolError, match="after its session has ended"):
        speaker.leave()


def test_an_answer_that_is_no_envelope_is_told() -> None:
    speaker = Speaker(lambda event, context: None, load("en-CA"), Sender("en-CA"))
    with pytest.raises(ProtocolError, match="no response envelope"):
        speaker.open()


def screen(*hints: str) -> Envelope:
    turn = {"hints": [{"says": hint, "target": hint} for hint in hints]}
    return {"type": "Alexa.Presentation.APL.RenderDocument", "document": {}, "datasources": {"turn": turn}}


def with_screen(skill: FakeSkill) -> Speaker:
    return Speaker(skill, load("en-CA"), Sender("en-CA", screen=True))


def test_a_screen_offers_what_can_be_touched_and_the_skill_hears_of_it() -> None:
    # given
    skill = asking()
    skill.response["directives"] = [screen("causes")]
    speaker = with_screen(skill)
    assert speaker.open().hints == ["causes"]
    # when
    spoken = speaker.touch(["causes"], "causes")
    # then
    assert spoken.text == "Shall I?"
    assert skill.types == ["LaunchRequest", "Alexa.Presentation.APL.UserEvent"]
    assert skill.requests[1]["session"]["attributes"] == {"turns": 1}
    assert skill.requests[1]["request"]["arguments"] == ["causes"]


def test_a_touch_after_the_close_is_nothing() -> None:
    skill = closing()
    speaker = with_screen(skill)
    speaker.open()
    assert speaker.touch(["causes"], "causes") == QUIET
    assert skill.types == ["LaunchRequest"]


def test_a_turn_that_draws_nothing_offers_nothing() -> None:
    assert with_screen(asking()).open().hints == []


def test_drawing_without_a_screen_is_refused() -> None:
    skill = asking()
    skill.response["directives"] = [screen()]
    with pytest.raises(ProtocolError, match="no screen"):
        speaker_with(skill).open()
