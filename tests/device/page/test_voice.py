"""Answers are spoken by a voice of this machine, and stop for whoever talks or types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.device.page.conftest import Visit
from tests.device.page.listener import Listener

VOICE = Path(__file__).with_name("fake_voice.js").read_text("utf-8")


def said(listener: Listener) -> list[dict[str, Any]]:
    return list(listener.page.evaluate("speechSynthesis.said"))


def finish(listener: Listener) -> None:
    listener.page.evaluate("speechSynthesis.finish()")


def test_what_is_shown_is_spoken_by_a_voice_that_is_here(visit: Visit) -> None:
    # given a browser with a voice on this machine, and one elsewhere
    listener = visit(script=VOICE)
    expect(listener.page.get_by_text("no voice of its own")).to_be_hidden()

    # when the skill is opened
    listener.open()

    # then the one that is here says what is shown, and the speaker listens once it has been said
    listener.finds("Speaking")
    [spoken] = said(listener)
    assert (spoken["voice"], spoken["rate"]) == ("near", 1)
    listener.hears(spoken["text"])
    finish(listener)
    listener.finds("Listening")


def test_it_speaks_slowly_where_it_was_asked_to(visit: Visit) -> None:
    listener = visit(script=VOICE)
    listener.open()
    listener.say("slower")
    listener.hears("more slowly")
    assert said(listener)[-1]["rate"] < 1


def test_it_stops_for_whoever_types(visit: Visit) -> None:
    listener = visit(script=VOICE)
    listener.open()
    listener.words.press_sequentially("w")
    listener.finds("Listening")


def test_muted_it_only_shows(visit: Visit) -> None:
    listener = visit(script=VOICE)
    listener.press("Mute")
    listener.open()
    assert said(listener) == []
    expect(listener.page.get_by_role("button", name="Mute")).to_have_attribute("aria-pressed", "true")


def test_a_browser_without_a_voice_says_so(visit: Visit) -> None:
    listener = visit()
    expect(listener.page.get_by_text("no voice of its own")).to_be_visible()
    listener.open()
    listener.finds("Speaking")
