"""The screen's document: what it is bound to, which devices it is for, and that the vendor's check takes it."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import ResponseEnvelope

from guide import apl
from guide.hints import Hint
from guide.response import Renderer
from guide.screen import Card, Screen
from guide.speech import Voice
from guide.topic import Content
from guide.triage import Level
from tools import npm, vendor_apl
from tools.certification.replies import UNKNOWN_LOCALES, replies


@pytest.mark.parametrize("newest", ["2023.3", "2024.1", "2024.2", "2025.1", "2024.2.1"])
def test_devices_that_draw_the_version_get_it(newest: str) -> None:
    assert apl.is_drawn_by(newest)


@pytest.mark.parametrize("newest", ["", "1.9", "1.10", "2022.2", "2023.2", "2023", "newest", "2024,2", "-1.5"])
def test_others_get_none(newest: str) -> None:
    assert not apl.is_drawn_by(newest)


def test_the_document_is_of_the_version_that_devices_are_asked_for() -> None:
    assert apl.layout()["version"] == apl.VERSION


def test_the_document_itself_has_no_words() -> None:
    # given every text that it draws or reads out
    texts = [text for name, text in fields(apl.layout()) if name in ("text", "accessibilityLabel")]
    # then nothing is left of them but what is filled in, and quotation marks
    assert texts
    assert [re.sub(r"\$\{[\w.]+\}", "", text).strip("\u201c\u201d") for text in texts] == [""] * len(texts)


def fields(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for key, inner in value.items():
                yield from fields(inner, key)
        case list():
            for inner in value:
                yield from fields(inner, name)
        case str():
            yield name, value
        case _:
            return


def test_texts_are_markup_in_which_numbers_stay_whole() -> None:
    card = Card("Pain & fever", "Call 9-1-1 or 13 11 14 < now.", level=Level.EMERGENCY, action="Call 9-1-1")
    assert apl.data(card)["turn"] == {
        "level": "emergency",
        "title": "Pain &amp; fever",
        "action": "Call <nobr>9-1-1</nobr>",
        "alert": "",
        "says": "Call <nobr>9-1-1</nobr> or <nobr>13 11 14</nobr> &lt; now.",
        "asks": "",
        "source": "",
        "prompt": "",
        "hints": [],
    }


def test_hints_carry_what_is_said_and_where_it_leads() -> None:
    card = Card("", "", prompt="Say, or tap", hints=(Hint("what causes it", "causes"),))
    assert apl.data(card)["turn"]["hints"] == [{"says": "what causes it", "target": "causes"}]


def test_the_alert_that_begins_a_turn_and_the_question_that_ends_it_stand_apart() -> None:
    card = Card("", "If so, call. It opens. Does it? Shall I go on?", alert="If so, call.")
    turn = apl.data(card)["turn"]
    assert (turn["alert"], turn["says"], turn["asks"]) == ("If so, call.", "It opens. Does it?", "Shall I go on?")


@pytest.mark.parametrize("item", apl.layout()["mainTemplate"]["items"], ids=lambda item: item["fill"])
def test_text_stands_out_from_each_level(item: dict[str, str]) -> None:
    colours = apl.layout()["resources"][0]["colors"]
    fill, ink, tint = (colours[item[name].strip("${@}")] for name in ("fill", "ink", "tint"))
    assert contrast(fill, ink) >= 7
    assert contrast(fill, tint) >= 7


def test_an_alert_stands_out_from_a_calm_turn() -> None:
    colours = apl.layout()["resources"][0]["colors"]
    assert contrast(colours["calm"], colours["callDoctor"]) >= 7


def test_each_level_has_its_colour() -> None:
    colours = apl.layout()["resources"][0]["colors"]
    shown = {colours[level] for level in ("emergency", "selfHarm", "callDoctor", "calm")}
    assert len(shown) == 4
    cases = [item.get("when", "") for item in apl.layout()["mainTemplate"]["items"]]
    assert all(any(f"'{level.name.lower()}'" in case for case in cases) for level in Level if level)


def contrast(one: str, other: str) -> float:
    """The ratio as the Web Content Accessibility Guidelines have it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_sdk_reads_and_writes_it_unchanged(content: Content) -> None:
    # given
    serializer, renderer = DefaultSerializer(), Renderer(content)
    for level in Level:
        reply = next(reply for reply, _ in replies(content) if not level or getattr(reply, "level", 0) == level)
        response = ResponseEnvelope("1.0", response=renderer.response(reply, "en-CA", newest_apl=apl.VERSION))
        # when
        sent: Any = serializer.serialize(response)
        # then
        assert serializer.serialize(serializer.deserialize(json.dumps(sent), ResponseEnvelope)) == sent
        assert sent["response"]["directives"][0]["document"] == apl.layout()


def bound(content: Content) -> list[dict[str, Any]]:
    """What the document is bound to for one of each kind of reply, in each locale."""
    voice, screen = Voice(content), Screen(content)
    kinds = {
        (type(reply), getattr(reply, "level", None), getattr(reply, "kind", None)): reply
        for reply, _ in replies(content)
    }
    locales = (*content.locales, *UNKNOWN_LOCALES)
    return [apl.data(screen.show(reply, voice.say(reply, at), at)) for reply in kinds.values() for at in locales]


def test_the_vendors_check_has_no_complaint(content: Content) -> None:
    assert complaints([apl.layout()], bound(content)) == []


def test_the_vendors_check_sees_damage() -> None:
    # given an unknown property, an unknown value and an unknown version
    document = copy.deepcopy(apl.layout())
    document["layouts"]["Hint"]["item"]["rolle"] = "button"
    document["layouts"]["Turn"]["item"]["overflow"] = "knob"
    document["version"] = "1923.1"
    # when
    told = complaints([document], [{"turn": 7}])
    # then
    assert [word for word in ("rolle", "overflow", "version", "turn") if not any(word in text for text in told)] == []


def complaints(documents: list[dict[str, Any]], data: list[dict[str, Any]]) -> list[str]:
    try:
        return vendor_apl.complaints(documents, data)
    except npm.NpmUnavailableError as error:
        pytest.skip(f"not put to the vendor's check: {error}")
