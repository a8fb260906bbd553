"""A response as the checks read it: what is heard, and whether the microphone stays open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from device.speaker import ProtocolError, heard

_END = "shouldEndSession"


@dataclass(frozen=True)
class Response:
    """The "response" of an envelope, in plain JSON."""

    body: Mapping[str, Any]

    @property
    def ssml(self) -> str:
        """The speech; empty for none."""
        return str((self.body.get("outputSpeech") or {}).get("ssml") or "")

    @property
    def reprompt_ssml(self) -> str:
        """What is said after a silence; empty for none."""
        return str(((self.body.get("reprompt") or {}).get("outputSpeech") or {}).get("ssml") or "")

    @cached_property
    def text(self) -> str:
        """The speech as heard."""
        return _words(self.ssml)

    @cached_property
    def reprompt(self) -> str:
        """The reprompt as heard."""
        return _words(self.reprompt_ssml)

    @property
    def card(self) -> str:
        """All that the card shows, headed by its title; empty for none."""
        card = self.body.get("card") or {}
        return f"{card.get('title', '')}\n{card.get('content', '')}".strip()

    @property
    def says_whether_it_ends(self) -> bool:
        """Whether the end of the session was decided at all."""
        return isinstance(self.body.get(_END), bool)

    @property
    def listens(self) -> bool:
        """Whether the microphone stays open."""
        return self.body.get(_END) is False

    @property
    def closes(self) -> bool:
        """Whether the session ends."""
        return self.body.get(_END) is True


def _words(ssml: str) -> str:
    """What is heard. Markup that can't be read is a rule's own finding, and no reason to stop looking for others."""
    try:
        return heard(ssml)
    except ProtocolError:
        return ssml
