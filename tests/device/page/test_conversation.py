"""Whole conversations with the speaker's page, clicked, typed and touched in a real browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Route, expect

from device.goldens import play, read
from tests.device.page.conftest import Visit
from tests.device.page.listener import Listener

OPEN = "alexa, open cervix guide"
URGENT = [
    ("i have a low backache", "Call your doctor", "Call your doctor right away, from your phone."),
    ("i'm bleeding heavily", "Emergency", "Call 9-1-1 or get to the nearest hospital now."),
    ("i want to kill myself", "Crisis line", "Call or text 9-8-8 now, from your phone."),
]
PERHAPS = "is bleeding normal"


def golden(listener: Listener, folder: Path) -> Path:
    """What the page saves."""
    with listener.page.expect_download() as download:
        listener.press("Save as golden")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_conversation_is_typed_heard_and_kept(visit: Visit, tmp_path: Path) -> None:
    # given an open session
    listener = visit()
    listener.finds("Closed")
    listener.open()

    # when a question is asked, its offer accepted, and goodbye said
    listener.say("what is a cerclage")
    listener.hears("A cerclage is a few stitches in the cervix.")
    listener.say("yes")
    listener.hears("The stitches are taken out")
    listener.say("stop")
    listener.hears("Goodbye")

    # then all of it is in the log, and saved it is a golden that plays again
    expect(listener.log).to_have_count(4)
    kept = read(golden(listener, tmp_path))
    assert [exchange.you for exchange in kept.exchanges] == [OPEN, "what is a cerclage", "yes", "stop"]
    assert play(kept) == kept


def test_suggestions_can_be_asked_with_the_session_closed(visit: Visit) -> None:
    listener = visit()
    listener.press("Other questions")
    listener.press("what are the symptoms")
    listener.hears("If you have any of these, call your doctor right away.")


def test_urgent_turns_are_unmistakable(visit: Visit) -> None:
    listener = visit()
    colours = set()
    for words, level, action in URGENT:
        # given a conversation that goes on
        listener.open()

        # when something urgent is said
        listener.say(words)

        # then it is an alert in words and in a colour of its own, the calm caption is empty, and the session closes
        listener.is_told_to_call(level, action)
        expect(listener.alert.locator(".action")).to_contain_text(action)
        colours.add(listener.alert.locator(".care").evaluate("card => getComputedStyle(card).backgroundColor"))
        expect(listener.caption).to_have_text("Closed.")
        expect(listener.log.last).to_contain_text(level)
        listener.page.get_by_role("button", name="Open Cervix Guide").wait_for()
    assert len(colours) == 3


def test_a_question_that_may_be_a_report_is_answered_with_a_label(visit: Visit) -> None:
    listener = visit()
    listener.say(PERHAPS)
    listener.hears("If it's happening now")
    listener.hears("If that's happening now, call your doctor right away")
    expect(listener.alert).to_be_empty()


def test_an_urgent_turn_is_followed_by_a_calm_one(visit: Visit) -> None:
    listener = visit()
    listener.say("i'm bleeding heavily")
    listener.is_told_to_call("Emergency", "9-1-1")
    listener.open()
    expect(listener.alert).to_be_empty()
    expect(listener.page.locator("body")).to_have_attribute("data-care", "")


def test_each_locale_has_its_own_numbers_and_a_conversation_of_its_own(visit: Visit) -> None:
    # given a conversation in Britain
    listener = visit("?locale=en-GB")
    expect(listener.page.locator(".notice")).to_contain_text("9-9-9")
    listener.open()
    listener.hears("call 9-9-9")

    # when the speaker moves to Australia
    listener.choose("Country", "Australia")

    # then its number is named, and what was said is left behind
    expect(listener.page.locator(".notice")).to_contain_text("triple zero")
    expect(listener.log).to_have_count(0)
    listener.finds("Closed")
    listener.say("i'm bleeding heavily")
    listener.is_told_to_call("Emergency", "Call triple zero")

    # and an alarm is left behind, too
    listener.choose("Country", "India")
    expect(listener.alert).to_be_empty()
    expect(listener.page.locator("body")).to_have_attribute("data-care", "")


def test_a_locale_that_isnt_there_is_not_chosen(visit: Visit) -> None:
    expect(visit("?locale=xx-XX").page.get_by_label("Country")).to_have_value("en-CA")


def test_a_hint_on_the_screen_is_touched(visit: Visit, tmp_path: Path) -> None:
    # given an answer on a screen
    listener = visit(has_touch=True)
    listener.choose("Device", "Wide hub")
    listener.open()
    listener.say("what is a cerclage")
    hint = listener.screen.get_by_role("button", name="when do the stitches come out")
    expect(listener.screen.get_by_role("heading", name="Cerclage")).to_be_visible()

    # when its hint is touched
    hint.tap()

    # then it is answered like the words, and kept as the words
    listener.hears("The stitches are taken out")
    expect(listener.screen).to_contain_text("The stitches are taken out")
    kept = read(golden(listener, tmp_path))
    assert [exchange.you for exchange in kept.exchanges][-1] == "when do the stitches come out"
    assert play(kept) == kept


def test_every_screen_shows_whom_to_call(visit: Visit) -> None:
    listener = visit()
    for device in ("Round hub", "Wide hub", "Television"):
        listener.choose("Device", device)
        listener.say("i'm bleeding heavily")
        expect(listener.screen).to_contain_text("Call 9-1-1")
        listener.is_told_to_call("Emergency", "9-1-1")


def test_what_is_said_before_the_device_is_there_is_said_to_it(visit: Visit) -> None:
    # given a device that takes a while to come
    listener = visit()
    asked: list[str] = []
    starts: list[Route] = []
    listener.page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    listener.page.route("**/api/start", lambda route: starts.append(route))
    with listener.page.expect_request("**/api/start"):
        listener.choose("Device", "Wide hub")

    # when something urgent is said meanwhile
    listener.say("i'm bleeding heavily")
    listener.finds("Thinking")
    assert asked == ["start"]

    # then its answer comes from the device, and stays
    with listener.page.expect_response("**/api/say"):
        starts.pop().continue_()
    expect(listener.screen).to_contain_text("Call 9-1-1")
    listener.is_told_to_call("Emergency", "9-1-1")
    expect(listener.log).to_have_count(1)


def test_what_is_saved_has_the_turn_that_is_being_answered(visit: Visit, tmp_path: Path) -> None:
    # given a turn that takes a while
    listener = visit()
    listener.open()
    turns: list[Route] = []
    listener.page.route("**/api/say", lambda route: turns.append(route))
    with listener.page.expect_request("**/api/say"):
        listener.say("what is a cerclage")

    # when the conversation is saved meanwhile
    with listener.page.expect_download() as download:
        listener.press("Save as golden")
        turns.pop().continue_()

    # then it is whole
    path = tmp_path / "saved.yaml"
    download.value.save_as(path)
    assert [exchange.you for exchange in read(path).exchanges] == [OPEN, "what is a cerclage"]


def test_the_explanation_names_the_stage_that_decided(visit: Visit) -> None:
    listener = visit()
    listener.open()
    panel = listener.page.get_by_role("region", name="How it decided")
    for words, stage in [
        ("what is a cerclage", "platform"),
        ("i am leaking fluid", "triage"),
        ("tell me of the stitch thing", "matching"),
    ]:
        listener.say(words)
        expect(panel.locator("[aria-current=step]")).to_have_text(stage)
        expect(panel).to_contain_text(f"{stage}: ")


def test_developers_see_the_request_and_the_response(visit: Visit) -> None:
    listener = visit()
    listener.page.get_by_text("Request and response").click()
    listener.say("what is a cerclage")
    expect(listener.page.get_by_role("group", name="IntentRequest")).to_contain_text('"name": "CerclageIntent"')
    expect(listener.page.get_by_role("group", name="Response")).to_contain_text('"shouldEndSession"')


def test_words_are_never_markup(visit: Visit) -> None:
    listener = visit()
    listener.say("<img src=x onerror=alert(1)> <b>what</b>")
    expect(listener.log.first).to_contain_text("<img src=x onerror=alert(1)>")
    assert listener.page.locator("img, b").count() == 0


def test_leaving_ends_the_session(visit: Visit) -> None:
    listener = visit()
    listener.page.get_by_text("Request and response").click()
    listener.open()
    listener.press("Leave")
    listener.finds("Closed")
    expect(listener.page.get_by_role("group", name="SessionEndedRequest")).to_contain_text("USER_INITIATED")
