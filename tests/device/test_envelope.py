"""The simulated requests are ones that Alexa's own library reads."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

from device.envelope import Ended, Envelope, Sender, Session
from device.recognizer import Heard
from device.viewport import VIEWPORTS, Viewport

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone(timedelta(hours=-8)))


def sender(*, screen: bool = False) -> Sender:
    return Sender("en-GB", screen=screen, clock=lambda: NOON)


def as_read(envelope: Envelope) -> Any:
    """The request envelope as the vendor's library has it. Any: to its types, every part may be missing."""
    read = DefaultSerializer().deserialize(json.dumps(envelope), RequestEnvelope)
    assert isinstance(read, RequestEnvelope)
    return read


@pytest.mark.parametrize(
    ("envelope", "kind"),
    [
        (sender().launch(Session()), "LaunchRequest"),
        (sender().intent(Session(), Heard("AMAZON.YesIntent")), "IntentRequest"),
        (sender().ended(Session(), Ended.EXCEEDED_MAX_REPROMPTS), "SessionEndedRequest"),
    ],
)
def test_the_vendors_library_reads_them(envelope: Envelope, kind: str) -> None:
    request = as_read(envelope).request
    assert request.object_type == kind
    assert request.locale == "en-GB"
    assert request.timestamp == datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def test_slots_arrive_with_what_was_said() -> None:
    read = as_read(sender().intent(Session(), Heard("QuestionIntent", {"question": "what now"})))
    assert read.request.intent.slots["question"].value == "what now"


@pytest.mark.parametrize("screen", [True, False])
def test_a_screen_is_told_of(screen: bool) -> None:
    read = as_read(sender(screen=screen).launch(Session()))
    interfaces = read.context.system.device.supported_interfaces
    assert (interfaces.alexa_presentation_apl is not None) == screen


def test_every_session_and_request_has_its_own_id() -> None:
    first, second = sender().launch(Session()), sender().launch(Session())
    assert first["session"]["sessionId"] != second["session"]["sessionId"]
    assert first["request"]["requestId"] != second["request"]["requestId"]


def test_a_touch_arrives_with_what_the_document_sent() -> None:
    read = as_read(sender(screen=True).user_event(Session(), ["cerclage"], "cerclage"))
    assert read.request.object_type == "Alexa.Presentation.APL.UserEvent"
    assert read.request.locale == "en-GB"
    assert read.request.arguments == ["cerclage"]
    assert read.request.source == {"type": "TouchWrapper", "handler": "Press", "id": "cerclage"}


@pytest.mark.parametrize("viewport", VIEWPORTS.values(), ids=VIEWPORTS)
def test_every_screen_is_described_as_the_vendors_library_reads_it(viewport: Viewport) -> None:
    # when
    read = as_read(Sender("en-GB", screen=True, viewport=viewport).launch(Session()))
    # then all of it is read
    assert DefaultSerializer().serialize(read.context.viewport) == viewport.context()["Viewport"]
    assert DefaultSerializer().serialize(read.context.viewports) == viewport.context()["Viewports"]
    runtime = read.context.system.device.supported_interfaces.alexa_presentation_apl.runtime
    assert runtime.max_version == viewport.newest_apl


def test_a_dense_screen_has_more_pixels_than_it_is_laid_out_in() -> None:
    television = VIEWPORTS["tv_landscape"]
    assert television.width == 960
    assert television.context()["Viewport"]["pixelWidth"] == 1920


def test_a_speaker_without_a_screen_describes_none() -> None:
    assert set(sender().launch(Session())["context"]) == {"System"}
