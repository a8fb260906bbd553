"""A smart speaker: sessions, listening, reprompts and silence, as a listener meets them.

It calls the skill only by envelopes, through JSON, as the network would. How words become intents is the recogniser's;
how a conversation is shown, or kept, is left to the terminal and the transcripts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from xml.etree import ElementTree

from device.envelope import Ended, Envelope, Sender, Session
from device.recognizer import Asked, Opened, Recognizer
from device.viewport import APL

Handler = Callable[[Envelope, Any], Any]


class ProtocolError(Exception):
    """The skill answered what Alexa would refuse. The text says what."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the companion app shows."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """What comes out of the speaker."""

    text: str
    """As heard, without markup; empty for nothing."""
    listening: bool
    """Whether the microphone is open afterwards."""
    card: Card | None = None
    slow: bool = False
    """Whether it is spoken slowly."""
    screen: Envelope | None = None
    """The directive that draws the screen; None where nothing is drawn."""

    @property
    def hints(self) -> list[str]:
        """What can be touched on the screen, by its words."""
        return [hint["says"] for hint in self.screen["datasources"]["turn"]["hints"]] if self.screen else []


QUIET = Spoken("", listening=False)


class Speaker:
    """One device in one home."""

    def __init__(self, handler: Handler, recognizer: Recognizer, sender: Sender) -> None:
        self._handler = handler
        self._recognizer = recognizer
        self._sender = sender
        self._session: Session | None = None
        self._reprompt = ""
        self.seconds = 0.0
        """What the skill took for its last answer."""

    @property
    def listening(self) -> bool:
        """Whether the skill's session is open."""
        return self._session is not None

    def open(self) -> Spoken:
        """ "Alexa, open cervix guide"."""
        session = self._start()
        return self._exchange(session, self._sender.launch(session))

    def say(self, utterance: str) -> Spoken:
        """What the skill answers. With no session open, the words are taken as asked of it: "ask cervix guide ..."."""
        called = self._recognizer.launch(utterance)
        if isinstance(called, Opened):
            return self.open()
        if isinstance(called, Asked):
            utterance = called.utterance
        session = self._session if self._session and not called else self._start()
        return self._exchange(session, self._sender.intent(session, self._recognizer.recognize(utterance)))

    def touch(self, arguments: Sequence[Any], source: str) -> Spoken:
        """What the skill answers when something on the screen is touched. Once the session has closed, nothing."""
        session = self._session
        return self._exchange(session, self._sender.user_event(session, arguments, source)) if session else QUIET

    def silence(self) -> Spoken:
        """Eight seconds pass: the reprompt, and after another eight the close."""
        if self._session is None:
            return QUIET
        if self._reprompt:
            ssml, self._reprompt = self._reprompt, ""
            return Spoken(heard(ssml), listening=True, slow=is_slow(ssml))
        return self._end(Ended.EXCEEDED_MAX_REPROMPTS)

    def leave(self) -> Spoken:
        """The listener walks away; an open session is ended."""
        return self._end(Ended.USER_INITIATED) if self._session else QUIET

    def _start(self) -> Session:
        self.leave()
        self._session = Session()
        return self._session

    def _end(self, reason: Ended) -> Spoken:
        session, self._session, self._reprompt = self._session, None, ""
        assert session is not None
        if self._call(self._sender.ended(session, reason)).get("response", {}).get("outputSpeech"):
            raise ProtocolError("The skill speaks after its session has ended, where nobody hears it.")
        return QUIET

    def _exchange(self, session: Session, envelope: Envelope) -> Spoken:
        answer = self._call(envelope)
        response = answer.get("response", {})
        if "outputSpeech" in response and not isinstance(response.get("shouldEndSession"), bool):
            raise ProtocolError("The skill speaks without saying whether the session ends.")
        listening = response.get("shouldEndSession") is False
        session.new = False
        session.attributes = answer.get("sessionAttributes") or {}
        self._session = session if listening else None
        self._reprompt = _ssml(response.get("reprompt") or {}) if listening else ""
        ssml = _ssml(response)
        return Spoken(heard(ssml), listening, _card(response), is_slow(ssml), self._drawn(response))

    def _drawn(self, response: Envelope) -> Envelope | None:
        directives: list[Envelope] = response.get("directives") or []
        if directives and not self._sender.screen:
            raise ProtocolError("The skill draws on a device that has no screen.")
        return next((directive for directive in directives if directive["type"] == f"{APL}.RenderDocument"), None)

    def _call(self, envelope: Envelope) -> Envelope:
        event = json.loads(json.dumps(envelope))
        started = perf_counter()
        returned = self._handler(event, None)
        self.seconds = perf_counter() - started
        answer = json.loads(json.dumps(returned))
        if not isinstance(answer, dict):
            raise ProtocolError(f"The skill answered {answer!r}, which is no response envelope.")
        return answer


def heard(ssml: str) -> str:
    """SSML as it sounds: the words alone. Raises ProtocolError where it isn't well formed."""
    return " ".join("".join(_words(_parsed(ssml))).split())


def is_slow(ssml: str) -> bool:
    """Whether any of it is spoken slowly. Raises ProtocolError where it isn't well formed."""
    return any(element.get("rate") in ("slow", "x-slow") for element in _parsed(ssml).iter("prosody"))


def _parsed(ssml: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(ssml or "<speak/>")
    except ElementTree.ParseError as error:
        raise ProtocolError(f"Alexa can't read this SSML ({error}): {ssml}") from error


def _words(element: ElementTree.Element) -> list[str]:
    """The texts in order. A pause parts words that nothing else parts."""
    inside = [" "] if element.tag in ("break", "p", "s") else []
    inside.append(element.text or "")
    for child in element:
        inside += [*_words(child), child.tail or ""]
    return inside


def _ssml(holder: Envelope) -> str:
    speech = holder.get("outputSpeech") or {}
    return str(speech.get("ssml") or speech.get("text") or "")


def _card(response: Envelope) -> Card | None:
    card = response.get("card")
    return Card(card.get("title") or "", card.get("content") or card.get("text") or "") if card else None
