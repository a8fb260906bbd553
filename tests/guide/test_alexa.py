from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from guide import alexa
from guide.alexa import Handler, RefusedError
from guide.conversation import Outcome, Stage
from guide.envelope import Envelope
from guide.reply import Answer, Urgent
from guide.topic import Content
from guide.triage import Level
from guide.turn import Event, Turn

Events = Callable[[str], Envelope]
SPOKEN = ("launch", "cerclage", "one_shot_cerclage", "yes", "question", "symptom", "fallback", "unknown_intent",
          "empty_slot", "unreadable", "launch_screen", "user_event")  # fmt: skip
SILENT = ("session_ended", "skill_disabled", "unknown_type", "runtime_error")
EMERGENCY = 'Call <say-as interpret-as="telephone">9-1-1</say-as>'


def speech(response: Envelope) -> str:
    ssml = response["response"]["outputSpeech"]["ssml"]
    assert isinstance(ssml, str)
    return ssml


@pytest.mark.parametrize("name", SPOKEN)
def test_whatever_is_said_is_answered(handler: Handler, event: Events, name: str) -> None:
    # when
    response = handler(event(name), None)
    # then it is plain JSON, spoken, and says whether the session ends
    assert json.loads(json.dumps(response)) == response
    assert speech(response).startswith("<speak>")
    closes = response["response"]["shouldEndSession"]
    assert closes is not ("reprompt" in response["response"])
    assert response["response"]["card"]["type"] == "Simple"


@pytest.mark.parametrize("name", SILENT)
def test_what_no_listener_said_is_met_with_silence(handler: Handler, event: Events, name: str) -> None:
    assert handler(event(name), None)["response"] == {}


def test_a_session_goes_on_by_its_attributes(handler: Handler, event: Events) -> None:
    # given an answer with an offer
    first = handler(event("cerclage"), None)
    # when it is accepted
    accepted = event("yes")
    accepted["session"]["attributes"] = first["sessionAttributes"]
    # then
    assert "stitches are taken out" in speech(handler(accepted, None))


def test_a_one_shot_question_is_answered_and_closed(handler: Handler, event: Events) -> None:
    response = handler(event("one_shot_cerclage"), None)["response"]
    assert response["shouldEndSession"] is True
    assert not response["outputSpeech"]["ssml"].endswith("?</speak>")


def test_an_unknown_intent_is_a_miss(handler: Handler, event: Events) -> None:
    assert speech(handler(event("unknown_intent"), None)) == speech(handler(event("fallback"), None))


@pytest.mark.parametrize(
    "intent", ["QuestionIntent", "SymptomReportIntent", "AMAZON.StopIntent", "CerclageIntent", "Unknown"]
)
@pytest.mark.parametrize("where", ["value", "slot_value", "several", "resolved"])
def test_triage_hears_the_text_wherever_alexa_puts_it(handler: Handler, event: Events, intent: str, where: str) -> None:
    # given
    text, request = "there is blood everywhere", event("symptom")
    several = {"type": "List", "values": [{"type": "Simple", "value": "well"}, {"type": "Simple", "value": text}]}
    slot: dict[str, Any] = {"name": "stray", "confirmationStatus": "NONE"}
    resolved = request["request"]["intent"]["slots"]["symptom"]["resolutions"]
    resolved["resolutionsPerAuthority"][0]["values"][0]["value"]["name"] = text
    texts: dict[str, dict[str, Any]] = {
        "value": {"value": text},
        "slot_value": {"slotValue": {"type": "Simple", "value": text}},
        "several": {"slotValue": several},
        "resolved": {"value": "well", "resolutions": resolved},
    }
    slot |= texts[where]
    request["request"]["intent"] = {"name": intent, "confirmationStatus": "NONE", "slots": {"stray": slot}}
    # when
    response = handler(request, None)
    # then
    assert EMERGENCY in speech(response)
    assert response["response"]["shouldEndSession"] is True


def test_triage_hears_a_request_that_the_sdk_cannot_read(handler: Handler, event: Events) -> None:
    assert EMERGENCY in speech(handler(event("unreadable"), None))


@pytest.mark.parametrize(
    "request_", [{"type": "IntentRequest"}, {"type": 3}, {"type": "NewRequest"}, {"intent": []}, 7]
)
def test_a_broken_request_is_answered_with_an_apology(handler: Handler, event: Events, request_: object) -> None:
    assert "Sorry" in speech(handler(event("launch") | {"request": request_}, None))


@pytest.mark.parametrize("envelope", [{}, {"request": None}, {"session": 3}, {"context": "x", "request": {}}])
def test_what_is_no_request_at_all_is_survived(handler: Handler, envelope: Envelope) -> None:
    assert handler(envelope, None)["version"] == "1.0"


@pytest.mark.parametrize("attributes", [None, 3, [], "x", {"conversation": []}, {"conversation": {"last": 1}}])
def test_altered_attributes_are_a_fresh_start(handler: Handler, event: Events, attributes: object) -> None:
    request = event("yes")
    request["session"]["attributes"] = attributes
    assert "What would you like to know?" in speech(handler(request, None))


def nested(levels: int) -> object:
    value: object = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("name", ["yes", "session_ended", "unreadable"])
@pytest.mark.parametrize(
    "value", [float("inf"), float("nan"), "\ud800", nested(5000)], ids=["infinity", "nan", "half a letter", "deep"]
)
def test_attributes_that_json_cannot_hold_are_not_handed_back(
    handler: Handler, event: Events, name: str, value: object
) -> None:
    request = event(name)
    request["session"]["attributes"] = {"theirs": value}
    assert json.dumps(handler(request, None), allow_nan=False)


def test_failures_are_spoken_of_kindly_and_kept_private(
    content: Content, event: Events, caplog: pytest.LogCaptureFixture
) -> None:
    # given a skill that fails after it understood
    def fail(turn: Turn, outcome: Outcome) -> None:
        raise RuntimeError(f"{turn} {outcome}")

    handler = alexa.build_handler(content, watch=fail)
    # when
    with caplog.at_level(logging.DEBUG):
        response = handler(event("question"), None)
    # then
    assert "call your doctor" in speech(response)
    assert response["response"]["shouldEndSession"] is False
    assert [record.__dict__.get("error") for record in caplog.records if record.levelno == logging.ERROR] == [
        "RuntimeError"
    ]
    assert "stitch" not in str([record.__dict__ for record in caplog.records])


def test_an_alarm_is_raised_and_told_of_though_the_skill_fails(
    content: Content, event: Events, caplog: pytest.LogCaptureFixture
) -> None:
    # given a request that the SDK can't read, and somebody who watches and fails
    seen: list[Outcome] = []

    def fail(turn: Turn, outcome: Outcome) -> None:
        seen.append(outcome)
        raise RuntimeError

    handler = alexa.build_handler(content, watch=fail)
    # when
    with caplog.at_level(logging.INFO, "guide"):
        response = handler(event("unreadable"), None)
    # then it says who to call, the log counts it, and the watch was told
    assert EMERGENCY in speech(response)
    assert [(r.__dict__["kind"], r.__dict__["urgency"]) for r in caplog.records if r.message == "turn"] == [
        ("Urgent", "EMERGENCY")
    ]
    assert [outcome.reply for outcome in seen] == [Urgent(Level.EMERGENCY)]


def test_even_when_triage_fails_there_is_an_answer(content: Content, event: Events) -> None:
    # given a triage whose votes can't be read
    class Broken(dict[str, str]):
        def __contains__(self, key: object) -> bool:
            raise RuntimeError

    urgency = msgspec.structs.replace(content.learned.urgency, votes=Broken())
    learned = msgspec.structs.replace(content.learned, urgency=urgency)
    handler = alexa.build_handler(msgspec.structs.replace(content, learned=learned))
    # then
    assert "Sorry" in speech(handler(event("symptom"), None))
    assert "Sorry" in speech(handler(event("unreadable"), None))


def test_another_skills_request_is_refused(content: Content, event: Events) -> None:
    handler = alexa.build_handler(content, skill_id="amzn1.ask.skill.ours")
    for request in (event("launch"), event("unreadable"), {}, {"context": 3}):
        with pytest.raises(RefusedError) as refused:
            handler(request, None)
        assert "MARKED" not in str(refused.value)


def test_our_own_skills_request_is_answered(content: Content, event: Events) -> None:
    request = event("launch")
    handler = alexa.build_handler(content, skill_id=request["context"]["System"]["application"]["applicationId"])
    assert "Welcome" in speech(handler(request, None))


def test_watchers_see_turn_and_outcome(content: Content, event: Events) -> None:
    seen: list[tuple[Turn, Outcome]] = []
    alexa.build_handler(content, watch=lambda turn, outcome: seen.append((turn, outcome)))(event("question"), None)
    [(turn, outcome)] = seen
    assert turn == Turn(Event.QUESTION, ("how long does the stitch stay in",), "en-CA")
    assert isinstance(outcome.reply, Answer)
    assert outcome.why.stage is Stage.MATCHING


def test_a_turn_is_logged_without_what_it_was_about(
    handler: Handler, event: Events, caplog: pytest.LogCaptureFixture
) -> None:
    # given a locale that is no locale of ours
    request = event("cerclage")
    request["request"]["locale"] = "MARKED"
    # when
    with caplog.at_level(logging.INFO, "guide"):
        handler(request, None)
    # then
    [record] = caplog.records
    standard = logging.makeLogRecord({}).__dict__.keys() | {"message"}
    fields = {name: value for name, value in record.__dict__.items() if name not in standard}
    assert fields == {"kind": "Answer", "urgency": "", "misses": 0, "stage": "platform", "locale": "other"}


def test_the_section_is_logged_only_where_the_host_asks_for_it(
    content: Content, event: Events, caplog: pytest.LogCaptureFixture
) -> None:
    # given
    asked = alexa.build_handler(content, log_sections=True)
    # when an answer is given, and then none
    with caplog.at_level(logging.INFO, "guide"):
        asked(event("cerclage"), None)
        asked(event("fallback"), None)
    # then
    assert [record.__dict__.get("section") for record in caplog.records] == ["cerclage", None]


def test_lambda_answers(event: Events, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SKILL_ID", raising=False)
    import lambda_function

    assert "Welcome" in speech(lambda_function.handler(event("launch"), None))
