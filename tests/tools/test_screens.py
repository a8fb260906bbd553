"""The screens in a real browser: drawn from what the skill sends, to be read, touched and heard by everyone."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from device.viewport import DEFAULT, VIEWPORTS
from guide import apl, topic
from guide.reply import Answer, Choice, Guidance, Kind, Reply, Urgent
from guide.screen import Card, Screen
from guide.speech import Voice
from guide.ssml import QUESTION
from guide.topic import Content
from guide.triage import Level
from tools import debian, npm
from tools.certification.replies import UNKNOWN_LOCALES, replies
from tools.screens import Drawer, Drawn, Scene

LEVELS = [level for level in Level if level]
Damage = Callable[[dict[str, Any]], Any]


@pytest.fixture(scope="module")
def content() -> Content:
    return topic.load()


@pytest.fixture(scope="module")
def drawer(content: Content) -> Drawer:
    try:
        return Drawer(content)
    except (npm.NpmUnavailableError, debian.DebianUnavailableError) as error:
        pytest.skip(f"nothing drawn: {error}")


@pytest.fixture(scope="module")
def card(content: Content) -> Callable[[Scene], Card]:
    """What the skill shows in a scene."""
    voice, screen = Voice(content), Screen(content)
    return lambda scene: screen.show(scene.reply, voice.say(scene.reply, scene.locale), scene.locale)


@pytest.fixture(scope="module")
def longest(content: Content) -> Reply:
    """The reply that takes the most room."""
    voice, screen = Voice(content), Screen(content)
    shown = [
        (reply, screen.show(reply, voice.say(reply, "en-CA"), "en-CA")) for reply, slow in replies(content) if not slow
    ]
    return max(shown, key=lambda pair: len(pair[1].text) + sum(len(hint.says) for hint in pair[1].hints))[0]


@pytest.fixture(scope="module")
def scenes(content: Content, longest: Reply) -> list[Scene]:
    """The longest turn on every screen, every urgent turn where there is the least room, and one of other kinds."""
    places = (*(at for at in content.locales if at != "en-US"), UNKNOWN_LOCALES[0])
    small = [
        Scene(f"{level.name} {at}", VIEWPORTS["hub_round_small"], Urgent(level), at)
        for level in LEVELS
        for at in places
    ]
    every = [Scene(name, viewport, longest) for name, viewport in VIEWPORTS.items()]
    every += [
        Scene(f"urgent {name}", viewport, Urgent(Level.SELF_HARM), "en-GB") for name, viewport in VIEWPORTS.items()
    ]
    # The hint with the most words, where it can't stand in one line.
    hinting = Answer("symptoms", len(content.topic.sections["symptoms"].parts) - 1, "diagnosis_history")
    every += [Scene(f"hints {name}", VIEWPORTS[name], hinting) for name in ("mobile_portrait", "hub_round_small")]
    kinds: list[Reply] = [
        Answer("symptoms"),
        Choice("cerclage", "causes"),
        Guidance(Kind.HELP),
        Answer("source", closes=True),
    ]
    return [*small, *every, *(Scene(f"{reply}", DEFAULT, reply, "en-US") for reply in kinds)]


@pytest.fixture(scope="module")
def drawn(drawer: Drawer, scenes: list[Scene]) -> list[Drawn]:
    """All of them, in one browser."""
    return drawer.draw(scenes)


def test_all_are_drawn(drawn: list[Drawn]) -> None:
    assert [(found.name, found.error) for found in drawn if found.error] == []


def test_what_is_said_can_be_read_in_order(
    drawn: list[Drawn], scenes: list[Scene], card: Callable[[Scene], Card]
) -> None:
    for found, scene in zip(drawn, scenes, strict=True):
        shown = card(scene)
        said = QUESTION.split(shown.says.removeprefix(shown.alert).lstrip())
        texts = [shown.title, shown.action, shown.alert, *said, shown.source, shown.prompt]
        assert found.texts == [*filter(None, texts), *(f"\u201c{hint.says}\u201d" for hint in shown.hints)]
        assert found.headings == [shown.title]


def test_hints_are_named_and_work_by_touch_and_by_keyboard(
    drawn: list[Drawn], scenes: list[Scene], card: Callable[[Scene], Card]
) -> None:
    assert any(found.hints for found in drawn)
    for found, scene in zip(drawn, scenes, strict=True):
        hints = card(scene).hints
        assert found.hints == [hint.says for hint in hints]
        assert found.sent == [[[hint.target], hint.target] for hint in hints for _ in ("touched", "pressed")]


def test_nothing_runs_out_of_the_screen(drawn: list[Drawn]) -> None:
    assert [found.name for found in drawn if found.wide or found.outside] == []


def test_an_urgent_turn_is_seen_whole_where_its_number_is_known(
    drawn: list[Drawn], scenes: list[Scene], content: Content
) -> None:
    pairs = zip(drawn, scenes, strict=True)
    urgent = [found for found, scene in pairs if isinstance(scene.reply, Urgent) and scene.locale in content.locales]
    assert urgent
    assert [found.name for found in urgent if found.scrolls] == []


def test_all_of_it_can_be_used_by_everyone(drawn: list[Drawn]) -> None:
    assert [(found.name, found.violations) for found in drawn if found.violations] == []


def put(value: object, *path: str | int) -> Damage:
    def damage(directive: dict[str, Any]) -> None:
        place: Any = directive
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return damage


HINT = ("document", "layouts", "Hint", "item")
TURN = ("document", "layouts", "Turn", "item")
UNKNOWN: dict[str, Damage] = {
    '"handleTick" isn\'t known': put([], "document", "handleTick"),
    '"easings" isn\'t known': put({}, "document", "resources", 0, "easings"),
    'component "Pager" isn\'t known': put({"type": "Pager"}, "document", "mainTemplate", "items", 3),
    '"shadowColor" isn\'t known': put("red", *TURN, "shadowColor"),
    '"spaces" isn\'t known': put(7, "document", "mainTemplate", "items", 3, "spaces"),
    '"opacity" isn\'t known': put(1, "document", "styles", "hint", "values", 0, "opacity"),
    '"12em" is no length': put("12em", *TURN, "width"),
    "nothing is named @mauve": put("@mauve", *TURN, "backgroundColor"),
    "nothing is named hint": put("${hint.says}", *HINT, "accessibilityLabel"),
    "can't read the expression turn.title + 1": put("${turn.title + 1}", *TURN, "backgroundColor"),
    "can't read the expression Math.min(1,2)": put("${Math.min(1,2)}", *TURN, "backgroundColor"),
    "doesn't know the markup in: a <b>b</b>": put("a <b>b</b>", "datasources", "turn", "says"),
    "doesn't know the markup in: this & that": put("this & that", "datasources", "turn", "says"),
    "mainTemplate takes turn": put(["turn"], "document", "mainTemplate", "parameters"),
}


def test_a_document_that_outgrows_the_browser_is_told_so(drawer: Drawer) -> None:
    # given what the renderer doesn't know, one thing at a time
    sent = []
    for told, damage in UNKNOWN.items():
        data = apl.data(Card("A", "A", prompt="A"))
        directive: dict[str, Any] = {"document": copy.deepcopy(apl.layout()), "datasources": data}
        directive["datasources"]["turn"]["hints"] = [{"says": "a", "target": "a"}]
        damage(directive)
        sent.append((Scene(told, DEFAULT, Guidance(Kind.HELP)), directive))
    # then
    for found in drawer.draw_sent(sent):
        assert found.error.startswith("AplError")
        assert found.name in found.error


def test_a_browser_that_fails_is_told_of(drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(drawer._tools, "chromium", "/nowhere/chromium")
    with pytest.raises(npm.ScriptError, match="/nowhere/chromium"):
        drawer.draw([])
