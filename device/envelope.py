"""The requests that Alexa would send, as the platform's documentation shows them.

The skill must meet in a simulation what it meets in the world: whole envelopes, the session's attributes handed back as
they came, ids that name nobody. Which request to send, and when, is the speaker's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import uuid4

from device.recognizer import Heard
from device.viewport import APL, DEFAULT, Viewport

Envelope = dict[str, Any]
SIMULATED_SKILL = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"
_USER = "amzn1.ask.account.SIMULATED"
_DEVICE = "amzn1.ask.device.SIMULATED"
_SHOWN = "turn"
"""The token that the skill gave its document."""


class Ended(Enum):
    """Why a session ended without the skill's doing."""

    USER_INITIATED = "USER_INITIATED"
    EXCEEDED_MAX_REPROMPTS = "EXCEEDED_MAX_REPROMPTS"


@dataclass(slots=True)
class Session:
    """What holds from an invocation to the close."""

    id: str = field(default_factory=lambda: f"amzn1.echo-api.session.{uuid4()}")
    new: bool = True
    attributes: Mapping[str, Any] = field(default_factory=dict)
    """What the skill gave back last."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Writes the requests of one device."""

    locale: str
    screen: bool = False
    skill: str = SIMULATED_SKILL
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    viewport: Viewport = DEFAULT
    """Its screen, where it has one."""
    user: str = _USER
    """Whose account it is on."""

    def launch(self, session: Session) -> Envelope:
        """The skill was opened, and nothing asked."""
        return self._envelope(session, {"type": "LaunchRequest", "shouldLinkResultBeReturned": False})

    def intent(self, session: Session, heard: Heard) -> Envelope:
        """The recogniser made an intent of what was said."""
        intent: Envelope = {"name": heard.intent, "confirmationStatus": "NONE"}
        if heard.slots:
            intent["slots"] = {name: _slot(name, value) for name, value in heard.slots.items()}
        return self._envelope(session, {"type": "IntentRequest", "intent": intent, "dialogState": "STARTED"})

    def user_event(self, session: Session, arguments: Sequence[Any], source: str) -> Envelope:
        """Something on the screen was touched: what the document sends then, and the id of what was touched."""
        touched = {"type": "TouchWrapper", "handler": "Press", "id": source}
        request = {"token": _SHOWN, "arguments": list(arguments), "source": touched, "components": {}}
        return self._envelope(session, {"type": f"{APL}.UserEvent", **request})

    def ended(self, session: Session, reason: Ended) -> Envelope:
        """The listener left, or said nothing twice."""
        return self._envelope(session, {"type": "SessionEndedRequest", "reason": reason.value})

    def _envelope(self, session: Session, request: Envelope) -> Envelope:
        application = {"applicationId": self.skill}
        now = self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {
            "version": "1.0",
            "session": {
                "new": session.new,
                "sessionId": session.id,
                "application": application,
                "attributes": dict(session.attributes),
                "user": {"userId": self.user},
            },
            "context": {"System": self._system(application), **(self.viewport.context() if self.screen else {})},
            "request": {
                **request,
                "requestId": f"amzn1.echo-api.request.{uuid4()}",
                "timestamp": now,
                "locale": self.locale,
            },
        }

    def _system(self, application: Envelope) -> Envelope:
        return {
            "application": application,
            "user": {"userId": self.user},
            "device": {"deviceId": _DEVICE, "supportedInterfaces": self.viewport.interface() if self.screen else {}},
            "apiEndpoint": "https://api.amazonalexa.com",
            "apiAccessToken": "simulated",
        }


def _slot(name: str, value: str) -> Envelope:
    return {
        "name": name,
        "value": value,
        "confirmationStatus": "NONE",
        "source": "USER",
        "slotValue": {"type": "Simple", "value": value},
    }
