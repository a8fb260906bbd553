"""What holds in every state of every conversation, whatever is requested."""

from __future__ import annotations

import itertools
import json
import logging
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide import alexa, topic
from guide.alexa import Handler
from guide.envelope import Envelope
from guide.memory import REST, TableMemory
from tools.fuzz.sound import faults

CONTENT = topic.load()
MARKED = "zanzibar marzipan"
SECRET = "MARKEDSECRET of thirty-two letters"
SLOTS = {"QuestionIntent": "question", "SymptomReportIntent": "symptom"}
brief = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass(frozen=True)
class Step:
    """One request."""

    intent: str
    """Empty for a launch."""
    text: str | None
    locale: str | None
    attributes: object
    """What the client makes of the session's attributes; None where it leaves them."""
    newest_apl: str | None = None
    """What the device's screen draws; None where it has no screen."""
    tapped: object = None
    """What a tap sends; None where something is said."""


COMMANDS = [text for texts in CONTENT.commands.values() for text in texts]
ASKED = [section.example for section in CONTENT.topic.sections.values()]
URGENT = [
    "i'm bleeding a lot",
    "i want to kill myself",
    "is it normal that i'm leaking",
    "i have pelvic pressure",
    "spotting",
]
TEXTS = st.one_of(
    st.none(),
    st.sampled_from(COMMANDS + ASKED + URGENT),
    st.text(max_size=60),
    st.sampled_from(["what about", "i have", "is it", "yes", "stop", ""]).map(
        lambda start: f"{start} {MARKED}".strip()
    ),
)
INTENTS = st.sampled_from(
    [*CONTENT.intents, "QuestionIntent", "SymptomReportIntent", "AMAZON.FallbackIntent", "OldIntent"]
    + ["", "ForgetMeIntent"] * 4
)
LOCALES = st.sampled_from([*CONTENT.locales, "en-NZ", "fr-CA", "", None])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.sampled_from([*CONTENT.topic.sections, "x" * 200, MARKED]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "section", "part"]), inner, max_size=3)
    ),
    max_leaves=6,
)
STATE_FIELDS = st.sampled_from(["last", "place", "heard", "misses", "slow"])
ALTERED = st.one_of(
    st.none(),
    st.none(),
    JSON,
    st.dictionaries(STATE_FIELDS, JSON, max_size=3).map(lambda state: {"conversation": state}),
)
SCREENS = st.sampled_from([None, None, "1.9", "2024.2", "x"])
TAPS = st.one_of(
    st.none(),
    st.none(),
    st.sampled_from([*CONTENT.topic.sections, *CONTENT.commands]).map(lambda target: [target]),
    st.lists(JSON, max_size=2),
)
STEPS = st.lists(st.builds(Step, INTENTS, TEXTS, LOCALES, ALTERED, SCREENS, TAPS), min_size=1, max_size=8)


class ErraticTable:
    """Fails every third time, and then says all it knows."""

    def __init__(self) -> None:
        self.calls = itertools.count()
        self.items: dict[str, int] = {}

    def get_attributes(self, key: str) -> Any:
        return self._tried(self.items.get, key)

    def save_attributes(self, key: str, attributes: int) -> None:
        self._tried(self.items.__setitem__, key, attributes)

    def delete_attributes(self, key: str) -> None:
        self._tried(self.items.pop, key, None)

    def _tried(self, work: Callable[..., Any], *what: Any) -> Any:
        if next(self.calls) % 3 == 2:
            raise OSError(f"{MARKED} {SECRET} {what} {self.items}")
        return work(*what)


@pytest.fixture(scope="module")
def handler() -> Handler:
    """One that remembers, as far as its table lets it, and never rests."""
    table, moments = ErraticTable(), itertools.count(step=2 * REST)
    memory = TableMemory(lambda: table, SECRET, lambda: next(moments), patience=10 * REST)
    return alexa.build_handler(CONTENT, memory=memory)


@given(steps=STEPS)
@brief
def test_every_response_is_sound_and_nothing_private_is_told(
    handler: Handler, event: Callable[[str], Envelope], caplog: pytest.LogCaptureFixture, steps: list[Step]
) -> None:
    caplog.clear()
    responses = run(handler, event, steps, caplog)
    records = str([record.__dict__ for record in caplog.records])
    for private in (*MARKED.split(), "MARKEDUSER", "MARKEDDEVICE", "MARKEDTOKEN", "MARKEDSECRET"):
        assert private not in records
        assert private not in json.dumps(responses)


@given(
    intents=st.lists(st.sampled_from(["AMAZON.YesIntent", "AMAZON.NextIntent", "MoreIntent"]), min_size=12, max_size=30)
)
@brief
def test_going_on_never_gives_the_same_answer_twice_in_a_row(
    handler: Handler, event: Callable[[str], Envelope], intents: list[str]
) -> None:
    steps = [Step(intent, None, "en-CA", None) for intent in ("CausesIntent", *intents)]
    spoken = [speech(response) for response in run(handler, event, steps)]
    for before, after in itertools.pairwise(spoken):
        assert before != after or "That was the last topic" in after


@given(steps=STEPS)
@brief
def test_repeat_says_the_same_again(handler: Handler, event: Callable[[str], Envelope], steps: list[Step]) -> None:
    # given what was said last, and asked to repeat it once
    repeats = [Step("AMAZON.RepeatIntent", None, "en-CA", None)] * 2
    *_, once, twice = run(handler, event, [*steps, *repeats])
    # then
    assert speech(once) == speech(twice)
    assert once["sessionAttributes"] == twice["sessionAttributes"]


@given(
    text=st.sampled_from(["i'm bleeding a lot", "my waters broke", "i want to kill myself"]),
    steps=STEPS,
    intent=INTENTS,
)
@brief
def test_an_emergency_is_heard_in_every_state(
    handler: Handler, event: Callable[[str], Envelope], text: str, steps: list[Step], intent: str
) -> None:
    # given any conversation, and any intent that can carry a text
    *_, response = run(handler, event, [*steps, Step(intent or "AMAZON.YesIntent", text, "en-GB", None)])
    # then
    first = plain(response["response"]["outputSpeech"]).split(".")[0:2]
    assert "9-9-9" in first[0] or first == ["You're not alone", " Call Samaritans on 1-1-6 1-2-3 now, from your phone"]
    assert response["response"]["shouldEndSession"] is True


def run(
    handler: Handler,
    event: Callable[[str], Envelope],
    steps: list[Step],
    caplog: pytest.LogCaptureFixture | None = None,
) -> list[Envelope]:
    """The responses to requests in one session, every one of them sound."""
    responses: list[Envelope] = []
    attributes: Any = {}
    if caplog:
        caplog.set_level(logging.DEBUG)
    for number, step in enumerate(steps):
        request = requested(step, event)
        request["session"]["new"] = number == 0
        request["session"]["attributes"] = attributes if step.attributes is None else step.attributes
        responses.append(handler(request, None))
        assert list(faults(request, responses[-1])) == []
        attributes = responses[-1]["sessionAttributes"]
    return responses


def requested(step: Step, event: Callable[[str], Envelope]) -> Envelope:
    request = event("user_event" if step.tapped is not None else "fallback" if step.intent else "launch")
    request["request"]["locale"] = step.locale
    interfaces = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": step.newest_apl}}} if step.newest_apl else {}
    request["context"]["System"]["device"]["supportedInterfaces"] = interfaces
    if step.tapped is not None:
        request["request"]["arguments"] = step.tapped
    elif step.intent:
        name = SLOTS.get(step.intent, "stray")
        slot = {"name": name, "confirmationStatus": "NONE", "value": step.text}
        request["request"]["intent"] = {"name": step.intent, "confirmationStatus": "NONE", "slots": {name: slot}}
    return request


def speech(response: Envelope) -> str:
    return plain(response["response"]["outputSpeech"])


def plain(output: Envelope) -> str:
    return " ".join("".join(ET.fromstring(output["ssml"]).itertext()).split())
