"""What listeners say under load, signed beforehand, with the answers that each must get.

Each has a conversation of its own: another order of questions, in another country. The answers are the handler's in
this process, so an answer that is another listener's, or goes on from another's state, is found out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from device.authority import Authority
from device.envelope import SIMULATED_SKILL, Envelope, Sender
from device.recognizer import load
from device.speaker import Speaker
from guide import alexa, topic

_AND_ON = ("yes", "more", "say that again", "slower", "where does that come from", "go back", "next")
_QUESTIONS = 5


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer."""

    request: bytes
    """As it goes over the wire, head and body."""
    answer: Envelope


def conversations(count: int, authority: Authority) -> list[list[Exchange]]:
    """One for each listener. They are signed now, so they must be held within two minutes."""
    content = topic.load()
    handler = alexa.build_handler(content, skill_id=SIMULATED_SKILL)
    recognizers = [(locale, load(locale)) for locale in content.locales]
    made = []
    for number in range(count):
        kept: list[tuple[Envelope, Envelope]] = []

        def record(event: Envelope, context: object, kept: list[tuple[Envelope, Envelope]] = kept) -> Envelope:
            answer = handler(event, context)
            kept.append((event, answer))
            return answer

        locale, recognizer = recognizers[number % len(recognizers)]
        speaker = Speaker(record, recognizer, Sender(locale))
        for said in _said([section.example for section in content.topic.sections.values()], number):
            speaker.say(said)
        made.append([Exchange(_wire(event, authority), answer) for event, answer in kept])
    return made


def _said(questions: list[str], number: int) -> Iterator[str]:
    chance = Random(number)
    yield "open cervix guide"
    for question in chance.sample(questions, _QUESTIONS):
        yield question
        yield chance.choice(_AND_ON)


def _wire(event: Envelope, authority: Authority) -> bytes:
    body = json.dumps(event).encode()
    headers = {
        "Host": "localhost",
        "Content-Type": "application/json;charset=utf-8",
        "Content-Length": str(len(body)),
        **authority.headers(body),
    }
    return "\r\n".join(["POST / HTTP/1.1", *map(": ".join, headers.items()), "", ""]).encode() + body
