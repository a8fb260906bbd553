"""What the tests of the skill share: its content, and real request envelopes from tests/events/."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guide import alexa, topic
from guide.alexa import Handler
from guide.conversation import Conversation
from guide.envelope import Envelope
from guide.speech import Voice
from guide.topic import Content

_EVENTS = Path(__file__).parents[1] / "events"


@pytest.fixture(scope="session")
def content() -> Content:
    return topic.load()


@pytest.fixture(scope="session")
def conversation(content: Content) -> Conversation:
    return Conversation(content)


@pytest.fixture(scope="session")
def voice(content: Content) -> Voice:
    return Voice(content)


@pytest.fixture(scope="session")
def handler(content: Content) -> Handler:
    return alexa.build_handler(content)


@pytest.fixture(scope="session")
def event() -> Callable[[str], Envelope]:
    """A request envelope by its file's name; each is the caller's own to change."""
    found: dict[str, Any] = {path.stem: json.loads(path.read_text("utf-8")) for path in _EVENTS.glob("*.json")}
    return lambda name: copy.deepcopy(found[name])
