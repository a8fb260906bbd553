"""The speaker asks again after eight seconds, and closes after eight more; whoever needs longer has it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.device.page.conftest import Visit
from tests.device.page.listener import Listener

SPEECH = 60_000
"""Milliseconds, in which anything has been said."""


def listening(visit: Visit) -> Listener:
    """After the welcome, with time in our hands."""
    listener = visit(stops_time=True)
    listener.open()
    spoken_out(listener)
    return listener


def spoken_out(listener: Listener) -> None:
    listener.finds("Speaking")
    listener.page.clock.fast_forward(SPEECH)
    listener.finds("Listening")


def test_silence_brings_the_reprompt_and_then_the_close(visit: Visit) -> None:
    # given a speaker that listens, and shows for how long
    listener = listening(visit)
    expect(listener.page.locator("#timer")).to_contain_text("asks again in")

    # when nobody speaks, it asks in other words
    listener.page.clock.run_for(8000)
    listener.hears("You could ask:")
    spoken_out(listener)

    # and then it closes
    listener.page.clock.run_for(8000)
    listener.finds("Closed")
    expect(listener.log.last).to_contain_text("(silence)")
    expect(listener.page.locator("#timer")).to_be_empty()


def test_it_waits_for_whoever_asks_it_to(visit: Visit) -> None:
    listener = listening(visit)
    listener.press("Wait for me")
    expect(listener.page.locator("#timer")).to_contain_text("waits for you")
    listener.page.clock.run_for(60_000)
    expect(listener.log).to_have_count(1)
    listener.press("Wait for me")
    listener.page.clock.run_for(8000)
    expect(listener.log).to_have_count(2)


def test_it_waits_for_whoever_is_typing(visit: Visit) -> None:
    # given somebody who types slowly
    listener = listening(visit)
    listener.words.press_sequentially("what is")
    listener.page.clock.run_for(60_000)
    expect(listener.log).to_have_count(1)

    # when they give it up, the silence begins anew
    listener.words.fill("")
    listener.page.clock.run_for(7000)
    expect(listener.log).to_have_count(1)
    listener.page.clock.run_for(2000)
    expect(listener.log).to_have_count(2)
