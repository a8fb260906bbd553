"""Reading Alexa's request envelopes: what a Turn needs, and what is left of one that the SDK can't read.

A tap on a screen is a turn like any other: what was tapped stands for what one could have said. Answering is left to
alexa.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import msgspec
from ask_sdk_model import (
    Intent,
    IntentRequest,
    ListSlotValue,
    Request,
    RequestEnvelope,
    SimpleSlotValue,
    Slot,
    SlotValue,
)

from guide.topic import Content
from guide.turn import Event, Turn

Envelope: TypeAlias = dict[str, Any]
"""An envelope as JSON gives it."""
TAPPED = "Alexa.Presentation.APL.UserEvent"
"""The request that a tap sends."""
DISABLED = "AlexaSkillEvent.SkillDisabled"
"""The request that tells of a listener who disabled the skill."""
NOT_DRAWN = "Alexa.Presentation.APL.RuntimeError"
"""The request of a device that couldn't draw its screen."""
SPOKEN = ("LaunchRequest", "IntentRequest", TAPPED)
"""The requests of a listener who waits for an answer; no other may be answered with speech."""
_EVENTS = {
    "QuestionIntent": Event.QUESTION,
    "SymptomReportIntent": Event.SYMPTOM,
    "AMAZON.FallbackIntent": Event.FALLBACK,
}


def read_turn(envelope: RequestEnvelope, content: Content) -> Turn:
    """What a launch, an intent request or a tap says."""
    request = envelope.request
    locale = (request.locale if request else "") or ""
    if request and request.object_type == TAPPED:
        return _tapped(request, content, locale)
    if not isinstance(request, IntentRequest):
        return Turn(Event.LAUNCH, locale=locale)
    heard = request.intent or Intent()
    name = heard.name or ""
    meaning = _EVENTS[name] if name in _EVENTS else content.intents.get(name, Event.FALLBACK)
    one_shot = bool(envelope.session and envelope.session.new)
    return Turn(meaning, _texts(heard), locale, one_shot)


def user(envelope: RequestEnvelope) -> str:
    """Who speaks, as the skill's memory knows them; empty where it isn't told."""
    system = envelope.context.system if envelope.context else None
    return (system.user.user_id if system and system.user else "") or ""


def _tapped(request: Request, content: Content, locale: str) -> Turn:
    """What a hint stands for. A client may have altered it: what isn't ours is no more than words to be read."""
    match getattr(request, "arguments", None):
        case [str(target)] if target in content.topic.sections or target in content.commands:
            return Turn(target, locale=locale)
        case altered:
            return Turn(Event.FALLBACK, _once(_strings(altered)), locale)


def newest_apl(envelope: RequestEnvelope) -> str:
    """The newest version of the Presentation Language that the device draws; empty for a device without a screen."""
    device = envelope.context.system.device if envelope.context and envelope.context.system else None
    interfaces = device.supported_interfaces if device else None
    screen = interfaces.alexa_presentation_apl if interfaces else None
    return (screen.runtime.max_version if screen and screen.runtime else "") or ""


def _texts(intent: Intent) -> tuple[str, ...]:
    """Every text in its slots: what was said first, then what Alexa resolved it to."""
    slots = [slot for slot in (intent.slots or {}).values() if slot]
    said = [text for slot in slots for text in (slot.value, *_said(slot.slot_value))]
    resolved = [name for slot in slots for name in _resolved(slot)]
    return _once((*said, *resolved))


def _said(value: SlotValue | None) -> Iterator[str | None]:
    """The values of a slot that may hold several."""
    match value:
        case SimpleSlotValue():
            yield value.value
        case ListSlotValue():
            for single in value.values or ():
                yield from _said(single)
        case _:
            return


def _resolved(slot: Slot) -> Iterator[str | None]:
    authorities = slot.resolutions.resolutions_per_authority if slot.resolutions else None
    for authority in authorities or ():
        for wrapper in authority.values or ():
            yield wrapper.value.name if wrapper.value else None


def _once(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def application(event: Envelope) -> object:
    """The id of the skill that a request is for; None where it names none."""
    return _at(event, "context", "System", "application", "applicationId")


def is_spoken(event: Envelope) -> bool:
    """Whether a listener waits for an answer. What can't be told counts as a listener."""
    kind = _at(event, "request", "type")
    return not isinstance(kind, str) or kind in SPOKEN or ("." not in kind and kind != "SessionEndedRequest")


def raw_turn(event: Envelope) -> Turn:
    """What can be made out in a request that the SDK can't read: triage must hear it all the same."""
    locale = _at(event, "request", "locale")
    said = [_at(event, "request", "intent", "slots"), _at(event, "request", "arguments")]
    texts = _once(_strings(said))
    return Turn(Event.QUESTION, texts, locale if isinstance(locale, str) else "")


def mended(event: Envelope) -> Envelope:
    """With session attributes that the SDK can read and hand back; a client may have made them anything."""
    session = event.get("session")
    if not isinstance(session, dict):
        return event
    return {**event, "session": {**session, "attributes": _held(session.get("attributes"))}}


def _held(attributes: object) -> dict[str, Any]:
    """Attributes as JSON holds them, which has no infinity and Python's reader has; none where it can't."""
    try:
        return msgspec.json.decode(msgspec.json.encode(attributes), type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError, ValueError):
        return {}


def _at(value: object, *path: str) -> object:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _strings(value: object) -> Iterator[str]:
    """Every text in nested JSON, however deep."""
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str(text):
                yield text
            case dict(items):
                waiting += reversed(items.values())
            case list(items):
                waiting += reversed(items)
            case _:
                pass
