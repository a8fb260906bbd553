"""Whoever holds the button or the space bar is heard, once they know where it goes. Without ears, one types."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.device.page.conftest import Visit
from tests.device.page.listener import Listener

EARS = Path(__file__).with_name("fake_ears.js").read_text("utf-8")
NEAR = EARS + 'FakeRecognition.local = "available";'
REASONS = {
    "not-allowed": "wasn't allowed to use the microphone",
    "network": "couldn't reach its maker",
    "odd": "(odd)",
}
LONGER_THAN_A_TAP = 500
"""Milliseconds."""
DEAF = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"


def hears(listener: Listener, call: str) -> None:
    """The browser's recognition understands something, or fails."""
    listener.page.evaluate(f"SpeechRecognition.last.{call}")


def hold(listener: Listener) -> None:
    """Presses the button for longer than a tap."""
    listener.page.get_by_role("button", name="Hold to talk").hover()
    listener.page.mouse.down()
    listener.page.wait_for_timeout(LONGER_THAN_A_TAP)


def test_what_leaves_the_machine_is_told_before_it_is_heard(visit: Visit) -> None:
    # given a browser whose recognition isn't on this machine
    listener = visit(script=EARS)
    dialog = listener.page.get_by_role("dialog", name="Before you talk")

    # when the button is held, nothing is heard before that is told and agreed to
    hold(listener)
    expect(dialog).to_contain_text("send what they hear to their maker")
    listener.page.mouse.up()
    listener.press("Type instead")
    hold(listener)
    expect(dialog).to_be_visible()
    listener.page.mouse.up()
    assert listener.page.evaluate("SpeechRecognition.last") is None
    listener.press("Use the microphone")

    # then it is heard while the button is held, shown as it comes, and said when it is let go
    hold(listener)
    listener.finds("Hearing you")
    hears(listener, 'hear("what is", "a cerclage")')
    expect(listener.words).to_have_value("what is a cerclage")
    listener.page.mouse.up()
    listener.hears("A cerclage is a few stitches")
    expect(listener.words).to_have_value("")


def test_the_space_bar_talks_wherever_it_has_nothing_else_to_do(visit: Visit) -> None:
    # given recognition on this machine, which needs no agreement
    listener = visit(script=NEAR)
    listener.open()

    # when space is pressed where one types, it is a space
    listener.words.press("Space")
    expect(listener.words).to_have_value(" ")
    listener.words.fill("")

    # when it is held elsewhere, it talks
    listener.page.locator("h1").click()
    listener.page.keyboard.down("Space")
    listener.page.wait_for_timeout(LONGER_THAN_A_TAP)
    listener.finds("Hearing you")
    hears(listener, 'hear("i\'m bleeding heavily")')
    listener.page.keyboard.up("Space")
    listener.is_told_to_call("Emergency", "9-1-1")
    assert listener.page.evaluate("SpeechRecognition.last.processLocally") is True


def test_the_talk_button_works_by_keyboard(visit: Visit) -> None:
    listener = visit(script=NEAR)
    listener.page.get_by_role("button", name="Hold to talk").focus()
    listener.page.keyboard.down("Enter")
    listener.page.wait_for_timeout(LONGER_THAN_A_TAP)
    listener.finds("Hearing you")
    hears(listener, 'hear("what is a cerclage")')
    listener.page.keyboard.up("Enter")
    listener.hears("A cerclage is a few stitches")


def test_whoever_cant_hold_taps_before_and_after(visit: Visit) -> None:
    listener = visit(script=NEAR)
    talk = listener.page.get_by_role("button", name="Hold to talk")
    talk.click()
    listener.finds("Hearing you")
    hears(listener, 'hear("what is a cerclage")')
    talk.click()
    listener.hears("A cerclage is a few stitches")


def test_nothing_said_is_not_a_turn(visit: Visit) -> None:
    listener = visit(script=NEAR)
    listener.open()
    hold(listener)
    listener.finds("Hearing you")
    hears(listener, 'fail("no-speech")')
    listener.page.mouse.up()
    listener.finds("Listening")
    expect(listener.log).to_have_count(1)


def test_why_nothing_is_heard_is_told(visit: Visit) -> None:
    listener = visit(script=NEAR)
    for error, told in REASONS.items():
        hold(listener)
        listener.finds("Hearing you")
        hears(listener, f'fail("{error}")')
        listener.page.mouse.up()
        expect(listener.page.locator("#trouble")).to_contain_text(told)
        listener.finds("Closed")


def test_a_browser_without_ears_says_so_and_typing_is_enough(visit: Visit) -> None:
    listener = visit(script=DEAF)
    expect(listener.page.get_by_text("This browser can't turn speech into words, so type.")).to_be_visible()
    expect(listener.page.get_by_role("button", name="Hold to talk")).to_have_count(0)
    listener.open()
    listener.say("what is a cerclage")
    listener.hears("A cerclage is a few stitches")
