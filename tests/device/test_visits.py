"""A page's conversation is kept on this side: what was said, what was sent, what may be touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from device.goldens import play, read
from device.skill import Service, in_process
from device.viewport import VIEWPORTS
from device.visit import NotOnScreenError, Visit
from device.visits import UnknownVisitError, Visits

OPEN = "alexa, open cervix guide"
ROUND = VIEWPORTS["hub_round_small"]


@pytest.fixture(scope="module")
def service() -> Service:
    return in_process()


class FakeClock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_turn_has_what_was_said_decided_and_sent(service: Service) -> None:
    # given an open session
    visit = Visit(service, "en-CA")
    visit.say(OPEN)

    # when something is asked
    turn = visit.say("what is a cerclage")

    # then the turn tells of it alone
    assert "stitches in the cervix" in turn.spoken.text
    assert turn.explanation is not None
    assert turn.explanation.heard == "cerclage"
    [passed] = turn.passed
    assert passed.request["request"]["intent"]["name"] == "CerclageIntent"
    assert passed.response["response"]["outputSpeech"]["ssml"].startswith("<speak>")
    assert turn.milliseconds > 0


def test_a_reprompt_is_the_speakers_own_and_then_the_session_ends(service: Service) -> None:
    visit = Visit(service, "en-CA")
    visit.say(OPEN)
    reprompt, end = visit.say(""), visit.say("")
    assert (reprompt.you, reprompt.passed, reprompt.explanation) == ("(silence)", [], None)
    assert reprompt.spoken.listening
    assert end.passed[0].request["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"
    assert not end.spoken.listening


def test_being_called_again_sends_two_requests(service: Service) -> None:
    visit = Visit(service, "en-CA")
    visit.say(OPEN)
    sent = [passed.request["request"]["type"] for passed in visit.say(OPEN).passed]
    assert sent == ["SessionEndedRequest", "LaunchRequest"]


def test_a_tap_is_kept_as_the_words_that_lead_to_the_same(service: Service, tmp_path: Path) -> None:
    # given an answer on a screen
    visit = Visit(service, "en-US", ROUND)
    visit.say(OPEN)
    visit.say("what is a cerclage")

    # when its first hint is touched
    turn = visit.touch(["stitch_removal"], "hint")
    visit.leave()

    # then the skill was told of the touch, and the transcript plays the same without a screen
    assert turn.passed[0].request["request"]["type"] == "Alexa.Presentation.APL.UserEvent"
    assert turn.explanation is not None
    assert turn.explanation.heard == "stitch_removal"
    path = tmp_path / "kept.yaml"
    path.write_text(visit.transcript(), "utf-8")
    kept = read(path)
    assert [exchange.you for exchange in kept.exchanges] == [OPEN, "what is a cerclage", turn.you]
    assert all(exchange.card for exchange in kept.exchanges)
    assert play(kept) == kept


@pytest.mark.parametrize("touched", [["causes"], ["nothing of ours"], ["stitch_removal", "i'm bleeding"], []])
def test_only_what_is_on_the_screen_can_be_touched(service: Service, touched: list[str]) -> None:
    visit = Visit(service, "en-CA", ROUND)
    visit.say(OPEN)
    visit.say("what is a cerclage")
    with pytest.raises(NotOnScreenError, match="when do the stitches come out"):
        visit.touch(touched, "hint")


def test_once_the_session_has_ended_nothing_is_left_to_touch(service: Service) -> None:
    # given a screen with hints, still there after a reprompt
    visit = Visit(service, "en-CA", ROUND)
    visit.say(OPEN)
    visit.say("what is a cerclage")
    visit.say("")

    # when the session ends
    visit.say("")

    # then there is nothing to touch
    with pytest.raises(NotOnScreenError, match="nothing"):
        visit.touch(["stitch_removal"], "hint")


def test_the_one_unused_the_longest_is_forgotten_first(service: Service) -> None:
    visits = Visits(service)
    first, second = visits.start("en-CA", None), visits.start("en-CA", None)
    visits.find(first)
    for _ in range(31):
        visits.start("en-CA", None)
    assert visits.find(first)
    with pytest.raises(UnknownVisitError, match="Start a new one"):
        visits.find(second)


def test_after_an_hour_unused_a_visit_is_forgotten(service: Service) -> None:
    clock = FakeClock()
    visits = Visits(service, clock)
    used, unused = visits.start("en-CA", None), visits.start("en-CA", None)
    clock.now = 3000
    visits.find(used)
    clock.now = 4000
    assert visits.find(used)
    with pytest.raises(UnknownVisitError):
        visits.find(unused)
