"""What every answer must be, whatever was asked: what Alexa takes, who to call, and nothing private."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from device.speaker import ProtocolError, heard
from tools.certification.response import Response
from tools.certification.responses import MOST_BYTES, MOST_CARD, MOST_SPEECH
from tools.content.checks.sections import TURN
from tools.fuzz.grammar import EMERGENCIES, MARKS

_WAITED_FOR = ("LaunchRequest", "IntentRequest")
_UNHEARD = ("SessionEndedRequest", "AlexaSkillEvent.", "System.")
"""How requests begin that no listener made."""
_CALLS = ("9-1-1", "9-9-9", "triple zero", "1-1-2", "your local emergency number", "9-8-8", "1-1-6 1-2-3", "13 11 14",
          "1-4-4-1-6", "your local crisis line")  # fmt: skip
_FIRST_SENTENCES = 2


def faults(event: object, answer: object, logged: str = "") -> Iterator[str]:
    """What is wrong with an answer to an event, and with what was logged meanwhile; nothing where all is well."""
    try:
        written = json.dumps(answer, allow_nan=False)
    except (TypeError, ValueError) as error:
        yield f"is no JSON: {error}"
        return
    if len(written) >= MOST_BYTES:
        yield f"has {len(written)} bytes"
    # A client may write into its attributes what it likes, and has them back.
    own = json.dumps(_at(event, "session", "attributes"))
    yield from (f"tells {mark}" for mark in MARKS if mark in written and mark not in own)
    yield from (f"logs {mark}" for mark in MARKS if mark in logged)
    body = answer.get("response") if isinstance(answer, dict) else None
    if not isinstance(body, dict):
        yield "has no response"
        return
    response = Response(body)
    yield from _wrong_to_hear(response)
    kind = _at(event, "request", "type")
    if kind in _WAITED_FOR and not response.ssml:
        yield "leaves the listener in silence"
    if isinstance(kind, str) and kind.startswith(_UNHEARD) and body:
        yield "answers nobody"
    if kind in _WAITED_FOR and _is_emergency(event) and not _says_who_to_call(response):
        yield "misses an emergency"


def _wrong_to_hear(response: Response) -> Iterator[str]:
    if not response.ssml:
        return
    try:
        said, again = heard(response.ssml), heard(response.reprompt_ssml)
    except ProtocolError as error:
        yield str(error)
        return
    if not response.says_whether_it_ends:
        yield "doesn't say whether the session ends"
    if response.listens is not said.endswith("?"):
        yield f"listens {response.listens} after: {said}"
    if response.listens is not bool(again) or again == said:
        yield f"has the reprompt {again!r} after: {said}"
    if len(said.split()) > TURN:
        yield f"has {len(said.split())} words"
    if len(response.ssml) >= MOST_SPEECH or len(response.card) >= MOST_CARD:
        yield "is too long to be said or shown"


def _is_emergency(event: object) -> bool:
    """Whether a slot holds an emergency, just so."""
    slots = _at(event, "request", "intent", "slots")
    return isinstance(slots, dict) and any(_at(slot, "value") in EMERGENCIES for slot in slots.values())


def _says_who_to_call(response: Response) -> bool:
    first = ".".join(response.text.split(".")[:_FIRST_SENTENCES])
    return response.closes and any(call in first for call in _CALLS)


def _at(value: object, *path: str) -> Any:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
