"""What the tests of the service share: one development authority, a clock that stands still, and requests of now."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from device.authority import Authority
from device.envelope import SIMULATED_SKILL
from guide import alexa, topic
from guide.alexa import Handler
from guide.envelope import Envelope
from tests.web.trial import Trial

_EVENTS = Path(__file__).parents[1] / "events"


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="session")
def handler() -> Handler:
    return alexa.build_handler(topic.load(), skill_id=SIMULATED_SKILL)


@pytest.fixture(scope="session")
def present() -> datetime:
    """When all of it happens."""
    return datetime.now(UTC)


@pytest.fixture(scope="session")
def event(present: datetime) -> Callable[[str], Envelope]:
    """A request envelope by its file's name, sent just now; each is the caller's own to change."""
    found: dict[str, Any] = {path.stem: json.loads(path.read_text("utf-8")) for path in _EVENTS.glob("*.json")}
    for envelope in found.values():
        envelope["request"]["timestamp"] = (present - timedelta(seconds=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return lambda name: copy.deepcopy(found[name])


@pytest.fixture
def launch(event: Callable[[str], Envelope]) -> Envelope:
    return event("launch")


@pytest.fixture
def trial(authority: Authority, present: datetime) -> Trial:
    return Trial(authority, present)


@pytest.fixture(scope="session")
def stranger() -> rsa.RSAPrivateKey:
    """A key that nobody vouches for."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)
