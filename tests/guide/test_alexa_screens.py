"""Screens and taps, from the request to the response: what is drawn for whom, and what a tap leads to."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from guide import alexa, apl
from guide.alexa import Handler
from guide.envelope import Envelope
from guide.topic import Content
from guide.turn import Turn

Events = Callable[[str], Envelope]


def speech(response: Envelope) -> str:
    ssml = response["response"]["outputSpeech"]["ssml"]
    assert isinstance(ssml, str)
    return ssml


def drawn(response: Envelope) -> Envelope:
    """What the screen's document is bound to."""
    (directive,) = response["response"]["directives"]
    assert directive["type"] == "Alexa.Presentation.APL.RenderDocument"
    found: Envelope = directive["datasources"]["turn"]
    return found


def told_of(request: Envelope, newest: str | None) -> Envelope:
    """A request of a device that draws the language up to this version."""
    interfaces = {} if newest is None else {"Alexa.Presentation.APL": {"runtime": {"maxVersion": newest}}}
    request["context"]["System"]["device"]["supportedInterfaces"] = interfaces
    return request


def test_a_screen_shows_what_is_said(handler: Handler, event: Events) -> None:
    # when
    response = handler(event("launch_screen"), None)
    # then
    turn = drawn(response)
    words = f"{turn['says']} {turn['asks']}".replace("<nobr>", "").replace("</nobr>", "")
    assert words == response["response"]["card"]["content"]
    assert [hint["target"] for hint in turn["hints"]] == ["symptoms", "treatment", "overview"]


@pytest.mark.parametrize("newest", [None, "", "1.9", "2023.2", "soon"])
def test_a_device_that_cannot_draw_it_gets_none(handler: Handler, event: Events, newest: str | None) -> None:
    assert "directives" not in handler(told_of(event("cerclage"), newest), None)["response"]


@pytest.mark.parametrize("interface", [{}, {"runtime": {}}, {"runtime": None}])
def test_a_screen_that_names_no_version_gets_none(handler: Handler, event: Events, interface: object) -> None:
    request = event("cerclage")
    request["context"]["System"]["device"]["supportedInterfaces"] = {"Alexa.Presentation.APL": interface}
    response = handler(request, None)["response"]
    assert "directives" not in response
    assert response["outputSpeech"]


def test_an_urgent_turn_shows_whom_to_call_and_nothing_to_tap(handler: Handler, event: Events) -> None:
    # given
    request = told_of(event("symptom"), "2024.2")
    request["request"]["intent"]["slots"]["symptom"]["value"] = "there is blood everywhere"
    # when
    response = handler(request, None)
    # then
    turn = drawn(response)
    assert turn["level"] == "emergency"
    assert turn["action"] == "Call <nobr>9-1-1</nobr>"
    assert (turn["prompt"], turn["hints"]) == ("", [])


def test_a_closed_session_has_nothing_to_tap(handler: Handler, event: Events) -> None:
    turn = drawn(handler(told_of(event("one_shot_cerclage"), "2024.2"), None))
    assert (turn["prompt"], turn["hints"]) == ("", [])


def test_every_hint_works_as_if_it_was_said(content: Content, event: Events) -> None:
    # given each hint that a screen may have
    seen: list[Turn] = []
    handler = alexa.build_handler(content, watch=lambda turn, outcome: seen.append(turn))
    for target in (*content.topic.sections, *content.commands):
        request = event("user_event")
        request["request"]["arguments"] = [target]
        # when it is tapped
        response = handler(request, None)
        # then its target is what was meant, and nothing was said
        assert seen[-1] == Turn(target, locale="en-CA")
        assert speech(response)


def test_a_tap_goes_on_from_where_the_session_is(handler: Handler, event: Events) -> None:
    # given an answer with more to hear
    request = event("user_event")
    request["request"]["arguments"] = ["symptoms"]
    first = handler(request, None)
    more = event("user_event")
    more["request"]["arguments"] = [drawn(first)["hints"][0]["target"]]
    more["session"]["attributes"] = first["sessionAttributes"]
    # then
    assert "Discharge from the vagina can change." in speech(handler(more, None))


@pytest.mark.parametrize(
    "arguments", [[], None, ["fiddlesticks"], ["cerclage", "causes"], [7], [None], [["cerclage"]], [{"a": [True]}]]
)
def test_an_altered_tap_is_no_more_than_words(handler: Handler, event: Events, arguments: object) -> None:
    # given
    request = event("user_event")
    request["request"]["arguments"] = arguments
    # then it is answered, and the session goes on
    response = handler(request, None)["response"]
    assert response["outputSpeech"]
    assert response["shouldEndSession"] is False


@pytest.mark.parametrize("arguments", [[""], [7], [], None, [{"cerclage": 1}]])
def test_a_tap_that_says_nothing_is_a_miss(handler: Handler, event: Events, arguments: object) -> None:
    request = event("user_event")
    request["request"]["arguments"] = arguments
    assert "Sorry, I didn't follow." in speech(handler(request, None))


@pytest.mark.parametrize(
    "arguments",
    [["there is blood everywhere"], ["causes", "there is blood everywhere"], [{"a": ["there is blood everywhere"]}]],
)
def test_triage_hears_whatever_a_tap_carries(handler: Handler, event: Events, arguments: object) -> None:
    # given a tap as a client may have altered it
    request = event("user_event")
    request["request"]["arguments"] = arguments
    # then
    assert "9-1-1" in speech(handler(request, None))


def test_a_tap_without_a_session_is_answered(handler: Handler, event: Events) -> None:
    request = event("user_event")
    del request["session"]
    assert "is a few stitches in the cervix." in speech(handler(request, None))


def test_where_drawing_fails_an_alarm_is_spoken_and_counted_once(
    handler: Handler, event: Events, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # given a package that lacks the document of its screens
    def missing() -> Envelope:
        raise FileNotFoundError

    monkeypatch.setattr(apl, "layout", missing)
    # when a device with a screen reports a symptom
    with caplog.at_level(logging.INFO, "guide"):
        response = handler(told_of(event("symptom"), "2024.2"), None)
    # then
    assert "from your phone" in speech(response)
    assert "directives" not in response["response"]
    assert [record.message for record in caplog.records] == ["trouble", "turn"]


def test_a_screen_that_was_not_drawn_is_noted_and_no_more(
    handler: Handler, event: Events, caplog: pytest.LogCaptureFixture
) -> None:
    # when
    with caplog.at_level(logging.DEBUG):
        response = handler(event("runtime_error"), None)
    # then
    assert response["response"] == {}
    assert [record.__dict__["error"] for record in caplog.records] == ["Alexa.Presentation.APL.RuntimeError"]
    assert "MARKED" not in str([record.__dict__ for record in caplog.records])
