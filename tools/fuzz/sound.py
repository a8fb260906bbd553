"""What every answer must be, whatever was asked: what Alexa takes, who to call, and nothing private."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import ResponseEnvelope

from device.speaker import ProtocolError, heard
from guide import state, topic
from guide.country import spelled, spelling
from guide.envelope import SPOKEN
from tools.certification.response import Response
from tools.certification.responses import MOST_BYTES, MOST_CARD, MOST_SPEECH
from tools.content.checks.sections import TURN
from tools.content.checks.wording import URGENT_TURN
from tools.fuzz.grammar import EMERGENCIES, MARKS

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
    if not isinstance(answer, dict) or not isinstance(body := answer.get("response"), dict):
        yield "has no response"
        return
    try:
        read = _rewritten(written)
    except SerializationException as error:
        yield f"can't be read by the SDK: {error}"
        return
    if read != answer:
        yield "holds what the SDK wouldn't write"
    response = Response(body)
    yield from _wrong_to_hear(response)
    yield from _wrong_to_see(response, spelling(topic.load(), str(_at(event, "request", "locale"))))
    kind = _at(event, "request", "type")
    if kind in SPOKEN and not response.ssml:
        yield "leaves the listener in silence"
    if isinstance(kind, str) and kind.startswith(_UNHEARD) and body:
        yield "answers nobody"
    if kind in SPOKEN and not _is_ours(answer.get("sessionAttributes")):
        yield "keeps attributes that aren't ours"
    if kind in SPOKEN and _is_emergency(event) and not _says_who_to_call(response):
        yield "misses an emergency"


def _rewritten(written: str) -> object:
    """Read and written again by the SDK's own serializer. Raises SerializationException."""
    serializer = DefaultSerializer()
    return serializer.serialize(serializer.deserialize(written, ResponseEnvelope))


def _is_ours(attributes: object) -> bool:
    """Whether they are just what a state keeps; none are kept of a request that couldn't be read."""
    if attributes is None:
        return True
    return isinstance(attributes, dict) and state.read(attributes, topic.load().topic).attributes() == attributes


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
    most = URGENT_TURN if _is_urgent(response) else TURN
    if len(said.split()) > most:
        yield f"has {len(said.split())} words"
    if len(response.ssml) >= MOST_SPEECH or len(response.card) >= MOST_CARD:
        yield "is too long to be said or shown"


def _wrong_to_see(response: Response, respelling: Mapping[str, str]) -> Iterator[str]:
    """What is shown is what is said, and can be tapped only while somebody listens."""
    for directive in response.body.get("directives") or ():
        turn = _at(directive, "datasources", "turn")
        words = "".join(ElementTree.fromstring(f"<p>{turn['alert']} {turn['says']} {turn['asks']}</p>").itertext())
        if words.split() != spelled(response.text, respelling).split():
            yield f"shows {words!r} for: {response.text}"
        if not bool(turn["hints"]) is bool(turn["prompt"]) is response.listens:
            yield f"has the hints {turn['hints']!r} after: {response.text}"
        if bool(turn["action"]) is not (turn["level"] != "none"):
            yield f"shows {turn['action']!r} at the level {turn['level']}"


def _is_urgent(response: Response) -> bool:
    return response.card.startswith(topic.load().phrases["card.urgent"])


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
