"""The page can be used by keyboard alone, read by a screen reader, and on a small screen; an audit finds no fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.device.page.conftest import Visit
from tests.device.page.listener import Listener

PHONE: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "has_touch": True}
URGENT = {
    "i have a low backache": "Call your doctor",
    "i'm bleeding heavily": "Emergency",
    "i want to kill myself": "Crisis line",
}
SCREENS = ("Round hub", "Wide hub", "Television")
PICTURES = Path(__file__).parents[3] / ".cache" / "screenshots"


def audit(listener: Listener, state: str) -> None:
    """Finds no rule broken in a state of the page, and keeps a picture of it, to be looked at."""
    listener.page.screenshot(path=PICTURES / f"{state.replace(' ', '_').lower()}.png", full_page=True)
    found = listener.page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert found["passes"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found["violations"]] == [], state


def fits(listener: Listener) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(listener.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_of_the_page_has_a_fault(visit: Visit, axe: str, scheme: str) -> None:
    listener = visit(script=axe, color_scheme=scheme)
    audit(listener, f"closed_{scheme}")
    listener.open()
    listener.say("what is a cerclage")
    listener.hears("A cerclage is")
    audit(listener, f"open_{scheme}")
    listener.say("is bleeding normal")
    listener.hears("If it's happening now")
    listener.page.get_by_text("Request and response").click()
    audit(listener, f"developer_{scheme}")
    listener.page.get_by_text("Request and response").click()
    for words, level in URGENT.items():
        listener.say(words)
        expect(listener.alert).to_contain_text(level)
        audit(listener, f"{level}_{scheme}")


def test_no_device_has_a_fault(visit: Visit, axe: str) -> None:
    listener = visit(script=axe)
    for screen in SCREENS:
        listener.choose("Device", screen)
        listener.open()
        listener.say("what is a cerclage")
        listener.hears("A cerclage is")
        audit(listener, screen)


def test_a_phone_has_no_fault(visit: Visit, axe: str) -> None:
    listener = visit(script=axe, **PHONE)
    for screen in ("No screen", *SCREENS):
        listener.choose("Device", screen)
        listener.open()
        audit(listener, f"phone_{screen}")
        assert fits(listener), screen
        listener.say("i'm bleeding heavily")
        listener.is_told_to_call("Emergency", "9-1-1")
        assert fits(listener), screen


def test_the_privacy_dialog_has_no_fault(visit: Visit, axe: str) -> None:
    listener = visit(script=axe)
    listener.page.evaluate("document.getElementById('privacy').showModal()")
    audit(listener, "privacy")


def test_large_letters_fit_too(visit: Visit) -> None:
    listener = visit(viewport={"width": 640, "height": 900})
    listener.page.evaluate("document.documentElement.style.fontSize = '200%'")
    listener.say("i want to kill myself")
    listener.is_told_to_call("Crisis line", "9-8-8")
    assert fits(listener)


FOCUSED = """() => {
  const { activeElement: element } = document;
  const shown = [element, element.parentElement].some((one) => getComputedStyle(one).outlineStyle !== "none");
  return shown ? element.id || element.textContent.trim() : `unseen: ${element.outerHTML}`;
}"""


def tab_to(listener: Listener, name: str) -> None:
    """Goes on by Tab until it is reached. Every stop on the way shows that it has the focus."""
    for _ in range(40):
        listener.page.keyboard.press("Tab")
        focused = str(listener.page.evaluate(FOCUSED))
        assert not focused.startswith("unseen"), focused
        if focused == name:
            return
    raise AssertionError(f"{name} can't be reached by Tab")


def test_a_conversation_by_keyboard_alone(visit: Visit) -> None:
    # given a device with a screen, chosen by its first letter
    listener = visit()
    keyboard = listener.page.keyboard
    tab_to(listener, "device")
    keyboard.press("W")
    expect(listener.screen).to_be_visible()

    # when the skill is opened and asked
    tab_to(listener, "session")
    keyboard.press("Enter")
    listener.hears("What would you like to know?")
    assert listener.page.evaluate(FOCUSED) == "session"
    tab_to(listener, "words")
    keyboard.type("what is a cerclage")
    keyboard.press("Enter")
    listener.hears("A cerclage is")
    assert listener.page.evaluate(FOCUSED) == "words"

    # then hints, other questions, the transcript and the JSON are reached, and the focus is never lost
    keyboard.press("Shift+Tab")
    listener.screen.get_by_role("button").first.focus()
    keyboard.press("Enter")
    listener.hears("The stitches are taken out")
    assert listener.page.evaluate("document.activeElement.id") == "screen"
    tab_to(listener, "others")
    keyboard.press("Enter")
    assert listener.page.evaluate(FOCUSED) == "others"
    tab_to(listener, "save")
    with listener.page.expect_download():
        keyboard.press("Enter")
    tab_to(listener, "Request and response")
    keyboard.press("Enter")
    expect(listener.page.get_by_role("group", name="Response")).to_be_visible()


def test_a_screen_reader_hears_answers_politely_and_alarms_at_once(visit: Visit) -> None:
    listener = visit()
    expect(listener.caption).to_have_attribute("aria-live", "polite")
    expect(listener.alert).to_have_attribute("role", "alert")
    listener.open()
    expect(listener.caption).to_contain_text("Listening.")


def test_nothing_moves_for_whoever_asked_for_that(visit: Visit) -> None:
    listener = visit()
    listener.open()
    assert listener.page.evaluate("document.getAnimations().length") == 0
