"""Cards in Alexa's Presentation Language, for devices that have a screen.

The layout is lambda/screen.json and holds no words: they travel beside it, as data. It is read when the first screen
asks, so that a speaker without one starts without it. What a card says is screen's; a tap is read by envelope.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec

from guide import topic
from guide.country import TELEPHONE
from guide.screen import Card
from guide.ssml import QUESTION, escaped

VERSION = "2023.3"
"""Of the language, in which the layout is written."""
TOKEN = "turn"
"""Names the document on the device."""
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})")


def is_drawn_by(newest: str) -> bool:
    """Whether a device that draws the language up to this version draws ours. Devices refuse what is newer."""
    return _number(newest) >= _number(VERSION)


def _number(version: str) -> tuple[int, ...]:
    found = _VERSION.match(version)
    return tuple(map(int, found.groups())) if found else ()


@cache
def layout() -> dict[str, Any]:
    """The document. Raises OSError or msgspec.DecodeError where it isn't there or isn't ours."""
    return msgspec.json.decode(topic.file("screen.json"), type=dict[str, Any])


def data(card: Card) -> dict[str, Any]:
    """What the document is bound to. An alert that begins a turn and the question that ends it stand apart."""
    says, *asks = QUESTION.split(card.says.removeprefix(card.alert).lstrip(), maxsplit=1)
    return {
        "turn": {
            "level": card.level.name.lower(),
            "title": _markup(card.title),
            "action": _markup(card.action),
            "alert": _markup(card.alert),
            "says": _markup(says),
            "asks": _markup("".join(asks)),
            "source": _markup(card.source),
            "prompt": _markup(card.prompt),
            "hints": [{"says": hint.says, "target": hint.target} for hint in card.hints],
        }
    }


def _markup(text: str) -> str:
    """As the language's Text takes it; a number to call stays on one line."""
    return TELEPHONE.sub(r"<nobr>\g<0></nobr>", escaped(text))
